"""The first of many entries are kept without keeping all."""

from hypothesis import given
from hypothesis import strategies as st

from pipeline.exports.account import Listed
from pipeline.exports.report.foremost import Foremost


@given(
    entries=st.lists(st.integers(0, 999), unique=True, max_size=60),
    most=st.integers(1, 9),
)
def test_they_are_the_first_of_all_and_all_are_counted(
    entries: list[int], most: int
) -> None:
    first: Foremost[int] = Foremost(lambda it: -it, most)
    first.update(entries)
    told = Listed(len(entries), tuple(sorted(entries, reverse=True)[:most]))
    assert first.listed() == told


def test_entries_may_come_after_a_look() -> None:
    first: Foremost[str] = Foremost(str, 2)
    first.update("cb")
    assert first.listed() == Listed(2, ("b", "c"))
    first.add("a")
    assert first.listed() == Listed(3, ("a", "b"))
