"""Find figures of one thing that no two documents can both be right about.

Costs, spans of time and shares are compared, each document's own together: two
documents contradict each other where nothing that one gives meets anything that the
other gives. What is said under different conditions, or of a part, is not compared.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, groupby
from math import inf
from operator import itemgetter
from typing import Final

import msgspec

from pipeline.folding import fold
from pipeline.model import Assertion, Graph, Node, Polarity, Things
from pipeline.sorting import Sorter
from pipeline.vocabulary import predicates
from pipeline.vocabulary.checks import CheckVocabulary

_LOW: Final = "schema:minValue"
_HIGH: Final = "schema:maxValue"
_CURRENCY: Final = "schema:currency"
_UNIT: Final = "schema:unitCode"

Row = tuple[str, str, str, str, str, bytes]
"""What a figure is of: subject, link, thing, measure, condition; and the figure."""
_COLUMNS: Final = 6


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


_ENCODER: Final = msgspec.msgpack.Encoder()
_DECODER: Final = msgspec.msgpack.Decoder(Figure)


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

    def __init__(self, graph: Graph, checks: CheckVocabulary) -> None:
        """Begin with none of *graph*."""
        self._things = graph.nodes
        self._checks = checks
        self._figures: Sorter[Row] = Sorter(_COLUMNS, graph.room)

    def add(self, said: Assertion) -> None:
        """Take in the figure that *said* gives, if it does."""
        measure, figure = _figure_of(said, self._things, self._checks)
        if figure:
            is_share = said.predicate in self._checks.figures.shares
            thing = said.object if is_share else ""
            condition = fold(said.qualifiers.condition)
            subject = said.subject, said.predicate, thing
            self._figures.add((*subject, measure, condition, _ENCODER.encode(figure)))

    def clashes(self) -> Iterator[Clash]:
        """Yield for each thing the first two documents whose figures never meet."""
        rules = self._checks.figures
        for key, rows in groupby(self._figures.rows(), key=itemgetter(slice(5))):
            _, link, thing, *_ = key
            apart = rules.apart if link in rules.shares else 1.0
            by_document: dict[str, list[Figure]] = {}
            figures = (_DECODER.decode(record) for *_, record in rows)
            for each in sorted(figures, key=_place):
                by_document.setdefault(each.said.document, []).append(each)
            clash = next(_strangers(by_document.values(), apart), None)
            if clash:
                yield Clash(*clash, thing)


def _figure_of(
    said: Assertion, things: Things, checks: CheckVocabulary
) -> tuple[str, Figure | None]:
    """Return what the figure that *said* gives is measured in, and the figure."""
    rules = checks.figures
    if said.polarity is not Polarity.AFFIRMED:
        return "", None
    if said.predicate in rules.shares:
        return "", _share(said, checks)
    if said.predicate not in rules.money and said.predicate not in rules.spans:
        return "", None
    node = things.get(said.object)
    if node is None:
        return "", None
    if said.predicate in rules.money:
        return _money(said, node, checks)
    return "", _span(said, node)


def _strangers(
    documents: Iterable[Sequence[Figure]], apart: float
) -> Iterator[tuple[Figure, Figure]]:
    """Yield the first figures of each two documents of which none meet.

    Of documents that give the same figures, the first speaks for all.
    """
    given: dict[frozenset[tuple[float, float]], Sequence[Figure]] = {}
    for each in documents:
        given.setdefault(frozenset((it.low, it.high) for it in each), each)
    for ours, theirs in combinations(given.values(), 2):
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
