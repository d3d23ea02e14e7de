"""N-Triples, N-Quads and TriG: the triples of the Turtle, and who says them."""

import gzip
import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

import pyoxigraph as ox
import pytest
import rdflib

import pipeline
from pipeline import identifiers, namespaces
from pipeline.exports import FORMATS, Evidence, Manner, rdf, turtle
from pipeline.graph import affirmed, direct
from pipeline.model import Graph, Polarity

Writer = Callable[[Graph, BinaryIO, Manner], None]

SOURCES = Path(__file__).parents[2] / "sources"
WRITERS = {
    ox.RdfFormat.TURTLE: turtle.write,
    ox.RdfFormat.N_TRIPLES: rdf.write_triples,
    ox.RdfFormat.N_QUADS: rdf.write_quads,
    ox.RdfFormat.TRIG: rdf.write_trig,
}
NAMED = {ox.RdfFormat.N_QUADS: "nquads", ox.RdfFormat.TRIG: "trig"}


def written(graph: Graph, form: ox.RdfFormat, manner: Manner) -> bytes:
    stream = io.BytesIO()
    WRITERS[form](graph, stream, manner)
    return stream.getvalue()


def quads(graph: Graph, form: ox.RdfFormat, manner: Manner) -> list[ox.Quad]:
    return list(ox.parse(written(graph, form, manner), format=form))


def triples(found: list[ox.Quad]) -> set[str]:
    return {str(quad.triple) for quad in found}


def by_graph(found: list[ox.Quad]) -> dict[str, set[str]]:
    graphs: dict[str, set[str]] = {}
    for quad in found:
        named = quad.graph_name
        key = named.value if isinstance(named, ox.NamedNode) else ""
        graphs.setdefault(key, set()).add(str(quad.triple))
    return graphs


def pairs(found: set[tuple[str, str, str]]) -> set[str]:
    return {
        str(ox.Triple(*(ox.NamedNode(namespaces.iri(part)) for part in triple)))
        for triple in found
    }


@pytest.mark.parametrize("evidence", list(Evidence))
@pytest.mark.parametrize("form", list(WRITERS), ids=str)
def test_every_form_has_the_triples_of_the_turtle(
    form: ox.RdfFormat, evidence: Evidence, graph: Graph, manner: Manner
) -> None:
    told = replace(manner, evidence=evidence)
    expected = triples(quads(graph, ox.RdfFormat.TURTLE, told))
    assert triples(quads(graph, form, told)) == expected


@pytest.mark.parametrize("form", list(WRITERS), ids=str)
def test_no_statement_is_written_twice(
    form: ox.RdfFormat, graph: Graph, manner: Manner
) -> None:
    found = [str(quad) for quad in quads(graph, form, manner)]
    assert len(found) == len(set(found)) > 50


@pytest.mark.parametrize("form", list(WRITERS), ids=str)
def test_the_bytes_are_the_same_each_time(
    form: ox.RdfFormat, graph: Graph, manner: Manner
) -> None:
    assert written(graph, form, manner) == written(graph, form, manner)


def test_rdflib_reads_the_same_from_lines(graph: Graph, manner: Manner) -> None:
    lines = written(graph, ox.RdfFormat.N_TRIPLES, manner)
    assert len(rdflib.Graph().parse(data=lines, format="nt")) == len(lines.splitlines())


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
@pytest.mark.parametrize(("form", "parser"), list(NAMED.items()), ids=str)
def test_rdflib_reads_the_same_named_graphs(
    form: ox.RdfFormat, parser: str, graph: Graph, manner: Manner
) -> None:
    store = rdflib.Dataset().parse(data=written(graph, form, manner), format=parser)
    assert len(list(store.quads())) == len(quads(graph, form, manner))


# ---------------------------------------------------------------- named graphs


@pytest.fixture
def named(graph: Graph, manner: Manner) -> dict[str, set[str]]:
    return by_graph(quads(graph, ox.RdfFormat.N_QUADS, manner))


