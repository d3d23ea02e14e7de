"""Tell all that a graph says of one thing, each fact with its words and their place.

A thing is named by its label, by its identifier below the base, or by its IRI. What is
denied of it is told as denied, and what was said in its context is told too.
"""

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import pyoxigraph as ox

from pipeline import namespaces
from pipeline.errors import QueryError
from pipeline.questions.answers import Cell
from pipeline.questions.asking import ask

_PG: Final = namespaces.PREFIXES["pg"]
_IDENTIFIERS: Final = f"{namespaces.BASE}{namespaces.IDENTIFIERS}"
_SHOWN: Final = 5
_NEAR: Final = 0.75  # how alike two names are, from 0 to 1
_NAMED: Final = """
SELECT DISTINCT ?node ?label WHERE {
  ?node ?name ?label . FILTER(?name IN (rdfs:label, skos:altLabel))
  FILTER EXISTS { ?fact rdf:subject|rdf:object|pg:inContextOf ?node }
} ORDER BY ?node ?label
"""
_ABOUT: Final = """
SELECT ?property ?value WHERE { <%s> ?property ?value } ORDER BY ?property ?value
"""
_FACTS: Final = """
SELECT ?fact ?from ?fromLabel ?link ?to ?toLabel ?stance ?wording ?document ?section
  ?start ?end ?quote ?rule ?confidence WHERE {
  { ?fact rdf:subject <%(iri)s> } UNION { ?fact rdf:object <%(iri)s> }
  UNION { ?fact pg:inContextOf <%(iri)s> }
  ?fact rdf:subject ?from ; rdf:predicate ?link ; rdf:object ?to ;
    pg:polarity ?stance ; pg:certainty ?wording ; pg:quote ?quote ;
    pg:extractorRule ?rule ; pg:confidence ?confidence ;
    pg:sourceDocument/dcterms:identifier ?document ; pg:inSection/rdfs:label ?section .
  OPTIONAL { ?from rdfs:label ?fromLabel }
  OPTIONAL { ?to rdfs:label ?toLabel }
  OPTIONAL {
    ?fact pg:evidence/oa:hasSelector ?place . ?place oa:start ?start ; oa:end ?end
  }
}
ORDER BY ?link ?fromLabel ?toLabel ?document ?start ?fact
"""
_FINDINGS: Final = """
SELECT DISTINCT ?severity ?check ?message WHERE {
  { ?finding pg:aboutNode <%(iri)s> }
  UNION { ?finding pg:aboutAssertion/rdf:subject <%(iri)s> }
  UNION { ?finding pg:aboutAssertion/rdf:object <%(iri)s> }
  ?finding pg:checkId ?check ; pg:message ?message ; pg:severity ?grave .
  BIND(LCASE(STRAFTER(STR(?grave), "#")) AS ?severity)
}
ORDER BY ?severity ?check ?message
"""


@dataclass(frozen=True, slots=True)
class Fact:
    """One statement on the thing or in its context, with what stands behind it."""

    id: str
    subject: str
    link: str
    object: str
    polarity: str
    certainty: str
    document: str
    section: str
    start: int | None
    end: int | None
    quote: str
    rule: str
    confidence: float

    @property
    def triple(self) -> tuple[str, str, str]:
        """Subject, link and object."""
        return self.subject, self.link, self.object


@dataclass(frozen=True, slots=True)
class Explanation:
    """All that a graph says of the thing *iri*.

    *kinds* are its classes, *details* what is told of it without a statement,
    *findings* what checks have to say: severity, check, message. Of the *facts*, those
    that begin with the thing come first, those in whose context it stands last.
    """

    iri: str
    label: str
    also: tuple[str, ...]
    kinds: tuple[str, ...]
    details: tuple[tuple[str, str], ...]
    facts: tuple[Fact, ...]
    findings: tuple[tuple[str, str, str], ...]


