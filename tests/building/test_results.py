"""What is kept from build to build: found by content, or not found at all."""

import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.building.results import FOLDER, Results, key
from pipeline.errors import OutputError

MADE = {
    key(bytes([number])): bytes([number]) * (90 + 60 * number) for number in range(9)
}
ONE = key(b"\4")
# A build that keeps results until it is killed, or until its files may grow no more.
KILLED = """
import os, signal, sys
from pathlib import Path
from pipeline.building.results import Results, key
kept = Results(Path(sys.argv[1]))
for number in range(300):
    kept.put(key(number.to_bytes(2)), bytes(1000))
os.kill(os.getpid(), signal.SIGKILL)
"""
FULL = """
import resource, sys
from pathlib import Path
from pipeline.building.results import Results, key
from pipeline.errors import OutputError
kept = Results(Path(sys.argv[1]))
kept.put(key(b"before"), b"whole")
kept.close()
kept = Results(Path(sys.argv[1]))
kept.get(key(b"before"))
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
try:
    for number in range(999):
        kept.put(key(number.to_bytes(2)), bytes(1000))
except OutputError as fault:
    print(fault)
kept.close()
"""


def file(folder: Path) -> Path:
    return folder / FOLDER / "results.sqlite"


def filled(folder: Path) -> Path:
    """Return *folder* with all that was made in it."""
    kept = Results(folder)
    for made, result in MADE.items():
        kept.put(made, result)
    kept.close()
    return folder


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Return the bytes of a file of results."""
    return file(filled(tmp_path_factory.mktemp("whole"))).read_bytes()


def found(folder: Path) -> dict[bytes, bytes]:
    """Return what is found of all that was made."""
    kept = Results(folder)
    try:
        return {made: it for made in MADE if (it := kept.get(made)) is not None}
    finally:
        kept.close()


def test_what_was_put_is_found_by_the_next(tmp_path: Path) -> None:
    assert found(filled(tmp_path)) == MADE


def test_what_was_put_is_found_at_once(tmp_path: Path) -> None:
    kept = Results(tmp_path)
    assert (kept.get(ONE), kept.holds(ONE)) == (None, False)
    kept.put(ONE, b"first")
    kept.put(ONE, b"second")
    assert (kept.get(ONE), kept.holds(ONE)) == (b"second", True)
    kept.close()


def test_nothing_is_made_before_there_is_something_to_keep(tmp_path: Path) -> None:
    kept = Results(tmp_path)
    assert kept.get(ONE) is None
    kept.forget_unused()
    kept.close()
    assert list(tmp_path.iterdir()) == []


def test_parts_of_a_key_do_not_run_together() -> None:
    assert len({key(b"ab", b"c"), key(b"a", b"bc"), key(b"abc"), key(b"abc", b"")}) == 4


def test_what_no_build_uses_any_more_is_forgotten(tmp_path: Path) -> None:
    kept = Results(filled(tmp_path))
    kept.get(ONE)
    kept.holds(key(b"\5"))
    kept.put(key(b"new"), b"new")
    kept.forget_unused()
    kept.close()
    assert found(tmp_path) == {ONE: MADE[ONE]}
    assert Results(tmp_path).get(key(b"new")) == b"new"


def test_the_file_does_not_grow_with_the_number_of_builds(tmp_path: Path) -> None:
    sizes = []
    for build in range(12):
        kept = Results(tmp_path)
        for number in range(30):
            kept.put(key(bytes([build, number])), os.urandom(3000))
        kept.forget_unused()
        kept.close()
        sizes.append(file(tmp_path).stat().st_size)
    assert sizes[-1] <= 2.5 * sizes[0]


def test_all_can_be_dropped_and_the_place_with_it(tmp_path: Path) -> None:
    kept = Results(filled(tmp_path))
    kept.clear()
    assert kept.get(ONE) is None
    assert list(tmp_path.iterdir()) == []
    kept.put(ONE, b"again")
    kept.close()
    assert found(tmp_path) == {ONE: b"again"}


def test_a_damaged_result_is_not_found_and_the_others_are(
    tmp_path: Path, whole: bytes
) -> None:
    filled(tmp_path)
    at = whole.index(MADE[ONE])
    file(tmp_path).write_bytes(whole[:at] + b"?" + whole[at + 1 :])
    kept = Results(tmp_path)
    assert [made for made in MADE if kept.get(made) != MADE[made]] == [ONE]
    assert kept.damaged == 1
    kept.put(ONE, MADE[ONE])
    kept.close()
    assert found(tmp_path) == MADE


def test_a_result_under_the_key_of_another_is_not_found(tmp_path: Path) -> None:
    with sqlite3.connect(file(filled(tmp_path))) as connection:
        connection.execute("DELETE FROM results WHERE key = ?", (key(b"\5"),))
        connection.execute(
            "UPDATE results SET key = ? WHERE key = ?", (key(b"\5"), ONE)
        )
    connection.close()
    assert found(tmp_path).keys() == MADE.keys() - {ONE, key(b"\5")}


@settings(max_examples=25)
@given(
    st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255))),
    st.integers(0, 100_000),
)
def test_whatever_becomes_of_the_file_nothing_wrong_is_found(
    tmp_path_factory: pytest.TempPathFactory,
    whole: bytes,
    changed: list[tuple[float, int]],
    end: int,
) -> None:
    folder = tmp_path_factory.mktemp("damaged")
    (folder / FOLDER).mkdir()
    damaged = bytearray(whole)
    for place, value in changed:
        # Half of all places are in the head of the file, where a byte counts most.
        damaged[int(place * 2 % 1 * (len(whole) if place < 0.5 else 120))] = value
    file(folder).write_bytes(damaged[:end])
    before = found(folder)
    assert before.items() <= MADE.items()
    filled(folder)
    kept = Results(folder)
    kept.forget_unused()
    kept.close()
    assert found(folder).items() <= MADE.items()


def garbage(path: Path) -> None:
    path.write_bytes(b"no database" * 999)


def another_layout(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 7")
    connection.close()


def another_table(path: Path) -> None:
    path.unlink()
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE results(mine)")
    connection.close()


def an_unknown_format(path: Path) -> None:
    source = bytearray(path.read_bytes())
    source[18] = 9  # https://sqlite.org/fileformat.html: above 2, it may not be written
    path.write_bytes(source)


def texts(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE results SET result = CAST(x'ff00' AS TEXT)")
    connection.close()


def numbers(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE results SET result = 7")
    connection.close()


@pytest.mark.parametrize(
    ("damage", "count"),
    [
        pytest.param(garbage, 1, id="garbage"),
        pytest.param(another_layout, 1, id="another layout"),
        pytest.param(another_table, 1, id="another table of that name"),
        pytest.param(an_unknown_format, 1, id="an unknown format"),
        pytest.param(texts, len(MADE), id="texts where bytes were"),
        pytest.param(numbers, len(MADE), id="numbers where bytes were"),
    ],
)
def test_a_file_that_is_none_of_ours_is_made_anew(
    tmp_path: Path, damage: object, count: int
) -> None:
    filled(tmp_path)
    assert callable(damage)
    damage(file(tmp_path))
    kept = Results(tmp_path)
    assert [made for made in MADE if kept.get(made)] == []
    for made, result in MADE.items():
        kept.put(made, result)
    assert kept.damaged == count
    kept.close()
    assert found(tmp_path) == MADE


def test_a_file_that_is_empty_is_no_damage(tmp_path: Path) -> None:
    filled(tmp_path)
    file(tmp_path).write_bytes(b"")
    kept = Results(tmp_path)
    assert (kept.get(ONE), kept.damaged) == (None, 0)
    kept.close()


def test_what_breaks_while_results_are_put_is_made_anew(
    tmp_path: Path, whole: bytes
) -> None:
    filled(tmp_path)
    file(tmp_path).write_bytes(whole[:4096] + b"\xff" * (len(whole) - 4096))
    kept = Results(tmp_path)
    for made, result in MADE.items():
        kept.put(made, result)
    assert kept.damaged == 1
    kept.close()
    assert found(tmp_path) == MADE


def test_a_folder_in_the_place_of_the_file_is_a_fault_with_its_name(
    tmp_path: Path,
) -> None:
    file(tmp_path).mkdir(parents=True)
    with pytest.raises(OutputError, match=r"results\.sqlite: cannot be written"):
        Results(tmp_path)


def test_a_file_in_the_place_of_the_folder_is_a_fault_with_its_name(
    tmp_path: Path,
) -> None:
    (tmp_path / FOLDER).write_text("mine")
    kept = Results(tmp_path)
    advice = rf"cannot be written .*{FOLDER} holds only .* delete it"
    with pytest.raises(OutputError, match=advice):
        kept.put(ONE, b"result")
    with pytest.raises(OutputError, match=advice):
        kept.clear()


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is closed to this user")
def test_a_folder_that_may_not_be_written_is_a_fault_and_no_damage(
    tmp_path: Path,
) -> None:
    (filled(tmp_path) / FOLDER).chmod(0o500)
    try:
        with pytest.raises(OutputError, match="cannot be written"):
            Results(tmp_path).put(ONE, b"result")
    finally:
        (tmp_path / FOLDER).chmod(0o700)
    assert found(tmp_path) == MADE


def run(script: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", script, str(folder)],
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_killed_build_leaves_what_it_had_made_sure_of(tmp_path: Path) -> None:
    assert run(KILLED, tmp_path).returncode == -signal.SIGKILL
    assert file(tmp_path).with_name("results.sqlite-wal").exists()
    kept = Results(tmp_path)
    there = [kept.get(key(number.to_bytes(2))) for number in range(300)]
    assert there == [bytes(1000)] * 256 + [None] * 44
    assert kept.damaged == 0
    kept.close()


def test_a_full_disk_is_one_line_and_spoils_nothing(tmp_path: Path) -> None:
    shown = run(FULL, tmp_path)
    assert (shown.returncode, shown.stderr) == (0, "")
    (line,) = shown.stdout.splitlines()
    assert f"{file(tmp_path)}: cannot be written (" in line
    assert "delete it to begin anew or to free its space" in line
    kept = Results(tmp_path)
    assert (kept.get(key(b"before")), kept.damaged) == (b"whole", 0)
    kept.close()
