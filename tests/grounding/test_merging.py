"""The same concept is one thing, and nothing else is."""

from collections.abc import Sequence
from dataclasses import replace

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import graph, grounding, identifiers
from pipeline.model import (
    Extraction,
    Finding,
    Match,
    Node,
    Part,
    Polarity,
    Severity,
)
from pipeline.terminology import Terminology
from pipeline.vocabulary import checks
from tests.grounding.pages import PROCEDURE, Thing, concepts, grounded, page


def test_two_wordings_in_two_documents_are_one_thing(shipped: Terminology) -> None:
    made = grounded(
        shipped,
        ["blood clot in leg"],
        ["deep vein thrombosis"],
        [Thing("deep vein thrombosis", line="There may be {}.")],
    )
    assert concepts(made) == {"deep vein thrombosis": ("blood clot in leg",)}
    kept = identifiers.concept("condition", "deep vein thrombosis")
    assert {each.object for each in made.assertions} == {kept}
    assert len(list(made.assertions)) == 3
    assert {each.wording for each in made.matches} == {
        "deep vein thrombosis",
        "blood clot in leg",
    }
    assert {each.node for each in made.matches} == {kept}


def test_a_statement_is_named_as_if_it_had_been_so_from_the_start(
    shipped: Terminology,
) -> None:
    made = grounded(shipped, ["itching", "nausea"], ["itching"], ["pruritus"])
    for extraction in made.extractions:
        for each in extraction.assertions:
            assert each.id == identifiers.assertion(
                extraction.document.key,
                each.subject,
                each.predicate,
                each.object,
                (each.start, each.end),
            )
    told = {each.id for found in made.extractions for each in found.assertions}
    assert told == {each.id for each in made.assertions}
    nodes = {node.id for node in made.nodes}
    assert {each.object for each in made.assertions} <= nodes


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param("left pneumothorax", "pneumothorax", id="a side"),
        pytest.param("left pneumothorax", "right pneumothorax", id="two sides"),
        pytest.param("severe scoliosis", "scoliosis", id="a degree"),
        pytest.param("mild scoliosis", "severe scoliosis", id="two degrees"),
        pytest.param("knee pain", "hip pain", id="two places"),
        pytest.param("pain in left knee", "knee pain", id="a side of a place"),
        pytest.param("blood clot in leg", "blood clot in lung", id="other organs"),
        pytest.param("acute pancreatitis", "pancreatitis", id="a course"),
        pytest.param("collapsed lung", "pneumothorax", id="only near"),
        pytest.param("iron deficiency anemia", "anemia", id="a case of the other"),
    ],
)
def test_what_is_not_the_same_stays_apart(
    first: str, second: str, shipped: Terminology
) -> None:
    made = grounded(shipped, [first], [second])
    assert set(concepts(made)) == {first, second}


def test_a_degree_counts_even_where_a_terminology_takes_it_as_one(
    small: Terminology,
) -> None:
    made = grounded(small, ["ankle gurgle"], ["severe ankle gurgle"])
    assert set(concepts(made)) == {"ankle gurgle", "severe ankle gurgle"}


def match(node: str, curie: str) -> Match:
    return Match(
        node,
        "skos:exactMatch",
        curie,
        f"https://x.example/{curie}",
        "hum",
        "hum",
        Part.LABEL,
        "hum",
        "label",
        "as-written",
        0.9,
        curie.partition(":")[0],
        "1",
    )


