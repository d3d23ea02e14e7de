"""The two sides of one thing are two mentions, and two statements."""

from pipeline import extract
from pipeline.model import Document

TEXT = """Knee Arthroscopy

Complications:
- Left knee pain
- Right knee pain
- Right knee pain
- Knee stiffness
"""


def test_a_second_side_is_not_taken_for_the_first_again() -> None:
    document = Document("a.txt", TEXT, "0" * 64, "1" * 64, "text/plain", "utf-8")
    read = extract.extract(document, extract.load())
    sides = [
        mention.qualifiers.side
        for mention in read.reading.mentions
        if mention.label == "knee pain" and mention.parent is None
    ]
    assert sides == ["left", "right"]
    stated = {each.quote for each in read.assertions}
    assert {"Left knee pain", "Right knee pain"} <= stated
