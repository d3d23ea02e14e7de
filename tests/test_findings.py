"""Findings have one order, whether or not memory held them."""

import pickle
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.findings import by_document, in_order
from pipeline.model import Finding, Room, Severity
from pipeline.sorting import Ordered

NAMES = st.sampled_from(["a.txt", "b.txt", "b.txt/c.md"])
PLACES = st.none() | st.integers(0, 20)
FINDINGS = st.lists(
    st.builds(
        Finding,
        check=st.sampled_from(["X", "Y"]),
        severity=st.sampled_from(Severity),
        document=NAMES,
        message=st.sampled_from(["", "é", "one"]),
        start=PLACES,
        end=PLACES,
        documents=st.lists(NAMES, max_size=2).map(tuple),
    )
)


def place(finding: Finding) -> tuple[str, int, int]:
    start, end = (
        -1 if offset is None else offset for offset in (finding.start, finding.end)
    )
    return finding.document, start, end


@given(FINDINGS)
def test_findings_are_told_once_and_by_place(found: list[Finding]) -> None:
    told = list(in_order(found))
    assert set(told) == set(found)
    assert len(told) == len(set(found))
    assert [place(each) for each in told] == sorted(place(each) for each in told)


@given(FINDINGS)
def test_findings_in_a_file_are_those_in_memory(found: list[Finding]) -> None:
    kept = in_order(found, Room(Path(), 0))
    assert isinstance(kept, Ordered) == bool(found)
    assert list(kept) == list(in_order(found)) == list(kept)
    assert len(kept) == len(set(found))


@given(FINDINGS)
def test_a_document_has_its_findings(found: list[Finding]) -> None:
    for kept in (in_order(found), in_order(found, Room(Path(), 0))):
        of = by_document(kept)
        for name in ("a.txt", "b.txt", "b.txt/c.md", "none.txt"):
            assert list(of(name)) == [each for each in kept if each.document == name]


def test_another_process_can_read_them(tmp_path: Path) -> None:
    found = [Finding("X", Severity.INFO, name, "one") for name in ("b", "a")]
    kept = in_order(found, Room(tmp_path, 0))
    copy = pickle.loads(pickle.dumps(kept))  # noqa: S301 - made here
    assert list(copy) == found[::-1]
    assert found[0] in copy
    assert "b" not in copy


@pytest.mark.parametrize("room", [None, 0])
def test_order_of_offsets_is_that_of_numbers(room: int | None, tmp_path: Path) -> None:
    found = [Finding("X", Severity.INFO, "a", "", at, at) for at in (None, 9, 10, 100)]
    kept = in_order(found[::-1], None if room is None else Room(tmp_path, room))
    assert list(kept) == found
