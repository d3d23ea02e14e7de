"""What a sentence without a heading is about is told by rules that each say what they know."""

import pytest

from pipeline import knowledge
from pipeline.folding import fold
from pipeline.vocabulary import roles, topics
from pipeline.vocabulary.topics import TopicRule, TopicsFile

FILE = knowledge.records("vocabulary/topics.yaml", TopicsFile)
VOCABULARY = topics.load()
RULES = pytest.mark.parametrize(
    "rule", [pytest.param(rule, id=rule.id) for rule in FILE.rules]
)


def test_no_two_rules_have_one_id() -> None:
    ids = [rule.id for rule in FILE.rules]
    assert len(set(ids)) == len(ids)


@RULES
def test_a_rule_says_over_what_it_generalises(rule: TopicRule) -> None:
    assert len(rule.generalises.split()) > 1


@RULES
def test_the_example_of_a_rule_is_of_its_topic(rule: TopicRule) -> None:
    assert VOCABULARY.rules.find(fold(rule.example)) == rule


@RULES
def test_a_rule_does_not_take_its_counter(rule: TopicRule) -> None:
    found = VOCABULARY.rules.find(fold(rule.counter))
    assert found is None or found != rule


@RULES
def test_a_topic_is_a_type_of_section(rule: TopicRule) -> None:
    assert rule.section in roles.load().sections


def test_silent_sections_are_of_types_that_there_are() -> None:
    assert set(roles.load().sections) >= set(VOCABULARY.silent)
