"""Write a graph as JSON-LD: compact, one subject a line, with its context inside.

The context is the ontology's (``ontology/context.jsonld``) with all prefixes, so that
nothing is fetched when the file is read. A value of which the context tells the type or
the language is a plain string, also where it is a number: its form stays as it is
written. See https://www.w3.org/TR/json-ld11/.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from operator import attrgetter
from types import MappingProxyType
from typing import BinaryIO, Final

import orjson
import pyoxigraph as ox

from pipeline import knowledge, namespaces
from pipeline.exports import rdf, triples
from pipeline.exports.manner import Manner
from pipeline.model import Graph

Json = dict[str, object]

_CONTEXT: Final = "context.jsonld"
_TYPE: Final = namespaces.expand("rdf:type")
_STRING: Final = namespaces.expand("xsd:string")


@dataclass(frozen=True, slots=True)
class _Term:
    """A term of the context: the *key* it has, what its values are if that is told."""

    key: str
    type: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class _Context:
    """The context as it is *written*, and what stands in it.

    *terms* go by the IRIs of the properties, *prefixes* by those of the namespaces.
    """

    written: Mapping[str, object]
    terms: Mapping[str, _Term]
    prefixes: Mapping[str, str]

    def key(self, predicate: str) -> _Term:
        """Return the term of *predicate*, which the context may not know."""
        return self.terms.get(predicate) or _Term(self.compact(predicate))

    def compact(self, iri: str) -> str:
        """Return *iri* with a prefix in place of its namespace, if that has one."""
        end = len(iri)
        while end := max(iri.rfind("/", 0, end), iri.rfind("#", 0, end)) + 1:
            if prefix := self.prefixes.get(iri[:end]):
                return f"{prefix}:{iri[end:]}"
            end -= 1
        return iri


def write(graph: Graph, stream: BinaryIO, manner: Manner) -> None:
    """Write *graph* to *stream*, the same bytes for the same graph."""
    stream.write(b'{"@context":' + orjson.dumps(dict(_context().written)))
    stream.write(b',\n"@graph":[')
    separator = b"\n"
    for node in _nodes(graph, manner):
        stream.write(separator + orjson.dumps(node))
        separator = b",\n"
    stream.write(b"\n]}\n")


def _nodes(graph: Graph, manner: Manner) -> Iterator[Json]:
    context = _context()
    told = rdf.parsed(triples.subjects(graph, manner))
    for subject, quads in groupby(told, key=attrgetter("subject")):
        node: dict[str, list[object]] = {}
        for quad in quads:
            if quad.predicate.value == _TYPE:
                kind = context.compact(_iri(quad.object))
                node.setdefault("type", []).append(kind)
            else:
                term = context.key(quad.predicate.value)
                value = _value(quad.object, term, context)
                node.setdefault(term.key, []).append(value)
        single = {key: _single(values) for key, values in node.items()}
        yield {"id": context.compact(_iri(subject)), **single}


def _iri(node: object) -> str:
    """Return the IRI of *node*; a graph of ours has no other nodes."""
    return str(getattr(node, "value", node))


def _single(values: Sequence[object]) -> object:
    return values[0] if len(values) == 1 else values


def _value(value: object, term: _Term, context: _Context) -> object:
    """Return *value* as plain as the context of *term* allows."""
    if not isinstance(value, ox.Literal):
        iri = context.compact(_iri(value))
        return iri if term.type == "@id" else {"id": iri}
    if value.language:
        if term.language == value.language:
            return value.value
        return {"@value": value.value, "@language": value.language}
    datatype = value.datatype.value
    if term.type and datatype == _expanded(term.type):
        return value.value
    if datatype == _STRING:
        return {"@value": value.value} if term.type or term.language else value.value
    return {"@value": value.value, "@type": context.compact(datatype)}


@cache
def _context() -> _Context:
    """Return the ontology's context with all prefixes but those it uses as terms."""
    own: dict[str, object] = orjson.loads(knowledge.text(_CONTEXT))["@context"]
    terms = {
        _expanded(str(entry["@id"])): _Term(
            key, str(entry.get("@type", "")), str(entry.get("@language", ""))
        )
        for key, entry in own.items()
        if isinstance(entry, Mapping)
    }
    prefixes = {
        prefix: namespace
        for prefix, namespace in namespaces.PREFIXES.items()
        if not isinstance(own.get(prefix), Mapping)
    }
    return _Context(
        MappingProxyType({**own, **prefixes}),
        MappingProxyType(terms),
        MappingProxyType({name: prefix for prefix, name in prefixes.items()}),
    )


def _expanded(name: str) -> str:
    return name if name.startswith("@") else namespaces.expand(name)
