"""The rules are whole: every kind, method and predicate has what is said of it."""

import msgspec
import pytest

from pipeline.errors import VocabularyError
from pipeline.grounding import rules
from pipeline.terminology import Method, catalogue
from pipeline.vocabulary import lexicon, predicates


def test_kinds_are_those_of_the_graph() -> None:
    known = predicates.load().kinds.keys() | {"procedure"}
    assert rules.load().kinds.keys() <= known


def test_kinds_of_concepts_are_those_of_terminologies() -> None:
    told = {
        kind
        for each in catalogue.load().terminologies.values()
        for branch in each.kinds
        for kind in branch.kinds
    }
    assert {kind for kinds in rules.load().kinds.values() for kind in kinds} == told


def test_a_test_is_never_an_illness() -> None:
    assert (
        rules.load().admitted("concept/test-x-ray").isdisjoint({"condition", "symptom"})
    )


def test_every_terminology_has_iris() -> None:
    for prefix, known in catalogue.load().terminologies.items():
        assert known.iri.startswith("http"), prefix


def test_no_word_both_takes_a_thing_back_and_narrows_it_from_behind() -> None:
    told = rules.load().broader
    assert told.never.isdisjoint(told.tails - lexicon.load().words.prepositions)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        pytest.param({"methods": {}}, "says nothing of as-written", id="no method"),
        pytest.param({"parts": {"label": 1.5}}, "at most 1", id="above 1"),
        pytest.param({"predicates": {"skos:x": 0}}, "above 0", id="nothing"),
    ],
)
def test_a_wrong_factor_is_a_fault(
    change: dict[str, object], told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = rules.load()
    wrong = msgspec.structs.replace(
        read, confidence=msgspec.structs.replace(read.confidence, **change)
    )
    monkeypatch.setattr("pipeline.knowledge.records", lambda *_: wrong)
    with pytest.raises(VocabularyError, match=told):
        rules.load.__wrapped__()


def test_all_methods_have_a_name() -> None:
    assert [rules.spoken(each) for each in Method] == [
        "as-written",
        "normalised",
        "reordered",
        "words",
        "equivalent",
        "loose",
    ]
