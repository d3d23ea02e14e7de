"""A page as a whole: what it leaves out, its language, data of persons."""

import pytest

from pipeline.checks import whole_page
from pipeline.model import (
    Document,
    Finding,
    ProcedureMention,
    Reading,
    Section,
    Severity,
    Span,
)
from pipeline.vocabulary import checks as vocabulary

CHECKS = vocabulary.load()
NAMED = ProcedureMention("x", 0, 1, Span(0, 1), 0, "r")
ENGLISH = "The doctor puts a thin tube in the vein, and it is taken out after a day. "
OTHER = "Vor dem Eingriff sollten Sie nichts essen; danach bleiben Sie im Krankenhaus. "


def found(
    text: str, *types: str, procedure: ProcedureMention | None = None
) -> list[Finding]:
    sections = [
        Section(index, kind, kind, 0, 0, 1, ()) for index, kind in enumerate(types)
    ]
    document = Document("d.txt", text, "", "", "text/plain", "utf-8")
    reading = Reading(procedure, (), ())
    return list(whole_page.find(document, sections, reading, CHECKS))


def test_a_page_on_a_procedure_is_told_what_it_leaves_out() -> None:
    (missing,) = found("", "overview", "recovery", procedure=NAMED)
    assert (missing.check, missing.severity) == ("MISSING_SECTIONS", Severity.INFO)
    assert missing.message == "The page has no section on: complications."


@pytest.mark.parametrize(
    ("types", "procedure"),
    [
        pytest.param(("recovery", "complications"), NAMED, id="all is there"),
        pytest.param(("overview",), None, id="a page on no procedure owes nothing"),
    ],
)
def test_nothing_is_missing(
    types: tuple[str, ...], procedure: ProcedureMention | None
) -> None:
    assert found("", *types, procedure=procedure) == []


@pytest.mark.parametrize(
    ("text", "is_told"),
    [
        pytest.param(ENGLISH * 10, False, id="English"),
        pytest.param(OTHER * 10, True, id="another language"),
        pytest.param(OTHER, False, id="too short to tell"),
        pytest.param("", False, id="nothing"),
    ],
)
def test_another_language_is_told(text: str, *, is_told: bool) -> None:
    assert [each.check for each in found(text)] == (["NOT_ENGLISH"] if is_told else [])


@pytest.mark.parametrize(
    ("text", "sort"),
    [
        ("MRN: 0012345", "record number"),
        ("Patient ID #A-44321", "record number"),
        ("DOB 03/04/1961", "date of birth"),
        ("Date of birth: 1961-03-04", "date of birth"),
        ("SSN 123-45-6789", "social security number"),
        ("Patient phone: (555) 010-1234", "phone number of a patient"),
    ],
)
def test_data_of_a_person_is_flagged_and_not_repeated(text: str, sort: str) -> None:
    (flagged,) = found(f"Seen today. {text}\nNext")
    assert (flagged.check, flagged.severity) == ("PERSONAL_DATA", Severity.WARNING)
    assert flagged.start == 12
    assert sort in flagged.message
    assert not any(char.isdigit() for char in flagged.message)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Call us at (555) 010-1234.", id="the clinic's own number"),
        pytest.param("Ask for your medical record number.", id="words without one"),
        pytest.param("Last updated 03/04/2021", id="another date"),
        pytest.param("CPT code 27447", id="a code"),
    ],
)
def test_what_is_of_no_person_is_left_alone(text: str) -> None:
    assert found(text) == []
