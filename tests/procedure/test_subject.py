"""Whether a page is about medicine at all."""

import pytest

from pipeline import blocks, procedure, sections, sentences
from pipeline.model import Document
from pipeline.vocabulary import layout, reading

VOCABULARY = reading.load()
LAYOUT = layout.load()
ABBREVIATIONS = layout.abbreviations()
BODY = "\n\nIt is a look into the knee with a small camera.\n"


def is_medical(text: str) -> bool:
    document = Document("d", text, "", "", "text/markdown", "utf-8")
    parts = sections.split(document, blocks.split(document, LAYOUT), LAYOUT.headings)
    units = sentences.divide(document, parts, ABBREVIATIONS)
    return procedure.is_medical(document, units, VOCABULARY)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "# Lemon cake\n\n## Method\n\n1. Whisk three eggs.\n2. Bake for 40 minutes.\n3. Remove it from the oven and let it rest.\n",
            id="a recipe",
        ),
        pytest.param(
            "# Changing a tyre\n\n## Steps\n\n1. Loosen the nuts.\n2. Lift the car.\n3. Repair or replace the wheel.\n",
            id="a repair",
        ),
        pytest.param(
            "# Upgrade procedure\n\n1. Stop the service.\n2. Run the test.\n3. Check for failure of the disc.\n",
            id="a manual whose words medicine uses too",
        ),
        pytest.param(
            "How to Make Sourdough Bread\n\nComplications\n\n- Infection by mould\n",
            id="a craft in words of medicine",
        ),
        pytest.param(
            "Parking and Visiting at Hill Hospital\n\nPlease stay away if\n- you have a fever\n",
            id="the house and not what is done in it",
        ),
        pytest.param("", id="nothing"),
    ],
)
def test_a_page_about_something_else_is_not_medical(text: str) -> None:
    assert not is_medical(text)


@pytest.mark.parametrize(
    "text",
    [
        f"# Knee arthroscopy{BODY}",
        "# Diabetes\n\nA disease of the blood sugar.\n",
        "Fever and cough\n",
        "Condition 19\n\nHere is a list of its signs and symptoms.\n",
    ],
)
def test_a_page_about_a_procedure_or_a_disease_is_medical(text: str) -> None:
    assert is_medical(text)


def test_a_title_of_medicine_makes_up_for_plain_words_under_it() -> None:
    plain = "\n\nPlease come at nine." * 20
    assert is_medical(f"# Bronchoscopy{plain}\n")
    assert not is_medical(
        f"# Our hours{plain}\n\nBronchoscopy is on the first floor.\n"
    )


def test_lines_of_a_medical_bill_are_about_medicine() -> None:
    lines = "\n".join(f"Line {number} says little." for number in range(10))
    assert is_medical(f"# 12345\n\nCPT: 12345\nCommon modifiers: LT, RT\n\n{lines}\n")
    assert not is_medical(f"# 12345\n\nOrder: 12345\nColours: LT, RT\n\n{lines}\n")
