"""Write a graph in the other forms of RDF: N-Triples, N-Quads and TriG.

All say what the Turtle says. Its paragraphs go, a thousand at a time, through parser
and serialiser of Oxigraph (https://pypi.org/project/pyoxigraph/), which refuse what is
no term of RDF; no graph is ever held in memory. In N-Quads and TriG each document has a
named graph of what it states (see ``triples.quads``).
"""

from collections.abc import Iterable, Iterator
from itertools import groupby, islice
from operator import itemgetter
from typing import BinaryIO, Final

import pyoxigraph as ox

from pipeline import namespaces
from pipeline.exports import triples, turtle
from pipeline.exports.manner import Manner
from pipeline.exports.terms import Term
from pipeline.exports.triples import Subject
from pipeline.model import Graph

_BATCH: Final = 1024  # subjects parsed at a time


def write_triples(graph: Graph, stream: BinaryIO, manner: Manner) -> None:
    """Write *graph* to *stream* as N-Triples, all triples in one graph."""
    written = parsed(triples.subjects(graph, manner))
    ox.serialize(written, stream, format=ox.RdfFormat.N_TRIPLES)


def write_quads(graph: Graph, stream: BinaryIO, manner: Manner) -> None:
    """Write *graph* to *stream* as N-Quads, with a named graph a document."""
    ox.serialize(_quads(graph, manner), stream, format=ox.RdfFormat.N_QUADS)


def write_trig(graph: Graph, stream: BinaryIO, manner: Manner) -> None:
    """Write *graph* to *stream* as TriG, with a named graph a document."""
    ox.serialize(
        _quads(graph, manner),
        stream,
        format=ox.RdfFormat.TRIG,
        prefixes=dict(namespaces.PREFIXES),
    )


def parsed(subjects: Iterable[Subject]) -> Iterator[ox.Quad]:
    """Yield the triples of *subjects*, in their order, in the default graph."""
    rest = iter(subjects)
    while some := tuple(islice(rest, _BATCH)):
        yield from ox.parse(turtle.render(some), format=ox.RdfFormat.TURTLE)


def _quads(graph: Graph, manner: Manner) -> Iterator[ox.Quad]:
    for document, told in groupby(triples.quads(graph, manner), key=itemgetter(0)):
        name = _graph(document)
        for each in parsed(subject for _, subject in told):
            yield ox.Quad(each.subject, each.predicate, each.object, name)


def _graph(document: Term) -> ox.NamedNode | ox.DefaultGraph:
    if not document:
        return ox.DefaultGraph()
    prefix, _, local = document.partition(":")
    return ox.NamedNode(namespaces.PREFIXES[prefix] + local)
