"""GraphML: what NetworkX reads is the graph that node-link JSON has, nothing lost."""

import io
import json
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import msgspec
import networkx as nx
import pytest

from pipeline.exports import Evidence, Manner, graphml, lists, node_link
from pipeline.model import Graph, Literal, Nodes
from pipeline.namespaces import iri
from tests.exports.reading import Found, facts, findings, real

NAMES = re.compile(r"\{http://graphml\.graphdrawing\.org/xmlns\}(.*)")


def written(graph: Graph, manner: Manner) -> bytes:
    stream = io.BytesIO()
    graphml.write(graph, stream, manner)
    return stream.getvalue()


def loaded(content: bytes) -> "nx.MultiDiGraph[str]":
    found = nx.read_graphml(
        io.BytesIO(content), edge_key_type=str, force_multigraph=True
    )
    assert isinstance(found, nx.MultiDiGraph)
    return found


def told(graph: Graph, manner: Manner) -> "nx.MultiDiGraph[str]":
    stream = io.BytesIO()
    node_link.write(graph, stream, manner)
    found = nx.node_link_graph(json.loads(stream.getvalue()), edges="edges")
    assert isinstance(found, nx.MultiDiGraph)
    return found


def shown(text: str) -> str:
    """Return *text* as it is after what XML cannot hold was replaced."""
    return "".join(
        chr(0x2400 + ord(sign)) if sign < " " and sign not in "\t\n\r" else sign
        for sign in text
    )


def as_written(value: object, *, is_list: bool) -> object:
    """Return *value* of node-link JSON as a value of GraphML has to be."""
    if is_list:
        parts = value if isinstance(value, list) else [value]
        return lists.join((shown(str(part)) for part in parts), "|")
    return shown(value) if isinstance(value, str) else value


def flat(record: Mapping[str, object]) -> dict[str, object]:
    found: dict[str, object] = {}
    for key, value in record.items():
        if key == "qualifiers" and isinstance(value, dict):
            for name, inner in value.items():
                found[f"qualifier_{name}"] = as_written(
                    inner, is_list=isinstance(inner, list)
                )
        elif value is not None:
            found[key] = as_written(value, is_list=isinstance(value, list))
    return found


@pytest.mark.parametrize("evidence", list(Evidence))
@pytest.mark.parametrize("which", ["graph", "odd_graph"])
def test_networkx_reads_the_nodes_edges_keys_and_values_of_node_link_json(
    manner: Manner, evidence: Evidence, which: str, request: pytest.FixtureRequest
) -> None:
    graph: Graph = request.getfixturevalue(which)
    manner = replace(manner, evidence=evidence)
    read, json_graph = loaded(written(graph, manner)), told(graph, manner)
    nodes = {
        name: values
        for name, values in read.nodes(data=True)
        if values["types"] != "Finding"
    }
    assert nodes == {name: flat(values) for name, values in json_graph.nodes(data=True)}
    edges = {
        (source, target, key): {k: v for k, v in values.items() if k != "key"}
        for source, target, key, values in read.edges(keys=True, data=True)
    }
    assert edges == {
        (source, target, key): flat(values)
        for source, target, key, values in json_graph.edges(keys=True, data=True)
    }
    assert json.loads(read.graph["documents"]) == json_graph.graph["documents"]


@pytest.mark.parametrize("which", ["graph", "odd_graph"])
def test_it_holds_the_facts_of_the_graph_and_the_findings(
    manner: Manner, which: str, request: pytest.FixtureRequest
) -> None:
    graph: Graph = request.getfixturevalue(which)
    read = loaded(written(graph, manner))
    stated = [
        (iri(f"assertion/{key}"), source, values, target, False)
        for source, target, key, values in read.edges(keys=True, data=True)
        if values["kind"] == "statement" and values["predicate"] != "hasCode"
    ] + [
        (name, values["subject"], values, values["object"], True)
        for name, values in read.nodes(data=True)
        if values["types"] == "DeniedAssertion"
    ]
    assert sorted(
        (
            identifier,
            source,
            values["predicate"],
            target,
            *(values[key] for key in ("document", "section", "start", "end", "quote")),
            is_denied,
        )
        for identifier, source, values, target, is_denied in stated
    ) == [
        (*each[:8], shown(each[8]), each[9])  # what XML cannot hold is shown
        for each in facts(graph)
    ]
    found: list[tuple[str, Found]] = sorted(
        (
            name,
            (
                values["check"],
                values["severity"],
                values["document"],
                tuple(lists.split(values["documents"], "|")),
                values["message"],
                values.get("start"),
                values.get("end"),
                values["about"],
            ),
        )
        for name, values in read.nodes(data=True)
        if values["types"] == "Finding"
    )
    assert found == [
        (name, (*each[:4], shown(each[4]), *each[5:])) for name, each in findings(graph)
    ]


