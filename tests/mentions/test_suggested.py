"""Which suggestions are taken, and why the others are not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import extract
from pipeline.mentions import suggested
from pipeline.model import Document, Mention, Page, Plugin, Polarity, Suggestion
from pipeline.vocabulary import extractors
from pipeline.vocabulary.extractors import Reason

TEXT = (
    "Toe Straightening\n\nRisks:\n- Bleeding\n- Zorkiness of the left toe\n"
    "- No plopping\n\nRecovery:\nExpect zorkiness. Expect rest.\n"
)
TITLE_ONLY = "About Weather\n\nNausea is a symptom of flu.\n"


def document(text: str) -> Document:
    return Document("a.txt", text, "0" * 64, "1" * 64, "text/plain", "utf-8")


def run(text: str, *told: Suggestion) -> tuple[list[Mention], list[str]]:
    def plugin(page: Page) -> list[Suggestion]:
        assert page.text == text
        return list(told)

    made = extract.extract(
        document(text), extract.load(), plugins=[Plugin("p", "1", plugin)]
    )
    taken = [it for it in made.reading.mentions if it.rule == "extractor.p"]
    refused = [it.message for it in made.findings if it.check == "EXTRACTOR_REFUSED"]
    return taken, refused


def test_a_suggestion_is_a_mention_with_its_line_as_evidence() -> None:
    start = TEXT.index("Zorkiness")
    (taken,), refused = run(
        TEXT, Suggestion("Symptom", "Zorkiness of the left toe", start, 0.3)
    )
    assert refused == []
    assert (taken.start, taken.end) == (start, start + 25)
    assert (
        TEXT[taken.evidence.start : taken.evidence.end] == "Zorkiness of the left toe"
    )
    assert (taken.label, taken.qualifiers.side) == ("zorkiness of toe", "left")
    assert taken.confidence == 0.3


@pytest.mark.parametrize(
    ("told", "reason"),
    [
        pytest.param(Suggestion("Nonsense", "Bleeding"), Reason.NO_TYPE, id="type"),
        pytest.param(Suggestion("Symptom", "vertigo"), Reason.NOT_THERE, id="absent"),
        pytest.param(
            Suggestion("Symptom", "zorkiness", 3), Reason.NOT_THERE, id="elsewhere"
        ),
        pytest.param(
            Suggestion("Symptom", "zorkiness", -4), Reason.NOT_THERE, id="before it"
        ),
        pytest.param(Suggestion("Symptom", "Expect"), Reason.NOT_ONCE, id="twice"),
        pytest.param(
            Suggestion("Symptom", "zorkiness. Expect"), Reason.NO_LINE, id="sentences"
        ),
        pytest.param(
            Suggestion("Complication", "Bleeding"), Reason.NOT_NEW, id="read already"
        ),
        pytest.param(Suggestion("Symptom", "  "), Reason.NO_WORD, id="blanks"),
        pytest.param(
            Suggestion("Symptom", "orkiness", TEXT.index("orki")),
            Reason.NO_WHOLE,
            id="within a word",
        ),
        pytest.param(
            Suggestion("Symptom", "-", TEXT.index("- Zork")), Reason.NO_WORD, id="marks"
        ),
    ],
)
def test_a_suggestion_is_refused_with_its_reason(
    told: Suggestion, reason: Reason
) -> None:
    taken, (message,) = run(TEXT, told)
    assert taken == []
    assert extractors.load().refusals[reason] in message


def test_on_a_page_of_no_procedure_there_are_no_steps_of_one() -> None:
    taken, (message,) = run(TITLE_ONLY, Suggestion("ProcedureStep", "Nausea"))
    assert taken == []
    assert extractors.load().refusals[Reason.NO_PROCEDURE] in message


def test_what_the_page_denies_is_denied() -> None:
    told = Suggestion("Symptom", "plopping")
    made = extract.extract(document(TEXT), extract.load())
    denied = [it for it in made.reading.mentions if "plopping" in it.label]
    assert [it.qualifiers.polarity for it in denied] == [Polarity.NEGATED]
    (taken,), _ = run(TEXT, told)
    assert taken.qualifiers.polarity is Polarity.NEGATED


def test_of_two_alike_the_surer_is_taken() -> None:
    start = TEXT.index("zorkiness.")
    low = Suggestion("Symptom", "zorkiness", start, 0.1)
    high = Suggestion("Symptom", "zorkiness", start, 0.5)
    (taken,), refused = run(TEXT, low, high)
    assert (taken.confidence, len(refused)) == (0.5, 1)


@given(
    st.lists(
        st.builds(
            Suggestion,
            st.sampled_from(["Symptom", "Complication", "Step", "ProcedureStep"]),
            st.one_of(st.text(max_size=12), st.sampled_from(TEXT.split())),
            st.one_of(st.none(), st.integers(-5, len(TEXT) + 5)),
            st.floats(-1, 2),
        ),
        max_size=6,
    )
)
def test_a_quote_is_always_the_text_and_order_does_not_matter(
    told: list[Suggestion],
) -> None:
    taken, refused = run(TEXT, *told)
    assert all(TEXT[it.start : it.end].strip() for it in taken)
    assert all(0 <= it.confidence <= 0.6 for it in taken)
    assert len(refused) + len(taken) >= len(set(told))
    assert (taken, refused) == run(TEXT, *reversed(told))


def test_there_is_a_word_for_every_reason() -> None:
    assert set(extractors.load().refusals) == set(Reason)
    assert suggested.take(
        (),
        suggested.Page(document(""), (), (), frozenset(), frozenset()),
        extract.load().reading.lexicon,
        extractors.load(),
    ) == ((), ())
