"""Lines that were not understood, the same ones together."""

from pathlib import Path

import pytest

from pipeline.exports.account import Listed
from pipeline.exports.report.records import Place, UnreadLine
from pipeline.exports.report.unread import SHOWN, Unread, form, rows
from pipeline.model import Room

# Text, document, start.
GIVEN = (
    ("- Call  us", "b.txt", 40),
    ("Call\nus!", "b.txt", 9),
    ("CALL US", "a.txt", 100),
    ("Quiet, please", "c.txt", 5),
    ("Quiet please", "c.txt", 2),
    ("Once", "a.txt", 7),
)


def place(document: str, start: int) -> Place:
    return Place(document, f"key of {document}", start, start + 1)


def listed(room: Room | None = None) -> Listed[UnreadLine]:
    unread = Unread(room)
    for text, document, start in GIVEN:
        unread.add(text, place(document, start), f"section of {document}")
    return unread.listed()


def test_those_in_most_documents_come_first_then_as_documents_have_them() -> None:
    assert [(each.text, each.lines, each.documents) for each in listed().shown] == [
        ("CALL US", 3, 2),
        ("Once", 1, 1),
        ("Quiet please", 1, 1),
        ("Quiet, please", 1, 1),
    ]
    assert listed().total == 4


def test_a_line_is_told_as_it_stands_first_with_its_first_places() -> None:
    first = listed().shown[0]
    assert first.section == "section of a.txt"
    assert first.places == (place("a.txt", 100), place("b.txt", 9), place("b.txt", 40))


def test_the_mark_of_a_list_is_not_shown() -> None:
    unread = Unread(None)
    unread.add("\u2022 Go", place("a", 1), "")
    unread.add("---", place("a", 2), "")
    assert [each.text for each in unread.listed().shown] == ["Go", "---"]


def test_no_more_are_shown_than_people_read() -> None:
    unread = Unread(None)
    for number in range(SHOWN + 7):
        unread.add(f"line {number}", place("a", number), "")
    found = unread.listed()
    assert (found.total, len(found.shown)) == (SHOWN + 7, SHOWN)
    assert found.shown[-1].text == f"line {SHOWN - 1}"


def test_what_is_too_much_for_memory_is_told_alike(tmp_path: Path) -> None:
    assert listed(Room(tmp_path, megabytes=0)) == listed()


@pytest.mark.parametrize(
    ("one", "other"),
    [("- Go.", "go"), ("\u201cGo\u201d", "Go!"), ("A  b\n", "a b"), ("***", "***")],
)
def test_signs_around_the_words_tell_no_lines_apart(one: str, other: str) -> None:
    assert form(one) == form(other)


@pytest.mark.parametrize(
    ("one", "other"), [("1. go", "2. go"), ("a, b", "a b"), ("***", "---")]
)
def test_words_figures_and_signs_between_them_do(one: str, other: str) -> None:
    assert form(one) != form(other)


def test_a_row_has_counts_words_and_places() -> None:
    *_, places = row = next(rows(listed().shown))
    assert row[:4] == ("3", "2", "section of a.txt", "CALL US")
    assert places == "a.txt 100:101; b.txt 9:10; b.txt 40:41"
