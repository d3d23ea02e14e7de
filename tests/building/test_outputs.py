"""The output folder: whole or as before, and a text layer for every document."""

import hashlib
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.building.outputs import (
    SEAL,
    check,
    present,
    staged,
    text_paths,
    write_texts,
)
from pipeline.building.ownership import check_texts
from pipeline.errors import OutputError
from pipeline.model import Document


def document(
    name: str, text: str = "A line.", media_type: str = "text/plain"
) -> Document:
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Document(name, text, digest, digest, media_type, "utf-8")


def fill(folder: Path, words: str) -> None:
    line = {"document": words, "media_type": "text/plain"}
    (folder / "extractions.jsonl").write_text(json.dumps(line))
    (folder / "graph.ttl").write_text(words)
    (folder / "documents").mkdir()
    (folder / "documents" / f"{words}.txt").write_text(words)
    (folder / SEAL).write_text(words)


def write(folder: Path, *documents: Document) -> None:
    write_texts(folder, documents, text_paths(documents))


def half_a_build(out: Path) -> None:
    with staged(out) as folder:
        (folder / "graph.ttl").write_text("half")
        raise ZeroDivisionError


def test_a_build_replaces_the_one_before(tmp_path: Path) -> None:
    out = tmp_path / "outputs"
    for words in ("first", "second"):
        with staged(out) as folder:
            fill(folder, words)
    assert (out / "graph.ttl").read_text() == "second"
    assert [path.name for path in (out / "documents").iterdir()] == ["second.txt"]


def test_a_fault_leaves_the_output_as_it_was(tmp_path: Path) -> None:
    out = tmp_path / "outputs"
    with staged(out) as folder:
        fill(folder, "first")
    with pytest.raises(ZeroDivisionError):
        half_a_build(out)
    assert (out / "graph.ttl").read_text() == "first"
    assert (out / SEAL).read_text() == "first"


def test_nothing_is_left_beside_the_output(tmp_path: Path) -> None:
    with staged(tmp_path / "outputs") as folder:
        fill(folder, "first")
    assert [path.name for path in tmp_path.iterdir()] == ["outputs"]
    assert [path.name for path in (tmp_path / "outputs").glob(".*")] == []


def test_a_file_of_ours_that_is_not_written_again_goes(tmp_path: Path) -> None:
    for name in ("graph.json", "mine.json"):
        (tmp_path / name).write_text("old")
    with staged(tmp_path, ours=["graph.json", "graph.ttl", SEAL]) as folder:
        fill(folder, "first")
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(
        [SEAL, "documents", "extractions.jsonl", "graph.ttl", "mine.json"]
    )


