"""Exposition is told by rules that each say what they recognise."""

import pytest

from pipeline import knowledge
from pipeline.folding import fold
from pipeline.vocabulary import expositions, lexicon, roles
from pipeline.vocabulary.expositions import Exposition, ExpositionsFile

FILE = knowledge.records("vocabulary/expositions.yaml", ExpositionsFile)
VOCABULARY = expositions.load()
WORDS = lexicon.load()
KNOWN = pytest.mark.parametrize(
    "known", [pytest.param(known, id=known.rule.id) for known in VOCABULARY.rules]
)


def section(known: Exposition) -> str:
    return next(iter(sorted(known.rule.sections)), "overview")


def test_no_two_rules_have_one_id() -> None:
    ids = [rule.id for rule in FILE.rules]
    assert len(set(ids)) == len(ids)


@KNOWN
def test_a_rule_says_over_what_it_generalises(known: Exposition) -> None:
    assert len(known.rule.generalises.split()) > 1


@KNOWN
def test_a_rule_finds_its_example_and_not_its_counter(known: Exposition) -> None:
    where = section(known)
    assert known.fits(fold(known.rule.example), where, has_procedure=False)
    assert not known.fits(fold(known.rule.counter), where, has_procedure=False)


@KNOWN
def test_no_guard_stops_an_example(known: Exposition) -> None:
    words = fold(known.rule.example)
    assert VOCABULARY.explains(words, section(known), WORDS, has_procedure=False)


@KNOWN
def test_no_rule_takes_the_counter_of_another(known: Exposition) -> None:
    words = fold(known.rule.counter)
    assert not VOCABULARY.explains(words, "recovery", WORDS, has_procedure=True)


@KNOWN
def test_a_rule_stands_in_sections_that_there_are(known: Exposition) -> None:
    there_are = set(roles.load().sections)
    assert known.rule.sections <= there_are
    assert known.rule.not_in <= there_are


@pytest.mark.parametrize("known", [k for k in VOCABULARY.rules if k.rule.sections])
def test_a_rule_of_some_sections_holds_in_no_other(known: Exposition) -> None:
    words = fold(known.rule.example)
    assert not known.fits(words, "billing", has_procedure=False)


@pytest.mark.parametrize(
    "known", [k for k in VOCABULARY.rules if k.rule.without_procedure]
)
def test_a_rule_for_pages_about_none_is_silent_on_others(known: Exposition) -> None:
    words = fold(known.rule.example)
    assert not known.fits(words, section(known), has_procedure=True)


def test_a_line_that_names_a_complaint_is_no_mere_exposition() -> None:
    told = "the heart has two sides"
    complaint = "the heart has two sides and causes nausea"
    assert VOCABULARY.explains(told, "overview", WORDS, has_procedure=False)
    assert not VOCABULARY.explains(complaint, "overview", WORDS, has_procedure=False)


def test_wording_without_doubt_stands_beside_a_complaint() -> None:
    words = "scientists study why nausea comes"
    assert VOCABULARY.explains(words, "overview", WORDS, has_procedure=True)


def test_tests_are_facts_only_where_a_disease_is_found() -> None:
    words = "the kidney is seen in an ultrasound"
    assert VOCABULARY.explains(words, "overview", WORDS, has_procedure=False)
    assert not VOCABULARY.explains(
        words, "diagnostic_tests", WORDS, has_procedure=False
    )
