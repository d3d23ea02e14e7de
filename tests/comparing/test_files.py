"""Which file is read of a folder, and what is no graph."""

import gzip
import os
import threading
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest

import pipeline
from pipeline import comparing
from pipeline.errors import OutputError
from tests.comparing.conftest import EAR, PAGES, make


@pytest.fixture(scope="module")
def builds(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("files")
    changed = PAGES | {"ear.txt": EAR.replace("Drainage", "Pain")}
    return make(PAGES, folder / "old"), make(changed, folder / "new")


def triples(build: Path) -> bytes:
    return b"".join(f"{it} .\n".encode() for it in ox.parse(path=f"{build}/graph.ttl"))


@pytest.mark.parametrize("name", ["graph.nt", "graph.nt.gz"])
def test_a_folder_without_turtle_has_its_triples_read(
    name: str, builds: tuple[Path, Path], tmp_path: Path
) -> None:
    old, new = builds
    content = triples(old)
    (tmp_path / name).write_bytes(
        gzip.compress(content) if name.endswith("gz") else content
    )
    assert pipeline.compare(tmp_path, new) == pipeline.compare(old, new)
    assert pipeline.compare(tmp_path, old).is_empty


def test_a_pipe_is_read_as_well(builds: tuple[Path, Path], tmp_path: Path) -> None:
    """Such as an old build that is shown from version control."""
    old, new = builds
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(
        target=pipe.write_bytes, args=((old / "graph.ttl").read_bytes(),)
    )
    writer.start()
    assert pipeline.compare(pipe, new) == pipeline.compare(old, new)
    writer.join()


def test_two_equal_files_that_are_no_graph_are_told(tmp_path: Path) -> None:
    for name in ("a.ttl", "b.ttl"):
        (tmp_path / name).write_text('{"document": "x"}\n')
    with pytest.raises(OutputError, match=r"a\.ttl: is neither Turtle"):
        pipeline.compare(tmp_path / "a.ttl", tmp_path / "b.ttl")


def test_a_file_may_be_named(builds: tuple[Path, Path]) -> None:
    old, new = builds
    found = pipeline.compare(str(old / "graph.ttl"), new)
    assert [each.document for each in found.documents] == ["ear.txt"]


@pytest.mark.parametrize("compare", [pipeline.compare, comparing.patch])
def test_what_is_not_there_is_told(
    compare: Callable[[Path, Path], object], builds: tuple[Path, Path], tmp_path: Path
) -> None:
    with pytest.raises(OutputError, match="gone: is not there"):
        compare(tmp_path / "gone", builds[0])
    with pytest.raises(OutputError, match=r"has no graph\.ttl"):
        compare(builds[0], tmp_path)


@pytest.mark.parametrize("compare", [pipeline.compare, comparing.patch])
@pytest.mark.parametrize(
    ("name", "content", "fault"),
    [
        ("a.ttl", b"<a> <b>", "is neither Turtle nor N-Triples"),
        ("a.nt", b"no triples", "is neither Turtle nor N-Triples"),
        ("a.ttl", b'<http://a> <http://b> "\xff" .', "is neither Turtle nor N-Triples"),
        ("a.nq", b"", "is N-Quads, which is not read here"),
        ("a.nq.gz", gzip.compress(b"", mtime=0), "is N-Quads, which is not read here"),
        ("a.trig", b"", "is TriG, which is not read here"),
        ("a.jsonld", b"{}", "is JSON-LD, which is not read here"),
        ("a.json", b"{}", r"is a \.json file, which is not read here"),
        ("a.parquet", b"", r"is a \.parquet file, which is not read here"),
        ("a.nt.gz", b"no archive", "cannot be read"),
        (
            "b.nt.gz",
            gzip.compress(b"<http://a> " * 99, mtime=0)[:-12],
            "cannot be read",
        ),
    ],
)
def test_what_is_no_graph_is_told_with_its_name(  # noqa: PLR0913
    name: str,
    content: bytes,
    fault: str,
    compare: Callable[[Path, Path], object],
    builds: tuple[Path, Path],
    tmp_path: Path,
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(OutputError, match=f"{name}: {fault}") as told:
        compare(builds[0], tmp_path / name)
    assert "\n" not in str(told.value)
    if "cannot" not in fault:
        assert str(told.value).endswith("a file graph.ttl, graph.nt or graph.nt.gz")
