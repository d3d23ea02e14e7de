"""Bring what references say of the claimed codes into a graph.

The graph then stands alone: it holds the reference facts with their pages, the facets
that they and the claims show, and which of these exclude each other.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from pipeline import identifiers, nodes
from pipeline.checks.claims import Claim
from pipeline.model import Graph, Literal, Node
from pipeline.vocabulary.code_facts import (
    CodeFact,
    CodeFacts,
    ReferenceFile,
    dimension,
    identifier,
)

_CLAIMED: Final = "pg:claimedFacet"
_BOOLEAN: Final = "xsd:boolean"
_COUNT: Final = "xsd:nonNegativeInteger"

Link = tuple[str, str]


def refer(graph: Graph, made: Collection[Claim], facts: CodeFacts) -> Graph:
    """Return *graph* with the facts on the codes of *made* and the facets they need.

    Each claim gets links to the facets that its words show. Codes that findings suggest
    get a node, so that nothing leads to where there is none.
    """
    used: dict[str, CodeFact] = {}
    for claim in made:
        if fact := facts.about(claim.system, claim.value):
            used[claim.fact] = fact
    shown = {mention.facet for claim in made for mention in claim.shown}
    shown |= {facet for fact in used.values() for facet in fact.facets}
    added = (
        *_facts(made, used),
        *_files(used),
        *_facets(shown, facts),
        *_suggested(graph, facts),
    )
    if not made:
        return graph
    return replace(
        graph,
        nodes=nodes.plus(graph.nodes, added),
        shown=MappingProxyType(dict(_claimed(made))),
    )


def _claimed(made: Iterable[Claim]) -> Iterator[tuple[str, tuple[Link, ...]]]:
    """Yield each claim that shows a facet with its links; there are few others."""
    links: dict[frozenset[str], tuple[Link, ...]] = {}
    for claim in made:
        shown = frozenset(mention.facet for mention in claim.shown)
        if not shown:
            continue
        if shown not in links:
            links[shown] = tuple((_CLAIMED, identifier(it)) for it in sorted(shown))
        yield claim.assertion.id, links[shown]


def _facts(made: Iterable[Claim], used: dict[str, CodeFact]) -> Iterator[Node]:
    codes = {claim.fact: claim.assertion.object for claim in made}
    for key, fact in used.items():
        values = [("pg:addOn", _truth(fact.is_add_on))]
        if fact.publishers and not fact.is_own:
            count = Literal(str(len(fact.publishers)), _COUNT)
            values.append(("pg:sourceCount", count))
        if fact.sides is not None:
            values.append(("pg:lateralityApplicable", _truth(fact.sides)))
        if fact.both is not None:
            values.append(("pg:bilateralApplicable", _truth(fact.both)))
        yield nodes.make(
            key,
            ("pg:CodeFact",),
            f"{fact.system} {fact.value}",
            values=values,
            links=[
                ("pg:aboutCode", codes[key]),
                *(("pg:facet", identifier(facet)) for facet in fact.facets),
                *(("dcterms:source", source) for source in fact.sources),
                *(("dcterms:source", _file(file)) for file in fact.files),
            ],
        )


def _truth(value: bool) -> Literal:  # noqa: FBT001 - the one thing it writes
    return Literal(str(value).lower(), _BOOLEAN)


def _files(used: dict[str, CodeFact]) -> Iterator[Node]:
    """Yield the files that facts rest on, by name, version and digest."""
    for file in {file for fact in used.values() for file in fact.files}:
        values = [("pg:sha256", Literal(file.sha256))]
        if file.version:
            values.append(("pg:fileVersion", Literal(file.version)))
        yield nodes.make(_file(file), ("pg:ReferenceFile",), file.name, values=values)


def _file(file: ReferenceFile) -> str:
    return f"reference/{file.sha256[:16]}"


def _facets(shown: Iterable[str], facts: CodeFacts) -> Iterator[Node]:
    every = sorted(shown)
    for facet in every:
        yield nodes.make(
            identifier(facet),
            ("skos:Concept",),
            facts.labels[facet],
            values=[("pg:dimension", Literal(dimension(facet)))],
            links=[
                ("skos:inScheme", "pgv:facets"),
                *(
                    ("pg:excludes", identifier(other))
                    for other in every
                    if facts.excludes(facet, other)
                ),
                *(
                    ("skos:broader", identifier(other))
                    for other in every
                    if other != facet and facts.is_within(facet, other)
                ),
            ],
        )


def _suggested(graph: Graph, facts: CodeFacts) -> Iterator[Node]:
    wanted = {code for finding in graph.findings for code in finding.suggested}
    for fact in facts.facts.values():
        key = identifiers.code(fact.system, fact.value)
        if key in wanted:
            yield nodes.make(
                key,
                ("pg:MedicalCode",),
                # As where a document claims it: a code has one label.
                fact.value,
                values=[
                    ("schema:codeValue", Literal(fact.value)),
                    ("schema:codingSystem", Literal(fact.system)),
                ],
            )
