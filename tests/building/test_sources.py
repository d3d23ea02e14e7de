"""All documents by content, before any is read."""

import json
import os
from pathlib import Path

import pytest

from pipeline.building import sources
from pipeline.building.sources import Survey, Tally
from pipeline.building.working import Given
from pipeline.documents import Limits, find

RECORDS = [{"id": "x", "text": "One."}, {"id": "y", "text": "Two."}]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder of two pages, two records and what cannot be read."""
    made = tmp_path / "pages"
    made.mkdir()
    (made / "a.md").write_text("# A page\n")
    (made / "b.txt").write_text("Another page.\n")
    (made / "large.txt").write_text("x" * 2000)
    write(made, RECORDS)
    return made


def write(folder: Path, records: list[dict[str, str]]) -> None:
    lines = "".join(f"{json.dumps(each)}\n" for each in records)
    (folder / "r.jsonl").write_text(lines)


def surveyed(folder: Path, deciding: bytes = b"1") -> Survey:
    return sources.survey(find([folder]), Limits(file_bytes=1000), deciding)


def keys(folder: Path, deciding: bytes = b"1") -> dict[str, bytes]:
    taken = sources.take(find([folder]), Limits(), deciding)
    return {each.source.name: each.key for each in taken if isinstance(each, Given)}


def test_documents_are_counted_and_those_that_are_not_kept(folder: Path) -> None:
    told, known = surveyed(folder), keys(folder)
    kept = {known["a.md"], known["r.jsonl#y"]}
    assert told.documents == 4
    assert told.missing(frozenset().__contains__) == 4
    assert told.missing(kept.__contains__) == 2


def test_the_digest_is_that_of_a_tally_of_the_same(folder: Path) -> None:
    tally = Tally()
    for each in sources.take(find([folder]), Limits(file_bytes=1000), b"1"):
        assert tally.digest() != surveyed(folder).digest
        tally.add(each)
    assert tally.digest() == surveyed(folder).digest


def other_bytes(folder: Path) -> None:
    (folder / "a.md").write_text("# B page\n")


def another_name(folder: Path) -> None:
    (folder / "a.md").rename(folder / "c.md")


def another_suffix(folder: Path) -> None:
    (folder / "a.md").rename(folder / "a.txt")


def a_description(folder: Path) -> None:
    (folder / "MANIFEST.yaml").write_text("documents: {a.md: {date: 2020}}\n")


def a_document_that_is_not_there(folder: Path) -> None:
    (folder / "MANIFEST.yaml").write_text("documents: {none.md: {}}\n")


def one_less(folder: Path) -> None:
    (folder / "b.txt").unlink()


def one_less_that_is_not_read(folder: Path) -> None:
    (folder / "large.txt").unlink()


def another_record(folder: Path) -> None:
    write(folder, [RECORDS[0], {"id": "y", "text": "Three."}])


def another_field_of_a_record(folder: Path) -> None:
    write(folder, [RECORDS[0], {**RECORDS[1], "title": "A title"}])


def no_record(folder: Path) -> None:
    with (folder / "r.jsonl").open("a") as file:
        file.write("{\n")


@pytest.mark.parametrize(
    ("edit", "remade"),
    [
        pytest.param(other_bytes, {"a.md"}, id="bytes"),
        pytest.param(another_name, {"c.md"}, id="a name"),
        pytest.param(another_suffix, {"a.txt"}, id="a suffix"),
        pytest.param(a_description, {"a.md"}, id="a description"),
        pytest.param(a_document_that_is_not_there, set(), id="one that is missing"),
        pytest.param(one_less, set(), id="one less"),
        pytest.param(one_less_that_is_not_read, set(), id="one that is too large less"),
        pytest.param(another_record, {"r.jsonl#y"}, id="a record"),
        pytest.param(another_field_of_a_record, {"r.jsonl#y"}, id="a record's field"),
        pytest.param(no_record, set(), id="a line that is no record"),
    ],
)
def test_what_changes_a_document_changes_its_key_and_the_digest(
    folder: Path, edit: object, remade: set[str]
) -> None:
    before, digest = keys(folder), surveyed(folder).digest
    assert callable(edit)
    edit(folder)
    after = keys(folder)
    assert {name for name in after if after[name] != before.get(name)} == remade
    assert surveyed(folder).digest != digest


def test_what_decides_besides_changes_all(folder: Path) -> None:
    before, after = keys(folder), keys(folder, b"2")
    assert set(before.values()).isdisjoint(after.values())
    assert surveyed(folder).digest != surveyed(folder, b"2").digest


def test_times_and_places_change_nothing(folder: Path) -> None:
    before, digest = keys(folder), surveyed(folder).digest
    os.utime(folder / "a.md", (1, 1))
    moved = folder.rename(folder.with_name("moved"))
    (moved / "picture.png").write_bytes(b"not read")
    assert keys(moved) == before
    assert surveyed(moved).digest == digest


def test_the_same_text_under_two_names_has_two_keys(folder: Path) -> None:
    (folder / "copy.md").write_bytes((folder / "a.md").read_bytes())
    known = keys(folder)
    assert known["copy.md"] != known["a.md"]
