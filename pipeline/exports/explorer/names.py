"""What can be searched for: every thing by its names, in the order of a search."""

from collections import Counter, deque
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby, islice
from operator import itemgetter
from typing import Final

import orjson

from pipeline.exports.explorer.records import Records
from pipeline.exports.explorer.search import fold
from pipeline.model import Node
from pipeline.sorting import Sorter

Json = dict[str, object]
Piece = tuple[str, bytes]
Row = tuple[str, str, bytes]

NAMES: Final = 1000
"""How many names one piece holds."""
MOST: Final = 500_000
"""How many things can be searched for at most: those that come first."""

_NAME, _TEXT, _SENTENCE = "0", "1", "2"
_DIGITS: Final = 10
_LAST: Final = 10**_DIGITS - 1
_DOCUMENT: Final = "SourceDocument"


@dataclass(frozen=True, slots=True)
class Names:
    """What was gathered of all things.

    *rows* are the order of each and its record, *procedures* the records of those, by
    name; *kinds* tells how many things there are of each kind.
    """

    rows: Collection[tuple[str, bytes]]
    procedures: tuple[Json, ...]
    kinds: dict[str, int]

    def pieces(self) -> Iterator[Piece]:
        """Yield the pieces that hold the names."""
        rest = islice(self.rows, MOST)
        number = 1
        while listed := [orjson.Fragment(row[-1]) for row in islice(rest, NAMES)]:
            name = f"names {number:04}"
            yield name, orjson.dumps({"name": name, "listed": listed})
            number += 1


def gather(
    records: Records,
    facts: Iterable[Row],
    found: Iterable[Row],
    documents: Iterable[Json],
) -> Names:
    """Return the names of all things of *records* and of all *documents*."""
    named: Sorter[tuple[str, bytes]] = Sorter(2, records.graph.room)
    procedures: list[tuple[str, Json]] = []
    kinds: Counter[str] = Counter()
    for node, (of_facts, of_findings) in joined(records.graph.nodes, facts, found):
        thing, number = records.named(node.id), sum(1 for _ in of_facts)
        kind, label = str(thing["type"]), str(thing["label"])
        kinds[kind] += 1
        told = records.kinds.get(kind)
        rank = _SENTENCE if told and told.is_sentence else _NAME
        named.add(_entry(rank, node.id, label, kind, number, node.alt_labels))
        if kind == records.procedure:
            severities = (row[-1] for row in of_findings)
            record: Json = {"id": node.id, "label": label, "facts": number}
            record["findings"] = _counted(severities)
            procedures.append((f"{fold(label)}\t{node.id}", record))
    for each in documents:
        key, title, listed = each["key"], str(each["title"]), each["names"]
        alt = [str(name) for name in listed] if isinstance(listed, list) else []
        number = each["facts"] if isinstance(each["facts"], int) else 0
        named.add(_entry(_TEXT, f"document/{key}", title, _DOCUMENT, number, alt))
    procedures.sort(key=lambda each: each[0])
    return Names(
        named.rows(),
        tuple(record for _, record in procedures),
        dict(sorted(kinds.items())),
    )


def joined(
    nodes: Iterable[Node], *kinds: Iterable[Row]
) -> Iterator[tuple[Node, tuple[Iterator[Row], ...]]]:
    """Yield each of *nodes*, and what else rows of some kind are of, with its rows.

    All are sorted by their identifiers. Rows can be taken before the next thing alone.
    """
    groups = [_Groups(rows) for rows in kinds]
    known = iter(nodes)
    node = next(known, None)
    while ids := [each.id for each in (node, *groups) if each and each.id]:
        first = min(ids)
        rows = tuple(each.of(first) for each in groups)
        yield node if node and node.id == first else Node(first, (), first), rows
        for each in rows:
            deque(each, maxlen=0)  # what nobody took
        if node and node.id == first:
            node = next(known, None)


class _Groups:
    """Rows by their first column, which are sorted by it."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._groups = groupby(rows, key=itemgetter(0))
        self.id, self._rows = self._next()

    def _next(self) -> tuple[str, Iterator[Row]]:
        return next(self._groups, ("", iter(())))

    def of(self, identifier: str) -> Iterator[Row]:
        """Return the rows of *identifier*, none where the next are of another."""
        return self._taken() if identifier == self.id else iter(())

    def _taken(self) -> Iterator[Row]:
        yield from self._rows
        self.id, self._rows = self._next()


def _entry(  # noqa: PLR0913 - what a name is sorted by and told with
    rank: str, identifier: str, label: str, kind: str, facts: int, alt: Iterable[str]
) -> tuple[str, bytes]:
    """Return the order of a thing in a search, and its record."""
    order = f"{rank}{_LAST - facts:0{_DIGITS}}{fold(label)}\t{identifier}"
    return order, orjson.dumps([identifier, label, kind, facts, list(alt)])


def _counted(severities: Iterable[bytes]) -> dict[str, int]:
    told = Counter(str(orjson.loads(each)["severity"]) for each in severities)
    return dict(sorted(told.items()))
