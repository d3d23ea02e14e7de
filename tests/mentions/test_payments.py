"""Prices, payments and coverage are told anywhere, each finite clause by itself."""

import pytest

from pipeline.mentions import payments
from pipeline.mentions.draft import Role
from pipeline.mentions.view import view
from pipeline.model import MoneyValue
from pipeline.vocabulary import reading

VOCABULARY = reading.load()


def paid(text: str, section: str = "cost", type_: str = "Cost") -> list[str]:
    seen = view(text, 0, len(text))
    role = Role(type_, section)
    found = payments.read(seen, role, seen.span(), VOCABULARY)
    return [each.label for each in found]


@pytest.mark.parametrize(
    "text",
    [
        "It costs between $1,200 and $3,500",
        "The average cash price is US$ 900",
        "You pay 20 percent after the deductible",
        "A deposit of 25% is due at booking",
        "Premium lenses are not covered",
        "Medicaid needs a referral",
        "The fee depends on the complexity of the operation and where you live",
        "Medicare pays $60 for the reading and $140 for the scan",
        "The cash price is $4,950, surgeon and room included",
        "It costs $900 and $480 for each tooth beside it",
    ],
)
def test_a_statement_on_payment_is_told_as_a_whole(text: str) -> None:
    assert paid(f"{text}.") == [text.lower()]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "Part B covers 80 percent; the patient owes the rest.",
            ["part b covers 80 percent", "the patient owes the rest"],
        ),
        (
            "A spare one costs $740 and is covered once in five years.",
            ["a spare one costs $740", "is covered once in five years"],
        ),
        (
            "Plans pay for the crown, but patients pay for the implant.",
            ["plans pay for the crown", "patients pay for the implant"],
        ),
        (
            "Some need a scan first; that has its own bill of $1,200.",
            ["that has its own bill of $1,200"],
        ),
        ("Yes, most plans cover it.", ["most plans cover it"]),
        ("Medicare $445; cash $1,850 all in", ["medicare $445", "cash $1,850 all in"]),
        ("\u2605 Laser \u2605 from $90 an eye \u2605", ["from $90 an eye"]),
    ],
)
def test_each_clause_with_a_verb_of_its_own_is_one(text: str, said: list[str]) -> None:
    assert paid(text) == said


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Contact your insurer before the test.", id="only whom to ask"),
        pytest.param("Call your plan with code 12345.", id="only whom to call"),
        pytest.param("Bring your insurance card.", id="papers"),
        pytest.param("What does Medicare pay?", id="a question"),
        pytest.param("Each visit is separately billable.", id="billable"),
        pytest.param("Price estimator.", id="a title"),
        pytest.param("A crown covers the damaged tooth.", id="what covers a thing"),
        pytest.param("Results last for years.", id="nothing on money"),
    ],
)
def test_what_tells_no_price_and_no_payment_is_none(text: str) -> None:
    assert paid(text) == []


def test_an_order_to_ask_that_names_its_content_is_one() -> None:
    assert paid("Ask about a payment plan.") == ["ask about a payment plan"]


@pytest.mark.parametrize(
    "text",
    [
        "The scan costs about $90",
        "Most insurers require prior authorization",
        "The implant is paid in full by your health fund",
        "Free consultation",
        "Interest-free payment plans",
    ],
)
def test_plain_words_and_amounts_tell_a_payment_anywhere(text: str) -> None:
    assert paid(text, "other", "") == [text.lower()]


@pytest.mark.parametrize(
    "text",
    [
        "Do not lift more than 10 pounds.",
        "The disease costs the country $50 billion.",
        "Keep the wound covered for two days.",
        "Feel free to call the ward.",
        "You should pay close attention to your meals.",
        "Your plan of care is drawn up.",
        "You will be pain-free.",
        "The usual rival is a bridge (about $950), which needs drilling.",
    ],
)
def test_elsewhere_the_same_words_mean_something_else(text: str) -> None:
    assert paid(text, "recovery", "RecoveryInstruction") == []


@pytest.mark.parametrize(
    ("text", "is_told"),
    [
        ("Medicare allows $115 in the office.", True),
        ("Medicare pays for one level a day.", True),
        ("Bilateral procedures are billed on one line.", False),
        ("Document the site for higher-paying codes.", False),
    ],
)
def test_notes_on_billing_are_about_payment_where_somebody_pays(
    text: str, *, is_told: bool
) -> None:
    assert bool(paid(text, "billing", "")) is is_told


def test_the_amounts_are_values() -> None:
    seen = view("It costs $900 to $1,200.", 0, 24)
    (found,) = payments.read(seen, Role("Cost", "cost"), seen.span(), VOCABULARY)
    assert found.values == (MoneyValue("900", "1200", "USD"),)


@pytest.mark.parametrize(
    ("text", "is_told"),
    [
        ("Scan: $90", True),
        ("Freezing is included", True),
        ("Shared-risk programs", False),
        ("Call your plan", False),
    ],
)
def test_an_item_of_a_list_of_prices_says_more_than_a_name(
    text: str, *, is_told: bool
) -> None:
    seen = view(text, 0, len(text))
    role = Role("Cost", "cost")
    assert bool(payments.listed(seen, role, seen.span(), VOCABULARY)) is is_told


def test_a_sum_that_is_not_understood_makes_no_statement() -> None:
    assert paid(f"The operation costs ${'9' * 20}.") == []
    assert paid(f"The scan costs ${'9' * 20}; the stay costs $40.") == [
        "the stay costs $40"
    ]
