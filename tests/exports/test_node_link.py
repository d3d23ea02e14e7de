"""Node-link JSON: what NetworkX gets, and that it holds the facts of the Turtle."""

import io
import json
from dataclasses import replace

import networkx as nx
import pytest

from pipeline.exports import Evidence, Manner, naming, node_link, write_findings
from pipeline.graph import direct
from pipeline.model import Finding, Graph, Polarity, Severity
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


def test_a_disputed_claim_confirms_no_code(graph: Graph, manner: Manner) -> None:
    (claim,) = graph.confirmed
    violation = Finding("X", Severity.VIOLATION, "a.txt", "no", about=claim)
    disputed = replace(graph, findings=(*graph.findings, violation))
    edges = loaded(disputed, manner).edges(data=True)
    told = {values["predicate"] for _, _, values in edges}
    assert "claimsCode" in told
    assert "hasCode" not in told


def test_a_statement_keeps_all_its_values_and_links(
    odd_graph: Graph, manner: Manner
) -> None:
    (claim,) = (
        told
        for _, _, told in loaded(odd_graph, manner).edges(data=True)
        if told["predicate"] == "claimsCode"
    )
    assert claim["claimedLabel"] == ["NA", "=NA()"]
    assert (claim["frequencyLow"], claim["facet"]) == (0.5, "recovery")


def test_the_findings_are_told_with_their_ids(odd_graph: Graph, manner: Manner) -> None:
    stream = io.BytesIO()
    write_findings(odd_graph, stream)
    lines = [json.loads(line) for line in stream.getvalue().splitlines()]
    told = loaded(odd_graph, manner).graph["findings"]
    conflict = next(iter(odd_graph.findings))
    assert [each.pop("id") for each in told] == [
        iri(naming.finding(each)) for each in odd_graph.findings
    ]
    assert told[0].pop("conflictsWith") == [
        iri(f"assertion/{conflict.conflicts_with[0]}"),
        iri(conflict.conflicts_with[1]),
    ]
    assert told[0].pop("suggested") == [iri("code/cpt-0012")]
    assert told == [
        {key: value for key, value in line.items() if key != "schema_version"}
        for line in lines
    ]


def test_without_evidence_there_are_no_findings(graph: Graph, manner: Manner) -> None:
    manner = replace(manner, evidence=Evidence.NONE)
    assert loaded(graph, manner).graph["findings"] == []


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
