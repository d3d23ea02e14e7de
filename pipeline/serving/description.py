"""What the endpoint tells of itself, in RDF.

With the vocabulary of SPARQL 1.1 Service Description
(https://www.w3.org/TR/sparql11-service-description/).
"""

from collections.abc import Iterator
from types import MappingProxyType
from typing import Final

import pyoxigraph as ox

from pipeline import namespaces
from pipeline.serving.holding import Holder
from pipeline.serving.wire import Choice

_SD: Final = "http://www.w3.org/ns/sparql-service-description#"
_FORMATS: Final = "http://www.w3.org/ns/formats/"
_WRITTEN: Final = (
    "SPARQL_Results_JSON",
    "SPARQL_Results_XML",
    "SPARQL_Results_CSV",
    "SPARQL_Results_TSV",
    "Turtle",
    "N-Triples",
    "RDF_XML",
    "JSON-LD",
)
_PREFIXES: Final = MappingProxyType(
    {
        "sd": _SD,
        "formats": _FORMATS,
        **{name: namespaces.PREFIXES[name] for name in ("rdf", "void", "xsd")},
    }
)
_A: Final = ox.NamedNode(namespaces.expand("rdf:type"))


def describe(address: str, holder: Holder, choice: Choice) -> bytes:
    """Return what is to be known of the endpoint at *address*, in a form."""
    form = ox.RdfFormat.from_extension(choice.extension)
    assert form is not None  # noqa: S101 - the table of forms names those there are
    written = ox.serialize(
        _triples(address, holder), format=form, prefixes=dict(_PREFIXES)
    )
    return written or b""


def _triples(address: str, holder: Holder) -> Iterator[ox.Triple]:
    service, dataset, graph = ox.BlankNode("s"), ox.BlankNode("d"), ox.BlankNode("g")
    yield ox.Triple(service, _A, _sd("Service"))
    yield ox.Triple(service, _sd("endpoint"), ox.NamedNode(address))
    yield ox.Triple(service, _sd("supportedLanguage"), _sd("SPARQL11Query"))
    for name in _WRITTEN:
        yield ox.Triple(service, _sd("resultFormat"), ox.NamedNode(_FORMATS + name))
    yield ox.Triple(service, _sd("defaultDataset"), dataset)
    yield ox.Triple(dataset, _A, _sd("Dataset"))
    yield ox.Triple(dataset, _sd("defaultGraph"), graph)
    yield ox.Triple(graph, _A, _sd("Graph"))
    yield ox.Triple(graph, _void("triples"), _number(holder.triples))
    if holder.graphs:
        # All of them would be as many as there are documents.
        yield ox.Triple(dataset, _void("documents"), _number(holder.graphs))


def _sd(name: str) -> ox.NamedNode:
    return ox.NamedNode(_SD + name)


def _void(name: str) -> ox.NamedNode:
    return ox.NamedNode(namespaces.expand(f"void:{name}"))


def _number(number: int) -> ox.Literal:
    return ox.Literal(
        str(number), datatype=ox.NamedNode(namespaces.expand("xsd:integer"))
    )
