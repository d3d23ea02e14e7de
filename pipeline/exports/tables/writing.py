"""Write the rows of a graph as Parquet files, some thousand rows at a time."""

from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from operator import itemgetter
from pathlib import Path
from types import MappingProxyType
from typing import Final, Protocol

import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.parquet as pq  # type: ignore[import-untyped]

from pipeline import namespaces
from pipeline.exports.manner import Evidence, Manner
from pipeline.exports.schema import SCHEMA_VERSION
from pipeline.exports.tables import layout
from pipeline.exports.tables.facts import Row
from pipeline.exports.tables.layout import Column, Table
from pipeline.exports.tables.rows import rows
from pipeline.model import Graph

_COMPRESSION: Final = "zstd"
# Parquet names what a list holds "element" (https://parquet.apache.org/docs/ under
# "Logical Types": "Lists").
_TYPES: Final[Mapping[str, pa.DataType]] = MappingProxyType(
    {
        "string": pa.string(),
        "int64": pa.int64(),
        "double": pa.float64(),
        "bool": pa.bool_(),
        "list<string>": pa.list_(pa.field("element", pa.string(), nullable=False)),
    }
)


class Sink(Protocol):
    """What takes batches of rows."""

    def write_batch(self, batch: pa.RecordBatch) -> None:
        """Write *batch* as a row group."""


class Sheet:
    """A table that is being written to *sink*; it holds one row group of rows."""

    def __init__(self, table: Table, schema: pa.Schema, sink: Sink) -> None:
        """Begin with no rows."""
        self._table = table
        self._schema = schema
        self._sink = sink
        self._rows: list[Row] = []

    def add(self, row: Row) -> None:
        """Add *row*, and write the group where it is full."""
        self._rows.append(row)
        if len(self._rows) == self._table.group:
            self.flush()

    def flush(self) -> None:
        """Write the rows that are held."""
        if self._rows:
            arrays = [
                pa.array(list(self._values(field)), field.type)
                for field in self._schema
            ]
            batch = pa.RecordBatch.from_arrays(arrays, schema=self._schema)
            self._sink.write_batch(batch)
            self._rows.clear()

    def _values(self, field: pa.Field) -> Iterable[object]:
        """Return the values of a column; only an optional one may lack some."""
        if field.nullable:
            return (row.get(field.name) for row in self._rows)
        return map(itemgetter(field.name), self._rows)


def write(graph: Graph, folder: Path, manner: Manner) -> None:
    """Write the tables of *graph* below *folder*.

    The same graph gives the same bytes with the same release of pyarrow. Rows are held
    a group a table at a time, however many there are.
    """
    told = _told(manner)
    tables = layout.load()
    (folder / layout.FOLDER).mkdir(exist_ok=True)
    with ExitStack() as stack:
        sheets: dict[str, Sheet] = {}
        for name, table in tables.items():
            schema = arrow(table, told)
            path = folder / layout.file(name)
            sink = pq.ParquetWriter(path, schema, compression=_COMPRESSION)
            sheets[name] = Sheet(table, schema, stack.enter_context(sink))
        _fill(sheets, rows(graph, manner))


def _fill(sheets: Mapping[str, Sheet], found: Iterable[tuple[str, Row]]) -> None:
    for name, row in found:
        sheets[name].add(row)
    for sheet in sheets.values():
        sheet.flush()


def arrow(table: Table, told: Mapping[str, str] | None = None) -> pa.Schema:
    """Return the Arrow schema of *table*, with what is *told* of the whole file."""
    fields = [_field(name, column) for name, column in table.columns.items()]
    return pa.schema(fields, metadata={"description": table.row, **(told or {})})


def _field(name: str, column: Column) -> pa.Field:
    return pa.field(
        name,
        _TYPES[column.type],
        nullable=column.optional,
        metadata={"description": column.about},
    )


def _told(manner: Manner) -> Mapping[str, str]:
    told = {"schema_version": SCHEMA_VERSION, "evidence": str(manner.evidence)}
    if manner.evidence is Evidence.FULL:
        told["run"] = namespaces.iri(manner.run.id)
    return told
