"""Write a graph as tables of Parquet, for pandas, Polars, DuckDB, Spark and R.

What tables and columns there are stands in ``ontology/exports/tables.yaml``.
"""

from pathlib import Path

from pipeline.exports.manner import Manner
from pipeline.exports.tables.layout import FILES, FOLDER
from pipeline.model import Graph

__all__ = ["FILES", "FOLDER", "write"]


def write(graph: Graph, folder: Path, manner: Manner) -> None:
    """Write the tables of *graph* below *folder*, the same bytes for the same graph."""
    from pipeline.exports.tables import writing  # noqa: PLC0415 - pyarrow takes 0.3 s

    writing.write(graph, folder, manner)
