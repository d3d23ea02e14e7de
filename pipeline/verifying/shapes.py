"""Turn the constraints of ``ontology/shapes.ttl`` into questions.

Only constraints that the file uses are known; another one is a fault of the file, so
that no constraint is passed over in silence.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from types import MappingProxyType
from typing import Final

import pyoxigraph as ox

from pipeline import knowledge
from pipeline.errors import VocabularyError
from pipeline.namespaces import PREFIXES

_FILE: Final = "shapes.ttl"
_SH: Final = PREFIXES["sh"]
_RDF: Final = PREFIXES["rdf"]
_SEVERITIES: Final = MappingProxyType(
    {"Violation": "violation", "Warning": "warning", "Info": "info"}
)
# The store keeps whole numbers as such, whatever narrower type was written.
_WHOLE: Final = MappingProxyType(
    {
        f"<{PREFIXES['xsd']}nonNegativeInteger>": 0,
        f"<{PREFIXES['xsd']}positiveInteger>": 1,
    }
)
_INTEGER: Final = f"<{PREFIXES['xsd']}integer>"
_QUIET: Final = frozenset({"path", "message", "severity"})

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple


@dataclass(frozen=True, slots=True)
class Constraint:
    """One thing that must hold: *text* asks for the nodes where it does not."""

    shape: str
    severity: str
    message: str
    text: str


def _value(condition: str) -> Callable[[str, str], str]:
    """Return what asks for values that meet *condition*, with {} for the parameter."""

    def ask(path: str, parameter: str) -> str:
        return f"?focus {path} ?value . FILTER({condition.format(parameter)})"

    return ask


def _absent(path: str, parameter: str) -> str:
    if parameter.strip('"').partition('"')[0] != "1":
        raise VocabularyError(f"ontology/{_FILE}", "a least count other than 1")
    return f"FILTER NOT EXISTS {{ ?focus {path} ?any }}"


def _of_datatype(path: str, datatype: str) -> str:
    fits = f"DATATYPE(?value) = {datatype}"
    if datatype in _WHOLE:
        fits = f"DATATYPE(?value) = {_INTEGER} && ?value >= {_WHOLE[datatype]}"
    return f"?focus {path} ?value . FILTER(!({fits}))"


def _too_many(path: str, parameter: str) -> str:
    most = int(parameter.strip('"').partition('"')[0])
    names = [f"?v{number}" for number in range(most + 1)]
    triples = " ".join(f"?focus {path} {name} ." for name in names)
    order = "".join(f" FILTER(STR({a}) < STR({b}))" for a, b in pairwise(names))
    return f"{triples}{order} BIND({names[0]} AS ?value)"


_CONSTRAINTS: Final[Mapping[str, Callable[[str, str], str]]] = MappingProxyType(
    {
        "minCount": _absent,
        "maxCount": _too_many,
        "datatype": _of_datatype,
        "nodeKind": _value("!ISIRI(?value)"),
        "pattern": _value("!REGEX(STR(?value), {})"),
        "minLength": _value("STRLEN(STR(?value)) < {}"),
        "maxLength": _value("STRLEN(STR(?value)) > {}"),
        "minInclusive": _value("!(?value >= {})"),
        "maxInclusive": _value("!(?value <= {})"),
        "in": _value("?value NOT IN ({})"),
        "class": _value("NOT EXISTS {{ ?value a {} }}"),
        "hasValue": lambda path, wanted: (
            f"FILTER NOT EXISTS {{ ?focus {path} {wanted} }}"
        ),
        "lessThan": lambda path, other: (
            f"?focus {path} ?value ; {other} ?other . FILTER(!(?value < ?other))"
        ),
        "lessThanOrEquals": lambda path, other: (
            f"?focus {path} ?value ; {other} ?other . FILTER(!(?value <= ?other))"
        ),
    }
)


@lru_cache(maxsize=1)
def constraints() -> tuple[Constraint, ...]:
    """Return all constraints of the shapes that ship, in the order of their names."""
    return read(knowledge.text(_FILE))


def read(source: str) -> tuple[Constraint, ...]:
    """Return all constraints of the shapes in the Turtle text *source*.

    Raise VocabularyError for a constraint that is not known.
    """
    store = ox.Store()
    try:
        store.load(source.encode(), format=ox.RdfFormat.TURTLE)
    except SyntaxError as fault:
        raise VocabularyError(f"ontology/{_FILE}", str(fault)) from None
    return tuple(
        sorted(_of_file(store), key=lambda each: (each.shape, each.message, each.text))
    )


def _of_file(store: ox.Store) -> Iterator[Constraint]:
    for quad in store.quads_for_pattern(None, ox.NamedNode(f"{_SH}targetClass"), None):
        shape = quad.subject
        focus = f"?focus a {quad.object} ."
        if _objects(store, shape, "nodeKind"):
            yield _made(store, shape, focus, "FILTER(!ISIRI(?focus))")
        for part in _objects(store, shape, "property"):
            (path,) = _objects(store, part, "path")
            for name, parameter in _parameters(store, part):
                asked = _CONSTRAINTS[name](str(path), parameter)
                yield _made(store, part, focus, asked)


def _made(store: ox.Store, shape: Term, focus: str, asked: str) -> Constraint:
    message = _objects(store, shape, "message")
    severity = _objects(store, shape, "severity")
    grave = str(severity[0]).rstrip(">").removeprefix(f"<{_SH}") if severity else ""
    return Constraint(
        shape=str(shape).rstrip(">").rpartition("#")[2],
        severity=_SEVERITIES.get(grave, "violation"),
        message=_plain(message[0]) if message else "a node has an IRI",
        text=f"SELECT DISTINCT ?focus ?value WHERE {{ {focus} {asked} }}",
    )


def _parameters(store: ox.Store, part: Term) -> Iterator[tuple[str, str]]:
    if isinstance(part, ox.Literal | ox.Triple):
        return
    for quad in store.quads_for_pattern(part, None, None):
        name = quad.predicate.value.removeprefix(_SH)
        if name in _QUIET or not quad.predicate.value.startswith(_SH):
            continue
        if name not in _CONSTRAINTS:
            raise VocabularyError(f"ontology/{_FILE}", f"sh:{name} is not known")
        values = _list(store, quad.object) if name == "in" else (quad.object,)
        yield name, ", ".join(map(str, values))


def _objects(store: ox.Store, subject: Term, name: str) -> list[Term]:
    if isinstance(subject, ox.Literal | ox.Triple):
        return []
    found = store.quads_for_pattern(subject, ox.NamedNode(f"{_SH}{name}"), None)
    return [quad.object for quad in found]


def _list(store: ox.Store, head: Term) -> Iterator[Term]:
    """Yield the members of the list that begins at *head*."""
    first, rest = ox.NamedNode(f"{_RDF}first"), ox.NamedNode(f"{_RDF}rest")
    while isinstance(head, ox.BlankNode):
        (member,) = store.quads_for_pattern(head, first, None)
        (following,) = store.quads_for_pattern(head, rest, None)
        yield member.object
        head = following.object


def _plain(term: Term) -> str:
    return term.value if isinstance(term, ox.Literal) else str(term)
