"""Read a file on codes, in the layout that its head shows."""

import csv
import hashlib
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from pipeline.errors import VocabularyError
from pipeline.folding import fold
from pipeline.vocabulary.code_facts import CodeFacts, ReferenceFile
from pipeline.vocabulary.code_files import own, schedule
from pipeline.vocabulary.code_files.layouts import LayoutsFile
from pipeline.vocabulary.code_files.statements import CodeFile, Row

_LARGEST: Final = 100_000_000  # bytes; a fee schedule has three million
_HEAD: Final = 40  # lines among which a head is looked for


def read(path: str, facts: CodeFacts, layouts: LayoutsFile) -> CodeFile:
    """Return what the file at *path* says, in the layout that its head shows.

    Raise VocabularyError with the file and the line of what is wrong.
    """
    source = _source(path)
    rows = _rows(path, _text(path, source))
    mine, fees = layouts.own, layouts.fee_schedule
    for at, (_, cells) in enumerate(rows[:_HEAD]):
        named = [fold(cell).strip() for cell in cells]
        if mine.system in named and mine.code in named:
            version = _version(rows[:at], mine.version)
            statements = own.statements(path, rows[at:], facts, mine)
            return CodeFile(_file(path, source, version), statements)
        if fees.code.intersection(named):
            version = _version(rows[:at], fees.version)
            statements = schedule.statements(path, rows, at, facts, fees)
            listed = frozenset(fees.systems)
            return CodeFile(_file(path, source, version), statements, listed)
    raise VocabularyError(
        path,
        f"has no head that is known: the columns {mine.system} and {mine.code}, or "
        f"{' '.join(sorted(fees.code)).upper()} of a fee schedule",
    )


def _source(path: str) -> bytes:
    try:
        with Path(path).open("rb") as stream:
            source = stream.read(_LARGEST + 1)
    except OSError as fault:
        raise VocabularyError(path, f"cannot be read ({fault.strerror})") from None
    if len(source) > _LARGEST:
        raise VocabularyError(path, f"is larger than {_LARGEST} bytes")
    return source


def _text(path: str, source: bytes) -> str:
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return source.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise VocabularyError(path, "is neither UTF-8 nor Windows-1252")


def _rows(path: str, text: str) -> list[Row]:
    """Return the rows that hold something, with the number of their last line."""
    reader = csv.reader(text.splitlines(keepends=True), strict=True)
    rows: list[Row] = []
    try:
        rows.extend(
            (reader.line_num, cells)
            for cells in reader
            if any(cell.strip() for cell in cells)
        )
    except csv.Error as fault:
        raise VocabularyError(f"{path}:{reader.line_num}", str(fault)) from None
    return rows


def _version(rows: Sequence[Row], pattern: str) -> str:
    """Return the version that the lines above the head tell, or an empty text."""
    above = "\n".join(fold(",".join(cells)) for _, cells in rows)
    found = re.search(pattern, above, re.IGNORECASE | re.MULTILINE)
    return " ".join(filter(None, map(str.strip, found.groups()))) if found else ""


def _file(path: str, source: bytes, version: str) -> ReferenceFile:
    return ReferenceFile(Path(path).name, version, hashlib.sha256(source).hexdigest())
