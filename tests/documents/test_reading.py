"""Whole files: documents with their digests, or quarantine with a reason."""

import hashlib
import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.documents import Found, Limits, find, read
from pipeline.documents.finding import SUFFIXES
from pipeline.documents.reading import PARSERS
from pipeline.model import Description, Document, Quarantined
from pipeline.vocabulary.html import load

VOCABULARY = load()


def results(
    path: Path, limits: Limits | None = None
) -> tuple[Document | Quarantined, ...]:
    return tuple(
        result
        for found in find([path])
        for result in read(found, limits or Limits(), VOCABULARY)
    )


def one(path: Path, limits: Limits | None = None) -> Document:
    (result,) = results(path, limits)
    assert isinstance(result, Document)
    return result


def reasons(path: Path, limits: Limits | None = None) -> dict[str, str]:
    return {
        result.document: result.reason
        for result in results(path, limits)
        if isinstance(result, Quarantined)
    }


def digest(source: bytes) -> str:
    return hashlib.sha256(source).hexdigest()


def test_there_is_a_reader_for_what_is_looked_for() -> None:
    assert tuple(sorted(PARSERS)) == SUFFIXES


# ---------------------------------------------------------------- documents


@pytest.mark.parametrize("suffix", [".txt", ".md"])
@pytest.mark.parametrize(
    "source",
    [
        b" # a\r\n\r\n*b*\t\r",
        "\u201cna\u00efve\u201d e\u0301\u00a0\u2028\U0001f600".encode(),
        b"<p>a &amp; b</p>",
    ],
)
def test_the_layer_of_a_text_is_the_text(
    tmp_path: Path, suffix: str, source: bytes
) -> None:
    path = tmp_path / f"a{suffix}"
    path.write_bytes(source)
    document = one(path)
    assert document.text == source.decode()
    assert document.sha256 == document.text_sha256 == digest(source)
    assert document.marks == ()


@pytest.mark.parametrize(
    ("name", "media_type"),
    [
        ("a.txt", "text/plain"),
        ("a.md", "text/markdown"),
        ("a.html", "text/html"),
        ("a.htm", "text/html"),
        ("a.HTML", "text/html"),
    ],
)
def test_a_document_has_the_type_of_its_suffix(
    tmp_path: Path, name: str, media_type: str
) -> None:
    (tmp_path / name).write_text("words")
    document = one(tmp_path / name)
    assert (document.name, document.media_type) == (name, media_type)


def test_a_page_has_the_digests_of_its_bytes_and_of_its_layer(tmp_path: Path) -> None:
    source = "<meta charset=x><p>caf\u00e9".encode("cp1252")
    (tmp_path / "a.html").write_bytes(source)
    document = one(tmp_path / "a.html")
    assert (document.text, document.encoding) == ("caf\u00e9", "cp1252")
    assert document.sha256 == digest(source)
    assert document.text_sha256 == digest("caf\u00e9".encode())


