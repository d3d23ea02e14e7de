"""A line with the code of a diagnosis names a condition."""

import pytest

from pipeline.mentions import coded
from pipeline.mentions.draft import Role
from pipeline.mentions.view import view
from pipeline.vocabulary import reading

VOCABULARY = reading.load()


def read(text: str) -> list[tuple[str, str]]:
    seen = view(text, 0, len(text))
    found = coded.read(seen, Role("", "related_codes"), seen.span(), VOCABULARY)
    return [(each.type, each.label) for each in found]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        (
            "H65.23   chronic serous otitis media, both ears",
            "chronic serous otitis media",
        ),
        ("- K80.20: Gallstones", "gallstone"),
        ("| M17.11 | Osteoarthritis of the knee, right |", "osteoarthritis of knee"),
        ("ICD-10-CM N20.0 - Kidney stone", "kidney stone"),
    ],
)
def test_the_name_behind_the_code_is_a_condition(text: str, label: str) -> None:
    assert read(text) == [("Condition", label)]


@pytest.mark.parametrize("text", ["T12 fracture", "12.5 mg daily", "L4.5 litres"])
def test_what_only_looks_like_a_code_names_none(text: str) -> None:
    assert read(text) == []
