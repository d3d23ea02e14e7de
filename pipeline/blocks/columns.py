"""Tables without bars: columns set apart by tabs or by runs of blanks.

Lines in a row make such a table where each has several cells and the cells of one
column stand under one another. The first line is the head where it has no figures and
the lines under it have.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from pipeline.blocks.lines import Line, Look
from pipeline.model import Block, BlockKind, Span

_GAPS: Final = ("  ", "\t")  # what a gap has at least
_GAP: Final = re.compile(r"[ ]*\t[ \t]*|[ ]{2,}")
_STOPS: Final = (".", "!", "?", ";")
_FIGURE: Final = re.compile(r"\d")
_TAB: Final = 8
_FEWEST: Final = 3  # lines, where blanks alone tell the columns
_FEWEST_TABBED: Final = 2
_SLACK: Final = 2  # places by which a cell may stand before its head
_LEADER: Final = re.compile(r"\.{4,}|_{4,}")


class _Row(NamedTuple):
    """The cells of a line, with the places at which they begin and end on a screen."""

    line: Line
    cells: tuple[Span, ...]
    places: tuple[tuple[int, int], ...]
    tabbed: bool


def end(text: str, found: Sequence[Line], at: int) -> int:
    """Return the line behind the table that begins at line *at*; *at* if none does."""
    first = _first(text, found, at)
    if first is None:
        return at
    rows, stop = [first], at + 1
    while stop < len(found) and not found[stop].apart:
        line = found[stop]
        row = _row(text, line)
        if row is not None and _fits(row, first):
            rows.append(row)
        elif line.look is not Look.RULE:
            break
        stop += 1
    fewest = _FEWEST_TABBED if all(row.tabbed for row in rows) else _FEWEST
    return stop if len(rows) >= fewest and _is_set(rows) else at


def rows(text: str, found: Sequence[Line]) -> Iterator[Block]:
    """Yield the rows of the table that the lines *found* make."""
    read = [row for line in found if (row := _row(text, line)) is not None]
    read[0] = head = _first(text, found, 0) or read[0]
    has_head = _is_head(text, read) or (len(found) > 1 and found[1].look is Look.RULE)
    header = head.cells if has_head else ()
    at = 0
    for line in found:
        if line.look is Look.RULE:
            yield Block(BlockKind.RULE, line.start, line.end, line.body)
            continue
        row = read[at]
        at += 1
        if header and row is head:
            yield Block(
                BlockKind.HEADER_ROW, line.start, line.end, line.body, cells=header
            )
            continue
        cells = _under(head, row) if header else row.cells
        yield Block(BlockKind.ROW, line.start, line.end, line.body, 0, cells, header)


def _first(text: str, found: Sequence[Line], at: int) -> _Row | None:
    """Return the row of line *at*, with an empty corner where it stands over the rest.

    The head of a column of names may be left out: the line then begins further in than
    the next, and has a cell less.
    """
    first = _row(text, found[at])
    under = _row(text, found[at + 1]) if first and at + 1 < len(found) else None
    if first is None or under is None or len(under.cells) != len(first.cells) + 1:
        return first
    if first.places[0][0] <= under.places[0][0] + _SLACK:
        return first
    corner = Span(first.line.body, first.line.body)
    return first._replace(
        cells=(corner, *first.cells), places=(under.places[0], *first.places)
    )


def _row(text: str, line: Line) -> _Row | None:
    """Return the cells of *line*, or None if it has not several."""
    if line.look not in (Look.TEXT, Look.META):
        return None
    if not any(text.find(gap, line.body, line.end) >= 0 for gap in _GAPS):
        return None  # one cell
    if _LEADER.search(line.words):
        return None
    cells: list[Span] = []
    places: list[tuple[int, int]] = []
    at, column, tabbed = line.body, line.level, True
    for gap in (*_GAP.finditer(text, line.body, line.end), None):
        stop = gap.start() if gap else line.end
        if gap and _ends(text[at:stop]):
            return None
        cells.append(Span(at, stop))
        places.append((column, column + stop - at))
        if gap is None:
            break
        tabbed = tabbed and "\t" in gap[0]
        column += len(text[at : gap.end()].expandtabs(_TAB))
        at = gap.end()
    if len(cells) < 2:  # noqa: PLR2004 - one cell is no row
        return None
    return _Row(line, tuple(cells), tuple(places), tabbed)


def _ends(words: str) -> bool:
    """Tell whether *words* end a sentence, or are a key before its value."""
    is_long = words.count(" ") >= _FEWEST - 1
    return words.endswith(":") or (is_long and words.endswith(_STOPS))


def _fits(row: _Row, first: _Row) -> bool:
    """Tell whether the cells of *row* stand in the columns of *first*."""
    if row.tabbed and first.tabbed:
        return len(row.cells) <= len(first.cells)
    if abs(row.places[0][0] - first.places[0][0]) > _SLACK:
        return False
    if len(row.cells) > len(first.cells):
        return False
    return all(_column(place, first) is not None for place in row.places[1:]) and len(
        {_column(place, first) for place in row.places}
    ) == len(row.cells)


def _column(place: tuple[int, int], first: _Row) -> int | None:
    """Return the column of *first* that *place* begins or ends with, or lies in."""
    start, stop = place
    for at, (left, right) in enumerate(first.places):
        if abs(start - left) <= _SLACK or abs(stop - right) <= _SLACK:
            return at
        if left <= start and stop <= right:
            return at
        if start <= left and right <= stop:
            return at
    return None


def _is_set(read: Sequence[_Row]) -> bool:
    """Tell whether most rows have as many cells as the first."""
    full = sum(len(row.cells) == len(read[0].cells) for row in read)
    return full * 2 >= len(read)


def _is_head(text: str, read: Sequence[_Row]) -> bool:
    """Tell whether the first row has no figures in a column where others have some."""
    first, *others = read

    def figures(row: _Row) -> set[int]:
        return {
            at
            for at, cell in enumerate(row.cells)
            if _FIGURE.search(text, cell.start, cell.end)
        }

    return not figures(first) and any(figures(row) for row in others)


def _under(head: _Row, row: _Row) -> tuple[Span, ...]:
    """Return the cells of *row* in the columns of *head*, those left out empty."""
    if len(row.cells) == len(head.cells):
        return row.cells
    if row.tabbed and head.tabbed:
        return row.cells
    by_column = {
        _column(place, head): cell
        for place, cell in zip(row.places, row.cells, strict=True)
    }
    empty = Span(row.line.end, row.line.end)
    return tuple(by_column.get(at, empty) for at in range(len(head.cells)))
