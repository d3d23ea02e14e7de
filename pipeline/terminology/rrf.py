"""Read rows of names in the rich release format of the National Library of Medicine.

The tables of UMLS (``MRCONSO.RRF``) and of RxNorm (``RXNCONSO.RRF``) have the same
columns. A row is one name of a concept in one source, an atom. Source: the reference
manual of UMLS, chapter "Metathesaurus - Rich Release Format".
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

from pipeline.terminology import rows

WIDTH: Final = 19
"""Cells of a row: eighteen columns, and what follows the last bar."""
DIVIDER: Final = "|"
_ENGLISH: Final = "ENG"
_KEPT: Final = "N"  # of SUPPRESS
_GONE: Final = "O"


class Atom(NamedTuple):
    """A name of a concept.

    *standing* puts TS, STT and ISPREF together; *source* is SAB, *sort* is TTY. One
    that is *gone* is obsolete.
    """

    number: int
    concept: str
    standing: str
    source: str
    sort: str
    written: str
    is_gone: bool


def atoms(path: Path, what: str) -> Iterator[Atom]:
    """Yield the English atoms of *path*, live and obsolete, in the order of its rows.

    Suppressed ones are left out. Raise VocabularyError with the line where a row is
    none; *what* is what the file should be.
    """
    for number, row in rows.cells(path, DIVIDER, frozenset({WIDTH}), what):
        if not row[0]:
            raise rows.fault(path, number, what, "the row has no concept")
        if row[1] != _ENGLISH or row[16] not in {_KEPT, _GONE}:
            continue
        if not row[14]:
            raise rows.fault(path, number, what, "the row has no name")
        standing = row[2] + row[4] + row[6]
        yield Atom(
            number, row[0], standing, row[11], row[12], row[14], row[16] == _GONE
        )
