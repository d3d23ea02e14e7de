"""Each link, each part of a name and each form of a modifier shows itself."""

import msgspec
import pytest

from pipeline import assertions, knowledge
from pipeline.assertions import concepts
from pipeline.model import (
    Document,
    Mention,
    MoneyValue,
    ProcedureMention,
    Qualifiers,
    Reading,
    Span,
    TimeValue,
    Value,
)
from pipeline.vocabulary import annotation, lexicon
from pipeline.vocabulary.annotation import Plural
from pipeline.vocabulary.predicates import (
    CONCEPT,
    IdentityPart,
    Link,
    ModifierSystem,
    PredicatesFile,
    load,
)

FILE = knowledge.records("vocabulary/predicates.yaml", PredicatesFile)
LEXICON = lexicon.load()
PROCEDURE = ProcedureMention("knee wash", 0, 9, Span(0, 9), 0, "title")
VALUES: dict[str, tuple[Value, ...]] = {
    "times": (TimeValue("P2W", "P2W", "at"),),
    "money": (MoneyValue("40", "40", "USD"),),
    "": (),
}


def mention(link: Link, start: int, parent: str | None = None) -> Mention:
    """Return the mention of the example of *link*."""
    end = start + len(link.example)
    return Mention(
        id=link.id,
        type=link.mention,
        label=link.example.lower(),
        start=start,
        end=end,
        evidence=Span(start, end),
        section=0,
        rule="item",
        confidence=0.9,
        qualifiers=Qualifiers(trigger=bool(link.trigger)),
        parent=parent,
        values=VALUES[link.valued or link.each],
    )


def holder(link: Link) -> Link | None:
    """Return the link of a mention in which the one of *link* may be found."""
    if link.under is None:
        return None
    types = {"ProcedureStep"} if link.under == "any" else link.under
    return next(each for each in FILE.links if not each.under and each.mention in types)


@pytest.mark.parametrize("link", FILE.links, ids=lambda link: link.id)
def test_a_link_is_made_of_its_example(link: Link) -> None:
    outer = holder(link)
    text = f"knee wash {outer.example if outer else ''} {link.example}"
    start = text.rindex(link.example)
    mentions = [mention(link, start, outer.id if outer else None)]
    if outer:
        mentions.insert(0, mention(outer, len("knee wash ")))
    document = Document("d", text, "", "", "text/plain", "utf-8")
    reading = Reading(PROCEDURE, tuple(mentions), ())
    nodes, told, procedure = assertions.state(document, reading, load(), LEXICON)
    (found,) = (each for each in told if each.mention == link.id)
    assert found.predicate == link.predicate
    assert (found.subject == procedure) is (link.subject == "procedure")
    (made,) = (node for node in nodes if node.id == found.object)
    wanted = (
        {FILE.kinds[link.kind], *([link.role] if link.role else ())}
        if link.node == CONCEPT
        else set(FILE.nodes[link.node].types)
    )
    assert wanted <= set(made.types)


@pytest.mark.parametrize("part", FILE.identity, ids=lambda part: part.id)
def test_a_qualifier_is_part_of_a_name(part: IdentityPart) -> None:
    qualifiers = msgspec.convert({part.qualifier: part.example.value}, Qualifiers)
    name = concepts.name("pain", qualifiers, load(), LEXICON)
    assert name == part.example.name


@pytest.mark.parametrize("rule", FILE.modifiers, ids=lambda rule: rule.id)
def test_a_modifier_has_its_system_by_its_form(rule: ModifierSystem) -> None:
    assert load().modifier_system(rule.example) == rule.system


@pytest.mark.parametrize("rule", annotation.load().labels.plurals, ids=lambda r: r.id)
def test_a_plural_is_undone(rule: Plural) -> None:
    assert annotation.load().labels.normal(rule.example.many) == rule.example.one
