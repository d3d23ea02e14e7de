"""One build at a time in a folder, and never a lock that nobody holds."""

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import pytest

from pipeline.building.locking import LOCK, held
from pipeline.errors import OutputError

HOLDING = """
import sys, time
from pathlib import Path
from pipeline.building.locking import held
with held(Path(sys.argv[1]), lambda told: print(told, flush=True)):
    print("held", flush=True)
    {}
"""
FOR_EVER = "time.sleep(600)"
WITH_A_CHILD = "import subprocess; subprocess.run(['sleep', '600'], close_fds=False)"


@contextmanager
def process(out: Path, work: str = FOR_EVER) -> Iterator[subprocess.Popen[str]]:
    """Give a process that wants the lock of *out*."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLDING.format(work), out],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as started:
        try:
            yield started
        finally:
            with suppress(ProcessLookupError):
                os.killpg(started.pid, signal.SIGKILL)


def line(started: subprocess.Popen[str]) -> str:
    assert started.stdout is not None
    return started.stdout.readline().strip()


def test_a_second_one_waits_and_is_told_once_who_is_first(tmp_path: Path) -> None:
    with process(tmp_path) as first:
        assert line(first) == "held"
        told = json.loads((tmp_path / LOCK).read_text())
        with process(tmp_path, "pass") as second:
            assert line(second) == (
                f"waiting for another build of {tmp_path} "
                f"(process {first.pid} on {told['host']}, since {told['since']})"
            )
            first.kill()
            assert line(second) == "held"
            assert second.wait() == 0
    assert not (tmp_path / LOCK).exists()


def test_a_lock_ends_with_its_process_and_not_with_what_that_started(
    tmp_path: Path,
) -> None:
    with process(tmp_path, WITH_A_CHILD) as first:
        assert line(first) == "held"
        first.kill()
        first.wait()
        assert (tmp_path / LOCK).exists()
        told: list[str] = []
        with held(tmp_path, told.append):
            assert told == []


def test_two_of_one_process_take_turns(tmp_path: Path) -> None:
    order: list[str] = []
    is_waiting = threading.Event()

    def second() -> None:
        with held(tmp_path / "out", lambda _: is_waiting.set()):
            order.append("second")
            # Its lock is not the file that the first took away.
            assert (tmp_path / "out" / LOCK).exists()
            order.append("second holds it")

    with held(tmp_path / "out"):
        thread = threading.Thread(target=second)
        thread.start()
        assert is_waiting.wait(60)
        order.append("first")
    thread.join()
    assert order == ["first", "second", "second holds it"]
    # The first took its empty folder away, the second made it anew.
    assert not (tmp_path / "out").exists()


def test_who_waits_for_one_after_the_other_is_told_once(tmp_path: Path) -> None:
    told: list[str] = []
    is_waiting = threading.Event()

    def waiting(words: str) -> None:
        told.append(words)
        is_waiting.set()

    def second() -> None:
        with held(tmp_path, waiting):
            pass

    thread = threading.Thread(target=second)
    with ExitStack() as next_one:
        with held(tmp_path):
            thread.start()
            assert is_waiting.wait(60)
            (tmp_path / LOCK).unlink()
            next_one.enter_context(held(tmp_path))
        thread.join(0.2)
        assert thread.is_alive()
    thread.join()
    assert len(told) == 1


def test_who_waits_may_be_interrupted(tmp_path: Path) -> None:
    with held(tmp_path), process(tmp_path) as second:
        assert line(second).startswith("waiting for another build")
        second.send_signal(signal.SIGINT)
        assert second.wait() == -signal.SIGINT


def test_a_lock_that_was_taken_away_is_made_anew(tmp_path: Path) -> None:
    with held(tmp_path):
        (tmp_path / LOCK).unlink()
        with held(tmp_path):
            assert (tmp_path / LOCK).exists()


@pytest.mark.parametrize("words", ["", "{", '{"pid": 1}'])
def test_a_lock_that_says_nothing_is_one_all_the_same(
    words: str, tmp_path: Path
) -> None:
    with held(tmp_path):
        (tmp_path / LOCK).write_text(words)
        with process(tmp_path) as second:
            assert line(second) == (
                f"waiting for another build of {tmp_path} (which has not said who it is)"
            )


def test_a_lock_is_never_made_through_a_link(tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / LOCK).symlink_to(tmp_path / "mine")
    with pytest.raises(OutputError, match="out: cannot be written"), held(out):
        pass
    assert not (tmp_path / "mine").exists()
