"""Put findings in the one order that they have everywhere."""

from collections.abc import Callable, Collection, Iterable
from typing import Final

from pipeline.model import Finding, Room
from pipeline.sorting import Ordered, Ordering, place

_PARTS: Final = 7  # of the key


def gathering(room: Room | None = None) -> Ordering[Finding]:
    """Return what takes findings, and gives them by document and place, each once."""
    return Ordering(Finding, _key, _PARTS, room)


def in_order(
    findings: Iterable[Finding], room: Room | None = None
) -> Collection[Finding]:
    """Return *findings*, each once, by document and place.

    They are kept in *room* where they are too many for memory.
    """
    taken = gathering(room)
    for each in findings:
        taken.add(each)
    return taken.things()


def by_document(findings: Collection[Finding]) -> Callable[[str], Iterable[Finding]]:
    """Return what gives the findings of a document, by its name."""
    if isinstance(findings, Ordered):
        return findings.of
    found: dict[str, list[Finding]] = {}
    for each in findings:
        found.setdefault(each.document, []).append(each)
    return lambda name: found.get(name, ())


def _key(finding: Finding) -> tuple[str, ...]:
    return (
        finding.document,
        _place(finding.start),
        _place(finding.end),
        finding.check,
        finding.about,
        finding.message,
        finding.severity,
    )


def _place(offset: int | None) -> str:
    """Return *offset* as a text, in order; what is nowhere comes first."""
    return "" if offset is None else place(offset)
