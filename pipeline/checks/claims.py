"""Gather what a graph claims on codes, with the words each claim rests on."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from pipeline.folding import fold
from pipeline.model import Assertion, Extraction, Graph, Node, Polarity
from pipeline.sorting import Ordering, place
from pipeline.vocabulary.code_facts import CodeFacts, FacetMention

_CLAIMS: Final = "claimsCode"
_LISTS: Final = "commonModifier"
_CODED: Final = frozenset({_CLAIMS, _LISTS})
_LABEL: Final = "pg:claimedLabel"
_VALUE: Final = "schema:codeValue"
_SYSTEM: Final = "schema:codingSystem"
_CODE: Final = "code/"
_FACT: Final = "code-fact/"
_PARTS: Final = 4  # of the key


@dataclass(frozen=True, slots=True)
class Claim:
    """A document's claim that a procedure has a code.

    *name* is what the document calls the procedure, *start* its place in the text or
    None where it cannot be told, *shown* the facets that it shows, by places in *name*.
    *procedure* is the label of the procedure's node. The *assertion* is without its
    words.
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


@dataclass(frozen=True, slots=True)
class Listed:
    """A document's statement that a procedure's codes take the modifier *value*."""

    assertion: Assertion
    value: str


@dataclass(frozen=True, slots=True)
class Coded:
    """The affirmed code *claims* of a graph, and its listed *modifiers*.

    Both are in order of document and place.
    """

    claims: Collection[Claim]
    modifiers: Collection[Listed]


def gather(graph: Graph, facts: CodeFacts) -> Coded:
    """Return what *graph* claims on codes, with what *facts* see in the words."""
    nodes = graph.nodes
    claims = Ordering(Claim, _place, _PARTS, graph.room)
    modifiers = Ordering(Listed, _place, _PARTS, graph.room)
    for page, said in _affirmed(graph):
        system, value = _coded(nodes.get(said.object))
        if said.predicate == _LISTS:
            modifiers.add(Listed(_bare(said), value))
        elif value:
            name, start = _name(said, page)
            label = graph.label(said.subject)
            shown = facts.shown(name)
            claims.add(Claim(_bare(said), system, value, name, start, shown, label))
    return Coded(claims.things(), modifiers.things())


def _bare(said: Assertion) -> Assertion:
    """Return *said* without its words: of these statements there are many."""
    return Assertion(
        id=said.id,
        document=said.document,
        subject=said.subject,
        predicate=said.predicate,
        object=said.object,
        start=said.start,
        end=said.end,
        quote="",
        section=said.section,
        rule="",
        confidence=said.confidence,
    )


def _affirmed(graph: Graph) -> Iterator[tuple[Extraction, Assertion]]:
    """Yield the affirmed statements on codes and modifiers, each with its page."""
    for text in graph.texts:
        pages = {each.document.name: each for each in text.extractions}
        for each in text.assertions:
            if each.predicate in _CODED and each.polarity is Polarity.AFFIRMED:
                yield pages[each.document], each


def _place(it: Claim | Listed) -> tuple[str, str, str, str]:
    said = it.assertion
    return said.document, place(said.start), place(said.end), said.id


def _coded(node: Node | None) -> tuple[str, str]:
    """Return system and value of the code *node*, empty where it has none."""
    values: Mapping[str, str] = (
        {key: value.value for key, value in node.values} if node else {}
    )
    return values.get(_SYSTEM, ""), values.get(_VALUE, "")


def _name(assertion: Assertion, page: Extraction) -> tuple[str, int | None]:
    """Return what the claim calls the procedure, in the document's words, and where."""
    label = next((v.value for key, v in assertion.values if key == _LABEL), "")
    text, named = page.document.text, page.reading.procedure
    if named and page.procedure == assertion.subject:
        written = text[named.start : named.end]
        if not label or fold(written) == fold(label):
            return written, named.start
    within = fold(assertion.quote).find(fold(label)) if label else -1
    if within < 0:
        return label, None
    start = assertion.start + within
    return text[start : start + len(label)], start
