"""A line may be understood though it gives no fact."""

import pytest

from pipeline.mentions import context
from pipeline.mentions.draft import Role
from pipeline.mentions.view import view
from pipeline.vocabulary import reading

VOCABULARY = reading.load()


def is_context(
    text: str, section: str = "overview", *, before: bool = False, about: bool = True
) -> bool:
    return context.is_context(
        view(text, 0, len(text)),
        Role("", section),
        VOCABULARY,
        before_list=before,
        has_procedure=about,
    )


@pytest.mark.parametrize(
    ("text", "before_list"),
    [
        pytest.param("What are the risks?", False, id="a question"),
        pytest.param("Your doctor will look for:", False, id="an announcement"),
        pytest.param("A hernia is a bulge.", False, id="a definition"),
        pytest.param("You may feel tired.", False, id="a feeling"),
        pytest.param("Ask if anything is unclear.", False, id="talk"),
        pytest.param("Several things matter", True, id="what opens a list"),
        pytest.param("None", False, id="word that there is nothing"),
        pytest.param("It affects 1 in 5,000 newborns.", False, id="how common it is"),
        pytest.param("The gene lies on a chromosome.", False, id="genes"),
    ],
)
def test_a_sentence_may_be_understood_without_a_fact(
    text: str, *, before_list: bool
) -> None:
    assert is_context(text, before=before_list)


@pytest.mark.parametrize(
    "text", ["Mauve elephants dance.", "Several things matter", "The bladder burst."]
)
def test_other_sentences_are_not_understood(text: str) -> None:
    assert not is_context(text)


def test_the_course_of_a_disease_is_context_only_on_a_page_about_it() -> None:
    assert is_context("It gets worse over time.", about=False)
    assert not is_context("The wound worsens slowly.", "recovery")
