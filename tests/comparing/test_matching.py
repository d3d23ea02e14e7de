"""Things are matched once, the strictest key first, and in order."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from pipeline.comparing.matching import in_order, match

THINGS = st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 3)), max_size=8)


def letter(thing: tuple[str, int]) -> str:
    return thing[0]


@given(THINGS, THINGS)
def test_everything_is_told_once(
    old: list[tuple[str, int]], new: list[tuple[str, int]]
) -> None:
    found = match(old, new, lambda it: it, letter)
    pairs = (*found.same, *found.changed)
    assert sorted([*(ours for ours, _ in pairs), *found.removed]) == sorted(old)
    assert sorted([*(theirs for _, theirs in pairs), *found.added]) == sorted(new)
    assert all(ours == theirs for ours, theirs in found.same)
    assert all(letter(ours) == letter(theirs) for ours, theirs in found.changed)
    assert not {*map(letter, found.removed)} & {*map(letter, found.added)}


def test_of_several_with_one_key_the_first_goes_with_the_first() -> None:
    found = match(["a1", "a2"], ["a3", "a4"], str, lambda it: it[0])
    assert found.changed == (("a1", "a3"), ("a2", "a4"))


def test_of_two_in_one_place_one_has_moved() -> None:
    assert in_order([2, 2, 3]) in ({0, 2}, {1, 2})


@given(st.lists(st.integers(0, 6), max_size=7, unique=True))
def test_what_is_in_order_rises_and_nothing_longer_does(places: list[int]) -> None:
    kept = [places[index] for index in sorted(in_order(places))]
    assert kept == sorted(kept)
    longer = combinations(places, len(kept) + 1)
    assert not any(list(each) == sorted(each) for each in longer)
