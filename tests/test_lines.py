"""Every unit ends with exactly one status, the first that fits."""

import pytest

from pipeline import lines
from pipeline.model import (
    Assertion,
    Block,
    BlockKind,
    LineStatus,
    Mention,
    ProcedureMention,
    Reading,
    Section,
    Span,
    Unit,
)

PROCEDURE = ProcedureMention("knee check", 0, 4, Span(0, 4), 0, "r")


def unit(start: int, kind: BlockKind = BlockKind.PARAGRAPH) -> Unit:
    return Unit(start, start + 10, start, 0, Block(kind, start, start + 10, start))


def assertion(start: int, end: int) -> Assertion:
    return Assertion("a", "d", "s", "p", "o", start, end, "", 0, "r", 1.0)


def mention(start: int, end: int) -> Mention:
    place = Span(start, end)
    return Mention("m", "Condition", "x", start, end, place, 0, "r", 1.0)


def statuses(
    units: tuple[Unit, ...],
    *,
    assertions: tuple[Assertion, ...] = (),
    mentions: tuple[Mention, ...] = (),
    contexts: frozenset[int] = frozenset(),
    procedure: ProcedureMention | None = PROCEDURE,
) -> list[LineStatus]:
    end = units[-1].end if units else 0
    blocks = tuple(each.block for each in units)
    section = Section(0, "", "overview", 0, end, 1, blocks)
    reading = Reading(procedure, mentions, (), contexts)
    found = lines.account(units, reading, assertions, (section,))
    assert [(line.start, line.end) for line in found] == [
        (each.start, each.end) for each in units
    ]
    return [line.status for line in found]


@pytest.mark.parametrize(
    ("kind", "status"),
    [
        (BlockKind.BOILERPLATE, LineStatus.BOILERPLATE),
        (BlockKind.HEADING, LineStatus.HEADING),
        (BlockKind.PARAGRAPH, LineStatus.ASSERTED),
        (BlockKind.ROW, LineStatus.ASSERTED),
    ],
)
def test_the_first_status_that_fits_counts(kind: BlockKind, status: LineStatus) -> None:
    found = statuses(
        (unit(0, kind),), assertions=(assertion(0, 5),), contexts=frozenset({0})
    )
    assert found == [status]


@pytest.mark.parametrize("kind", [BlockKind.RULE, BlockKind.HEADER_ROW])
def test_markup_without_facts_is_context(kind: BlockKind) -> None:
    assert statuses((unit(0, kind),)) == [LineStatus.CONTEXT]


def test_evidence_over_two_units_asserts_both_and_no_neighbour() -> None:
    units = (unit(0), unit(10), unit(20), unit(30))
    asserted, not_understood = LineStatus.ASSERTED, LineStatus.NOT_UNDERSTOOD
    assert statuses(units, assertions=(assertion(15, 25),)) == [
        not_understood,
        asserted,
        asserted,
        not_understood,
    ]


def test_long_evidence_before_short_is_not_forgotten() -> None:
    units = (unit(0), unit(10), unit(20))
    found = statuses(units, assertions=(assertion(0, 30), assertion(12, 14)))
    assert found == [LineStatus.ASSERTED] * 3


def test_a_unit_that_was_understood_is_context() -> None:
    assert statuses((unit(0),), contexts=frozenset({0})) == [LineStatus.CONTEXT]


def test_a_mention_of_which_nothing_is_stated_is_context() -> None:
    units, mentions = (unit(0),), (mention(2, 4),)
    assert statuses(units, mentions=mentions) == [LineStatus.CONTEXT]
    assert statuses(units, mentions=mentions, procedure=None) == [LineStatus.CONTEXT]


def test_nothing_to_account_for_gives_nothing() -> None:
    assert statuses(()) == []
