"""A page as a whole: what it leaves out, its language, data of persons."""

from collections.abc import Sequence

import pytest

from pipeline.checks import whole_page
from pipeline.model import (
    Document,
    Finding,
    Line,
    LineStatus,
    Personal,
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
    text: str,
    *types: str,
    procedure: ProcedureMention | None = None,
    lines: Sequence[Line] = (),
    personal: tuple[Personal, ...] = (),
    encoding: str = "utf-8",
) -> list[Finding]:
    sections = [
        Section(index, kind, kind, 0, 0, 1, ()) for index, kind in enumerate(types)
    ]
    document = Document(
        "d.txt", text, "", "", "text/plain", encoding, personal=personal
    )
    reading = Reading(procedure, (), ())
    return list(whole_page.find(document, sections, reading, lines, CHECKS))


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
    ("missed", "read", "share"),
    [
        pytest.param(5, 5, "50%", id="half"),
        pytest.param(4, 6, "", id="as much as may be"),
        pytest.param(4, 0, "", id="too little to tell"),
        pytest.param(0, 9, "", id="all is understood"),
    ],
)
def test_a_page_of_which_much_is_not_understood_is_told_with_the_share(
    missed: int, read: int, share: str
) -> None:
    statuses = [LineStatus.NOT_UNDERSTOOD] * missed + [LineStatus.CONTEXT] * read
    lines = [Line(n, n + 1, status) for n, status in enumerate(statuses)]
    told = found("", "complications", "recovery", procedure=NAMED, lines=lines)
    assert [each.check for each in told] == (["NOT_UNDERSTOOD"] if share else [])
    for each in told:
        assert each.severity is Severity.INFO
        assert f"Of 10 lines and sentences 5 were not understood ({share})" in (
            each.message
        )


@pytest.mark.parametrize(("missed", "is_told"), [(7, False), (8, True)])
def test_a_page_about_no_procedure_is_told_only_where_nearly_all_was_missed(
    missed: int, *, is_told: bool
) -> None:
    statuses = [LineStatus.NOT_UNDERSTOOD] * missed
    statuses += [LineStatus.CONTEXT] * (10 - missed)
    lines = [Line(n, n + 1, status) for n, status in enumerate(statuses)]
    assert bool(found("", lines=lines)) is is_told


def test_data_of_a_person_is_told_by_its_sort_and_place() -> None:
    (flagged,) = found("MRN: 1234567", personal=(Personal("record number", 0, 12),))
    assert (flagged.check, flagged.severity) == ("PERSONAL_DATA", Severity.WARNING)
    assert (flagged.start, flagged.end) == (0, 12)
    assert "record number" in flagged.message


def test_an_encoding_that_is_a_guess_is_told() -> None:
    (guessed,) = found(ENGLISH, encoding="cp1252")
    assert (guessed.check, guessed.severity) == ("ENCODING_GUESSED", Severity.INFO)
    assert "cp1252" in guessed.message
