"""Billing modifiers are two characters that count only where a rule says they are."""

import pytest

from pipeline import knowledge
from pipeline.mentions import modifiers
from pipeline.mentions.draft import Draft, Role
from pipeline.mentions.view import view
from pipeline.vocabulary import reading
from pipeline.vocabulary.modifiers import ModifierRule, ModifiersFile

VOCABULARY = reading.load()
RULES = knowledge.records("vocabulary/modifiers.yaml", ModifiersFile).rules
CUED = modifiers.Cue("Modifiers", VOCABULARY)
UNCUED = modifiers.Cue("", VOCABULARY)
BILLING = modifiers.Place("billing", CUED)


def named(text: str, place: modifiers.Place = BILLING) -> list[Draft]:
    seen = view(text, 0, len(text))
    return modifiers.by_words(seen, place, seen.span(), VOCABULARY)


def labels(text: str, place: modifiers.Place = BILLING) -> list[str]:
    return [each.label for each in named(text, place)]


def at_head(text: str, type_: str = "BillingModifier") -> list[str]:
    seen = view(text, 0, len(text))
    role = Role(type_, "billing")
    found = modifiers.at_head(seen, role, seen.span(), VOCABULARY)
    return [each.label for each in found]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_finds_the_modifiers_of_its_example(rule: ModifierRule) -> None:
    found = named(rule.example.text)
    assert tuple(each.label for each in found) == rule.example.labels
    assert {each.rule for each in found} == {rule.id}
    assert len(rule.generalises.split()) > 1


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        pytest.param("Modifier 50 applies", ["50"], id="one"),
        pytest.param("Modifiers 22, 50 and 59", ["22", "50", "59"], id="a list"),
        pytest.param("modifiers: LT/RT", ["LT", "RT"], id="letters"),
        pytest.param("Modifiers: -LT, -RT.", ["LT", "RT"], id="the last of a line"),
        pytest.param("modifier -59", ["59"], id="with its dash"),
        pytest.param("Mod 25 with a visit", ["25"], id="the short cue"),
        pytest.param("modifier 51 and modifier 50", ["51", "50"], id="each by its cue"),
        pytest.param(
            "Modifiers: 22 - more work, 50 - both sides, 59 - apart",
            ["22", "50", "59"],
            id="each with its gloss",
        ),
        pytest.param("a -25 modifier", ["25"], id="before the cue"),
        pytest.param("the GP and KX modifiers", ["GP", "KX"], id="a list before it"),
        pytest.param("modifiers F1 to F9", ["F1", "F9"], id="the ends of a range"),
        pytest.param("modifier -59 (or XS)", ["59", "XS"], id="one in brackets"),
        pytest.param(
            "11111-59 (-XS for some)", ["59", "XS"], id="a hyphen in brackets"
        ),
        pytest.param("Side: -RT / -LT, both -50", ["RT", "LT", "50"], id="hyphens"),
        pytest.param("Keep it at -25 degrees.", [], id="a temperature"),
        pytest.param("74 for the center", ["74"], id="first of a sentence"),
        pytest.param("Plan A: 59 becomes XU.", ["59", "XU"], id="one for another"),
        pytest.param("The visit carries 25.", ["25"], id="a visit that carries one"),
        pytest.param("Modifier 13", [], id="a number that is no modifier"),
        pytest.param("the modifier is used on 22 days", [], id="a number further on"),
        pytest.param("modifier 50% of the fee", [], id="a share"),
        pytest.param("modifier lt", [], id="in small letters"),
        pytest.param("Call 555-2250 before 22 May.", [], id="a telephone, a date"),
        pytest.param("It costs $50 with 25 days to pay.", [], id="money, days"),
        pytest.param("Report 22 units.", [], id="units"),
        pytest.param("Send it to the PT or the PA.", [], id="people"),
    ],
)
def test_where_a_code_is_a_modifier(text: str, codes: list[str]) -> None:
    assert labels(text) == codes


@pytest.mark.parametrize(
    "text", ["Append 59 when apart.", "RT was left off.", "after 50 days", "20610-50"]
)
def test_a_code_without_the_word_for_it_counts_on_pages_that_have_it(text: str) -> None:
    assert labels(text, modifiers.Place("billing", UNCUED)) == []


def test_a_bare_code_counts_in_notes_on_billing_alone() -> None:
    place = modifiers.Place("procedure_steps", CUED)
    assert labels("Append 59 when apart.", place) == []
    assert labels("Append modifier 59 when apart.", place) == ["59"]


@pytest.mark.parametrize(
    ("text", "is_denied"),
    [
        ("Do not use modifier 57.", True),
        ("Modifier 50 is not allowed.", True),
        ("Never send the second line with modifier 26.", True),
        ("Modifier 50 does not apply; call us.", True),
        ("Do not use modifier 22 unless the note explains it.", False),
        ("Modifier 26 is not used when one practice does both.", False),
        ("Modifier 25 is required.", False),
    ],
)
def test_a_denied_modifier_is_told_as_denied(text: str, *, is_denied: bool) -> None:
    (found,) = named(text)
    assert found.is_denied is is_denied


def test_the_quote_is_the_code_alone() -> None:
    text = "Use modifier -59 here"
    (found,) = named(text)
    assert text[found.span.start : found.span.end] == "59"
    assert found.type == "BillingModifier"


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("50: both sides", ["50"]),
        ("-59 distinct service", ["59"]),
        ("(LT) left side", ["LT"]),
        ("80/82/AS assistants", ["80", "82", "AS"]),
        ("12345", []),
        ("50% of the fee", []),
        ("Both sides", []),
    ],
)
def test_a_code_counts_at_the_head_of_an_item(text: str, codes: list[str]) -> None:
    assert at_head(text) == codes


def test_a_list_of_something_else_has_no_modifiers() -> None:
    assert at_head("50 dollars", "Cost") == []


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("-50 both sides at once", ["50"]),
        ("50: both sides", ["50"]),
        ("50 units a day", []),
        ("-50% for the second", []),
        ("59 sent without a note", ["59"]),
        ("59: as XS for others", ["59", "XS"]),
    ],
)
def test_an_item_of_billing_notes_may_open_with_one(
    text: str, codes: list[str]
) -> None:
    seen = view(text, 0, len(text))
    place = modifiers.Place("billing", CUED, is_head=True)
    found = modifiers.read(seen, Role("", "billing"), place, seen.span(), VOCABULARY)
    assert [each.label for each in found] == codes


@pytest.mark.parametrize(
    ("text", "is_cued"),
    [
        ("Common modifiers: LT, RT", True),
        ("Bill 11111\u201159 for the second.", True),
        ("Get the -25 on the E/M right.", True),
        ("Side: -RT / -LT, both -50", True),
        ("Use 59 for the second.", False),
    ],
)
def test_a_page_speaks_of_modifiers_by_their_word_or_use(
    text: str, *, is_cued: bool
) -> None:
    assert modifiers.Cue(text, VOCABULARY).is_there is is_cued
