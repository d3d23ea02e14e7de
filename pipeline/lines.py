"""Account for every line: what became facts, what is context, what was not read.

Each unit gets exactly one status, the first that fits in the order of ``LineStatus``.
"""

from collections.abc import Iterable, Sequence
from typing import Final

from pipeline.model import (
    Assertion,
    BlockKind,
    Line,
    LineStatus,
    Reading,
    Section,
    Unit,
)

_QUIET: Final = (BlockKind.RULE, BlockKind.HEADER_ROW)


def account(
    units: Sequence[Unit],
    reading: Reading,
    assertions: Sequence[Assertion],
    sections: Sequence[Section],
) -> tuple[Line, ...]:
    """Return each unit's place and status, in order.

    A unit is asserted where the evidence of an assertion overlaps it. One that gave a
    mention of which nothing is stated (the page is of no procedure, or the mention is
    not trusted enough) is understood and counts as context. *sections* are those that
    the units stand in.
    """
    evidence = _overlapped(units, ((a.start, a.end) for a in assertions))
    told = (mention.evidence for mention in reading.mentions)
    context = reading.contexts | _overlapped(
        units, ((span.start, span.end) for span in told)
    )
    headings = frozenset(
        section.blocks[0].start
        for section in sections
        if section.blocks and section.heading
    )
    return tuple(
        Line(unit.start, unit.end, _status(unit, at, evidence, context, headings))
        for at, unit in enumerate(units)
    )


def _status(
    unit: Unit,
    at: int,
    evidence: frozenset[int],
    context: frozenset[int],
    headings: frozenset[int],
) -> LineStatus:
    kind = unit.block.kind
    if kind is BlockKind.BOILERPLATE:
        return LineStatus.BOILERPLATE
    if kind is BlockKind.HEADING or (unit.first and unit.start in headings):
        return LineStatus.HEADING
    if at in evidence:
        return LineStatus.ASSERTED
    if kind in _QUIET or at in context:
        return LineStatus.CONTEXT
    return LineStatus.NOT_UNDERSTOOD


def _overlapped(
    units: Sequence[Unit], spans: Iterable[tuple[int, int]]
) -> frozenset[int]:
    """Return the places of the units that one of *spans* overlaps."""
    found: set[int] = set()
    at = 0
    for start, end in sorted(set(spans)):
        while at < len(units) and units[at].end <= start:
            at += 1
        here = at
        while here < len(units) and units[here].start < end:
            found.add(here)
            here += 1
    return frozenset(found)
