"""A capital that stands alone is part of a name, a small one is an article."""

import pytest

from pipeline import extract
from pipeline.model import Document


@pytest.mark.parametrize(
    ("line", "label"),
    [
        pytest.param("Hepatitis A", "hepatitis a", id="a letter behind"),
        pytest.param("Vitamin A deficiency", "vitamin a deficiency", id="within"),
        pytest.param("A stiff knee", "stiff knee", id="an article at the beginning"),
        pytest.param("Damage to a nerve", "damage to nerve", id="an article within"),
    ],
)
def test_a_letter_is_no_article(line: str, label: str) -> None:
    text = f"Knee Arthroscopy\n\nComplications:\n- {line}\n- Fever\n"
    document = Document("a.txt", text, "0" * 64, "1" * 64, "text/plain", "utf-8")
    read = extract.extract(document, extract.load())
    labels = [it.label for it in read.reading.mentions if it.type == "Complication"]
    assert label in labels
