"""Schema and rows of each table of the small graph, as they are kept beside the tests.

The bytes of a Parquet file are those of the library too, so these are not kept.
``UPDATE_GOLDEN=1`` writes the files anew, for a change that is meant.
"""

import json
import os
from pathlib import Path

import pyarrow.parquet as pq  # type: ignore[import-untyped]
import pytest

from pipeline.exports import Manner, tables
from pipeline.model import Graph

GOLDEN = Path(__file__).parent / "golden" / "parquet"
IS_UPDATED = os.environ.get("UPDATE_GOLDEN") == "1"


@pytest.mark.parametrize("file", tables.FILES)
def test_a_table_is_as_it_was(
    graph: Graph, manner: Manner, tmp_path: Path, file: str
) -> None:
    tables.write(graph, tmp_path, manner)
    table = pq.read_table(tmp_path / file)
    content = {
        "schema": {field.name: str(field.type) for field in table.schema},
        "rows": table.to_pylist(),
    }
    told = json.dumps(content, indent=1, default=str) + "\n"
    kept = (GOLDEN / Path(file).name).with_suffix(".json")
    if IS_UPDATED:
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_text(told)
    assert told == kept.read_text()
