"""State what mentions say as subject, predicate and object with their evidence.

Every mention that a link of the vocabulary fits becomes an assertion whose quote is the
clause, bullet or sentence that states it. What the text denies is asserted as denied
and gives its object no role. A page about no procedure states nothing of one.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import msgspec

from pipeline import identifiers
from pipeline.assertions import values
from pipeline.assertions.things import Things, failed, valued
from pipeline.model import (
    Assertion,
    CodeMention,
    Document,
    Literal,
    Mention,
    Node,
    Polarity,
    ProcedureMention,
    Reading,
    Span,
)
from pipeline.vocabulary.lexicon import Lexicon
from pipeline.vocabulary.predicates import Link, PredicateVocabulary


def state(
    document: Document,
    reading: Reading,
    predicates: PredicateVocabulary,
    lexicon: Lexicon,
    threshold: float = 0.0,
) -> tuple[tuple[Node, ...], tuple[Assertion, ...], str]:
    """Return nodes, assertions and the procedure's identifier, in a fixed order.

    What is trusted less than *threshold* is not stated, nor what was found in it.

    Nodes are in order of their identifiers, assertions in that of the text. Without a
    procedure there is neither, and the identifier is empty.
    """
    if reading.procedure is None:
        return (), (), ""
    things = Things(document, predicates, lexicon)
    procedure = things.procedure(reading.procedure)
    page = _Page(document, procedure, things)
    page.tell_mentions(_trusted(reading.mentions, threshold))
    page.tell_codes(reading.codes, reading.procedure)
    assertions = tuple(sorted(page.assertions.values(), key=_place))
    return things.finished(), assertions, procedure


def _place(assertion: Assertion) -> tuple[int, int, str]:
    return assertion.start, assertion.end, assertion.id


def _trusted(mentions: Sequence[Mention], threshold: float) -> Sequence[Mention]:
    """Return the *mentions* that are trusted enough, and stand in none that is not."""
    left_out: set[str] = set()
    kept: list[Mention] = []
    for mention in mentions:  # what holds others stands before them
        if mention.confidence < threshold or mention.parent in left_out:
            left_out.add(mention.id)
        else:
            kept.append(mention)
    return kept


@dataclass(slots=True)
class _Page:
    """What one document states, as far as it is told.

    *told* is, by a mention's id, the first node it became, and whether it holds.
    """

    document: Document
    procedure: str
    things: Things
    assertions: dict[str, Assertion] = field(default_factory=dict)
    told: dict[str, tuple[str, Polarity]] = field(default_factory=dict)

    def tell_mentions(self, mentions: Sequence[Mention]) -> None:
        """Assert every mention that a link fits, what holds others before them."""
        by_id = {mention.id: mention for mention in mentions}
        in_order = sorted(mentions, key=lambda each: (each.start, each.end))
        links = self.things.predicates.links
        for mention in sorted(in_order, key=lambda each: _depth(each, by_id)):
            parent = by_id.get(mention.parent) if mention.parent else None
            if mention.parent and parent is None:
                continue
            for link in links.get(mention.type, ()):
                if self._fits(link, mention, parent):
                    self._tell(link, mention)
                    break

    def tell_codes(self, codes: Sequence[CodeMention], named: ProcedureMention) -> None:
        """Assert every code as a claim about the procedure, under its written name."""
        rule = self.things.predicates.code
        own = (named.code,) if named.code else ()
        name = self.document.text[named.start : named.end]
        for code in dict.fromkeys((*codes, *own)):
            start, end = code.evidence.start, code.evidence.end
            triple = (self.procedure, rule.predicate, self.things.code(code))
            self._keep(
                Assertion(
                    self._digest(triple, code.evidence),
                    self.document.name,
                    *triple,
                    start=start,
                    end=end,
                    quote=self.document.text[start:end],
                    section=code.section,
                    rule=code.rule,
                    confidence=rule.confidence,
                    types=rule.assertion,
                    values=(("pg:claimedLabel", Literal(name)),),
                )
            )

    def _fits(self, link: Link, mention: Mention, parent: Mention | None) -> bool:
        if not link.is_found_in(parent.type if parent else None):
            return False
        if link.trigger is not None and link.trigger != mention.qualifiers.trigger:
            return False
        if link.subject == "parent" and (not parent or parent.id not in self.told):
            return False
        if link.failed and not failed(
            mention, self.things.predicates, self.things.lexicon
        ):
            return False
        return not link.valued or bool(valued(mention, link.valued))

    def _tell(self, link: Link, mention: Mention) -> None:
        """Assert *mention* by *link*, once for each node it becomes."""
        qualifiers = mention.qualifiers
        about, holds = self.told.get(mention.parent or "", ("", Polarity.AFFIRMED))
        if link.inherits and holds is Polarity.NEGATED:
            qualifiers = msgspec.structs.replace(qualifiers, polarity=Polarity.NEGATED)
        is_of_parent = link.subject == "parent"
        subject = about if is_of_parent else self.procedure
        start, end = mention.evidence.start, mention.evidence.end
        for identifier in self.things.objects(link, mention):
            self.told.setdefault(mention.id, (identifier, qualifiers.polarity))
            if identifier == subject:
                continue
            if link.role and qualifiers.polarity is Polarity.AFFIRMED:
                self.things.play(identifier, link.role)
            triple = (subject, link.predicate, identifier)
            self._keep(
                Assertion(
                    self._digest(triple, mention.evidence),
                    self.document.name,
                    *triple,
                    start=start,
                    end=end,
                    quote=self.document.text[start:end],
                    section=mention.section,
                    rule=mention.rule,
                    confidence=mention.confidence,
                    polarity=qualifiers.polarity,
                    certainty=qualifiers.certainty,
                    qualifiers=qualifiers,
                    mention=mention.id,
                    values=values.shares(mention.values),
                    context=self.procedure if is_of_parent else "",
                )
            )

    def _digest(self, triple: tuple[str, str, str], place: Span) -> str:
        span = (place.start, place.end)
        return identifiers.assertion(self.document.key, *triple, span)

    def _keep(self, assertion: Assertion) -> None:
        """Keep *assertion*; of two with one digest the first that affirms counts."""
        known = self.assertions.get(assertion.id)
        if known is None or (
            known.polarity is Polarity.NEGATED
            and assertion.polarity is Polarity.AFFIRMED
        ):
            self.assertions[assertion.id] = assertion


def _depth(mention: Mention, by_id: dict[str, Mention]) -> int:
    """Return in how many others *mention* was found; a circle ends where it closes."""
    seen: set[str] = set()
    while mention.parent in by_id and mention.id not in seen:
        seen.add(mention.id)
        mention = by_id[mention.parent]
    return len(seen)
