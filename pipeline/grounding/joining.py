"""Put nodes together that are one thing, by terminologies and by what people decided.

What people decided comes first: what they call the same is one thing, what they hold
apart never is, by whatever way. What terminologies tell is added where it fits that.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from pipeline import identifiers
from pipeline.decisions import Decision
from pipeline.grounding import merging, rules
from pipeline.grounding.agreement import (
    NOTHING_DECIDED,
    PROCEDURE,
    Agreement,
    Key,
    Thing,
)
from pipeline.grounding.merging import Automatic, Group
from pipeline.model import Extraction, Match, Node

Rank = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Joined:
    """Which nodes are one thing, and what it is called.

    *renamed* is, for each node that is another one, the identifier it gets; *labels*
    are those that people chose, by the new identifiers. *weakened* are pairs of a node
    and a concept that it is only near to, since another thing, held apart, is it.
    *outvoted* are decisions on a label and the ones that count in their place.
    """

    renamed: Mapping[str, str]
    labels: Mapping[str, str]
    weakened: frozenset[tuple[str, str]] = frozenset()
    outvoted: tuple[tuple[Decision, Decision], ...] = ()


def join(
    matches: Sequence[Match],
    nodes: Collection[Node],
    extractions: Iterable[Extraction],
    agreement: Agreement = NOTHING_DECIDED,
) -> Joined:
    """Return which of *nodes* are one thing.

    Of several, the one stays that most documents have; of these the one with the
    shortest label, then the first in the alphabet. A thing that people chose a label
    for is named by it, whatever documents there are.
    """
    found = merging.automatic(matches, nodes)
    things = {
        node.id: thing
        for node in nodes
        if rules.kind(node.id)
        and agreement.things
        and (thing := agreement.thing(node)) is not None
    }
    wanted = {node for group in found.groups for node in group}.union(things)
    labels = {node.id: node.label for node in nodes if node.id in wanted}
    used = Counter(
        node.id for each in extractions for node in each.nodes if node.id in wanted
    )

    def rank(node: str) -> Rank:
        return -used[node], len(labels[node]), node

    if not things:
        return _named(found.groups, {}, rank)
    parts = _Parts(things, found)
    parts.decided()
    linked = {node for node, thing in things.items() if thing.links}
    own = {each.node for each in matches if each.is_asserted and not each.is_curated}

    def claim(node: str) -> tuple[bool, bool]:
        """Tell how little *node* has a right to its concept, beside things apart."""
        return node not in linked, node not in own

    for group in found.groups:
        parts.add(sorted(group, key=lambda it: (claim(it), rank(it))))
    return _named(parts.all(), things, rank, parts.weakened)


class _Parts:
    """Nodes in parts that are one thing each, as far as they were put together."""

    def __init__(self, things: Mapping[str, Thing], found: Automatic) -> None:
        self._things = things
        self._same = found.same
        self._parts: dict[str, set[str]] = {}
        self.weakened: set[tuple[str, str]] = set()

    def decided(self) -> None:
        """Put together what people decided to be one thing."""
        firsts: dict[Key, str] = {}
        for node, thing in sorted(self._things.items()):
            if thing.is_one:
                self._put(firsts.setdefault(thing.key, node), node)

    def add(self, group: Sequence[str]) -> None:
        """Put the nodes of *group* together, but for those that are held apart.

        One that is not goes with the first that it may be, in the order of *group*.
        The concept is that of the first; what is held apart from it is near it.
        """
        heads: list[str] = []
        for node in group:
            fitting = (head for head in heads if self._may_join(head, node))
            head = next(fitting, None)
            if head is None:
                heads.append(node)
            else:
                self._put(head, node)
        for head in heads[1:]:
            taken = {*self._concepts(self._part(heads[0]))}
            self.weakened |= {
                (node, curie)
                for node in self._part(head)
                for curie in self._same.get(node, {}).values()
                if curie in taken
            }

    def all(self) -> tuple[Group, ...]:
        """Return the parts, sorted; one node alone only where people decided on it."""
        alone = {node: {node} for node in self._things}
        found = {tuple(sorted(part)) for part in (alone | self._parts).values()}
        return tuple(sorted(found))

    def _part(self, node: str) -> set[str]:
        return self._parts.get(node, {node})

    def _put(self, one: str, other: str) -> None:
        part = self._part(one) | self._part(other)
        self._parts |= dict.fromkeys(part, part)

    def _concepts(self, part: Iterable[str]) -> Iterator[str]:
        for node in part:
            yield from self._same.get(node, {}).values()

    def _may_join(self, one: str, other: str) -> bool:
        """Tell whether nothing that people decided holds the parts of both apart."""
        parts = self._part(one), self._part(other)
        if parts[0] == parts[1]:
            return True
        ours, theirs = (
            [self._things[node] for node in part if node in self._things]
            for part in parts
        )
        keys = {thing.key for thing in theirs}
        if any(not keys.isdisjoint(thing.apart) for thing in ours):
            return False
        return not (
            _refuse(ours, self._concepts(parts[1]))
            or _refuse(theirs, self._concepts(parts[0]))
        )


def _refuse(things: Iterable[Thing], concepts: Iterable[str]) -> bool:
    curies = set(concepts)
    return any(thing.refuses(curie) for thing in things for curie in curies)


def _named(
    parts: Iterable[Group],
    things: Mapping[str, Thing],
    rank: Callable[[str], Rank],
    weakened: Iterable[tuple[str, str]] = (),
) -> Joined:
    renamed: dict[str, str] = {}
    labels: dict[str, str] = {}
    outvoted: set[tuple[Decision, Decision]] = set()
    for part in parts:
        ordered = sorted(part, key=rank)
        kept = ordered[0]
        named = [things[n] for n in ordered if n in things and things[n].named]
        if named:
            kept = _identifier(named[0], rules.kind(kept))
            labels[kept] = named[0].label
            outvoted |= {
                (other.named, named[0].named)
                for other in named
                if other.named and named[0].named and other.label != named[0].label
            }
        renamed |= {node: kept for node in part if node != kept}
    return Joined(
        MappingProxyType(dict(sorted(renamed.items()))),
        MappingProxyType(dict(sorted(labels.items()))),
        frozenset(weakened),
        tuple(sorted(outvoted, key=lambda pair: (pair[0].place, pair[1].place))),
    )


def _identifier(thing: Thing, kind: str) -> str:
    """Return the identifier that *thing* has by its label, of *kind* if none said."""
    kind = thing.kind or kind
    if kind == PROCEDURE:
        return identifiers.procedure(thing.label)
    return identifiers.concept(kind, thing.label)
