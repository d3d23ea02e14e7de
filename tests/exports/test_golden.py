"""Each format, byte for byte: what it writes of the small graph is kept beside the tests.

Of a Parquet file, whose bytes are those of the library too, schema and rows are kept,
of a page all but its look and its program.
``UPDATE_GOLDEN=1`` writes the files anew, for a change of a format that is meant.
"""

import json
import os
import re
from pathlib import Path

import duckdb
import pytest

from pipeline.exports import FORMATS, Manner
from pipeline.model import Graph

GOLDEN = Path(__file__).parent / "golden"
LOOKS = re.compile(
    rb"<style>.*?</style>|<script>.*?</script>|'sha256-[^']*'", re.DOTALL
)
IS_UPDATED = os.environ.get("UPDATE_GOLDEN") == "1"


def plain(name: str) -> list[str]:
    """Return the files of the format *name* that are not packed."""
    return [file for file in FORMATS[name].files if not file.endswith(".gz")]


def kept(name: str, file: str) -> Path:
    """Return where the golden of *file*, of the format *name*, lies."""
    place = GOLDEN / name / Path(file).name
    return place.with_suffix(".json") if place.suffix == ".parquet" else place


def told(path: Path) -> bytes:
    """Return what is kept of the file at *path*."""
    if path.suffix == ".html":  # its look and its program are kept where they are
        return LOOKS.sub(b"", path.read_bytes())
    if path.suffix != ".parquet":
        return path.read_bytes()
    table = duckdb.read_parquet(str(path))
    content = {
        "schema": dict(zip(table.columns, map(str, table.types), strict=True)),
        "rows": table.fetchall(),
    }
    return (json.dumps(content, indent=1, default=str) + "\n").encode()


@pytest.mark.parametrize("name", FORMATS)
def test_a_format_writes_its_golden_files(
    golden: Graph, golden_manner: Manner, tmp_path: Path, name: str
) -> None:
    FORMATS[name].write(golden, tmp_path, golden_manner)
    for file in plain(name):
        content = told(tmp_path / file)
        place = kept(name, file)
        if IS_UPDATED:
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(content)
        assert place.is_file(), f"{name} has no golden {place.name}: UPDATE_GOLDEN=1"
        assert content == place.read_bytes(), file


@pytest.mark.parametrize("name", FORMATS)
def test_a_format_writes_the_files_that_it_names_and_no_other(
    golden: Graph, golden_manner: Manner, tmp_path: Path, name: str
) -> None:
    FORMATS[name].write(golden, tmp_path, golden_manner)
    written = {
        path.relative_to(tmp_path).as_posix()
        for path in tmp_path.rglob("*")
        if path.is_file()
    }
    assert written == set(plain(name))


def test_every_golden_file_is_of_a_format() -> None:
    known = {kept(name, file) for name in FORMATS for file in plain(name)}
    assert {path for path in GOLDEN.rglob("*") if path.is_file()} == known
