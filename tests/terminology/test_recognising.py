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
            "cardiac, renal, and skeletal anomalies",
            {
                ("cardiac, renal, and skeletal anomalies", "HP:0001627"),
                ("renal, and skeletal anomalies", "HP:0000077"),
                ("skeletal anomalies", "HP:0000924"),
            },
            id="what all parts of a list share behind them",
        ),
        pytest.param(
            "pain in the knee or hip",
            {
                ("pain in the knee or hip", "HP:0030838"),
                ("pain in the knee", "HP:0030839"),
            },
            id="what two parts of a list share before them",
        ),
        pytest.param(
            "short fingers and toes",
            {
                ("short fingers", "HP:0009381"),
                ("short fingers and toes", "HP:0001831"),
            },
            id="a word before two parts of a list",
        ),
        pytest.param(
            "He had nevi, and a basal cell carcinoma.",
            {("nevi", "HP:0003764"), ("basal cell carcinoma", "HP:0002671")},
            id="no part is what another is about",
        ),
        pytest.param(
            "loss of weight, chest pain",
            {("loss of weight", "HP:0001824"), ("chest pain", "HP:0100749")},
            id="a part that begins another name shares nothing",
        ),
        pytest.param(
            "anomalies of the nervous system were seen",
            {("anomalies of the nervous system", "HP:0000707")},
            id="a word without a meaning that stands with another",
        ),
        pytest.param(
            "She was microcephalic and a hypotonic infant.",
            {("microcephalic", "HP:0000252"), ("hypotonic", "HP:0001252")},
            id="learned adjectives of people",
        ),
        pytest.param(
            "the hemiplegic migrainous side", set(), id="adjectives of other things"
        ),
        pytest.param(
            "Both brothers were deaf.", {("deaf", "HP:0000365")}, id="a word of a list"
        ),
        pytest.param(
            "the tumor suppressor gene", set(), id="a name that makes another thing"
        ),
        pytest.param(
            "abnormal cell-cell contacts", set(), id="a name does not end at a hyphen"
        ),
        pytest.param(
            "deafness-dystonia and fever-related rash",
            {
                ("deafness", "HP:0000365"),
                ("dystonia", "HP:0001332"),
                ("fever", "HP:0001945"),
                ("rash", "HP:0000988"),
            },
            id="but where a name follows, or what leaves it what it is",
        ),
        pytest.param(
            "a malformed cornea cell",
            set(),
            id="a word that says something of a longer phrase",
        ),
        pytest.param(
            "The disorder affects all, and the problem is broken.",
            set(),
            id="words that stand for a thing do not begin a name",
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


def test_any_apostrophe_belongs_to_its_word(shipped: Terminology) -> None:
    for sign in ("'", "\N{RIGHT SINGLE QUOTATION MARK}"):
        assert found(f"She has Alzheimer{sign}s disease.", shipped) == {
            (f"Alzheimer{sign}s disease", "HP:0002511")
        }


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
        *rules.recognition.people,
        *rules.recognition.onward,
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
def test_lines_that_are_broken_elsewhere_name_the_same(
    text: str, shipped: Terminology
) -> None:
    flat = " ".join(text.split())
    assert [
        (each.start, each.end, each.candidate.curie)
        for each in terminology.recognise(flat, shipped)
    ] == [
        (each.start, each.end, each.candidate.curie)
        for each in terminology.recognise(flat.replace(" ", "\n"), shipped)
    ]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=words())
def test_the_same_text_gives_the_same(text: str, shipped: Terminology) -> None:
    first = terminology.recognise(text, shipped)
    assert first == terminology.recognise(text, shipped)
    assert list(first) == sorted(
        first, key=lambda it: (it.start, -it.end, it.candidate.curie)
    )
