"""``procgraph build`` a second time, on a terminal, and when somebody stops it."""

import os
import pty
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pipeline.building.build import build
from pipeline.building.summary import Summary

ROOT = Path(__file__).parents[2]
PAGE = "# Ear Tube Placement {}\n\n## Risks\n\n- Infection\n- Bleeding\n"
STORE = "outputs/.cache/results.sqlite"
LIMIT = 60  # seconds in which a build that was started has to be under way


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "pipeline", "build", "--no-grounding", *arguments]


def variables(**more: str) -> dict[str, str]:
    return {"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT), **more}


def run(folder: Path, *arguments: str) -> list[str]:
    """Return the lines that a build without a fault tells."""
    shown = subprocess.run(
        command(*arguments),
        cwd=folder,
        env=variables(),
        capture_output=True,
        text=True,
        check=True,
    )
    assert shown.stdout == ""
    return shown.stderr.splitlines()


def looks(folder: Path) -> dict[str, tuple[int, int]]:
    told = {str(path): path.stat() for path in (folder / "outputs").rglob("*")}
    return {name: (each.st_ino, each.st_mtime_ns) for name, each in told.items()}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with the folder sources, which holds three pages."""
    (tmp_path / "sources").mkdir()
    for number in range(3):
        (tmp_path / "sources" / f"{number}.md").write_text(PAGE.format(number))
    return tmp_path


def built(folder: Path) -> Summary:
    """Build as the command does, without the cost of a program."""
    return build(folder / "sources", folder / "outputs", grounding=False)


def test_a_build_again_says_what_it_did_not_have_to_do(folder: Path) -> None:
    built(folder)
    (folder / "sources" / "0.md").write_text(PAGE.format("new"))
    first = run(folder)
    assert first[0].startswith("read      3 documents, ")
    assert first[0].endswith("(2 as an earlier build read them)")
    before = looks(folder)
    assert run(folder, "--jobs", "2") == [
        "unchanged 3 documents: outputs is of the same, and was left as it is",
        first[-1],
    ]
    assert looks(folder) == before


def test_fresh_reads_all_again(folder: Path) -> None:
    built(folder)
    told = run(folder, "--fresh")
    assert told[0].startswith("read      3 documents, ")
    assert "earlier" not in told[0]
    assert told[-2].startswith("time ")


def test_what_is_damaged_is_made_anew_and_told(folder: Path) -> None:
    built(folder)
    (folder / STORE).write_bytes(b"no results" * 999)
    (folder / "sources" / "0.md").write_text(PAGE.format("new"))
    assert "cache     1 entry damaged, made anew" in run(folder)
    (folder / "sources" / "0.md").write_text(PAGE.format("newer"))
    assert built(folder).damaged == 0


def test_a_violation_is_one_also_where_nothing_is_done(folder: Path) -> None:
    page = ROOT / "sources" / "cpt-22864-posterior-interbody-fusion.txt"
    assert build(page, folder / "outputs", grounding=False).violations == 1
    shown = subprocess.run(
        command("--strict", str(page)),
        cwd=folder,
        env=variables(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert shown.returncode == 1
    assert shown.stderr.startswith("unchanged 1 document: ")
    assert shown.stderr.endswith("see outputs/findings.jsonl\n")


# ---------------------------------------------------------------- on a terminal


def on_terminal(folder: Path, *arguments: str, **more: str) -> str:
    """Return what a build shows on a terminal."""
    terminal, end = pty.openpty()
    with subprocess.Popen(
        command(*arguments), cwd=folder, env=variables(**more), stderr=end
    ) as process:
        os.close(end)
        shown = b""
        while part := _read(terminal):
            shown += part
    os.close(terminal)
    assert process.returncode == 0
    return shown.decode()


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 4096)
    except OSError:  # how Linux tells that nobody writes any more
        return b""


def screen(shown: str) -> list[str]:
    """Return the lines that one sees in the end."""
    lines = []
    for line in shown.replace("\r\n", "\n").split("\n"):
        seen = ""
        for part in line.split("\r"):
            seen = part + seen[len(part) :]
        lines.append(seen.rstrip())
    return lines


def test_on_a_terminal_one_sees_how_far_a_build_is(folder: Path) -> None:
    shown = on_terminal(folder)
    assert "\rread      1 of 3 documents" in shown
    for stage in ("merge", "ground", "check", "write     ttl", "write     json"):
        assert f"\r{stage}" in shown
    seen = screen(shown)
    assert seen[0].startswith("read      3 documents, ")
    assert not any(line.startswith(("merge", "write ")) for line in seen)


def test_where_nobody_watches_no_line_is_written_again(folder: Path) -> None:
    built(folder)
    assert on_terminal(folder, "-q", "--fresh") == ""
    shown = on_terminal(folder, "--fresh", CI="1")
    assert " of 3 documents" not in shown
    assert "read      3 documents, " in shown


# ---------------------------------------------------------------- stopped


@pytest.mark.parametrize(
    ("how", "status", "told", "jobs"),
    [
        pytest.param(signal.SIGINT, 130, "Interrupted", "2", id="an interrupt"),
        pytest.param(signal.SIGTERM, 143, "Terminated", "1", id="a request to end"),
    ],
)
def test_a_build_that_is_stopped_says_one_line_and_keeps_what_it_read(
    tmp_path: Path, how: signal.Signals, status: int, told: str, jobs: str
) -> None:
    (tmp_path / "sources").mkdir()
    for number in range(400):
        (tmp_path / "sources" / f"{number}.md").write_text(PAGE.format(number))
    with subprocess.Popen(
        command("--jobs", jobs),
        cwd=tmp_path,
        env=variables(),
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as process:
        end = time.monotonic() + LIMIT
        while not (tmp_path / STORE).exists() and time.monotonic() < end:
            time.sleep(0.01)
        time.sleep(0.1)
        # A terminal interrupts all processes of a command, kill asks one to end.
        (os.killpg if how is signal.SIGINT else os.kill)(process.pid, how)
        shown = process.communicate()[1]
    assert (process.returncode, shown.split("\n")[-2:]) == (status, [told, ""])
    assert shown.strip() == told
    assert {path.name for path in (tmp_path / "outputs").iterdir()} == {".cache"}
    assert 0 < built(tmp_path).kept < 400
