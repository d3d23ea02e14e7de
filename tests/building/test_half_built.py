"""Whoever reads a folder that is half put in place is told so, in one line."""

from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline import cli, comparing, load, load_rdf, load_tables, questions
from pipeline.errors import OutputError
from pipeline.sealing import JOURNAL

TOLD = "holds half a build: one was interrupted while it put its files in place"


@pytest.fixture
def half(tmp_path: Path) -> Path:
    """Return a folder as a build leaves it that is killed while its files move."""
    out = tmp_path / "half"
    stage = out / ".building-killed"
    stage.mkdir(parents=True)
    (stage / JOURNAL).write_text('{"put": ["graph.json"], "take": []}')
    for name in ("graph.ttl", "graph.json", "extractions.jsonl"):
        (out / name).write_text("")
    return out


def compare(out: Path) -> object:
    return comparing.compare(out, out)


@pytest.mark.parametrize("read", [load, load_rdf, load_tables, questions.load, compare])
def test_half_a_build_is_not_read(read: Callable[[Path], object], half: Path) -> None:
    with pytest.raises(OutputError, match=f"^{half}: {TOLD}"):
        read(half)


@pytest.mark.parametrize(
    "command",
    [
        ("query", "--text", "ASK {}", "--data"),
        ("check",),
        ("explain", "a", "--data"),
    ],
)
def test_commands_tell_it_in_one_line(
    command: tuple[str, ...], half: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main([*command, str(half)])
    assert ended.value.code == 3
    said = capsys.readouterr().err
    assert said.startswith(f"Error: {half}: {TOLD}")
    assert said.count("\n") == 1
