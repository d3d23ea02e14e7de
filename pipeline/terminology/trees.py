"""What the tree numbers of MeSH say of its headings."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import accumulate


def places(numbers: Iterable[str]) -> frozenset[str]:
    """Return the branches above *numbers*: the letters, and the numbers cut short.

    >>> sorted(places(["C14.907.355"]))
    ['C', 'C14', 'C14.907']
    """
    return frozenset(place for number in numbers for place in _above(number))


def parents(headings: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """Return the headings right above each; *headings* has them by their numbers."""
    found: dict[str, set[str]] = {}
    for number, curie in headings.items():
        parent = headings.get(number.rpartition(".")[0])
        found.setdefault(curie, set()).update(
            {parent} - {curie} if parent else set(),
        )
    return {curie: tuple(sorted(each)) for curie, each in found.items()}


def _above(number: str) -> Iterator[str]:
    yield number[:1]
    yield from list(accumulate(number.split("."), "{}.{}".format))[:-1]
