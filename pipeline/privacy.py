"""Find what looks like data of a person in a document, and mask it before it is read.

A mask has the length of what it hides, so that every offset stays. Nothing that is
made of a masked document can show what was masked.
"""

import hashlib
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Final

from pipeline.folding import flatten, fold
from pipeline.model import Document, Personal, Span
from pipeline.vocabulary.checks import PersonalPattern

MASK: Final = "\u2588"
_DATA: Final = "data"
_LINE: Final = "\n"
_FIXED_BLANK: Final = "\u00a0"
_LEAST: Final = 6  # characters of what is looked for wherever it comes again

Patterns = Mapping[str, PersonalPattern]


@dataclass(frozen=True, slots=True)
class _Found:
    """A stretch that looks like data of a person, and what of it is to be hidden."""

    personal: Personal
    hidden: Span


def note(document: Document, patterns: Patterns) -> Document:
    """Return *document* with the stretches that look like data of a person."""
    values = _values(document, patterns)
    if not values:
        return document
    return _noted(document, _find(document.text, patterns, values))


def mask(document: Document, patterns: Patterns) -> Document:
    """Return *document* noted, with such data masked in its text and description.

    Each letter and digit of it becomes the mask; signs, blanks and length stay. The
    digest of the text is that of the masked one, the digest of the file the file's.
    """
    values = _values(document, patterns)
    if not values:
        return document

    def masked(text: str | None) -> str | None:
        return text and _masked(text, _find(text, patterns, values))

    found = _find(document.text, patterns, values)
    text = _masked(document.text, found)
    about = document.description
    return replace(
        _noted(document, found),
        text=text,
        text_sha256=hashlib.sha256(text.encode()).hexdigest(),
        description=replace(
            about, title=masked(about.title), origin=masked(about.origin)
        ),
    )


def _noted(document: Document, found: Iterable[_Found]) -> Document:
    personal = sorted({each.personal for each in found}, key=_place)
    return replace(document, personal=tuple(personal))


def _place(personal: Personal) -> tuple[int, int, str]:
    return personal.start, personal.end, personal.sort


def _values(document: Document, patterns: Patterns) -> dict[str, str]:
    """Return the sort of each text that a cue in *document* says is a person's."""
    about = document.description
    return {
        fold(text[each.hidden.start : each.hidden.end]): each.personal.sort
        for text in (document.text, about.title, about.origin)
        if text
        for each in _cued(text, patterns)
    }


def _find(text: str, patterns: Patterns, values: Mapping[str, str]) -> list[_Found]:
    """Return what a cue tells in *text*, and what of *values* comes without one."""
    found = list(_cued(text, patterns))
    hidden = sorted((each.hidden.start, each.hidden.end) for each in found)
    ends = list(accumulate((end for _, end in hidden), max))
    told = [value for value in values if _is_told_apart(value)]
    for start, value in _again(fold(text), told):
        end = start + len(value)
        before = bisect_left(hidden, (end,))
        if not before or ends[before - 1] <= start:
            found.append(_Found(Personal(values[value], start, end), Span(start, end)))
    return found


def _again(text: str, values: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Yield where *values* stand in *text* as words, each from one place on.

    The text is gone through once, however many values there are.
    """
    if not values:
        return
    lengths: dict[str, set[int]] = {}
    for value in values:
        lengths.setdefault(value[:_LEAST], set()).add(len(value))
    last: dict[str, int] = {}
    known = frozenset(values)
    opening = "|".join(map(re.escape, sorted({value[0] for value in values})))
    for match in re.finditer(rf"(?<!\w)(?:{opening})", text):
        start = match.start()
        for length in lengths.get(text[start : start + _LEAST], ()):
            value = text[start : start + length]
            following = text[start + length : start + length + 1]
            if (
                value in known
                and last.get(value, 0) <= start
                and not _is_of_word(following)
            ):
                last[value] = start + length
                yield start, value


def _is_of_word(sign: str) -> bool:
    return sign.isalnum() or sign == "_"


def _is_told_apart(value: str) -> bool:
    """Tell whether *value* is no word or number that means other things elsewhere."""
    return len(value) >= _LEAST and not value.isalpha()


def _cued(text: str, patterns: Patterns) -> Iterator[_Found]:
    # Most documents have no cue, and to look for one takes a tenth of the time.
    low = text.lower().replace(_FIXED_BLANK, " ")
    tried = {
        sort: each.pattern
        for sort, each in patterns.items()
        if any(cue in low for cue in each.cues)
    }
    if not tried:
        return
    lines = _LINE.join(map(flatten, text.split(_LINE)))
    for sort, pattern in tried.items():
        group = _DATA if _DATA in pattern.groupindex else 0
        for match in pattern.finditer(lines):
            yield _Found(Personal(sort, *match.span()), Span(*match.span(group)))


def _masked(text: str, found: Iterable[_Found]) -> str:
    signs = list(text)
    for each in found:
        for at in range(each.hidden.start, each.hidden.end):
            if signs[at].isalnum():
                signs[at] = MASK
    return "".join(signs)
