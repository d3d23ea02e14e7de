"""Names in running text: where they stand, and what they are."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline import terminology
from pipeline.terminology import Terminology, catalogue


def found(text: str, terms: Terminology, prefix: str = "HP") -> set[tuple[str, str]]:
    return {
        (each.quote, each.candidate.curie)
        for each in terminology.recognise(text, terms, prefixes=[prefix])
    }


@pytest.mark.parametrize(
    ("text", "named"),
    [
        pytest.param(
            "He has fever, and his chills are back.",
            {("fever", "HP:0001945"), ("chills", "HP:0025143")},
            id="names as they are",
        ),
        pytest.param(
            "Pain in the\n  chest woke her.",
            {("Pain in the\n  chest", "HP:0100749")},
            id="a name over two lines, and not its head",
        ),
        pytest.param(
            "There were corneal malformations.",
            {("corneal malformations", "HP:0000481")},
            id="a near word",
        ),
        pytest.param(
            "There were otic and renal anomalies.",
            {
                ("otic and renal anomalies", "HP:0000598"),
                ("renal anomalies", "HP:0000077"),
            },
            id="what two parts of a list share behind them",
        ),
        pytest.param(
            "A vitreous anomaly and a flat face.",
            {("flat face", "HP:0012368")},
            id="a part with an article of its own shares nothing",
        ),
        pytest.param(
            "It hurts in the chest; pain, if any, is mild.",
            {("pain", "HP:0012531")},
            id="a name does not cross a mark",
        ),
        pytest.param(
            "abnormal facial sounds", set(), id="a name does not end within a phrase"
        ),
        pytest.param(
            "All of the left side is severe.", set(), id="words of no illness"
        ),
        pytest.param("The scar is fine.", set(), id="what is refused"),
    ],
)
def test_names_are_found(
    text: str, named: set[tuple[str, str]], shipped: Terminology
) -> None:
    assert found(text, shipped) == named


def test_an_abbreviation_counts_as_it_is_written(shipped: Terminology) -> None:
    assert found("IUGR was seen", shipped) == {("IUGR", "HP:0001511")}
    assert found("iugr was seen", shipped) == set()


def test_only_what_may_be_of_the_kind_is_found(shipped: Terminology) -> None:
    assert terminology.recognise("fever", shipped, kinds=["device"]) == ()


def test_what_is_found_loosely_is_near_at_most(shipped: Terminology) -> None:
    (one,) = terminology.recognise("corneal malformations", shipped, prefixes=["HP"])
    assert one.candidate.predicate == "skos:closeMatch"


def words() -> st.SearchStrategy[str]:
    rules = catalogue.load()
    some = [
        *("fever", "pain", "knee", "renal", "anomalies", "of", "the", "DVT", "chest"),
        *("left", "severe", "scar", "\u00e9dema", "'s", "-", ",", ".", "\n", "\n\n"),
        *rules.recognition.joints,
        *rules.recognition.alike,
    ]
    return st.lists(st.sampled_from(some), max_size=14).map(" ".join)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.one_of(words(), st.text(max_size=60)))
def test_a_quote_is_the_text_at_its_place(text: str, shipped: Terminology) -> None:
    for each in terminology.recognise(text, shipped):
        assert text[each.start : each.end] == each.quote
        assert each.quote == each.quote.strip() != ""
        concept = shipped.term(each.candidate.curie)
        assert concept is not None
        assert not concept.is_obsolete
        assert concept.kinds
        refused = shipped.denied(each.quote)
        assert not any(row.covers(concept.curie) for row in refused)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=words())
def test_the_same_text_gives_the_same(text: str, shipped: Terminology) -> None:
    first = terminology.recognise(text, shipped)
    assert first == terminology.recognise(text, shipped)
    assert list(first) == sorted(
        first, key=lambda it: (it.start, -it.end, it.candidate.curie)
    )
