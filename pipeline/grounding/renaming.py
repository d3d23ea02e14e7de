"""Write what a document gives as if its things had had other names from the start."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType

import msgspec

from pipeline import identifiers, nodes
from pipeline.grounding import rules
from pipeline.model import Assertion, Extraction, Node, Polarity
from pipeline.vocabulary import predicates


def rename(
    extraction: Extraction,
    renamed: Mapping[str, str],
    labels: Mapping[str, str] = MappingProxyType({}),
) -> Extraction:
    """Return *extraction* with the nodes that *renamed* maps under their new names.

    A statement gets the identifier that it would have had; of two that become one, the
    one that affirms counts, and one of a thing about itself goes. *labels* are those of
    nodes that people decided on, by the new names.
    """
    ids = {node.id for node in extraction.nodes}
    if renamed.keys().isdisjoint(ids) and labels.keys().isdisjoint(ids):
        return extraction
    stated = _stated(extraction, renamed)
    moved = {old.id: new.id for old, new in stated} | dict(renamed)
    return replace(
        extraction,
        nodes=nodes.merge(_node(node, renamed, labels) for node in extraction.nodes),
        assertions=tuple(_once(each for _, each in stated)),
        findings=tuple(
            replace(
                each,
                about=moved.get(each.about, each.about),
                conflicts_with=tuple(moved.get(it, it) for it in each.conflicts_with),
            )
            for each in extraction.findings
        ),
        procedure=renamed.get(extraction.procedure, extraction.procedure),
    )


def _node(node: Node, renamed: Mapping[str, str], labels: Mapping[str, str]) -> Node:
    """Return *node* under its new name, of the kind that has that name."""
    identifier = renamed.get(node.id, node.id)
    types = node.types
    if identifier != node.id:
        kinds = predicates.load().kinds
        own = kinds.get(rules.kind(node.id), "")
        kept = kinds.get(rules.kind(identifier), own)
        types = tuple(kept if each == own else each for each in types)
    label = labels.get(identifier, node.label)
    # In the case that people chose, a name is no other name.
    others = (
        each
        for each in (*node.alt_labels, node.label)
        if label == node.label or each.casefold() != label.casefold()
    )
    return nodes.make(
        identifier,
        types,
        label,
        alt_labels=others,
        values=node.values,
        links=((key, renamed.get(target, target)) for key, target in node.links),
    )


def _stated(
    extraction: Extraction, renamed: Mapping[str, str]
) -> list[tuple[Assertion, Assertion]]:
    key = extraction.document.key
    return [(each, _assertion(each, key, renamed)) for each in extraction.assertions]


def _assertion(told: Assertion, key: str, renamed: Mapping[str, str]) -> Assertion:
    ends = told.subject, told.object, told.context
    if renamed.keys().isdisjoint(ends):
        return told
    subject, target, context = (renamed.get(each, each) for each in ends)
    place = told.start, told.end
    return msgspec.structs.replace(
        told,
        id=identifiers.assertion(key, subject, told.predicate, target, place),
        subject=subject,
        object=target,
        context=context,
    )


def _once(stated: Iterable[Assertion]) -> Iterator[Assertion]:
    """Yield each statement once, in its place, and none of a thing about itself."""
    found: dict[str, Assertion] = {}
    for each in stated:
        if each.subject == each.object:
            continue
        known = found.setdefault(each.id, each)
        if (known.polarity, each.polarity) == (Polarity.NEGATED, Polarity.AFFIRMED):
            found[each.id] = each
    yield from found.values()
