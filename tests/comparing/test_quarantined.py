"""Documents that cannot be read any more are not gone, and may be read again."""

from pathlib import Path

import msgspec
import pytest

import pipeline
from pipeline.comparing import Differences, DocumentDifference, Fate, as_json, as_text
from tests.comparing.conftest import BIOPSY, EAR, make

BINARY = "\x00\x01" * 40
WHY = "is binary"


def both(tmp_path: Path, before: dict[str, str], after: dict[str, str]) -> list[Path]:
    pages = (("old", before), ("new", after))
    return [make(each, tmp_path / name) for name, each in pages]


def one(found: Differences) -> DocumentDifference:
    (document,) = found.documents
    return document


@pytest.fixture
def broken(tmp_path: Path) -> list[Path]:
    return both(
        tmp_path,
        {"a.txt": BIOPSY, "ear.txt": EAR},
        {"a.txt": BIOPSY, "ear.txt": BINARY},
    )


def test_what_cannot_be_read_any_more_is_not_told_as_removed(
    broken: list[Path],
) -> None:
    found = pipeline.compare(*broken)
    document = one(found)
    assert document.fate is Fate.UNREADABLE
    ((name, why),) = document.unreadable
    assert name == "ear.txt"
    assert WHY in why
    assert [each.quote for each in document.facts_removed] == [
        "Drainage",
        "Hearing loss",
    ]
    first, *_, last = as_text(found).splitlines()
    assert first == f"ear.txt: cannot be read any more: {why}"
    assert last.startswith("Documents: 1 unreadable now; facts: ")
    told = msgspec.json.decode(as_json(found, "1.0"))
    assert told["documents"][0]["fate"] == "unreadable"
    assert told["documents"][0]["unreadable"] == [["ear.txt", why]]
    counts = told["counts"]
    assert (counts["documents_unreadable"], counts["documents_removed"]) == (1, 0)


def test_what_can_be_read_again_is_not_told_as_added(broken: list[Path]) -> None:
    found = pipeline.compare(*reversed(broken))
    document = one(found)
    assert document.fate is Fate.READABLE
    ((_, why),) = document.readable
    lines = as_text(found).splitlines()
    assert lines[0] == f"ear.txt: can be read again (before: {why})"
    assert lines[-1].startswith("Documents: 1 readable again; facts: ")


def test_of_two_with_one_text_only_the_one_that_broke_is_unreadable(
    tmp_path: Path,
) -> None:
    found = pipeline.compare(
        *both(
            tmp_path,
            {"a.txt": BIOPSY, "b.txt": EAR, "c.txt": EAR},
            {"a.txt": BIOPSY, "b.txt": BINARY},
        )
    )
    document = one(found)
    assert (document.fate, document.documents) == (Fate.REMOVED, ("b.txt", "c.txt"))
    assert [name for name, _ in document.unreadable] == ["b.txt"]
    lines = as_text(found).splitlines()
    assert lines[1].startswith("  ! b.txt cannot be read any more: is binary")
    assert lines[-1].startswith("Documents: 1 removed, 1 unreadable now; ")


def test_a_broken_page_of_which_a_copy_came_is_followed_and_told(
    tmp_path: Path,
) -> None:
    found = pipeline.compare(
        *both(tmp_path, {"a.txt": EAR}, {"a.txt": BINARY, "b.txt": EAR})
    )
    document = one(found)
    assert document.fate is Fate.RENAMED
    assert [name for name, _ in document.unreadable] == ["a.txt"]
    assert "  ! a.txt cannot be read any more: " in as_text(found)


def test_a_document_of_a_packed_file_that_broke_is_unreadable(tmp_path: Path) -> None:
    packed = msgspec.json.encode({"id": "1", "text": EAR}).decode()
    found = pipeline.compare(
        *both(
            tmp_path,
            {"a.txt": BIOPSY, "all.jsonl": packed},
            {"a.txt": BIOPSY, "all.jsonl": ""},
        )
    )
    assert one(found).unreadable == (("all.jsonl#1", "holds no record"),)
    assert one(found).fate is Fate.UNREADABLE


def test_two_files_tell_no_quarantine(broken: list[Path]) -> None:
    old, new = broken
    assert one(pipeline.compare(old / "graph.ttl", new)).fate is Fate.REMOVED


@pytest.mark.parametrize("content", [None, "?", '{"document": 1}\n'])
def test_without_a_quarantine_that_can_be_read_it_went(
    content: str | None, broken: list[Path]
) -> None:
    path = broken[1] / "quarantine.jsonl"
    path.unlink()
    if content is not None:
        path.write_text(content)
    assert one(pipeline.compare(*broken)).fate is Fate.REMOVED
