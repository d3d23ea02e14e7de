"""Units hold every character, and a sentence ends where a reader would say."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import blocks, sections, sentences
from pipeline.model import Document, Unit
from pipeline.vocabulary.blocks import load
from pipeline.vocabulary.sentences import load as abbreviations

VOCABULARY = load()
PIECES = (
    *("# ", "- ", "1. ", "\n", "\n\n", "It ends. ", "Dr. A. Lee", "(See here. ", ")"),
    *("e.g. ", "No. 4", "3.5 mg", "a.m. ", '"Why?" ', "...", "| a | b |", "RISKS: "),
    *("Learn more", "\\\n", "Risks", "\u2026 ", "\u00c9t\u00e9", "! ", "x"),
)
PAGES = st.lists(st.sampled_from(PIECES) | st.text(max_size=6), max_size=30).map(
    "".join
)


def divide(text: str) -> tuple[Unit, ...]:
    document = Document("d", text, "", "", "text/plain", "utf-8")
    found = blocks.split(document, VOCABULARY)
    held = sections.split(document, found, VOCABULARY.headings)
    return sentences.divide(document, held, abbreviations())


def said(text: str) -> list[str]:
    return [text[unit.start : unit.end] for unit in divide(text)]


@given(PAGES)
def test_units_are_in_order_disjoint_and_hold_every_character(text: str) -> None:
    found = divide(text)
    assert all(left.end <= right.start for left, right in pairwise(found))
    held = {at for unit in found for at in range(unit.start, unit.end)}
    lost = [at for at, char in enumerate(text) if not char.isspace() and at not in held]
    assert lost == []


@given(PAGES)
def test_a_unit_lies_in_its_block_and_one_unit_opens_it(text: str) -> None:
    found = divide(text)
    for unit in found:
        assert unit.block.start <= unit.start <= unit.body <= unit.end <= unit.block.end
    openings = [unit.block for unit in found if unit.first]
    assert openings == list(dict.fromkeys(unit.block for unit in found))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("Rest. Walk.", ["Rest.", "Walk."], id="a full stop ends one"),
        pytest.param("Pain? Yes! Rest.", ["Pain?", "Yes!", "Rest."], id="other signs"),
        pytest.param("Rest; then walk.", ["Rest; then walk."], id="a semicolon not"),
        pytest.param("Ask Dr. Lee to come.", ["Ask Dr. Lee to come."], id="a title"),
        pytest.param("Ask J. Lee to come.", ["Ask J. Lee to come."], id="an initial"),
        pytest.param("Give 3.5 mg now.", ["Give 3.5 mg now."], id="a decimal"),
        pytest.param("Come at 8 a.m. sharp.", ["Come at 8 a.m. sharp."], id="the hour"),
        pytest.param(
            "Come at 8 a.m. Bring tea.",
            ["Come at 8 a.m.", "Bring tea."],
            id="the hour at the end",
        ),
        pytest.param("He said no. Go on.", ["He said no.", "Go on."], id="the word no"),
        pytest.param("Use form No. 4 now.", ["Use form No. 4 now."], id="a number"),
        pytest.param(
            'He said "Rest." Walk.', ['He said "Rest."', "Walk."], id="after a quote"
        ),
        pytest.param(
            "It (see there. Or here.) helps. Rest.",
            ["It (see there. Or here.) helps.", "Rest."],
            id="not in brackets",
        ),
        pytest.param("Wait... then go.", ["Wait... then go."], id="dots go on"),
        pytest.param("- Rest. Walk.", ["- Rest.", "Walk."], id="items are divided"),
        pytest.param(
            "Rest\\\nWell",
            ["Rest\\", "Well"],
            id="a hard break before a capital ends one",
        ),
        pytest.param(
            "Rest\\\nwell", ["Rest\\\nwell"], id="a hard break alone does not"
        ),
        pytest.param("Rest.\\\nWalk.", ["Rest.\\", "Walk."], id="a break after a stop"),
    ],
)
def test_where_a_sentence_ends(text: str, found: list[str]) -> None:
    # A heading above keeps the line from being taken for one.
    above = "## Recovery\n\n"
    assert said(above + text)[1:] == found


def test_a_bracket_that_never_closes_does_not_swallow_the_page() -> None:
    text = "It (is open. " + "Then more is said. " * 40
    assert len(said(text)) > 10


def test_a_row_a_heading_and_an_advert_are_one_unit_each() -> None:
    text = "## Risks. Costs\n\n| A. B | C |\n|---|---|\n| D. E | F |\n\nLearn more"
    assert len(divide(text)) == 5


def test_the_first_unit_carries_the_mark_of_its_item() -> None:
    first, second = divide("- Rest. Walk.")
    assert (first.start, first.body, first.first) == (0, 2, True)
    assert (second.start, second.body, second.first) == (8, 8, False)
