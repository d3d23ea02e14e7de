"""Processes that die of what they are given, or whose parent dies, and what is left."""

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from pipeline.building.crew import Crew
from pipeline.errors import ProcessError

ROOT = Path(__file__).parents[2]
LIMIT = 30  # seconds that a process may take to be there or to go


def square(batch: Sequence[int]) -> list[str]:
    """Square each number; one below 0 ends the process that works on it."""
    if min(batch) < 0:
        os.kill(os.getpid(), signal.SIGKILL)
    if 99 in batch:
        raise ZeroDivisionError
    return [str(number**2) for number in batch]


def tire(batch: Sequence[int]) -> list[str]:
    """End the process at its third batch."""
    DONE.append(batch)
    if len(DONE) == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return [str(number) for number in batch]


DONE: list[Sequence[int]] = []


def lost(number: int) -> str:
    return f"{number} is lost"


def made(crew: Crew[int, str], batches: Sequence[Sequence[int]]) -> list[str]:
    """Return what *crew* makes of *batches*, as the numbers were given."""
    found: dict[int, str] = {}

    def all_made() -> Iterator[tuple[int, str]]:
        for batch in batches:
            yield from crew.give(batch)
        yield from crew.rest()

    for number, each in all_made():
        assert number not in found
        found[number] = each
    return [found[number] for batch in batches for number in batch]


def test_all_is_made_once_whatever_some_do_to_their_process() -> None:
    crew = Crew(2, square, lost)
    batches = [[0, 1, 2], [3, -4, 5], *([number] for number in range(6, 16))]
    assert made(crew, batches) == [
        lost(number) if number < 0 else str(number**2)
        for batch in batches
        for number in batch
    ]
    assert made(crew, [[18]]) == ["324"]
    crew.close()
    assert multiprocessing.active_children() == []


def test_one_that_others_tired_out_is_not_lost() -> None:
    crew = Crew(1, tire, lost)
    assert made(crew, [[0], [1], [2, 3, 4, 5, 6]]) == [*map(str, range(7))]
    crew.close()


def test_a_fault_is_raised_and_the_processes_can_be_ended() -> None:
    others = multiprocessing.active_children()
    crew = Crew(2, square, lost)
    with pytest.raises(ZeroDivisionError):
        made(crew, [[99]])
    workers = multiprocessing.active_children()
    assert len(workers) > len(others)
    crew.kill()
    for each in workers:
        each.join(LIMIT)
    assert multiprocessing.active_children() == others


# ---------------------------------------------------------------- as programs

# It says which processes work for it, and they work until somebody ends them.
WORKING = """
import multiprocessing, sys, time
from pipeline.building.crew import Crew

def rest(batch):
    time.sleep(600)

def lost(piece):
    raise SystemExit(piece)

if __name__ == "__main__":
    crew = Crew(2, rest, lost)
    try:
        for piece in range(2):
            list(crew.give([piece]))
        print(*(each.pid for each in multiprocessing.active_children()), flush=True)
        list(crew.rest())
    except KeyboardInterrupt:
        crew.kill()
        print("interrupted")
"""
UNGUARDED = """
from pipeline.building.crew import Crew, is_imported_by_another
from pipeline.errors import ProcessError

if is_imported_by_another():
    print("again", flush=True)
    raise SystemExit

def lost(piece):
    raise SystemExit(piece)

crew = Crew(2, list, lost)
try:
    for piece in range(2):
        list(crew.give([piece]))
    list(crew.rest())
except ProcessError as fault:
    print(fault)
"""


def script(folder: Path, words: str) -> Path:
    path = folder / "script.py"
    path.write_text(words)
    return path


def started(path: Path, *arguments: str) -> subprocess.Popen[str]:
    """Run a script in a group of its own, as a terminal does."""
    return subprocess.Popen(
        [sys.executable, str(path), *arguments],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def is_there(process: int) -> bool:
    try:
        stat = Path(f"/proc/{process}/stat").read_text()
    except OSError:
        return False
    return stat.rpartition(")")[2].split()[0] not in {"Z", "X"}


def is_deaf(process: int) -> bool:
    """Tell whether an interrupt is held back from *process*, or does nothing to it."""
    lines = Path(f"/proc/{process}/status").read_text().splitlines()
    told = dict(line.split(":", 1) for line in lines)
    masks = int(told["SigBlk"], 16) | int(told["SigIgn"], 16)
    return bool(masks & 1 << signal.SIGINT - 1)


def left(workers: Sequence[int]) -> list[int]:
    """Return those of *workers* that do not go."""
    end = time.monotonic() + LIMIT
    while time.monotonic() < end and any(map(is_there, workers)):
        time.sleep(0.05)
    return [*filter(is_there, workers)]


needs_proc = pytest.mark.skipif(
    not Path("/proc/self/stat").exists(), reason="processes cannot be looked at here"
)


@needs_proc
@pytest.mark.parametrize("is_busy", [True, False])
def test_workers_end_when_their_parent_is_killed(
    tmp_path: Path, *, is_busy: bool
) -> None:
    words = WORKING if is_busy else WORKING.replace("sleep(600)", "sleep(0)")
    words = words if is_busy else words.replace("list(crew.rest())", "time.sleep(600)")
    with started(script(tmp_path, words)) as process:
        assert process.stdout
        workers = [*map(int, process.stdout.readline().split())]
        assert all(map(is_there, workers))
        process.kill()
        assert left(workers) == []
    assert len(workers) == 2


@needs_proc
def test_an_interrupt_at_any_time_leaves_no_worker_and_says_nothing(
    tmp_path: Path,
) -> None:
    with started(script(tmp_path, WORKING)) as process:
        assert process.stdout
        workers = [*map(int, process.stdout.readline().split())]
        # They have only begun to import what they need.
        assert all(map(is_deaf, workers))
        os.killpg(process.pid, signal.SIGINT)
        told = process.communicate()
    assert (process.returncode, *told) == (0, "interrupted\n", "")
    assert left(workers) == []


def test_a_script_that_is_run_by_the_processes_it_starts_is_told(
    tmp_path: Path,
) -> None:
    with started(script(tmp_path, UNGUARDED)) as process:
        told, _ = process.communicate()
    *again, last = told.splitlines()
    # They say so at once, or are ended before.
    assert "again" in "".join(again)
    assert last == str(ProcessError())
