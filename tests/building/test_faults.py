"""What fails around a build: a disk, a folder, a document, another build, a signal."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.building.running import PROC, ROOT, build, content, left, pages, start

# Without these, root heeds the rights of a folder as others do.
HEEDING = ("setpriv", "--bounding-set=-dac_override,-dac_read_search")
ALL = ("--jobs", "1", "--formats", "all")
pytestmark = pytest.mark.skipif(not PROC.exists(), reason="looks at processes")


@pytest.fixture
def old(tmp_path: Path) -> Path:
    return pages(tmp_path / "old", "Infection")


@pytest.fixture
def new(tmp_path: Path) -> Path:
    return pages(tmp_path / "new", "Scars", "The patient is awake. " * 50)


def ended(process: subprocess.Popen[str]) -> tuple[int | None, str]:
    """Return the status of a build, and all that it said."""
    with process:
        told, said = process.communicate()
    assert told == ""
    assert left(process.pid) == []
    return process.returncode, said.strip()


def limited(size: int, arguments: list[str]) -> subprocess.Popen[str]:
    """Start a program that can write no file of more than *size* bytes."""
    shell = f"import os, resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, ({size},) * 2); os.execv(sys.argv[1], sys.argv[1:])"
    return subprocess.Popen(
        [sys.executable, "-c", shell, sys.executable, *arguments],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def arguments(sources: Path, out: Path, *more: str) -> list[str]:
    given = ["-m", "pipeline", "build", sources, "--out", out, "-q", "--no-grounding"]
    return [*map(str, given), *more]


@pytest.mark.parametrize("size", [3_000, 50_000])
def test_a_file_that_may_not_grow_leaves_the_output_as_it_was(
    old: Path, new: Path, tmp_path: Path, size: int
) -> None:
    out = tmp_path / "out"
    build(old, out, *ALL)
    before = content(out)
    status, said = ended(limited(size, arguments(new, out, *ALL)))
    assert (status, said.count("\n")) == (3, 0), said
    assert said.startswith(f"Error: {out}")
    assert content(out) == before


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Path]:
    """Return a file system of two megabytes in memory."""
    place = tmp_path / "small"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=2m", "none"]
    if (
        not shutil.which("mount")
        or subprocess.run([*command, place], check=False).returncode
    ):
        pytest.skip("may mount nothing here")
    try:
        yield place
    finally:
        subprocess.run(["umount", place], check=True)  # noqa: S607


def test_a_full_disk_leaves_the_output_as_it_was(
    old: Path, new: Path, small: Path
) -> None:
    out = small / "out"
    build(old, out, *ALL)
    before = content(out)
    stuffing = small / "stuffing"
    for free in (0, 60_000, 300_000):
        stuffing.write_bytes(bytes(_free(small) - free))
        status, said = ended(start(new, out, *ALL))
        assert (status, said.count("\n")) == (3, 0), said
        assert said.startswith(f"Error: {out}")
        assert content(out) == before
        stuffing.unlink()
    build(new, out, *ALL)
    assert content(out) != before


def _free(place: Path) -> int:
    return shutil.disk_usage(place).free


@pytest.mark.skipif(
    os.geteuid() == 0 and not shutil.which(HEEDING[0]), reason="root may write anywhere"
)
def test_a_folder_that_may_not_be_written_is_told(
    old: Path, new: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    build(old, out, "--jobs", "1")
    before = content(out)
    heeding = HEEDING if os.geteuid() == 0 else ()
    out.chmod(0o555)
    try:
        told = subprocess.run(
            [*heeding, sys.executable, *arguments(new, out)],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
    finally:
        out.chmod(0o755)
    assert told.returncode == 3
    assert told.stderr == f"Error: {out}: cannot be written (Permission denied)\n"
    assert content(out) == before


VANISHING = """
import os, sys
from pipeline.cli import main

path, number = sys.argv[1], int(sys.argv[2])
met = 0

def vanish(event, arguments):
    global met
    if event == "open" and str(arguments[0]) == path:
        met += 1
        if met == number:
            os.remove(path)

sys.addaudithook(vanish)
main(sys.argv[3:])
"""


@pytest.mark.parametrize("number", [1, 2])
def test_a_document_that_vanishes_is_refused_and_the_others_are_built(
    old: Path, tmp_path: Path, number: int
) -> None:
    out = tmp_path / "out"
    path = old / "skin-graft.md"
    text = path.read_text()
    program = ["-c", VANISHING, str(path), str(number)]
    told = subprocess.run(
        [sys.executable, *program, *arguments(old, out, "--jobs", "1")[2:]],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert not path.exists()
    assert (told.returncode, told.stderr) == (
        0,
        "refused   skin-graft.md: is not there\n",
    )
    (line,) = (out / "quarantine.jsonl").read_text().splitlines()
    assert json.loads(line)["reason"] == "missing"
    # Back again, it is read.
    path.write_text(text)
    build(old, out, "--jobs", "1")
    assert (out / "documents" / "skin-graft.md.txt").exists()


def wait_until(is_so: Callable[[], bool]) -> None:
    end = time.monotonic() + 60
    while not is_so() and time.monotonic() < end:
        time.sleep(0.001)


def test_of_two_builds_of_one_folder_one_waits_and_says_so(
    old: Path, new: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    first = start(old, out, "--jobs", "1")
    wait_until(lambda: (out / ".lock").exists() and bool((out / ".lock").read_text()))
    first.send_signal(signal.SIGSTOP)
    second = start(new, out, "--jobs", "1")
    assert second.stderr is not None
    line = second.stderr.readline()
    assert line.startswith(
        f"lock      waiting for another build of {out} (process {first.pid}"
    )
    first.send_signal(signal.SIGCONT)
    assert ended(first) == (0, "")
    assert ended(second) == (0, "")
    build(new, tmp_path / "alone", "--jobs", "1")
    assert content(out) == content(tmp_path / "alone")


@pytest.mark.parametrize(
    ("sent", "status", "said"),
    [(signal.SIGINT, 130, "Interrupted"), (signal.SIGTERM, 143, "Terminated")],
)
@pytest.mark.parametrize("moment", [".lock", ".building-*"])
def test_a_build_that_is_stopped_ends_in_one_line_and_leaves_the_output(  # noqa: PLR0913
    old: Path,
    tmp_path: Path,
    sent: signal.Signals,
    status: int,
    said: str,
    moment: str,
) -> None:
    out = tmp_path / "out"
    process = start(old, out, "--jobs", "2")
    wait_until(lambda: any(out.glob(moment)))
    # A terminal tells all processes, as a system does that shuts down.
    os.killpg(process.pid, sent)
    assert ended(process) == (status, said)
    assert content(out) == {}


def test_a_build_that_waits_may_be_stopped(old: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    first = start(old, out, "--jobs", "1")
    wait_until((out / ".lock").exists)
    first.send_signal(signal.SIGSTOP)
    second = start(old, out, "--jobs", "1")
    assert second.stderr is not None
    second.stderr.readline()
    second.send_signal(signal.SIGINT)
    assert ended(second) == (130, "Interrupted")
    first.send_signal(signal.SIGCONT)
    assert ended(first) == (0, "")
