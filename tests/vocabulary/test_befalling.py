"""What may befall is told in clauses by rules with examples."""

import pytest

from pipeline import knowledge
from pipeline.mentions import befalling
from pipeline.mentions.draft import Role
from pipeline.mentions.view import view
from pipeline.model import Certainty
from pipeline.vocabulary import reading
from pipeline.vocabulary.befalling import BefallingFile, BefallingRule

FILE = knowledge.records("vocabulary/befalling.yaml", BefallingFile)
VOCABULARY = reading.load()
RULES = pytest.mark.parametrize(
    "rule", [pytest.param(rule, id=rule.id) for rule in FILE.befalling]
)


def read(text: str, type_: str = "Complication") -> list[str]:
    seen = view(text, 0, len(text))
    found = befalling.read(seen, Role(type_, ""), seen.span(), VOCABULARY)
    is_possible = type_ in VOCABULARY.roles.types.possible
    certainty = Certainty.POSSIBLE if is_possible else Certainty.STATED
    assert all(each.qualifiers.certainty is certainty for each in found)
    return [each.label for each in found]


@RULES
def test_a_rule_reads_its_example(rule: BefallingRule) -> None:
    (type_,) = rule.types or {"Complication"}
    assert read(rule.example.text, type_) == list(rule.example.labels)


@RULES
def test_a_rule_does_not_read_what_is_only_like_it(rule: BefallingRule) -> None:
    (type_,) = rule.types or {"Complication"}
    assert read(rule.counter, type_) == []


def test_nothing_befalls_where_reasons_are_listed() -> None:
    assert read("The tendon may tear again.", "Condition") == []


def test_each_clause_of_a_sentence_may_tell_what_befalls() -> None:
    text = "The graft may slip; as a rule nobody sees it, or the skin can tear."
    assert read(text) == ["graft may slip", "skin can tear"]


def test_what_is_felt_is_told_among_complaints_only() -> None:
    assert read("Later the ankle becomes stiff.", "Complication") == []
