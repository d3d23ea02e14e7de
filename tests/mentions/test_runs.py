"""A table that has lost its lines is read by the shares between its names."""

import pytest

from pipeline.mentions import runs
from pipeline.mentions.draft import Role
from pipeline.mentions.view import view
from pipeline.vocabulary import reading

VOCABULARY = reading.load()
EXAMPLE = (
    "Signs Approximate number of patients (when available) "
    "Hearing loss 90% Short stature 7.5% Fever"
)


def read(text: str, type_: str = "Symptom") -> list[tuple[str, str]]:
    seen = view(text, 0, len(text))
    found = runs.read(seen, Role(type_, "symptoms"), seen.span(), VOCABULARY)
    assert all(each.type == type_ and each.rule == "row.run" for each in found)
    return [(each.label, each.qualifiers.frequency) for each in found]


def test_each_name_has_the_share_behind_it_and_the_last_may_have_none() -> None:
    assert read(EXAMPLE) == [
        ("hearing loss", "90%"),
        ("short stature", "7.5%"),
        ("fever", ""),
    ]


def test_without_a_heading_three_shares_make_a_row() -> None:
    assert read("Cough 50% Rash 20% Fever 10%") == [
        ("cough", "50%"),
        ("rash", "20%"),
        ("fever", "10%"),
    ]


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        pytest.param("Cough 50% Rash 20%", "Symptom", id="two are no row"),
        pytest.param("Nausea is rare.", "Symptom", id="a sentence"),
        pytest.param(EXAMPLE, "ProcedureStep", id="no section of things"),
        pytest.param(
            "Of all that we saw in the years of the study 5% had a cough, 4% had a "
            "rash and 3% of them had both.",
            "Symptom",
            id="prose with shares",
        ),
    ],
)
def test_other_lines_are_no_row(text: str, type_: str) -> None:
    assert read(text, type_) == []


def test_the_rule_shows_itself_in_its_example() -> None:
    rule = VOCABULARY.roles.runs
    assert rule.head.match(EXAMPLE.casefold())
    assert len(rule.share.findall(EXAMPLE)) > 1
