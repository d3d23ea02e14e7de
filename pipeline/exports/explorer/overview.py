"""What is told of a build as a whole, and what its procedures share."""

import heapq
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from functools import cached_property
from itertools import groupby
from operator import itemgetter
from typing import Final

from pipeline import namespaces
from pipeline.exports import terminologies
from pipeline.exports.explorer.names import MOST, Names
from pipeline.exports.explorer.records import Records
from pipeline.exports.explorer.words import words
from pipeline.exports.manner import Manner
from pipeline.exports.schema import SCHEMA_VERSION
from pipeline.model import Graph, Room
from pipeline.sorting import Sorter

Json = dict[str, object]

PROCEDURES: Final = 40
"""How many procedures the picture of a build shows, those with most facts."""
SHARED: Final = 100
"""How many things it shows at most that they share."""
HUBS: Final = 24
"""How many things that many procedures share are named first."""

_SEVERAL: Final = 2


class Shared:
    """What several procedures share, each with the links to it."""

    def __init__(self, records: Records, room: Room | None) -> None:
        """Take nothing yet."""
        self._records = records
        # Thing, procedure, link.
        self._links: Final[Sorter[tuple[str, str, str]]] = Sorter(3, room)

    def add(self, subject: str, predicate: str, target: str, context: str) -> None:
        """Take a link of a procedure, or of what belongs to one, its *context*."""
        procedure = subject if self._is_procedure(subject) else context
        kind = self._records.kinds.get(str(self._records.named(target)["type"]))
        if procedure and procedure != target and not (kind and kind.is_sentence):
            self._links.add((target, procedure, predicate))

    @cached_property
    def _linked(self) -> Collection[tuple[str, str, str]]:
        return self._links.rows()

    def _is_procedure(self, identifier: str) -> bool:
        return self._records.named(identifier)["type"] == self._records.procedure

    def hubs(self) -> list[Json]:
        """Return the things that most procedures share, with how many do."""
        return [
            {**self._records.named(thing), "procedures": number}
            for thing, number in self._most(HUBS, None)
        ]

    def _most(self, limit: int, among: frozenset[str] | None) -> list[tuple[str, int]]:
        """Return the things that most procedures (of those *among*) share."""
        counted = (
            (-number, thing)
            for thing, number in self._numbers(among)
            if number >= _SEVERAL
        )
        least = heapq.nsmallest(limit, counted)
        return [(thing, -number) for number, thing in least]

    def _numbers(self, among: frozenset[str] | None) -> Iterator[tuple[str, int]]:
        for thing, rows in groupby(self._linked, key=itemgetter(0)):
            procedures = {row[1] for row in rows}
            if among is not None:
                procedures &= among
            yield thing, len(procedures)

    def picture(self, procedures: Iterable[Json]) -> Json:
        """Return the graph of those *procedures* that are told most of."""
        largest = heapq.nsmallest(
            PROCEDURES,
            ((-_number(each["facts"]), str(each["id"])) for each in procedures),
        )
        shown = frozenset(identifier for _, identifier in largest)
        things = dict(self._most(SHARED, shown))
        edges = [
            [procedure, thing, predicate]
            for thing, procedure, predicate in self._linked
            if thing in things and procedure in shown
        ]
        nodes = sorted({*shown, *things})
        return {
            "nodes": [self._records.named(each) for each in nodes],
            "edges": edges,
        }


def tell(graph: Graph, manner: Manner, told: Names, shared: Shared, texts: int) -> Json:
    """Return what is told of the build as a whole."""
    severities = Counter(str(each.severity) for each in graph.findings)
    run = manner.run
    return {
        "schema": SCHEMA_VERSION,
        "version": run.version,
        "run": namespaces.iri(run.id),
        "base": namespaces.iri("a/")[:-2],
        "evidence": str(manner.evidence),
        "terminologies": terminologies.records(run),
        "documents": len(graph.extractions),
        "texts": texts,
        "procedures": len(told.procedures),
        "kinds": told.kinds,
        "findings": dict(sorted(severities.items())),
        "names": min(len(told.rows), MOST),
        "unsearched": max(0, len(told.rows) - MOST),
        "hubs": shared.hubs(),
        "words": words(),
    }


def _number(said: object) -> int:
    return said if isinstance(said, int) else 0
