"""Bring the decisions of people together by the things they are on.

Names that decisions make the same are one thing here, whether documents have them or
not, so that what is decided of one name holds for all of them. Decisions that cannot
all hold are a fault that names their lines.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import combinations, product
from types import MappingProxyType
from typing import Final

from pipeline.decisions import Decision, Link, form
from pipeline.errors import VocabularyError
from pipeline.grounding import rules
from pipeline.model import Node
from pipeline.terminology import Denied
from pipeline.vocabulary import predicates

Key = tuple[str, str]
"""The kind of a thing, and what tells its name from others."""
PROCEDURE: Final = "procedure"


@dataclass(frozen=True, slots=True)
class Thing:
    """What is decided of one thing: *key* is the first of its names.

    *label* is what it is called, by *named*; *kind* the kind that it has then, or
    empty. *links* are the concepts that it is, each with its decision, *refused* those
    that it is not; *apart* the keys of things that it is not. It *is_one* where several
    names were made names of it.
    """

    key: Key
    label: str = ""
    named: Decision | None = None
    kind: str = ""
    links: tuple[tuple[Link, Decision], ...] = ()
    refused: tuple[Denied, ...] = ()
    apart: frozenset[Key] = frozenset()
    is_one: bool = False

    def refuses(self, curie: str) -> bool:
        """Tell whether it was decided that the thing is not the concept *curie*."""
        return any(each.covers(curie) for each in self.refused)


@dataclass(frozen=True, slots=True)
class Agreement:
    """Decisions that hold together: all of them, and what they come to, by name."""

    decisions: tuple[Decision, ...] = ()
    things: Mapping[Key, Thing] = field(default_factory=lambda: MappingProxyType({}))

    def thing(self, node: Node, name: str = "") -> Thing | None:
        """Return what is decided of *node*, or of a thing of its kind called *name*."""
        if not self.things:
            return None
        return self.things.get((rules.kind(node.id), form(name or node.label)))


NOTHING_DECIDED: Final = Agreement()


def agree(decisions: Iterable[Decision]) -> Agreement:
    """Return what *decisions* come to together, whatever their order.

    Raise VocabularyError, with the line, where two of them cannot both hold.
    """
    listed = tuple(decisions)
    joined = _Joined()
    for each in listed:
        if _joins(each):
            names = (*each.names, each.label) if each.label else each.names
            for kinds in _kinds(each.kind):
                joined.put([(kind, form(name)) for kind in kinds for name in names])
    apart = _apart(listed, joined)
    told: dict[Key, list[Decision]] = defaultdict(list)
    for each in listed:
        for key in {joined.first(key) for key in _keys(each)}:
            told[key].append(each)
    made = {key: _thing(key, said, apart) for key, said in sorted(told.items())}
    things = {key: made[joined.first(key)] for each in listed for key in _named(each)}
    return Agreement(listed, MappingProxyType(dict(sorted(things.items()))))


def buckets(decision: Decision) -> Iterator[tuple[Key, ...]]:
    """Yield the names of *decision*, for each group of kinds that may be one thing."""
    for kinds in _kinds(decision.kind):
        yield tuple(product(kinds, dict.fromkeys(map(form, decision.names))))


def _keys(decision: Decision) -> Iterator[Key]:
    for bucket in buckets(decision):
        yield from bucket


def _named(decision: Decision) -> Iterator[Key]:
    yield from _keys(decision)
    if decision.label:
        for kinds in _kinds(decision.kind):
            yield from _of(kinds, decision.label)


@cache
def _kinds(only: str) -> tuple[tuple[str, ...], ...]:
    """Return the kinds of things, or *only* one, those together that may be one."""
    found: dict[frozenset[str], list[str]] = defaultdict(list)
    admitted = rules.load().kinds
    for kind in (*predicates.load().kinds, PROCEDURE):
        if only in {"", kind}:
            found[admitted.get(kind, frozenset({kind}))].append(kind)
    return tuple(map(tuple, found.values()))


class _Joined:
    """Which names are of one thing."""

    def __init__(self) -> None:
        self._groups: dict[Key, set[Key]] = {}

    def put(self, keys: Sequence[Key]) -> None:
        """Make *keys* names of one thing."""
        group = set().union(*(self._groups.get(key, {key}) for key in keys))
        self._groups |= dict.fromkeys(group, group)

    def first(self, key: Key) -> Key:
        """Return the first name of the thing with the name *key*."""
        return min(self._groups.get(key, {key}))


def _apart(
    decisions: Iterable[Decision], joined: _Joined
) -> Mapping[Key, frozenset[Key]]:
    """Return the things that each thing is not; raise where two are the same too."""
    listed = tuple(decisions)
    found: dict[Key, set[Key]] = defaultdict(set)
    for each in listed:
        if not each.are_apart:
            continue
        for kinds in _kinds(each.kind):
            for pair in combinations(each.names, 2):
                for one, other in product(*(_of(kinds, name) for name in pair)):
                    first, second = joined.first(one), joined.first(other)
                    if first == second:
                        places = _places(first, listed, joined)
                        raise VocabularyError(
                            each.source,
                            f"'{pair[0]}' and '{pair[1]}' are apart here, and the "
                            f"same by {places}",
                        )
                    found[first].add(second)
                    found[second].add(first)
    return {key: frozenset(others) for key, others in found.items()}


def _of(kinds: Iterable[str], name: str) -> list[Key]:
    return [(kind, form(name)) for kind in kinds]


def _places(key: Key, decisions: Iterable[Decision], joined: _Joined) -> str:
    """Return where it stands that the names of *key* are one thing."""
    return ", ".join(
        each.source
        for each in decisions
        if _joins(each) and key in {joined.first(name) for name in _keys(each)}
    )


def _joins(decision: Decision) -> bool:
    """Tell whether *decision* makes several names one thing's."""
    return not decision.are_apart and bool(decision.label or decision.names[1:])


