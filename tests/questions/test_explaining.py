"""All that a graph says of one thing."""

from pathlib import Path

import pytest

from pipeline import questions
from pipeline.errors import QueryError

STORE = questions.load(Path(__file__).parent / "graph.ttl")
BASE = "https://w3id.org/procedure-graph/id/"


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("Bleeding", id="a label, whatever its case"),
        pytest.param("concept/condition-bleeding", id="an identifier"),
        pytest.param(f"{BASE}concept/condition-bleeding", id="an IRI"),
        pytest.param(f"<{BASE}concept/condition-bleeding>", id="an IRI in brackets"),
    ],
)
def test_a_thing_is_found_by(name: str) -> None:
    told = questions.explain(name, STORE)
    assert (told.label, told.kinds) == ("bleeding", ("Complication", "Condition"))


def test_what_is_affirmed_and_what_is_denied_stand_side_by_side() -> None:
    told = questions.explain("bleeding", STORE)
    assert [(fact.document, fact.polarity, fact.quote) for fact in told.facts] == [
        ("vein-stripping-answers.txt", "negated", "There is no risk of bleeding."),
        ("vein-stripping.txt", "affirmed", "Bleeding can happen."),
    ]
    assert told.facts[1].link == "hasComplication"
    assert told.facts[1].subject == "vein stripping"


def test_a_quote_has_its_place() -> None:
    for fact in questions.explain("vein stripping", STORE).facts:
        assert fact.start is not None
        assert fact.end is not None
        assert fact.end - fact.start == len(fact.quote)


def test_a_procedure_is_told_with_what_was_said_in_its_context() -> None:
    facts = questions.explain("vein stripping", STORE).facts
    said = {(fact.subject, fact.link, fact.object) for fact in facts}
    assert ("nerve injury", "mayLeadTo", "leg pain") in said
    assert len({fact.id for fact in facts}) == len(facts)


def test_details_and_findings_are_told() -> None:
    step = questions.explain("a second cut is made", STORE)
    assert ("conditionText", "if the vein is long") in step.details
    claimed = questions.explain("front neck fusion", STORE)
    assert {check for _, check, _ in claimed.findings} == {
        "CODE_FACET_CONFLICT",
        "MODIFIER_DOUBTFUL",
    }


@pytest.mark.parametrize(
    ("name", "told"),
    [
        pytest.param("vein", "Near it: 'varicose vein', 'vein stripping'", id="a part"),
        pytest.param("bleding", "Near it: 'bleeding'", id="misspelt"),
        pytest.param("qqqq", "Try: procgraph query", id="nothing like it"),
        pytest.param('x" }', "nothing in the graph", id="signs of the language"),
        pytest.param(f"{BASE}concept/none", "nothing in the graph", id="no such IRI"),
        pytest.param("http://[", "nothing in the graph", id="no IRI at all"),
    ],
)
def test_what_is_not_there_is_told_with_what_is_near(name: str, told: str) -> None:
    with pytest.raises(QueryError, match=told):
        questions.explain(name, STORE)
