"""Cut running text into stretches of words that a name may stand in.

The promise: each unit is at its place in the text, in order, none over another.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import Final, NamedTuple

from pipeline.terminology import catalogue, normal
from pipeline.terminology.lexicon import Lexicon

_WORD: Final = re.compile(r"[^\W_]+(?:['\u2019\u02bc][^\W_]+)?")
_BARRIER: Final = re.compile(r"[.;:!?()\[\]]\s|[;:!?()\[\]]|\n\s*\n")
COMMA: Final = ","
HYPHEN: Final = "-"
_STEM: Final = 3  # letters before the ending of an adjective: an ear is none


class Unit(NamedTuple):
    """A word, or two that are one, in its loose form.

    *number* is that of the form, 0 where no name has it; *gap* is what is before it.
    """

    start: int
    end: int
    word: str
    form: str
    number: int
    gap: str


Run = Sequence[Unit]


def cut(text: str, lexicon: Lexicon) -> Iterator[Run]:
    """Yield the words of each stretch of *text* that names do not reach beyond."""
    begin = 0
    for mark in (*_BARRIER.finditer(text), None):
        end = mark.start() if mark else len(text)
        if run := _units(text, begin, end, lexicon.words):
            yield run
        begin = mark.end() if mark else end


def _units(text: str, begin: int, end: int, numbers: Mapping[str, int]) -> list[Unit]:
    spans = [match.span() for match in _WORD.finditer(text, begin, end)]
    words = [_normal(text[start:stop]) for start, stop in spans]
    found: list[Unit] = []
    last = begin
    for first, after, form in normal.units(words):
        start, stop = spans[first][0], spans[after - 1][1]
        number = numbers.get(form, 0)
        found.append(
            Unit(start, stop, text[start:stop], form, number, text[last:start])
        )
        last = stop
    return found


@lru_cache(maxsize=65536)
def _normal(word: str) -> str:
    return normal.normalised(word)


class Window(NamedTuple):
    """Words that may be a name; *heads* are forms that its head is one of, if told."""

    units: Run
    heads: frozenset[str]


def windows(run: Run, lexicon: Lexicon) -> Iterator[Window]:
    """Yield the parts of *run* that may be a name, the shorter first at each word.

    None begins or ends at a hyphen, unless there is one on the other side of it or a
    word that leaves it what it is. Where the phrase goes on, the head of a name is its
    last word: an abnormal heart rhythm is no abnormal heart.
    """
    found = list(_named(run, lexicon))
    begins = {at for at, _ in found}
    ends = {last for _, last in found}
    for at, last in found:
        if (at - 1 in ends or not _is_tied(run, at)) and (
            last + 1 in begins or not _is_tied(run, last + 1) or _leaves(run[last + 1])
        ):
            is_headed = last > at and goes_on(run, last + 1)
            heads = frozenset({run[last].form}) if is_headed else frozenset()
            yield Window(run[at : last + 1], heads)


def _named(run: Run, lexicon: Lexicon) -> Iterator[tuple[int, int]]:
    """Yield the first and the last place of what may be a name, hyphens aside."""
    longest = catalogue.load().recognition.words
    names = lexicon.names
    numbers = [unit.number for unit in run]
    commas = {at for at, unit in enumerate(run) if COMMA in unit.gap}
    for at, first in enumerate(numbers):
        if not first:
            continue
        total = 0
        for last in range(at, min(at + longest, len(run))):
            number = numbers[last]
            if not number or (last in commas and last > at):
                break
            total += number
            if (
                total in names
                and _may_begin(run, at)
                and may_end(run, last, is_phrase=last > at)
            ):
                yield at, last


def _is_tied(run: Run, at: int) -> bool:
    """Tell whether a hyphen ties the word at *at* to the one before it."""
    return 0 < at < len(run) and run[at].gap == HYPHEN


def _leaves(unit: Unit) -> bool:
    """Tell whether *unit* behind a hyphen leaves a name what it is."""
    return unit.word.lower() in catalogue.load().recognition.tied


def _may_begin(run: Run, at: int) -> bool:
    """Tell whether a name may begin with the word at *at*."""
    if is_edge(run[at]):
        return False
    is_alone = at + 1 == len(run) or not run[at + 1].gap.isspace()
    return is_alone or not is_thing(run[at])


def is_thing(unit: Unit) -> bool:
    """Tell whether *unit* stands for a thing, and says nothing of the next word."""
    return unit.form in catalogue.load().recognition.before and not is_said(unit)


def is_said(unit: Unit) -> bool:
    """Tell whether *unit* says what the next word is: "abnormal"."""
    before = catalogue.load().recognition.before
    return unit.word.lower() in before.get(unit.form, ())


def may_end(run: Run, last: int, *, is_phrase: bool) -> bool:
    """Tell whether a name may end with the word at *last*.

    It does not before a word that makes it another thing, nor with a word that says of
    what kind the next one is; the next one of a single word has to be of names.
    """
    if is_edge(run[last]):
        return False
    if last + 1 == len(run) or not run[last + 1].gap.isspace():
        return True
    if run[last + 1].form in _onward():
        return False
    if not _is_adjective(run[last].word):
        return True
    return not (is_phrase or goes_on(run, last + 1))


def goes_on(run: Run, at: int) -> bool:
    """Tell whether the word at *at* goes on with the phrase before it."""
    return (
        at < len(run)
        and run[at].number != 0
        and run[at].gap.isspace()
        and not is_edge(run[at])
        and run[at].form not in _people()
    )


def is_edge(unit: Unit) -> bool:
    """Tell whether no name begins or ends with *unit*."""
    return unit.form in _edges()


@cache
def _edges() -> frozenset[str]:
    return _forms(catalogue.load().recognition.edges)


@cache
def _people() -> frozenset[str]:
    return _forms(catalogue.load().recognition.people)


@cache
def _onward() -> frozenset[str]:
    return _forms(catalogue.load().recognition.onward)


def _forms(words: Iterable[str]) -> frozenset[str]:
    return frozenset(map(normal.loose, words))


@lru_cache(maxsize=65536)
def _is_adjective(word: str) -> bool:
    low = word.lower()
    return any(
        low.endswith(ending) and len(low) >= len(ending) + _STEM
        for ending in catalogue.load().recognition.adjectives
    )
