"""Times and amounts of money are read as values, with what the words beside them say."""

from decimal import Decimal

import pytest

from pipeline.mentions import values
from pipeline.model import MoneyValue, TimeValue
from pipeline.vocabulary.times import load

VOCABULARY = load()


def times(low: str) -> list[tuple[str, str, str]]:
    found = values.times(low, VOCABULARY)
    return [(each.low, each.high, each.relation) for each in found]


def ends(low: str) -> list[tuple[str, str]]:
    return [(first, last) for first, last, _ in times(low)]


def money(text: str) -> list[tuple[str, str, str]]:
    found = values.money(text, VOCABULARY)
    return [(each.low, each.high, each.currency) for each in found]


# ---------------------------------------------------------------- times


@pytest.mark.parametrize(
    ("low", "iso"),
    [
        ("3 seconds", "PT3S"),
        ("30 minutes", "PT30M"),
        ("30 min", "PT30M"),
        ("4 h", "PT4H"),
        ("an hour", "PT1H"),
        ("2 nights", "P2D"),
        ("one night", "P1D"),
        ("six weeks", "P6W"),
        ("12 mos", "P12M"),
        ("a year", "P1Y"),
        ("1.5 hours", "PT1.5H"),
        ("half an hour", "PT0.5H"),
        ("a couple of days", "P2D"),
        ("two more weeks", "P2W"),
        ("2 full days", "P2D"),
        ("a 10-day course", "P10D"),
        ("forty-five minutes", "PT45M"),
        ("0 days", "P0D"),
    ],
)
def test_one_time_is_an_iso_duration_as_written(low: str, iso: str) -> None:
    assert ends(low) == [(iso, iso)]


@pytest.mark.parametrize(
    "low",
    [
        "2 to 3 weeks",
        "2-3 weeks",
        "2 - 3 weeks",
        "2 or 3 weeks",
        "two to three weeks",
        "2 weeks to 3 weeks",
        "between 2 and 3 weeks",
        "a 2-3-week wait",
    ],
)
def test_a_range_is_one_time_with_two_ends(low: str) -> None:
    assert ends(low) == [("P2W", "P3W")]


@pytest.mark.parametrize(
    "low",
    [
        "at 2, 6 and 12 weeks",
        "at 2, 6, and 12 weeks",
        "at 2 weeks, 6 weeks and 12 weeks",
        "at 2 weeks, then 6 weeks and then 12 weeks",
    ],
)
def test_a_list_is_one_time_an_entry_with_one_relation(low: str) -> None:
    assert times(low) == [
        ("P2W", "P2W", "at"),
        ("P6W", "P6W", "at"),
        ("P12W", "P12W", "at"),
    ]


@pytest.mark.parametrize(
    ("low", "relation"),
    [
        ("within two weeks", "within"),
        ("in less than 1 hour", "within"),
        ("up to 3 days", "within"),
        ("every 6 months", "every"),
        ("each 6 months", "every"),
        ("8 hours before surgery", "before"),
        ("a week prior to the visit", "before"),
        ("for 3 days", "for"),
        ("for at least 48 hours", "for"),
        ("for the first two weeks", "for"),
        ("it takes about 2 hours", "for"),
        ("at 6 weeks", "at"),
        ("after 2 weeks", "after"),
        ("6 weeks after the operation", "after"),
        ("3 days later", "after"),
        ("6 weeks", "at"),
    ],
)
def test_the_words_beside_a_time_say_its_relation(low: str, relation: str) -> None:
    assert [found for _, _, found in times(low)] == [relation]


def test_a_bare_at_gives_way_to_what_stands_behind_the_time() -> None:
    assert times("about 8 hours before surgery") == [("PT8H", "PT8H", "before")]


def test_a_relation_reaches_through_its_list_and_no_further() -> None:
    assert times("after 1 week and 1 month, for 2 years") == [
        ("P1W", "P1W", "after"),
        ("P1M", "P1M", "after"),
        ("P2Y", "P2Y", "for"),
    ]
    assert times("for 2 weeks, then every 3 months") == [
        ("P2W", "P2W", "for"),
        ("P3M", "P3M", "every"),
    ]


def test_the_same_time_said_twice_is_one() -> None:
    assert times("at 2 weeks, or at 2 weeks") == [("P2W", "P2W", "at")]


@pytest.mark.parametrize(
    "low",
    [
        pytest.param("several weeks", id="no number is named"),
        pytest.param("day 3", id="a number behind the unit is a name"),
        pytest.param("20 mg/day", id="a rate is no time"),
        pytest.param("5 days/week", id="a rate of days is no time"),
        pytest.param("3 hospitals", id="a unit is a whole word"),
        pytest.param("the daily walk", id="a unit inside a word is none"),
        pytest.param("", id="nothing"),
    ],
)
def test_what_only_resembles_a_time_is_none(low: str) -> None:
    assert times(low) == []


def test_values_are_records_of_the_model() -> None:
    assert values.times("within 24 to 48 hours", VOCABULARY) == (
        TimeValue("PT24H", "PT48H", "within"),
    )
    assert values.money("\u20ac20 to \u20ac30", VOCABULARY) == (
        MoneyValue("20", "30", "EUR"),
    )


# ---------------------------------------------------------------- money


