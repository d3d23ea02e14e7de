"""Ask a graph for all that breaks its shapes or does not hold across its nodes."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import pyoxigraph as ox

from pipeline import knowledge
from pipeline.model import Severity
from pipeline.verifying.shapes import constraints

_INTEGRITY: Final = "integrity"
_ENDING: Final = ".rq"
_ONTOLOGY: Final = "procedure-graph.ttl"


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """What is wrong with one node: *rule* names the shape or the question."""

    rule: str
    severity: Severity
    message: str
    node: str
    detail: str


def verify(store: ox.Store) -> tuple[Fault, ...]:
    """Return all faults of the graph in *store*, by rule and node; none if all is well.

    The terms of the ontology are looked up beside the graph and not added to it.
    """
    return tuple(sorted({*_shapes(store), *_across(store)}))


def _shapes(store: ox.Store) -> Iterator[Fault]:
    for each in constraints():
        for focus, value in _rows(store.query(each.text)):
            yield Fault(each.shape, Severity(each.severity), each.message, focus, value)


def _across(store: ox.Store) -> Iterator[Fault]:
    both = ox.Store()
    both.bulk_extend(store)
    both.load(knowledge.text(_ONTOLOGY).encode(), format=ox.RdfFormat.TURTLE)
    for name in knowledge.names(_INTEGRITY, _ENDING):
        text = knowledge.text(f"{_INTEGRITY}/{name}{_ENDING}")
        message = text.partition("\n")[0].lstrip("# ").rstrip(".")
        for node, detail in _rows(both.query(text)):
            yield Fault(name, Severity.VIOLATION, message, node, detail)


def _rows(found: object) -> Iterator[tuple[str, str]]:
    if isinstance(found, ox.QuerySolutions):
        for node, detail in found:
            yield _plain(node), _plain(detail)


def _plain(term: object) -> str:
    if term is None:
        return ""
    return term.value if isinstance(term, ox.NamedNode | ox.Literal) else str(term)