def test_denied_facts_and_findings_have_no_neighbours(
    graph: Graph, manner: Manner
) -> None:
    read = loaded(written(graph, manner))
    alone = {"DeniedAssertion", "Finding"}
    found = [name for name, told in read.nodes(data=True) if told["types"] in alone]
    assert len(found) == 3
    assert not any(read.degree(name) for name in found)


def test_every_value_has_a_declared_key_of_its_own_element(
    odd_graph: Graph, manner: Manner
) -> None:
    tree = ET.fromstring(written(odd_graph, manner))  # noqa: S314 - our own
    names = [NAMES.fullmatch(element.tag) for element in tree.iter()]
    assert all(names)
    keys = {
        key.attrib["id"]: key.attrib
        for key in tree.iterfind("{*}key")
        if key.attrib["attr.type"] in {"boolean", "long", "double", "string"}
    }
    assert len(keys) == len(tree.findall("{*}key"))
    for element in tree.iter():
        for value in element.findall("{*}data"):
            assert element.tag.endswith(f"}}{keys[value.attrib['key']]['for']}")


def test_a_key_that_holds_lists_and_single_values_is_one_kind_of_text(
    graph: Graph, manner: Manner
) -> None:
    node = next(iter(graph.nodes))
    several = msgspec.structs.replace(
        node,
        id="code/one",
        values=(("pg:x", Literal("a|b")), ("pg:x", Literal("c"))),
    )
    single = msgspec.structs.replace(
        node, id="code/two", values=(("pg:x", Literal("d|e")),)
    )
    nodes = Nodes(sorted((*graph.nodes, several, single), key=lambda it: it.id))
    read = loaded(written(replace(graph, nodes=nodes), manner))
    assert lists.split(read.nodes[iri("code/one")]["x"], "|") == ["a|b", "c"]
    assert lists.split(read.nodes[iri("code/two")]["x"], "|") == ["d|e"]


def test_ids_of_edges_are_those_of_statements_and_stand_once(
    graph: Graph, manner: Manner
) -> None:
    tree = ET.fromstring(written(graph, manner))  # noqa: S314 - our own
    ids = [edge.get("id") for edge in tree.iterfind("{*}graph/{*}edge")]
    own = [each for each in ids if each]
    assert len(own) == len(set(own)) == 5
    assert ids.count(None) == 1  # the next step


def test_the_names_of_keys_are_none_that_gephi_takes_for_looks(
    odd_graph: Graph, manner: Manner
) -> None:
    tree = ET.fromstring(written(odd_graph, manner))  # noqa: S314 - our own
    looks = {"x", "y", "z", "r", "g", "b", "size", "weight", "d3", "d7", "edgelabel"}
    for key in tree.iterfind("{*}key"):
        assert not {key.attrib["id"], key.attrib["attr.name"]} & looks


def test_two_real_documents_have_the_counts_of_their_json(tmp_path: Path) -> None:
    out = real(tmp_path / "out", "graphml")
    read = loaded((out / "graph.graphml").read_bytes())
    wanted = json.loads((out / "graph.json").read_bytes())
    found = wanted["graph"]["findings"]
    assert len(found) > 0
    assert read.number_of_nodes() == len(wanted["nodes"]) + len(found)
    assert read.number_of_edges() == len(wanted["edges"]) > 100


@pytest.mark.parametrize("sign", ["\ufffe", "\uffff"])
def test_a_sign_that_is_no_character_of_xml_is_shown_as_a_replacement(
    graph: Graph, manner: Manner, sign: str
) -> None:
    """Python's own reader takes them, others refuse the whole file."""
    first, *others = graph.nodes
    node = msgspec.structs.replace(first, label=f"a{sign}b")
    content = written(replace(graph, nodes=Nodes([node, *others])), manner)
    assert sign.encode() not in content
    assert loaded(content).nodes[iri(node.id)]["label"] == "a\ufffdb"
