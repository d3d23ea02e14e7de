"""Bring the extractions of all documents together into one graph.

The promise: the graph depends on the set of documents alone. Any order of them, and any
way of merging them in parts, gives the same graph.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from typing import Final

from pipeline import grounding, nodes
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
from pipeline.terminology import Terminology
from pipeline.vocabulary.checks import CheckVocabulary

# The link from a procedure to a code that a check confirmed; it has no assertion of its
# own, since no document says that a code is right.
_CONFIRMED: Final = "hasCode"
_BROADER: Final = "skos:broader"
_OVERRULED: Final = (Polarity.NEGATED, Polarity.AFFIRMED)

Triple = tuple[str, str, str]


def merge(extractions: Iterable[Extraction]) -> Graph:
    """Return the graph of *extractions*, in order of the documents' names.

    Nodes and assertions stand in it once, by their identifiers. Where several documents
    have the same text, the first by name speaks for all.
    """
    ordered = tuple(_by_name(extractions).values())
    return Graph(
        extractions=ordered,
        nodes=nodes.merge(_nodes(ordered)),
        assertions=_assertions(ordered),
        findings=in_order(chain.from_iterable(each.findings for each in ordered)),
    )


def join(graphs: Iterable[Graph]) -> Graph:
    """Return the graph of the documents of all *graphs*, before they are grounded."""
    return merge(extraction for graph in graphs for extraction in graph.extractions)


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
    found, extractions = graph.nodes, graph.extractions
    matches = grounding.match(found, extractions, terms, agreement) if terms else ()
    linked = grounding.decide(matches, found, terms, agreement)
    joined = grounding.join(linked.matches, found, extractions, agreement)
    matches = grounding.weaken(linked.matches, joined)
    if joined.renamed or joined.labels:
        graph = merge(
            grounding.rename(each, joined.renamed, joined.labels)
            for each in extractions
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
    disputed = {
        finding.about
        for finding in graph.findings
        if finding.severity is Severity.VIOLATION
    }
    triples: set[Triple] = set()
    for assertion in graph.assertions:
        if assertion.polarity is not Polarity.AFFIRMED:
            continue
        triples.add((assertion.subject, assertion.predicate, assertion.object))
        if assertion.id in graph.confirmed and assertion.id not in disputed:
            triples.add((assertion.subject, _CONFIRMED, assertion.object))
    return tuple(sorted(triples))


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return *findings*, each once, by document and place."""
    return tuple(sorted(set(findings), key=_finding_order))


def _nodes(ordered: Sequence[Extraction]) -> Iterator[Node]:
    """Yield the nodes of all; one that belongs to a text only from its first document.

    The same text may be read in two ways, as a page and as plain text, and then counts
    its steps differently.
    """
    texts = Counter(each.document.key for each in ordered)
    known: set[str] = set()
    for each in ordered:
        key = each.document.key
        if texts[key] == 1:
            yield from each.nodes
            continue
        for node in each.nodes:
            if f"/{key}-" not in node.id:
                yield node
            elif node.id not in known:
                known.add(node.id)
                yield node


def _assertions(ordered: Sequence[Extraction]) -> tuple[Assertion, ...]:
    """Return the assertions of all, sorted, and once: one that affirms counts first."""
    found: dict[str, Assertion] = {}
    for each in ordered:
        for assertion in each.assertions:
            known = found.setdefault(assertion.id, assertion)
            if (known.polarity, assertion.polarity) == _OVERRULED:
                found[assertion.id] = assertion
    return tuple(found[key] for key in sorted(found))


def _finding_order(finding: Finding) -> tuple[object, ...]:
    nowhere = -1
    return (
        finding.document,
        nowhere if finding.start is None else finding.start,
        nowhere if finding.end is None else finding.end,
        finding.check,
        finding.about,
        finding.message,
        finding.severity,
        finding.documents,
        finding.conflicts_with,
        finding.suggested,
    )


def _by_name(extractions: Iterable[Extraction]) -> Mapping[tuple[str, str], Extraction]:
    """Return *extractions* in order, the same document once."""
    found = {
        (each.document.name, each.document.text_sha256): each for each in extractions
    }
    return {key: found[key] for key in sorted(found)}
