r"""Write a graph in the exchange format of KGX, as TSV and as JSON lines.

The format is that of
https://github.com/biolink/kgx/blob/master/specification/kgx-format.md, and the lines of
JSON hold the same records as the rows. In a cell of TSV, which KGX reads without
quotes, tab, line feed, carriage return and backslash are written as ``\t``, ``\n``,
``\r`` and ``\\``, and ``|`` as ``\u007c`` where it parts no list, since KGX splits at
each.
"""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO, Final

import orjson

from pipeline.cells import defuse
from pipeline.exports import lists
from pipeline.exports.columns import (
    Column,
    Columns,
    Kind,
    cells,
    parts,
    placed,
    written,
)
from pipeline.exports.exchange import Json
from pipeline.exports.kgx.records import KgxRecords
from pipeline.exports.manner import Manner
from pipeline.exports.records import Records
from pipeline.model import Graph
from pipeline.vocabulary import biolink

FOLDER: Final = "kgx"
TSV_FILES: Final = (f"{FOLDER}/nodes.tsv", f"{FOLDER}/edges.tsv")
JSONL_FILES: Final = (f"{FOLDER}/nodes.jsonl", f"{FOLDER}/edges.jsonl")
SEPARATOR: Final = "|"
_BUFFER: Final = 1 << 20  # bytes
_SPECIAL: Final = re.compile("[\t\n\r]")
_SIGNS: Final = {ord("\t"): r"\t", ord("\n"): r"\n", ord("\r"): r"\r"}


def _columns(names: str, lists: str) -> tuple[Column, ...]:
    several = lists.split()
    return tuple(Column(it, Kind.STRING, it in several) for it in names.split())


_NODES: Final = _columns(
    "id category name iri synonym xref description publication_type",
    "category synonym xref publication_type",
)
_EDGES: Final = (
    *_columns(
        "id subject predicate object category negated original_predicate "
        "knowledge_level agent_type primary_knowledge_source publications "
        "supporting_text",
        "category publications supporting_text",
    ),
    Column("has_confidence_score", Kind.DOUBLE),
)


def write_tsv(graph: Graph, folder: Path, manner: Manner) -> None:
    """Write the nodes and edges of *graph* as rows into *folder*."""
    records = KgxRecords(Records(graph, manner), biolink.load())
    for name, first, told in (
        (TSV_FILES[0], _NODES, records.nodes),
        (TSV_FILES[1], _EDGES, records.edges),
    ):
        columns = Columns(*first)
        for record in told():
            columns.see(record)
        with _opened(folder / name) as stream:
            stream.write(_line(column.name for column in columns))
            places = placed(columns)
            stream.writelines(_line(cells(each, places, _cell)) for each in told())


def write_jsonl(graph: Graph, folder: Path, manner: Manner) -> None:
    """Write the nodes and edges of *graph* as lines of JSON into *folder*."""
    records = KgxRecords(Records(graph, manner), biolink.load())
    for name, told in zip(JSONL_FILES, (records.nodes, records.edges), strict=True):
        with _opened(folder / name) as stream:
            stream.writelines(_object(record) for record in told())


def _opened(path: Path) -> BinaryIO:
    path.parent.mkdir(exist_ok=True)
    return path.open("wb", buffering=_BUFFER)


def _object(record: Json) -> bytes:
    return orjson.dumps(record, option=orjson.OPT_APPEND_NEWLINE)


def _line(cells: Iterable[str]) -> bytes:
    return ("\t".join(cells) + "\n").encode()


def _cell(value: object, column: Column) -> str:
    if column.is_list:
        text = lists.join(map(written, parts(value)), SEPARATOR)
    else:
        text = lists.escape(written(value), SEPARATOR)
    if _SPECIAL.search(text):
        text = text.translate(_SIGNS)
    return defuse(text) if column.kind is Kind.STRING else text
