"""JSON-LD: compact, with its context inside, and the triples of the Turtle."""

import io
import json
from dataclasses import replace
from typing import Any

import pyoxigraph as ox
import pytest
import rdflib
from pyld import jsonld as processor

from pipeline.exports import Evidence, Manner, jsonld, turtle
from pipeline.model import Graph, Literal, Node, Nodes


def written(graph: Graph, manner: Manner) -> bytes:
    stream = io.BytesIO()
    jsonld.write(graph, stream, manner)
    return stream.getvalue()


def told(graph: Graph, manner: Manner) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(written(graph, manner))
    return found


def from_turtle(graph: Graph, manner: Manner) -> set[str]:
    stream = io.BytesIO()
    turtle.write(graph, stream, manner)
    found = ox.parse(stream.getvalue(), format=ox.RdfFormat.TURTLE)
    return {str(quad.triple) for quad in found}


def refuse(*_: object) -> None:
    raise AssertionError("the reader asks the network for a context")


def by_pyld(source: dict[str, Any]) -> set[str]:
    lines = processor.to_rdf(
        source, {"format": "application/n-quads", "documentLoader": refuse}
    )
    return {str(quad.triple) for quad in ox.parse(lines, format=ox.RdfFormat.N_QUADS)}


@pytest.mark.parametrize("evidence", list(Evidence))
def test_a_processor_finds_the_triples_of_the_turtle(
    evidence: Evidence, graph: Graph, manner: Manner
) -> None:
    manner = replace(manner, evidence=evidence)
    assert by_pyld(told(graph, manner)) == from_turtle(graph, manner)


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
def test_so_does_rdflib(graph: Graph, manner: Manner) -> None:
    stream = io.BytesIO()
    turtle.write(graph, stream, manner)
    ours, theirs = (
        rdflib.Graph().parse(data=data, format=form)
        for data, form in (
            (written(graph, manner), "json-ld"),
            (stream.getvalue(), "turtle"),
        )
    )
    assert {tuple(map(str, each)) for each in ours} == {
        tuple(map(str, each)) for each in theirs
    }


def test_every_subject_is_one_object_on_a_line_of_its_own(
    graph: Graph, manner: Manner
) -> None:
    nodes = [node["id"] for node in told(graph, manner)["@graph"]]
    assert len(nodes) == len(set(nodes)) > 20
    lines = written(graph, manner).splitlines()
    assert [json.loads(line.rstrip(b","))["id"] for line in lines[2:-1]] == nodes


def test_values_are_plain_where_the_context_tells_what_they_are(
    graph: Graph, manner: Manner
) -> None:
    nodes = {node["id"]: node for node in told(graph, manner)["@graph"]}
    procedure = nodes["proc:ear-tube-placement"]
    assert procedure["type"] == "pg:Procedure"
    assert procedure["label"] == "ear tube placement"
    assert procedure["hasComplication"] == "concept:symptom-drainage"
    (fact,) = (node for node in nodes.values() if node.get("effectText"))
    assert fact["rdf:predicate"] == "pg:hasComplication"
    assert fact["confidence"] == "0.90"
    assert fact["certainty"] == "pgv:certainty/possible"


def test_a_value_that_the_context_takes_for_another_says_what_it_is(
    graph: Graph, manner: Manner
) -> None:
    odd = Node(
        "concept/x",
        ("pg:Condition",),
        "x",
        values=(
            ("pg:stepIndex", Literal("one")),
            ("pg:quote", Literal("mot", language="fr")),
            ("schema:value", Literal("3", "xsd:integer")),
        ),
    )
    graph = replace(graph, nodes=Nodes((odd,)))
    (node,) = (n for n in told(graph, manner)["@graph"] if n["id"] == "concept:x")
    assert node["stepIndex"] == {"@value": "one"}
    assert node["quote"] == {"@value": "mot", "@language": "fr"}
    assert node["schema:value"] == {"@value": "3", "@type": "xsd:integer"}
    assert by_pyld(told(graph, manner)) == from_turtle(graph, manner)


def test_the_bytes_are_the_same_each_time(graph: Graph, manner: Manner) -> None:
    assert written(graph, manner) == written(graph, manner)
