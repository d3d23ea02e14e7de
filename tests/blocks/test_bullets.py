"""Marks of items that only their company tells."""

from pipeline.blocks import bullets
from pipeline.blocks.lines import Look, lines
from pipeline.model import Document


def looks(text: str) -> list[Look]:
    document = Document("d", text, "", "", "text/plain", "utf-8")
    return [line.look for line in bullets.see(list(lines(document)))]


def test_letters_that_count_behind_a_colon_mark_items() -> None:
    text = "It is paid for when all are met:\nA. a broken nail; and\nB. a scan."
    assert looks(text) == [Look.TEXT, Look.NUMBERED, Look.NUMBERED]


def test_an_item_may_have_its_own_list() -> None:
    text = "Both are met:\nA. one of\n  1. pain\n  2. a scan\nB. a broken nail"
    assert looks(text)[1::3] == [Look.NUMBERED, Look.NUMBERED]


def test_an_initial_and_letters_without_a_colon_mark_none() -> None:
    assert looks("Seen by:\nA. Smith") == [Look.TEXT, Look.TEXT]
    assert looks("Words\nA. Risks\nB. Costs") == [Look.TEXT] * 3
