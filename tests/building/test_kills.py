"""A build that is killed leaves nothing half done, and nothing running."""

import random
import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from pipeline import sealing
from tests.building.running import (
    PROC,
    build,
    content,
    left,
    pages,
    start,
    wait_until_moving,
)

pytestmark = pytest.mark.skipif(not PROC.exists(), reason="looks at processes")

ONE = ("--jobs", "1")
SEVERAL = ("--jobs", "2")


@dataclass(frozen=True, slots=True)
class Version:
    """Pages, and what an undisturbed build makes of them."""

    sources: Path
    content: dict[str, bytes]
    seconds: float


@pytest.fixture(scope="module")
def versions(tmp_path_factory: pytest.TempPathFactory) -> tuple[Version, ...]:
    return tuple(_versions(tmp_path_factory.mktemp("versions")))


def _versions(folder: Path) -> Iterator[Version]:
    for risk in ("Infection", "Scars"):
        sources = pages(folder / risk / "sources", risk)
        out = folder / risk / "out"
        began = time.monotonic()
        build(sources, out, *SEVERAL)
        yield Version(sources, content(out), time.monotonic() - began)


def kill(out: Path, version: Version, jobs: tuple[str, ...], delay: float) -> int:
    """Kill a build after *delay* seconds, those of a move where it is negative."""
    with start(version.sources, out, *jobs) as process:
        if delay < 0:
            wait_until_moving(process, out)
        time.sleep(abs(delay))
        process.kill()
        process.communicate()
    assert left(process.pid) == []
    return process.returncode


def survive(
    out: Path,
    versions: tuple[Version, ...],
    is_first: bool,  # noqa: FBT001
    jobs: tuple[str, ...],
    delay: float,
) -> str:
    """Kill a build, look at what it left, build again; return what it was."""
    old, new = versions
    before = {} if is_first else old.content
    status = kill(out, new, jobs, delay)
    found = content(out) if out.exists() else {}
    if sealing.is_interrupted(out):
        state = "half"
    else:
        assert found in (before, new.content)
        state = "new" if found == new.content else "old"
    build(new.sources, out, *jobs)
    assert content(out) == new.content
    return state if status else "done"


@pytest.mark.parametrize("share", [0.3, 0.7])
@pytest.mark.parametrize("jobs", [ONE, SEVERAL], ids=["one process", "several"])
def test_a_killed_build_is_made_whole_by_the_next(
    versions: tuple[Version, ...], tmp_path: Path, jobs: tuple[str, ...], share: float
) -> None:
    delay = versions[1].seconds * share
    survive(tmp_path / "out", versions, is_first=True, jobs=jobs, delay=delay)


def test_a_build_killed_while_files_move_is_finished_by_the_next(
    versions: tuple[Version, ...], tmp_path: Path
) -> None:
    out = tmp_path / "out"
    build(versions[0].sources, out, *ONE)
    state = survive(out, versions, is_first=False, jobs=ONE, delay=-0.0001)
    assert state in {"half", "old", "new", "done"}


@pytest.mark.long
def test_a_hundred_kills_at_any_moment(
    versions: tuple[Version, ...], tmp_path: Path
) -> None:
    chance = random.Random(7)  # noqa: S311 - the same moments each time
    out = tmp_path / "out"
    states: dict[str, int] = {}
    turns = versions
    for number in range(100):
        if is_first := number % 10 == 0:
            shutil.rmtree(out, ignore_errors=True)
            turns = versions
        if number % 5 == 0:
            # The cache makes a build short; some have none.
            shutil.rmtree(out / ".cache", ignore_errors=True)
        jobs = SEVERAL if number % 2 else ONE
        if number % 3 == 0:
            delay = -chance.uniform(0, 0.004)
        else:
            delay = chance.uniform(0, versions[1].seconds)
        state = survive(out, turns, is_first=is_first, jobs=jobs, delay=delay)
        states[state] = states.get(state, 0) + 1
        turns = turns[::-1]
    print(states)  # noqa: T201 - shown with -s
    assert states.get("half")
    assert states["old"] > 20
