"""Give the rows of the tables, each as a record by column.

What a text leaves unsaid is missing from the record, and so missing in the table.
"""

from collections.abc import Mapping
from typing import Final

from pipeline import identifiers, namespaces
from pipeline.exports import terminologies
from pipeline.exports.manner import Evidence, Manner
from pipeline.exports.sources import AROUND, title
from pipeline.exports.tables import facts
from pipeline.exports.tables.facts import Row, Rows, iri, qualifiers, statement_iri
from pipeline.graph import confirmed, direct
from pipeline.model import (
    Assertion,
    Document,
    Extraction,
    Graph,
    Mention,
    MoneyValue,
    ShareValue,
    Text,
    Things,
    TimeValue,
)

_QUANTITIES: Final[Mapping[type, str]] = {
    TimeValue: "time",
    MoneyValue: "money",
    ShareValue: "share",
}


def rows(graph: Graph, manner: Manner) -> Rows:
    """Yield each row with the name of its table; those of one table are in order."""
    things = graph.nodes
    sure = confirmed(graph)
    for text in graph.texts:
        yield from _text(text, sure, manner.evidence, things)
    for node in graph.nodes:
        yield from facts.thing(node)
    for match in graph.matches:
        yield "mappings", facts.mapping(match)
    for record in terminologies.records(manner.run):
        yield "terminologies", record
    for triple in direct(graph):
        yield "facts", facts.link(triple, things)
    if manner.evidence is not Evidence.NONE:
        for finding in graph.findings:
            yield "findings", facts.finding(finding)


def _text(text: Text, sure: frozenset[str], evidence: Evidence, things: Things) -> Rows:
    """Yield what is told of the documents that have *text*, and what it states.

    *sure* are the claims that make a code a procedure's own.
    """
    has_evidence = evidence is not Evidence.NONE
    for extraction in text.extractions:
        yield "documents", _document(extraction, has_evidence=has_evidence)
        if has_evidence:
            yield from _read(extraction, evidence)
    if has_evidence:
        for assertion in text.assertions:
            is_confirmed = assertion.id in sure
            yield from facts.statement(assertion, things, is_confirmed=is_confirmed)


def _document(extraction: Extraction, *, has_evidence: bool) -> Row:
    document, named = extraction.document, extraction.reading.procedure
    code = named.code if named else None
    about = document.description
    return {
        "document": document.name,
        "id": namespaces.iri(identifiers.document(document.key)),
        "title": title(extraction),
        "procedure": iri(extraction.procedure),
        "procedure_label": named.label if named else None,
        "code_system": code.system if code else None,
        "code": code.value if code else None,
        "media_type": document.media_type,
        "encoding": document.encoding,
        "sha256": document.sha256,
        "text_sha256": document.text_sha256,
        "url": about.url,
        "licence": about.licence,
        "language": about.language,
        "date": about.date,
        "origin": about.origin,
        "refers_to": about.references,
        "characters": len(document.text),
        "text": document.text if has_evidence else None,
    }


def _read(extraction: Extraction, evidence: Evidence) -> Rows:
    """Yield what was read of one document, and where it states what it does."""
    document = extraction.document
    name = document.name
    for section in extraction.sections:
        yield (
            "sections",
            {
                "document": name,
                "index": section.index,
                "id": namespaces.iri(
                    identifiers.section(document.key, section.index, section.heading)
                ),
                "heading": section.heading,
                "type": section.type,
                "level": section.level,
                "start": section.start,
                "end": section.end,
            },
        )
    for line in extraction.lines:
        place: Row = {"document": name, "start": line.start, "end": line.end}
        yield "lines", {**place, "status": line.status}
    stated: dict[str, Assertion] = {}
    for assertion in extraction.assertions:
        stated.setdefault(assertion.mention, assertion)
        yield "evidence", _evidence(assertion, document, evidence)
    for mention in extraction.reading.mentions:
        yield "mentions", _mention(mention, document, stated.get(mention.id))
        for value in mention.values:
            yield "quantities", _quantity(value, mention, name)


def _evidence(assertion: Assertion, document: Document, evidence: Evidence) -> Row:
    start, end = assertion.start, assertion.end
    row: Row = {
        "assertion": statement_iri(assertion),
        "document": document.name,
        "section": assertion.section,
        "span": namespaces.iri(identifiers.span(document.key, start, end)),
        "start": start,
        "end": end,
        "quote": assertion.quote,
    }
    if evidence is Evidence.FULL:
        row["prefix"] = document.text[max(0, start - AROUND) : start]
        row["suffix"] = document.text[end : end + AROUND]
    return row


def _mention(mention: Mention, document: Document, stated: Assertion | None) -> Row:
    around = mention.qualifiers
    return {
        **qualifiers(around),
        "document": document.name,
        "id": mention.id,
        "type": mention.type,
        "label": mention.label,
        "quote": document.text[mention.start : mention.end],
        "start": mention.start,
        "end": mention.end,
        "section": mention.section,
        "parent": mention.parent,
        "predicate": stated.predicate if stated else None,
        "concept": namespaces.iri(stated.object) if stated else None,
        "assertion": statement_iri(stated) if stated else None,
        "polarity": around.polarity,
        "certainty": around.certainty,
        "rule": mention.rule,
        "confidence": round(mention.confidence, 2),
    }


def _quantity(
    value: TimeValue | MoneyValue | ShareValue, mention: Mention, document: str
) -> Row:
    row: Row = {
        "document": document,
        "mention": mention.id,
        "kind": _QUANTITIES[type(value)],
        "low": value.low or None,
        "high": value.high or None,
    }
    if isinstance(value, TimeValue):
        row |= {"relation": value.relation or None, "repeat": value.repeat or None}
    elif isinstance(value, MoneyValue):
        row["currency"] = value.currency
    return row
