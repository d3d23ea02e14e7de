"""Bring the extractions of all documents together into one graph.

The promise: the graph depends on the set of documents alone. Any order of them, and any
way of merging them in parts, gives the same graph.
"""

import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby
from typing import Final

from pipeline import grounding, nodes
from pipeline.findings import in_order
from pipeline.grounding import NOTHING_DECIDED, Agreement
from pipeline.model import (
    Assertion,
    Extraction,
    Finding,
    Graph,
    Node,
    Polarity,
    Severity,
)
from pipeline.shelves import Read, Shelve, in_memory
from pipeline.terminology import Terminology
from pipeline.vocabulary.checks import CheckVocabulary

# The link from a procedure to a code that a check confirmed; it has no assertion of its
# own, since no document says that a code is right.
CONFIRMED: Final = "hasCode"
_BROADER: Final = "skos:broader"

Triple = tuple[str, str, str]


def merge(extractions: Iterable[Read], shelve: Shelve = in_memory) -> Graph:
    """Return the graph of *extractions*, which *shelve* keeps in order.

    Nodes and assertions stand in it once, by their identifiers. Where several documents
    have the same text, the first by name speaks for all.
    """
    ordered = shelve(extractions)
    findings: set[Finding] = set()
    merged = nodes.merge(_nodes(ordered, findings))
    return Graph(ordered, merged, in_order(findings))


def join(graphs: Iterable[Graph]) -> Graph:
    """Return the graph of the documents of all *graphs*, before they are grounded."""
    return merge(extraction for graph in graphs for extraction in graph.extractions)


def ground(
    graph: Graph,
    terms: Terminology | None,
    checks: CheckVocabulary,
    agreement: Agreement = NOTHING_DECIDED,
    shelve: Shelve = in_memory,
) -> Graph:
    """Return *graph* linked to the concepts of *terms*, before any further check.

    Things that are the same concept become one; what is broader in the terminologies is
    broader in the graph; a name of several concepts is told. What people decided, by
    *agreement*, counts before all that; without *terms* it is all there is. What was
    read is kept as *shelve* does it, where things get other names.
    """
    found, extractions = graph.nodes, graph.extractions
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
            shelve,
        )
        matches = grounding.doubt(grounding.settled(matches, joined.renamed))
    told = (
        *grounding.findings(grounding.ambiguous(matches), graph.extractions, checks),
        *grounding.told(found, linked.refused, joined, agreement, checks),
    )
    broader = grounding.broader(matches, graph.nodes, terms) if terms else ()
    return replace(
        graph,
        nodes=tuple(_placed(graph.nodes, broader)),
        findings=in_order((*graph.findings, *told)),
        matches=matches,
    )


def _placed(
    things: Iterable[Node], broader: Iterable[tuple[str, str]]
) -> Iterator[Node]:
    links: dict[str, list[tuple[str, str]]] = {}
    for node, other in broader:
        links.setdefault(node, []).append((_BROADER, other))
    for thing in things:
        added = links.get(thing.id)
        if added:
            yield replace(thing, links=tuple(sorted((*thing.links, *added))))
        else:
            yield thing


def direct(graph: Graph) -> tuple[Triple, ...]:
    """Return the direct triples, sorted: those that some assertion affirms.

    A denied statement is not among them unless another document affirms it. A code is a
    procedure's own (``hasCode``) only where a check confirmed the claim and none finds
    a violation in it.
    """
    known = {node.id: node.id for node in graph.nodes}
    sure = confirmed(graph)
    return tuple(
        sorted(
            {
                (known.get(each[0], each[0]), each[1], known.get(each[2], each[2]))
                for assertion in graph.assertions
                for each in affirmed(assertion, sure)
            }
        )
    )


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


def _nodes(ordered: Iterable[Extraction], findings: set[Finding]) -> Iterator[Node]:
    """Yield the nodes of all; one that belongs to a text only from its first document.

    The same text may be read in two ways, as a page and as plain text, and then counts
    its steps differently. What was found on the way is added to *findings*.
    """
    for key, same in groupby(ordered, key=lambda each: each.document.key):
        known: set[str] = set()
        for each in same:
            findings.update(each.findings)
            for node in each.nodes:
                if node.id not in known:
                    yield node
                    if f"/{key}-" in node.id:
                        known.add(node.id)