def test_each_text_has_a_graph_with_the_name_of_its_document(
    graph: Graph, named: dict[str, set[str]]
) -> None:
    documents = {namespaces.iri(identifiers.document(text.key)) for text in graph.texts}
    assert set(named) == {"", *documents}


def test_the_graph_of_a_document_holds_what_it_affirms_and_no_more(
    graph: Graph, named: dict[str, set[str]]
) -> None:
    for text in graph.texts:
        own = named[namespaces.iri(identifiers.document(text.key))]
        stated = {triple for each in text.assertions for triple in affirmed(each)}
        assert pairs(stated) <= own
        denied = {
            (each.subject, each.predicate, each.object)
            for each in text.assertions
            if each.polarity is Polarity.NEGATED
        }
        assert denied
        assert not pairs(denied - stated) & own


def test_what_was_concluded_of_all_is_in_the_default_graph(
    graph: Graph, named: dict[str, set[str]]
) -> None:
    concluded = {triple for triple in direct(graph) if triple[1] == "hasCode"}
    assert concluded
    assert pairs(concluded) <= named[""]
    stated = {triple for each in graph.assertions for triple in affirmed(each)}
    assert not pairs(stated) & named[""]


def test_what_two_documents_state_is_in_the_graphs_of_both(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        text = f"Vein Stripping\n\nRisks\n- Bleeding\n- Page {name} fever\n"
        (tmp_path / name).write_text(text)
    pipeline.build(tmp_path, tmp_path / "out", formats=["nq"], grounding=False)
    found = [
        quad.graph_name
        for quad in ox.parse(path=tmp_path / "out" / "graph.nq")
        if quad.predicate.value == namespaces.iri("hasComplication")
        and str(quad.object).endswith("bleeding>")
    ]
    assert len(found) == len(set(found)) == 2


# ---------------------------------------------------------------- whole builds


def test_the_forms_of_the_example_documents_are_those_of_rdflib(
    tmp_path: Path,
) -> None:
    pipeline.build(SOURCES, tmp_path, formats=["ttl", "nt", "nq", "trig"], jobs=1)
    by_rdflib = {
        " ".join(term.n3() for term in triple)
        for triple in rdflib.Graph().parse(tmp_path / "graph.ttl")
    }
    lines = (tmp_path / "graph.nt").read_text().splitlines()
    ours = {
        " ".join(term.n3() for term in triple)
        for triple in rdflib.Graph().parse(tmp_path / "graph.nt", format="nt")
    }
    assert ours == by_rdflib
    assert len(lines) == len(ours)
    for form, name in ((ox.RdfFormat.N_QUADS, "nq"), (ox.RdfFormat.TRIG, "trig")):
        read = list(ox.parse(path=tmp_path / f"graph.{name}", format=form))
        assert triples(read) == triples(list(ox.parse(path=tmp_path / "graph.nt")))


@pytest.mark.parametrize("name", ["nt", "nq", "trig"])
def test_a_packed_form_holds_the_bytes_of_the_plain_one(
    name: str, graph: Graph, manner: Manner, tmp_path: Path
) -> None:
    form = FORMATS[name]
    form.write(graph, tmp_path, manner)
    form.write(graph, tmp_path, replace(manner, gzip=True))
    plain, packed = (tmp_path / file for file in form.files)
    assert gzip.decompress(packed.read_bytes()) == plain.read_bytes()
    # No time, no name: https://www.rfc-editor.org/rfc/rfc1952, section 2.3.
    flags, time = packed.read_bytes()[3], packed.read_bytes()[4:8]
    assert (flags, time) == (0, bytes(4))


def test_a_packed_file_takes_the_place_of_the_plain_one(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Vein Stripping\n\nRisks\n- Bleeding\n")
    out = tmp_path / "out"
    for is_packed in (False, True):
        pipeline.build(
            tmp_path / "a.txt", out, formats=["nt"], gzip=is_packed, grounding=False
        )
    assert (out / "graph.nt.gz").is_file()
    assert not (out / "graph.nt").exists()
