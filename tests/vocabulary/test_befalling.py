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
    assert all(each.qualifiers.certainty is Certainty.POSSIBLE for each in found)
    return [each.label for each in found]


@RULES
def test_a_rule_reads_its_example(rule: BefallingRule) -> None:
    assert read(rule.example.text) == list(rule.example.labels)


@RULES
def test_a_rule_does_not_read_what_is_only_like_it(rule: BefallingRule) -> None:
    assert read(rule.counter) == []


def test_nothing_befalls_where_reasons_are_listed() -> None:
    assert read("The tendon may tear again.", "Condition") == []