def test_a_folder_of_ours_is_merged_into_and_goes_when_it_is_empty(
    tmp_path: Path,
) -> None:
    for name in ("tables/a.parquet", "tables/mine.txt", "kgx/nodes.tsv"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("old")
    with staged(tmp_path, ours=["tables/a.parquet", "kgx/nodes.tsv"]) as folder:
        (folder / "tables").mkdir()
        (folder / "tables/b.parquet").write_text("new")
        (folder / SEAL).write_text("new")
    left = (path.relative_to(tmp_path) for path in tmp_path.rglob("*"))
    assert sorted(path.as_posix() for path in left) == [
        SEAL,
        "tables",
        "tables/b.parquet",
        "tables/mine.txt",
    ]


def test_other_files_of_the_output_folder_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("mine")
    with staged(tmp_path) as folder:
        fill(folder, "first")
    assert (tmp_path / "README.md").read_text() == "mine"


def test_an_output_that_is_a_file_is_a_fault_with_its_name(tmp_path: Path) -> None:
    (tmp_path / "outputs").write_text("a file")
    with (
        pytest.raises(OutputError, match="outputs: cannot be written"),
        staged(tmp_path / "outputs"),
    ):
        pass


@pytest.mark.parametrize(
    ("name", "media_type", "path"),
    [
        pytest.param("a.md", "text/markdown", "a.md.txt", id="the suffix is kept"),
        pytest.param(
            "knee/a b.html", "text/html", "knee/a b.html.txt", id="folders are kept"
        ),
        pytest.param(
            "x.jsonl#../a/b",
            "application/jsonl",
            "x.jsonl#..%2Fa%2Fb.txt",
            id="the id of a record never leads elsewhere",
        ),
        pytest.param(
            "x.jsonl#a.md/b.md",
            "text/markdown",
            "x.jsonl#a.md/b.md.txt",
            id="a folder with such a name is a folder",
        ),
    ],
)
def test_a_text_layer_lies_under_its_document_s_name(
    name: str, media_type: str, path: str
) -> None:
    assert text_paths([document(name, media_type=media_type)]) == {
        name: f"documents/{path}"
    }


def test_documents_of_one_stem_do_not_collide(tmp_path: Path) -> None:
    write(tmp_path, document("a.md", "one"), document("a.html", "two"))
    assert (tmp_path / "documents/a.md.txt").read_text() == "one"
    assert (tmp_path / "documents/a.html.txt").read_text() == "two"


def test_a_folder_named_like_a_text_layer_does_not_collide(tmp_path: Path) -> None:
    write(tmp_path, document("a.md", "one"), document("a.md.txt/b.md", "two"))
    assert (tmp_path / "documents/a.md.txt").read_text() == "one"
    assert (tmp_path / "documents/a.md.txt%2Fb.md.txt").read_text() == "two"


def test_an_overlong_name_is_cut_and_stays_apart(tmp_path: Path) -> None:
    long = "é" * 120
    write(tmp_path, *(document(f"{long}{n}.md", "the same text") for n in (1, 2)))
    assert len(list((tmp_path / "documents").iterdir())) == 2


def test_a_text_layer_is_written_byte_for_byte(tmp_path: Path) -> None:
    text = "caf\u00e9\r\nx\ry\u2028z\n"
    write(tmp_path, document("a.txt", text))
    assert (tmp_path / "documents/a.txt.txt").read_bytes().decode() == text


@given(
    st.lists(
        st.text("ab./#%~\\", min_size=1, max_size=12),
        min_size=1,
        max_size=8,
        unique=True,
    )
)
def test_records_of_any_id_have_files_of_their_own_below_documents(
    ids: list[str],
) -> None:
    names = [f"x.jsonl#{each}" for each in ids]
    paths = text_paths(document(name, media_type="application/jsonl") for name in names)
    assert len(set(paths.values())) == len(names)
    assert {path.count("/") for path in paths.values()} == {1}


def test_a_folder_that_was_made_for_nothing_goes_again(tmp_path: Path) -> None:
    with present(tmp_path / "a" / "new") as out:
        assert out.is_dir()
    assert not out.exists()
    with present(tmp_path / "filled") as out:
        (out / "x").write_text("mine")
    assert out.is_dir()
    with present(tmp_path):
        pass
    assert tmp_path.is_dir()


def test_a_place_that_cannot_be_a_folder_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("a file")
    with pytest.raises(OutputError, match="cannot be written"), present(tmp_path / "x"):
        pass


RECEIPT = json.dumps(
    {"outputs": {}, "knowledge_sha256": "0", "inputs": [{"document": "a.txt"}]}
)
OURS = ("graph.nt", "tables/a.parquet")


def lay(place: Path, *names: str) -> Path:
    for name in names:
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).write_text("mine")
    return place


@pytest.mark.parametrize(
    "name", ["graph.nt", "tables/a.parquet", "documents/a.txt.txt"]
)
def test_what_no_build_wrote_is_not_replaced(name: str, tmp_path: Path) -> None:
    lay(tmp_path, name)
    with pytest.raises(OutputError, match="which no build wrote"):
        check(tmp_path, OURS)
    (tmp_path / SEAL).write_text('{"tool": "another program"}')
    with pytest.raises(OutputError, match="which no build wrote"):
        check(tmp_path, OURS)
    (tmp_path / SEAL).write_text(RECEIPT)
    check(tmp_path, OURS)
    # A build of an earlier release may have lost its seal, and has its extractions.
    (tmp_path / SEAL).unlink()
    (tmp_path / "extractions.jsonl").write_text(
        '{"document": "a.txt", "media_type": "text/plain"}'
    )
    check(tmp_path, OURS)


def test_texts_are_not_moved_through_a_link(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "documents").symlink_to(tmp_path / "mine")
    with pytest.raises(OutputError, match="documents: is no folder"):
        check(lay(tmp_path, "extractions.jsonl"), OURS)


def test_other_files_are_in_nobodys_way(tmp_path: Path) -> None:
    check(lay(tmp_path, "mine.txt", "tables/mine.txt"), OURS)
    check(tmp_path / "new", OURS)


def test_another_kind_in_the_place_of_a_file_is_told_before_anything_is_done(
    tmp_path: Path,
) -> None:
    with pytest.raises(OutputError, match=r"graph\.nt: is a folder"):
        check(lay(tmp_path / "a", "extractions.jsonl", "graph.nt/x"), OURS)
    with pytest.raises(OutputError, match="tables: is no folder"):
        check(lay(tmp_path / "b", SEAL, "tables"), OURS)
    lay(tmp_path / "c", SEAL)
    (tmp_path / "c" / "tables").symlink_to(tmp_path / "a")
    with pytest.raises(OutputError, match="tables: is no folder"):
        check(tmp_path / "c", OURS)


