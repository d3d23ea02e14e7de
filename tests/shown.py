"""What a file of any format shows to whoever opens it, as one text."""

import gzip
import json
from pathlib import Path

import pyarrow.parquet as pq  # type: ignore[import-untyped]


def shown(path: Path) -> str:
    """Return the text of the file at *path*; of a table its rows and its metadata."""
    if path.suffix == ".parquet":
        table = pq.read_table(path)
        rows = json.dumps(table.to_pylist(), ensure_ascii=False)
        return f"{table.schema.to_string(show_schema_metadata=True)}\n{rows}"
    if path.suffix == ".gz":
        return gzip.decompress(path.read_bytes()).decode()
    return path.read_text()
