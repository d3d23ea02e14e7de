"""Read concepts from the Metathesaurus of UMLS: ``MRCONSO.RRF`` beside ``MRSTY.RRF``.

Both are in the order of the concepts, and large: they are walked side by side, and no
more than one concept is held. A concept of no semantic type that may be linked is
passed over, and so are the names of vocabularies that the catalogue leaves out.
"""

import re
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Final

from pipeline.errors import VocabularyError
from pipeline.terminology import catalogue, normal, rows, rrf
from pipeline.terminology.records import Entry, Name, Scope

FORMAT: Final = "umls-rrf"
TYPES: Final = "MRSTY.RRF"
"""The file with the semantic types, in the same folder."""
CONCEPT: Final = re.compile(r"C\d{7}")
_WIDTH: Final = 7  # cells of a row of types: six columns, and what follows the last bar
_BEST: Final = "PPFY"  # preferred by its TS, STT and ISPREF
_PREFERRED: Final = "P"
_RELEASE: Final = re.compile(r"(?:19|20)\d\dA[A-C]")
_UNKNOWN: Final = "unknown"
_WHAT: Final = "MRCONSO.RRF of UMLS"
_ORDER: Final = "it is not in the order of the concepts. Sort it with LC_ALL=C"


def version(path: Path) -> str:
    """Return the release in the path of *path*, such as 2031AA; the file tells none."""
    next(_atoms(path), None)
    told = _RELEASE.findall(str(path.absolute()))
    return told[-1] if told else _UNKNOWN


def read(path: Path, prefix: str) -> Iterator[Entry]:
    """Return the concepts of *path* that may be linked, in its order, one by one.

    Their semantic types are where they lie. Raise VocabularyError with the line where a
    row is none of UMLS, and where there is no file of types.
    """
    next(_atoms(path), None)
    types = path.with_name(TYPES)
    if not types.is_file():
        raise VocabularyError(
            str(types),
            f"is not there. It tells what the concepts of {path} are: "
            "put it in the same folder",
        )
    return _entries(path, types, prefix)


def _entries(path: Path, types: Path, prefix: str) -> Iterator[Entry]:
    known = catalogue.load().terminologies.get(prefix)
    branches = known.kinds if known else ()
    wanted = {branch.under for branch in branches if branch.kinds}
    typed = _typed(types)
    concept, places = next(typed, ("", frozenset[str]()))
    for found, atoms in groupby(_atoms(path), key=lambda atom: atom.concept):
        while concept and concept < found:
            concept, places = next(typed, ("", frozenset()))
        if concept != found or wanted.isdisjoint(places):
            continue
        names = _names([atom for atom in atoms if not atom.is_gone])
        if names:
            yield Entry(f"{prefix}:{found}", names[0].written, names, places=places)
    for _ in typed:  # read to the end, so that a fault there is told too
        pass


def _atoms(path: Path) -> Iterator[rrf.Atom]:
    """Yield the atoms that count; MRCONSO holds each concept's rows together."""
    without = catalogue.load().umls.without
    last = ""
    for atom in rrf.atoms(path, _WHAT):
        if atom.concept != last:
            if not CONCEPT.fullmatch(atom.concept):
                why = f"'{atom.concept}' is no CUI"
                raise rows.fault(path, atom.number, _WHAT, why)
            if atom.concept < last:
                raise rows.fault(path, atom.number, _WHAT, _ORDER)
            last = atom.concept
        if atom.source not in without:
            yield atom


def _typed(path: Path) -> Iterator[tuple[str, frozenset[str]]]:
    """Yield each concept of *path* with its types."""
    table = rows.cells(path, rrf.DIVIDER, frozenset({_WIDTH}), TYPES)
    last = ""
    for concept, group in groupby(table, key=lambda each: each[1][0]):
        held = list(group)
        if concept < last:
            raise rows.fault(path, held[0][0], TYPES, _ORDER)
        last = concept
        yield concept, frozenset(row[1] for _, row in held)


def _names(atoms: list[rrf.Atom]) -> tuple[Name, ...]:
    """Return the names of one concept, its label first."""
    ordered = sorted(atoms, key=lambda atom: (atom.standing != _BEST, _rank(atom)))
    names: dict[str, Name] = {}
    for atom in ordered:
        scope = Scope.EXACT if names else Scope.LABEL
        name = _name(atom, scope)
        said = name.written if name.is_abbreviation else name.written.casefold()
        names.setdefault(said, name)
    return tuple(names.values())


def _rank(atom: rrf.Atom) -> tuple[bool, int]:
    return not atom.standing.startswith(_PREFERRED), atom.number


def _name(atom: rrf.Atom, scope: Scope) -> Name:
    rules = catalogue.load().umls
    return Name(
        atom.written,
        scope,
        is_lay=atom.source in rules.lay and scope is not Scope.LABEL,
        is_abbreviation=atom.sort in rules.abbreviation
        or normal.is_abbreviation(atom.written),
    )
