"""Make nodes in their normal form, and make one of several that share an identifier.

The promise: what comes out does not depend on the order of what went in, nor on whether
it was too much for memory.
"""

import heapq
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache, partial
from itertools import chain, groupby, islice
from operator import attrgetter, itemgetter
from types import MappingProxyType
from typing import Final, TypeVar

import msgspec

from pipeline import sorting
from pipeline.model import Literal, Node, Nodes, Room, Things
from pipeline.sorting import Database

T = TypeVar("T", str, tuple[str, Literal], tuple[str, str])

Counted = tuple[Node, int]
"""A node, and how often it was met."""

_SEVERAL: Final = 2
_PER_MEGABYTE: Final = 600  # nodes, about
_REMEMBERED: Final = 8192  # nodes that were asked for and may be asked for again
_ENCODER: Final = msgspec.msgpack.Encoder()
_DECODER: Final = msgspec.msgpack.Decoder(Node)


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
        _sorted([alt for alt in alt_labels if alt and alt != label]),
        _sorted(values),
        _sorted(links),
    )


def _sorted(parts: Iterable[T]) -> tuple[T, ...]:
    each = tuple(parts)
    return each if len(each) < _SEVERAL else tuple(sorted(set(each)))


def merge(nodes: Iterable[Node]) -> Nodes:
    """Return *nodes* with one for each identifier, in order of identifiers.

    The label is the one most nodes have, of several the shortest, of these the first in
    the alphabet; the others become further labels. An empty label has no vote. All else
    is put together.

    >>> [node.label for node in merge([make("a", (), "X-ray"), make("a", (), "x ray"),
    ...                                make("a", (), "x ray")])]
    ['x ray']
    """
    firsts: dict[str, Node] = {}
    others: dict[str, Counter[Node]] = {}
    for node in nodes:
        if node.id in firsts:
            others.setdefault(node.id, Counter())[node] += 1
        else:
            firsts[node.id] = node
    return Nodes(
        [
            one([(first, 1), *others[identifier].items()])
            if identifier in others
            else first
            for identifier, first in sorted(firsts.items())
        ]
    )


def collect(nodes: Iterable[Node], room: Room | None) -> Things:
    """Return what ``merge`` gives, kept in *room* where it is too much for memory.

    Raise OutputError where it cannot be written to.
    """
    if room is None:
        return merge(nodes)
    rest = iter(nodes)
    most = _PER_MEGABYTE * room.megabytes
    first = list(islice(rest, most + 1))
    if len(first) <= most:
        return merge(first)
    return Stored.of(chain(first, rest), room)


def plus(things: Things, more: Iterable[Node]) -> Things:
    """Return *things* with *more*, put together where they share an identifier."""
    if isinstance(things, Stored):
        return things.plus(more)
    return merge((*things, *more))


class Stored:
    """Nodes in a file, sorted by identifier, with *more* of them in memory."""

    def __init__(self, database: Database, more: Mapping[str, Node]) -> None:
        """Take nodes from the table ``nodes`` of *database*."""
        self._database = database
        self._more = more
        # Of this very object it would keep a circle, which nobody collects in a build.
        self._remembered = lru_cache(_REMEMBERED)(partial(_get, database, more))

    def __reduce__(self) -> tuple[object, ...]:
        """Let another process read them."""
        return Stored, (self._database, dict(self._more))

    @classmethod
    def of(cls, nodes: Iterable[Node], room: Room) -> "Stored":
        """Merge *nodes* in a file in *room*."""
        database = Database(room)
        connection = database.connection
        ask = connection.execute
        with sorting.written(room):
            ask("CREATE TABLE given(id, record)")
            ask("CREATE TABLE nodes(id PRIMARY KEY, record) WITHOUT ROWID")
            ask("BEGIN")
            connection.executemany(
                "INSERT INTO given VALUES (?, ?)",
                ((node.id, _ENCODER.encode(node)) for node in nodes),
            )
            found = ask(
                "SELECT id, record, count(*) FROM given GROUP BY id, record ORDER BY id"
            )
            connection.executemany("INSERT INTO nodes VALUES (?, ?)", _merged(found))
            ask("DROP TABLE given")
            ask("COMMIT")
        return cls(database, MappingProxyType({}))

    def __len__(self) -> int:
        """Return how many there are."""
        words = "SELECT count(*) FROM nodes"
        (stored,) = _ask(self._database, words).fetchone()
        found = (_stored(self._database, identifier) for identifier in self._more)
        return int(stored) + sum(node is None for node in found)

    def __iter__(self) -> Iterator[Node]:
        """Yield the nodes, read anew each time."""
        rows = _ask(self._database, "SELECT record FROM nodes ORDER BY id")
        stored = (_DECODER.decode(record) for (record,) in rows)
        if not self._more:
            return stored
        return _joined(stored, sorted(self._more.values(), key=attrgetter("id")))

    def get(self, identifier: str, /) -> Node | None:
        """Return the node *identifier*, or None where there is none."""
        return self._remembered(identifier)

    def plus(self, more: Iterable[Node]) -> "Stored":
        """Return these with *more*."""
        added = {node.id: node for node in merge((*self._more.values(), *more))}
        return Stored(self._database, MappingProxyType(added))


def _ask(database: Database, words: str, *values: str) -> sqlite3.Cursor:
    with sorting.written(database.room):
        return database.connection.execute(words, values)


def _get(database: Database, more: Mapping[str, Node], identifier: str) -> Node | None:
    found = _stored(database, identifier), more.get(identifier)
    group = [(node, 1) for node in found if node is not None]
    return one(group) if group else None


def _stored(database: Database, identifier: str) -> Node | None:
    row = _ask(database, "SELECT record FROM nodes WHERE id = ?", identifier).fetchone()
    return _DECODER.decode(row[0]) if row else None


def _merged(
    rows: Iterable[tuple[str, bytes, int]],
) -> Iterator[tuple[str, bytes]]:
    """Yield a record for each identifier of *rows*, which are sorted by it."""
    for identifier, same in groupby(rows, key=itemgetter(0)):
        group = [(record, number) for _, record, number in same]
        if len(group) == 1:
            yield identifier, group[0][0]
        else:
            node = one((_DECODER.decode(record), number) for record, number in group)
            yield identifier, _ENCODER.encode(node)


def _joined(stored: Iterable[Node], more: Iterable[Node]) -> Iterator[Node]:
    for _, same in groupby(
        heapq.merge(stored, more, key=attrgetter("id")), key=attrgetter("id")
    ):
        yield one((node, 1) for node in same)


def one(group: Iterable[Counted]) -> Node:
    """Return the one node that those of *group* are, which share an identifier."""
    counted = list(group)
    if len(counted) == 1:
        return counted[0][0]
    votes: dict[str, int] = {}
    for node, number in counted:
        if node.label:
            votes[node.label] = votes.get(node.label, 0) + number
    label = min(votes, key=lambda each: (-votes[each], len(each), each), default="")
    return make(
        counted[0][0].id,
        (kind for node, _ in counted for kind in node.types),
        label,
        alt_labels=(*votes, *(alt for node, _ in counted for alt in node.alt_labels)),
        values=(value for node, _ in counted for value in node.values),
        links=(link for node, _ in counted for link in node.links),
    )
