"""The graph of all documents, as what they say and what was made of that together."""

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, groupby
from operator import attrgetter
from pathlib import Path
from types import MappingProxyType
from typing import Final, Protocol

import msgspec

from pipeline.model.documents import Document
from pipeline.model.mentions import Polarity
from pipeline.model.statements import Assertion, Extraction, Finding, Match, Node

Links = Mapping[str, tuple[tuple[str, str], ...]]

MEMORY: Final = 16
"""Megabytes of memory for what there is too much of, where nobody says how many."""

_OVERRULED: Final = (Polarity.NEGATED, Polarity.AFFIRMED)


@dataclass(frozen=True, slots=True)
class Room:
    """Where what is read goes when it is too much for memory: files in *folder*.

    *megabytes* is about how much of each sort of thing stays in memory.
    """

    folder: Path
    megabytes: int = MEMORY


class Things(Protocol):
    """The nodes of a graph, sorted by identifier, each once."""

    def __len__(self) -> int:
        """Return how many there are."""

    def __iter__(self) -> Iterator[Node]:
        """Yield the nodes, read anew each time."""

    def get(self, identifier: str, /) -> Node | None:
        """Return the node *identifier*, or None where there is none."""


class Nodes(tuple[Node, ...]):
    """Nodes in memory, sorted by identifier, each once."""

    __slots__ = ()

    def get(self, identifier: str, /) -> Node | None:
        """Return the node *identifier*, or None where there is none."""
        at = bisect_left(self, identifier, key=attrgetter("id"))
        found = self[at : at + 1]
        return found[0] if found and found[0].id == identifier else None


@dataclass(frozen=True, slots=True)
class Text:
    """One text: the documents that have it, and what it states, by place and once."""

    extractions: tuple[Extraction, ...]
    assertions: tuple[Assertion, ...]

    @property
    def document(self) -> Document:
        """The first document, by name, that has this text."""
        return self.extractions[0].document

    @property
    def key(self) -> str:
        """The sixteen digits by which identifiers name this text."""
        return self.document.key


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Graph:
    """What documents say, and what was made of it.

    *extractions* stand in order of the documents' names, those of one text together;
    there may be more of them than memory holds, so that they are to be read one after
    the other, and so may *nodes* and *findings*. *confirmed* are the code
    claims, by assertion id, that a check confirmed, and *shown* the links to facets
    that the words of a claim show; *matches* are what nodes are linked to in
    terminologies, in order of the nodes. What is too much for memory is in *room*;
    without one, all is in memory.
    """

    extractions: Sequence[Extraction]
    nodes: Things
    findings: Collection[Finding]
    confirmed: frozenset[str] = field(default_factory=frozenset)
    matches: tuple[Match, ...] = ()
    shown: Links = field(default_factory=lambda: MappingProxyType({}))
    room: Room | None = None

    def __hash__(self) -> int:
        """Return a number of this very graph: looking at all of it takes long."""
        return object.__hash__(self)

    def label(self, identifier: str) -> str:
        """Return the label of the node *identifier*, or the latter without a node."""
        node = self.nodes.get(identifier)
        return node.label if node else identifier

    @property
    def texts(self) -> Iterator[Text]:
        """Each text with its documents and what it states, read anew each time."""
        for _, same in groupby(self.extractions, key=lambda each: each.document.key):
            extractions = tuple(same)
            stated = _once(chain.from_iterable(e.assertions for e in extractions))
            yield Text(
                extractions,
                tuple(sorted(map(self._linked, stated), key=_place)),
            )

    @property
    def assertions(self) -> Iterator[Assertion]:
        """Each statement, by text and place, read anew each time."""
        return chain.from_iterable(text.assertions for text in self.texts)

    def _linked(self, assertion: Assertion) -> Assertion:
        more = self.shown.get(assertion.id)
        if not more:
            return assertion
        links = tuple(sorted({*assertion.links, *more}))
        return msgspec.structs.replace(assertion, links=links)


def _once(assertions: Iterable[Assertion]) -> Iterable[Assertion]:
    """Return each statement once; of two with one identifier, one that affirms."""
    found: dict[str, Assertion] = {}
    for each in assertions:
        known = found.setdefault(each.id, each)
        if (known.polarity, each.polarity) == _OVERRULED:
            found[each.id] = each
    return found.values()


def _place(assertion: Assertion) -> tuple[int, int, str]:
    return assertion.start, assertion.end, assertion.id
