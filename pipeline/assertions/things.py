"""Make the nodes that one document's mentions become.

Concepts are shared between documents and named by their kind and label; steps,
instructions, times and sums of money belong to the document and are named by place.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from types import MappingProxyType
from typing import Final

from pipeline import identifiers, nodes
from pipeline.assertions import concepts, values
from pipeline.model import (
    CodeMention,
    Document,
    Literal,
    Mention,
    MoneyValue,
    Node,
    Polarity,
    ProcedureMention,
    TimeValue,
)
from pipeline.vocabulary.lexicon import Lexicon
from pipeline.vocabulary.predicates import (
    CONCEPT,
    Link,
    NodeRule,
    PredicateVocabulary,
    ValueKind,
)

_PROCEDURE: Final = "pg:Procedure"
_DO: Final = "do"
_REQUIRED: Final = "obligation:required"
_CONDITIONAL: Final = "obligation:conditional"
_VALUE_TYPES: Final[Mapping[str, type[TimeValue | MoneyValue]]] = MappingProxyType(
    {"times": TimeValue, "money": MoneyValue}
)

Value = TimeValue | MoneyValue


@dataclass(slots=True)
class Things:
    """The nodes of one document, as far as they are made."""

    document: Document
    predicates: PredicateVocabulary
    lexicon: Lexicon
    made: list[Node] = field(default_factory=list)
    used: dict[str, int] = field(default_factory=dict)
    steps: list[tuple[str, Mention, NodeRule]] = field(default_factory=list)

    def finished(self) -> tuple[Node, ...]:
        """Return the nodes, each once, in order of their identifiers."""
        self._order_steps()
        return nodes.merge(self.made)

    def procedure(self, named: ProcedureMention) -> str:
        """Make the node of the procedure, by its name and never by a code."""
        identifier = identifiers.procedure(named.label)
        self.made.append(
            nodes.make(
                identifier, (_PROCEDURE,), named.label, alt_labels=named.synonyms
            )
        )
        return identifier

    def code(self, code: CodeMention) -> str:
        """Make the node of *code*: its value and system, and not a word about it."""
        identifier = identifiers.code(code.system, code.value)
        self._coded(identifier, self.predicates.code.types, code.value, code.system)
        return identifier

    def objects(self, link: Link, mention: Mention) -> Iterator[str]:
        """Make the nodes that *mention* becomes by *link*; yield their identifiers."""
        if link.node == CONCEPT:
            yield self._concept(link, mention)
            return
        rule = self.predicates.nodes[link.node]
        if rule.holds == "code-value":
            yield from self._modifier(rule, mention)
            return
        for value in valued(mention, link.valued or link.each) or (None,):
            identifier = self._own(link.node, mention.start)
            self.made.append(self._held(identifier, rule, link, mention, value))
            if rule.holds == "step-order":
                self.steps.append((identifier, mention, rule))
            yield identifier

    def play(self, identifier: str, role: str) -> None:
        """Give the node *identifier* the class *role* beside its kind."""
        self.made.append(nodes.make(identifier, (role,), ""))

    def _concept(self, link: Link, mention: Mention) -> str:
        label = mention.label
        if link.named == "quote":
            quote = self.document.text[mention.start : mention.end]
            label = concepts.plain(quote, self.lexicon) or label
        kind = concepts.kind(label, link, self.predicates, self.lexicon)
        qualifiers = mention.qualifiers
        label = concepts.name(label, qualifiers, self.predicates, self.lexicon)
        return self._concept_node(kind, label, qualifiers.synonyms)

    def _concept_node(
        self, kind: str, label: str, synonyms: tuple[str, ...] = ()
    ) -> str:
        identifier = identifiers.concept(kind, label)
        self.made.append(
            nodes.make(
                identifier,
                (self.predicates.kinds[kind],),
                label,
                alt_labels=synonyms,
                values=concepts.values(label, kind, self.predicates),
            )
        )
        return identifier

    def _modifier(self, rule: NodeRule, mention: Mention) -> Iterator[str]:
        """Make the node of a billing modifier, where the label has the form of one."""
        value = mention.label.upper()
        if system := self.predicates.modifier_system(value):
            identifier = identifiers.modifier(value)
            self._coded(identifier, rule.types, value, system)
            yield identifier

    def _coded(
        self, identifier: str, types: tuple[str, ...], value: str, system: str
    ) -> None:
        told = (
            ("schema:codeValue", Literal(value)),
            ("schema:codingSystem", Literal(system)),
        )
        self.made.append(nodes.make(identifier, types, value, values=told))

    def _own(self, kind: str, start: int) -> str:
        """Return an identifier of *kind* that nothing else of the document has."""
        first = identifiers.own(kind, self.document.key, start)
        self.used[first] = ordinal = self.used.get(first, 0) + 1
        return identifiers.own(kind, self.document.key, start, ordinal)

    def _held(
        self,
        identifier: str,
        rule: NodeRule,
        link: Link,
        mention: Mention,
        value: Value | None,
    ) -> Node:
        """Return the node of the document's own with all that it holds."""
        told: values.Values = ()
        links: values.Links = ()
        units, anchor = self.predicates.units, self.predicates.anchor
        if rule.holds == "advised-action":
            told, links = self._advice(link, mention)
        elif isinstance(value, MoneyValue):
            told = values.money(value)
        elif isinstance(value, TimeValue) and rule.holds == "time-span":
            told, links = values.quantity(value, units)
        elif isinstance(value, TimeValue):
            told, links = values.offset(value, units, anchor)
        if link.node == self.predicates.failure.node:
            links = self._failure_links(mention)
        label = mention.label
        return nodes.make(identifier, rule.types, label, values=told, links=links)

    def _advice(
        self, link: Link, mention: Mention
    ) -> tuple[values.Values, values.Links]:
        """Return what an instruction holds; one time that it names is told too."""
        qualifiers = mention.qualifiers
        said = (getattr(qualifiers, name) for name in self.predicates.reasons)
        reason = next((text for text in said if text), "")
        told: values.Values = (("pg:rationale", Literal(reason)),) if reason else ()
        links: values.Links = (
            ("pg:action", f"action:{qualifiers.action or _DO}"),
            *((("pg:phase", link.phase),) if link.phase else ()),
        )
        times = valued(mention, "times")
        if len(times) == 1 and isinstance(times[0], TimeValue):
            more, further = values.offset(
                times[0], self.predicates.units, self.predicates.anchor
            )
            return (*told, *more), (*links, *further)
        return told, links

    def _failure_links(self, mention: Mention) -> values.Links:
        rule = self.predicates.failure
        tried = failed(mention, self.predicates, self.lexicon)
        tried = tried or mention.qualifiers.refractory_to
        therapy = concepts.plain(tried, self.lexicon)
        if not therapy:
            return ()
        kind = concepts.kind_of(therapy, rule.kind, self.predicates, self.lexicon)
        node = self._concept_node(kind, therapy)
        return ((rule.therapy, node), *rule.outcome.items())

    def _order_steps(self) -> None:
        """Give the steps their numbers in the order of the text, and link neighbours.

        A step that the text denies keeps its number and is nobody's neighbour.
        """
        following = dict(pairwise(identifier for identifier, _, _ in self.steps))
        denied = {
            identifier
            for identifier, mention, _ in self.steps
            if mention.qualifiers.polarity is Polarity.NEGATED
        }
        for index, (identifier, mention, rule) in enumerate(self.steps, start=1):
            condition = mention.qualifiers.condition
            told = [("pg:stepIndex", Literal(str(index), "xsd:positiveInteger"))]
            if condition:
                told.append(("pg:conditionText", Literal(condition)))
            links = [("pg:obligation", _CONDITIONAL if condition else _REQUIRED)]
            after = following.get(identifier)
            if after and denied.isdisjoint((identifier, after)):
                links.append(("pg:nextStep", after))
            self.made.append(
                nodes.make(identifier, rule.types, "", values=told, links=links)
            )


def valued(mention: Mention, kind: ValueKind) -> tuple[Value, ...]:
    """Return the values of *kind* that *mention* has."""
    wanted = _VALUE_TYPES.get(kind)
    if wanted is None:
        return ()
    return tuple(value for value in mention.values if isinstance(value, wanted))


def failed(mention: Mention, predicates: PredicateVocabulary, lexicon: Lexicon) -> str:
    """Return the earlier treatment that *mention* names as failed, or an empty text."""
    for pattern in predicates.failures:
        if match := pattern.match(mention.label):
            therapy = concepts.plain(match["therapy"], lexicon)
            kinds = concepts.kinds(therapy, lexicon)
            return therapy if not kinds or predicates.failure.kind in kinds else ""
    tried = mention.qualifiers.refractory_to
    return tried if tried and tried in mention.label else ""
