"""Whether a phrase names a thing is known from the lexicon."""

import pytest

from pipeline.mentions import naming
from pipeline.mentions.view import view
from pipeline.vocabulary import reading

VOCABULARY = reading.load()


@pytest.mark.parametrize(
    ("text", "is_bare"),
    [
        ("Bleeding", True),
        ("Severe bleeding from the wound", True),
        ("Bleeding: press on it", True),
        ("Stop the bleeding with a bandage", False),
        ("Bleeding is stopped", False),
        ("A new cushion", False),
        ("", False),
    ],
)
def test_a_bare_phrase_names_a_thing_and_no_act(text: str, *, is_bare: bool) -> None:
    seen = view(text, 0, len(text))
    assert naming.is_bare(seen, "Complication", VOCABULARY) is is_bare


@pytest.mark.parametrize(
    ("label", "type_", "is_none"),
    [
        ("under skin", "Complication", True),
        ("not in chest", "Complication", True),
        ("vertebra", "Complication", True),
        ("cracked vertebra", "Complication", False),
        ("blood thinner raises risk", "Complication", True),
        ("pain that is worse at night", "Symptom", False),
        ("injury to the", "Complication", True),
        ("see www.example.org", "Benefit", True),
        ("woman", "DiagnosticTest", True),
        ("older woman", "RiskFactor", False),
        ("none known", "Complication", True),
        ("no appetite", "Symptom", False),
        ("a. brown md", "Personnel", True),
    ],
)
def test_a_name_is_a_noun_phrase_that_stands_alone(
    label: str, type_: str, *, is_none: bool
) -> None:
    assert naming.is_no_name(label, type_, VOCABULARY) is is_none
