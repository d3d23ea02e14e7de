"""Findings on one document: empty headings, skipped text, no procedure."""

import pytest

from pipeline import blocks, sections
from pipeline.checks import document as checks
from pipeline.model import (
    Block,
    BlockKind,
    Document,
    Finding,
    ProcedureMention,
    Reading,
    Section,
    Severity,
    Span,
)
from pipeline.vocabulary import checks as vocabulary
from pipeline.vocabulary import layout

CHECKS = vocabulary.load()
NAMED = ProcedureMention("x", 0, 1, Span(0, 1), 0, "r")
H, P, B, R = (
    BlockKind.HEADING,
    BlockKind.PARAGRAPH,
    BlockKind.BOILERPLATE,
    BlockKind.RULE,
)


def page(*parts: tuple[int, tuple[BlockKind, ...]]) -> tuple[Document, list[Section]]:
    """Return a page whose sections have these levels and blocks, one line a block."""
    text, made = "", []
    for index, (level, kinds) in enumerate(parts):
        begin, its = len(text), []
        for kind in kinds:
            line = f"{kind} {index}"
            its.append(Block(kind, len(text), len(text) + len(line), len(text), level))
            text += f"{line}\n"
        heading = f"heading {index}" if kinds[0] is H else ""
        made.append(
            Section(index, heading, "other", begin, len(text), level, tuple(its))
        )
    return Document("d.txt", text, "", "", "text/plain", "utf-8"), made


def found(
    *parts: tuple[int, tuple[BlockKind, ...]],
    procedure: ProcedureMention | None = NAMED,
) -> list[Finding]:
    document, made = page(*parts)
    return list(checks.find(document, made, Reading(procedure, (), ()), CHECKS))


@pytest.mark.parametrize(
    ("parts", "empty"),
    [
        pytest.param([(1, (H, P))], [], id="a heading with text is not"),
        pytest.param([(1, (H,))], ["heading 0"], id="a last heading is"),
        pytest.param(
            [(1, (H,)), (1, (H, P))], ["heading 0"], id="before one of its rank it is"
        ),
        pytest.param([(1, (H,)), (2, (H, P))], [], id="over a lower one it is not"),
        pytest.param([(1, (H, B, R))], ["heading 0"], id="over an advert it is"),
        pytest.param([(1, (P,)), (1, (B,))], [], id="text without a heading is not"),
    ],
)
def test_a_heading_is_empty(
    parts: list[tuple[int, tuple[BlockKind, ...]]], empty: list[str]
) -> None:
    messages = [f.message for f in found(*parts) if f.check == "EMPTY_SECTION"]
    assert len(messages) == len(empty)
    assert all(name in said for name, said in zip(empty, messages, strict=True))


def test_an_empty_heading_is_found_at_its_place() -> None:
    (finding,) = found((1, (H, P)), (1, (H,)))
    assert (finding.start, finding.end) == (22, 31)
    assert (finding.severity, finding.document) == (Severity.INFO, "d.txt")
    assert finding.documents == ("d.txt",)


def test_each_stretch_of_boilerplate_is_one_finding() -> None:
    skipped = found((1, (B, P, B)), (1, (B,)), (1, (H, P)))
    assert [f.check for f in skipped] == ["BOILERPLATE_SKIPPED"] * 2
    assert "boilerplate 0 boilerplate 1" in skipped[1].message


def test_a_page_without_procedure_says_so_first_and_nowhere() -> None:
    first, second = found((1, (H,)), procedure=None)
    assert (first.check, first.start, first.end) == ("NO_PROCEDURE", None, None)
    assert second.check == "EMPTY_SECTION"


def test_an_empty_page_has_no_section_to_find() -> None:
    document = Document("d.txt", "", "", "", "text/plain", "utf-8")
    assert checks.find(document, (), Reading(NAMED, (), ()), CHECKS) == ()


def test_a_page_as_it_is_read_shows_its_empty_last_heading() -> None:
    text = "Ear Tube Surgery\n\nRisks:\n- Bleeding\n- Infection\n\nPreparation:"
    document = Document("d.txt", text, "", "", "text/plain", "utf-8")
    split = blocks.split(document, layout.load())
    made = sections.split(document, split, layout.load().headings)
    finding = checks.find(document, made, Reading(NAMED, (), ()), CHECKS)[-1]
    assert text[finding.start : finding.end] == "Preparation:"
