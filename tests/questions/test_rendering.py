"""One answer in each format."""

import csv
import io
import json

import pytest

from pipeline.errors import QueryError, UnknownFormatError
from pipeline.questions import RENDERERS, Answer, render

ANSWER = Answer(
    ("step", "n", "said"),
    (('say "ah", please', 1, True), ("läuft\x1b[31m\nweiter", 12, None)),
)


def test_csv_holds_every_cell_as_it_is() -> None:
    lines = list(csv.reader(io.StringIO(render(ANSWER, "csv"), newline="")))
    assert lines == [
        ["step", "n", "said"],
        ['say "ah", please', "1", "true"],
        ["läuft\x1b[31m\nweiter", "12", ""],
    ]


def test_json_keeps_numbers_and_absence() -> None:
    assert json.loads(render(ANSWER, "json")) == [
        {"step": 'say "ah", please', "n": 1, "said": True},
        {"step": "läuft\x1b[31m\nweiter", "n": 12, "said": None},
    ]


def test_a_table_is_one_line_a_row_and_steers_no_terminal() -> None:
    assert render(ANSWER, "table").splitlines() == [
        "step                n  said",
        'say "ah", please    1  true',
        "läuft [31m weiter  12",
    ]


def test_a_long_cell_of_a_table_is_cut() -> None:
    line = render(Answer(("a",), (("x" * 100,),)), "table").splitlines()[1]
    assert line == "x" * 59 + "…"


def test_turtle_is_for_questions_that_make_a_graph() -> None:
    assert render(Answer((), (), turtle="<a:a> a <a:b> ."), "ttl") == "<a:a> a <a:b> ."
    with pytest.raises(QueryError, match="CONSTRUCT"):
        render(ANSWER, "ttl")


@pytest.mark.parametrize("name", [name for name in RENDERERS if name != "ttl"])
def test_nothing_found_is_no_fault(name: str) -> None:
    assert render(Answer(("a", "b"), ()), name)


def test_an_unknown_format_names_those_there_are() -> None:
    with pytest.raises(UnknownFormatError, match="table, csv, json, ttl"):
        render(ANSWER, "xml")


def test_no_cell_of_csv_is_a_formula() -> None:
    answer = Answer(("label", "n"), (("=SUM(A1)", -1), ("0012", 2)))
    rows = list(csv.reader(io.StringIO(render(answer, "csv"), newline="")))
    assert rows[1:] == [["'=SUM(A1)", "-1"], ["0012", "2"]]
