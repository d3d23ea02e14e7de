"""Write a graph as node-link JSON, which NetworkX reads as a directed multigraph.

Nodes are the things that documents speak of; an edge is one affirmed statement, with
its id as key and its evidence as attributes, so that a neighbour is always an affirmed
fact. A denied statement is a node of its own. What belongs to a thing's structure
(which step comes next) is an edge of kind ``structure``, and no statement.
"""

from collections.abc import Iterable, Iterator
from typing import BinaryIO, Final

import orjson

from pipeline import identifiers, namespaces
from pipeline.exports import matches, naming, terminologies
from pipeline.exports.exchange import Json, qualifiers
from pipeline.exports.manner import Evidence, Manner
from pipeline.exports.schema import SCHEMA_VERSION
from pipeline.exports.sources import title
from pipeline.graph import direct
from pipeline.model import Assertion, Extraction, Graph, Node, Polarity

DENIED: Final = "DeniedAssertion"
STATEMENT: Final = "statement"
STRUCTURE: Final = "structure"
_CONFIRMED: Final = "hasCode"


def write(graph: Graph, stream: BinaryIO, manner: Manner) -> None:
    """Write *graph* to *stream*, one node and one edge a line."""
    known = frozenset(node.id for node in graph.nodes)
    stream.write(b'{"directed":true,"multigraph":true,"graph":')
    stream.write(orjson.dumps(_about(graph, manner)))
    stream.write(b',\n"nodes":[')
    _write_list(_nodes(graph, known, manner), stream)
    stream.write(b'],\n"edges":[')
    _write_list(_edges(graph, known, manner), stream)
    stream.write(b"]}\n")


def _write_list(records: Iterable[Json], stream: BinaryIO) -> None:
    separator = b"\n"
    for record in records:
        stream.write(separator + orjson.dumps(record))
        separator = b",\n"
    stream.write(b"\n")


def _about(graph: Graph, manner: Manner) -> Json:
    return {
        "name": "procedure graph",
        "schema_version": SCHEMA_VERSION,
        "run": namespaces.iri(manner.run.id),
        "evidence": manner.evidence,
        "terminologies": terminologies.records(manner.run),
        "documents": [_document(extraction) for extraction in graph.extractions],
    }


def _document(extraction: Extraction) -> Json:
    document = extraction.document
    about = document.description
    told = {
        "document": document.name,
        "id": namespaces.iri(identifiers.document(document.key)),
        "title": title(extraction),
        "sha256": document.sha256,
        "url": about.url,
        "licence": about.licence,
        "language": about.language,
        "date": about.date,
    }
    return {key: value for key, value in told.items() if value is not None}


# ---------------------------------------------------------------- nodes


def _nodes(graph: Graph, known: frozenset[str], manner: Manner) -> Iterator[Json]:
    linked = matches.by_node(graph.matches)
    for node in graph.nodes:
        yield {**_node(node, known), **linked.get(node.id, {})}
    if manner.evidence is Evidence.NONE:
        return
    labels = {node.id: node.label for node in graph.nodes}
    for assertion in graph.assertions:
        if assertion.polarity is Polarity.NEGATED:
            yield {
                "id": namespaces.iri(f"assertion/{assertion.id}"),
                "label": labels.get(assertion.object, ""),
                "types": [DENIED],
                "subject": namespaces.iri(assertion.subject),
                "object": namespaces.iri(assertion.object),
                **_statement(assertion),
            }


def _node(node: Node, known: frozenset[str]) -> Json:
    gathered: dict[str, list[object]] = {}
    for key, value in node.values:
        gathered.setdefault(_local(key), []).append(naming.value(value))
    for key, target in node.links:
        if target not in known:
            gathered.setdefault(_local(key), []).append(naming.word(target))
    record: Json = {
        "id": namespaces.iri(node.id),
        "label": node.label,
        "types": [_local(kind) for kind in sorted(node.types)],
    }
    if node.alt_labels:
        record["altLabels"] = node.alt_labels
    for key, values in gathered.items():
        record.setdefault(key, values[0] if len(values) == 1 else values)
    return record


def _local(curie: str) -> str:
    return curie.rpartition(":")[2]


# ---------------------------------------------------------------- edges


def _edges(graph: Graph, known: frozenset[str], manner: Manner) -> Iterator[Json]:
    if manner.evidence is Evidence.NONE:
        for subject, predicate, target in direct(graph):
            yield _edge(subject, target, predicate, predicate, STATEMENT)
    else:
        yield from _statements(graph)
    for node in graph.nodes:
        for key, target in node.links:
            if target in known:
                predicate = _local(key)
                yield _edge(node.id, target, predicate, predicate, STRUCTURE)


def _statements(graph: Graph) -> Iterator[Json]:
    confirmed = {
        (subject, target)
        for subject, predicate, target in direct(graph)
        if predicate == _CONFIRMED
    }
    for each in graph.assertions:
        if each.polarity is Polarity.NEGATED:
            continue
        about = _statement(each)
        yield {
            **_edge(each.subject, each.object, each.id, each.predicate, STATEMENT),
            **about,
        }
        if each.id in graph.confirmed and (each.subject, each.object) in confirmed:
            # A confirmed code rests on its claim.
            key = f"{each.id}.{_CONFIRMED}"
            yield {
                **_edge(each.subject, each.object, key, _CONFIRMED, STATEMENT),
                **about,
                "predicate": _CONFIRMED,
            }


def _edge(subject: str, target: str, key: str, predicate: str, kind: str) -> Json:
    return {
        "source": namespaces.iri(subject),
        "target": namespaces.iri(target),
        "key": key,
        "predicate": predicate,
        "kind": kind,
    }


def _statement(assertion: Assertion) -> Json:
    record: Json = {
        "predicate": assertion.predicate,
        "document": assertion.document,
        "start": assertion.start,
        "end": assertion.end,
        "quote": assertion.quote,
        "section": assertion.section,
        "polarity": assertion.polarity,
        "certainty": assertion.certainty,
        "confidence": round(assertion.confidence, 2),
        "rule": assertion.rule,
    }
    if said := qualifiers(assertion.qualifiers):
        record["qualifiers"] = said
    if assertion.context:
        record["context"] = namespaces.iri(assertion.context)
    for key, literal in assertion.values:
        record.setdefault(_local(key), naming.value(literal))
    return record
