"""Write a graph as GraphML, which NetworkX, Gephi and yEd read.

Things, denied statements and findings are nodes, only the first with edges; an edge is
an affirmed statement or a link of structure. Values have declared types, the parts of a
list stand in one text (:mod:`pipeline.exports.lists`). The identifiers are IRIs, as all
readers take them, though the schema of GraphML would have them without a slash
(http://graphml.graphdrawing.org/specification.html).
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import BinaryIO, Final
from xml.sax.saxutils import escape, quoteattr

import orjson

from pipeline.exports import lists
from pipeline.exports.columns import Column, Columns, Kind, flat, parts, written
from pipeline.exports.exchange import Json
from pipeline.exports.manner import Manner
from pipeline.exports.records import FINDING, Records
from pipeline.model import Graph

SEPARATOR: Final = "|"
_HEAD: Final = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<graphml xmlns="http://graphml.graphdrawing.org/xmlns"'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    ' xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns'
    ' http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">\n'
)
# What XML 1.0 cannot hold (https://www.w3.org/TR/xml/#charsets) is shown by its control
# picture. A reader would make a line feed of a carriage return that is no reference.
_RARE: Final = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]")
_SIGNS: Final = (
    {code: chr(0x2400 + code) for code in range(0x20) if chr(code) not in "\t\n\r"}
    | dict.fromkeys((0xFFFE, 0xFFFF), "\ufffd")
    | {0x0D: "&#13;"}
)
# What stands in attributes of the element, and so in no value of it.
_IN_ELEMENT: Final = {"node": {"id"}, "edge": {"source", "target", "key"}}

Keys = Mapping[str, Column]


def write(graph: Graph, stream: BinaryIO, manner: Manner) -> None:
    """Write *graph* to *stream*, one node and one edge a line."""
    records = Records(graph, manner)
    about = _about(records)
    told, nodes, edges = Columns(), Columns(), Columns()
    told.see(about)
    _survey(records, nodes, edges)
    stream.write(_HEAD.encode())
    for kind, columns in (("graph", told), ("node", nodes), ("edge", edges)):
        stream.writelines(_declared(kind, columns))
    stream.write(b'<graph id="procedure-graph" edgedefault="directed">\n')
    stream.write(_values("graph", about, _by_name(told)).encode() + b"\n")
    keys = _by_name(nodes)
    stream.writelines(_node(flat(each), keys) for each in _nodes(records))
    keys = _by_name(edges)
    stream.writelines(_edge(flat(each), keys) for each in _edges(records))
    stream.write(b"</graph>\n</graphml>\n")


def _about(records: Records) -> Json:
    """Return what is told of the whole graph; what is no text is JSON."""
    told: Json = {**records.about(), "documents": list(records.documents())}
    return {
        key: value if isinstance(value, str) else orjson.dumps(value).decode()
        for key, value in told.items()
    }


def _survey(records: Records, nodes: Columns, edges: Columns) -> None:
    nodes.see({"label": "", "types": [""]})
    for record in chain(records.things(), records.findings()):
        nodes.see(flat(record))
    for is_denied, record in records.stated():
        (nodes if is_denied else edges).see(flat(record))
    for _, record in records.structure():
        edges.see(flat(record))


def _nodes(records: Records) -> Iterator[Json]:
    yield from records.things()
    yield from records.denied()
    for found in records.findings():
        yield {"label": found["check"], "types": [FINDING], **found}


def _edges(records: Records) -> Iterator[Json]:
    yield from records.statements()
    for _, edge in records.structure():
        yield edge


def _by_name(columns: Columns) -> Keys:
    return {column.name: column for column in columns}


def _declared(kind: str, columns: Iterable[Column]) -> Iterator[bytes]:
    for column in columns:
        if column.name == "key" or column.name not in _IN_ELEMENT.get(kind, ()):
            type_ = Kind.STRING if column.is_list else column.kind
            yield (
                f'<key id="{kind}.{column.name}" for="{kind}"'
                f' attr.name="{column.name}" attr.type="{type_}"/>\n'
            ).encode()


def _node(record: Json, keys: Keys) -> bytes:
    identifier = quoteattr(str(record["id"]))
    return f"<node id={identifier}>{_values('node', record, keys)}</node>\n".encode()


def _edge(record: Json, keys: Keys) -> bytes:
    """Return the element of an edge, with its key as id where it is a statement's own.

    Ids of edges are unique in the file. What is no statement has a key that many have,
    which NetworkX reads from the data.
    """
    key = str(record["key"])
    is_own = key != record["predicate"]
    named = f"id={quoteattr(key)} " if is_own else ""
    told = _values("edge", record, keys)
    if not is_own:
        told += f'<data key="edge.key">{_text(key)}</data>'
    source, target = quoteattr(str(record["source"])), quoteattr(str(record["target"]))
    return f"<edge {named}source={source} target={target}>{told}</edge>\n".encode()


def _values(kind: str, record: Json, keys: Keys) -> str:
    left_out = _IN_ELEMENT.get(kind, ())
    return "".join(
        f'<data key="{kind}.{name}">{_text(_cell(value, keys[name]))}</data>'
        for name, value in record.items()
        if name not in left_out
    )


def _cell(value: object, column: Column) -> str:
    if column.is_list:
        return lists.join(map(written, parts(value)), SEPARATOR)
    return written(value)


def _text(value: str) -> str:
    told = escape(value)
    return told.translate(_SIGNS) if _RARE.search(told) else told
