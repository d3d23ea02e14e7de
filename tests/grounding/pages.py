"""Pages made by hand that name things, each in a line of its own or in a sentence."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from pipeline import graph, identifiers, nodes
from pipeline.model import (
    Assertion,
    Document,
    Extraction,
    Graph,
    Mention,
    Polarity,
    ProcedureMention,
    Qualifiers,
    Reading,
    Span,
)
from pipeline.terminology import Terminology
from pipeline.vocabulary import checks, predicates

TITLE = "Foot Surgery"
PROCEDURE = identifiers.procedure(TITLE.lower())


@dataclass(frozen=True)
class Thing:
    """A thing as a page writes it, in *line*; the label is what is *written*."""

    written: str
    kind: str = "condition"
    line: str = "{}"
    denied: bool = False
    predicate: str = "hasComplication"
    synonyms: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """The label of its concept."""
        return self.written.lower()

    @property
    def node(self) -> str:
        """The identifier of its concept."""
        return identifiers.concept(self.kind, self.label)


def page(name: str, things: Iterable[Thing | str]) -> Extraction:
    """Return what the page *name* gives that names *things* as complications."""
    listed = [Thing(each) if isinstance(each, str) else each for each in things]
    text = f"{TITLE}\n" + "\n".join(each.line.format(each.written) for each in listed)
    digest = hashlib.sha256(text.encode()).hexdigest()
    document = Document(name, text, digest, digest, "text/plain", "utf-8")
    mentions, stated = [], []
    made = [nodes.make(PROCEDURE, ("pg:Procedure",), TITLE.lower())]
    begin = len(TITLE) + 1
    for at, thing in enumerate(listed):
        line = thing.line.format(thing.written)
        start = begin + line.index(thing.written)
        place = Span(begin, begin + len(line))
        begin += len(line) + 1
        polarity = Polarity.NEGATED if thing.denied else Polarity.AFFIRMED
        mention = Mention(
            f"m{at}",
            "Complication",
            thing.label,
            start,
            start + len(thing.written),
            place,
            0,
            "r",
            1.0,
            Qualifiers(polarity=polarity),
        )
        mentions.append(mention)
        kind = predicates.load().kinds[thing.kind]
        made.append(
            nodes.make(
                thing.node,
                (kind,) if thing.denied else (kind, "pg:Complication"),
                thing.label,
                alt_labels=thing.synonyms,
            )
        )
        span = place.start, place.end
        key = document.key
        stated.append(
            Assertion(
                identifiers.assertion(
                    key, PROCEDURE, thing.predicate, thing.node, span
                ),
                name,
                PROCEDURE,
                thing.predicate,
                thing.node,
                *span,
                quote=line,
                section=0,
                rule="r",
                confidence=1.0,
                polarity=polarity,
                mention=mention.id,
            )
        )
    named = ProcedureMention(TITLE.lower(), 0, len(TITLE), Span(0, len(TITLE)), 0, "r")
    reading = Reading(named, tuple(mentions), ())
    return Extraction(
        document,
        (),
        reading,
        nodes.merge(made),
        tuple(stated),
        (),
        procedure=PROCEDURE,
    )


def grounded(terms: Terminology, *pages: Iterable[Thing | str]) -> Graph:
    """Return the grounded graph of *pages*, called a.txt and so on."""
    named = [page(f"{chr(97 + at)}.txt", things) for at, things in enumerate(pages)]
    return graph.ground(graph.merge(named), terms, checks.load())


def claimed(made: Graph) -> set[tuple[str, str, str]]:
    """Return what is claimed: the node's label, predicate and concept."""
    labels = {node.id: node.label for node in made.nodes}
    return {
        (labels[each.node], each.predicate.removeprefix("skos:"), each.curie)
        for each in made.matches
        if each.is_asserted
    }


def concepts(made: Graph) -> dict[str, tuple[str, ...]]:
    """Return the labels of concepts, with their further labels."""
    return {
        node.label: node.alt_labels
        for node in made.nodes
        if node.id.startswith("concept/")
    }
