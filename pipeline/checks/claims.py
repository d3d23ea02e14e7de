"""Gather what a graph claims on codes, with the words each claim rests on."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from pipeline.folding import fold
from pipeline.model import Assertion, Extraction, Graph, Node, Polarity
from pipeline.vocabulary.code_facts import CodeFacts, FacetMention

_CLAIMS: Final = "claimsCode"
_LISTS: Final = "commonModifier"
_LABEL: Final = "pg:claimedLabel"
_VALUE: Final = "schema:codeValue"
_SYSTEM: Final = "schema:codingSystem"
_CODE: Final = "code/"
_FACT: Final = "code-fact/"


@dataclass(frozen=True, slots=True)
class Claim:
    """A document's claim that a procedure has a code.

    *name* is what the document calls the procedure, *start* its place in the text or
    None where it cannot be told, *shown* the facets that it shows, by places in *name*.
    *procedure* is the label of the procedure's node.
    """

    assertion: Assertion
    system: str
    value: str
    name: str
    start: int | None
    shown: tuple[FacetMention, ...]
    procedure: str

    @property
    def fact(self) -> str:
        """The identifier of the reference fact on the code."""
        return _FACT + self.assertion.object.removeprefix(_CODE)


def claims(graph: Graph, facts: CodeFacts) -> tuple[Claim, ...]:
    """Return the affirmed code claims of *graph* by document and place."""
    nodes = {node.id: node for node in graph.nodes}
    read = {each.document.name: each for each in graph.extractions}
    found = []
    for assertion in _affirmed(graph, _CLAIMS):
        system, value = _coded(nodes.get(assertion.object))
        if not value:
            continue
        name, start = _name(assertion, read.get(assertion.document))
        subject = nodes.get(assertion.subject)
        found.append(
            Claim(
                assertion=assertion,
                system=system,
                value=value,
                name=name,
                start=start,
                shown=facts.shown(name),
                procedure=subject.label if subject else assertion.subject,
            )
        )
    return tuple(sorted(found, key=lambda claim: _place(claim.assertion)))


def modifiers(graph: Graph) -> tuple[tuple[Assertion, str], ...]:
    """Return the affirmed modifiers of *graph*, with their values, by place."""
    nodes = {node.id: node for node in graph.nodes}
    found = sorted(_affirmed(graph, _LISTS), key=_place)
    return tuple((each, _coded(nodes.get(each.object))[1]) for each in found)


def _affirmed(graph: Graph, predicate: str) -> Iterator[Assertion]:
    return (
        each
        for each in graph.assertions
        if each.predicate == predicate and each.polarity is Polarity.AFFIRMED
    )


def _place(assertion: Assertion) -> tuple[str, int, int, str]:
    return assertion.document, assertion.start, assertion.end, assertion.id


def _coded(node: Node | None) -> tuple[str, str]:
    """Return system and value of the code *node*, empty where it has none."""
    values: Mapping[str, str] = (
        {key: value.value for key, value in node.values} if node else {}
    )
    return values.get(_SYSTEM, ""), values.get(_VALUE, "")


def _name(
    assertion: Assertion, extraction: Extraction | None
) -> tuple[str, int | None]:
    """Return what the claim calls the procedure, in the document's words, and where."""
    label = next((v.value for key, v in assertion.values if key == _LABEL), "")
    if extraction is None:
        return label, None
    text, named = extraction.document.text, extraction.reading.procedure
    if named and extraction.procedure == assertion.subject:
        written = text[named.start : named.end]
        if not label or fold(written) == fold(label):
            return written, named.start
    within = fold(assertion.quote).find(fold(label)) if label else -1
    if within < 0:
        return label, None
    start = assertion.start + within
    return text[start : start + len(label)], start
