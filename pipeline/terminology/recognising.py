"""Find the names of concepts in running text.

Every run of words is held against the names of the index: as lookups do, and beyond
that with near words and other forms of a word, which gives something near at most.
Parts of a list share what stands behind or before them ("otic and renal anomalies").
The promise: ``text[start:end]`` is what was held against a name, and what is found
depends on the text and the index alone.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from pipeline.terminology import catalogue, normal
from pipeline.terminology.index import Terminology
from pipeline.terminology.records import Candidate

_WORD: Final = re.compile(r"[^\W_]+(?:'[^\W_]+)?")
_BARRIER: Final = re.compile(r"[.;:!?()\[\]]\s|[;:!?()\[\]]|\n\s*\n")
_COMMA: Final = ","
_STEM: Final = 3  # letters before the ending of an adjective: an ear is none


@dataclass(frozen=True, slots=True)
class Recognised:
    """A place of a text and the concept that is named there."""

    start: int
    end: int
    quote: str
    candidate: Candidate


@dataclass(frozen=True, slots=True)
class _Unit:
    """A word, or two that are one, in its loose form; *gap* is what is before it."""

    start: int
    end: int
    form: str
    gap: str


def recognise(
    text: str,
    terms: Terminology,
    kinds: Iterable[str] | None = None,
    prefixes: Iterable[str] | None = None,
) -> tuple[Recognised, ...]:
    """Return the concepts named in *text*, in order, the longer before the shorter.

    *kinds* are the kinds that they may have and *prefixes* the terminologies; None
    means any. Names within names are given too, but no single word: it is the head of
    the longer one. Of each terminology the concept that fits best is given, and none
    where several fit as well.
    """
    asked = None if kinds is None else frozenset(kinds)
    wanted = None if prefixes is None else frozenset(prefixes)
    known = _forms(terms.path)
    found: dict[tuple[int, int, str], Recognised] = {}
    for run in _runs(text):
        for start, end, form, quote in (
            *_windows(text, run),
            *_shared(text, run, known),
        ):
            if form not in known:
                continue
            for each in _named(terms, quote, form, asked, wanted):
                found.setdefault(
                    (start, end, each.curie),
                    Recognised(start, end, text[start:end], each),
                )
    ordered = sorted(
        found.values(), key=lambda it: (it.start, -it.end, it.candidate.curie)
    )
    return tuple(_without_heads(ordered))


def _without_heads(found: Iterable[Recognised]) -> Iterator[Recognised]:
    """Yield *found*, in order, without single words that lie in a longer name."""
    longest = start = 0
    for each in found:
        is_inside = each.end <= longest and (each.start, each.end) != (start, longest)
        if each.end > longest:
            start, longest = each.start, each.end
        if not is_inside or any(map(str.isspace, each.quote)):
            yield each


# ---------------------------------------------------------------- words


def _runs(text: str) -> Iterator[tuple[_Unit, ...]]:
    """Yield the words of each stretch of *text* that names do not reach beyond."""
    begin = 0
    for mark in (*_BARRIER.finditer(text), None):
        end = mark.start() if mark else len(text)
        if run := tuple(_units(text, begin, end)):
            yield run
        begin = mark.end() if mark else end


def _units(text: str, begin: int, end: int) -> Iterator[_Unit]:
    words = list(_WORD.finditer(text, begin, end))
    last = begin
    for first, after, form in normal.units([_normal(word[0]) for word in words]):
        start = words[first].start()
        yield _Unit(start, words[after - 1].end(), form, text[last:start])
        last = words[after - 1].end()


@lru_cache(maxsize=65536)
def _normal(word: str) -> str:
    return normal.normalised(word)


Window = tuple[int, int, str, str]


def _windows(text: str, run: Sequence[_Unit]) -> Iterator[Window]:
    """Yield runs of words that may be a name: place, form, and words as they stand."""
    rules = catalogue.load().recognition
    for at in range(len(run)):
        forms: list[str] = []
        for last in range(at, min(at + rules.words, len(run))):
            unit = run[last]
            if forms and _COMMA in unit.gap:
                break
            forms.append(unit.form)
            start, end = run[at].start, unit.end
            if last > at and _goes_on(text, run, last, rules.adjectives):
                continue
            yield start, end, " ".join(sorted(forms)), text[start:end]


def _goes_on(
    text: str, run: Sequence[_Unit], last: int, adjectives: tuple[str, ...]
) -> bool:
    """Tell whether the word at *last* says of what kind the word behind it is."""
    if last + 1 == len(run) or not run[last + 1].gap.isspace():
        return False
    word = text[run[last].start : run[last].end].lower()
    return any(
        word.endswith(ending) and len(word) >= len(ending) + _STEM
        for ending in adjectives
    )


# ---------------------------------------------------------------- lists

_PART: Final = 2  # words of a part of a list, and of what parts share, at most
_PARTS: Final = 4  # of a list, at most


def _shared(text: str, run: Sequence[_Unit], known: frozenset[str]) -> Iterator[Window]:
    """Yield what parts of lists make with what they share, from the part to its end.

    A part shares what stands in the nearest part that it makes a name with.
    """
    rules = catalogue.load().recognition
    segments = _segments(run, frozenset(rules.joints))
    for at, (part, _) in enumerate(segments):
        for other, is_joined in segments[at + 1 : at + _PARTS]:
            if is_joined and rules.articles.isdisjoint(other[0].gap.split()):
                made = (
                    *_before(text, part, other, rules.adjectives),
                    *_behind(text, part, other, rules.behind),
                )
                if named := [each for each in made if each[2] in known]:
                    yield from named
                    break
            if len(other) > _PART:
                break


Segment = tuple[Sequence[_Unit], bool]


def _segments(run: Sequence[_Unit], joints: frozenset[str]) -> list[Segment]:
    """Return the parts of *run* between commas and joints, and if a joint is before."""
    found: list[Segment] = []
    part: list[_Unit] = []
    is_joined = False
    for unit in run:
        if unit.form in joints:
            found += [(part, is_joined)] * bool(part)
            part, is_joined = [], True
            continue
        if _COMMA in unit.gap and part:
            found.append((part, is_joined))
            part, is_joined = [], False
        part.append(unit)
    return [*found, *[(part, is_joined)] * bool(part)]


def _before(
    text: str,
    part: Sequence[_Unit],
    other: Sequence[_Unit],
    adjectives: tuple[str, ...],
) -> Iterator[Window]:
    """Yield "otic anomalies" of "otic and renal anomalies"."""
    for first in range(max(0, len(part) - _PART), len(part)):
        for cut in range(1, min(_PART, len(other) - 1) + 1):
            for end in range(cut + 1, min(cut + _PART, len(other)) + 1):
                if _goes_on(text, other, end - 1, adjectives):
                    continue
                yield _made(text, (*part[first:], *other[cut:end]))


def _behind(
    text: str, part: Sequence[_Unit], other: Sequence[_Unit], behind: frozenset[str]
) -> Iterator[Window]:
    """Yield "pain in the hip" of "pain in the knee or hip"."""
    for at in range(1, len(part)):
        if len(part) - at > _PART or behind.isdisjoint(part[at].gap.split()):
            continue
        for first in range(max(0, at - _PART), at):
            for end in range(1, min(_PART, len(other)) + 1):
                yield _made(text, (*part[first:at], *other[:end]))


def _made(text: str, units: Sequence[_Unit]) -> Window:
    form = " ".join(sorted(unit.form for unit in units))
    quote = " ".join(text[unit.start : unit.end] for unit in units)
    return units[0].start, units[-1].end, form, quote


# ---------------------------------------------------------------- names


@lru_cache(maxsize=8)
def _forms(path: Path) -> frozenset[str]:
    """Return all loose forms of names; read once in a process."""
    return Terminology(path).loose_forms()


@lru_cache(maxsize=65536)
def _named(
    terms: Terminology,
    quote: str,
    form: str,
    kinds: frozenset[str] | None,
    prefixes: frozenset[str] | None,
) -> tuple[Candidate, ...]:
    """Return the concept of each terminology that *quote* names best."""
    best: dict[str, Candidate | None] = {}
    levels = [terms.lookup(quote, kinds)]
    if " " in form:  # one word says too little to be taken loosely
        levels.append(terms.loosely(quote, form, kinds))
    for level in levels:
        groups: dict[str, list[Candidate]] = {}
        for found in level:
            groups.setdefault(found.curie.partition(":")[0], []).append(found)
        for prefix, group in groups.items():
            if prefixes is None or prefix in prefixes:
                best.setdefault(prefix, terms.topmost(group))
    return tuple(each for each in best.values() if each and _is_long(each))


def _is_long(found: Candidate) -> bool:
    """Tell whether *found* was named by more than a letter or two."""
    least = catalogue.load().recognition.shortest
    return not found.is_abbreviation or len(found.name) >= least
