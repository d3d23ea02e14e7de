"""A build is known again by what it was of, and by files that nobody touched."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.building import previous
from pipeline.building.build import build
from pipeline.building.results import FOLDER
from pipeline.building.summary import Summary

NOTE = f"{FOLDER}/built.json"
PAGE = "# Knee Arthroscopy\n\n## Risks\n\n- Nausea\n"
OF = "a fingerprint"


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """Return the folder of a build that is noted."""
    (tmp_path / "a.md").write_text(PAGE)
    made = tmp_path / "out"
    summary = build(tmp_path / "a.md", made, grounding=False, formats=["ttl", "neo4j"])
    previous.note(made, OF, summary)
    return made


def test_the_same_build_is_known_and_tells_what_it_did(out: Path) -> None:
    known = previous.find(out, OF)
    assert isinstance(known, Summary)
    assert (known.documents, known.out) == (1, str(out))
    assert (known.is_unchanged, known.kept, known.damaged) == (True, 1, 0)
    assert {each.name for each in known.files} >= {"graph.ttl", "neo4j/things.csv"}


def test_a_build_of_something_else_is_not(out: Path) -> None:
    assert previous.find(out, "another") is None
    assert previous.find(out.parent, OF) is None


def test_a_folder_that_was_moved_is_known_under_its_new_name(out: Path) -> None:
    moved = out.rename(out.with_name("moved"))
    known = previous.find(moved, OF)
    assert known is not None
    assert known.out == str(moved)


def rewritten(path: Path) -> None:
    """Write other bytes of the same number, and set the time back."""
    told = path.stat()
    path.write_bytes(b"?" * told.st_size)
    os.utime(path, ns=(told.st_atime_ns, told.st_mtime_ns))


def longer(path: Path) -> None:
    with path.open("a") as file:
        file.write("\n")


@pytest.mark.parametrize("touch", [rewritten, longer, Path.unlink, Path.touch])
@pytest.mark.parametrize(
    "name",
    ["build.json", "graph.ttl", "neo4j/things.csv", "documents/a.md.txt", NOTE],
)
def test_an_output_that_was_touched_makes_a_build_anew(
    out: Path, touch: Callable[[Path], None], name: str
) -> None:
    touch(out / name)
    is_as_it_was = (name, touch) in {(NOTE, Path.touch), (NOTE, longer)}
    assert (previous.find(out, OF) is not None) is is_as_it_was


def test_a_text_that_nobody_wrote_makes_a_build_anew(out: Path) -> None:
    (out / "documents" / "sub").mkdir()
    (out / "documents" / "sub" / "b.txt").write_text("mine")
    assert previous.find(out, OF) is None


def test_other_files_of_the_folder_do_not_matter(out: Path) -> None:
    (out / "mine.txt").write_text("mine")
    assert previous.find(out, OF) is not None


@pytest.mark.parametrize(
    "words",
    [
        "",
        "{",
        "[]",
        '{"fingerprint": 1}',
        "\xff",
        '{"fingerprint": "\xff"}',
        '{"other": ' + "[" * 99999,
    ],
    ids=range(7),
)
def test_a_note_that_is_none_is_no_fault(out: Path, words: str) -> None:
    (out / NOTE).write_text(words, encoding="latin-1")
    assert previous.find(out, OF) is None


def test_a_note_that_cannot_be_written_is_no_fault(out: Path) -> None:
    summary = previous.find(out, OF)
    assert summary is not None
    (out / NOTE).unlink()
    (out / NOTE).mkdir()
    previous.note(out, OF, summary)
    assert previous.find(out, OF) is None
    assert list((out / FOLDER).glob("*.new")) == []
    (out / NOTE).rmdir()
    for path in (out / FOLDER).iterdir():
        path.unlink()
    (out / FOLDER).rmdir()
    (out / FOLDER).write_text("mine")
    previous.note(out, OF, summary)
    assert (out / FOLDER).read_text() == "mine"
