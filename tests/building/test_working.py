"""Reading many files: one bad document never stops the others."""

import os
from pathlib import Path

import pytest

from pipeline.building import sources
from pipeline.building.working import Given, Reader, run
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


def reasons(folder: Path, reader: Reader, processes: int = 1) -> dict[str, str]:
    """Return for each document below *folder* why it is refused, or that it is read."""
    taken = list(sources.take(find([folder]), reader.limits, b""))
    refused = [each for each in taken if isinstance(each, Quarantined)]
    given = [each for each in taken if isinstance(each, Given)]
    found = {each.document: each.reason for each in refused}
    for each in run(given, processes, reader):
        refusal = each.outcome.refused
        found[each.source.name] = refusal.reason if refusal else "read"
    return found


def results(folder: Path, limits: Limits | None = None) -> dict[str, str]:
    return reasons(folder, Reader(limits or Limits(), bare))


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
    assert got == {name: expected, "good.md": "read"}


def test_a_link_that_leads_out_of_its_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("not for the graph")
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").symlink_to(tmp_path / "secret.txt")
    assert results(folder)["a.txt"] == "link"


@pytest.mark.skipif(os.name == "nt", reason="names are Unicode there")
def test_a_name_that_is_not_utf_8_is_refused(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/caf\xe9.txt"
    try:
        Path(os.fsdecode(path)).write_text("A page.")
    except OSError:
        pytest.skip("this file system takes no such name")
    assert results(tmp_path) == {"caf\\udce9.txt": "name"}


def test_a_fault_of_ours_in_one_document_spares_the_others(tmp_path: Path) -> None:
    for name in ("a.txt", "bad.txt", "c.txt"):
        (tmp_path / name).write_text("A page.")
    got = reasons(tmp_path, Reader(Limits(), failing))
    assert got == {"a.txt": "read", "bad.txt": "extraction", "c.txt": "read"}
