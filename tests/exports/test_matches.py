"""Links to terminologies: the same ones in Turtle, in JSON, and in a table of SSSOM."""

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import pyshacl
import pytest
import rdflib
import yaml
from rdflib import OWL, RDF, SKOS

from pipeline.exports import Evidence, Manner, Run, matches, node_link, turtle
from pipeline.model import Graph
from pipeline.namespaces import PREFIXES, iri
from pipeline.terminology import Scope
from tests.exports.links import BROAD, EXACT, FIRST, NODE, OTHER, SECOND, TABLED

ONTOLOGY = Path(__file__).parents[2] / "ontology"
PG = rdflib.Namespace(PREFIXES["pg"])
SSSOM = rdflib.Namespace(PREFIXES["sssom"])


MANNER = Manner(Run("1.2.3", "0" * 64))


@pytest.fixture
def linked(graph: Graph) -> Graph:
    """Return the graph with links, and with candidates that claim nothing."""
    return replace(graph, matches=(EXACT, TABLED, BROAD, FIRST, SECOND))


def triples(linked: Graph, manner: Manner) -> rdflib.Graph:
    stream = io.BytesIO()
    turtle.write(linked, stream, manner)
    return rdflib.Graph().parse(data=stream.getvalue(), format="turtle")


def table(
    linked: Graph, manner: Manner = MANNER
) -> tuple[dict[str, object], list[dict[str, str]]]:
    stream = io.BytesIO()
    matches.write(linked, stream, manner)
    lines = stream.getvalue().decode().splitlines(keepends=True)
    head = "".join(line[1:] for line in lines if line.startswith("#"))
    rows = csv.DictReader(
        (line for line in lines if not line.startswith("#")), delimiter="\t"
    )
    return yaml.safe_load(head), list(rows)


# ---------------------------------------------------------------- Turtle


@pytest.mark.parametrize("evidence", list(Evidence))
def test_a_claimed_link_is_one_of_skos(
    linked: Graph, manner: Manner, evidence: Evidence
) -> None:
    found = triples(linked, replace(manner, evidence=evidence))
    assert set(found.subject_objects(SKOS.exactMatch)) == {
        (rdflib.URIRef(iri(NODE)), rdflib.URIRef(EXACT.iri))
    }
    assert set(found.subject_objects(SKOS.broadMatch)) == {
        (rdflib.URIRef(iri(OTHER)), rdflib.URIRef(BROAD.iri))
    }
    assert not {str(term) for term in found.objects(rdflib.URIRef(iri(OTHER)))} & {
        FIRST.iri,
        SECOND.iri,
    }


def test_each_link_has_a_node_with_the_reason(linked: Graph, manner: Manner) -> None:
    found = triples(linked, manner)
    told = {
        (
            str(found.value(node, OWL.annotatedTarget)),
            str(found.value(node, SSSOM.match_string)),
            str(found.value(node, PG.matchMethod)),
            float(str(found.value(node, SSSOM.confidence))),
            str(found.value(node, SSSOM.object_source_version)),
        )
        for node in found.subjects(RDF.type, PG.TermMapping)
    }
    assert told == {
        (each.iri, each.wording, each.method, each.confidence, each.version)
        for each in (EXACT, TABLED, BROAD)
    }


def test_candidates_are_told_with_their_rank(linked: Graph, manner: Manner) -> None:
    found = triples(linked, manner)
    assert {
        (str(found.value(node, PG.candidateTerm)), found.value(node, PG.candidateRank))
        for node in found.subjects(RDF.type, PG.TermCandidate)
    } == {
        (each.iri, rdflib.Literal(each.rank, datatype=rdflib.XSD.positiveInteger))
        for each in (FIRST, SECOND)
    }


def test_the_nodes_of_links_fit_their_shapes(linked: Graph, manner: Manner) -> None:
    only = rdflib.Graph()
    for kind in (PG.TermMapping, PG.TermCandidate):
        whole = triples(linked, manner)
        for node in whole.subjects(RDF.type, kind):
            only += whole.triples((node, None, None))
    assert len(only) > 20
    fits, _, told = pyshacl.validate(
        only,
        shacl_graph=rdflib.Graph().parse(ONTOLOGY / "shapes.ttl"),
        ont_graph=rdflib.Graph().parse(ONTOLOGY / "procedure-graph.ttl"),
    )
    assert fits, told


# ---------------------------------------------------------------- JSON


def test_a_node_has_its_links_as_curies(linked: Graph, manner: Manner) -> None:
    stream = io.BytesIO()
    node_link.write(linked, stream, manner)
    nodes = {each["id"]: each for each in json.loads(stream.getvalue())["nodes"]}
    assert [each["id"] for each in nodes[iri(NODE)]["mappings"]] == ["HP:0000365"] * 2
    assert nodes[iri(NODE)]["mappings"][0] == {
        "id": "HP:0000365",
        "label": "Hearing impairment",
        "predicate": "skos:exactMatch",
        "matched": "hearing loss",
        "part": "label",
        "name": "Hearing loss",
        "method": "as-written",
        "confidence": 0.98,
        "source": "Human Phenotype Ontology",
        "version": "2025-01-16",
    }
    other = nodes[iri(OTHER)]
    assert [each["id"] for each in other["mappings"]] == ["ICD10CM:R69"]
    assert [(each["id"], each["rank"]) for each in other["candidates"]] == [
        ("HP:1", 1),
        ("HP:2", 2),
    ]
    assert "predicate" not in other["candidates"][0]