@pytest.mark.parametrize(
    ("concepts", "together"),
    [
        pytest.param(("A:1", "A:1"), "ab", id="one concept"),
        pytest.param(("A:1", "A:2"), "", id="two concepts"),
        pytest.param(("A:1 B:1", "B:1"), "ab", id="one in what both are in"),
        pytest.param(("A:1 B:1", "B:1", "A:1"), "abc", id="one by way of another"),
        pytest.param(("A:1 B:1", "A:1 B:2"), "", id="told apart by one terminology"),
        pytest.param(
            ("A:1 B:1", "A:2 B:1"), "", id="two concepts that another takes as one"
        ),
        pytest.param(
            ("A:1 B:1", "A:2 B:1", "A:1"), "ac", id="then the first one speaks"
        ),
    ],
)
def test_what_a_terminology_tells_apart_is_not_joined_by_another(
    concepts: tuple[str, ...], together: str
) -> None:
    ids = {f"concept/condition-{letter}": letter for letter in "abc"}
    made = [Node(each, ("pg:Condition",), "hum") for each in ids]
    matches = [
        match(node, curie)
        for node, told in zip(ids, concepts, strict=False)
        for curie in told.split()
    ]
    renamed = grounding.join(matches, made, ()).renamed
    joined = {ids[each] for pair in renamed.items() for each in pair}
    assert "".join(sorted(joined)) == together


def test_a_thing_has_one_kind_and_all_its_roles(shipped: Terminology) -> None:
    made = grounded(
        shipped,
        [Thing("itching", "symptom", denied=True)],
        [Thing("itching", "symptom", line="No {}.", denied=True)],
        [Thing("pruritus", "condition")],
    )
    (node,) = (node for node in made.nodes if node.id.startswith("concept/"))
    assert node.id == "concept/symptom-itching"
    assert node.types == ("pg:Complication", "pg:Symptom")


RENAMED = {"concept/condition-pruritus": "concept/condition-itching"}


def test_what_affirms_counts_where_two_statements_become_one() -> None:
    made = page("a.txt", [Thing("itching", denied=True), "pruritus"])
    denied, affirmed = made.assertions
    moved = msgspec.structs.replace(affirmed, start=denied.start, end=denied.end)
    (one,) = grounding.rename(
        replace(made, assertions=(denied, moved)), RENAMED
    ).assertions
    assert (one.id, one.polarity) == (denied.id, Polarity.AFFIRMED)


def test_a_statement_of_a_thing_about_itself_goes() -> None:
    made = page("a.txt", ["itching", "pruritus"])
    first, second = made.assertions
    circle = msgspec.structs.replace(
        second, subject=first.object, predicate="mayLeadTo"
    )
    renamed = grounding.rename(replace(made, assertions=(first, circle)), RENAMED)
    assert renamed.assertions == (first,)


def test_findings_and_links_follow_the_new_name() -> None:
    made = page("a.txt", ["pruritus"])
    old = made.assertions[0]
    finding = Finding("X", Severity.INFO, "a.txt", "words", about=old.id)
    tried = Node("criterion/x-1", ("pg:Criterion",), "x", links=(("pg:x", old.object),))
    new = grounding.rename(
        replace(made, findings=(finding,), nodes=(*made.nodes, tried)), RENAMED
    )
    assert new.findings[0].about == new.assertions[0].id != old.id
    assert ("pg:x", "concept/condition-itching") in {
        link for node in new.nodes for link in node.links
    }


PAGES = (
    page("a.txt", ["blood clot in leg", "nausea", "hum"]),
    page("b.txt", ["deep vein thrombosis", "left pneumothorax"]),
    page("c.txt", ["deep venous thrombosis", "itching", "pruritus"]),
    page("d.txt", ["pneumothorax", Thing("itching", denied=True)]),
)


@given(order=st.permutations(PAGES))
def test_any_order_gives_the_same_graph(
    order: Sequence[Extraction], shipped: Terminology
) -> None:
    whole = graph.ground(graph.merge(PAGES), shipped, checks.load())
    made = graph.ground(graph.merge(order), shipped, checks.load())
    assert made == whole


def test_grounding_again_changes_nothing(shipped: Terminology) -> None:
    whole = graph.ground(graph.merge(PAGES), shipped, checks.load())
    again = graph.ground(graph.merge(whole.extractions), shipped, checks.load())
    assert (again.nodes, tuple(again.assertions)) == (
        whole.nodes,
        tuple(whole.assertions),
    )


def test_a_procedure_keeps_its_name_without_a_terminology_of_procedures(
    shipped: Terminology,
) -> None:
    made = grounded(shipped, ["itching"], ["pruritus"])
    assert {each.procedure for each in made.extractions} == {PROCEDURE}
