"""Tell which things are one thing, because they are the same concept.

Only a link that is sure counts: the same in the same terminology, of the same kinds,
and of no side or degree that the concept has not. What is near a concept, or under it,
stays a thing of its own.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from pipeline.grounding import rules
from pipeline.grounding.rules import Rules
from pipeline.model import Match, Node
from pipeline.terminology import normal

_EXACT: Final = "skos:exactMatch"
Group = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Automatic:
    """What terminologies tell: nodes in *groups* that are one thing.

    *same* is, by node, the one concept that it is in each terminology.
    """

    groups: tuple[Group, ...]
    same: Mapping[str, Mapping[str, str]]


def automatic(matches: Sequence[Match], nodes: Iterable[Node]) -> Automatic:
    """Return which of *nodes* are one thing, since *matches* has them so."""
    linked = {each.node for each in matches}
    labels = {node.id: node.label for node in nodes if node.id in linked}
    same = _same(matches, labels)
    return Automatic(tuple(_groups(same)), MappingProxyType(same))


def _same(
    matches: Iterable[Match], labels: Mapping[str, str]
) -> dict[str, dict[str, str]]:
    """Return, by node, the one concept that it is in each terminology."""
    known = rules.load()
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for each in matches:
        if (
            each.is_asserted
            and each.predicate == _EXACT
            and (
                each.method == rules.DECIDED
                or _as_wide(labels[each.node], each.label, known)
            )
        ):
            found[each.node][each.source] = each.curie
    return found


def _as_wide(label: str, concept: str, known: Rules) -> bool:
    """Tell whether *label* has no side and no degree that *concept* has not."""
    ours = known.apart.intersection(normal.normalised(label).split())
    return ours <= set(normal.normalised(concept).split())


def _groups(same: Mapping[str, Mapping[str, str]]) -> list[Group]:
    """Return the nodes that are one thing, in groups.

    Nodes that share a concept of any terminology are one, unless that would make two
    concepts of one terminology one.
    """
    joined: dict[str, set[str]] = {}
    holders: dict[tuple[frozenset[str], str], list[str]] = defaultdict(list)
    known = rules.load()
    for node, concepts in sorted(same.items()):
        joined[node] = {node}
        for curie in concepts.values():
            holders[known.admitted(node), curie].append(node)
    for first, *others in holders.values():
        for other in others:
            if joined[other] is not joined[first]:
                joined[first] |= joined[other]
                for node in joined[other]:
                    joined[node] = joined[first]
    groups = {min(group): group for group in joined.values()}
    return [
        part
        for _, group in sorted(groups.items())
        for part in _agreeing(sorted(group), same)
        if part[1:]
    ]


def _agreeing(
    group: Sequence[str], same: Mapping[str, Mapping[str, str]]
) -> Iterator[Group]:
    """Yield *group*, or the parts of it in which no terminology tells nodes apart.

    The first terminology that a node is in speaks first, then all of them.
    """
    concepts: dict[str, set[str]] = defaultdict(set)
    for node in group:
        for source, curie in same[node].items():
            concepts[source].add(curie)
    if all(len(curies) == 1 for curies in concepts.values()):
        yield tuple(group)
        return
    for key in (_first, _all):
        parts: dict[Group, list[str]] = defaultdict(list)
        for node in group:
            parts[key(same[node])].append(node)
        if parts.keys() - {next(iter(parts))}:
            for _, part in sorted(parts.items()):
                yield from _agreeing(part, same)
            return


def _first(concepts: Mapping[str, str]) -> Group:
    return (next(iter(concepts.values())),)


def _all(concepts: Mapping[str, str]) -> Group:
    return tuple(concepts.values())