def test_a_page_is_read_in_the_encoding_that_it_names(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(
        b"<meta charset=windows-1250>" + "\u0142\u00f3d\u017a".encode("cp1250")
    )
    assert one(tmp_path / "a.html").text == "\u0142\u00f3d\u017a"


def test_what_the_manifest_says_counts_before_what_the_page_says(
    tmp_path: Path,
) -> None:
    (tmp_path / "MANIFEST.yaml").write_text("documents: {a.html: {title: Knee}}")
    (tmp_path / "a.html").write_text("<html lang=en><title>Other</title>x")
    described = one(tmp_path / "a.html").description
    assert described == Description(title="Knee", language="en")


def test_a_packed_file_gives_a_document_for_each_record(tmp_path: Path) -> None:
    lines = [json.dumps({"id": each, "text": f"text {each}"}) for each in "ab"]
    (tmp_path / "p.jsonl").write_text("\n".join(lines))
    (tmp_path / "MANIFEST.yaml").write_text(
        "documents: {p.jsonl: {licence: L}, 'p.jsonl#b': {title: B}}"
    )
    first, second = results(tmp_path)
    assert isinstance(first, Document)
    assert isinstance(second, Document)
    assert (first.name, second.name) == ("p.jsonl#a", "p.jsonl#b")
    assert (first.text, first.sha256) == ("text a", digest(lines[0].encode()))
    assert first.media_type == "application/jsonl"
    assert second.description == Description(title="B", licence="L")


# ---------------------------------------------------------------- quarantine


@pytest.mark.parametrize(
    ("name", "source", "reason"),
    [
        pytest.param("a.txt", b"", "empty", id="nothing"),
        pytest.param("a.txt", b" \n\t\n", "empty", id="blanks"),
        pytest.param("a.html", b"<p hidden>x</p>", "empty", id="nothing to be seen"),
        pytest.param("a.txt", b"a\0b", "binary", id="a NUL"),
        pytest.param("a.md", b"\x89PNG\r\n\0", "binary", id="a picture"),
        pytest.param(
            "a.txt", "\u00e9\u00e9".encode() + b"\xff", "encoding", id="broken UTF-8"
        ),
        pytest.param("a.html", b"<div>" * 1000 + b"x", "deep-html", id="deep elements"),
        pytest.param("p.jsonl", b"\n\n", "empty", id="a packed file without records"),
    ],
)
def test_what_cannot_be_read_is_quarantined_with_its_reason(
    tmp_path: Path, name: str, source: bytes, reason: str
) -> None:
    (tmp_path / name).write_bytes(source)
    assert reasons(tmp_path) == {name: reason}


def test_a_quarantined_file_keeps_its_digest(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"a\0")
    (result,) = results(tmp_path)
    assert result.sha256 == digest(b"a\0")


@pytest.mark.parametrize(
    ("limits", "reason"),
    [
        pytest.param(Limits(file_bytes=9), "too-large", id="bytes of the file"),
        pytest.param(Limits(characters=9), "too-large", id="characters"),
        pytest.param(Limits(line_characters=4), "long-line", id="length of a line"),
        pytest.param(Limits(lines=1), "too-many-lines", id="lines"),
    ],
)
@pytest.mark.parametrize("name", ["a.txt", "a.html"])
def test_crossing_a_limit_is_a_quarantine(
    tmp_path: Path, name: str, limits: Limits, reason: str
) -> None:
    (tmp_path / name).write_text("one\nthree\n" if name == "a.txt" else "one<br>three!")
    assert reasons(tmp_path, limits) == {name: reason}


def test_a_text_may_be_as_long_as_its_limits(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("four\nfour")
    limits = Limits(file_bytes=9, characters=9, line_characters=4, lines=2)
    assert one(tmp_path / "a.txt", limits).text == "four\nfour"


def test_the_lines_of_an_old_text_end_without_a_line_feed(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"four\rfour\r")
    limits = Limits(line_characters=4, lines=2)
    assert one(tmp_path / "a.txt", limits).text == "four\rfour\r"
    assert reasons(tmp_path, Limits(lines=1)) == {"a.txt": "too-many-lines"}


def test_a_file_that_is_too_large_is_not_read_whole(tmp_path: Path) -> None:
    with (tmp_path / "a.txt").open("wb") as file:
        file.truncate(100_000_000_000)  # no computer here could
    assert reasons(tmp_path) == {"a.txt": "too-large"}


def test_wrong_records_do_not_stop_the_others(tmp_path: Path) -> None:
    (tmp_path / "p.jsonl").write_text(
        '{"id": "a", "text": "x"}\n{\n{"id": "b", "text": " "}\n'
        '{"id": "c", "text": "x\\u0000"}\n{"id": "d", "text": "\\ud800"}\n'
        '{"id": "e", "text": "y"}\n'
    )
    (tmp_path / "MANIFEST.yaml").write_text("documents: {'p.jsonl#gone': {}}")
    read_back = [each for each in results(tmp_path) if isinstance(each, Document)]
    assert [each.name for each in read_back] == ["p.jsonl#a", "p.jsonl#e"]
    assert reasons(tmp_path) == {
        "p.jsonl#@line-2": "record",
        "p.jsonl#b": "empty",
        "p.jsonl#c": "binary",
        "p.jsonl#@line-5": "record",
        "p.jsonl#gone": "missing",
    }


def test_records_before_a_limit_are_kept(tmp_path: Path) -> None:
    (tmp_path / "p.jsonl").write_text(
        f'{{"id": 1, "text": "x"}}\n{{"id": 2, "text": "{"y" * 99}"}}'
    )
    first, second = results(tmp_path, Limits(file_bytes=50))
    assert isinstance(first, Document)
    assert isinstance(second, Quarantined)
    assert (second.document, second.reason) == ("p.jsonl", "too-large")


# ---------------------------------------------------------------- places


def test_a_link_is_read_within_its_folder_and_refused_out_of_it(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret")
    folder = tmp_path / "sources"
    folder.mkdir()
    (folder / "a.txt").write_text("words")
    (folder / "in.txt").symlink_to("a.txt")
    (folder / "out.txt").symlink_to(tmp_path / "secret.txt")
    (folder / "linked").symlink_to(tmp_path)
    (folder / "circle.txt").symlink_to("circle.txt")
    (folder / "broken.txt").symlink_to("nowhere.txt")
    read_back = [each for each in results(folder) if isinstance(each, Document)]
    assert [each.name for each in read_back] == ["a.txt", "in.txt"]
    assert reasons(folder) == {
        "out.txt": "link",
        "linked": "link",
        "circle.txt": "unreadable",
        "broken.txt": "missing",
    }


def test_a_link_that_the_user_names_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("words")
    folder = tmp_path / "sources"
    folder.mkdir()
    (folder / "link.txt").symlink_to(tmp_path / "a.txt")
    assert one(folder / "link.txt").text == "words"


def test_the_folder_may_itself_be_reached_by_a_link(tmp_path: Path) -> None:
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "a.txt").write_text("words")
    (tmp_path / "linked").symlink_to("sources")
    (result,) = results(tmp_path / "linked")
    assert isinstance(result, Document)


def test_a_manifest_leads_to_no_file_outside_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret")
    folder = tmp_path / "sources"
    folder.mkdir()
    (folder / "MANIFEST.yaml").write_text("documents: {../secret.txt: {}, gone.md: {}}")
    assert reasons(folder) == {"../secret.txt": "link", "gone.md": "missing"}


def test_what_is_no_file_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "folder.txt").mkdir()
    (tmp_path / "MANIFEST.yaml").write_text("documents: {folder.txt: {}, a.png: {}}")
    (tmp_path / "a.png").write_text("x")
    assert reasons(tmp_path) == {
        "pipe.txt": "unreadable",
        "folder.txt": "unreadable",
        "a.png": "kind",
    }


# ---------------------------------------------------------------- properties


@given(
    st.binary(max_size=200)
    | st.text(max_size=60).map(lambda text: text.encode("utf-8", "surrogatepass")),
    st.sampled_from(SUFFIXES),
)
def test_no_file_raises_and_a_document_holds_what_can_be_written(
    tmp_path_factory: pytest.TempPathFactory, source: bytes, suffix: str
) -> None:
    path = tmp_path_factory.mktemp("any") / f"a{suffix}"
    path.write_bytes(source)
    found = read(Found(path.name, str(path), ""), Limits(), VOCABULARY)
    assert found
    for result in found:
        if isinstance(result, Document):
            assert result.text_sha256 == digest(result.text.encode())
            assert result.text.strip()
            assert "\0" not in result.text
