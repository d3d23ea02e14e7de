"""Reading many files: one bad document never stops the others."""

import os
from pathlib import Path

import pytest

from pipeline.building.working import Reader, Result, run
from pipeline.documents import Limits, find
from pipeline.errors import SourceError
from pipeline.model import Document, Extraction, Quarantined, Reading


def bare(document: Document) -> Extraction:
    """Return an extraction that found nothing."""
    return Extraction(document, (), Reading(None, (), ()), (), (), ())


def failing(document: Document) -> Extraction:
    if document.name == "bad.txt":
        raise SourceError(document.name, "ends in a fault", "odd")
    return bare(document)


def results(folder: Path, limits: Limits | None = None) -> dict[str, Result]:
    return {
        each.document if isinstance(each, Quarantined) else each.document.name: each
        for each in run(find([folder]), 1, Reader(limits or Limits(), bare))
    }


def reason(result: Result) -> str:
    return result.reason if isinstance(result, Quarantined) else "read"


@pytest.mark.parametrize(
    ("name", "source", "expected"),
    [
        pytest.param("a.txt", b"", "empty", id="an empty file"),
        pytest.param("a.txt", b" \n\t\n", "empty", id="a file of blanks"),
        pytest.param("a.txt", b"\x7fELF\x00\x01", "binary", id="a program named .txt"),
        pytest.param(
            "a.txt",
            "caf\u00e9 na\u00efve".encode() + b" \xff.",
            "encoding",
            id="broken UTF-8",
        ),
        pytest.param("a.md", b"x" * 3000, "too-large", id="a file above the limit"),
        pytest.param("a.md", b"x" * 1500, "long-line", id="a line above the limit"),
        pytest.param(
            "a.html", b"<div>" * 300 + b"x", "deep-html", id="hundreds of nested tags"
        ),
        pytest.param(
            "a.md",
            b"# Bread\n\nMix flour and water.\n\nBake for an hour.\n",
            "read",
            id="a recipe is read like any page",
        ),
    ],
)
def test_a_document_is_read_or_refused_with_its_reason(
    tmp_path: Path, name: str, source: bytes, expected: str
) -> None:
    (tmp_path / name).write_bytes(source)
    (tmp_path / "good.md").write_text("# A page\n")
    got = results(tmp_path, Limits(2000, 1000, 100))
    assert {key: reason(each) for key, each in got.items()} == {
        name: expected,
        "good.md": "read",
    }


def test_a_link_that_leads_out_of_its_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("not for the graph")
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").symlink_to(tmp_path / "secret.txt")
    assert reason(results(folder)["a.txt"]) == "link"


@pytest.mark.skipif(os.name == "nt", reason="names are Unicode there")
def test_a_name_that_is_not_utf_8_is_refused(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/caf\xe9.txt"
    try:
        Path(os.fsdecode(path)).write_text("A page.")
    except OSError:
        pytest.skip("this file system takes no such name")
    assert {key: reason(each) for key, each in results(tmp_path).items()} == {
        "caf\\udce9.txt": "name"
    }


def test_a_fault_of_ours_in_one_document_spares_the_others(tmp_path: Path) -> None:
    for name in ("a.txt", "bad.txt", "c.txt"):
        (tmp_path / name).write_text("A page.")
    got = list(run(find([tmp_path]), 1, Reader(Limits(), failing)))
    assert [reason(each) for each in got] == ["read", "extraction", "read"]


def test_results_come_in_the_order_of_the_files(tmp_path: Path) -> None:
    names = [f"{number:03}.txt" for number in range(40)]
    for name in reversed(names):
        (tmp_path / name).write_text(f"Page {name}.")
    assert list(results(tmp_path)) == names
