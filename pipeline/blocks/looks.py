"""The look that a page gives its headings, learned from those whose words are known.

Where several known headings stand in one look (capitals or not, after a blank line or
not, over text), the other lines of that look are headings, whatever their words.
"""

from collections import Counter
from collections.abc import Sequence
from enum import Enum, auto
from typing import Final, NamedTuple

from pipeline.blocks.lines import ITEMS, Line, Look
from pipeline.folding import fold
from pipeline.vocabulary.headings import HeadingVocabulary

_MOST_WORDS: Final = 7
_LONGEST: Final = 60
_LONG_LINE: Final = 60
_LONG_WORD: Final = 3
_FEWEST: Final = 3
_STOPS: Final = (".", ";", ",", "!", ":", ")")
_MOST_QUESTION_WORDS: Final = 12
_ENDS: Final = (".", "!", "?", '."', ".)")


class Case(Enum):
    """How the words of a line are capitalised."""

    CAPITALS = auto()
    TITLE = auto()
    SENTENCE = auto()


class Dress(NamedTuple):
    """What one heading of a page has in common with the others."""

    case: Case
    apart: bool


def learn(found: Sequence[Line], headings: HeadingVocabulary) -> frozenset[int]:
    """Return the places of the lines in the look of the page's known headings."""
    sure: Counter[Dress] = Counter()
    known: Counter[Dress] = Counter()
    worn: Counter[Dress] = Counter()
    places: dict[int, tuple[Dress, ...]] = {}
    for at, line in enumerate(found):
        if at and _is_candidate(found, at):
            places[at] = tuple(Dress(case, line.apart) for case in cases(line.words))
            worn.update(places[at])
            typing = headings.classify(line.words)
            if typing is not None:
                known.update(places[at])
                sure.update(() if typing.weak else places[at])
    told = {
        dress
        for dress, count in sure.items()
        if count >= _FEWEST and known[dress] * 2 >= worn[dress]
    }
    return frozenset(
        at
        for at, dresses in places.items()
        if not told.isdisjoint(dresses)
        and not headings.not_heading.search(fold(found[at].words))
    )


def cases(words: str) -> tuple[Case, ...]:
    """Return how *words* are capitalised; one word may be of a title or a sentence.

    >>> cases("WHAT NEXT"), cases("What Comes Next"), cases("What comes next")
    ((<Case.CAPITALS: 1>,), (<Case.TITLE: 2>,), (<Case.SENTENCE: 3>,))
    """
    if words.isupper():
        return (Case.CAPITALS,)
    long = [word for word in words.split()[1:] if len(word) > _LONG_WORD]
    if not long:
        return (Case.TITLE, Case.SENTENCE)
    is_title = not any(word[:1].islower() for word in long)
    return (Case.TITLE if is_title else Case.SENTENCE,)


def _is_candidate(found: Sequence[Line], at: int) -> bool:
    """Tell whether line *at* is short and stands over text or a list."""
    line = found[at]
    return (
        line.look is Look.TEXT
        and len(line.words) <= _LONGEST
        and not line.words.endswith(_STOPS)
        and not line.words[0].islower()
        and line.words.count(" ")
        < (_MOST_QUESTION_WORDS if line.words.endswith("?") else _MOST_WORDS)
        and ": " not in line.words
        and at + 1 < len(found)
        and _is_over(line, found[at + 1])
        and (line.apart or _is_after(found[at - 1], line))
    )


def _is_over(line: Line, under: Line) -> bool:
    if under.look in ITEMS or under.look is Look.ROW:
        return under.level >= line.level
    return under.look is Look.TEXT and (
        len(under.words) > _LONG_LINE or under.words.endswith((*_ENDS, ":"))
    )


def _is_after(above: Line, line: Line) -> bool:
    if above.look in ITEMS:
        return line.level <= above.level
    return above.look is not Look.TEXT or above.words.endswith(_ENDS)
