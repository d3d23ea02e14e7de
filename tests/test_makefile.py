"""``make graph`` builds where something is missing or changed, and only there."""

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

MAKEFILE = Path(__file__).parents[1] / "Makefile"
WRITTEN = ("graph.ttl", "mappings.sssom.tsv", "findings.jsonl")
BEFORE, BUILT, AFTER = 1_000_000_000, 1_000_000_100, 1_000_000_200
INPUTS = (
    *("sources/a.txt", "sources/decisions.yaml", "own/names.yaml", "procgraph.toml"),
    *("pipeline/a.py", "ontology/a.yaml", "requirements/runtime.txt", "pyproject.toml"),
    *("scripts/set-up", ".venv/runtime.stamp"),
)

pytestmark = pytest.mark.skipif(not shutil.which("make"), reason="needs make")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a checkout that was built, with decisions that lie elsewhere."""
    shutil.copy(MAKEFILE, tmp_path)
    out = tmp_path / "outputs"
    out.mkdir()
    receipt = {
        "settings": {"decisions": "own/names.yaml"},
        "outputs": dict.fromkeys(WRITTEN, "0"),
        "counts": {"decisions": 1},
    }
    (out / "build.json").write_text(json.dumps(receipt, indent=2))
    for name in (*INPUTS, *(f"outputs/{each}" for each in WRITTEN)):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("")
    for path in tmp_path.rglob("*"):
        os.utime(path, (BEFORE, BEFORE))
    os.utime(out / "build.json", (BUILT, BUILT))
    return tmp_path


def is_due(folder: Path) -> bool:
    shown = subprocess.run(
        ["make", "-n", "graph"],  # noqa: S607 - whichever make there is
        cwd=folder,
        capture_output=True,
        text=True,
        check=True,
    )
    assert shown.stderr == ""
    return "procgraph build" in shown.stdout


def test_a_build_that_is_whole_and_newer_is_not_due(folder: Path) -> None:
    assert not is_due(folder)


@pytest.mark.parametrize("name", [*WRITTEN, "build.json"])
def test_a_build_is_due_where_a_file_of_it_is_missing(folder: Path, name: str) -> None:
    (folder / "outputs" / name).unlink()
    assert is_due(folder)


def test_a_file_that_the_last_build_did_not_write_is_not_missed(folder: Path) -> None:
    path = folder / "outputs" / "build.json"
    receipt = json.loads(path.read_text())
    del receipt["outputs"]["mappings.sssom.tsv"]
    path.write_text(json.dumps(receipt, indent=2))
    os.utime(path, (BUILT, BUILT))
    (folder / "outputs" / "mappings.sssom.tsv").unlink()
    assert not is_due(folder)


def changed(path: Path) -> None:
    os.utime(path, (AFTER, AFTER))


def taken_away(path: Path) -> None:
    path.unlink()


@pytest.mark.parametrize(
    ("name", "happened"),
    [
        ("sources/a.txt", changed),
        ("sources/decisions.yaml", changed),
        ("sources/decisions.yaml", taken_away),
        ("own/names.yaml", changed),
        ("procgraph.toml", changed),
        ("pipeline/a.py", changed),
        ("ontology/a.yaml", changed),
    ],
)
def test_a_build_is_due_where_an_input_is_not_what_it_was(
    folder: Path, name: str, happened: Callable[[Path], None]
) -> None:
    happened(folder / name)
    assert is_due(folder)
