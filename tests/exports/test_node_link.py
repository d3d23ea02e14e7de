"""Node-link JSON: what NetworkX gets, and that it holds the facts of the Turtle."""

import io
import json
from dataclasses import replace

import networkx as nx
import pytest

from pipeline.exports import Evidence, Manner, node_link
from pipeline.graph import direct
from pipeline.model import Graph, Polarity
from pipeline.namespaces import iri


def written(graph: Graph, manner: Manner) -> dict[str, object]:
    stream = io.BytesIO()
    node_link.write(graph, stream, manner)
    read: dict[str, object] = json.loads(stream.getvalue())
    return read


def loaded(graph: Graph, manner: Manner) -> "nx.MultiDiGraph[str]":
    found = nx.node_link_graph(written(graph, manner), edges="edges")
    assert isinstance(found, nx.MultiDiGraph)
    return found


def test_it_says_itself_what_kind_of_graph_it_is(graph: Graph, manner: Manner) -> None:
    assert list(written(graph, manner)) == [
        "directed",
        "multigraph",
        "graph",
        "nodes",
        "edges",
    ]


@pytest.mark.parametrize("evidence", list(Evidence))
def test_its_edges_are_the_direct_triples(
    graph: Graph, manner: Manner, evidence: Evidence
) -> None:
    edges = loaded(graph, replace(manner, evidence=evidence)).edges(data=True)
    assert {
        (source, iri(told["predicate"]), target)
        for source, target, told in edges
        if told["kind"] == "statement"
    } == {tuple(map(iri, triple)) for triple in direct(graph)}


def test_the_key_of_an_edge_is_the_statement_s_id(graph: Graph, manner: Manner) -> None:
    edges = {
        key: told
        for _, _, key, told in loaded(graph, manner).edges(keys=True, data=True)
        if told["kind"] == "statement" and told["predicate"] != "hasCode"
    }
    affirmed = {e.id: e for e in graph.assertions if e.polarity is Polarity.AFFIRMED}
    assert edges.keys() == affirmed.keys()
    for key, told in edges.items():
        fact = affirmed[key]
        assert (told["quote"], told["start"], told["end"]) == (
            fact.quote,
            fact.start,
            fact.end,
        )
        assert (told["polarity"], told["certainty"]) == ("affirmed", fact.certainty)


def test_a_denied_fact_is_a_node_and_nobody_s_neighbour(
    graph: Graph, manner: Manner
) -> None:
    found = loaded(graph, manner)
    (denied,) = (e for e in graph.assertions if e.polarity is Polarity.NEGATED)
    node = iri(f"assertion/{denied.id}")
    assert found.nodes[node]["types"] == ["DeniedAssertion"]
    assert found.nodes[node]["object"] == iri(denied.object)
    assert found.degree(node) == 0
    assert not found.has_edge(iri(denied.subject), iri(denied.object))


def test_what_comes_next_is_structure(graph: Graph, manner: Manner) -> None:
    told = [
        (key, told)
        for _, _, key, told in loaded(graph, manner).edges(keys=True, data=True)
        if told["kind"] == "structure"
    ]
    assert told == [("nextStep", {"predicate": "nextStep", "kind": "structure"})]


def test_values_have_their_types(graph: Graph, manner: Manner) -> None:
    steps = [
        told
        for _, told in loaded(graph, manner).nodes(data=True)
        if "ProcedureStep" in told["types"]
    ]
    assert [(each["stepIndex"], each["obligation"]) for each in steps] == [
        (1, "required"),
        (2, "required"),
    ]


def test_the_documents_are_named(graph: Graph, manner: Manner) -> None:
    documents = loaded(graph, manner).graph["documents"]
    assert [each["document"] for each in documents] == ["a.txt", "b/c.txt"]
