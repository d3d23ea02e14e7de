"""The command line as a whole: help, exit statuses, faults in one line."""

import subprocess
import sys
from pathlib import Path

import pytest

from pipeline import cli
from pipeline.errors import NoDocumentsError, PipelineError, QueryError, VocabularyError


def run(*arguments: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "pipeline", *arguments],
        cwd=cwd,
        capture_output=True,
        text=True,
        check=False,
    )


def test_help_is_shown_on_stdout() -> None:
    shown = run("--help")
    assert (shown.returncode, shown.stderr) == (0, "")
    assert shown.stdout.startswith("Usage: procgraph")


def test_help_imports_nothing_heavy() -> None:
    heavy = {"rdflib", "pyoxigraph", "networkx", "yaml"}
    loaded = subprocess.run(
        [sys.executable, "-c", "import sys, pipeline.cli; print(*sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    assert heavy & set(loaded) == set()


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(["biuld"], id="an unknown command"),
        pytest.param(["--colour"], id="an unknown option"),
    ],
)
def test_wrong_usage_is_status_2_without_a_traceback(arguments: list[str]) -> None:
    told = run(*arguments)
    assert (told.returncode, told.stdout) == (2, "")
    assert "Error: No such" in told.stderr
    assert "Traceback" not in told.stderr


@pytest.mark.parametrize(
    ("fault", "status"),
    [
        pytest.param(NoDocumentsError(["x"], ["*.md"]), 3, id="no document is 3"),
        pytest.param(VocabularyError("a.yaml:2", "odd"), 4, id="a vocabulary is 4"),
        pytest.param(QueryError("no such question"), 2, id="a question is 2"),
        pytest.param(KeyboardInterrupt(), 130, id="an interruption is 130"),
    ],
)
def test_a_fault_is_one_line_and_a_status(
    fault: PipelineError | KeyboardInterrupt,
    status: int,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise fault

    monkeypatch.setattr(cli.procgraph, "main", fail)
    with pytest.raises(SystemExit) as end:
        cli.main([])
    told = capsys.readouterr()
    assert end.value.code == status
    assert told.out == ""
    assert told.err.count("\n") == 1
