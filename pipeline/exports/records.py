"""The records of a property graph: its nodes and its edges, as every format has them.

Nodes are the things that documents speak of; an edge is one affirmed statement, with
its id as key and its evidence as attributes, so that a neighbour is always an affirmed
fact. A denied statement is a node of its own. What belongs to a thing's structure
(which step comes next) is an edge of kind ``structure``, and no statement.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Final

from pipeline import identifiers, namespaces
from pipeline.exports import exchange, matches, naming, terminologies
from pipeline.exports.exchange import Json
from pipeline.exports.manner import Evidence, Manner
from pipeline.exports.schema import SCHEMA_VERSION
from pipeline.exports.sources import title
from pipeline.graph import CONFIRMED, confirmed, direct
from pipeline.model import (
    Assertion,
    Extraction,
    Finding,
    Graph,
    Literal,
    Node,
    Polarity,
    Things,
)

DENIED: Final = "DeniedAssertion"
FINDING: Final = "Finding"
DOCUMENT: Final = "SourceDocument"
STATEMENT: Final = "statement"
STRUCTURE: Final = "structure"


class Records:
    """The records of *graph*; the same, in the same order, each time they are asked.

    Nothing of the assertions is kept: each method that yields them goes through all.
    """

    def __init__(self, graph: Graph, manner: Manner) -> None:
        """Prepare the records of *graph*, with as much evidence as *manner* says."""
        self.graph: Final = graph
        self.manner: Final = manner
        self.has_evidence: Final = manner.evidence is not Evidence.NONE
        self._nodes: Final = graph.nodes
        self._confirmed: Final = confirmed(graph)

    def about(self) -> Json:
        """Return what is told of the graph as a whole, without its documents."""
        return {
            "name": "procedure graph",
            "schema_version": SCHEMA_VERSION,
            "run": namespaces.iri(self.manner.run.id),
            "evidence": self.manner.evidence,
            "terminologies": terminologies.records(self.manner.run),
        }

    def documents(self) -> Iterator[Json]:
        """Yield the record of each document, by name."""
        return (_document(extraction) for extraction in self.graph.extractions)

    def things(self) -> Iterator[Json]:
        """Yield the things that documents speak of, by id."""
        linked = matches.by_node(self.graph.matches)
        for node in self.graph.nodes:
            yield {**_node(node, self._nodes), **linked.get(node.id, {})}

    def stated(self) -> Iterator[tuple[bool, Json]]:
        """Yield whether it is denied, and its record, for each statement.

        The record of what is denied is a node, of all else an edge. Without evidence,
        these are the direct links, and nothing is denied.
        """
        if not self.has_evidence:
            for subject, predicate, target in direct(self.graph):
                yield False, _edge(subject, target, predicate, predicate, STATEMENT)
            return
        for each in self.graph.assertions:
            if each.polarity is Polarity.NEGATED:
                yield True, self._denied(each)
            else:
                for edge in self._edges(each):
                    yield False, edge

    def denied(self) -> Iterator[Json]:
        """Yield the node of each statement that is denied."""
        if self.has_evidence:
            for each in self.graph.assertions:
                if each.polarity is Polarity.NEGATED:
                    yield self._denied(each)

    def statements(self) -> Iterator[Json]:
        """Yield the edge of each statement that is affirmed."""
        return (record for is_denied, record in self.stated() if not is_denied)

    def structure(self) -> Iterator[tuple[str, Json]]:
        """Yield the CURIE and the edge of each link that is no statement."""
        for node in self.graph.nodes:
            for key, target in node.links:
                if self._nodes.get(target):
                    predicate = _local(key)
                    yield (
                        key,
                        _edge(node.id, target, predicate, predicate, STRUCTURE),
                    )

    def findings(self) -> Iterator[Json]:
        """Yield the record of each finding, once, by document and place."""
        if self.has_evidence:
            # Those of one name stand together: its parts decide the order.
            named = groupby(self.graph.findings, key=naming.finding)
            for identifier, (*_, found) in named:
                yield _finding(identifier, found)

    def _denied(self, assertion: Assertion) -> Json:
        target = self._nodes.get(assertion.object)
        return {
            "id": namespaces.iri(f"{naming.STATEMENT}{assertion.id}"),
            "label": target.label if target else "",
            "types": [DENIED],
            "subject": namespaces.iri(assertion.subject),
            "object": namespaces.iri(assertion.object),
            **_statement(assertion),
        }

    def _edges(self, each: Assertion) -> Iterator[Json]:
        about = _statement(each)
        yield {
            **_edge(each.subject, each.object, each.id, each.predicate, STATEMENT),
            **about,
        }
        if each.id in self._confirmed:
            # A confirmed code rests on its claim.
            key = f"{each.id}.{CONFIRMED}"
            yield {
                **_edge(each.subject, each.object, key, CONFIRMED, STATEMENT),
                **about,
                "predicate": CONFIRMED,
            }


def sources(documents: Iterable[Json]) -> Iterator[Json]:
    """Yield a record for each text of *documents*: several may have the same.

    What is told of them stands in lists, in order of the documents, with an empty text
    where nothing is said.
    """
    texts: dict[object, list[Json]] = {}
    for each in documents:
        texts.setdefault(each["id"], []).append(each)
    for identifier, same in texts.items():
        yield {
            "id": identifier,
            "label": same[0]["title"],
            "types": [DOCUMENT],
            "documents": [each["document"] for each in same],
            "titles": [each["title"] for each in same],
            **{
                f"{key}s": [each.get(key, "") for each in same]
                for key in ("sha256", "url", "licence", "language", "date")
                if any(key in each for each in same)
            },
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


def _node(node: Node, known: Things) -> Json:
    record: Json = {
        "id": namespaces.iri(node.id),
        "label": node.label,
        "types": [_local(kind) for kind in sorted(node.types)],
    }
    if node.alt_labels:
        record["altLabels"] = node.alt_labels
    links = (link for link in node.links if not known.get(link[1]))
    return _told(record, node.values, links)


def _told(
    record: Json,
    values: Iterable[tuple[str, Literal]],
    links: Iterable[tuple[str, str]],
) -> Json:
    """Return *record* with *values* and *links*, a list where there are several."""
    gathered: dict[str, list[object]] = {}
    for key, value in values:
        gathered.setdefault(_local(key), []).append(naming.value(value))
    for key, target in links:
        gathered.setdefault(_local(key), []).append(naming.word(target))
    for key, told in gathered.items():
        record.setdefault(key, told[0] if len(told) == 1 else told)
    return record


def _local(curie: str) -> str:
    return curie.rpartition(":")[2]


# ---------------------------------------------------------------- edges


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
    if said := exchange.qualifiers(assertion.qualifiers):
        record["qualifiers"] = said
    if assertion.context:
        record["context"] = namespaces.iri(assertion.context)
    return _told(record, assertion.values, assertion.links)


# ---------------------------------------------------------------- findings


def _finding(identifier: str, found: Finding) -> Json:
    """Return the record of ``findings.jsonl``, with the id and the other sides."""
    record: Json = {"id": namespaces.iri(identifier), **exchange.finding(found)}
    del record["schema_version"]  # the graph tells it
    for key, targets in (
        ("conflictsWith", found.conflicts_with),
        ("suggested", found.suggested),
    ):
        if targets:
            record[key] = [namespaces.iri(naming.reference(each)) for each in targets]
    return record
