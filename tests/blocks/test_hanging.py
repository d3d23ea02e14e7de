"""Labels in a column of their own are headings of what stands in the one beside them."""

from pipeline import blocks
from pipeline.model import Document
from pipeline.vocabulary.blocks import load

NOTE = """\
Scope of the Bowel
Indications:     Bleeding and
                 a loss of weight
Nurse:           A. Person
Plan:            - Rest for a day.
                 - Come back in a
                   week.
Signed by A. Person
"""


def outline(text: str) -> list[tuple[str, str]]:
    document = Document("d", text, "", "", "text/plain", "utf-8")
    return [
        (block.kind.value, " ".join(text[block.body : block.end].split()))
        for block in blocks.split(document, load())
    ]


def test_labels_that_hang_beside_a_column_open_sections() -> None:
    assert outline(NOTE)[1:8] == [
        ("heading", "Indications:"),
        ("paragraph", "Bleeding and a loss of weight"),
        ("heading", "Nurse:"),
        ("paragraph", "A. Person"),
        ("heading", "Plan:"),
        ("bullet", "Rest for a day."),
        ("bullet", "Come back in a week."),
    ]


def test_a_label_whose_value_begins_below_it_opens_a_section_too() -> None:
    text = NOTE.replace("Plan:            - Rest", "Plan:\n                 - Rest")
    assert outline(text)[5:7] == [("heading", "Plan:"), ("bullet", "Rest for a day.")]


def test_keys_with_values_that_never_go_on_below_are_no_headings() -> None:
    text = "Age:      58\nRoom:     12\nScope:    thin\n\nIt was passed with care.\n"
    assert "heading" not in [kind for kind, _ in outline(text)]


def test_two_lines_set_as_titles_are_no_paragraph() -> None:
    text = (
        "Endoscopic Look at the Lower Bowel Itself\nCedar Endoscopy Unit of the City\n"
    )
    assert len(outline(text + "\nIt was passed.\n")) == 3
