"""Sentences under headings that say nothing are read by what they are about."""

import pytest

from pipeline.mentions.draft import Role
from pipeline.mentions.topics import Topics
from pipeline.mentions.view import view
from pipeline.model import Block, BlockKind, Section, Unit
from pipeline.vocabulary import reading

VOCABULARY = reading.load()


def topics(
    *paragraphs: list[str],
    type_: str = "overview",
    rule: str = "head.preamble",
    has_procedure: bool = True,
) -> list[str]:
    """Return in what section each sentence is read first."""
    blocks = [Block(BlockKind.PARAGRAPH, at, at + 1, at) for at in range(9)]
    section = Section(0, "", type_, 0, 9, 0, tuple(blocks), rule)
    told = Topics("", [section], VOCABULARY, has_procedure=has_procedure)
    found = []
    for block, sentences in zip(blocks, paragraphs, strict=False):
        for text in sentences:
            unit = Unit(block.start, block.end, block.body, 0, block)
            roles = told.roles(unit, view(text, 0, len(text)), Role("", type_))
            found.append(next(iter(roles)).section)
    return found


CUT = "A small cut is made behind the ear."
THEN = "The drum is lifted."


def test_a_sentence_is_read_by_its_own_topic() -> None:
    assert topics([CUT]) == ["procedure_steps"]
    assert topics(["Infection is rare."]) == ["complications"]
    assert topics(["The ear has a drum."]) == ["overview"]


def test_a_topic_goes_on_to_the_end_of_the_paragraph() -> None:
    told = topics([CUT, THEN], [THEN])
    assert told == ["procedure_steps", "procedure_steps", "overview"]


def test_a_topic_ends_where_another_begins() -> None:
    told = topics([CUT, "Infection is rare.", "So is bleeding."])
    assert told == ["procedure_steps", "complications", "complications"]


def test_a_visit_is_not_carried_on() -> None:
    told = topics(["We will see you in clinic in a week.", "Tea is served."])
    assert told == ["follow_up", "overview"]


def test_a_question_is_a_heading_in_running_text() -> None:
    told = topics(["What can go wrong?", "A stent may clot."])
    assert told == ["complications", "complications"]


def test_the_sentence_is_read_as_it_stands_where_its_topic_finds_nothing() -> None:
    block = Block(BlockKind.PARAGRAPH, 0, 1, 0)
    section = Section(0, "", "overview", 0, 1, 0, (block,), "head.preamble")
    told = Topics("", [section], VOCABULARY, has_procedure=True)
    roles = told.roles(Unit(0, 1, 0, 0, block), view(CUT, 0, 9), Role("", "overview"))
    assert [each.section for each in roles][-1] == "overview"


@pytest.mark.parametrize(
    ("type_", "rule", "has_procedure"),
    [
        ("recovery", "head.recovery", True),
        ("other", "head.contraindications", True),
        ("overview", "head.preamble", False),
    ],
)
def test_what_a_heading_says_stands(
    type_: str, rule: str, *, has_procedure: bool
) -> None:
    told = topics([CUT], type_=type_, rule=rule, has_procedure=has_procedure)
    assert told == [type_]


def test_behind_a_label_with_a_name_stands_the_letter_and_no_section() -> None:
    text = "Operation: hip repair\n\nA small cut is made.\n\nInfection is rare."
    ends = [("Operation:", BlockKind.HEADING), ("hip repair", BlockKind.PARAGRAPH)]
    ends += [(each, BlockKind.PARAGRAPH) for each in text.split("\n\n")[1:]]
    blocks = [
        Block(kind, at := text.index(words), at + len(words), at)
        for words, kind in ends
    ]
    section = Section(
        0, "Operation:", "alternatives", 0, len(text), 2, tuple(blocks), "head.phrase"
    )
    told = Topics(text, [section], VOCABULARY, has_procedure=True)
    found = []
    for block in blocks[1:]:
        unit = Unit(block.start, block.end, block.body, 0, block)
        seen = view(text, block.start, block.end)
        role = Role("AlternativeTreatment", "alternatives")
        found.append([each.section for each in told.roles(unit, seen, role)])
    assert found == [
        ["alternatives"],
        ["procedure_steps", "other"],
        ["complications"],
    ]


def test_what_the_procedure_is_tells_no_step() -> None:
    text = "It is an operation in which a small cut is made behind the ear."
    assert topics([text]) == ["overview"]
