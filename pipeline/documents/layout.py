"""Lay words out as lines: what a page shows becomes the text layer and its marks.

Every line with words becomes one line of the text, every mark spans one such line
whole. A table row is held back until it ends: a row of data becomes one line, its cells
divided by bars; a row whose cells hold blocks of their own (a list, a heading, a table,
several paragraphs) only arranges the page, and its lines stand as anywhere else.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from pipeline.model import Mark, MarkKind

_BLANKS: Final = re.compile(r"[ \t\n\r\f]+")
_WORD: Final = re.compile(r"\w")
_BAR: Final = " | "
_MOST_WORDS: Final = 14
_STOPS: Final = (".", ",", ";", "!")


@dataclass(slots=True, eq=False)
class Region:
    """A part of the page that may not belong to its text; *above* is the one around it.

    It stands apart unless the page's own content turns up within; a *is_firm* one does
    whatever it holds.
    """

    above: "Region | None" = None
    is_firm: bool = False
    has_content: bool = False

    def hold_content(self) -> None:
        """Take note that the page's own content stands here, and so around here."""
        region: Region | None = self
        while region is not None and not (region.is_firm or region.has_content):
            region.has_content = True
            region = region.above


def _is_apart(region: Region | None, known: dict[int, bool]) -> bool:
    """Tell whether *region* or one around it stands apart; *known* has answers."""
    passed = []
    answer = False
    while region is not None:
        if id(region) in known:
            answer = known[id(region)]
            break
        passed.append(region)
        if region.is_firm or not region.has_content:
            answer = True
            break
        region = region.above
    known.update((id(each), answer) for each in passed)
    return answer


@dataclass(frozen=True, slots=True)
class Look:
    """How words look where they stand.

    *is_guessed* tells that the level is not that of a heading element, *is_folded* that
    the words stand in a part that buttons unfold.
    """

    level: int
    is_bold: bool
    is_kept: bool  # with their blanks
    region: Region | None
    is_guessed: bool = False
    is_folded: bool = False


@dataclass(slots=True)
class _Line:
    """A line while it is written, and after."""

    parts: list[str] = field(default_factory=list)
    prefix: str = ""
    level: int = 0
    is_guessed: bool = False
    is_filled: bool = False
    is_kept: bool = False
    is_continued: bool = False  # begun by a line break, not by a block
    has_bold: bool = False
    has_plain: bool = False
    kind: MarkKind | None = None
    regions: list[Region | None] = field(default_factory=list)
    text: str = ""


@dataclass(slots=True)
class _Row:
    """A table row that has not ended yet."""

    is_head: bool
    cells: list[list[_Line]] = field(default_factory=list)
    heads: int = 0


class Sheet:
    """Takes words and breaks in reading order; *finish* gives text and marks."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.characters = 0
        self._lines: list[_Line] = []
        self._line = _Line()
        self._rows: list[_Row] = []

    def put(self, words: str, look: Look) -> None:
        """Add *words* to the line; where blanks are kept, line breaks end it."""
        if not look.is_kept:
            self._put(words, look)
            return
        first, *rest = words.split("\n")
        self._put(first, look)
        for each in rest:
            self.end_line(blank=True)
            self._put(each, look)

    def _put(self, words: str, look: Look) -> None:
        line = self._line
        line.parts.append(words)
        if not words or words.isspace():
            return
        line.is_filled = True
        line.is_kept = look.is_kept
        if not line.level:
            line.level, line.is_guessed = look.level, look.is_guessed
        if not line.regions or line.regions[-1] is not look.region:
            line.regions.append(look.region)
        if _WORD.search(words):
            line.has_bold |= look.is_bold
            line.has_plain |= not look.is_bold

    def mark_item(self, mark: str, depth: int) -> None:
        """Begin the next line with a list item's *mark*, at *depth*."""
        self._line.prefix = f"{'  ' * depth}{mark} "

    def end_item(self) -> None:
        """End a list item; one without words leaves no mark behind."""
        self._line.prefix = ""

    def end_line(self, *, within: bool = False, blank: bool = False) -> None:
        """End the line where it has words.

        *within* tells that the block goes on; *blank* keeps a line without words.
        """
        line = self._line
        if not line.is_filled:
            if blank and not self._rows and self._lines and self._lines[-1].is_kept:
                self._emit(_Line(is_kept=True))
            self._line = _Line(prefix=line.prefix, is_continued=line.is_continued)
            self._line.is_continued &= within
            return
        self._line = _Line(is_continued=within)
        words = "".join(line.parts)
        words = words.rstrip() if line.is_kept else _BLANKS.sub(" ", words).strip()
        if line.is_guessed and not _may_head(words):
            line.level = 0
        if line.level:
            line.prefix = ""
        line.text = line.prefix + words
        line.parts.clear()
        self._emit(line)

    def _emit(self, line: _Line) -> None:
        self.characters += len(line.text) + 1
        self._sink().append(line)

    def _sink(self) -> list[_Line]:
        for row in reversed(self._rows):
            if row.cells:
                return row.cells[-1]
        return self._lines

    def open_row(self, *, is_head: bool) -> None:
        """Begin a table row."""
        self.end_line()
        self._rows.append(_Row(is_head))

    def open_cell(self, *, is_head: bool) -> None:
        """Begin a cell of the row."""
        self.end_line()
        self._rows[-1].cells.append([])
        self._rows[-1].heads += is_head

    def close_row(self) -> None:
        """End the row: one line where it holds data, else the lines that it holds."""
        self.end_line()
        row = self._rows.pop()
        held = [line for cell in row.cells for line in cell]
        if held and len(row.cells) > 1 and all(map(_is_data, row.cells)):
            held = [_joined(row, held)]
        self._sink().extend(held)

    def finish(self) -> tuple[str, tuple[Mark, ...]]:
        """Return the text and the marks, in order."""
        while self._rows:
            self.close_row()
        self.end_line()
        while self._lines and not self._lines[-1].text:
            self._lines.pop()
        text = "\n".join(line.text for line in self._lines)
        return text, tuple(_marks(self._lines))


def _may_head(words: str) -> bool:
    return words.count(" ") < _MOST_WORDS and not words.endswith(_STOPS)


def _is_data(cell: Sequence[_Line]) -> bool:
    return not any(
        line.prefix or line.level or line.kind or line.is_kept for line in cell
    ) and all(line.is_continued for line in cell[1:])


def _joined(row: _Row, held: Iterable[_Line]) -> _Line:
    cells = [" ".join(line.text for line in cell) for cell in row.cells]
    text = _BAR.join(cells).rstrip()
    is_head = row.is_head or row.heads == len(row.cells)
    return _Line(
        # A bar before an empty first cell keeps the others in their places.
        text=text if cells[0] else f"| {text}",
        kind=MarkKind.HEADER_ROW if is_head else MarkKind.ROW,
        regions=[region for line in held for region in line.regions],
    )


def _marks(lines: Iterable[_Line]) -> Iterator[Mark]:
    start = 0
    known: dict[int, bool] = {}
    for line in lines:
        end = start + len(line.text)
        is_apart = bool(line.regions) and all(
            _is_apart(region, known) for region in line.regions
        )
        kind = MarkKind.NAVIGATION if is_apart else _kind(line)
        if kind is not None:
            yield Mark(kind, start, end, line.level if kind is MarkKind.HEADING else 0)
        start = end + 1


def _kind(line: _Line) -> MarkKind | None:
    if line.level:
        return MarkKind.HEADING
    if line.has_bold and not line.has_plain and not line.prefix:
        return MarkKind.EMPHASIS
    return line.kind
