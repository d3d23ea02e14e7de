"""Our own decisions: wordings of lay people, their groups, and links not to be made.

Three tables under ``ontology/mappings/``: ``lay-synonyms.sssom.tsv`` (SSSOM, a wording
a row, as a literal), ``groups.sssom.tsv`` (what people call several concepts together)
and ``deny.tsv``. A row that cannot be read is an error; one that
does not fit the releases that are loaded is left out and told, since a user may have
brought another release.
"""

import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from pipeline import knowledge
from pipeline.errors import VocabularyError
from pipeline.terminology import catalogue, normal
from pipeline.terminology.records import Entry

LAY: Final = "mappings/lay-synonyms.sssom.tsv"
GROUPS: Final = "mappings/groups.sssom.tsv"
DENY: Final = "mappings/deny.tsv"
ALL: Final = "*"
PREDICATES: Final = frozenset(
    {
        "skos:exactMatch",
        "skos:closeMatch",
        "skos:broadMatch",
        "skos:narrowMatch",
        "skos:relatedMatch",
    }
)
_LAY_COLUMNS: Final = (
    "subject_label",
    "subject_type",
    "predicate_id",
    "object_id",
    "object_label",
    "mapping_justification",
    "author_label",
    "reviewer_label",
    "comment",
)
_DENY_COLUMNS: Final = ("name", "object_id", "object_label", "reason")
_COMMENT: Final = "#"


@dataclass(frozen=True, slots=True)
class LaySynonym:
    """A wording and the concept that is meant; *place* is its file and line."""

    wording: str
    predicate: str
    curie: str
    label: str
    place: str


@dataclass(frozen=True, slots=True)
class Denied:
    """A wording that must not be linked to *object*, and why.

    *object* is a concept, a terminology (``HP:*``) or everything (``*``).
    """

    wording: str
    object: str
    reason: str
    label: str = ""
    place: str = ""

    def covers(self, curie: str) -> bool:
        """Tell whether a link to *curie* is refused.

        >>> Denied("scar", "HP:*", "").covers("HP:0100699")
        True
        """
        return self.object in {ALL, curie, f"{curie.partition(':')[0]}:{ALL}"}


@cache
def lay_synonyms() -> tuple[LaySynonym, ...]:
    """Return the rows of the table of lay wordings, in its order."""
    return read_lay(LAY, knowledge.text(LAY))


@cache
def groups() -> tuple[LaySynonym, ...]:
    """Return the rows of the table of groups: a wording, and a concept in it."""
    return read_lay(GROUPS, knowledge.text(GROUPS))


@cache
def denied() -> tuple[Denied, ...]:
    """Return the rows of the table of links that must not be made."""
    return read_deny(DENY, knowledge.text(DENY))


def curies() -> frozenset[str]:
    """Return the concepts that the tables name."""
    named = (*lay_synonyms(), *groups())
    return frozenset(
        {row.curie for row in named} | {row.object for row in denied()},
    )


def read_lay(name: str, text: str) -> tuple[LaySynonym, ...]:
    """Return the rows of a table of lay wordings; *name* is for messages."""
    found = tuple(
        LaySynonym(
            row["subject_label"],
            row["predicate_id"],
            row["object_id"],
            row["object_label"],
            place,
        )
        for place, row in _rows(name, text, _LAY_COLUMNS)
    )
    for each in found:
        if each.predicate not in PREDICATES:
            raise VocabularyError(each.place, f"no predicate '{each.predicate}'")
    _once((row.wording, row.curie, row.place) for row in found)
    return found


def read_deny(name: str, text: str) -> tuple[Denied, ...]:
    """Return the rows of a table of refused links; *name* is for messages."""
    found = tuple(
        Denied(row["name"], row["object_id"], row["reason"], row["object_label"], place)
        for place, row in _rows(name, text, _DENY_COLUMNS)
    )
    for each in found:
        if not each.reason:
            raise VocabularyError(each.place, "has no reason")
    _once((row.wording, row.object, row.place) for row in found)
    return found


def fault_of_lay(
    row: LaySynonym, find: Callable[[str], Entry | None], prefixes: frozenset[str]
) -> str:
    """Return what is wrong with *row* in the releases that are loaded, or nothing.

    Its concept must be there, live, and still be called what the row calls it. A
    terminology that is not loaded is no fault.
    """
    return _fault(row.curie, row.label, find, prefixes)


def fault_of_deny(
    row: Denied, find: Callable[[str], Entry | None], prefixes: frozenset[str]
) -> str:
    """Return what is wrong with *row* in the releases that are loaded, or nothing."""
    if row.object.endswith(ALL):
        return ""
    return _fault(row.object, row.label, find, prefixes)


def _fault(
    curie: str,
    label: str,
    find: Callable[[str], Entry | None],
    prefixes: frozenset[str],
) -> str:
    prefix = curie.partition(":")[0]
    if prefix not in catalogue.load().terminologies:
        return f"no terminology '{prefix}' is known"
    if prefix not in prefixes:
        return ""
    entry = find(curie)
    if entry is None:
        return f"{curie} is not in the release that is loaded"
    if entry.is_obsolete:
        instead = f"; it names {entry.replaced_by} instead" if entry.replaced_by else ""
        return f"{curie} is obsolete in the release that is loaded{instead}"
    called = {normal.normalised(name.written) for name in entry.names}
    if normal.normalised(label) not in called:
        return f"{curie} is called '{entry.label}', not '{label}'"
    return ""


def _rows(
    name: str, text: str, columns: tuple[str, ...]
) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield each row of a table with its place; lines of comment are passed over."""
    lines = [
        (number, line)
        for number, line in enumerate(text.splitlines(), 1)
        if line.strip() and not line.startswith(_COMMENT)
    ]
    cells = csv.reader(
        (line for _, line in lines), delimiter="\t", quoting=csv.QUOTE_NONE
    )
    head = next(cells, [])
    if tuple(head) != columns:
        place = f"ontology/{name}:{lines[0][0] if lines else 1}"
        raise VocabularyError(place, f"the columns are {', '.join(columns)}")
    for (number, _), row in zip(lines[1:], cells, strict=True):
        place = f"ontology/{name}:{number}"
        if len(row) != len(columns):
            raise VocabularyError(place, f"has {len(row)} cells, not {len(columns)}")
        yield place, dict(zip(columns, (cell.strip() for cell in row), strict=True))


def _once(rows: Iterator[tuple[str, str, str]]) -> None:
    seen: dict[tuple[str, str], str] = {}
    for wording, curie, place in rows:
        key = (normal.normalised(wording), curie)
        if not key[0]:
            raise VocabularyError(place, "has no wording")
        if key in seen:
            raise VocabularyError(place, f"'{wording}' stands at {seen[key]} too")
        seen[key] = place
