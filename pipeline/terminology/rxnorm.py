"""Read drugs from RxNorm's table of names (``RXNCONSO.RRF``).

Only the names that RxNorm itself makes are read (SAB=RXNORM): they are free of the
terms of the other vocabularies in the file. Term types are those of RxNorm's technical
documentation: a concept has one name of the type that tells what it is (an ingredient,
a brand, a drug with its strength), and synonyms.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from pipeline.terminology import normal, rows, rrf
from pipeline.terminology.records import Entry, Name, Scope

FORMAT: Final = "rxnorm-rrf"
CONCEPT: Final = re.compile(r"\d+")
_OWN: Final = "RXNORM"
_SYNONYMS: Final = frozenset({"SY", "TMSY", "PSN", "ET"})
_ASIDE: Final = "ET"  # an entry term need not be the same
_FOLDER: Final = "rxnorm_"
_DATE: Final = re.compile(r"_(\d{2})(\d{2})(\d{4})$")  # month, day, year
_UNKNOWN: Final = "unknown"
_WHAT: Final = "RXNCONSO.RRF of RxNorm"


def version(path: Path) -> str:
    """Return the date of the release in the path of *path*; the file tells none."""
    next(_atoms(path), None)
    for folder in path.absolute().parents:
        told = _DATE.search(folder.name)
        if told and folder.name.casefold().startswith(_FOLDER):
            return f"{told[3]}-{told[1]}-{told[2]}"
    return _UNKNOWN


def read(path: Path, prefix: str) -> tuple[Entry, ...]:
    """Return RxNorm's own concepts in *path*, sorted.

    The type of its name is where a concept lies. Raise VocabularyError with the line
    where a row is none of RxNorm.
    """
    found: dict[str, list[rrf.Atom]] = {}
    for atom in _atoms(path):
        found.setdefault(atom.concept, []).append(atom)
    entries = (
        _entry(f"{prefix}:{concept}", [atom for atom in held if not atom.is_gone])
        for concept, held in found.items()
    )
    return tuple(sorted(entries, key=lambda entry: entry.curie))


def _atoms(path: Path) -> Iterator[rrf.Atom]:
    for atom in rrf.atoms(path, _WHAT):
        if not CONCEPT.fullmatch(atom.concept):
            raise rows.fault(path, atom.number, _WHAT, f"'{atom.concept}' is no RXCUI")
        if atom.source == _OWN:
            yield atom


def _entry(curie: str, atoms: list[rrf.Atom]) -> Entry:
    called = [atom for atom in atoms if atom.sort not in _SYNONYMS]
    if not called:
        return Entry(curie, "", is_obsolete=True)
    label, *others = called
    names = {label.written: _name(label.written, Scope.LABEL)}
    for atom in (*others, *atoms):
        scope = Scope.UNTOLD if atom.sort == _ASIDE else Scope.EXACT
        names.setdefault(atom.written, _name(atom.written, scope))
    places = frozenset({label.sort})
    return Entry(curie, label.written, tuple(names.values()), places=places)


def _name(written: str, scope: Scope) -> Name:
    return Name(written, scope, is_abbreviation=normal.is_abbreviation(written))
