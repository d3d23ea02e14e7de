"""Show an answer in any of the formats listed here."""

import csv
import io
import unicodedata
from collections.abc import Callable, Mapping
from itertools import zip_longest
from types import MappingProxyType
from typing import Final

import orjson

from pipeline.cells import defuse
from pipeline.errors import QueryError, UnknownFormatError
from pipeline.questions.answers import Answer, Cell

_WIDEST: Final = 60
_ELLIPSIS: Final = "…"


def table(answer: Answer) -> str:
    """Return *answer* in columns for reading; long cells are cut.

    >>> print(table(Answer(("step", "n"), (("cut", 1), (None, 12)))), end="")
    step   n
    cut    1
          12
    """
    if not answer.columns:
        return ""
    cells = [answer.columns, *(tuple(map(_shown, row)) for row in answer.rows)]
    widths = [max(map(_width, column)) for column in zip(*cells, strict=True)]
    numeric = [
        bool(answer.rows) and all(_is_number(row[i]) for row in answer.rows)
        for i in range(len(answer.columns))
    ]
    lines = (
        "  ".join(
            _padded(cell, width, right=right)
            for cell, width, right in zip(row, widths, numeric, strict=True)
        ).rstrip()
        for row in cells
    )
    return "".join(f"{line}\n" for line in lines)


def comma_separated(answer: Answer) -> str:
    """Return *answer* as CSV with a header; what is not there is an empty cell.

    A text that a spreadsheet would take for a formula has an apostrophe in front.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(answer.columns)
    writer.writerows([_celled(cell) for cell in row] for row in answer.rows)
    return out.getvalue()


def json(answer: Answer) -> str:
    """Return *answer* as a JSON array of one object a row, numbers as numbers."""
    objects = [dict(zip_longest(answer.columns, row)) for row in answer.rows]
    return orjson.dumps(objects, option=orjson.OPT_INDENT_2).decode() + "\n"


def turtle(answer: Answer) -> str:
    """Return the graph that was made; raise QueryError where there is none."""
    if answer.turtle is None:
        raise QueryError("only a question that makes a graph (CONSTRUCT) gives Turtle")
    return answer.turtle


RENDERERS: Final[Mapping[str, Callable[[Answer], str]]] = MappingProxyType(
    {"table": table, "csv": comma_separated, "json": json, "ttl": turtle}
)


def render(answer: Answer, name: str) -> str:
    """Return *answer* in the format called *name*."""
    try:
        shown = RENDERERS[name]
    except KeyError:
        raise UnknownFormatError(name, tuple(RENDERERS)) from None
    return shown(answer)


def _plain(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return str(cell)


def _celled(cell: Cell) -> str:
    return defuse(cell) if isinstance(cell, str) else _plain(cell)


def _is_number(cell: Cell) -> bool:
    return cell is None or (
        isinstance(cell, int | float) and not isinstance(cell, bool)
    )


def _shown(cell: Cell) -> str:
    """Return *cell* on one line, without signs that would steer a terminal."""
    line = "".join(
        " " if unicodedata.category(char) in {"Cc", "Cf", "Zl", "Zp"} else char
        for char in _plain(cell)
    )
    return line if len(line) <= _WIDEST else f"{line[: _WIDEST - 1]}{_ELLIPSIS}"


def _width(text: str) -> int:
    """Return how many places of a terminal *text* takes."""
    return sum(
        0
        if unicodedata.combining(char)
        else 2
        if unicodedata.east_asian_width(char) in {"W", "F"}
        else 1
        for char in text
    )


def _padded(text: str, width: int, *, right: bool) -> str:
    blanks = " " * (width - _width(text))
    return blanks + text if right else text + blanks
