"""How a line is judged: a small table over shapes."""

import pytest

from pipeline.blocks.lines import Line, lines
from pipeline.blocks.shapes import is_title
from pipeline.blocks.titles import judge
from pipeline.model import BlockKind, Document
from pipeline.vocabulary.headings import load


def found(text: str) -> list[Line]:
    return list(lines(Document("d", text, "", "", "text/plain", "utf-8")))


def level(text: str, at: int, last: BlockKind | None) -> int:
    judged = found(text)
    return judge(judged, load(), marked=False).level(at, last)


BODY = "Some long enough text stands here below the line that is judged."


@pytest.mark.parametrize(
    ("text", "at", "last", "rank"),
    [
        pytest.param(f"Knee Check\n\n{BODY}", 0, None, 1, id="the first line is title"),
        pytest.param(
            f"what a knee is\n\n{BODY}", 0, None, 1, id="a title in lower case"
        ),
        pytest.param(f"Risks\n\n{BODY}", 0, None, 2, id="a known first line is not"),
        pytest.param(
            f"{BODY}\n\nRisks\n{BODY}", 1, BlockKind.PARAGRAPH, 2, id="known words rank"
        ),
        pytest.param(
            f"{BODY}\n\nBig Toe\n{BODY}",
            1,
            BlockKind.PARAGRAPH,
            3,
            id="unknown words rank lower",
        ),
        pytest.param(
            f"{BODY}\n\nAnd then we go\nOn.",
            1,
            BlockKind.PARAGRAPH,
            0,
            id="a sentence without stop is none",
        ),
        pytest.param(
            "Take:\nIron\nZinc\nSalt", 1, BlockKind.PARAGRAPH, 0, id="items are none"
        ),
    ],
)
def test_the_rank_of_a_line(
    text: str, at: int, last: BlockKind | None, rank: int
) -> None:
    assert level(text, at, last) == rank


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("Risks of the Operation", True),
        ("Risks of the operation", False),
        ("A to Z", True),
        ("", True),
    ],
)
def test_titles_have_capitals_on_their_longer_words(words: str, title: bool) -> None:  # noqa: FBT001 - a table
    assert is_title(words) is title


def test_known_words_between_two_lists_open_the_second() -> None:
    text = "Risks\n- pain\nLess common (under 1 in 50)\n- fever\nOf the knee\n- rash"
    assert level(text, 2, BlockKind.BULLET) > 0
    assert level(text, 4, BlockKind.BULLET) == 0
