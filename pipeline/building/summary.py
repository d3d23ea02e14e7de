"""What a build did, in numbers and names: for the receipt and for people."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from pipeline.model import Graph, LineStatus, Polarity, Quarantined, Severity

_EXACT: Final = "skos:exactMatch"
_UNUSED: Final = "DECISION_UNUSED"
_DECLINED: Final = "DECISION_REFUSED"


@dataclass(frozen=True, slots=True)
class Written:
    """A file of the output folder and its size in bytes."""

    name: str
    size: int


@dataclass(frozen=True, slots=True)
class Summary:
    """The counts of a build.

    *lines* counts what had to be read (lines, and in prose sentences), by how it ended;
    *facts* are the affirmed statements, *denied* the others. *linked* things have links
    to concepts of terminologies, *exact* ones are such a concept, *merged* ones were
    found to be another one, and *undecided* are names of several concepts. Of the
    *decisions* of people, *unused* ones do nothing here, and *declined* ones cannot be
    carried out. *files* are those of the output folder itself. Of the documents, *kept*
    ones were found as an earlier build left them; where the whole build *is_unchanged*,
    nothing was done. *damaged* counts what earlier builds left and could not be used.
    """

    out: str
    documents: int
    sections: int
    mentions: int
    nodes: int
    procedures: int
    facts: int
    denied: int
    lines: dict[str, int]
    findings: dict[str, int]
    linked: int
    exact: int
    merged: int
    undecided: int
    quarantined: tuple[Quarantined, ...]
    decisions: int = 0
    unused: int = 0
    declined: int = 0
    files: tuple[Written, ...] = ()
    seconds: float = 0.0
    kept: int = 0
    damaged: int = 0
    is_unchanged: bool = False

    @property
    def violations(self) -> int:
        """The number of findings that are violations."""
        return self.findings[Severity.VIOLATION]

    def counts(self) -> dict[str, object]:
        """Return the numbers that do not change from run to run."""
        return {
            "documents": self.documents,
            "quarantined": len(self.quarantined),
            "sections": self.sections,
            "mentions": self.mentions,
            "nodes": self.nodes,
            "procedures": self.procedures,
            "facts": self.facts,
            "denied": self.denied,
            "lines": self.lines,
            "findings": self.findings,
            "linked": self.linked,
            "exact": self.exact,
            "merged": self.merged,
            "undecided": self.undecided,
            "decisions": self.decisions,
            "decisions_unused": self.unused,
            "decisions_refused": self.declined,
        }


def summarise(
    out: str,
    graph: Graph,
    refused: Iterable[Quarantined],
    merged: int = 0,
    decisions: int = 0,
) -> Summary:
    """Return the counts of *graph* and what was *refused* on the way to it.

    *merged* nodes were found to be others while it was linked to terminologies and
    *decisions* of people were carried out.
    """
    asserted = [match for match in graph.matches if match.is_asserted]
    sections = mentions = 0
    lines: Counter[str] = Counter()
    procedures = set()
    stances: Counter[Polarity] = Counter()
    for text in graph.texts:
        stances.update(each.polarity for each in text.assertions)
        for page in text.extractions:
            sections += len(page.sections)
            mentions += len(page.reading.mentions)
            lines.update(line.status for line in page.lines)
            procedures.add(page.procedure)
    findings = Counter(finding.severity for finding in graph.findings)
    checks = Counter(finding.check for finding in graph.findings)
    return Summary(
        out=out,
        documents=len(graph.extractions),
        sections=sections,
        mentions=mentions,
        nodes=len(graph.nodes),
        procedures=len(procedures - {""}),
        facts=stances[Polarity.AFFIRMED],
        denied=stances[Polarity.NEGATED],
        lines={str(status): lines[status] for status in LineStatus},
        findings={str(severity): findings[severity] for severity in Severity},
        linked=len({match.node for match in asserted}),
        exact=len({m.node for m in asserted if m.predicate == _EXACT}),
        merged=merged,
        undecided=len({(m.node, m.source) for m in graph.matches if m.rank}),
        quarantined=tuple(refused),
        decisions=decisions,
        unused=checks[_UNUSED],
        declined=checks[_DECLINED],
    )
