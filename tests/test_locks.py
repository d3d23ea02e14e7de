"""The lock files: hashes for everything, hosts for nothing."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
REQUIREMENTS = ROOT / "requirements"
LOCKS = sorted(REQUIREMENTS.glob("*.txt"))
PINNED = re.compile(r"^([\w.-]+)==\S+", re.MULTILINE)
PINNED_AT = re.compile(r"^[\w.-]+==\S+", re.MULTILINE)


def test_there_are_locks() -> None:
    assert [lock.name for lock in LOCKS] == ["bench.txt", "runtime.txt", "test.txt"]


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_a_lock_names_no_host_and_no_file(lock: Path) -> None:
    written = lock.read_text()
    assert [sign for sign in ("://", "file:", "--index", "@ ") if sign in written] == []


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_every_package_of_a_lock_has_a_hash(lock: Path) -> None:
    entries = re.split(r"\n(?=[\w])", lock.read_text().strip())
    assert [entry for entry in entries if "--hash=sha256:" not in entry] == []


def test_what_builds_the_project_is_locked() -> None:
    assert "hatchling" in PINNED.findall((REQUIREMENTS / "runtime.txt").read_text())


@pytest.mark.parametrize("name", ["test.txt", "bench.txt"])
def test_the_other_locks_hold_the_runtime_lock(name: str) -> None:
    runtime, other = (
        set(PINNED_AT.findall((REQUIREMENTS / each).read_text()))
        for each in ("runtime.txt", name)
    )
    assert runtime <= other
