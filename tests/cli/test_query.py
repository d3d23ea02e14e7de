"""``procgraph query`` as a person uses it."""

import json
from pathlib import Path

import pytest

from pipeline import cli, questions

FIXTURE = str(Path(__file__).parent.parent / "questions" / "graph.ttl")


def run(
    capsys: pytest.CaptureFixture[str], *arguments: str
) -> tuple[int | str | None, str, str]:
    with pytest.raises(SystemExit) as end:
        cli.main(["query", "--data", FIXTURE, *arguments])
    told = capsys.readouterr()
    return end.value.code, told.out, told.err


def test_a_question_by_name_gives_csv_when_piped(
    capsys: pytest.CaptureFixture[str],
) -> None:
    status, out, err = run(capsys, "steps", "-p", "procedure=vein")
    assert (status, err) == (0, "")
    assert out.splitlines()[0] == "procedure,document,place,step,condition"
    assert len(out.splitlines()) == 4


def test_a_text_of_ones_own_needs_no_prefixes(
    capsys: pytest.CaptureFixture[str],
) -> None:
    text = "SELECT ?p { ?p a pg:Procedure } ORDER BY ?p LIMIT 1"
    status, out, _ = run(capsys, "-q", text, "--format", "json")
    assert status == 0
    assert json.loads(out) == [
        {"p": "https://w3id.org/procedure-graph/id/procedure/front-neck-fusion"}
    ]


def test_a_question_that_makes_a_graph_gives_turtle(
    capsys: pytest.CaptureFixture[str],
) -> None:
    _, out, _ = run(capsys, "card", "-p", "procedure=disc")
    assert "proc:neck-disc-replacement a pg:Procedure" in out


@pytest.mark.parametrize("arguments", [["--list"], []])
def test_all_questions_are_listed_with_what_may_be_given(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    _, out, _ = run(capsys, *arguments)
    lines = out.splitlines()
    assert [line.split()[0] for line in lines] == [
        question.name for question in questions.catalogue()
    ]
    assert "Which visits fall into" in out
    assert "[-p days=60]" in out


def test_the_list_has_formats_too(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "--list", "--format", "json")
    assert {"name", "question", "askers", "parameters"} == set(json.loads(out)[0])


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        pytest.param(["-q", "ASK { ?s a pg:None }"], 0, id="empty is no fault"),
        pytest.param(
            ["-q", "ASK { ?s a pg:None }", "--fail-if-empty"], 1, id="unless told so"
        ),
        pytest.param(
            ["steps", "--fail-if-empty"], 0, id="what is found is found all the same"
        ),
        pytest.param(["-q", "SELCT *"], 2, id="a text that does not parse"),
        pytest.param(["nobody-asks"], 2, id="a name that nobody knows"),
        pytest.param(["steps", "-p", "oops"], 2, id="a parameter without value"),
        pytest.param(["steps", "-q", "ASK {}"], 2, id="two questions at once"),
        pytest.param(["steps", "--format", "ttl"], 2, id="a table as Turtle"),
        pytest.param(["steps", "--data", "nowhere"], 3, id="a graph that is not there"),
    ],
)
def test_the_status_tells(
    arguments: list[str], status: int, capsys: pytest.CaptureFixture[str]
) -> None:
    ended, _, err = run(capsys, *arguments)
    assert ended == status
    assert "Traceback" not in err


def test_a_fault_shows_its_place(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, err = run(capsys, "-q", "SELECT * {\n  ?s ?p }")
    assert out == ""
    assert err.splitlines()[0].startswith("Error: line 2, column ")
    assert err.splitlines()[1] == "    ?s ?p }"
    assert err.splitlines()[2].strip() == "^"


def test_a_cut_is_told_on_stderr(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, err = run(capsys, "steps", "--max-rows", "1")
    assert len(out.splitlines()) == 2
    assert err == "cut after 1 rows (--max-rows 0 shows all)\n"
