"""Find the names of concepts in running text.

Every run of words is held against the names of the index: as lookups do, and beyond
that with near words and other forms of a word, which gives something near at most.
Parts of a list share what stands behind or before them ("otic and renal anomalies").
The promise: ``text[start:end]`` is what was held against a name, and what is found
depends on the text and the index alone.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from pipeline.terminology import catalogue, lexicon, lists, normal, runs
from pipeline.terminology.index import Terminology
from pipeline.terminology.records import Candidate, Method
from pipeline.terminology.runs import Run


@dataclass(frozen=True, slots=True)
class Recognised:
    """A place of a text and the concept that is named there."""

    start: int
    end: int
    quote: str
    candidate: Candidate


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
    known = lexicon.read(terms.path)
    found: dict[tuple[int, int, str], Recognised] = {}
    longer: set[tuple[int, int]] = set()
    for run in runs.cut(text, known):
        for units, heads in (*runs.windows(run, known), *lists.made(run, known)):
            start, end = units[0].start, units[-1].end
            for each in _named(terms, *_wording(text, units), asked, wanted):
                if heads and lists.head(each.name) not in heads:
                    continue
                found.setdefault(
                    (start, end, each.curie),
                    Recognised(start, end, text[start:end], each),
                )
                if len(units) > 1 and (heads or end - start == _width(units)):
                    longer.add((start, end))
    return tuple(_without_heads(sorted(found.values(), key=_place), sorted(longer)))


def _place(each: Recognised) -> tuple[int, int, str]:
    return each.start, -each.end, each.candidate.curie


def _without_heads(
    found: Iterable[Recognised], longer: Sequence[tuple[int, int]]
) -> Iterator[Recognised]:
    """Yield *found*, in order, without single words within one of *longer*."""
    at = reach = 0
    for each in found:
        while at < len(longer) and longer[at][0] <= each.start:
            reach = max(reach, longer[at][1])
            at += 1
        if each.end > reach or not each.quote.isalnum():
            yield each


def _width(units: Run) -> int:
    """Return how far *units* reach where nothing of a list is between them."""
    return sum([it.end - it.start + len(it.gap) for it in units]) - len(units[0].gap)


def _wording(text: str, units: Run) -> tuple[str, str]:
    """Return the words of *units* as they stand, what is between them, and the form.

    Of a list, only the words.
    """
    form = " ".join(sorted([unit.form for unit in units]))
    start, end = units[0].start, units[-1].end
    if end - start == _width(units):
        return text[start:end], form
    return " ".join([unit.word for unit in units]), form


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
    for level in (_strictly, _loosely):
        if prefixes is not None and prefixes <= best.keys():
            break
        groups: dict[str, list[Candidate]] = {}
        for found in level(terms, quote, form, kinds):
            groups.setdefault(found.curie.partition(":")[0], []).append(found)
        for prefix, group in groups.items():
            if prefixes is None or prefix in prefixes:
                best.setdefault(prefix, terms.topmost(group))
    return tuple(each for each in best.values() if each and _is_long(each))


def _strictly(
    terms: Terminology, quote: str, form: str, kinds: frozenset[str] | None
) -> Sequence[Candidate]:
    """Return what *quote* is a name of.

    No single word is one for another that says the same: what is broken need not be a
    bone.
    """
    found = terms.lookup(quote, kinds)
    if " " in form:
        return found
    return [each for each in found if each.method is not Method.EQUIVALENT]


def _loosely(
    terms: Terminology, quote: str, form: str, kinds: frozenset[str] | None
) -> Sequence[Candidate]:
    """Return what *quote* is nearly a name of: one word only by a learned ending."""
    found = terms.loosely(quote, form, kinds)
    if " " in form or normal.normalised(quote) in catalogue.load().recognition.alone:
        return found
    word = normal.learned(quote)
    return [each for each in found if normal.learned(each.name) == word]


def _is_long(found: Candidate) -> bool:
    """Tell whether *found* was named by more than a letter or two."""
    least = catalogue.load().recognition.shortest
    return not found.is_abbreviation or len(found.name) >= least
