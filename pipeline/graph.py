"""Bring the extractions of all documents together into one graph.

The promise: the graph depends on the set of documents alone. Any order of them, and any
way of merging them in parts, gives the same graph.
"""

import sys
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from itertools import chain, groupby
from operator import itemgetter
from typing import Final
from weakref import WeakKeyDictionary

from pipeline import grounding, nodes, sorting
from pipeline.findings import gathering, in_order
from pipeline.grounding import NOTHING_DECIDED, Agreement
from pipeline.model import (
    Assertion,
    Extraction,
    Finding,
    Graph,
    Node,
    Polarity,
    Room,
    Severity,
)
from pipeline.shelves import Read, keep
from pipeline.sorting import Ordering
from pipeline.terminology import Terminology
from pipeline.vocabulary.checks import CheckVocabulary

# The link from a procedure to a code that a check confirmed; it has no assertion of its
# own, since no document says that a code is right.
CONFIRMED: Final = "hasCode"
_BROADER: Final = "skos:broader"
_COLUMNS: Final = 3  # of a triple

Triple = tuple[str, str, str]

_DIRECT: Final[WeakKeyDictionary[Graph, Collection[Triple]]] = WeakKeyDictionary()


def merge(extractions: Iterable[Read], room: Room | None = None) -> Graph:
    """Return the graph of *extractions*, kept in *room* where memory is too small.

    Nodes and assertions stand in it once, by their identifiers. Where several documents
    have the same text, the first by name speaks for all.
    """
    ordered = keep(extractions, room)
    findings = gathering(room)
    merged = nodes.collect(_nodes(ordered, findings), room)
    return Graph(ordered, merged, findings.things(), room=room)


def ground(
    graph: Graph,
    terms: Terminology | None,
    checks: CheckVocabulary,
    agreement: Agreement = NOTHING_DECIDED,
) -> Graph:
    """Return *graph* linked to the concepts of *terms*, before any further check.

    Things that are the same concept become one; what is broader in the terminologies is
    broader in the graph; a name of several concepts is told. What people decided, by
    *agreement*, counts before all that; without *terms* it is all there is.
    """
    found, extractions = _linkable(graph), graph.extractions
    matches = grounding.match(found, extractions, terms, agreement) if terms else ()
    linked = grounding.decide(matches, found, terms, agreement)
    joined = grounding.join(linked.matches, found, extractions, agreement)
    matches = grounding.weaken(linked.matches, joined)
    if joined.renamed or joined.labels:
        graph = merge(
            (
                grounding.rename(each, joined.renamed, joined.labels)
                for each in extractions
            ),
            graph.room,
        )
        matches = grounding.doubt(grounding.settled(matches, joined.renamed))
    told = (
        *grounding.findings(grounding.ambiguous(matches), graph.extractions, checks),
        *grounding.told(found, linked.refused, joined, agreement, checks),
    )
    broader = (
        grounding.broader(matches, _linkable(graph), terms, graph.room) if terms else ()
    )
    return replace(
        graph,
        nodes=nodes.plus(graph.nodes, _placed(broader)),
        findings=in_order(chain(graph.findings, told), graph.room),
        matches=matches,
    )


def _linkable(graph: Graph) -> Collection[Node]:
    """Return the nodes of *graph* that are not of one text alone."""
    found = (node for node in graph.nodes if grounding.is_linkable(node.id))
    return sorting.ordered(found, Node, _identifier, 1, graph.room)


def _identifier(node: Node) -> tuple[str]:
    return (node.id,)


def _placed(broader: Iterable[tuple[str, str]]) -> Iterator[Node]:
    """Yield for each narrower thing a node with no more than its links upward."""
    for node, pairs in groupby(broader, key=itemgetter(0)):
        links = ((_BROADER, other) for _, other in pairs)
        yield nodes.make(node, (), "", links=links)


def direct(graph: Graph) -> Collection[Triple]:
    """Return the direct triples, sorted: those that some assertion affirms.

    A denied statement is not among them unless another document affirms it. A code is a
    procedure's own (``hasCode``) only where a check confirmed the claim and none finds
    a violation in it. What they are is worked out once for a graph.
    """
    known = _DIRECT.get(graph)
    if known is None:
        sure = confirmed(graph)
        stated = (affirmed(assertion, sure) for assertion in graph.assertions)
        triples = chain.from_iterable(stated)
        known = _DIRECT[graph] = sorting.distinct(triples, _COLUMNS, graph.room)
    return known


def remember(graph: Graph, triples: Collection[Triple]) -> None:
    """Take *triples* as the direct ones of *graph*, worked out elsewhere."""
    _DIRECT[graph] = triples


def confirmed(graph: Graph) -> frozenset[str]:
    """Return the confirmed claims, by assertion id, in which no check finds a fault."""
    return graph.confirmed.difference(
        finding.about
        for finding in graph.findings
        if finding.severity is Severity.VIOLATION
    )


def affirmed(
    assertion: Assertion, sure: frozenset[str] = frozenset()
) -> Iterator[Triple]:
    """Yield the direct triples of *assertion*, none where it denies something.

    *sure* are the claims that make a code a procedure's own.
    """
    if assertion.polarity is not Polarity.AFFIRMED:
        return
    yield assertion.subject, sys.intern(assertion.predicate), assertion.object
    if assertion.id in sure:
        yield assertion.subject, CONFIRMED, assertion.object


def _nodes(
    ordered: Iterable[Extraction], findings: Ordering[Finding]
) -> Iterator[Node]:
    """Yield the nodes of all; one that belongs to a text only from its first document.

    The same text may be read in two ways, as a page and as plain text, and then counts
    its steps differently. What was found on the way is added to *findings*.
    """
    for key, same in groupby(ordered, key=lambda each: each.document.key):
        known: set[str] = set()
        for each in same:
            for found in each.findings:
                findings.add(found)
            for node in each.nodes:
                if node.id not in known:
                    yield node
                    if f"/{key}-" in node.id:
                        known.add(node.id)
