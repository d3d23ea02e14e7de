"""Tell which things of a graph are cases of which.

Three grounds, the surest first: the terminologies have one concept above the other; our
table of groups has the concept in the group that a thing is called by; a thing's name
narrows the name of another. Of what is above a thing only the nearest counts, and
nothing that would make a circle.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Final

from pipeline import sorting
from pipeline.grounding import heads, rules
from pipeline.model import Match, Node, Room
from pipeline.terminology import Terminology, normal

_EXACT: Final = "skos:exactMatch"
_BROAD: Final = "skos:broadMatch"
_CLOSE: Final = "skos:closeMatch"
Pair = tuple[str, str]

_Name = tuple[str, str, str, str]
_COLUMNS: Final = 4
_DIGITS: Final = 4  # of a place, so that places are in order as texts


def broader(
    matches: Sequence[Match],
    things: Collection[Node],
    terms: Terminology,
    room: Room | None = None,
) -> tuple[Pair, ...]:
    """Return pairs of nodes, the narrower before the broader, sorted.

    What is too much for memory on the way goes to *room*.
    """
    placed = _Placed()
    placed.add(_by_terminology(matches, terms))
    placed.add(_by_group(matches, things, terms, placed))
    placed.add(_by_name(things, room))
    return placed.pairs()


class _Placed:
    """What is above what so far."""

    def __init__(self) -> None:
        self._above: dict[str, set[str]] = defaultdict(set)

    def add(self, pairs: Iterable[Pair]) -> None:
        """Take *pairs* in their order, without what is told already or would circle."""
        for node, other in pairs:
            if other not in self.above(node) and node not in self.above(other):
                self._above[node].add(other)

    def above(self, node: str) -> set[str]:
        """Return all above *node*, and itself."""
        found, front = {node}, [node]
        while front:
            new = self._above.get(front.pop(), set()) - found
            found |= new
            front += new
        return found

    def pairs(self) -> tuple[Pair, ...]:
        return tuple(
            sorted(
                (node, each) for node, above in self._above.items() for each in above
            )
        )


# ---------------------------------------------------------------- terminologies


def _by_terminology(matches: Iterable[Match], terms: Terminology) -> list[Pair]:
    """Return pairs of nodes that stand for concepts one above the other.

    A thing goes up in one terminology only, the first in which it is a concept.
    """
    holders: dict[str, set[str]] = defaultdict(set)
    own: dict[str, str] = {}
    under: dict[str, str] = {}
    for each in matches:
        if not each.is_asserted:
            continue
        if each.predicate == _EXACT:
            holders[each.curie].add(each.node)
            own.setdefault(each.node, each.curie)
        elif each.predicate == _BROAD:
            under.setdefault(each.node, each.curie)
    above = {node: _above(curie, terms) for node, curie in own.items()}
    above |= {
        node: terms.ancestors(curie) | {curie}
        for node, curie in under.items()
        if node not in own
    }
    return sorted(
        (node, other)
        for node, curies in above.items()
        for other in _nearest(curies & holders.keys(), holders, terms)
        if other != node
    )


def _above(curie: str, terms: Terminology) -> frozenset[str]:
    """Return the concepts above *curie*; one that it is above of as well is none."""
    return frozenset(
        each for each in terms.ancestors(curie) if curie not in terms.ancestors(each)
    )


def _nearest(
    above: Iterable[str], holders: Mapping[str, set[str]], terms: Terminology
) -> Iterator[str]:
    """Yield the nodes of the concepts among *above* that have no other below them."""
    concepts = set(above)
    farther = {far for each in concepts for far in terms.ancestors(each)}
    for curie in concepts - farther:
        yield from holders[curie]


# ---------------------------------------------------------------- groups


def _by_group(
    matches: Iterable[Match],
    things: Iterable[Node],
    terms: Terminology,
    placed: _Placed,
) -> Iterator[Pair]:
    """Yield for each thing called as a group the topmost things in that group."""
    concepts: dict[str, set[str]] = defaultdict(set)
    for each in matches:
        if each.is_asserted and each.predicate in {_EXACT, _CLOSE, _BROAD}:
            concepts[each.node] |= terms.ancestors(each.curie) | {each.curie}
    groups = terms.groups()
    for thing in things:
        members = groups.get(normal.laxest(thing.label), frozenset())
        if not members or not rules.load().admitted(thing.id):
            continue
        inside = {
            node
            for node, curies in concepts.items()
            if node != thing.id and not curies.isdisjoint(members)
        }
        for node in sorted(inside):
            if inside.isdisjoint(placed.above(node) - {node}):
                yield node, thing.id


# ---------------------------------------------------------------- names


def _by_name(things: Iterable[Node], room: Room | None) -> Iterator[Pair]:
    """Yield each thing with the one whose name is left when what narrows it is gone."""
    rows = sorting.distinct(_names(things), _COLUMNS, room)
    found = sorting.distinct(_found(rows), _COLUMNS, room)
    for thing, pairs in groupby(found, key=itemgetter(0)):
        yield thing, next(pairs)[-1]


def _names(things: Iterable[Node]) -> Iterator[_Name]:
    """Yield the names that things have, and those that are looked for, by kinds.

    Who looks for a name comes with its place among those that it looks for.
    """
    known = rules.load()
    for thing in things:
        kinds = " ".join(sorted(known.admitted(thing.id)))
        if not kinds:
            continue
        yield kinds, normal.normalised(thing.label), "", thing.id
        rests = heads.of(thing.label, known.broader) if thing.label else ()
        for place, rest in enumerate(rests):
            name = normal.normalised(rest)
            yield kinds, name, f"{place:0{_DIGITS}}", thing.id


def _found(rows: Iterable[_Name]) -> Iterator[_Name]:
    """Yield each thing, the place of a name that it looks for, and the first of it."""
    for _, same in groupby(rows, key=itemgetter(0, 1)):
        other = ""
        for _, _, place, thing in same:
            if not place:
                other = other or thing
            elif other and other != thing:
                yield thing, place, "", other