# ---------------------------------------------------------------- SSSOM


def test_the_table_has_the_head_that_sssom_asks_for(linked: Graph) -> None:
    head, _ = table(linked)
    assert {"mapping_set_id", "license", "curie_map"} <= head.keys()
    prefixes = head["curie_map"]
    assert isinstance(prefixes, dict)
    assert prefixes["HP"] == "http://purl.obolibrary.org/obo/HP_"
    assert prefixes["ICD10CM"] == "http://purl.bioontology.org/ontology/ICD10CM/"


def test_other_links_and_another_run_are_another_set(linked: Graph) -> None:
    fewer = replace(linked, matches=linked.matches[1:])
    other = Manner(Run("1.2.3", "1" * 64))
    sets = [
        table(linked)[0],
        table(linked)[0],
        table(fewer)[0],
        table(linked, other)[0],
    ]
    first, again, *others = (str(each["mapping_set_id"]) for each in sets)
    assert first == again
    assert len({first, *others}) == 3
    assert first.startswith(iri("mapping-set/"))


def test_no_licence_is_claimed_for_names_of_many(linked: Graph) -> None:
    assert table(linked)[0]["license"] == "https://w3id.org/sssom/license/unspecified"


def test_the_table_holds_what_is_claimed_and_no_candidates(linked: Graph) -> None:
    head, rows = table(linked)
    prefixes = head["curie_map"]
    assert isinstance(prefixes, dict)

    def full(curie: str) -> str:
        prefix, _, local = curie.partition(":")
        return f"{prefixes[prefix]}{local}"

    assert [
        (full(row["subject_id"]), row["predicate_id"], full(row["object_id"]))
        for row in rows
    ] == [
        (iri(NODE), "skos:exactMatch", EXACT.iri),
        (iri(NODE), "skos:exactMatch", EXACT.iri),
        (iri(OTHER), "skos:broadMatch", BROAD.iri),
    ]
    for row in rows:
        for name in (
            "predicate_id",
            "mapping_justification",
            "subject_source",
            "object_source",
            "subject_match_field",
            "object_match_field",
        ):
            assert full(row[name])


def test_a_row_says_which_name_how_sure_and_from_where(linked: Graph) -> None:
    _, (row, tabled, broad) = table(linked)
    assert row["subject_label"] == "hearing loss"
    assert row["object_label"] == "Hearing impairment"
    assert (row["mapping_justification"], row["confidence"]) == (
        "semapv:LexicalMatching",
        "0.98",
    )
    assert row["object_source_version"] == "2025-01-16"
    assert (row["mapping_tool"], row["mapping_tool_version"]) == (
        "procedure-graph",
        "1.2.3",
    )
    assert row["comment"] == "label 'hearing loss' is 'Hearing loss', as-written"
    assert tabled["mapping_justification"] == "semapv:ManualMappingCuration"
    assert broad["object_label"] == 'A "tab" in it'
    assert None not in broad


@pytest.mark.parametrize("scope", Scope)
def test_a_row_says_where_the_name_stands_whatever_its_scope(
    scope: Scope, linked: Graph
) -> None:
    told = replace(linked, matches=(replace(EXACT, scope=scope.value),))
    _, (row,) = table(told)
    assert row["object_match_field"].startswith(("rdfs:label", "oboInOwl:has"))


def test_a_graph_without_links_has_a_table_without_rows(graph: Graph) -> None:
    head, rows = table(graph)
    assert head["license"]
    assert rows == []


# ---------------------------------------------------------------- what people decided

DECIDED = replace(
    EXACT,
    method="decided",
    is_curated=True,
    author="A. Coder",
    date="2031-04-02",
    reason="we asked",
)


def test_a_decision_is_told_with_who_when_and_why(graph: Graph, manner: Manner) -> None:
    made = replace(graph, matches=(DECIDED,))
    (row,) = table(made)[1]
    assert row["mapping_justification"] == "semapv:ManualMappingCuration"
    assert (row["author_label"], row["mapping_date"]) == ("A. Coder", "2031-04-02")
    assert row["comment"] == "we asked"
    found = triples(made, manner)
    (node,) = found.subjects(RDF.type, PG.TermMapping)
    assert str(found.value(node, SSSOM.author_label)) == "A. Coder"
    assert str(found.value(node, SSSOM.mapping_date)) == "2031-04-02"
    assert str(found.value(node, rdflib.RDFS.comment)) == "we asked"
    told = str(matches.by_node((DECIDED,))[NODE]["mappings"])
    for key, said in (("author", "A. Coder"), ("date", "2031-04-02")):
        assert f"'{key}': '{said}'" in told
    assert "'reason': 'we asked'" in told


def test_what_nobody_decided_names_nobody(linked: Graph) -> None:
    assert {row["author_label"] for row in table(linked)[1]} == {""}
    told = matches.by_node((EXACT,))[NODE]["mappings"]
    assert "author" not in str(told)


def test_no_cell_of_the_table_is_a_formula(graph: Graph) -> None:
    odd = replace(EXACT, label="=HYPERLINK(1)", reason="-2")
    _, (row,) = table(replace(graph, matches=(odd,)))
    assert (row["object_label"], row["comment"]) == ("'=HYPERLINK(1)", "'-2")
