"""Read concepts from the flat file of the NCI Thesaurus (``Thesaurus.txt``).

Columns: code, IRI (or name), parents, synonyms with the preferred one first,
definition, display name, status, semantic types and, in newer releases, subsets; older
ones have no head. The file does not say of what type a synonym is (source: its
ReadMe.txt).
"""

import re
from pathlib import Path
from typing import Final

from pipeline.terminology import normal, rows
from pipeline.terminology.records import Entry, Name, Scope

FORMAT: Final = "ncit-flat"
WIDTHS: Final = frozenset({8, 9})
"""How many cells a row may have."""
DIVIDER: Final = "\t"
CODE: Final = re.compile(r"[A-Z]+\d+")
HEAD: Final = "code"
_BAR: Final = "|"
_GONE: Final = frozenset({"Obsolete_Concept", "Retired_Concept"})
_RELEASE: Final = re.compile(r"\d{2}\.\d{2}[a-e]")
_UNKNOWN: Final = "unknown"
_WHAT: Final = "Thesaurus.txt of NCIt"


def version(path: Path) -> str:
    """Return the release in the path of *path*, such as 31.02d; the file tells none."""
    next(rows.cells(path, DIVIDER, WIDTHS, _WHAT), None)
    told = _RELEASE.findall(str(path.absolute()))
    return told[-1] if told else _UNKNOWN


def read(path: Path, prefix: str) -> tuple[Entry, ...]:
    """Return the concepts of *path*, sorted; their semantic types are where they lie.

    Raise VocabularyError with the line where a row is none of NCIt.
    """
    entries: dict[str, Entry] = {}
    for number, row in rows.cells(path, DIVIDER, WIDTHS, _WHAT):
        code = row[0]
        if code == HEAD and number == 1:
            continue
        if not CODE.fullmatch(code):
            raise rows.fault(path, number, _WHAT, f"'{code}' is no code")
        if code in entries:
            raise rows.fault(path, number, _WHAT, f"{code} stands there twice")
        entry = _entry(prefix, row)
        if not entry.label:
            raise rows.fault(path, number, _WHAT, f"{code} has no name")
        entries[code] = entry
    return tuple(sorted(entries.values(), key=lambda entry: entry.curie))


def _entry(prefix: str, row: list[str]) -> Entry:
    code, _, parents, synonyms, _, displayed, status, types = row[:8]
    label, *others = (each.strip() for each in synonyms.split(_BAR))
    curie = f"{prefix}:{code}"
    if not _GONE.isdisjoint(status.split(_BAR)):
        return Entry(curie, label, is_obsolete=True)
    names = {label: _name(label, Scope.LABEL)}
    for written in filter(None, (*displayed.split(_BAR), *others)):
        names.setdefault(written, _name(written, Scope.UNTOLD))
    return Entry(
        curie,
        label,
        tuple(names.values()),
        tuple(
            f"{prefix}:{each}"
            for each in sorted(filter(CODE.fullmatch, parents.split(_BAR)))
        ),
        frozenset(filter(None, types.split(_BAR))),
    )


def _name(written: str, scope: Scope) -> Name:
    return Name(written, scope, is_abbreviation=normal.is_abbreviation(written))
