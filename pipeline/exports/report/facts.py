"""Count the facts of a graph: by predicate, between which classes, and of what."""

from collections import Counter
from collections.abc import Iterator
from typing import Final

from pipeline import namespaces
from pipeline.exports import naming
from pipeline.exports.account import Listed
from pipeline.exports.report import words
from pipeline.exports.report.foremost import Foremost
from pipeline.exports.report.found import cut
from pipeline.exports.report.records import Doubt, Place, Relation, RelationCount
from pipeline.grounding import is_linkable, rules
from pipeline.model import Assertion, Graph, Node, Polarity, Text
from pipeline.vocabulary import predicates

DOUBTS: Final = 50
"""How many doubtful facts are shown."""


class Facts:
    """The statements of a graph, which are to be shown to it text by text."""

    def __init__(self) -> None:
        """Count nothing yet."""
        self.stances: Counter[Polarity] = Counter()
        self.named: Counter[str] = Counter()
        self.classes: Counter[str] = Counter()
        self._predicates: Counter[tuple[str, Polarity]] = Counter()
        self._texts: Counter[str] = Counter()
        self._between: Counter[tuple[str, str, str]] = Counter()
        self._classes_of: dict[str, Counter[str]] = {}
        self._doubts: Foremost[tuple[Assertion, str]] = Foremost(_order, DOUBTS)

    def look(self, text: Text) -> None:
        """Count the statements of *text*."""
        for each in text.assertions:
            self.stances[each.polarity] += 1
            self._predicates[each.predicate, each.polarity] += 1
            self._doubts.add((each, text.key))
            if each.polarity is not Polarity.AFFIRMED:
                continue
            self._between[_sort(each.subject), each.predicate, _sort(each.object)] += 1
            if is_linkable(each.object):
                self.named[each.object] += 1
        self._texts.update({each.predicate for each in text.assertions})

    def meet(self, node: Node) -> None:
        """Count *node* by its classes."""
        self.classes.update(node.types)
        self._classes_of.setdefault(_sort(node.id), Counter()).update(node.types)

    # ------------------------------------------------------------ what was counted

    def relations(self) -> tuple[RelationCount, ...]:
        """Return how many facts there are by predicate, the most first."""
        found = [
            RelationCount(
                name,
                words.label(name),
                self._predicates[name, Polarity.AFFIRMED],
                self._predicates[name, Polarity.NEGATED],
                texts,
            )
            for name, texts in self._texts.items()
        ]
        return tuple(sorted(found, key=lambda it: (-it.facts, it.predicate)))

    def schema(self) -> tuple[Relation, ...]:
        """Return how many facts go from class to class, the most first."""
        counted: Counter[tuple[str, str, str]] = Counter()
        for (subject, predicate, target), facts in self._between.items():
            counted[self._class(subject), predicate, self._class(target)] += facts
        return tuple(
            Relation(*ends, _labels(ends), facts)
            for ends, facts in sorted(counted.items(), key=lambda it: (-it[1], it[0]))
        )

    def _class(self, sort: str) -> str:
        """Return the class of a *sort* of things: of its kind, or the commonest."""
        known = predicates.load().kinds.get(sort)
        found = self._classes_of.get(sort, Counter())
        return known or min(found, key=lambda it: (-found[it], it), default=sort)

    def doubtful(self, graph: Graph) -> Listed[Doubt]:
        """Return the facts of least confidence, in words."""
        found = self._doubts.listed()
        return Listed(found.total, tuple(_doubts(found.shown, graph)))


def _sort(node: str) -> str:
    """Return what in the identifier *node* tells what it is.

    >>> _sort("concept/condition-hay-fever"), _sort("step/0123456789abcdef-1")
    ('condition', 'step')
    """
    return rules.kind(node) or node.partition("/")[0]


def _labels(ends: tuple[str, str, str]) -> tuple[str, str, str]:
    subject, predicate, target = map(words.label, ends)
    return subject, predicate, target


def _doubts(shown: tuple[tuple[Assertion, str], ...], graph: Graph) -> Iterator[Doubt]:
    for each, key in shown:
        yield Doubt(
            namespaces.iri(f"{naming.STATEMENT}{each.id}"),
            graph.label(each.subject),
            words.label(each.predicate),
            graph.label(each.object),
            each.polarity,
            each.certainty,
            round(each.confidence, 2),
            each.rule,
            cut(each.quote),
            Place(each.document, key, each.start, each.end),
        )


def _order(entry: tuple[Assertion, str]) -> tuple[float, str, int, str]:
    each, _ = entry
    return round(each.confidence, 2), each.document, each.start, each.id
