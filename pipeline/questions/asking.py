"""Ask a graph in memory.

Nothing outside the graph is asked: a question that would call another service is
refused, and one that would change the graph does not parse.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from pipeline import namespaces, sealing
from pipeline.errors import OutputError, QueryError
from pipeline.questions import faults
from pipeline.questions.answers import Answer, Cell

GRAPH: Final = "graph.ttl"
_XSD: Final = namespaces.PREFIXES["xsd"]
_WHOLE: Final = frozenset(
    f"{_XSD}{name}"
    for name in ("integer", "nonNegativeInteger", "positiveInteger", "long", "int")
)
_BROKEN: Final = frozenset(f"{_XSD}{name}" for name in ("decimal", "double", "float"))
_BOOLEAN: Final = f"{_XSD}boolean"


def load(place: Path) -> ox.Store:
    """Return the graph that was built into the folder *place*, or the Turtle file.

    Raise :class:`OutputError` where there is none, where it is not Turtle, or where a
    build was interrupted while it put its files in place.
    """
    if place.is_dir():
        sealing.check(place)
        if not (place / GRAPH).exists():
            raise OutputError(
                str(place),
                f"has no {GRAPH}, which questions are asked of. "
                f"Try: procgraph build DOCUMENTS --out {place} --formats ttl",
            )
    elif not place.exists():
        raise OutputError(
            str(place), f"is not there. Try: procgraph build DOCUMENTS --out {place}"
        )
    path = place / GRAPH if place.is_dir() else place
    store = ox.Store()
    try:
        with path.open("rb") as file:
            store.bulk_load(file, format=ox.RdfFormat.TURTLE)
    except SyntaxError as fault:
        raise OutputError(str(path), f"is not Turtle ({fault.msg})") from None
    except OSError as fault:
        why = fault.strerror or "no reason is told"
        raise OutputError(str(path), f"cannot be read ({why})") from None
    return store


def ask(text: str, store: ox.Store, most: int = 0) -> Answer:
    """Return what *store* answers to *text*, no more than *most* rows (0: all).

    Raise :class:`QueryError`, with line and column, where the text is not SPARQL.
    """
    faults.refuse_service(text)
    try:
        found = store.query(text, prefixes=dict(namespaces.PREFIXES))
        if isinstance(found, ox.QueryBoolean):
            return Answer(("answer",), ((bool(found),),))
        if isinstance(found, ox.QueryTriples):
            return _graph(found, most)
        return _rows(found, most)
    except SyntaxError as fault:
        raise faults.explained(text, str(fault)) from None
    except (OSError, RuntimeError, ValueError) as fault:
        raise QueryError(f"the question cannot be answered: {fault}") from None


def _rows(found: ox.QuerySolutions, most: int) -> Answer:
    columns = tuple(variable.value for variable in found.variables)
    rows: list[tuple[Cell, ...]] = []
    for solution in found:
        if most and len(rows) == most:
            return Answer(columns, tuple(rows), is_cut=True)
        rows.append(tuple(_cell(term) for term in solution))
    return Answer(columns, tuple(rows))


def _graph(found: Iterable[ox.Triple], most: int) -> Answer:
    triples = sorted(set(found), key=str)
    kept = triples[:most] if most else triples
    return Answer(
        ("subject", "predicate", "object"),
        tuple(tuple(_cell(term) for term in triple) for triple in kept),
        _turtle(kept),
        is_cut=len(kept) < len(triples),
    )


def _turtle(triples: list[ox.Triple]) -> str:
    iris = {
        term.value
        for triple in triples
        for term in triple
        if isinstance(term, ox.NamedNode)
    } | {
        triple.object.datatype.value
        for triple in triples
        if isinstance(triple.object, ox.Literal)
    }
    used = {
        prefix: namespace
        for prefix, namespace in namespaces.PREFIXES.items()
        if any(iri.startswith(namespace) for iri in iris)
    }
    written = ox.serialize(triples, format=ox.RdfFormat.TURTLE, prefixes=used)
    return (written or b"").decode()


def _cell(term: object) -> Cell:
    if term is None:
        return None
    if not isinstance(term, ox.Literal):
        return term.value if isinstance(term, ox.NamedNode) else str(term)
    try:
        return _number(term.value, term.datatype.value)
    except ValueError:
        return term.value


def _number(value: str, datatype: str) -> Cell:
    if datatype in _WHOLE:
        return int(value)
    if datatype in _BROKEN:
        return float(value)
    if datatype == _BOOLEAN:
        return value in ("true", "1")
    return value
