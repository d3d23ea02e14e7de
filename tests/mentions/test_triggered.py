"""Running text gives a thing its role, and says how often it occurs."""

import pytest

from pipeline.mentions import triggered
from pipeline.mentions.draft import Draft, Role
from pipeline.mentions.view import view
from pipeline.vocabulary import reading

VOCABULARY = reading.load()


def read(text: str, section: str = "complications") -> list[Draft]:
    seen = view(text, 0, len(text))
    role = Role("Complication", section)
    return list(triggered.read(seen, role, seen.span(), VOCABULARY))


@pytest.mark.parametrize(
    ("text", "label", "often"),
    [
        ("In about 2% of patients a bile leak occurs.", "bile leak", "about 2%"),
        (
            "About 1 in 100 people develop a wound infection.",
            "wound infection",
            "About 1 in 100 people",
        ),
        ("A leak occurs in about 1 in 1,500 people.", "leak", "1 in 1,500"),
        ("A leak occurs in 1 in 500, if at all.", "leak", "1 in 500"),
        ("A few patients have a fever.", "fever", "A few patients"),
        ("Infection, although very rare, can occur.", "infection", "very rare"),
    ],
)
def test_how_often_is_told_wherever_it_stands(
    text: str, label: str, often: str
) -> None:
    (found,) = read(text)
    assert (found.label, found.type) == (label, "Complication")
    assert often in found.qualifiers.frequency


@pytest.mark.parametrize(
    ("text", "section"),
    [
        ("Discuss your risk of cervical cancer with us.", "overview"),
        ("The risk is also higher with other diseases, such as gout.", "overview"),
        ("It can reduce side effects such as nausea.", "overview"),
    ],
)
def test_the_risk_of_a_person_is_no_complication(text: str, section: str) -> None:
    assert [each for each in read(text, section) if each.type == "Complication"] == []


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("Heavy bleeding that needs a transfusion is rare.", ["heavy bleeding"]),
        ("Bleeding heavy enough to need a transfusion is rare.", ["bleeding"]),
        ("Tinnitus has been reported, and nerve palsy is rare.", ["nerve palsy"]),
        ("The bump may return, and a blood clot is rare.", ["blood clot"]),
        ("Infection is rare, and leaks may occur.", ["leak", "infection"]),
    ],
)
def test_a_thing_is_read_without_what_other_clauses_say(
    text: str, labels: list[str]
) -> None:
    assert {each.label for each in read(text)} >= set(labels)
    assert all(each.label in {*labels, "tinnitus"} for each in read(text))


def test_a_time_before_the_verb_belongs_to_the_thing() -> None:
    labels = [each.label for each in read("Bleeding after the operation may occur.")]
    assert labels == ["bleeding after operation"]


def test_a_list_ends_before_the_subject_of_the_next_clause() -> None:
    text = "It relieves bloating and cramps, and a sample can be tested."
    assert [each.label for each in read(text, "overview")] == ["bloating", "cramp"]