def built(out: Path, *documents: Document) -> Path:
    """Build as far as the folder goes, and look at it again as the next build does."""
    with present(out), staged(out) as folder:
        write(folder, *documents)
        lines = (
            {"document": each.name, "media_type": each.media_type} for each in documents
        )
        (folder / "extractions.jsonl").write_text("\n".join(map(json.dumps, lines)))
        names = [{"document": each.name} for each in documents]
        receipt = {"outputs": {}, "knowledge_sha256": "0", "inputs": names}
        (folder / SEAL).write_text(json.dumps(receipt))
    return out


PAGES = (
    document("a.txt"),
    document("more/b.md"),
    document(f"{'é' * 120}.md"),
    document("x.jsonl#1/2", media_type="application/jsonl"),
    document("x.jsonl#a.md/b.md", media_type="text/markdown"),
    document("c.md"),
    document("c.md.txt/d.md"),
)


def test_the_texts_of_a_build_are_its_own(tmp_path: Path) -> None:
    for pages in (PAGES, PAGES[:3], PAGES[2:]):
        check_texts(built(tmp_path / "out", *pages))


def test_what_file_browsers_leave_is_in_nobodys_way(tmp_path: Path) -> None:
    lay(built(tmp_path, *PAGES), "documents/.DS_Store", "documents/more/Thumbs.db")
    check_texts(tmp_path)


@pytest.mark.parametrize(
    "name", ["documents/mine.txt", "documents/more/mine.txt", "documents/mine/a"]
)
@pytest.mark.parametrize("is_sealed", [True, False], ids=["with", "without a receipt"])
def test_a_file_among_the_texts_that_no_build_wrote_is_not_lost(
    name: str, tmp_path: Path, *, is_sealed: bool
) -> None:
    lay(built(tmp_path, *PAGES), name)
    if not is_sealed:
        (tmp_path / SEAL).unlink()
    with pytest.raises(OutputError, match=f"{name}: was not written by a build"):
        check_texts(tmp_path)
    with pytest.raises(OutputError, match="move it elsewhere"), present(tmp_path):
        pass
    assert (tmp_path / name).read_text() == "mine"


def disturbed(out: Path) -> None:
    with staged(out) as folder:
        fill(folder, "second")
        lay(out, "documents/mine.txt")


def test_a_file_that_comes_while_a_build_is_at_work_is_not_lost(tmp_path: Path) -> None:
    built(tmp_path, *PAGES)
    with pytest.raises(OutputError, match=r"mine\.txt: was not written by a build"):
        disturbed(tmp_path)
    assert (tmp_path / "documents/mine.txt").read_text() == "mine"
    assert (tmp_path / "documents/a.txt.txt").exists()


def test_a_link_among_the_texts_is_not_followed(tmp_path: Path) -> None:
    out = built(tmp_path / "out", *PAGES)
    lay(tmp_path, "mine/a.txt")
    (out / "documents" / "linked").symlink_to(tmp_path / "mine")
    with pytest.raises(OutputError, match="documents/linked: was not written"):
        check_texts(out)
    assert (tmp_path / "mine/a.txt").exists()


def test_a_text_that_stands_already_is_not_written_again(tmp_path: Path) -> None:
    old, new = (built(tmp_path / name, document("a.md", "one")) for name in "xy")
    pages = (document("a.md", "one"), document("b.md", "two"))
    (tmp_path / "z").mkdir()
    write_texts(tmp_path / "z", pages, text_paths(pages), before=old)
    texts = [place / "documents/a.md.txt" for place in (tmp_path / "z", old, new)]
    assert texts[0].samefile(texts[1])
    assert not texts[0].samefile(texts[2])
    assert (tmp_path / "z/documents/b.md.txt").read_text() == "two"


@pytest.mark.parametrize("found", ["two", "one and more", None], ids=str)
def test_a_text_that_is_another_now_is_written(
    found: str | None, tmp_path: Path
) -> None:
    old = built(tmp_path / "old", document("a.md", "one"))
    text = old / "documents/a.md.txt"
    text.unlink()
    if found:
        text.write_text(found)
    else:
        # A link is as long as what it leads to is called.
        (old / "documents/one").write_text("one")
        text.symlink_to("one")
    pages = (document("a.md", "one"),)
    (tmp_path / "z").mkdir()
    write_texts(tmp_path / "z", pages, text_paths(pages), before=old)
    again = tmp_path / "z/documents/a.md.txt"
    assert again.read_text() == "one"
    assert not again.is_symlink()
    assert not again.samefile(text)
