"""Make nodes in their normal form, and make one of several that share an identifier.

The promise: what comes out does not depend on the order of what went in.
"""

from collections import Counter
from collections.abc import Iterable
from typing import Final, TypeVar

from pipeline.model import Literal, Node

T = TypeVar("T", str, tuple[str, Literal], tuple[str, str])

_SEVERAL: Final = 2


def make(  # noqa: PLR0913 - the fields of a node
    identifier: str,
    types: Iterable[str],
    label: str,
    *,
    alt_labels: Iterable[str] = (),
    values: Iterable[tuple[str, Literal]] = (),
    links: Iterable[tuple[str, str]] = (),
) -> Node:
    """Return the node *identifier* with all its parts sorted and each once."""
    return Node(
        identifier,
        _sorted(types),
        label,
        _sorted(alt for alt in alt_labels if alt and alt != label),
        _sorted(values),
        _sorted(links),
    )


def _sorted(parts: Iterable[T]) -> tuple[T, ...]:
    each = tuple(parts)
    return each if len(each) < _SEVERAL else tuple(sorted(set(each)))


def merge(nodes: Iterable[Node]) -> tuple[Node, ...]:
    """Return *nodes* with one for each identifier, in order of identifiers.

    The label is the one most nodes have, of several the shortest, of these the first in
    the alphabet; the others become further labels. An empty label has no vote. All else
    is put together.

    >>> [node.label for node in merge([make("a", (), "X-ray"), make("a", (), "x ray"),
    ...                                make("a", (), "x ray")])]
    ['x ray']
    """
    parts = _Parts()
    firsts: dict[str, Node] = {}
    others: dict[str, list[Node]] = {}
    for node in nodes:
        shared = parts.shared(node)
        if firsts.setdefault(node.id, shared) is not shared:
            others.setdefault(node.id, []).append(shared)
    return tuple(
        _merged([first, *others[identifier]]) if identifier in others else first
        for identifier, first in sorted(firsts.items())
    )


class _Parts:
    """What nodes have in common, so that it is in memory once."""

    def __init__(self) -> None:
        self._types: dict[tuple[str, ...], tuple[str, ...]] = {}
        self._values: dict[tuple[str, Literal], tuple[str, Literal]] = {}
        self._links: dict[tuple[str, str], tuple[str, str]] = {}

    def shared(self, node: Node) -> Node:
        """Return *node* with the parts of those before it where they are equal."""
        values, links = self._values, self._links
        return Node(
            node.id,
            self._types.setdefault(node.types, node.types),
            node.label,
            node.alt_labels,
            tuple([values.setdefault(each, each) for each in node.values]),
            tuple([links.setdefault(each, each) for each in node.links]),
        )


def _merged(group: list[Node]) -> Node:
    votes = Counter(node.label for node in group if node.label)
    label = min(votes, key=lambda each: (-votes[each], len(each), each), default="")
    return make(
        group[0].id,
        (kind for node in group for kind in node.types),
        label,
        alt_labels=(*votes, *(alt for node in group for alt in node.alt_labels)),
        values=(value for node in group for value in node.values),
        links=(link for node in group for link in node.links),
    )
