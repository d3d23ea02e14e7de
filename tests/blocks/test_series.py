"""Headings in a series: numbered, asked in the running line, in bold before their text."""

import pytest

from pipeline import blocks
from pipeline.model import Document
from pipeline.vocabulary.blocks import load

VOCABULARY = load()


def outline(text: str) -> list[tuple[str, str]]:
    document = Document("d", text, "", "", "text/plain", "utf-8")
    return [
        (block.kind.value, text[block.body : block.end])
        for block in blocks.split(document, VOCABULARY)
    ]


def headings(text: str) -> list[str]:
    return [words for kind, words in outline(text) if kind == "heading"]


@pytest.mark.parametrize(
    "numbers",
    [
        pytest.param(("1.", "2.", "3.", "4."), id="figures"),
        pytest.param(("1)", "2)", "3)", "4)"), id="figures with a bracket"),
        pytest.param(("i.", "ii.", "iii.", "iv."), id="Roman figures"),
        pytest.param(("I.", "II.", "III.", "IV."), id="large Roman figures"),
        pytest.param(("A.", "B.", "C.", "D."), id="large letters"),
    ],
)
def test_numbers_before_known_headings_number_the_sections(
    numbers: tuple[str, ...],
) -> None:
    names = ("Indications", "Risks", "Recovery", "Anything Else")
    text = "Nail Removal\n\n" + "\n".join(
        f"{number} {name}\n   - some words"
        for number, name in zip(numbers, names, strict=True)
    )
    assert headings(text)[1:] == list(names)


def test_numbers_over_their_own_divisions_number_sections_of_any_name() -> None:
    text = "1. Bag\n   1.1 Hang it\n   1.2 Open it\n2. Tap\n   2.1 Turn it\n3. Cup"
    assert headings(text) == ["Bag", "Tap", "Cup"]


def test_a_numbered_heading_ends_at_the_colon_that_its_text_follows() -> None:
    text = "1. Risks: Pain.\n2. Recovery: Rest a day.\n3. Cost: It is free."
    assert headings(text) == ["Risks:", "Recovery:", "Cost:"]
    assert ("paragraph", "Rest a day.") in outline(text)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "1. Wash the foot\n2. Numb the toe\n3. Cut the nail", id="steps of a list"
        ),
        pytest.param("1. Indications\n2. Risks\n3. Recovery", id="a table of contents"),
        pytest.param(
            "1. Wash it\n - well\n2. Risks\n - few\n3. Dry it\n - all\n4. Go\n - home",
            id="a list in which one item is a known heading",
        ),
    ],
)
def test_the_numbers_of_lists_number_no_sections(text: str) -> None:
    assert headings(text) == []


def test_questions_answered_in_their_own_line_are_headings() -> None:
    text = (
        "Why is it done? It takes pressure off.  How long does it take? An hour.\n"
        "What are the risks? Pain; a scar. What then? You rest."
    )
    assert outline(text) == [
        ("heading", "Why is it done?"),
        ("paragraph", "It takes pressure off."),
        ("heading", "How long does it take?"),
        ("paragraph", "An hour."),
        ("heading", "What are the risks?"),
        ("paragraph", "Pain; a scar."),
        ("heading", "What then?"),
        ("paragraph", "You rest."),
    ]


def test_a_question_in_prose_is_no_heading() -> None:
    text = "Sore toe? We can help. Ask us about risks. Who knows? Time will tell."
    assert headings(text) == []


def test_known_labels_in_bold_open_sections_where_bold_makes_the_headings() -> None:
    text = "**Who needs it?**\nAll.\n\n**Before:** Eat well.\n\n**Risks** - Pain is rare.\n"
    text += "\n**Recovery:** Rest.\n\n**Remember:** We are here."
    assert headings(text) == ["**Who needs it?**", "**Before:**", "**Recovery:**"]


def test_keys_with_their_values_in_one_line_are_lines_of_their_own() -> None:
    text = "Procedure: Nail removal   Code: 12345 | Specialty: Feet\n\nWe cut it."
    assert outline(text)[:3] == [
        ("key-value", "Procedure: Nail removal"),
        ("key-value", "Code: 12345"),
        ("key-value", "Specialty: Feet"),
    ]


def test_a_line_that_repeats_the_headings_is_a_menu() -> None:
    text = "Nail removal\n\nWhy | How | Risks\n\nWhy\nIt hurts.\n\nRisks\nPain is rare."
    assert ("boilerplate", "Why | How | Risks") in outline(text)
