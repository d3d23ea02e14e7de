"""Which files are documents, what they are called, and what is refused by name."""

import json
import os
from pathlib import Path

import pytest

from pipeline.documents import find, unread
from pipeline.errors import NoDocumentsError, SourceError
from pipeline.model import Description


def names(*places: Path) -> list[str]:
    return [found.name for found in find(places)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with a document of each kind, and other files."""
    for name in (
        *("b.txt", "a.md", "deep/er/c.html", "deep/d.HTM", "e.jsonl"),
        *("image.png", ".hidden.md", ".git/f.md", "MANIFEST", "noise"),
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("words")
    return tmp_path


def test_a_folder_is_searched_to_its_depth_in_the_order_of_names(folder: Path) -> None:
    assert names(folder) == ["a.md", "b.txt", "deep/d.HTM", "deep/er/c.html", "e.jsonl"]


def test_a_file_is_named_by_its_last_part(folder: Path) -> None:
    assert names(folder / "deep" / "er" / "c.html") == ["c.html"]


def test_the_order_of_places_does_not_matter(folder: Path) -> None:
    places = [folder / "b.txt", folder / "deep", folder]
    assert find(places) == find(reversed(places))


def test_a_file_below_two_places_is_found_once_by_its_longest_name(
    folder: Path,
) -> None:
    assert names(folder / "deep", folder, folder / "deep" / "d.HTM") == names(folder)


def test_two_files_of_one_name_are_a_fault(folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "d.HTM").write_text("words")
    with pytest.raises(SourceError) as told:
        find([folder / "deep", other])
    assert told.value.reason == "same-name"


def test_a_file_of_a_kind_that_is_not_read_is_found_to_be_refused(
    folder: Path,
) -> None:
    (folder / "image.png").write_bytes(b"x")
    assert [each.name for each in find([folder / "image.png"])] == ["image.png"]


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        pytest.param("nowhere.md", "missing", id="a file that is not there"),
        pytest.param("nowhere", "missing", id="a folder that is not there"),
    ],
)
def test_a_place_that_cannot_be_meant_is_a_fault(
    folder: Path, name: str, reason: str
) -> None:
    with pytest.raises(SourceError) as told:
        find([folder / name])
    assert told.value.reason == reason


def test_places_without_any_document_are_a_fault_that_names_them(
    tmp_path: Path,
) -> None:
    with pytest.raises(NoDocumentsError, match=str(tmp_path)):
        find([tmp_path])


def test_what_an_earlier_build_wrote_below_a_folder_is_no_source(
    folder: Path,
) -> None:
    before = names(folder)
    written = folder / "graph"
    (written / "documents").mkdir(parents=True)
    for name in ("extractions.jsonl", "build.json", "documents/a.md.txt"):
        (written / name).write_text("{}")
    assert names(folder) == before
    told = {"outputs": {"extractions.jsonl": "", "kgx/nodes.jsonl": ""}}
    (written / "build.json").write_text(json.dumps(told))
    (written / "kgx").mkdir()
    (written / "kgx" / "nodes.jsonl").write_text("{}")
    assert names(folder) == before
    for name in ("mine.md", "kgx/mine.md"):
        (written / name).write_text("# Mine")
    assert names(folder) == sorted([*before, "graph/kgx/mine.md", "graph/mine.md"])
    (written / "build.json").unlink()
    assert "graph/extractions.jsonl" in names(folder)


def test_files_of_other_kinds_are_counted_by_suffix(folder: Path) -> None:
    (folder / "deep" / "b.PNG").write_text("signs")
    (folder / "MANIFEST.yaml").write_text("documents: {}")
    assert unread([folder, folder / "deep"]) == {".png": 2, "": 2}


# ---------------------------------------------------------------- manifests


def test_a_manifest_describes_and_adds_what_is_not_there(folder: Path) -> None:
    (folder / "MANIFEST.yaml").write_text(
        "documents: {a.md: {title: A}, gone.md: {}, 'e.jsonl#1': {title: E}}"
    )
    found = {each.name: each for each in find([folder])}
    assert found["a.md"].description == Description(title="A")
    assert found["b.txt"].description == Description()
    assert found["e.jsonl"].records == (("1", Description(title="E")),)
    assert "gone.md" in found
    assert "e.jsonl#1" not in found


def test_a_file_that_is_named_has_the_description_of_its_folder(folder: Path) -> None:
    (folder / "MANIFEST.yaml").write_text("documents: {a.md: {title: A}}")
    (found,) = find([folder / "a.md"])
    assert found.description.title == "A"


@pytest.mark.parametrize(
    "manifest",
    [
        pytest.param("documents: {README.md: {}}", id="a manifest lists it"),
        pytest.param(None, id="there is no manifest"),
    ],
)
def test_a_readme_is_a_document_where(folder: Path, manifest: str | None) -> None:
    (folder / "README.md").write_text("words")
    if manifest:
        (folder / "MANIFEST.yaml").write_text(manifest)
    assert "README.md" in names(folder)


def test_a_readme_that_tells_of_a_folder_with_a_manifest_is_none(folder: Path) -> None:
    (folder / "README.md").write_text("words")
    (folder / "MANIFEST.yaml").write_text("documents: {a.md: {}}")
    assert "README.md" not in names(folder)


# ---------------------------------------------------------------- links


def test_a_linked_folder_is_named_but_not_searched(folder: Path) -> None:
    (folder / "linked").symlink_to(folder / "deep")
    assert [name for name in names(folder) if "linked" in name] == ["linked"]


def test_a_circle_of_links_is_no_endless_search(folder: Path) -> None:
    (folder / "deep" / "again").symlink_to(folder)
    assert [name for name in names(folder) if "again" in name] == ["deep/again"]


def test_a_link_and_its_target_are_two_documents(folder: Path) -> None:
    (folder / "z.md").symlink_to(folder / "a.md")
    assert {"a.md", "z.md"} <= set(names(folder))


def test_decisions_beside_documents_are_no_document_and_none_that_is_left_out(
    folder: Path,
) -> None:
    before = names(folder), unread([folder])
    (folder / "decisions.yaml").write_text("decisions: []")
    (folder / "decisions.csv").write_text("")
    assert (names(folder), unread([folder])) == before
    (folder / "deep" / "decisions.yaml").write_text("decisions: []")
    assert unread([folder])[".yaml"] == 1


def test_folders_too_deep_for_the_system_are_told(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x")
    here = Path.cwd()
    try:
        os.chdir(tmp_path)
        for _ in range(25):
            os.mkdir("d" * 200)  # noqa: PTH102 - a whole path would be too long
            os.chdir("d" * 200)
    finally:
        os.chdir(here)
    names = [found.name for found in find([tmp_path])]
    assert "a.txt" in names
    assert any(name.startswith("dd") for name in names)