def explain(name: str, store: ox.Store) -> Explanation:
    """Return all that the graph in *store* says of the thing called *name*.

    Raise :class:`QueryError` where there is no such thing, with what is near, or where
    several have the name.
    """
    iri = _find(name, store)
    told = ask(_ABOUT % iri, store).rows
    facts = ask(_FACTS % {"iri": iri}, store).rows
    findings = ask(_FINDINGS % {"iri": iri}, store).rows
    links = {row[3] for row in facts}
    labels = _of(told, "rdfs:label")
    return Explanation(
        iri=iri,
        label=labels[0] if labels else iri,
        also=_of(told, "skos:altLabel"),
        kinds=tuple(_local(kind) for kind in _of(told, "rdf:type")),
        details=tuple(
            (_local(key), _local(value))
            for key, value in told
            if str(key).startswith(_PG) and key not in links
        ),
        facts=_in_order(facts, iri),
        findings=tuple((str(a), str(b), str(c)) for a, b, c in findings),
    )


def _find(name: str, store: ox.Store) -> str:
    for iri in (name.strip("<>"), f"{_IDENTIFIERS}{name}"):
        if _is_node(iri, store):
            return iri
    nodes: dict[str, set[str]] = {}
    for node, label in ask(_NAMED, store).rows:
        nodes.setdefault(str(label).casefold(), set()).add(str(node))
    found = sorted(nodes.get(name.casefold(), ()))
    if len(found) == 1:
        return found[0]
    if found:
        shown = ", ".join(iri.removeprefix(_IDENTIFIERS) for iri in found[:_SHOWN])
        raise QueryError(f"several things are called '{name}': {shown}")
    near = [label for label in nodes if name.casefold() in label]
    near += difflib.get_close_matches(name.casefold(), nodes, n=_SHOWN, cutoff=_NEAR)
    shown = ", ".join(f"'{label}'" for label in sorted(set(near), key=len)[:_SHOWN])
    hint = f"Near it: {shown}" if shown else "Try: procgraph query procedures"
    raise QueryError(f"nothing in the graph is called '{name}'. {hint}")


def _is_node(iri: str, store: ox.Store) -> bool:
    if "://" not in iri:
        return False
    try:
        node = ox.NamedNode(iri)
    except ValueError:
        return False
    return next(store.quads_for_pattern(node, None, None), None) is not None


def _of(told: Iterable[tuple[Cell, ...]], key: str) -> tuple[str, ...]:
    wanted = namespaces.expand(key)
    return tuple(str(value) for name, value in told if name == wanted)


def _in_order(rows: Iterable[tuple[Cell, ...]], iri: str) -> tuple[Fact, ...]:
    """Return the facts of *rows*, those of one link together, in order of the texts."""
    told = {_fact(row): (row[1] != iri, row[4] != iri) for row in rows}
    first: dict[tuple[str, str, str], tuple[str, int]] = {}
    for fact in told:
        place = fact.document, fact.start or 0
        first[fact.triple] = min(first.get(fact.triple, place), place)

    def order(fact: Fact) -> tuple[object, ...]:
        begins_elsewhere, ends_elsewhere = told[fact]
        return (
            begins_elsewhere,
            begins_elsewhere and ends_elsewhere,
            fact.link,
            first[fact.triple],
            fact.triple,
            fact.document,
            fact.start or 0,
            fact.id,
        )

    return tuple(sorted(told, key=order))


def _fact(row: tuple[Cell, ...]) -> Fact:
    fact, start, end = row[0], row[10], row[11]
    return Fact(
        id=_local(fact),
        subject=_called(row[2], row[1]),
        link=_local(row[3]),
        object=_called(row[5], row[4]),
        polarity=_local(row[6]),
        certainty=_local(row[7]),
        document=str(row[8]),
        section=str(row[9]),
        start=start if isinstance(start, int) else None,
        end=end if isinstance(end, int) else None,
        quote=str(row[12]),
        rule=str(row[13]),
        confidence=float(str(row[14])),
    )


def _called(label: Cell, iri: Cell) -> str:
    return _local(iri) if label is None else str(label)


def _local(term: Cell) -> str:
    """Return what tells *term* apart for a reader: its end, if it is an IRI."""
    text = str(term)
    if text.startswith(_IDENTIFIERS):
        return text.removeprefix(_IDENTIFIERS)
    return text.replace("#", "/").rpartition("/")[2] if "://" in text else text
