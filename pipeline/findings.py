"""Put findings in the one order that they have everywhere."""

from collections.abc import Iterable

from pipeline.model import Finding


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return *findings*, each once, by document and place."""
    return tuple(sorted(set(findings), key=_order))


def _order(finding: Finding) -> tuple[object, ...]:
    nowhere = -1
    return (
        finding.document,
        nowhere if finding.start is None else finding.start,
        nowhere if finding.end is None else finding.end,
        finding.check,
        finding.about,
        finding.message,
        finding.severity,
        finding.documents,
        finding.conflicts_with,
        finding.suggested,
    )
