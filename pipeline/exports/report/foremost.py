"""Keep the first of very many entries, in an order, without keeping all."""

from collections.abc import Callable, Iterable
from typing import Generic, TypeVar

from pipeline.exports.account import SHOWN, Listed

T = TypeVar("T")


class Foremost(Generic[T]):
    """Takes entries in any order; gives the first by *key*, and how many there are.

    No two entries may have one key, or their order would be that in which they came.
    """

    def __init__(self, key: Callable[[T], object], most: int = SHOWN) -> None:
        """Keep *most* entries at the end, and twice as many meanwhile."""
        self._key = key
        self._most = most
        self._held: list[T] = []
        self._total = 0

    def add(self, entry: T) -> None:
        """Take *entry*."""
        self._total += 1
        self._held.append(entry)
        if len(self._held) > 2 * self._most:
            self._cut()

    def update(self, entries: Iterable[T]) -> None:
        """Take each of *entries*."""
        for each in entries:
            self.add(each)

    def listed(self) -> Listed[T]:
        """Return the first entries, sorted."""
        self._cut()
        return Listed(self._total, tuple(self._held))

    def _cut(self) -> None:
        self._held.sort(key=self._key)  # type: ignore[arg-type]
        del self._held[self._most :]