def _thing(
    key: Key, said: Sequence[Decision], apart: Mapping[Key, frozenset[Key]]
) -> Thing:
    """Return what *said* comes to; raise where two of them cannot both hold."""
    named = _one(((each.label, each) for each in said if each.label), "is called '{}'")
    kinds = ((each.kind, each) for each in said if each.label and each.kind)
    kind = _one(kinds, "is called so as a {}")
    links: dict[str, tuple[Link, Decision]] = {}
    for each in said:
        for link in each.links:
            prefix = link.curie.partition(":")[0]
            known = links.setdefault(prefix, (link, each))
            told = ((it.curie, by) for it, by in (known, (link, each)))
            _one(told, "is {}")
    refused = [
        (Denied("", it, each.reason), each) for each in said for it in each.refused
    ]
    for denied, by in refused:
        for link, each in links.values():
            if denied.covers(link.curie):
                raise VocabularyError(
                    by.source,
                    f"'{by.names[0]}' is not {link.curie} here, and is it by "
                    f"{each.source}",
                )
    return Thing(
        key,
        named[0],
        named[1],
        kind[0],
        tuple(pair for _, pair in sorted(links.items())),
        tuple(dict.fromkeys(denied for denied, _ in refused)),
        apart.get(key, frozenset()),
        any(_joins(each) for each in said),
    )


def _one(
    told: Iterable[tuple[str, Decision]], words: str
) -> tuple[str, Decision | None]:
    """Return the one thing that is *told*, and where; raise where there are two."""
    first: tuple[str, Decision | None] = ("", None)
    for text, by in told:
        if first[1] is None:
            first = text, by
        elif text != first[0]:
            here, there = words.format(text), words.format(first[0])
            raise VocabularyError(
                by.source,
                f"'{by.names[0]}' {here} here, and {there} by {first[1].source}",
            )
    return first
