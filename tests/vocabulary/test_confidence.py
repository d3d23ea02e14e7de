"""A rule is trusted as far as it was right, and else as its way of reading."""

import pytest

from pipeline.vocabulary import confidence
from pipeline.vocabulary.confidence import ConfidenceVocabulary
from scripts import calibrate

TOLD = {"often": {"Cost": (90, 81), "Symptom": (10, 1)}, "once": {"Cost": (1, 0)}}
VOCABULARY = ConfidenceVocabulary(10, 0.2, 0.95, TOLD)


@pytest.mark.parametrize(
    ("rule", "type_", "trust"),
    [
        pytest.param("never", "Cost", 0.8, id="what was never measured"),
        pytest.param("often", "Cost", 0.89, id="what was measured often"),
        pytest.param("often", "Symptom", 0.46, id="a type that was mostly wrong"),
        pytest.param("often", "Condition", 0.82, id="a type that was never measured"),
        pytest.param("once", "Cost", 0.66, id="one mention says little"),
    ],
)
def test_trust_is_what_was_right_held_towards_what_was_thought(
    rule: str, type_: str, trust: float
) -> None:
    assert VOCABULARY.of(rule, type_, 0.8) == trust


def test_trust_has_bounds() -> None:
    assert VOCABULARY.of("never", "Cost", 1.0) == 0.95
    assert VOCABULARY.of("never", "Cost", 0.0) == 0.2


def test_no_rule_was_right_more_often_than_read() -> None:
    measured = confidence.load().measured
    assert measured
    for types in measured.values():
        assert all(0 <= right <= read for read, right in types.values())


def test_what_is_measured_takes_the_place_of_what_was() -> None:
    before = "weight: 3\nmeasured:\n  old: {Cost: [1, 1]}\n"
    after = calibrate.written(before, {"new": {"Cost": (3, 2), "Symptom": (1, 0)}})
    assert after == "weight: 3\nmeasured:\n  new: {Cost: [3, 2], Symptom: [1, 0]}\n"
