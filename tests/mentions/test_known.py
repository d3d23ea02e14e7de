"""Known things in sentences whose wording gives them no role."""

import pytest

from pipeline.mentions import known
from pipeline.mentions.draft import Role
from pipeline.mentions.view import view
from pipeline.model import Certainty, Span
from pipeline.vocabulary import reading

VOCABULARY = reading.load()


def labels(text: str, type_: str, section: str) -> list[str]:
    seen = view(text, 0, len(text))
    role = Role(type_, section)
    found = known.read(seen, role, Span(0, len(text)), VOCABULARY)
    return [each.label for each in found]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Memory testing takes an afternoon.", ["memory testing"]),
        ("Nobody leaves before a slit-lamp exam.", ["slit-lamp exam"]),
        ("A Schirmer test looks at the tears.", ["schirmer test"]),
        ("The lining goes off for a biopsy of the womb.", ["biopsy of womb"]),
    ],
)
def test_a_test_among_tests_is_one_whatever_is_said_of_it(
    text: str, found: list[str]
) -> None:
    assert labels(text, "DiagnosticTest", "diagnostic_tests") == found


def test_a_harm_is_read_with_its_place() -> None:
    text = "Infection of the gum around the screw is the enemy."
    assert labels(text, "Complication", "complications") == [
        "infection of gum around screw"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "There is no infection.",  # denied
        "The infection then settles.",  # told of before
        "Smoking makes an infection more likely.",  # weighs a chance
        "It may leak.",  # a verb
        "What about an infection?",  # asked
    ],
)
def test_what_the_sentence_does_not_state_is_left(text: str) -> None:
    assert labels(text, "Complication", "complications") == []


def test_what_may_befall_is_possible() -> None:
    text = "Later on, an infection is the enemy."
    role = Role("Complication", "complications")
    (each,) = known.read(view(text, 0, len(text)), role, Span(0, len(text)), VOCABULARY)
    assert each.qualifiers.certainty is Certainty.POSSIBLE


def test_roles_whose_things_have_no_kind_of_their_own_are_left() -> None:
    assert labels("A scan is done.", "RecoveryInstruction", "recovery") == []
