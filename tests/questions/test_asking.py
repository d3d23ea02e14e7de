"""Asking: faults with their place, limits, and plain values."""

from pathlib import Path

import pytest

from pipeline import questions
from pipeline.errors import OutputError, QueryError

FIXTURE = Path(__file__).parent / "graph.ttl"
STORE = questions.load(FIXTURE)
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        pytest.param("SELCT *", 1, id="no form of question"),
        pytest.param("SELECT * {\n ?s ?p }", 2, id="a triple without its object"),
        pytest.param("INSERT DATA { <a:a> <a:b> <a:c> }", 1, id="a change"),
        pytest.param("", 1, id="nothing at all"),
        pytest.param("SELECT * { ?s other:name ?o }", 1, id="an unknown prefix"),
    ],
)
def test_a_fault_says_line_and_column(text: str, line: int) -> None:
    with pytest.raises(QueryError) as told:
        questions.ask(text, STORE)
    assert told.value.line == line
    assert told.value.column >= 1
    assert str(told.value).startswith(f"line {line}, column {told.value.column}: ")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("ASK { SERVICE <http://localhost:1/> { ?s ?p ?o } }", id="plain"),
        pytest.param("ASK { service silent ?where { ?s ?p ?o } }", id="silent"),
        pytest.param('ASK { ?s ?p "#" . SERVICE <urn:x> {} }', id="behind a text"),
        pytest.param("ASK { ?s ?p <urn:x#>\nSERVICE <urn:x> {} }", id="behind a link"),
    ],
)
def test_no_other_service_is_called(text: str) -> None:
    with pytest.raises(QueryError, match="may not call another service"):
        questions.ask(text, STORE)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param('ASK { ?service ?p "SERVICE" }', id="a variable and a text"),
        pytest.param("ASK { ?s ?p ?o } # SERVICE", id="a comment"),
        pytest.param("ASK { ?s pg:service <urn:SERVICE> }", id="names"),
    ],
)
def test_the_word_alone_is_no_call(text: str) -> None:
    questions.ask(text, STORE)


def test_known_prefixes_need_no_declaration() -> None:
    assert not questions.ask("ASK { ?s a pg:Procedure }", STORE).is_empty


def test_yes_and_no_are_an_answer() -> None:
    answer = questions.ask("ASK { ?s a pg:Nothing }", STORE)
    assert (answer.columns, answer.rows) == (("answer",), ((False,),))
    assert answer.is_empty


def test_values_are_plain() -> None:
    text = """SELECT * { BIND(1 AS ?whole) BIND(2.5 AS ?broken) BIND(true AS ?yes)
      BIND("a"@en AS ?word) BIND(pg:quote AS ?link) BIND(1/0 AS ?nothing) }"""
    answer = questions.ask(text, STORE)
    (row,) = answer.rows
    assert dict(zip(answer.columns, row, strict=True)) == {
        "whole": 1,
        "broken": 2.5,
        "yes": True,
        "word": "a",
        "link": "https://w3id.org/procedure-graph/ontology#quote",
        "nothing": None,
    }


@pytest.mark.parametrize("form", ["SELECT * {", "CONSTRUCT WHERE {"])
def test_rows_can_be_capped(form: str) -> None:
    text = form + " ?s a pg:Assertion }"
    assert len(questions.ask(text, STORE, most=5).rows) == 5
    assert questions.ask(text, STORE, most=5).is_cut
    assert not questions.ask(text, STORE).is_cut


def test_time_can_be_limited() -> None:
    with pytest.raises(QueryError, match="no answer within 1 s"):
        questions.ask_within(1, ENDLESS, FIXTURE)


def test_within_its_time_a_question_is_answered_as_ever() -> None:
    text = questions.find("steps").text
    assert questions.ask_within(60, text, FIXTURE) == questions.ask(text, STORE)


def test_a_fault_comes_through_the_limit_with_its_place() -> None:
    with pytest.raises(QueryError) as told:
        questions.ask_within(60, "SELCT", FIXTURE)
    assert told.value.line == 1
    with pytest.raises(OutputError, match="Try: procgraph build"):
        questions.ask_within(60, "ASK {}", FIXTURE.parent / "none.ttl")


def test_what_is_no_graph_is_told(tmp_path: Path) -> None:
    advice = r"has no graph\.ttl.* Try: procgraph build .* --formats ttl"
    with pytest.raises(OutputError, match=advice):
        questions.load(tmp_path)
    with pytest.raises(OutputError, match=r"is not there\. Try: procgraph build"):
        questions.load(tmp_path / "gone")
    (tmp_path / "graph.ttl").write_text("this is not Turtle")
    with pytest.raises(OutputError, match="is not Turtle"):
        questions.load(tmp_path)
