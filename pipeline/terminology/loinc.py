"""Read tests from the table of LOINC (``Loinc.csv``).

A name is the long common name, the short one, the one that is displayed, or that for
consumers. What is measured (COMPONENT) is shared by hundreds of entries, and the
related names (RELATEDNAMES2) are words for searching, not synonyms: neither is a name.
Entries in which others hold rights (EXTERNAL_COPYRIGHT_NOTICE) are passed over.
"""

import csv
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final, TextIO

from pipeline.errors import VocabularyError
from pipeline.terminology import normal, rows
from pipeline.terminology.records import Entry, Name, Scope

FORMAT: Final = "loinc-csv"
CODE: Final = "LOINC_NUM"
"""The column of the identifiers, which no other table has."""
_LABEL: Final = "LONG_COMMON_NAME"
_CLASS: Final = "CLASS"
_STATUS: Final = "STATUS"
_CHANGED: Final = "VersionLastChanged"
_NAMES: Final = ("SHORTNAME", "DisplayName")
_CONSUMER: Final = "CONSUMER_NAME"
_NEEDED: Final = (CODE, _LABEL, _CLASS, _STATUS)
_OTHERS: Final = "EXTERNAL_COPYRIGHT_NOTICE"
_DEPRECATED: Final = "DEPRECATED"
_NUMBER: Final = re.compile(r"\d+")
_VALID: Final = re.compile(r"\d+-\d")
_UNKNOWN: Final = "unknown"
_WHAT: Final = "Loinc.csv of LOINC"


def version(path: Path) -> str:
    """Return the newest release that an entry of *path* was changed in."""
    told = {row.get(_CHANGED, "") for _, row in _rows(path)} - {""}
    return max(told, key=_ordered, default=_UNKNOWN)


def read(path: Path, prefix: str) -> tuple[Entry, ...]:
    """Return the entries of *path*, sorted.

    One lies in its class, in what that begins with, and in its status. Raise
    VocabularyError with the line where a row is none of LOINC.
    """
    entries: dict[str, Entry] = {}
    for number, row in _rows(path):
        if not _VALID.fullmatch(row[CODE]):
            raise rows.fault(path, number, _WHAT, f"'{row[CODE]}' is no number")
        if row.get(_OTHERS):
            continue
        if not row[_LABEL]:
            raise rows.fault(path, number, _WHAT, f"{row[CODE]} has no name")
        entry = _entry(f"{prefix}:{row[CODE]}", row)
        if entry.curie in entries:
            raise rows.fault(path, number, _WHAT, f"{row[CODE]} stands there twice")
        entries[entry.curie] = entry
    return tuple(entry for _, entry in sorted(entries.items()))


def _ordered(release: str) -> tuple[int, ...]:
    return tuple(int(part) for part in _NUMBER.findall(release))


def _rows(path: Path) -> Iterator[tuple[int, Mapping[str, str]]]:
    """Yield the rows of *path* by column, each with the line that it ends on."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            yield from _cut(path, file)
    except UnicodeDecodeError as cause:
        raise VocabularyError(str(path), f"is not UTF-8 ({cause})") from None
    except OSError as cause:
        raise rows.unreadable(path, cause) from None


def _cut(path: Path, file: TextIO) -> Iterator[tuple[int, Mapping[str, str]]]:
    table = csv.reader(file, strict=True)
    try:
        head = next(table, [])
        if missing := [name for name in _NEEDED if name not in head]:
            why = f"it has no column {', '.join(missing)}"
            raise rows.fault(path, 1, _WHAT, why)
        for row in table:
            if len(row) != len(head):
                why = f"the row has {len(row)} cells, not {len(head)}"
                raise rows.fault(path, table.line_num, _WHAT, why)
            yield table.line_num, dict(zip(head, map(str.strip, row), strict=True))
    except csv.Error as cause:
        raise rows.fault(path, table.line_num, _WHAT, str(cause)) from None


def _entry(curie: str, row: Mapping[str, str]) -> Entry:
    label = row[_LABEL]
    if row[_STATUS] == _DEPRECATED:
        return Entry(curie, label, is_obsolete=True)
    names = {label: _name(label, Scope.LABEL)}
    for column in _NAMES:
        if written := row.get(column):
            names.setdefault(written, _name(written, Scope.EXACT))
    if written := row.get(_CONSUMER):
        names.setdefault(written, _name(written, Scope.EXACT, is_lay=True))
    family = row[_CLASS].partition(".")[0]
    places = frozenset({row[_CLASS], family, row[_STATUS]})
    return Entry(curie, label, tuple(names.values()), places=places)


def _name(written: str, scope: Scope, *, is_lay: bool = False) -> Name:
    sort = normal.is_abbreviation(written)
    return Name(written, scope, is_lay=is_lay, is_abbreviation=sort)
