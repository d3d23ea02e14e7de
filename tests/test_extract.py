"""What one document says is a pure function of it, and every part leads back to it."""

import hashlib
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.documents import Limits, find, read
from pipeline.extract import extract, load
from pipeline.model import (
    Document,
    Extraction,
    LineStatus,
)
from pipeline.vocabulary import html
from tests.promises import faults

VOCABULARIES = load()
SOURCES = Path(__file__).parents[1] / "sources"
LINES = st.sampled_from(
    (
        *("# Knee arthroscopy", "## Risks", "## Recovery", "## Steps", "## Cost"),
        *("Warning signs", "Procedure: hernia repair", "CPT code: 12345", "", "   "),
        *("- Infection, bleeding or clots in the legs", "  - **Nerve damage** (rare)"),
        *(
            "1. The knee is cleaned with iodine.",
            "- No scarring",
            "Avoid:",
            "- Alcohol",
        ),
        *("Call your doctor if you have:", "- a fever or chills", "| Risk | Rate |"),
        *(
            "|---|---|",
            "| Stroke | 1% |",
            "Stay: 2 to 3 nights",
            "It costs $900 to $1k.",
        ),
        *(
            "Numbness \u2013 or weakness \u2013 in the legs may occur.",
            "> quoted\n> pain",
        ),
        *(
            "Pain due to [arthritis](a.org)\n  that has not improved with rest.",
            "\u0130",
        ),
    )
)
WORDS = st.lists(LINES | st.text(max_size=12), max_size=12).map("\n".join)
PAGES = WORDS | WORDS.map("# Knee arthroscopy\n\n## Risks\n{}".format)


def document(text: str) -> Document:
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return Document("d", text, digest, digest, "text/markdown", "utf-8")


def said(text: str) -> Extraction:
    return extract(document(text), VOCABULARIES)


@cache
def sources() -> Sequence[Extraction]:
    words = html.load()
    return tuple(
        extract(each, VOCABULARIES)
        for found in find([SOURCES])
        for each in read(found, Limits(), words)
        if isinstance(each, Document)
    )


# ---------------------------------------------------------------- made pages


@settings(deadline=None)
@given(PAGES)
def test_whatever_a_page_holds_every_promise_is_kept(text: str) -> None:
    assert faults(said(text)) == []


@settings(deadline=None, max_examples=40)
@given(PAGES)
def test_two_runs_give_the_same(text: str) -> None:
    assert said(text) == said(text)


@settings(deadline=None, max_examples=40)
@given(PAGES, PAGES)
def test_a_page_read_before_changes_nothing(text: str, other: str) -> None:
    alone = said(text)
    said(other)
    assert said(text) == alone


# ---------------------------------------------------------------- our sources


def test_there_are_sources_and_each_is_read() -> None:
    assert len(sources()) >= 18
    assert all(found.lines for found in sources())


@pytest.mark.parametrize("name", [found.name for found in find([SOURCES])])
def test_on_our_sources_every_promise_is_kept(name: str) -> None:
    (found,) = (each for each in sources() if each.document.name == name)
    assert faults(found) == []


def test_each_of_our_sources_is_about_a_procedure_and_says_something() -> None:
    silent = [
        found.document.name
        for found in sources()
        if found.reading.procedure is None
        or len(found.reading.mentions) < 10
        or not found.assertions
    ]
    assert silent == []


def test_reading_our_sources_again_gives_the_same() -> None:
    again = [extract(found.document, VOCABULARIES) for found in sources()]
    assert again == list(sources())


# ---------------------------------------------------------------- one page


def test_a_page_that_is_not_about_medicine_says_nothing() -> None:
    found = said("# Lemon cake\n\n## Steps\n\n1. Whisk the eggs.\n2. Bake the cake.\n")
    assert found.reading.procedure is None
    assert found.reading.mentions == ()
    assert found.assertions == ()
    assert found.lines


def test_a_page_without_a_procedure_has_mentions_and_no_statements() -> None:
    found = said("# Diabetes\n\n## Symptoms\n\n- Thirst\n- Fatigue\n")
    assert found.reading.procedure is None
    assert [each.label for each in found.reading.mentions] == ["thirst", "fatigue"]
    assert (found.assertions, found.procedure) == ((), "")


def test_a_page_about_a_procedure_states_what_it_names() -> None:
    found = said(
        "# Knee arthroscopy\n\n## Risks\n\n- Infection\n\n---\n\nMauve words.\n"
    )
    assert found.procedure == "procedure/knee-arthroscopy"
    (statement,) = found.assertions
    assert (statement.predicate, statement.quote) == ("hasComplication", "Infection")
    assert [line.status for line in found.lines][:3] == [
        LineStatus.HEADING,
        LineStatus.HEADING,
        LineStatus.ASSERTED,
    ]
    assert found.lines[-1].status is LineStatus.NOT_UNDERSTOOD


def test_an_empty_document_says_nothing() -> None:
    found = said("")
    assert (found.lines, found.assertions, found.reading.mentions) == ((), (), ())


def test_vocabularies_are_read_once() -> None:
    assert load() is VOCABULARIES
