"""Give records one flat shape: columns, each of one kind of value.

Formats of rows and of declared keys need to know before the first record which keys
there are and what they hold. So all records are seen once, and only the columns are
kept of them.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from pipeline.exports.exchange import Json


class Kind(StrEnum):
    """What a value is, by the names that Neo4j and GraphML have for it alike."""

    BOOLEAN = "boolean"
    LONG = "long"
    DOUBLE = "double"
    STRING = "string"


@dataclass(frozen=True, slots=True)
class Column:
    """What stands under the key *name*; with *is_list*, several values of the kind."""

    name: str
    kind: Kind
    is_list: bool = False


class Columns:
    """The columns of the records that were seen, in the order in which they came."""

    def __init__(self, *first: Column) -> None:
        """Begin with the columns *first*, which stand even where nothing fills them."""
        self._seen: dict[str, Column] = {each.name: each for each in first}

    def __iter__(self) -> Iterator[Column]:
        """Yield each column."""
        return iter(self._seen.values())

    def see(self, record: Json) -> None:
        """Make room for what the flat *record* holds."""
        for name, value in record.items():
            known = self._seen.get(name)
            if known is None or not _holds(known, value):
                self._seen[name] = _widened(known, name, value)


def _holds(column: Column, value: object) -> bool:
    if isinstance(value, list | tuple):
        return column.is_list and (
            column.kind is Kind.STRING
            or all(_kind(part) is column.kind for part in value)
        )
    return column.kind is Kind.STRING or _kind(value) is column.kind


def _widened(known: Column | None, name: str, value: object) -> Column:
    is_list = isinstance(value, list | tuple)
    kinds = {_kind(part) for part in parts(value)}
    if known:
        kinds.add(known.kind)
        is_list = is_list or known.is_list
    if kinds == {Kind.LONG, Kind.DOUBLE}:
        kinds = {Kind.DOUBLE}
    return Column(name, kinds.pop() if len(kinds) == 1 else Kind.STRING, is_list)


def _kind(value: object) -> Kind:
    if isinstance(value, bool):
        return Kind.BOOLEAN
    if isinstance(value, int):
        return Kind.LONG
    return Kind.DOUBLE if isinstance(value, float) else Kind.STRING


def parts(value: object) -> tuple[object, ...]:
    """Return the parts of a list, or *value* alone."""
    return tuple(value) if isinstance(value, list | tuple) else (value,)


def written(value: object) -> str:
    """Return one *value* as text, truth in lower case.

    >>> written(True), written(3), written(0.5)
    ('true', '3', '0.5')
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def flat(record: Json) -> Json:
    """Return *record* without what holds keys of its own, and without what is empty.

    What ``qualifiers`` holds gets the name ``qualifier_`` before its own. Of a list of
    records each key becomes a list in their order, with an empty text where one does
    not have it.

    >>> flat({"qualifiers": {"time": "soon"}, "mappings": [{"id": "HP:1"}], "x": []})
    {'qualifier_time': 'soon', 'mapping_id': ['HP:1']}
    """
    told: Json = {}
    for key, value in record.items():
        if isinstance(value, str | int):
            told[key] = value
        elif isinstance(value, dict):
            told.update(_inner(key, value))
        elif isinstance(value, list | tuple) and value and isinstance(value[0], dict):
            told.update(_inner(key, _turned(value)))
        elif value is not None and value not in ([], ()):
            told[key] = value
    return told


Places = Mapping[str, tuple[int, Column]]


def placed(columns: Iterable[Column]) -> Places:
    """Return each of *columns* with its place, by name."""
    return {column.name: (place, column) for place, column in enumerate(columns)}


def cells(
    record: Json, places: Places, cell: Callable[[object, Column], str]
) -> list[str]:
    """Return the row of *record*: what *cell* makes of each value, or nothing."""
    row = [""] * len(places)
    for name, value in record.items():
        found = places.get(name)
        if found:
            place, column = found
            row[place] = cell(value, column)
    return row


def _inner(key: str, inner: Mapping[str, object]) -> Json:
    return {f"{key.removesuffix('s')}_{name}": value for name, value in inner.items()}


def _turned(records: Iterable[Json]) -> Json:
    rows = tuple(records)
    names = dict.fromkeys(name for row in rows for name in row)
    return {name: [row.get(name, "") for row in rows] for name in names}
