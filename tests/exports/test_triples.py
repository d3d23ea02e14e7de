"""The triples: what they say of a statement, and what they never say."""

import io
import re
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pyoxigraph
import pytest
import rdflib

from pipeline.exports import Evidence, Manner, turtle
from pipeline.exports.triples import subjects
from pipeline.graph import direct
from pipeline.model import Graph, Polarity
from pipeline.namespaces import PREFIXES, expand, iri

ONTOLOGY = Path(__file__).parents[2] / "ontology" / "procedure-graph.ttl"
PG = PREFIXES["pg"]
QUALIFIED = {"effectText", "exampleText", "claimedLabel"}


def rendered(graph: Graph, manner: Manner) -> bytes:
    stream = io.BytesIO()
    turtle.write(graph, stream, manner)
    return stream.getvalue()


def parsed(source: bytes) -> list[pyoxigraph.Triple]:
    found = []
    for quad in pyoxigraph.parse(source, format=pyoxigraph.RdfFormat.TURTLE):
        assert not isinstance(quad.subject, pyoxigraph.Triple)
        found.append(quad.triple)
    return found


def independent(graph: Graph, manner: Manner) -> set[str]:
    """Return the triples as N-Triples, each term read by rdflib, not as one text."""
    names = rdflib.Graph()
    for prefix, namespace in PREFIXES.items():
        names.bind(prefix, namespace, replace=True)

    def term(text: str) -> str:
        if text == "a":
            return rdflib.RDF.type.n3()
        if re.fullmatch(r"[0-9]+\.[0-9]+", text):
            return f'"{text}"^^<{expand("xsd:decimal")}>'
        node = rdflib.util.from_n3(text, nsm=names.namespace_manager)
        assert isinstance(node, rdflib.term.Node)
        return str(node.n3())

    return {
        f"{term(subject)} {term(predicate)} {term(target)}"
        for subject, pairs in subjects(graph, manner)
        for predicate, target in pairs
    }


@pytest.mark.parametrize("evidence", list(Evidence))
def test_turtle_is_read_alike_by_two_engines_and_loses_nothing(
    graph: Graph, manner: Manner, evidence: Evidence, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)
    monkeypatch.setattr(rdflib.term, "NORMALIZE_LITERALS", False, raising=False)
    manner = replace(manner, evidence=evidence)
    source = rendered(graph, manner)
    by_oxigraph = parsed(source)
    by_rdflib = rdflib.Graph().parse(data=source, format="turtle")
    expected = independent(graph, manner)
    assert len(by_oxigraph) == len(set(by_oxigraph)) == len(by_rdflib) == len(expected)
    lines = {" ".join(str(n.n3()) for n in triple) for triple in by_rdflib}
    assert lines == expected
    data = pyoxigraph.serialize(by_oxigraph, format=pyoxigraph.RdfFormat.N_TRIPLES)
    again = rdflib.Graph().parse(data=data, format="nt")
    assert {" ".join(str(n.n3()) for n in triple) for triple in again} == expected


def test_the_same_graph_gives_the_same_bytes(graph: Graph, manner: Manner) -> None:
    assert rendered(graph, manner) == rendered(graph, manner)


def test_there_are_no_blank_nodes(graph: Graph, manner: Manner) -> None:
    nodes = {node for triple in parsed(rendered(graph, manner)) for node in triple}
    assert {type(node) for node in nodes} == {pyoxigraph.NamedNode, pyoxigraph.Literal}


def test_no_subject_comes_twice(graph: Graph, manner: Manner) -> None:
    names = Counter(name for name, _ in subjects(graph, manner))
    assert [name for name, times in names.items() if times > 1] == []


