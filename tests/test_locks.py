"""The lock files: hashes for everything, hosts for nothing."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))
PINNED = re.compile(r"^([\w.-]+)==\S+", re.MULTILINE)


def test_there_are_locks() -> None:
    assert [lock.name for lock in LOCKS] == ["runtime.txt", "test.txt"]


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_a_lock_names_no_host_and_no_file(lock: Path) -> None:
    written = lock.read_text()
    assert [sign for sign in ("://", "file:", "--index", "@ ") if sign in written] == []


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_every_package_of_a_lock_has_a_hash(lock: Path) -> None:
    entries = re.split(r"\n(?=[\w])", lock.read_text().strip())
    assert [entry for entry in entries if "--hash=sha256:" not in entry] == []


def test_what_builds_the_project_is_locked() -> None:
    assert "hatchling" in PINNED.findall(LOCKS[0].read_text())


def test_the_test_lock_holds_the_runtime_lock() -> None:
    runtime, test = (set(PINNED.findall(lock.read_text())) for lock in LOCKS)
    assert runtime <= test
