"""Read decisions from a table, as programs for spreadsheets save it."""

import csv
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import Final

from pipeline.errors import VocabularyError

SUFFIXES: Final = (".csv", ".tsv")
_DIVIDERS: Final = ("\t", ";", ",")  # the last where the head has none of them
_BETWEEN: Final = "|"
_COMMENT: Final = "#"


def rows(
    path: Path, source: str, columns: Sequence[str], lists: Collection[str]
) -> Iterator[tuple[int, dict[str, str | list[str]]]]:
    """Yield the filled cells of each row of *source* by column, with the row's line.

    Cells stand between commas, semicolons or tabs, whichever the head has. The columns
    *lists* hold several texts with bars between them. Rows that are empty or begin with
    ``#`` are passed over. Raise VocabularyError for a table that is wrong.
    """
    head: list[str] | None = None
    start = source.lstrip().partition("\n")[0]
    divider = next((each for each in _DIVIDERS if each in start), _DIVIDERS[-1])
    cells = csv.reader(source.splitlines(keepends=True), delimiter=divider, strict=True)
    line = 1
    try:
        for row in cells:
            told = [each.strip() for each in row]
            if any(told) and not told[0].startswith(_COMMENT):
                if head is None:
                    head = _head(f"{path}:{line}", told, columns)
                else:
                    yield line, _filled(f"{path}:{line}", head, told, lists)
            line = cells.line_num + 1
    except csv.Error as fault:
        raise VocabularyError(f"{path}:{line}", f"is no table ({fault})") from None


def _head(place: str, told: list[str], columns: Sequence[str]) -> list[str]:
    for each in told:
        if each not in columns:
            there = ", ".join(columns)
            raise VocabularyError(place, f"no column '{each}'. There are: {there}")
        if told.count(each) > 1:
            raise VocabularyError(place, f"the column '{each}' stands there twice")
    return told


def _filled(
    place: str, head: Sequence[str], told: Sequence[str], lists: Collection[str]
) -> dict[str, str | list[str]]:
    if any(told[len(head) :]):
        raise VocabularyError(place, f"has more than {len(head)} cells")
    return {
        name: [part.strip() for part in cell.split(_BETWEEN)] if name in lists else cell
        for name, cell in zip(head, told, strict=False)
        if cell
    }
