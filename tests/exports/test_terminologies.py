"""A graph says which releases of which terminologies are in it, and under what terms."""

import io
import json
from collections.abc import Callable
from typing import BinaryIO

import rdflib
from rdflib.namespace import DCTERMS, RDF

from pipeline.exports import Evidence, Manner, Run, node_link, turtle
from pipeline.model import Graph, Nodes
from pipeline.terminology import SourceInfo

DCAT = rdflib.Namespace("http://www.w3.org/ns/dcat#")
Writer = Callable[[Graph, BinaryIO, Manner], None]

SOURCE = SourceInfo(
    "CHEESE",
    "Cheeses of the World",
    "2031-02-03",
    'free, if "cited"',
    "5" * 64,
    "cheese.obo",
    "the user",
)
EMPTY = Graph((), Nodes(), ())


def written(write: Writer, evidence: Evidence) -> bytes:
    stream = io.BytesIO()
    manner = Manner(Run("0.0.0", "0" * 64, (SOURCE,)), evidence)
    write(EMPTY, stream, manner)
    return stream.getvalue()


def test_turtle_tells_release_and_rights_however_much_evidence_it_has() -> None:
    for evidence in Evidence:
        graph = rdflib.Graph().parse(
            data=written(turtle.write, evidence), format="turtle"
        )
        (dataset,) = graph.subjects(RDF.type, DCAT.Dataset)
        assert str(graph.value(dataset, DCTERMS.title)) == SOURCE.name
        assert str(graph.value(dataset, DCTERMS.identifier)) == SOURCE.prefix
        assert str(graph.value(dataset, DCAT.version)) == SOURCE.version
        rights = graph.value(dataset, DCTERMS.rights)
        assert graph.value(rights, RDF.type) == DCTERMS.RightsStatement
        assert str(graph.value(rights, rdflib.RDFS.label)) == SOURCE.licence


def test_json_tells_the_same() -> None:
    told = json.loads(written(node_link.write, Evidence.FULL))["graph"]["terminologies"]
    assert told == [
        {
            "prefix": SOURCE.prefix,
            "name": SOURCE.name,
            "version": SOURCE.version,
            "licence": SOURCE.licence,
            "cite": SOURCE.name,
            "sha256": SOURCE.sha256,
        }
    ]
