"""Tables: rows with cells divided by bars, and which of them is the head.

A list of terms, each in bold on a line over its explanation, is a table of two columns.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from pipeline.blocks.lines import Line, Look
from pipeline.model import Block, BlockKind, Span

_BAR: Final = re.compile(r"(?:(?<![ \t])[ \t]++)?\|[ \t]*+")
_PLAIN_BAR: Final = " | "
_STOPS: Final = (".", "!", "?", ":", ";")
_VALUE_WORDS: Final = 6
_FEWEST_ASKED: Final = 3
_ASKED_LEVEL: Final = 3
_PAIR: Final = 2


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


def defines(found: Sequence[Line], at: int) -> bool:
    """Tell whether the bold line *at* is a term and the next explains it.

    Terms come in numbers, and an explanation is no sentence: a bold line over sentences
    is a lead to them.
    """
    return _is_pair(found, at) and (_is_pair(found, at - 2) or _is_pair(found, at + 2))


def _is_pair(found: Sequence[Line], at: int) -> bool:
    if not 0 <= at < len(found) - 1:
        return False
    term, under = found[at], found[at + 1]
    return (
        term.look is Look.BOLD
        and under.look is Look.TEXT
        and not under.apart
        and not term.words.rstrip("*_ ").endswith(_STOPS)
        and (not under.words[0].isupper() or _is_value(term, under))
        and not under.words.endswith(_STOPS)
    )


def _is_value(term: Line, under: Line) -> bool:
    """Tell whether the line *under* a term is as short as a value: "Off work"."""
    words = max(term.words.count(" "), under.words.count(" "))
    return words < _VALUE_WORDS


def definition(term: Line, explanation: Line) -> Block:
    """Return the row of a term and its explanation."""
    cells = (Span(term.body, term.end), Span(explanation.body, explanation.end))
    return Block(BlockKind.ROW, term.start, explanation.end, term.body, 0, cells)


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


def asked(text: str, found: Sequence[Block]) -> Sequence[Block]:
    """Return the rows *found*; where most ask and answer, as headings over text."""
    rows = [block for block in found if block.kind is BlockKind.ROW]
    asking = [block for block in rows if _is_asking(text, block)]
    if len(asking) < _FEWEST_ASKED or len(asking) * 2 <= len(rows):
        return found
    return [
        piece
        for block in found
        for piece in (_inquired(text, block) if block in asking else (block,))
    ]


def _is_asking(text: str, row: Block) -> bool:
    if len(row.cells) != _PAIR:
        return False
    question, answer = row.cells
    return (
        text[question.start : question.end].rstrip("*_ ").endswith("?")
        and answer.start < answer.end
    )


def _inquired(text: str, row: Block) -> Iterator[Block]:
    question, answer = row.cells
    bar = text[question.end : answer.start]
    start = question.end + len(bar) - len(bar.lstrip())
    yield Block(
        BlockKind.HEADING, row.start, question.end, question.start, _ASKED_LEVEL
    )
    yield Block(BlockKind.PARAGRAPH, start, answer.end, answer.start)
    if closing := text[answer.end : row.end].strip():
        yield Block(BlockKind.RULE, row.end - len(closing), row.end, row.end)


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
