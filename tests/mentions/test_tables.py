"""A row of a table has a subject, and its other cells say something of it."""

import pytest

from pipeline.mentions import tables
from pipeline.mentions.draft import Draft, Role
from pipeline.model import Block, BlockKind, MoneyValue, Span, TimeValue
from pipeline.vocabulary import reading

VOCABULARY = reading.load()


def row(header: str, cells: str, type_: str, section: str) -> list[Draft]:
    """Return the drafts of a row; *header* and *cells* are divided by bars."""
    text = f"{header}\n{cells}"
    start = len(header) + 1
    block = Block(
        BlockKind.ROW,
        start,
        len(text),
        start,
        cells=spans(cells, start),
        header=spans(header, 0),
    )
    found = tables.read(text, block, Role(type_, section), VOCABULARY)
    assert all(each.evidence == Span(start, len(text)) for each in found)
    return found


def spans(line: str, start: int) -> tuple[Span, ...]:
    found = []
    at = start
    for cell in line.split("|"):
        found.append(Span(at, at + len(cell)))
        at += len(cell) + 1
    return tuple(found)


def test_a_frequency_beside_a_complication_is_its_own() -> None:
    (found,) = row(
        "Complication|How common", "Infection|1 in 100", "Complication", "complications"
    )
    assert (found.type, found.label) == ("Complication", "infection")
    assert found.qualifiers.frequency == "1 in 100"


def test_a_purpose_beside_a_test_is_its_own() -> None:
    (found,) = row(
        "Test|Why", "X-ray|shows the joint", "DiagnosticTest", "diagnostic_tests"
    )
    assert (found.label, found.qualifiers.purpose) == ("x-ray", "shows the joint")


def test_a_cell_that_lists_several_names_several() -> None:
    found = row(
        "Risk|Rate", "Infection, bleeding|rare", "Complication", "complications"
    )
    assert [(each.label, each.qualifiers.frequency) for each in found] == [
        ("infection", "rare"),
        ("bleeding", "rare"),
    ]


def test_the_subject_need_not_stand_first() -> None:
    (found,) = row("Rate|Complication", "2%|Stroke", "Complication", "complications")
    assert (found.label, found.qualifiers.frequency) == ("stroke", "2%")


def test_a_column_names_the_kind_of_its_cells_in_any_section() -> None:
    (found,) = row("Symptom|Note", "Fever|often", "", "overview")
    assert (found.type, found.label) == ("Symptom", "fever")


def test_the_section_names_the_kind_where_no_column_does() -> None:
    (found,) = row("Thing|Words", "Infection|red", "Complication", "complications")
    assert (found.type, found.label) == ("Complication", "infection")


def test_a_time_beside_an_instruction_is_its_own() -> None:
    (found,) = row(
        "When|What to do", "2 weeks|See your surgeon", "FollowUp", "follow_up"
    )
    assert found.label == "see your surgeon"
    assert found.qualifiers.time == "2 weeks"
    assert found.values == (TimeValue("P2W", "P2W", "at"),)


def test_a_price_is_told_with_what_it_is_for() -> None:
    (found,) = row("Item|Price", "Ward|$500 to $900", "Cost", "cost")
    assert (found.type, found.label) == ("Cost", "ward $500 to $900")
    assert found.values == (MoneyValue("500", "900", "USD"),)


def test_a_modifier_is_the_code_of_its_cell() -> None:
    (found,) = row("Modifier|Use", "50|both sides", "", "billing")
    assert (found.type, found.label) == ("BillingModifier", "50")


def test_an_empty_subject_says_nothing() -> None:
    assert row("Complication|Rate", "|2%", "Complication", "complications") == []


def test_a_row_in_a_section_without_a_type_says_nothing() -> None:
    assert row("Thing|Words", "Chair|red", "", "other") == []


def test_a_row_longer_than_its_head_is_read_all_the_same() -> None:
    (found,) = row("Complication", "Infection|1%|x", "Complication", "complications")
    assert found.label == "infection"


def test_a_row_without_a_head_is_read_by_its_section() -> None:
    (found,) = row("", "Infection|1%", "Complication", "complications")
    assert found.label == "infection"


def test_what_staff_do_about_a_risk_is_not_the_risk() -> None:
    for header in ("What|Chance|What we do", "What can happen|How often|What we do"):
        (found,) = row(
            header, "Infection|1 in 50|antibiotics", "Complication", "complications"
        )
        assert (found.type, found.label) == ("Complication", "infection")
        assert found.qualifiers.frequency == "1 in 50"


def test_a_qualifying_column_in_front_is_not_what_the_row_is_about() -> None:
    (found,) = row("Chance|What", "1 in 50|Infection", "Complication", "complications")
    assert (found.label, found.qualifiers.frequency) == ("infection", "1 in 50")


def test_what_to_do_and_what_not_to_do_are_each_told_and_denied() -> None:
    found = row("Do|Don't", "Walk every day|Drive a car", "HomeCareInstruction", "x")
    assert [(each.label, each.qualifiers.action) for each in found] == [
        ("walk every day", "do"),
        ("do not drive a car", "avoid"),
    ]


