"""Find for each thing the concepts of terminologies that it is, is near or is under.

The promise: what a node is linked to depends on its names, on how documents write it,
and on the terminologies; not on the order of nodes or documents.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Final

from pipeline import identifiers
from pipeline.grounding import heads, rules, writing
from pipeline.grounding.agreement import NOTHING_DECIDED, Agreement
from pipeline.grounding.rules import Rules
from pipeline.identifiers import normal
from pipeline.model import Extraction, Match, Node, Part
from pipeline.terminology import Candidate, Denied, Terminology, catalogue
from pipeline.terminology import normal as names

_EXACT: Final = "skos:exactMatch"
_CLOSE: Final = "skos:closeMatch"
_BROAD: Final = "skos:broadMatch"
_RELATED: Final = "skos:relatedMatch"


def match(
    nodes: Iterable[Node],
    extractions: Iterable[Extraction],
    terms: Terminology,
    agreement: Agreement = NOTHING_DECIDED,
) -> tuple[Match, ...]:
    """Return all links of *nodes* to concepts, and the candidates of what is not sure.

    They stand in order of nodes, then of terminologies, the likeliest first. What
    people decided that a thing or a name is not is as if it were not there.
    """
    known = rules.load()
    written = writing.abbreviations(extractions)
    order = {each.prefix: at for at, each in enumerate(terms.sources())}
    found: list[Match] = []
    for node in nodes:
        if known.admitted(node.id) and node.label:
            label = written.get(node.id, node.label)
            found += _Asking(node, label, terms, known, order, agreement).all()
    return tuple(found)


def link(name: str, kind: str, terms: Terminology) -> tuple[Match, ...]:
    """Return what a thing of *kind* would be linked to whose only name is *name*.

    *name* is as documents write it; *kind* one of ``grounding.yaml``.
    """
    known = rules.load()
    thing = Node(id=identifiers.concept(kind, name), types=(), label=normal(name))
    order = {each.prefix: at for at, each in enumerate(terms.sources())}
    written = name if names.is_abbreviation(name) else thing.label
    return tuple(_Asking(thing, written, terms, known, order).all())


def settled(matches: Iterable[Match], renamed: Mapping[str, str]) -> tuple[Match, ...]:
    """Return *matches* under the names that *renamed* gives, in their order.

    What one name of a thing leaves open in a terminology, another may have decided.
    """
    moved = {
        replace(each, node=renamed.get(each.node, each.node)): None for each in matches
    }
    decided = {
        (each.node, each.source)
        for each in moved
        if each.is_asserted and each.predicate == _EXACT
    }
    kept = [
        each
        for each in moved
        if each.is_asserted or (each.node, each.source) not in decided
    ]
    return tuple(sorted(kept, key=lambda each: each.node))


def ambiguous(matches: Iterable[Match]) -> Iterator[tuple[Match, ...]]:
    """Yield the candidates of each thing and terminology that are not decided."""
    undecided = (each for each in matches if not each.is_asserted)
    for _, group in groupby(undecided, key=lambda each: (each.node, each.source)):
        yield tuple(group)


@dataclass(frozen=True, slots=True)
class _Asking:
    """One node whose names are looked up, its label as documents write it.

    *order* is that of the terminologies, by prefix.
    """

    node: Node
    label: str
    terms: Terminology
    rules: Rules
    order: Mapping[str, int]
    agreement: Agreement = NOTHING_DECIDED

    def all(self) -> tuple[Match, ...]:
        """Return what the label gives; else a further name; else what is broader.

        What the label is only related to does not stand in the way of these.
        """
        found = tuple(self._by_label())
        if any(each.predicate != _RELATED or each.rank for each in found):
            return found
        known = {each.curie for each in found}
        more = tuple(self._by_synonym()) or tuple(self._by_head())
        return (*found, *(each for each in more if each.curie not in known))

    def _by_label(self) -> Iterator[Match]:
        for group in self._lookup(self.label):
            if best := self.terms.topmost(group):
                yield self._made(best, self.label, Part.LABEL, best.predicate)
                continue
            level = [each for each in group if each.rivals == group[0].rivals]
            for rank, each in enumerate(level[: self.rules.candidates], start=1):
                yield self._made(each, self.label, Part.LABEL, each.predicate, rank)

    def _by_synonym(self) -> Iterator[Match]:
        """Yield what other names give: near, since a page may be loose with them."""
        taken: set[str] = set()
        for name in self.node.alt_labels:
            for group in self._lookup(name):
                best = group[0]
                if best.predicate != _EXACT or best.rivals or best.source in taken:
                    continue
                taken.add(best.source)
                yield self._made(best, name, Part.SYNONYM, _CLOSE)

    def _by_head(self) -> Iterator[Match]:
        """Yield the narrowest concepts that what is left of the label surely is."""
        for rest in heads.of(self.label, self.rules.broader):
            sure = [best for best, *_ in self._lookup(rest) if _is_sure(best)]
            if sure:
                for best in sure:
                    yield self._made(best, rest, Part.HEAD, _BROAD)
                return

    def _lookup(self, text: str) -> list[list[Candidate]]:
        """Return the candidates of each terminology, in the order of these."""
        groups: dict[str, list[Candidate]] = {}
        admitted = self.rules.admitted(self.node.id)
        for found in self.terms.lookup(text, admitted, self._refused(text)):
            groups.setdefault(found.curie.partition(":")[0], []).append(found)
        return [groups[each] for each in sorted(groups, key=self.order.__getitem__)]

    def _refused(self, text: str) -> tuple[Denied, ...]:
        """Return what people decided that the node, or such a name, is not."""
        things = (self.agreement.thing(self.node, name) for name in ("", text))
        return tuple(
            dict.fromkeys(denied for it in things if it for denied in it.refused)
        )

    def _made(
        self, found: Candidate, wording: str, part: Part, predicate: str, rank: int = 0
    ) -> Match:
        told = self.rules.confidence
        method = rules.spoken(found.method)
        factor = told.predicates[predicate] * told.methods[method] * told.parts[part]
        if part is Part.HEAD and found.predicate != _EXACT:
            factor *= told.close_head
        confidence = factor / (found.rivals + 1 if rank else 1)
        return Match(
            node=self.node.id,
            predicate=predicate,
            curie=found.curie,
            iri=catalogue.iri(found.curie),
            label=found.label,
            wording=wording,
            part=part,
            name=found.name,
            scope=found.scope.value,
            method=method,
            confidence=round(confidence, 2),
            source=found.source,
            version=found.version,
            rank=rank,
            is_curated=found.is_curated,
        )


def _is_sure(found: Candidate) -> bool:
    """Tell whether *found* is the concept, or so near that a case of one is in it."""
    return (not found.rivals and not found.is_residual) and (
        found.predicate == _EXACT
        or (found.predicate == _CLOSE and not found.is_abbreviation)
    )
