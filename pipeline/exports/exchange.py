"""Write what was read of each document, and what checks found, one JSON object a line.

The keys and their order are those of the exchange format; identifiers of nodes are full
IRIs, and a qualifier stands only where the text gives it.
"""

from typing import BinaryIO, Final

import orjson

from pipeline import namespaces
from pipeline.exports import naming
from pipeline.exports.schema import SCHEMA_VERSION
from pipeline.model import (
    Assertion,
    Certainty,
    Extraction,
    Finding,
    Graph,
    Mention,
    Polarity,
    ProcedureMention,
    Qualifiers,
)

Json = dict[str, object]

NAMES: Final = (
    ("condition", "condition"),
    ("purpose", "purpose"),
    ("cause", "cause"),
    ("effect", "effect"),
    ("time", "time"),
    ("action", "action"),
    ("severity", "severity"),
    ("side", "side"),
    ("site", "site"),
    ("frequency", "frequency"),
    ("refractory_to", "refractoryTo"),
    ("examples", "examples"),
    ("synonyms", "synonyms"),
    ("trigger", "trigger"),
)
"""Qualifiers that a text may give: the field, and the name in the exchange format."""

_UNQUALIFIED: Final = Qualifiers()


def write_extractions(graph: Graph, stream: BinaryIO) -> None:
    """Write ``extractions.jsonl``: an object a document, by name."""
    stream.writelines(_line(extraction(each)) for each in graph.extractions)


def write_findings(graph: Graph, stream: BinaryIO) -> None:
    """Write ``findings.jsonl``: an object a finding, in the graph's order."""
    stream.writelines(_line(finding(each)) for each in graph.findings)


def _line(record: Json) -> bytes:
    return orjson.dumps(record, option=orjson.OPT_APPEND_NEWLINE)


def extraction(found: Extraction) -> Json:
    """Return the record of one document."""
    document = found.document
    stated: dict[str, Assertion] = {}
    for assertion in found.assertions:
        stated.setdefault(assertion.mention, assertion)
    return {
        "document": document.name,
        "sha256": document.sha256,
        "text_sha256": document.text_sha256,
        "media_type": document.media_type,
        "procedure": _procedure(found.reading.procedure),
        "sections": [
            {
                "heading": section.heading,
                "type": section.type,
                "start": section.start,
                "end": section.end,
            }
            for section in found.sections
        ],
        "mentions": [
            _mention(mention, document.text, stated.get(mention.id))
            for mention in found.reading.mentions
        ],
        "assertions": [_assertion(assertion) for assertion in found.assertions],
        "lines": [
            {"start": line.start, "end": line.end, "status": line.status}
            for line in found.lines
        ],
        "schema_version": SCHEMA_VERSION,
    }


def _procedure(named: ProcedureMention | None) -> Json | None:
    if named is None:
        return None
    code = named.code
    return {
        "label": named.label,
        "code_system": code.system if code else None,
        "code": code.value if code else None,
    }


def _mention(mention: Mention, text: str, stated: Assertion | None) -> Json:
    return {
        "id": mention.id,
        "type": mention.type,
        "label": mention.label,
        "quote": text[mention.start : mention.end],
        "start": mention.start,
        "end": mention.end,
        "section": mention.section,
        "parent": mention.parent,
        "predicate": stated.predicate if stated else None,
        "concept": namespaces.iri(stated.object) if stated else None,
        "qualifiers": qualifiers(mention.qualifiers),
        "rule": mention.rule,
        "confidence": round(mention.confidence, 2),
    }


def _assertion(assertion: Assertion) -> Json:
    return {
        "id": assertion.id,
        "subject": namespaces.iri(assertion.subject),
        "predicate": assertion.predicate,
        "object": namespaces.iri(assertion.object),
        "start": assertion.start,
        "end": assertion.end,
        "quote": assertion.quote,
        "polarity": assertion.polarity,
        "certainty": assertion.certainty,
        "rule": assertion.rule,
    }


def qualifiers(around: Qualifiers) -> Json:
    """Return what *around* says; what a text leaves unsaid has no key.

    >>> qualifiers(Qualifiers(certainty=Certainty.POSSIBLE, refractory_to="rest"))
    {'certainty': 'possible', 'refractoryTo': 'rest'}
    """
    if around == _UNQUALIFIED:
        return {}
    said: Json = {}
    if around.polarity is not Polarity.AFFIRMED:
        said["polarity"] = str(around.polarity)
    if around.certainty is not Certainty.STATED:
        said["certainty"] = str(around.certainty)
    for field, name in NAMES:
        if value := getattr(around, field):
            said[name] = value
    return said


def finding(found: Finding) -> Json:
    """Return the record of one finding; *about* is a full IRI, or empty."""
    return {
        "check": found.check,
        "severity": found.severity,
        "document": found.document,
        "documents": found.documents or (found.document,),
        "message": found.message,
        "start": found.start,
        "end": found.end,
        "about": namespaces.iri(about) if (about := naming.about(found)) else "",
        "schema_version": SCHEMA_VERSION,
    }
