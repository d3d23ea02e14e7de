"""The graph of all documents, as what they say and what was made of that together."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, groupby
from types import MappingProxyType
from typing import Final

from pipeline.model.documents import Document
from pipeline.model.mentions import Polarity
from pipeline.model.statements import Assertion, Extraction, Finding, Match, Node

Links = Mapping[str, tuple[tuple[str, str], ...]]

_OVERRULED: Final = (Polarity.NEGATED, Polarity.AFFIRMED)


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


@dataclass(frozen=True, slots=True)
class Graph:
    """What documents say, and what was made of it.

    *extractions* stand in order of the documents' names, those of one text together;
    there may be more of them than memory holds, so that they are to be read one after
    the other. *nodes* are sorted by identifier, each once. *confirmed* are the code
    claims, by assertion id, that a check confirmed, and *shown* the links to facets
    that the words of a claim show; *matches* are what nodes are linked to in
    terminologies, in order of the nodes.
    """

    extractions: Sequence[Extraction]
    nodes: tuple[Node, ...]
    findings: tuple[Finding, ...]
    confirmed: frozenset[str] = field(default_factory=frozenset)
    matches: tuple[Match, ...] = ()
    shown: Links = field(default_factory=lambda: MappingProxyType({}))

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
        return replace(assertion, links=tuple(sorted({*assertion.links, *more})))


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
