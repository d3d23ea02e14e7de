"""Give the rows of things, of the links between them, and of findings."""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Final

from pipeline import namespaces
from pipeline.exports import naming
from pipeline.exports.exchange import NAMES
from pipeline.exports.tables import layout
from pipeline.graph import Triple
from pipeline.model import Assertion, Finding, Match, Node, Qualifiers, Things

Row = dict[str, object]
Rows = Iterator[tuple[str, Row]]

_OURS: Final = "pg:"
_UNQUALIFIED: Final = Qualifiers()
_UNSAID: Final[Row] = {"examples": (), "synonyms": (), "trigger": False}


def iri(reference: str) -> str | None:
    """Return the IRI of *reference*, or None of an empty one."""
    return namespaces.iri(reference) if reference else None


def statement_iri(assertion: Assertion) -> str:
    """Return the IRI of *assertion*."""
    return namespaces.iri(f"{naming.STATEMENT}{assertion.id}")


def thing(node: Node) -> Rows:
    """Yield the row of *node*, and of each of its properties."""
    yield (
        "concepts",
        {
            "id": namespaces.iri(node.id),
            "curie": naming.curie(node.id),
            "label": node.label,
            "types": _types(node.types),
            "alt_labels": node.alt_labels,
            **_detail("concepts", node),
        },
    )
    yield from _properties(namespaces.iri(node.id), node)


def link(triple: Triple, things: Things) -> Row:
    """Return the row of *triple*, with the labels of *things*."""
    subject, predicate, target = triple
    return {
        "subject": namespaces.iri(subject),
        "predicate": predicate,
        "object": namespaces.iri(target),
        "subject_label": _label(subject, things),
        "object_label": _label(target, things),
    }


def _label(identifier: str, things: Things) -> str:
    node = things.get(identifier)
    return node.label if node else ""


def statement(assertion: Assertion, things: Things, *, is_confirmed: bool) -> Rows:
    """Yield the row of *assertion*, and of each of its properties."""
    triple = assertion.subject, assertion.predicate, assertion.object
    identifier = statement_iri(assertion)
    yield (
        "assertions",
        {
            **link(triple, things),
            **qualifiers(assertion.qualifiers),
            **_detail("assertions", assertion),
            "id": identifier,
            "key": assertion.id,
            "polarity": assertion.polarity,
            "certainty": assertion.certainty,
            "confidence": round(assertion.confidence, 2),
            "rule": assertion.rule,
            "types": _types(assertion.types),
            "document": assertion.document,
            "section": assertion.section,
            "start": assertion.start,
            "end": assertion.end,
            "quote": assertion.quote,
            "mention": assertion.mention or None,
            "context": iri(assertion.context),
            "is_confirmed": is_confirmed,
        },
    )
    yield from _properties(identifier, assertion)


def qualifiers(around: Qualifiers) -> Row:
    """Return the columns of what *around* says."""
    if around == _UNQUALIFIED:
        return _UNSAID
    said = {name: getattr(around, name) for name, _ in NAMES}
    return _UNSAID | {name: value for name, value in said.items() if value}


def finding(found: Finding) -> Row:
    """Return the row of the finding *found*."""
    return {
        "id": namespaces.iri(naming.finding(found)),
        "check": found.check,
        "severity": found.severity,
        "document": found.document,
        "documents": found.documents or (found.document,),
        "message": found.message,
        "start": found.start,
        "end": found.end,
        "about": iri(naming.about(found)),
        "conflicts_with": _named(found.conflicts_with),
        "suggested": _named(found.suggested),
    }


def _named(references: Iterable[str]) -> tuple[str, ...]:
    return tuple(namespaces.iri(naming.reference(each)) for each in references)


def mapping(match: Match) -> Row:
    """Return the row of a link to a terminology, or of a candidate."""
    return {
        "concept": namespaces.iri(match.node),
        "predicate": match.predicate if match.is_asserted else None,
        "rank": match.rank,
        "term": match.iri,
        "term_curie": match.curie,
        "term_label": match.label,
        "wording": match.wording,
        "part": match.part,
        "name": match.name,
        "scope": match.scope,
        "method": match.method,
        "confidence": match.confidence,
        "source": match.source,
        "version": match.version,
        "is_curated": match.is_curated,
        "author": match.author or None,
        "date": match.date or None,
        "reason": match.reason or None,
    }


# ---------------------------------------------------------------- details


def _types(classes: Iterable[str]) -> tuple[str, ...]:
    return tuple(each.removeprefix(_OURS) for each in sorted(classes))


def _detail(table: str, told: Node | Assertion) -> Row:
    """Return the columns of *table* that hold a property of what is *told*."""
    columns, lists = _columns(table)
    several: dict[str, tuple[object, ...]] = dict.fromkeys(lists, ())
    row: Row = {}
    if not (told.values or told.links):
        return dict(several)
    found = [(key, naming.value(value)) for key, value in told.values]
    found += [(key, naming.word(target)) for key, target in told.links]
    for key, value in found:
        title = columns.get(key, "")
        if title in several:
            several[title] += (value,)
        elif title:
            row.setdefault(title, value)
    return row | several


@lru_cache(maxsize=2)
def _columns(table: str) -> tuple[Mapping[str, str], frozenset[str]]:
    """Return the column of each property that has one in *table*, and the lists."""
    held = {
        title: column
        for title, column in layout.load()[table].columns.items()
        if column.holds
    }
    return (
        {column.holds: title for title, column in held.items()},
        frozenset(title for title, column in held.items() if column.is_list),
    )


def _properties(subject: str, told: Node | Assertion) -> Rows:
    for key, value in told.values:
        row: Row = {
            "subject": subject,
            "property": key,
            "value": value.value,
            "datatype": value.datatype,
            "language": value.language or None,
        }
        yield "properties", row
    for key, target in told.links:
        row = {"subject": subject, "property": key, "target": namespaces.iri(target)}
        yield "properties", row
