"""Write a graph as node-link JSON, which NetworkX reads as a directed multigraph.

Nodes and edges are the records of :mod:`pipeline.exports.records`. Documents and
findings stand in the graph's own attributes.
"""

from collections.abc import Iterable, Iterator
from typing import BinaryIO

import orjson

from pipeline.exports.exchange import Json
from pipeline.exports.manner import Manner
from pipeline.exports.records import Records
from pipeline.model import Graph


def write(graph: Graph, stream: BinaryIO, manner: Manner) -> None:
    """Write *graph* to *stream*, one node and one edge a line."""
    records = Records(graph, manner)
    stream.write(b'{"directed":true,"multigraph":true,"graph":')
    # All but the last brace: what there are many of is not made at once.
    stream.write(orjson.dumps(records.about())[:-1])
    stream.write(b',"documents":[')
    _write_list(records.documents(), stream, b"")
    stream.write(b'],"findings":[')
    _write_list(records.findings(), stream, b"")
    stream.write(b']},\n"nodes":[')
    _write_list(_nodes(records), stream)
    stream.write(b'],\n"edges":[')
    _write_list(_edges(records), stream)
    stream.write(b"]}\n")


def _write_list(records: Iterable[Json], stream: BinaryIO, end: bytes = b"\n") -> None:
    """Write *records* with commas between, each after *end*, and so the last one."""
    separator = end
    for record in records:
        stream.write(separator + orjson.dumps(record))
        separator = b"," + end
    stream.write(end)


def _nodes(records: Records) -> Iterator[Json]:
    yield from records.things()
    yield from records.denied()


def _edges(records: Records) -> Iterator[Json]:
    yield from records.statements()
    for _, edge in records.structure():
        yield edge
