"""Sections tile their document, and each has the type that its heading tells."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import blocks, sections
from pipeline.model import Document, Section
from pipeline.vocabulary.blocks import load

VOCABULARY = load()
LINES = st.sampled_from(
    (
        *("# Title", "## Risks", "### Nerves", "Recovery", "Is it safe?", "", "- item"),
        *("It ends here.", "Learn more", "PLAN: rest", "---", "   ", "12 | 13"),
    )
)
PAGES = st.lists(LINES | st.text(max_size=8), max_size=20).map("\n".join)


def split(text: str) -> tuple[Section, ...]:
    document = Document("d", text, "", "", "text/plain", "utf-8")
    found = blocks.split(document, VOCABULARY)
    return sections.split(document, found, VOCABULARY.headings)


def types(text: str) -> list[tuple[str, str]]:
    return [(section.heading, section.type) for section in split(text)]


@given(PAGES)
def test_sections_tile_the_text(text: str) -> None:
    found = split(text)
    assert found[0].start == 0
    assert found[-1].end == len(text)
    assert all(left.end == right.start for left, right in pairwise(found))
    assert [section.index for section in found] == list(range(len(found)))


@given(PAGES)
def test_each_block_stands_in_the_section_that_holds_its_place(text: str) -> None:
    document = Document("d", text, "", "", "text/plain", "utf-8")
    found = blocks.split(document, VOCABULARY)
    held = sections.split(document, found, VOCABULARY.headings)
    assert tuple(block for section in held for block in section.blocks) == found
    assert all(
        section.start <= block.start and block.end <= section.end
        for section in held
        for block in section.blocks
    )


@given(PAGES)
def test_every_type_is_of_the_list_and_every_rule_is_named(text: str) -> None:
    for section in split(text):
        assert section.type in VOCABULARY.headings.types
        assert section.rule


def test_an_empty_document_is_one_empty_section() -> None:
    (section,) = split("")
    assert (section.heading, section.start, section.end) == ("", 0, 0)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param(
            "Some words first.\n\n## Risks\nPain.\n## Cost\nMuch.",
            [("", "overview"), ("Risks", "complications"), ("Cost", "cost")],
            id="what stands before the first heading has none",
        ),
        pytest.param(
            "# Knee check\n## Risks\nPain.\n### Nerves\nNumb.\n## Extras\nTea.",
            [
                ("Knee check", "overview"),
                ("Risks", "complications"),
                ("Nerves", "complications"),
                ("Extras", "other"),
            ],
            id="an unknown subheading takes the type above it, not beside it",
        ),
        pytest.param(
            "# Knee check\n## Recovery\n### When to call\nFever.\n### Week one\nRest.",
            [
                ("Knee check", "overview"),
                ("Recovery", "recovery"),
                ("When to call", "follow_up"),
                ("Week one", "recovery"),
            ],
            id="a known subheading keeps its own",
        ),
        pytest.param(
            "# Knee check\n## Risks\n### Sedation\nSleepy.\n## Sedation\nA drip.",
            [
                ("Knee check", "overview"),
                ("Risks", "complications"),
                ("Sedation", "complications"),
                ("Sedation", "procedure_steps"),
            ],
            id="weak words give way to the heading above",
        ),
        pytest.param(
            "# Laser codes\n## Modifiers\n59\n## Documentation\nSize.\n## Traps\nNone.",
            [
                ("Laser codes", "overview"),
                ("Modifiers", "billing"),
                ("Documentation", "billing"),
                ("Traps", "billing"),
            ],
            id="on a page for coders the unknown is billing",
        ),
        pytest.param(
            "Treatment of Gout\n\nWhat is Treatment of Gout ?\nDrugs.\n\n"
            "What causes Treatment of Gout ?\nAcid.",
            [
                ("Treatment of Gout", "overview"),
                ("What is Treatment of Gout ?", "overview"),
                ("What causes Treatment of Gout ?", "risk_factors"),
            ],
            id="the name of the page does not type its questions",
        ),
        pytest.param(
            "Heart Trace\n\nWhat is the outlook for Heart Trace ?\n"
            "After a heart trace you get dressed.\n\n"
            "What is the outlook for Heart Trace ?\nMost people do well.",
            [
                ("Heart Trace", "overview"),
                ("What is the outlook for Heart Trace ?", "recovery"),
                ("What is the outlook for Heart Trace ?", "benefits"),
            ],
            id="a vague question takes the type of its answer",
        ),
        pytest.param(
            "# Knee: frequently asked questions\n## Odd\nTea.\n## Risks\nPain.",
            [
                ("Knee: frequently asked questions", "overview"),
                ("Odd", "other"),
                ("Risks", "complications"),
            ],
            id="a title that promises questions is a title",
        ),
        pytest.param(
            "## Risks\n## Cost\nMuch.",
            [("Risks", "complications"), ("Cost", "cost")],
            id="a heading with nothing under it is a section",
        ),
        pytest.param(
            "## **Risks**\nPain.\n## Cost:\nMuch.",
            [("Risks", "complications"), ("Cost:", "cost")],
            id="the heading is given without its markup",
        ),
    ],
)
def test_the_type_of_a_section(text: str, found: list[tuple[str, str]]) -> None:
    assert types(text) == found


def test_on_an_operative_note_some_headings_only_name_things() -> None:
    note = (
        "PROCEDURE: NAIL REMOVAL. ANESTHESIA: LOCAL. ESTIMATED BLOOD LOSS: NONE. "
        "FINDINGS: A NAIL. DESCRIPTION OF PROCEDURE: THE NAIL WAS TAKEN OFF."
    )
    page = "# Nail removal\n\n## Procedure\n\nIt is cut.\n\n## Anesthesia\n\nA sting."
    assert [kind for _, kind in types(note)] == [
        *("overview", "other", "other", "other", "procedure_steps"),
    ]
    assert [kind for _, kind in types(page)][1:] == ["procedure_steps"] * 2


def test_a_title_over_all_is_no_section_and_colours_what_nothing_explains() -> None:
    text = (
        "# Rehabilitation after nail repair\n\nFor patients.\n\n"
        "## Weeks with a splint\n\nRest.\n\n## To spare the other hand\n\nRest.\n"
    )
    assert types(text) == [
        ("Rehabilitation after nail repair", "overview"),
        ("Weeks with a splint", "recovery"),
        ("To spare the other hand", "recovery"),
    ]


def test_on_a_note_a_procedure_that_is_told_at_length_is_no_name() -> None:
    note = (
        "FINDINGS: A NAIL. ESTIMATED BLOOD LOSS: NONE. PROCEDURE: NAIL REMOVAL. "
        "PROCEDURE: THE TOE WAS NUMBED. THE NAIL WAS LIFTED. THE BED WAS CLEANED."
    )
    assert [kind for _, kind in types(note)][2:] == ["overview", "procedure_steps"]
