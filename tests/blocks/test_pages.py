"""What a printed leaflet repeats on each page is no text, but its title is."""

from pipeline import blocks
from pipeline.model import BlockKind, Document
from pipeline.vocabulary.blocks import load


def noise(text: str) -> list[str]:
    document = Document("d", text, "", "", "text/plain", "utf-8")
    return [
        text[block.start : block.end]
        for block in blocks.split(document, load())
        if block.kind is BlockKind.BOILERPLATE
    ]


def test_the_lines_beside_a_foot_that_stand_on_other_pages_are_cut() -> None:
    head = "Hill Trust\nNail repair"
    text = (
        f"{head}\n\nA nail is mended.\n\nNail repair, version 2   Page 1 of 2\n\n"
        f"{head}\n\nRest for a day.\n\nNail repair, version 2   Page 2 of 2"
    )
    assert noise(text) == [
        "Nail repair, version 2   Page 1 of 2",
        "Hill Trust",
        "Nail repair",
        "Nail repair, version 2   Page 2 of 2",
    ]


def test_bare_numbers_that_count_on_are_those_of_pages() -> None:
    page = "The nail is mended.\nThe hand is washed.\nThe arm rests.\nIt heals."
    assert noise(f"{page}\n\n2\n\n{page}\n\n3\n\n{page}") == ["2", "3"]


def test_other_numbers_stay() -> None:
    page = "The nail is mended.\nThe hand is washed.\nThe arm rests.\nIt heals."
    assert noise(f"{page}\n\n2\n\n{page}\n\n30\n\n{page}") == []


def test_a_running_head_beside_its_number_is_that_of_a_page() -> None:
    text = (
        "2        Nail repair\n\nA nail is mended.\nIt heals.\n\n"
        "3        Nail repair\n\nThe hand is washed.\nThe arm rests.\n\n"
        "4        Nail repair\n\nRest for a day."
    )
    assert noise(text) == [f"{page}        Nail repair" for page in (2, 3, 4)]
