"""Billing modifiers are two characters that count only behind a cue or in their list."""

import pytest

from pipeline.mentions import modifiers
from pipeline.mentions.draft import Draft, Role
from pipeline.mentions.view import view
from pipeline.vocabulary import reading

VOCABULARY = reading.load()


def behind(text: str) -> list[Draft]:
    seen = view(text, 0, len(text))
    return modifiers.behind_cue(seen, seen.span(), VOCABULARY)


def at_head(text: str, type_: str = "BillingModifier") -> list[str]:
    seen = view(text, 0, len(text))
    role = Role(type_, "billing")
    found = modifiers.at_head(seen, role, seen.span(), VOCABULARY)
    return [each.label for each in found]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        pytest.param("Modifier 50 applies", ["50"], id="one"),
        pytest.param("Modifiers 22, 50 and 59", ["22", "50", "59"], id="a list"),
        pytest.param("modifiers: LT/RT", ["LT", "RT"], id="letters"),
        pytest.param("modifier -59", ["59"], id="with its dash"),
        pytest.param("Mod 25 with a visit", ["25"], id="the short cue"),
        pytest.param("modifier 51 and modifier 50", ["51", "50"], id="each by its cue"),
        pytest.param("Modifier 13", [], id="a number that is no modifier"),
        pytest.param("the modifier is used on 22 days", [], id="a number further on"),
        pytest.param("after 50 days", [], id="no cue"),
        pytest.param("modifier 50% of the fee", [], id="a share"),
        pytest.param("modifier lt", [], id="in small letters"),
    ],
)
def test_a_code_counts_directly_behind_the_cue(text: str, codes: list[str]) -> None:
    assert [each.label for each in behind(text)] == codes


def test_the_quote_is_the_code_alone() -> None:
    text = "Use modifier -59 here"
    (found,) = behind(text)
    assert text[found.span.start : found.span.end] == "59"
    assert found.type == "BillingModifier"


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("50: both sides", ["50"]),
        ("-59 distinct service", ["59"]),
        ("(LT) left side", ["LT"]),
        ("12345", []),
        ("50% of the fee", []),
        ("Both sides", []),
    ],
)
def test_a_code_counts_at_the_head_of_an_item(text: str, codes: list[str]) -> None:
    assert at_head(text) == codes


def test_a_list_of_something_else_has_no_modifiers() -> None:
    assert at_head("50 dollars", "Cost") == []
