"""The choices of a form are items; one left open beside a ticked one is none."""

import pytest

from pipeline import blocks
from pipeline.model import Document
from pipeline.vocabulary.blocks import load

VOCABULARY = load()


def outline(text: str) -> list[tuple[str, str]]:
    document = Document("d", text, "", "", "text/plain", "utf-8")
    found = blocks.split(document, VOCABULARY)
    return [(block.kind.value, text[block.body : block.end]) for block in found]


def items(text: str) -> list[str]:
    return [words for kind, words in outline(text) if kind == "bullet"]


@pytest.mark.parametrize(
    "text",
    [
        "Used today: [x] lidocaine   [ ] nothing",
        "Used today: (x) lidocaine ( ) nothing",
        "Used today: \u2612 lidocaine \u2610 nothing",
    ],
)
def test_choices_on_one_line_are_items_and_the_open_ones_none(text: str) -> None:
    found = outline(text)
    assert [kind for kind, _ in found][1:] == ["bullet", "rule"]
    assert found[0][1] == "Used today:"
    assert items(text) == ["lidocaine"]


def test_a_line_left_open_among_ticked_ones_is_none() -> None:
    text = "[x] Sleep on two pillows.\n[ ] Leave the drain in.\n[x] Drink a lot.\n"
    assert items(text) == ["Sleep on two pillows.", "Drink a lot."]


def test_a_list_in_which_nothing_is_ticked_is_a_list() -> None:
    assert items("[ ] Bring your card.\n[ ] Wear flat shoes.\n") == [
        "Bring your card.",
        "Wear flat shoes.",
    ]


def test_what_stands_far_behind_a_choice_is_another_question() -> None:
    text = "Done: [x] excision [ ] shave      Place: left arm"
    assert items(text) == ["excision"]
    assert outline(text)[-1][1] == "Place: left arm"


def test_a_name_left_out_is_no_box() -> None:
    assert items("The surgeon was [X]   and the helper [Y].") == []
