"""Tell how far the things of a graph are linked to terminologies."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from enum import IntEnum
from itertools import groupby
from operator import attrgetter
from typing import Final

from pipeline import namespaces
from pipeline.exports.manner import Run
from pipeline.exports.report import words
from pipeline.exports.report.foremost import Foremost
from pipeline.exports.report.records import (
    Candidate,
    KindShare,
    Linking,
    Share,
    TerminologyShare,
    Unlinked,
)
from pipeline.grounding import rules
from pipeline.model import Graph, Match, Node
from pipeline.terminology import catalogue
from pipeline.vocabulary import predicates

_EXACT: Final = "skos:exactMatch"
_CLOSE: Final = "skos:closeMatch"
_CANDIDATES: Final = 3


class _Link(IntEnum):
    """How a thing is linked, the best first; as the fields of a share."""

    EXACT = 0
    NEAR = 1
    WIDER = 2
    CANDIDATES = 3
    NONE = 4


def with_matches(graph: Graph) -> Iterator[tuple[Node, Sequence[Match]]]:
    """Yield each node of *graph* with what it is linked to, and what it may be."""
    by_node = sorted(graph.matches, key=attrgetter("node"))
    groups = groupby(by_node, key=attrgetter("node"))
    name, group = next(groups, ("", ()))
    for node in graph.nodes:
        while name and name < node.id:
            name, group = next(groups, ("", ()))
        yield node, tuple(group) if name == node.id else ()


class Links:
    """How things are linked, which are to be shown to it one by one."""

    def __init__(self, run: Run) -> None:
        """Count nothing yet; *run* tells the terminologies."""
        self._run = run
        self._admits = {each.prefix: _kinds(each.prefix) for each in run.terminologies}
        self._of_kind: dict[str, Counter[_Link]] = {}
        self._to: dict[str, Counter[_Link]] = {}
        self._unlinked: Foremost[Unlinked] = Foremost(_order)

    def look(self, node: Node, matches: Sequence[Match], facts: int) -> None:
        """Count *node*, which so many *facts* name, where it may be linked.

        *matches* are its own.
        """
        admitted = rules.load().admitted(node.id)
        if not admitted:
            return
        kind = rules.kind(node.id)
        best: dict[str, _Link] = {}
        for each in matches:
            prefix = each.curie.partition(":")[0]
            best[prefix] = min(best.get(prefix, _Link.NONE), _link(each))
        link = min(best.values(), default=_Link.NONE)
        self._of_kind.setdefault(kind, Counter())[link] += 1
        holders = self._holders(admitted)
        for prefix in holders:
            to = self._to.setdefault(prefix, Counter())
            to[best.get(prefix, _Link.NONE)] += 1
        if holders and facts and link >= _Link.CANDIDATES:
            candidates = tuple(
                Candidate(each.curie, each.label) for each in matches[:_CANDIDATES]
            )
            iri = namespaces.iri(node.id)
            self._unlinked.add(Unlinked(iri, node.label, kind, facts, candidates))

    def _holders(self, admitted: frozenset[str]) -> tuple[str, ...]:
        """Return the terminologies that may hold what is of the kinds *admitted*."""
        return tuple(
            prefix for prefix, kinds in self._admits.items() if admitted & kinds
        )

    def told(self) -> Linking | None:
        """Return how far all is linked, or None where nothing was to be linked."""
        if not self._run.terminologies:
            return None
        return Linking(
            tuple(self._terminologies()),
            tuple(self._kinds()),
            self._unlinked.listed(),
        )

    def _terminologies(self) -> Iterator[TerminologyShare]:
        for each in self._run.terminologies:
            counted = self._to.get(each.prefix, Counter())
            yield TerminologyShare(
                each.prefix,
                each.name,
                each.version,
                each.licence,
                each.sha256,
                counted.total(),
                _share(counted),
            )

    def _kinds(self) -> Iterator[KindShare]:
        for kind, counted in sorted(
            self._of_kind.items(), key=lambda it: (-it[1].total(), it[0])
        ):
            yield KindShare(
                kind,
                _called(kind),
                self._holders(rules.load().kinds[kind]),
                counted.total(),
                _share(counted),
            )


def _link(match: Match) -> _Link:
    if not match.is_asserted:
        return _Link.CANDIDATES
    known = {_EXACT: _Link.EXACT, _CLOSE: _Link.NEAR}
    return known.get(match.predicate, _Link.WIDER)


def _kinds(prefix: str) -> frozenset[str]:
    """Return the kinds that concepts of a terminology may be."""
    known = catalogue.load().terminologies.get(prefix)
    branches = known.kinds if known else ()
    return frozenset(kind for branch in branches for kind in branch.kinds)


def _share(counted: Mapping[_Link, int]) -> Share:
    return Share(*(counted.get(each, 0) for each in _Link))


def _called(kind: str) -> str:
    named = predicates.load().kinds.get(kind)
    return words.label(named) if named else words.spoken(kind)


def _order(entry: Unlinked) -> tuple[int, str]:
    return -entry.facts, entry.id
