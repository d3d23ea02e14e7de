"""Bullets that are told by their company: one odd sign that several lines open with.

A sign such as a tilde or an arrow is the mark of an item where the line before or after
opens with the same one; of circled digits, any two will do. Capital letters mark items
where they follow each other from A on, behind a colon.
"""

import re
import unicodedata
from collections.abc import Sequence
from typing import Final

from pipeline.blocks.lines import Line, Look

_CIRCLED: Final = "\u2460-\u2473\u2776-\u2793"
_MARK: Final = re.compile(
    rf"([{_CIRCLED}])[ \t\xa0]*(?=\w)|([-=~]+>|[^\w\s])[ \t\xa0]+(?=\S)"
)
# What compares, counts, quotes or opens a bracket belongs to the words.
_WORDLY: Final = frozenset("<>=\u2264\u2265\u00b1\"'`([{\u00a7&#%|@")
_BULLETS: Final = ("S", "Po", "Pd")
_DIGIT: Final = "\u2460"
_LETTER: Final = re.compile(r"([A-Z])[.)][ \t\xa0]+(?=\S)")
_FIRST_LETTER: Final = "A"
_FEWEST_LETTERS: Final = 2


def see(found: Sequence[Line]) -> list[Line]:
    """Return the lines, those that share an odd sign at their beginning as items."""
    found = _see_letters(found)
    marks = [_mark(line) for line in found]
    return [
        line._replace(
            look=Look.BULLET,
            body=line.body + marks[at][1],
            words=line.words[marks[at][1] :],
        )
        if marks[at][0] and marks[at][0] in _beside(marks, at)
        else line
        for at, line in enumerate(found)
    ]


def _see_letters(found: Sequence[Line]) -> Sequence[Line]:
    """Return the lines, those that letters count behind a colon as items.

    "I." or "A." by itself may open a section or be a person's initial.
    """
    series: dict[int, int] = {}
    streak: list[tuple[int, int]] = []
    for at in range(len(found) + 1):
        letter = _LETTER.match(found[at].words) if at < len(found) else None
        if at < len(found) and (letter is None or found[at].look is not Look.TEXT):
            continue
        follows = (
            streak and letter and ord(letter[1]) == ord(_FIRST_LETTER) + len(streak)
        )
        if letter and follows:
            streak.append((at, letter.end()))
            continue
        if len(streak) >= _FEWEST_LETTERS:
            series.update(streak)
        opens = letter and letter[1] == _FIRST_LETTER and at
        led = opens and found[at - 1].words.endswith(":")
        streak = [(at, letter.end())] if letter and led else []
    return [
        line._replace(
            look=Look.NUMBERED,
            body=line.body + series[at],
            words=line.words[series[at] :],
        )
        if at in series
        else line
        for at, line in enumerate(found)
    ]


def _beside(marks: Sequence[tuple[str, int]], at: int) -> set[str]:
    around = (*marks[max(at - 1, 0) : at], *marks[at + 1 : at + 2])
    return {mark for mark, _ in around}


def _mark(line: Line) -> tuple[str, int]:
    """Return the sign that may mark *line*, and its length with the blanks after."""
    if line.look is not Look.TEXT or not (found := _MARK.match(line.words)):
        return "", 0
    if found[1]:
        return _DIGIT, found.end()
    sign = found[2]
    if sign in _WORDLY or not unicodedata.category(sign[-1]).startswith(_BULLETS):
        return "", 0
    return ("" if unicodedata.category(sign[-1]) == "Sc" else sign), found.end()
