"""Find what one document affirms and another denies.

What is often stated may be stated by every document: of all these statements only their
identifiers are kept, and the two that are told in full.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Final

import msgspec

from pipeline import sorting
from pipeline.model import Assertion, Graph, Polarity

Triple = tuple[str, str, str]

_Row = tuple[str, str, str, str, str, str, str, str, bytes]
_COLUMNS: Final = 9
_POLARITY: Final = 3
_DOCUMENT: Final = 4
_ID: Final = 7
_ENCODER: Final = msgspec.msgpack.Encoder()
_DECODER: Final = msgspec.msgpack.Decoder(Assertion)


@dataclass(frozen=True, slots=True)
class Dispute:
    """What documents disagree on: the first two statements that show it.

    *documents* are all that affirm or deny it, *affirming* the identifiers of all
    statements that affirm it.
    """

    affirmed: Assertion
    denied: Assertion
    documents: tuple[str, ...]
    affirming: tuple[str, ...]


def digest(said: Assertion) -> int:
    """Return a number for the triple that is *said*; two may share one, by chance."""
    return hash((said.subject, said.predicate, said.object))


def find(graph: Graph, denied: Collection[int]) -> Iterator[Dispute]:
    """Yield what is disputed, in order of the triples.

    *denied* are the digests of all that are denied: there may be many.
    """
    rows = sorting.distinct(_said(graph, denied), _COLUMNS, graph.room)
    for _, said in groupby(rows, key=itemgetter(0, 1, 2)):
        dispute = _dispute(said)
        if dispute:
            yield dispute


def _said(graph: Graph, denied: Collection[int]) -> Iterator[_Row]:
    """Yield all that is said on triples that are *denied*, with its place."""
    if not denied:
        return
    for each in graph.assertions:
        if digest(each) in denied:
            triple = each.subject, each.predicate, each.object
            places = sorting.place(each.start), sorting.place(each.end)
            record = _ENCODER.encode(each)
            yield *triple, each.polarity, each.document, *places, each.id, record


def _dispute(said: Iterator[_Row]) -> Dispute | None:
    """Return the dispute of what is *said* on one triple, in order of places."""
    documents: set[str] = set()
    affirming: list[str] = []
    affirmed: list[_Row] = []
    found: tuple[_Row, _Row] | None = None
    for row in said:  # what affirms comes before what denies
        if row[_POLARITY] == Polarity.AFFIRMED:
            affirming.append(row[_ID])
            # Of any document, one of the first two others is the first.
            if len({it[_DOCUMENT] for it in (*affirmed, row)}) > len(affirmed):
                affirmed = [*affirmed, row][:2]
        elif row[_POLARITY] == Polarity.NEGATED:
            pairs = ((yes, row) for yes in affirmed if yes[_DOCUMENT] != row[_DOCUMENT])
            found = found or next(pairs, None)
        else:
            continue
        documents.add(row[_DOCUMENT])
    if found is None:
        return None
    yes, no = (_DECODER.decode(row[-1]) for row in found)
    return Dispute(yes, no, tuple(sorted(documents)), tuple(affirming))
