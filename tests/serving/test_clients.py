"""Real clients get what they want, and a second engine gives the same answers."""

import csv
import io
import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from xml.dom.minidom import Document

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import CSV, JSON, POST, TURTLE, XML, SPARQLExceptions, SPARQLWrapper

from pipeline import questions
from pipeline.questions import Question
from tests.serving.conftest import DIRECT, PATIENCE, Served

NAMES = "SELECT ?name { ?s a pg:Procedure ; rdfs:label ?name } ORDER BY ?name"
DECLARED = (
    "PREFIX pg: <https://w3id.org/procedure-graph/ontology#>\n"
    f"PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>\n{NAMES}"
)
EXPECTED = ["front neck fusion", "neck disc replacement", "vein stripping"]


@pytest.mark.parametrize("method", ["GET", POST])
def test_sparqlwrapper(server: Served, method: str) -> None:
    wrapper = SPARQLWrapper(server.endpoint)
    wrapper.setMethod(method)
    wrapper.setQuery(DECLARED)
    wrapper.setReturnFormat(JSON)
    found = wrapper.queryAndConvert()
    assert isinstance(found, dict)
    rows = found["results"]["bindings"]
    assert [row["name"]["value"] for row in rows] == EXPECTED
    wrapper.setReturnFormat(XML)
    document = wrapper.queryAndConvert()
    assert isinstance(document, Document)
    assert len(document.getElementsByTagName("result")) == len(EXPECTED)
    wrapper.setReturnFormat(CSV)
    lines = wrapper.queryAndConvert()
    assert isinstance(lines, bytes)
    assert lines.decode().splitlines() == ["name", *EXPECTED]
    wrapper.setQuery("CONSTRUCT WHERE { ?s a <x:none> }")
    wrapper.setReturnFormat(TURTLE)
    assert wrapper.query().info()["content-type"].startswith("text/turtle")
    wrapper.setReturnFormat(JSON)
    wrapper.setQuery("SELECT * {\n!}")
    with pytest.raises(SPARQLExceptions.QueryBadFormed, match="line 2, column 1"):
        wrapper.query()


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
def test_rdflib(server: Served, method: str) -> None:
    graph = rdflib.Graph(SPARQLStore(server.endpoint, method=method))
    assert [str(row[0]) for row in graph.query(DECLARED)] == EXPECTED  # type: ignore[index]
    assert graph.query("ASK { ?s ?p ?o }").askAnswer
    made = graph.query("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o } LIMIT 5").graph
    assert made is not None
    assert len(made) == 5


@pytest.mark.skipif(shutil.which("curl") is None, reason="no curl here")
def test_curl(server: Served) -> None:
    def curl(*arguments: str) -> str:
        command = ["curl", "-sSf", *arguments]
        return subprocess.run(command, capture_output=True, check=True).stdout.decode()

    asked = ["--data-urlencode", f"query={NAMES}"]
    told = ["-H", "Accept: text/csv", server.endpoint]
    assert curl(*asked, *told).split("\r\n") == ["name", *EXPECTED, ""]
    assert curl("-G", *asked, *told).split("\r\n") == ["name", *EXPECTED, ""]
    assert json.loads(curl("-G", *asked, server.endpoint))["head"] == {"vars": ["name"]}


# ---------------------------------------------------------------- a second engine


@pytest.fixture(scope="module")
def ours(built: Path) -> Iterator[Served]:
    served = Served.start(built, "--timeout", str(PATIENCE))
    yield served
    served.end()


@pytest.fixture(scope="module")
def theirs(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """Yield the port of Oxigraph's own server, with the same graph."""
    beside = Path(sys.executable).parent / "oxigraph"
    program = str(beside) if beside.exists() else shutil.which("oxigraph")
    if program is None:
        pytest.skip("no oxigraph here")
    place = tmp_path_factory.mktemp("oxigraph")
    store = ["--location", str(place)]
    subprocess.run(
        [program, "load", *store, "--file", str(built / "graph.ttl")],
        check=True,
        capture_output=True,
    )
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [program, "serve-read-only", *store, "--bind", f"127.0.0.1:{port}"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ},
    )
    end = time.monotonic() + PATIENCE
    while True:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
            break
        except OSError:
            assert time.monotonic() < end, "oxigraph does not listen"
            time.sleep(0.05)
    yield port
    process.terminate()
    process.wait(PATIENCE)


def other(port: int, text: str, accept: str) -> bytes:
    connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    connection.request("POST", "/query", text.encode(), {**DIRECT, "Accept": accept})
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    assert answer.status == 200, body
    return body


@pytest.mark.parametrize("question", questions.catalogue(), ids=lambda each: each.name)
def test_another_server_gives_the_same_answer(
    question: Question, ours: Served, theirs: int
) -> None:
    if "CONSTRUCT" in question.text:
        form = "application/n-triples"
        found = ours.ask(question.text, form).body
        expected = other(theirs, question.text, form)
        triples = [
            set(ox.parse(each, format=ox.RdfFormat.N_TRIPLES))
            for each in (found, expected)
        ]
        assert triples[0] == triples[1]
        return
    answers = []
    for body in (
        ours.ask(question.text, "text/csv").body,
        other(theirs, question.text, "text/csv"),
    ):
        head, *rows = csv.reader(io.StringIO(body.decode(), newline=""))
        answers.append([dict(zip(head, row, strict=True)) for row in rows])
    assert answers[0] == answers[1]
    assert "ORDER BY" in question.text
