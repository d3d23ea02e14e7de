"""Boxes to tick: each choice is an item, and one left open beside a ticked one is none.

Forms put a question and its choices on one line ("Anaesthetic: [x] local [ ] none"), or
a choice on each line. Where nothing is ticked, the form is a list to go through.
"""

import re
from collections.abc import Iterator
from itertools import groupby
from typing import Final

from pipeline.blocks.lines import Line, Look

_BOX: Final = re.compile(
    "(?:\\[(?P<in_square>[ xX\u2713\u2714])\\]|\\((?P<in_round>[ xX])\\)"
    "|(?P<as_sign>[\u2610\u2611\u2612]))[ \t\xa0]{0,2}(?=\\w)"
)
_GAP: Final = re.compile(r"(?<![ \t])[ \t]{3,}+(?=[A-Z][\w ]{1,30}:)")
_OPEN: Final = (" ", "\u2610")
_OPENING: Final = re.compile("[\\[(\u2610-\u2612]")


def fill_in(found: list[Line], text: str) -> list[Line]:
    """Return the lines, each choice of a form a line, those left open as rules."""
    pieces = [piece for line in found for piece in _pieces(line)]
    filled: list[Line] = []
    for is_choice, group in groupby(pieces, lambda line: _box(line, text) is not None):
        lines = list(group)
        boxes = [_box(line, text) for line in lines]
        if is_choice and len({_is_open(box) for box in boxes if box}) > 1:
            lines = [
                line._replace(look=Look.RULE) if box and _is_open(box) else line
                for line, box in zip(lines, boxes, strict=True)
            ]
        filled += lines
    return filled


def _pieces(line: Line) -> Iterator[Line]:
    """Yield what stands before the first box of a line, and each of its choices."""
    may_have = line.look is Look.TEXT and _OPENING.search(line.words)
    boxes = list(_BOX.finditer(line.words)) if may_have else []
    if not boxes:
        yield line
        return
    if boxes[0].start():
        yield _cut(line, 0, boxes[0].start())
    stops = [*(box.start() for box in boxes[1:]), len(line.words)]
    for box, stop in zip(boxes, stops, strict=True):
        gap = _GAP.search(line.words, box.end(), stop)
        end = gap.start() if gap else stop
        choice = _cut(line, box.start(), end)
        body = line.body + box.end()
        words = line.words[box.end() : end].rstrip()
        yield choice._replace(look=Look.BULLET, body=body, words=words)
        if gap:
            yield _cut(line, gap.end(), stop)


def _cut(line: Line, start: int, stop: int) -> Line:
    """Return the stretch of the words of *line* as a line that stands apart."""
    words = line.words[start:stop].rstrip()
    first = line.start if not start else line.body + start
    last = line.end if stop == len(line.words) else line.body + start + len(words)
    return line._replace(
        start=first, body=line.body + start, end=last, words=words, apart=True
    )


def _box(line: Line, text: str) -> re.Match[str] | None:
    """Return the box that an item opens with."""
    if line.look is not Look.BULLET:
        return None
    return _BOX.match(text, line.start)


def _is_open(box: re.Match[str]) -> bool:
    return (box["in_square"] or box["in_round"] or box["as_sign"]) in _OPEN
