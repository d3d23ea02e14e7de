"""Rows come back sorted and once, whether or not memory held them."""

import pickle
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import sorting
from pipeline.errors import OutputError
from pipeline.model import Room
from pipeline.sorting import Sorted, Sorter, distinct

ROWS = st.lists(st.tuples(st.text(max_size=4), st.text(max_size=2)))


@given(ROWS)
def test_rows_in_a_file_are_those_in_memory(rows: list[tuple[str, str]]) -> None:
    kept = distinct(rows, 2, Room(Path(), 0))
    assert isinstance(kept, Sorted) == bool(rows)
    assert list(kept) == list(distinct(rows, 2)) == sorted(set(rows))
    assert len(kept) == len(set(rows))


def test_rows_can_be_gone_through_again_and_at_once(tmp_path: Path) -> None:
    kept = distinct([("b",), ("a",), ("b",)], 1, Room(tmp_path, 0))
    assert [(one, other) for one in kept for other in kept] == [
        ((one,), (other,)) for one in "ab" for other in "ab"
    ]
    assert ("a",) in kept
    assert ("c",) not in kept


def test_a_sorter_can_be_asked_for_its_rows_again(tmp_path: Path) -> None:
    sorter: Sorter[tuple[str]] = Sorter(1, Room(tmp_path, 0))
    for word in "bab":
        sorter.add((word,))
    assert list(sorter.rows()) == list(sorter.rows()) == [("a",), ("b",)]


def test_few_rows_stay_in_memory(tmp_path: Path) -> None:
    assert distinct([("b",), ("a",)], 1, Room(tmp_path)) == (("a",), ("b",))


def test_bytes_are_rows_too(tmp_path: Path) -> None:
    rows = [("a", b"\x00\xff"), ("a", b"\x00")]
    assert list(distinct(rows, 2, Room(tmp_path, 0))) == sorted(rows)


def test_files_go_when_nobody_uses_them(tmp_path: Path) -> None:
    sorter: Sorter[tuple[str]] = Sorter(1, Room(tmp_path, 1))
    for number in range(50 * sorting.ROWS):
        sorter.add((f"{number:0100}",))
    kept = sorter.rows()
    assert len(kept) == 50 * sorting.ROWS
    assert next(iter(kept)) == (f"{0:0100}",)
    assert list(tmp_path.iterdir()) != []
    del kept, sorter
    assert list(tmp_path.iterdir()) == []


def test_another_process_can_read_them(tmp_path: Path) -> None:
    kept = distinct([("b",), ("a",)], 1, Room(tmp_path, 0))
    copy = pickle.loads(pickle.dumps(kept))  # noqa: S301 - made here
    assert list(copy) == [("a",), ("b",)]


@pytest.mark.skipif(sys.platform == "win32", reason="has no limit of a file's size")
def test_a_full_disk_is_a_fault_with_its_place(tmp_path: Path) -> None:
    program = f"""
import resource, signal
from pathlib import Path
from pipeline.errors import OutputError
from pipeline.model import Room
from pipeline.sorting import distinct
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
rows = ((f"{{number:0200}}",) for number in range(20_000))
try:
    distinct(rows, 1, Room(Path({str(tmp_path)!r}), 1))
except OutputError as fault:
    print(fault.path)
"""
    told = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert told.stdout == f"{tmp_path}\n"


def test_a_fault_of_sqlite_names_the_folder(tmp_path: Path) -> None:
    database = sorting.Database(Room(tmp_path))
    with pytest.raises(OutputError, match="cannot be written"):  # noqa: SIM117
        with sorting.written(Room(tmp_path)):
            database.connection.execute("SELECT * FROM nowhere")
