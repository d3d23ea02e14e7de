"""What a file of any format shows to whoever opens it, as one text."""

import gzip
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import msgspec
import pyarrow.parquet as pq  # type: ignore[import-untyped]

from pipeline.building.working import Outcome
from pipeline.shelves import unpack


def shown(path: Path) -> str:
    """Return the text of the file at *path*; of a table its rows and its metadata."""
    if path.suffix == ".parquet":
        table = pq.read_table(path)
        rows = json.dumps(table.to_pylist(), ensure_ascii=False)
        return f"{table.schema.to_string(show_schema_metadata=True)}\n{rows}"
    if path.suffix == ".gz":
        return gzip.decompress(path.read_bytes()).decode()
    if path.suffix == ".sqlite":
        return "\n".join(map(repr, _kept(path)))
    return path.read_text()


def _kept(path: Path) -> Iterator[object]:
    """Yield what the results of a build hold."""
    with closing(sqlite3.connect(path)) as store:
        for (result,) in store.execute("SELECT result FROM results"):
            outcome = msgspec.msgpack.decode(result, type=Outcome)
            yield unpack(outcome.read.record) if outcome.read else outcome