@pytest.mark.parametrize("evidence", list(Evidence))
def test_a_direct_triple_stands_exactly_where_a_statement_affirms_it(
    graph: Graph, manner: Manner, evidence: Evidence
) -> None:
    links = {each.predicate for each in graph.assertions} | {"hasCode"}
    got = {
        (str(s), str(p), str(o))
        for s, p, o in rdflib.Graph().parse(
            data=rendered(graph, replace(manner, evidence=evidence)), format="turtle"
        )
        if str(p).removeprefix(PG) in links
    }
    assert got == {tuple(map(iri, triple)) for triple in direct(graph)}
    denied = {
        (iri(each.subject), iri(each.predicate), iri(each.object))
        for each in graph.assertions
        if each.polarity is Polarity.NEGATED
    }
    assert denied
    assert not denied & got


def test_a_statement_has_all_that_stands_behind_it(
    graph: Graph, manner: Manner
) -> None:
    rows = dict(subjects(graph, manner))
    for each in graph.assertions:
        pairs = [(p, o) for p, o in rows[f"fact:{each.id}"] if p[3:] not in QUALIFIED]
        kinds = [o for p, o in pairs if p == "a"]
        assert kinds == list(each.types)
        assert [p for p, _ in pairs if p != "a"] == [
            "rdf:subject",
            "rdf:predicate",
            "rdf:object",
            "pg:quote",
            "pg:evidence",
            "pg:sourceDocument",
            "pg:inSection",
            "pg:extractorRule",
            "pg:confidence",
            "pg:polarity",
            "pg:certainty",
            "prov:wasGeneratedBy",
        ]


def test_compact_rows_have_twelve_triples_and_no_selectors(
    graph: Graph, manner: Manner
) -> None:
    rows = dict(subjects(graph, replace(manner, evidence=Evidence.COMPACT)))
    for each in graph.assertions:
        pairs = [(p, o) for p, o in rows[f"fact:{each.id}"] if p[3:] not in QUALIFIED]
        assert len(pairs) - len(each.types) + 1 == 12
    assert not [name for name in rows if name.startswith(("span:", "run:"))]


def test_without_evidence_only_things_stand(graph: Graph, manner: Manner) -> None:
    rows = dict(subjects(graph, replace(manner, evidence=Evidence.NONE)))
    assert len(rows) == len(graph.nodes)


def test_a_span_quotes_the_text_and_its_surroundings(
    graph: Graph, manner: Manner
) -> None:
    text = graph.extractions[0].document.text
    store = rdflib.Graph().parse(data=rendered(graph, manner), format="turtle")
    found = store.query(
        """SELECT ?start ?end ?prefix ?exact ?suffix WHERE {
        ?fact pg:evidence/oa:hasSelector ?place, ?words . ?place oa:start ?start ; oa:end ?end .
        ?words oa:prefix ?prefix ; oa:exact ?exact ; oa:suffix ?suffix }"""
    )
    assert len(found) >= len(list(graph.assertions))
    for row in found:
        assert isinstance(row, rdflib.query.ResultRow)
        start, end = (int(str(each)) for each in row[:2])
        assert tuple(map(str, row[2:])) == (
            text[max(0, start - 20) : start],
            text[start:end],
            text[end : end + 20],
        )


def test_every_term_of_ours_is_in_the_ontology(graph: Graph, manner: Manner) -> None:
    known = {
        str(each) for each in rdflib.Graph().parse(ONTOLOGY, format="turtle").subjects()
    }
    used = {
        expand(term)
        for _, pairs in subjects(graph, manner)
        for pair in pairs
        for term in pair
        if term.startswith("pg:")
    }
    assert used - known == set()


def test_what_a_graph_says_does_not_depend_on_the_clock(manner: Manner) -> None:
    assert manner.run.id == replace(manner.run).id
    assert manner.run.id != replace(manner.run, version="9").id


def test_what_conflicts_with_a_finding_is_a_statement_or_a_thing(
    odd_graph: Graph, manner: Manner
) -> None:
    (digest, code) = next(iter(odd_graph.findings)).conflicts_with
    told = {
        triple.object.value
        for triple in parsed(rendered(odd_graph, manner))
        if triple.predicate.value == f"{PG}conflictsWith"
        and isinstance(triple.object, pyoxigraph.NamedNode)
    }
    assert told == {iri(f"assertion/{digest}"), iri(code)}