def test_a_thing_under_what_not_to_do_is_to_be_avoided() -> None:
    found = row("Do|Do not", "Rest at home|Heavy lifting", "RecoveryInstruction", "x")
    assert [each.label for each in found] == ["rest at home", "avoid heavy lifting"]


def test_an_empty_cell_of_what_not_to_do_tells_nothing() -> None:
    (found,) = row("Do|Don't", "Walk every day|", "RecoveryInstruction", "x")
    assert found.label == "walk every day"


def test_a_row_with_an_amount_is_a_cost_wherever_the_amount_stands() -> None:
    for header, cells in (
        ("Item|Fee", "Ward bed|$500"),
        ("Description|Code|Charge", "Ward bed|1234|$500"),
        ("Code|Description|Charge", "1234|Ward bed|$500"),
        ("What|How much", "Ward bed|$500"),
        ("Treatment|Price", "Ward bed|$500"),
    ):
        (found,) = row(header, cells, "Cost", "cost")
        assert (found.type, found.label) == ("Cost", "ward bed $500")
        assert found.values == (MoneyValue("500", "500", "USD"),)


def test_a_row_of_fees_without_an_amount_is_no_cost() -> None:
    assert row("Item|Fee", "Ward bed|none", "Cost", "cost") == []


def test_a_modifier_is_found_under_its_shortened_head() -> None:
    (found,) = row("mod.|Meaning", "RT|right side", "", "billing")
    assert (found.type, found.label) == ("BillingModifier", "RT")


def test_signs_in_a_table_of_when_to_call_are_warnings() -> None:
    for header in ("Sign|How soon", "Sign|What to do", "Symptom|Action"):
        (found,) = row(header, "Heavy bleeding|at once", "FollowUp", "follow_up")
        assert (found.type, found.label) == ("FollowUp", "heavy bleeding")
        assert found.qualifiers.trigger


@pytest.mark.parametrize(
    ("header", "cells", "label"),
    [
        ("|Insured|Uninsured", "One visit|$150|$900", "one visit $150 $900"),
        ("Item|Low|High", "Egg bank|620|1,240", "egg bank 620 1,240"),
        ("Item|Fee", "Freezing|not covered", "freezing not covered"),
        ("Site|Code|Payment", "Day unit|12345|$890", "day unit $890"),
    ],
)
def test_a_row_of_prices_is_one_price(header: str, cells: str, label: str) -> None:
    (found,) = row(header, cells, "Cost", "cost")
    assert (found.type, found.label) == ("Cost", label)


def test_amounts_make_a_row_a_price_in_any_section() -> None:
    (found,) = row("Setting|Rate", "Day unit|$90", "", "billing")
    assert (found.type, found.label) == ("Cost", "day unit $90")
    assert row("Purpose|Sum", "New wing|$4 million", "", "overview") == []


@pytest.mark.parametrize(
    ("header", "cells"),
    [("Code|wRVU", "Nose|1.44"), ("Code|Meaning", "12345|wash of the nose")],
)
def test_other_measures_are_no_prices(header: str, cells: str) -> None:
    assert row(header, cells, "Cost", "cost") == []


def test_a_modifier_whose_row_denies_it_is_denied() -> None:
    (found,) = row("Mod|When", "57|not for this one", "", "billing")
    assert (found.label, found.is_denied) == ("57", True)


def test_a_medicine_with_what_to_do_about_it_is_one_instruction() -> None:
    head = "Medicine|Before your test"
    (found,) = row(head, "Iron tablets|Stop 7 days before", "Condition", "indications")
    assert (found.type, found.label) == (
        "PreparationInstruction",
        "iron tablets stop 7 days before",
    )
    assert row(head, "Paracetamol|500 mg", "Condition", "indications") == []


def test_what_may_be_eaten_before_is_preparation() -> None:
    head = "When|You may have|Avoid"
    cells = "The day before|Clear soup and jelly|Nuts and seeds"
    found = row(head, cells, "HomeCareInstruction", "home_care")
    assert [(each.type, each.label) for each in found] == [
        ("PreparationInstruction", "clear soup and jelly"),
        ("PreparationInstruction", "avoid nuts and seeds"),
    ]


def test_without_a_head_the_first_cell_may_say_when() -> None:
    diet, drink = row(
        "", "1 day before|Eat white rice. Drink tea only.", "", "preparation"
    )
    assert (diet.type, diet.label) == ("PreparationInstruction", "eat white rice")
    assert drink.label == "drink tea only"
    assert diet.qualifiers.time == "1 day before"


def test_without_a_head_the_first_cell_may_say_of_what() -> None:
    advice = "PreparationInstruction"
    (lift,) = row("", "Transport|Arrange for a lift", advice, "preparation")
    assert lift.label == "arrange for a lift"


def test_an_act_of_one_word_is_named_with_its_time() -> None:
    (found,) = row("Activity|When", "Drive|1 week", "RecoveryInstruction", "recovery")
    assert found.label == "drive 1 week"


def test_a_visit_in_a_table_of_after_care_is_one() -> None:
    cells = "Stitches|Your stitches are removed in the clinic after 7 days"
    (found,) = row("When|What to do", cells, "RecoveryInstruction", "recovery")
    assert found.type == "FollowUp"
