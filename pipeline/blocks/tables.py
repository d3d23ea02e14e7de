"""Tables: rows with cells divided by bars, and which of them is the head."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from pipeline.blocks.lines import Line, Look
from pipeline.model import Block, BlockKind, Span

_BAR: Final = re.compile(r"[ \t]*\|[ \t]*")
_PLAIN_BAR: Final = " | "


def begins(found: Sequence[Line], at: int) -> bool:
    """Tell whether line *at* opens a table.

    A line without outer bars does if the next line has as many bars.
    """
    line = found[at]
    if line.look is Look.ROW:
        return True
    bars = line.words.count(_PLAIN_BAR) if line.look is Look.TEXT else 0
    if not bars or at + 1 >= len(found) or found[at + 1].apart:
        return False
    under = found[at + 1]
    return under.words.count(_PLAIN_BAR) == bars or (
        under.look is Look.RULE and under.words.count("|") >= bars
    )


def goes_on(line: Line) -> bool:
    """Tell whether *line* belongs to the table above it."""
    if line.look is Look.RULE:
        return "|" in line.words
    return line.look is Look.ROW or (
        line.look is Look.TEXT and _PLAIN_BAR in line.words
    )


def rows(text: str, found: Sequence[Line]) -> Iterator[Block]:
    """Yield the rows of the table that the lines *found* make."""
    header: tuple[Span, ...] = ()
    for at, line in enumerate(found):
        if line.look is Look.RULE:
            yield Block(BlockKind.RULE, line.start, line.end, line.body)
            continue
        cells = tuple(_cells(text, line))
        under = found[at + 1] if at + 1 < len(found) else None
        ruled = under is not None and under.look is Look.RULE
        if not header and (line.header or (not at and ruled)):
            header = cells
            yield Block(
                BlockKind.HEADER_ROW, line.start, line.end, line.body, cells=cells
            )
        else:
            yield Block(
                BlockKind.ROW, line.start, line.end, line.body, 0, cells, header
            )


def _cells(text: str, line: Line) -> Iterator[Span]:
    """Yield the cells of a row, empty ones as empty spans, in order."""
    start, end = line.body, line.end
    if text[start] == "|":
        start += 1
    if end > start and text[end - 1] == "|":
        end -= 1
    at = start
    for bar in _BAR.finditer(text, start, end):
        yield _trimmed(text, at, bar.start())
        at = max(at, bar.end())
    yield _trimmed(text, at, end)


def _trimmed(text: str, start: int, end: int) -> Span:
    words = text[start:end]
    first = start + len(words) - len(words.lstrip())
    return Span(min(first, max(start, end)), max(start + len(words.rstrip()), first))