@pytest.mark.parametrize(
    ("text", "amount", "currency"),
    [
        ("$1,200", "1200", "USD"),
        ("$1,200.50", "1200.50", "USD"),
        ("US$ 40", "40", "USD"),
        ("USD 900", "900", "USD"),
        ("900 USD", "900", "USD"),
        ("500 dollars", "500", "USD"),
        ("\u00a3350", "350", "GBP"),
        ("40 pounds", "40", "GBP"),
        ("\u20ac40", "40", "EUR"),
        ("700 euros", "700", "EUR"),
        ("Rs. 50,000", "50000", "INR"),
        ("Rs 1,50,000", "150000", "INR"),
        ("\u20b92 lakh", "200000", "INR"),
        ("CA$50", "50", "CAD"),
        ("A$300", "300", "AUD"),
        ("1.500 \u20ac", "1500", "EUR"),
        ("\u20ac1.500", "1500", "EUR"),
        ("1.500,50 \u20ac", "1500.50", "EUR"),
        ("\u20ac 12 500", "12500", "EUR"),
        ("950\u20ac", "950", "EUR"),
        ("NZ$80", "80", "NZD"),
        ("CHF 1,200", "1200", "CHF"),
        ("14,800 francs", "14800", "CHF"),
        ("30,000 baht", "30000", "THB"),
        ("CAD 900", "900", "CAD"),
        ("$5k", "5000", "USD"),
        ("$1.2 million", "1200000", "USD"),
        ("It costs $3,000.", "3000", "USD"),
        ("$1,500/visit", "1500", "USD"),
    ],
)
def test_an_amount_has_its_currency(text: str, amount: str, currency: str) -> None:
    assert money(text) == [(amount, amount, currency)]


@pytest.mark.parametrize(
    "text",
    [
        "$2,000 to $3,000",
        "$2,000-3,000",
        "$2,000 - $3,000",
        "between $2,000 and $3,000",
        "$2k to $3k",
        "$2 to 3 thousand",
        "2,000 to 3,000 dollars",
    ],
)
def test_a_range_of_money_has_two_ends_of_one_size(text: str) -> None:
    assert money(text) == [("2000", "3000", "USD")]


def test_amounts_stand_in_their_order_each_once() -> None:
    assert money("$40 a visit, \u20ac30 abroad, again $40") == [
        ("40", "40", "USD"),
        ("30", "30", "EUR"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("1,200 people", id="a number of people"),
        pytest.param("12345", id="a bare number"),
        pytest.param("no charge", id="words of payment without an amount"),
        pytest.param("a dollar sign: $", id="a sign without an amount"),
        pytest.param("50 percent", id="a share"),
        pytest.param("an INR of 2.5 or INR 3", id="a test of the blood"),
        pytest.param("known CAD 12 years ago", id="a disease of the heart"),
        pytest.param("every 4 hrs 2 tablets", id="hours"),
    ],
)
def test_what_only_resembles_money_is_none(text: str) -> None:
    assert money(text) == []


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("$123,456,789,012,345", "123456789012345"),
        ("$1234567890123.45", "1234567890123.45"),
        ("$999 million", "999000000"),
        ("$0.4725", "0.4725"),
        ("$2.675", "2675"),  # thousands set apart
        ("$2.6755", "2.6755"),
    ],
)
def test_an_amount_is_exact_and_so_is_its_double(text: str, amount: str) -> None:
    assert money(text) == [(amount, amount, "USD")]
    assert Decimal(repr(float(amount))) == Decimal(amount)


@pytest.mark.parametrize(
    "text",
    [
        "$1234567890123456",
        "$12345678901234.56",
        "$0.1234567890123456",
        "$123,456,789,012,345 million",
        f"${'9' * 400}",
        f"$1{'0' * 399}",
        f"$500 to ${'9' * 20}",
        f"{'9' * 20} dollars",
    ],
)
def test_what_no_double_holds_is_no_amount(text: str) -> None:
    assert money(f"{text}, then $40") == [("40", "40", "USD")]


@pytest.mark.parametrize(
    ("low", "iso"),
    [
        ("999,999 days", "P999999D"),
        ("1234.567 hours", "PT1234.567H"),
        ("0.00001 seconds", "PT0.00001S"),
        ("1/3 hour", "PT0.333333H"),
    ],
)
def test_a_time_is_written_in_plain_digits(low: str, iso: str) -> None:
    assert ends(low) == [(iso, iso)]


@pytest.mark.parametrize(
    "low",
    [
        "1234567 days",
        "1,234,567 days",
        f"{'9' * 400} years",
        "every 1234567 days for 6 weeks",
        "2 to 1234567 days",
    ],
)
def test_a_time_of_too_many_digits_is_none(low: str) -> None:
    kept = [("P6W", "P6W")] if "weeks" in low else []
    assert ends(low) == kept


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("every 6 weeks for a year", ("P6W", "P1Y")),
        ("every 3 months during the first 2 years", ("P3M", "P2Y")),
        ("every 2 hours", ("PT2H", "")),
    ],
)
def test_a_schedule_tells_how_often_and_for_how_long(
    text: str, told: tuple[str, str]
) -> None:
    (found,) = values.times(text, VOCABULARY)
    assert (found.relation, found.low, found.repeat) == ("every", *told)
