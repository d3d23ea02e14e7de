"""The output is the old build or the new one, whatever becomes of the program."""

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from pipeline import sealing
from pipeline.building import publishing
from pipeline.building.outputs import present
from pipeline.errors import OutputError
from tests.building.dying import DONE, HALF, NEW, OLD, OURS, lay, state, write

KILLED = -9
pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are forked")


@dataclass(frozen=True, slots=True)
class Case:
    """How a build ended that met something at the operation of a *number*."""

    case: str
    number: int
    status: int
    then: str
    after: str


@pytest.fixture
def quick() -> Iterator[Path]:
    """Return a folder in memory where there is one: a disk is waited for."""
    memory = Path("/dev/shm")  # noqa: S108 - the folder made there is ours alone
    place = memory if os.access(memory, os.W_OK) else None
    with TemporaryDirectory(dir=place) as folder:
        yield Path(folder)


def cases(way: str, act: str, folder: Path) -> Iterator[Case]:
    told = subprocess.run(
        [sys.executable, "-m", "tests.building.dying", way, act, folder / "out"],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stderr == ""
    for line in told.stdout.splitlines():
        case, number, status, then, after = line.split("\t")
        yield Case(case, int(number), int(status), then, after)


def states(found: list[Case], status: int) -> set[tuple[str, str]]:
    return {(each.then, each.after) for each in found if each.status == status}


def test_a_build_killed_at_any_operation_leaves_the_old_or_what_can_be_finished(
    quick: Path,
) -> None:
    found = list(cases("once", "kill", quick))
    assert {each.status for each in found} == {KILLED, DONE}
    assert states(found, KILLED) == {
        ("none", "none"),
        ("old", "old"),
        ("old", "new"),
        ("half", "new"),
        ("new", "new"),
    }
    assert states(found, DONE) == {("new", "new")}
    # From the journal on, the build that follows never goes back.
    for case in ("the_first", "over_an_old_one"):
        after = [each.after for each in found if each.case == case]
        assert after == sorted(after, key="new".__eq__)


@pytest.mark.long
def test_a_build_that_finishes_another_may_be_killed_as_well(quick: Path) -> None:
    found = list(cases("twice", "kill", quick))
    assert {each.status for each in found} == {KILLED, DONE}
    assert {each.after for each in found} == {"old", "new"}
    assert {each.then for each in found} == {"old", "half", "new"}


@pytest.mark.parametrize(("act", "status"), [("fill_up", 3), ("interrupt", 130)])
def test_a_fault_at_any_operation_leaves_the_output_as_it_was(
    act: str, status: int, quick: Path
) -> None:
    found = list(cases("once", act, quick))
    # What is met while the new files are in place is no fault of the build any more.
    assert {each.status for each in found} <= {status, 0, DONE}
    assert states(found, status) <= {("none", "none"), ("old", "old"), ("new", "new")}
    assert states(found, 0) | states(found, DONE) == {("new", "new")}
    last = {each.case: each for each in found if each.then in {"none", "old"}}
    assert all(each.status == status for each in last.values())
    assert len(states(found, status)) >= 2


def test_where_nothing_can_be_taken_back_the_next_build_goes_on(quick: Path) -> None:
    found = list(cases("once", "break_down", quick))
    assert {each.status for each in found} == {3, HALF, 0, DONE}
    assert states(found, 3) == {("none", "none"), ("old", "old")}
    assert states(found, HALF) == {("old", "new"), ("half", "new")}


def left_behind(out: Path, name: str, files: dict[str, str]) -> Path:
    stage = out / name
    lay(stage, files)
    return stage


def test_what_a_dead_build_staged_is_cleared_away(tmp_path: Path) -> None:
    write(tmp_path, OLD)
    left_behind(tmp_path, ".building-dead", {"new/graph.ttl": "half"})
    with present(tmp_path, OURS):
        assert not list(tmp_path.glob(".building-*"))
    assert state(tmp_path) == "old"


def test_a_hidden_folder_of_somebody_else_stays(tmp_path: Path) -> None:
    mine = left_behind(tmp_path / "out", ".building-site", {"plan.txt": "mine"})
    files = {"new/a.txt": "mine", "new/build.json": "mine"}
    elsewhere = left_behind(
        tmp_path,
        "elsewhere",
        files | {"journal.json": '{"put": ["a.txt"], "take": []}'},
    )
    (tmp_path / "out" / ".building-link").symlink_to(elsewhere)
    with present(tmp_path / "out", OURS):
        pass
    assert (mine / "plan.txt").exists()
    assert (elsewhere / "new/a.txt").exists()


@pytest.mark.parametrize(
    ("journal", "told"),
    [
        ('{"put": ["../mine.txt"], "take": []}', "which no build writes"),
        ('{"put": [], "take": ["/etc/hosts"]}', "which no build writes"),
        ('{"put": [".building-x/new"], "take": []}', "which no build writes"),
        ("{", "is no journal of a build"),
    ],
)
def test_a_journal_leads_nowhere_else(journal: str, told: str, tmp_path: Path) -> None:
    out = tmp_path / "out"
    (tmp_path / "mine.txt").write_text("mine")
    left_behind(out, ".building-x", {"new/build.json": "", "journal.json": journal})
    with pytest.raises(OutputError, match=told), present(out, OURS):
        pass
    assert (tmp_path / "mine.txt").read_text() == "mine"


def test_half_a_build_is_told_to_whoever_reads(tmp_path: Path) -> None:
    write(tmp_path, NEW)
    sealing.check(tmp_path)
    left_behind(tmp_path, ".building-x", {"new/build.json": "", "journal.json": "{}"})
    sealing.check(tmp_path)
    (tmp_path / "build.json").unlink()
    with pytest.raises(OutputError, match="holds half a build: one was interrupted"):
        sealing.check(tmp_path)


@pytest.mark.parametrize("files", [3, 100], ids=["each file", "the whole system"])
def test_what_is_put_in_place_is_on_the_disk_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, files: int
) -> None:
    """A power cut keeps the order of nothing that was not brought to the disk."""
    told: list[tuple[str, str]] = []
    sync, sync_all, rename = publishing._sync, publishing._sync_all, Path.rename  # noqa: SLF001

    def syncing(path: Path) -> None:
        told.append(("sync", path.name))
        sync(path)

    def syncing_all(folder: Path) -> bool:
        told.append(("sync", "all"))
        return sync_all(folder)

    def renaming(path: Path, target: Path) -> Path:
        told.append(("rename", target.name))
        return rename(path, target)

    monkeypatch.setattr(publishing, "_sync", syncing)
    monkeypatch.setattr(publishing, "_sync_all", syncing_all)
    monkeypatch.setattr(Path, "rename", renaming)
    stage, out = tmp_path / ".building-x", tmp_path
    names = [*(f"{number}.ttl" for number in range(files)), "build.json"]
    (stage / "new").mkdir(parents=True)
    for name in names:
        (stage / "new" / name).write_text(name)
    publishing.publish(stage, out, names)

    first = told.index(("rename", "journal.json"))
    before = {name for did, name in told[:first] if did == "sync"}
    assert before >= ({"all"} if files == 100 else {*names, "new", ".building-x"})
    assert ("sync", ".building-x") in told[first:]
    *_, folder, seal, last = [
        each for each in told if each[1] in {out.name, "build.json"}
    ]
    assert (folder, seal) == (("sync", out.name), ("rename", "build.json"))
    assert last == ("sync", out.name)
    assert all(did == "sync" for did, _ in told[:first])
