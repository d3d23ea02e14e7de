"""Times and money become values that any reader of RDF can load and compare."""

from decimal import Decimal

import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st
from rdflib.namespace import XSD

from pipeline.assertions import values
from pipeline.model import Literal, MoneyValue, TimeValue
from pipeline.vocabulary import predicates

VOCABULARY = predicates.load()
UNITS = VOCABULARY.units
AMOUNTS = st.integers(0, 400) | st.sampled_from([0.5, 1.5, 2.25])


def told(
    low: str, high: str = "", relation: str = "at", repeat: str = ""
) -> tuple[dict[str, str], dict[str, str]]:
    time = TimeValue(low, high or low, relation, repeat)
    found, links = values.offset(time, UNITS, VOCABULARY.anchor)
    return {name: literal.value for name, literal in found}, dict(links)


def test_a_time_is_told_as_written_as_a_legal_duration_and_in_days() -> None:
    found, links = told("P2W", relation="within")
    assert found == {
        "pg:isoDuration": "P2W",
        "pg:offsetDuration": "P14D",
        "pg:offsetDays": "14",
        "schema:value": "2",
        "schema:unitCode": "WEE",
    }
    assert links == {
        "qudt:hasUnit": "unit:WK",
        "pg:offsetRelation": "relation:within",
        "pg:anchor": "anchor:procedureDate",
    }


@pytest.mark.parametrize(
    ("iso", "legal", "days", "code"),
    [
        ("P3M", "P3M", "91", "MON"),
        ("P6M", "P6M", "183", "MON"),
        ("P1Y", "P1Y", "365", "ANN"),
        ("P6W", "P42D", "42", "WEE"),
        ("P10D", "P10D", "10", "DAY"),
        ("PT24H", "PT24H", "1", "HUR"),
        ("PT36H", "PT36H", "1.5", "HUR"),
        ("PT30M", "PT30M", "0.0208", "MIN"),
        ("P1.5W", "P10DT12H", "10.5", "WEE"),
        ("P1.5Y", "P1Y6M", "548", "ANN"),
        ("P0.5M", "P15D", "15", "MON"),
        ("P0D", "P0D", "0", "DAY"),
    ],
)
def test_units_keep_their_code(iso: str, legal: str, days: str, code: str) -> None:
    found, _ = told(iso)
    assert found["pg:isoDuration"] == iso
    assert found["pg:offsetDuration"] == legal
    assert found["pg:offsetDays"] == days
    assert found["schema:unitCode"] == code


def test_a_time_of_two_units_is_told_in_days() -> None:
    found, _ = told("P1DT12H")
    assert found["schema:value"] == "1.5"
    assert found["schema:unitCode"] == "DAY"


def test_the_month_is_the_calendar_s_and_not_the_moon_s() -> None:
    assert told("P3M")[1]["qudt:hasUnit"] == "unit:MO_MeanGREGORIAN"
    assert "unit:MO" not in {unit.unit for unit in UNITS.values()}


def test_a_range_sorts_by_its_beginning_and_keeps_both_ends() -> None:
    found, _ = told("P4W", "P6W")
    assert found["pg:offsetDays"] == "28"
    assert (found["schema:minValue"], found["schema:maxValue"]) == ("4", "6")
    assert "schema:value" not in found


def test_a_range_over_two_units_is_measured_in_days() -> None:
    found, _ = told("P10D", "P2W")
    ends = found["schema:minValue"], found["schema:maxValue"]
    assert (*ends, found["schema:unitCode"]) == ("10", "14", "DAY")


def test_what_repeats_tells_for_how_long() -> None:
    found, links = told("P3M", relation="every", repeat="P1Y")
    assert found["pg:repeatDuration"] == "P1Y"
    assert links["pg:offsetRelation"] == "relation:every"


@pytest.mark.parametrize("iso", ["", "soon", "P", "2W", "P2", "PT", "P1X", "P1.2.3D"])
def test_what_is_no_duration_gives_no_value(iso: str) -> None:
    assert told(iso) == ({}, {})
    assert values.quantity(TimeValue(iso, iso, "for"), UNITS) == ((), ())


def stay(low: str, high: str, relation: str = "for") -> dict[str, str]:
    found, _ = values.quantity(TimeValue(low, high, relation), UNITS)
    return {name.removeprefix("schema:"): literal.value for name, literal in found}


def test_a_duration_has_a_least_and_a_greatest_end() -> None:
    assert stay("P1D", "P3D") == {"minValue": "1", "maxValue": "3", "unitCode": "DAY"}
    assert stay("PT2H", "PT2H") == {"minValue": "2", "maxValue": "2", "unitCode": "HUR"}


def test_a_bound_from_above_has_no_least_end() -> None:
    assert stay("P3D", "P3D", "within") == {"maxValue": "3", "unitCode": "DAY"}


def test_money_is_decimal_with_its_currency() -> None:
    assert values.money(MoneyValue("1200.50", "3000", "EUR")) == (
        ("schema:minValue", Literal("1200.50", "xsd:decimal")),
        ("schema:maxValue", Literal("3000", "xsd:decimal")),
        ("schema:currency", Literal("EUR")),
    )


def test_an_open_amount_has_one_end() -> None:
    names = [name for name, _ in values.money(MoneyValue("", "500", "USD"))]
    assert names == ["schema:maxValue", "schema:currency"]


@given(st.lists(AMOUNTS, min_size=1, max_size=3), st.permutations("YMWD"))
def test_every_duration_is_legal_and_its_days_a_number(
    amounts: list[float], letters: list[str]
) -> None:
    parts = sorted(
        zip(letters, amounts, strict=False), key=lambda p: "YMWD".index(p[0])
    )
    iso = "P" + "".join(f"{amount:g}{letter}" for letter, amount in parts)
    legal = values.legal(iso, UNITS)
    assert "W" not in legal
    assert rdflib.Literal(legal, datatype=XSD.duration).ill_typed is False
    assert Decimal(values.days(iso, UNITS)) >= 0
