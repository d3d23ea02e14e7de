"""Match what two builds hold, each thing once: first what is the same in all.

The promise: a thing is matched with the first that has the same key, in order, and no
thing is matched twice. What is left over has no counterpart under any key.
"""

from bisect import bisect_left
from collections import deque
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Matched(Generic[T]):
    """Pairs of an old thing and a new one, and what is left of both.

    *same* are matched by the first key, *changed* by a later one.
    """

    same: tuple[tuple[T, T], ...]
    changed: tuple[tuple[T, T], ...]
    removed: tuple[T, ...]
    added: tuple[T, ...]


def match(
    old: Sequence[T], new: Sequence[T], *keys: Callable[[T], Hashable]
) -> Matched[T]:
    """Return *old* and *new* matched by the *keys*, the strictest first.

    >>> match(["a1", "b1"], ["b2", "a1", "c1"], str, lambda each: each[0])
    Matched(same=(('a1', 'a1'),), changed=(('b1', 'b2'),), removed=(), added=('c1',))
    """
    rounds = []
    for key in keys:
        found = tuple(_round(old, new, key))
        rounds.append(tuple((old[ours], new[theirs]) for ours, theirs in found))
        old = _left(old, {ours for ours, _ in found})
        new = _left(new, {theirs for _, theirs in found})
    first, *rest = rounds
    changed = tuple(pair for pairs in rest for pair in pairs)
    return Matched(first, changed, tuple(old), tuple(new))


def _round(
    old: Sequence[T], new: Sequence[T], key: Callable[[T], Hashable]
) -> Iterator[tuple[int, int]]:
    waiting: dict[Hashable, deque[int]] = {}
    for place, each in enumerate(old):
        waiting.setdefault(key(each), deque()).append(place)
    for place, each in enumerate(new):
        queue = waiting.get(key(each))
        if queue:
            yield queue.popleft(), place


def _left(things: Sequence[T], taken: set[int]) -> Sequence[T]:
    return [each for place, each in enumerate(things) if place not in taken]


def in_order(places: Sequence[int]) -> frozenset[int]:
    """Return the indexes of a longest run of *places* that only rises.

    What is outside of it has moved. Of several runs it is the one that ends lowest.

    >>> sorted(in_order([1, 2, 9, 3, 4]))
    [0, 1, 3, 4]
    """
    ends: list[int] = []  # the lowest end of a run of each length
    chosen: list[int] = []  # the index of that end
    before: list[int] = []
    for index, place in enumerate(places):
        length = bisect_left(ends, place)
        before.append(chosen[length - 1] if length else -1)
        ends[length : length + 1] = [place]
        chosen[length : length + 1] = [index]
    kept = set()
    at = chosen[-1] if chosen else -1
    while at >= 0:
        kept.add(at)
        at = before[at]
    return frozenset(kept)
