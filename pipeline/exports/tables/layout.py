"""The tables of the Parquet export: ``ontology/exports/tables.yaml``."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Final, Literal

import msgspec

from pipeline import knowledge, namespaces
from pipeline.errors import VocabularyError

FOLDER: Final = "tables"
"""The folder of the output in which the tables lie."""

NAMES: Final = (
    "documents",
    "sections",
    "lines",
    "mentions",
    "quantities",
    "concepts",
    "properties",
    "mappings",
    "terminologies",
    "facts",
    "assertions",
    "evidence",
    "findings",
)
"""The tables there are, in the order of the file."""

FILES: Final = tuple(f"{FOLDER}/{name}.parquet" for name in NAMES)
"""Their files, relative to the output."""

_FILE: Final = "exports/tables.yaml"
_LIST: Final = "list<string>"

Type = Literal["string", "int64", "double", "bool", "list<string>"]


class Column(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A column: its *type* and what it is *about*; an *optional* one may hold nulls.

    *joins* names the column of another table in which each value stands, as
    ``documents.document``; *holds* the property that gives the value.
    """

    type: Type
    about: str
    optional: bool = False
    joins: str = ""
    holds: str = ""

    @property
    def is_list(self) -> bool:
        """Whether a value is a list, which is empty where there is nothing."""
        return self.type == _LIST


class Table(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A table: what one *row* stands for, in which *order*, told apart by its *key*.

    *group* is the number of rows that are written together. A table that *needs*
    evidence is empty where the graph is written without any.
    """

    row: str
    order: str
    columns: dict[str, Column]
    key: tuple[str, ...] = ()
    group: int = 8192
    needs: Literal["", "evidence"] = ""


class TablesFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The shape of the file."""

    tables: dict[str, Table]


@lru_cache(maxsize=1)
def load() -> Mapping[str, Table]:
    """Return the tables by name; raise VocabularyError where the file is wrong."""
    return check(knowledge.text(_FILE))


def file(name: str) -> str:
    """Return the file of the table *name*, relative to the output.

    >>> file("documents")
    'tables/documents.parquet'
    """
    return f"{FOLDER}/{name}.parquet"


def check(source: str) -> Mapping[str, Table]:
    """Return the tables that the text *source* of the file tells of.

    Raise VocabularyError with the line of the first fault.
    """
    place = f"ontology/{_FILE}"
    tables = knowledge.parse(place, source, TablesFile).tables
    if tuple(tables) != NAMES:
        raise VocabularyError(place, f"must tell of {', '.join(NAMES)}, in this order")
    for path, fault in _faults(tables):
        at = knowledge.line(source, ("tables", *path))
        raise VocabularyError(f"{place}:{at}", fault)
    return MappingProxyType(tables)


def _faults(tables: Mapping[str, Table]) -> Iterator[tuple[tuple[str, ...], str]]:
    for name, table in tables.items():
        for title in table.key:
            if title not in table.columns:
                yield (name, "key"), f"'{title}' is no column of {name}"
        for title, column in table.columns.items():
            path = name, "columns", title
            other, _, joined = column.joins.partition(".")
            if column.joins and (
                other not in tables or joined not in tables[other].columns
            ):
                yield path, f"joins '{column.joins}', which there is not"
            if column.optional and column.is_list:
                yield path, "a list is empty where there is nothing, never missing"
            if column.holds and not _is_known(column.holds):
                yield path, f"the prefix of '{column.holds}' is not known"


def _is_known(curie: str) -> bool:
    prefix, colon, _ = curie.partition(":")
    return bool(colon) and prefix in namespaces.PREFIXES
