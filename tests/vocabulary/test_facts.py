"""What a sentence says of the procedure as a whole is told by rules with examples."""

import pytest

from pipeline import knowledge
from pipeline.mentions import facts
from pipeline.mentions.draft import Role
from pipeline.mentions.view import view
from pipeline.vocabulary import reading
from pipeline.vocabulary.facts import FactRule, FactsFile

FILE = knowledge.records("vocabulary/facts.yaml", FactsFile)
VOCABULARY = reading.load()
RULES = pytest.mark.parametrize(
    "rule", [pytest.param(rule, id=rule.id) for rule in FILE.facts]
)


def read(text: str, section: str = "overview") -> list[tuple[str, str]]:
    seen = view(text, 0, len(text))
    found = facts.read(seen, Role("", section), seen.span(), VOCABULARY)
    return [(each.type, each.label) for each in found]


def test_no_two_rules_have_one_id() -> None:
    ids = [rule.id for rule in FILE.facts]
    assert len(set(ids)) == len(ids)


@RULES
def test_a_rule_reads_its_example(rule: FactRule) -> None:
    assert len(rule.generalises.split()) > 1
    said = [label for type_, label in read(rule.example.text) if type_ == rule.type]
    assert said == list(rule.example.labels)


@RULES
def test_a_rule_holds_its_tongue_where_another_thing_is_told(rule: FactRule) -> None:
    for section in rule.not_in:
        told = [type_ for type_, _ in read(rule.example.text, section)]
        assert rule.type not in told


def test_all_facts_of_a_sentence_are_read() -> None:
    text = "It is done as a day case by a surgeon and takes about an hour."
    assert read(text) == [
        ("Setting", "day case"),
        ("Personnel", "surgeon"),
        ("Duration", "an hour"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "You will not need a general anaesthetic.",
        "It is done without sedation.",
        "Some people have a reaction to the anaesthetic.",
        "It takes six weeks to recover.",
        "It is done by making a small cut.",
    ],
)
def test_what_is_denied_or_said_of_other_things_is_no_fact(text: str) -> None:
    assert read(text) == []
