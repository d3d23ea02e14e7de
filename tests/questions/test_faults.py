"""Where a question is wrong is told at the place a person would point at."""

import pyoxigraph as ox
import pytest

from pipeline.questions import faults

BEGINNING = "expected SELECT, ASK, CONSTRUCT or DESCRIBE"


def told(text: str) -> str:
    """Return what is told of the first line, without the text that is shown."""
    with pytest.raises(SyntaxError) as fault:
        ox.Store().query(text)
    found = faults.explained(text, str(fault.value))
    first, *shown = str(found).split("\n")
    if shown:
        line, caret = shown
        assert line[2:] == text.split("\n")[found.line - 1]
        assert caret == " " * (found.column + 1) + "^"
    return first


@pytest.mark.parametrize(
    ("text", "line", "column", "words"),
    [
        ("SELCT *", 1, 1, BEGINNING),
        ("SEL", 1, 1, BEGINNING),
        ("SELCT\n*", 1, 1, BEGINNING),
        ("", 1, 1, BEGINNING),
        ("# why\nPREFIX a: <x:>\nSELCT *", 3, 1, BEGINNING),
        ("PREFIX a <x:> ASK {}", 1, 10, "'<x:>' does not fit here: expected . or :"),
        ("ASK { ?s ?p ! }", 1, 13, "'!' does not fit here"),
        ("ASK { ?s ?p 'äö' ! }", 1, 18, "'!' does not fit here"),
        ("ASK { ?s ?p '😀' ! }", 1, 17, "'!' does not fit here"),
        ("ASK {\n\n  ?s ?p\n}", 4, 1, "'}' does not fit here"),
        ("ASK {} ASK {}", 1, 8, "'ASK' does not fit here"),
        ("ASK { <relative> ?p ?o }", 1, 7, "'<relative>' is no absolute IRI"),
        ("SELECT ?s WHERE ?s ?p ?o", 1, 17, "'?s' does not fit here: expected {"),
        ("SELECT * { ?s ?p ?o } LIMIT x", 1, 29, "'x' does not fit here"),
        ("SELECT * { ?s ?p ?o } ORDER ?s", 1, 29, "'?s' does not fit here"),
        ("SELECT * { ?s ?p ?o } LIMIT", 1, 28, "the text ends too early"),
        ("SELECT * { ?s ?p ?o ", 1, 20, "the text ends too early"),
        ("SELECT * { ?s a b:c }", 1, 17, "the prefix 'b' is not declared"),
        (
            "SELECT (COUNT(?s) AS ?n) ?p { ?s ?p ?o }",
            1,
            41,
            "the SELECT contains a variable that is unbound",
        ),
        ("ASK { ?s ?p ?o } \0", 1, 18, "'U+0000' does not fit here"),
    ],
)
def test_a_fault_is_told_where_it_is(
    text: str, line: int, column: int, words: str
) -> None:
    assert told(text) == f"line {line}, column {column}: {words}"


@pytest.mark.parametrize(
    "text",
    [
        "INSERT DATA { <a:a> <a:b> <a:c> }",
        "# SELECT\nPREFIX x: <http://x/#> # and\nBASE <x:>\n  delete where {}",
        "PREFIX : <x:y>DROP ALL",
        "LOAD <x:>",
        "WITH <x:> DELETE {} WHERE {}",
    ],
)
def test_a_change_is_told_by_its_first_word(text: str) -> None:
    assert faults.is_change(text)


@pytest.mark.parametrize(
    "text",
    [
        "ASK {}",
        "PREFIX add: <x:> ASK {}",
        "# DROP ALL\nASK {}",
        "ADDED",
        "",
        "BASE <x:>",
    ],
)
def test_a_question_is_no_change(text: str) -> None:
    assert not faults.is_change(text)
