"""``procgraph explain`` as a person uses it."""

import json
from pathlib import Path

import pytest

from pipeline import cli

FIXTURE = str(Path(__file__).parent.parent / "questions" / "graph.ttl")
ANSWERS = "vein-stripping-answers.txt[47:76]"
PAGE = "vein-stripping.txt[622:642]"


def run(
    capsys: pytest.CaptureFixture[str], *arguments: str
) -> tuple[int | str | None, str, str]:
    with pytest.raises(SystemExit) as end:
        cli.main(["explain", "--data", FIXTURE, *arguments])
    told = capsys.readouterr()
    return end.value.code, told.out, told.err


def test_every_fact_comes_with_its_quote_and_place(
    capsys: pytest.CaptureFixture[str],
) -> None:
    status, out, _ = run(capsys, "bleeding")
    assert status == 0
    assert out.splitlines() == [
        "bleeding  (Complication, Condition)",
        "  https://w3id.org/procedure-graph/id/concept/condition-bleeding",
        "",
        "vein stripping - hasComplication -> bleeding",
        '  DENIED  "There is no risk of bleeding."',
        f"    {ANSWERS}  What can go wrong?  complication.sentence 0.80",
        '  possible  "Bleeding can happen."',
        f"    {PAGE}  Possible Complications  complication.bullet 0.95",
    ]


def test_json_holds_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "bleeding", "--json")
    told = json.loads(out)
    assert told["label"] == "bleeding"
    assert [fact["polarity"] for fact in told["facts"]] == ["negated", "affirmed"]


def test_an_unknown_thing_is_status_2(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = run(capsys, "bleding")
    assert (status, out) == (2, "")
    assert (
        err == "Error: nothing in the graph is called 'bleding'. Near it: 'bleeding'\n"
    )
