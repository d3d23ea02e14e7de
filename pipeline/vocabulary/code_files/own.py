"""A table of one's own: a row a code, the columns by their names."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from pipeline.errors import VocabularyError
from pipeline.folding import fold
from pipeline.vocabulary.code_facts import CodeFacts, publisher
from pipeline.vocabulary.code_files.layouts import OwnLayout
from pipeline.vocabulary.code_files.statements import Row, Statement

_COMMENT: Final = "#"
_SEVERAL: Final = re.compile(r"[;\s]+")


def statements(
    path: str, rows: Sequence[Row], facts: CodeFacts, layout: OwnLayout
) -> dict[tuple[str, str], Statement]:
    """Return what *rows* say, the head first; each fault is told with its line."""
    (top, head), *body = rows
    names = [fold(cell).strip() for cell in head]
    for at, name in enumerate(names):
        if name not in layout.columns:
            known = ", ".join(layout.columns)
            raise VocabularyError(f"{path}:{top}", f"no column '{name}' ({known})")
        if name in names[:at]:
            raise VocabularyError(f"{path}:{top}", f"the column '{name}' comes twice")
    found: dict[tuple[str, str], Statement] = {}
    for line, cells in body:
        place = f"{path}:{line}"
        if cells[0].lstrip().startswith(_COMMENT):
            continue
        if len(cells) > len(names):
            raise VocabularyError(place, f"has more than {len(names)} cells")
        told = dict(zip(names, map(str.strip, cells), strict=False))
        stated = _owned(place, told, facts, layout)
        key = stated.system, stated.value
        if key in found:
            raise VocabularyError(place, f"{' '.join(key)} comes twice")
        found[key] = stated
    return found


def _owned(
    place: str, told: Mapping[str, str], facts: CodeFacts, layout: OwnLayout
) -> Statement:
    system, value = told.get(layout.system, ""), told.get(layout.code, "").upper()
    if not system or not value:
        raise VocabularyError(place, "names no system or no code")
    if not facts.is_formed(system, value):
        raise VocabularyError(place, f"'{value}' has not the form of {system}")
    facets = tuple(
        f"{name}/{facet}"
        for name in layout.facets
        for facet in _SEVERAL.split(told.get(name, ""))
        if facet
    )
    sources = tuple(each for each in told.get(layout.sources, "").split() if each)
    for facet in facets:
        if facet not in facts.labels:
            raise VocabularyError(place, f"there is no facet '{facet}'")
    for source in sources:
        if not publisher(source):
            raise VocabularyError(place, f"'{source}' is no address of a source")
    side = _truth(place, told.get(layout.sides, ""), layout)
    return Statement(
        system=system,
        value=value,
        facets=facets,
        sources=sources,
        is_add_on=_truth(place, told.get(layout.add_on, ""), layout),
        side=side,
        both=side,
    )


def _truth(place: str, word: str, layout: OwnLayout) -> bool | None:
    if not word:
        return None
    if fold(word) in layout.yes | layout.no:
        return fold(word) in layout.yes
    known = ", ".join(sorted(layout.yes | layout.no))
    raise VocabularyError(place, f"'{word}' is none of {known}")
