"""Find figures of one thing that no two documents can both be right about.

Costs, spans of time and shares are compared, each document's own together: two
documents contradict each other where nothing that one gives meets anything that the
other gives. What is said under different conditions, or of a part, is not compared.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import inf
from typing import Final

from pipeline.folding import fold
from pipeline.model import Assertion, Node, Polarity
from pipeline.vocabulary import predicates
from pipeline.vocabulary.checks import CheckVocabulary

_LOW: Final = "schema:minValue"
_HIGH: Final = "schema:maxValue"
_CURRENCY: Final = "schema:currency"
_UNIT: Final = "schema:unitCode"

Subject = tuple[str, str, str, str, str]


@dataclass(frozen=True, slots=True)
class Figure:
    """What an assertion gives in numbers, and how a reader is told of it."""

    said: Assertion
    low: float
    high: float
    shown: str

    def meets(self, other: "Figure", apart: float) -> bool:
        """Tell whether both can be so: one has to be *apart* times above the other."""
        first, second = sorted((self, other), key=lambda each: (each.low, each.high))
        if first.high >= second.low:
            return True
        return second.low < apart * first.high


@dataclass(frozen=True, slots=True)
class Clash:
    """Two figures of two documents that contradict each other.

    *thing* is what both are of, or empty where it is the link that tells it.
    """

    one: Figure
    other: Figure
    thing: str


class Gathering:
    """The figures of a graph, by what they are of: only these can be compared."""

    def __init__(self, nodes: Iterable[Node], checks: CheckVocabulary) -> None:
        """Begin with none; *nodes* are those that statements lead to."""
        self._nodes = {node.id: node for node in nodes}
        self._checks = checks
        self._figures: dict[Subject, list[Figure]] = {}

    def add(self, said: Assertion) -> None:
        """Take in the figure that *said* gives, if it does."""
        rules = self._checks.figures
        if said.polarity is not Polarity.AFFIRMED:
            return
        thing, measure, figure = "", "", None
        node = self._nodes.get(said.object)
        if said.predicate in rules.shares:
            thing, figure = said.object, _share(said, self._checks)
        elif said.predicate in rules.money and node:
            measure, figure = _money(said, node, self._checks)
        elif said.predicate in rules.spans and node:
            figure = _span(said, node)
        if figure:
            condition = fold(said.qualifiers.condition)
            key = said.subject, said.predicate, thing, measure, condition
            self._figures.setdefault(key, []).append(figure)

    def clashes(self) -> Iterator[Clash]:
        """Yield for each thing the first two documents whose figures never meet."""
        rules = self._checks.figures
        for (_, link, thing, *_), figures in sorted(self._figures.items()):
            apart = rules.apart if link in rules.shares else 1.0
            by_document: dict[str, list[Figure]] = {}
            for each in sorted(figures, key=_place):
                by_document.setdefault(each.said.document, []).append(each)
            found = next(_strangers(by_document.values(), apart), None)
            if found:
                yield Clash(*found, thing)


def _strangers(
    documents: Iterable[Sequence[Figure]], apart: float
) -> Iterator[tuple[Figure, Figure]]:
    """Yield the first figures of each two documents of which none meet."""
    for ours, theirs in combinations(documents, 2):
        if not any(a.meets(b, apart) for a in ours for b in theirs):
            yield ours[0], theirs[0]


def _money(
    said: Assertion, node: Node, checks: CheckVocabulary
) -> tuple[str, Figure | None]:
    """Return the currency and the sum, unless it is said of a part of the cost."""
    told = {key: value.value for key, value in node.values}
    currency = told.get(_CURRENCY, "")
    if not currency or checks.figures.partial.search(fold(said.quote)):
        return currency, None
    ends = tuple(dict.fromkeys(told[key] for key in (_LOW, _HIGH) if key in told))
    shown = f"{currency} {'-'.join(ends)}"
    return currency, _figure(said, told, 1.0, shown)


def _span(said: Assertion, node: Node) -> Figure | None:
    told = {key: value.value for key, value in node.values}
    units = predicates.load().units.values()
    length = next((u.length for u in units if u.code == told.get(_UNIT)), None)
    return _figure(said, told, float(length), node.label) if length else None


def _figure(
    said: Assertion, told: Mapping[str, str], unit: float, shown: str
) -> Figure | None:
    if _LOW not in told and _HIGH not in told:
        return None
    low = float(told.get(_LOW, 0)) * unit
    high = float(told.get(_HIGH, inf)) * unit
    return Figure(said, low, high, shown)


def _share(said: Assertion, checks: CheckVocabulary) -> Figure | None:
    """Return how often something is said to be, where nothing narrows whom it is of."""
    rules = checks.figures
    words = fold(said.qualifiers.frequency)
    bounds = []
    for found in rules.share.finditer(words):
        whole = float((found["of"] or "100").replace(",", "")) or inf
        low = float(found["low"]) / whole
        bounds.append((low, float(found["high"]) / whole if found["high"] else low))
    rest = rules.share.sub("", words)
    is_bounded_above, is_bounded_below = (
        pattern.search(rest) is not None for pattern in (rules.at_most, rules.at_least)
    )
    for pattern in (rules.at_most, rules.at_least, rules.plain):
        rest = pattern.sub("", rest)
    if not bounds or any(char.isalnum() for char in rest):
        return None
    low = 0.0 if is_bounded_above else min(low for low, _ in bounds)
    high = 1.0 if is_bounded_below else max(high for _, high in bounds)
    return Figure(said, low, high, said.qualifiers.frequency)


def _place(figure: Figure) -> tuple[str, int, int, str]:
    said = figure.said
    return said.document, said.start, said.end, said.id
