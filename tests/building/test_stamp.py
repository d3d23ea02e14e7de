"""The receipt: inputs, versions and outputs, in a fixed order."""

import hashlib
import json
from collections.abc import Iterable
from importlib import import_module
from pathlib import Path

import pytest

from pipeline import knowledge
from pipeline.building import stamp
from pipeline.building.stamp import Input
from pipeline.model import Document, Page, Plugin, Quarantined, Suggestion


def test_inputs_are_named_with_their_hashes_in_order() -> None:
    read = [Document("b.txt", "x", "2" * 64, "", "text/plain", "utf-8")]
    refused = [
        Quarantined("a.txt", "binary", "is binary"),
        Quarantined("c.txt", "", ""),
    ]
    assert stamp.inputs([(each.name, each.sha256) for each in read], refused) == [
        Input("a.txt", None),
        Input("b.txt", "2" * 64),
        Input("c.txt", None),
    ]


def test_the_versions_of_all_that_decides_are_known() -> None:
    assert [
        name for name, found in stamp.versions().items() if found == "not installed"
    ] == []


def test_the_digest_of_knowledge_is_the_same_each_time() -> None:
    digest = stamp.knowledge_digest()
    assert digest == stamp.knowledge_digest()
    assert len(digest) == 64


def test_outputs_are_hashed_by_path_but_for_the_texts(tmp_path: Path) -> None:
    for name in ("graph.ttl", "tables/a.parquet", "documents/a.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    digest = hashlib.sha256(b"x").hexdigest()
    hashed = stamp.outputs(tmp_path, "documents")
    assert hashed == {"graph.ttl": digest, "tables/a.parquet": digest}


def test_quarantined_documents_are_one_line_each_by_name() -> None:
    lines = stamp.quarantine_lines(
        [Quarantined("b.txt", "empty", "holds no text"), Quarantined("a.txt", "x", "y")]
    ).splitlines()
    assert [json.loads(line)["document"] for line in lines] == ["a.txt", "b.txt"]


def test_no_quarantined_document_is_an_empty_file() -> None:
    assert stamp.quarantine_lines([]) == b""


def nothing(page: Page) -> Iterable[Suggestion]:
    raise NotImplementedError(page)


def digest(folder: Path, name: str, files: dict[str, str], version: str = "1") -> str:
    """Return the digest of a plug-in that the module *name* among *files* offers."""
    for path, words in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(words)
    import_module(name)
    return stamp.plugin_digest(Plugin("p", version, nothing, name))


def test_a_plug_in_is_known_by_its_package_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(tmp_path)

    def of(package: str, table: str, version: str = "1", more: str = "x.txt") -> str:
        files = {
            f"{package}/__init__.py": "",
            f"{package}/{more}": "more",
            f"{package}/words.txt": table,
            f"{package}/offered.py": "import json",
        }
        return digest(tmp_path, f"{package}.offered", files, version)

    told = [of("plugged_a", "words"), of("plugged_b", "others")]
    told += [of("plugged_c", "words", "2"), of("plugged_d", "words", more="y.txt")]
    assert len(set(told)) == 4
    assert of("plugged_e", "words") == told[0]


def test_what_python_compiles_is_no_part_of_a_plug_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(tmp_path)
    plain = digest(tmp_path, "bare_a", {"bare_a/__init__.py": ""})
    compiled = {"bare_b/__init__.py": "", "bare_b/__pycache__/x.pyc": "?"}
    assert digest(tmp_path, "bare_b", compiled) == plain


def test_a_plug_in_in_one_file_is_known_by_it_and_not_by_its_neighbours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(tmp_path)
    first = digest(tmp_path, "alone_a", {"alone_a.py": "x = 1", "other.py": "x = 1"})
    assert first == digest(tmp_path, "alone_b", {"alone_b.py": "x = 1", "other.py": ""})
    assert first != digest(tmp_path, "alone_c", {"alone_c.py": "x = 2"})
    shared = digest(tmp_path, "space.one", {"space/one.py": "x = 1"})
    assert shared == digest(tmp_path, "space.two", {"space/two.py": "x = 1"})


def test_a_plug_in_without_a_file_is_known_by_its_version() -> None:
    told = [Plugin("p", version, nothing, "sys") for version in ("1", "2")]
    assert len(set(map(stamp.plugin_digest, told))) == 2


def test_all_that_reads_is_in_the_digest_of_rules() -> None:
    plain = stamp.rules_digest()
    assert plain == stamp.rules_digest()
    assert plain != stamp.rules_digest([Plugin("p", "1", nothing, "sys")])


def test_all_files_of_knowledge_count_but_the_schemas_of_what_is_written() -> None:
    root = Path(str(knowledge.root()))
    files = {path.suffix for path in root.rglob("*") if path.is_file()}
    assert files - {".py", ".pyc", ".md", ".json"} == set(stamp._KNOWLEDGE)  # noqa: SLF001
    assert {path.parent.name for path in root.rglob("*.json")} == {"schemas"}


def test_what_is_installed_decides_the_code(monkeypatch: pytest.MonkeyPatch) -> None:
    before = stamp.code_digest.__wrapped__()
    assert stamp.code_digest.__wrapped__() == before
    known = stamp.version
    monkeypatch.setattr(stamp, "version", lambda name: f"{known(name)}.1")
    assert stamp.code_digest.__wrapped__() != before


@pytest.mark.parametrize("suffix", [".py", ".js", ".css", ".html", ".svg"])
def test_files_that_pages_are_made_of_are_code(suffix: str, tmp_path: Path) -> None:
    (tmp_path / f"a{suffix}").write_text("x")
    assert stamp._files(tmp_path, "", stamp._CODE) == [(f"a{suffix}", b"x")]  # noqa: SLF001
