"""Gather what checks found, by check, with the words of the documents."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from pipeline import namespaces
from pipeline.exports import naming
from pipeline.exports.account import Listed
from pipeline.exports.report.foremost import Foremost
from pipeline.exports.report.records import CheckCount, FoundOne
from pipeline.model import Document, Finding, Severity
from pipeline.vocabulary import checks

SHOWN: Final = 50
"""How many findings of a check are shown."""
_LONGEST: Final = 400  # characters of a quote
_MORE: Final = "…"


class Found:
    """The findings of a graph; documents are to be shown to it for their words."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        """Choose those that are shown."""
        self.severities: Counter[Severity] = Counter()
        chosen: dict[str, Foremost[Finding]] = {}
        for each in findings:
            self.severities[each.severity] += 1
            chosen.setdefault(each.check, Foremost(_order, SHOWN)).add(each)
        self._chosen = {check: first.listed() for check, first in chosen.items()}
        self._wanted: dict[str, list[Finding]] = {}
        for one in self._shown():
            self._wanted.setdefault(one.document, []).append(one)
        self._quotes: dict[Finding, str] = {}
        self._keys: dict[str, str] = {}

    def _shown(self) -> Iterator[Finding]:
        for each in self._chosen.values():
            yield from each.shown

    def look(self, document: Document) -> None:
        """Take from *document* the words of what was found in it."""
        for each in self._wanted.get(document.name, ()):
            self._keys[document.name] = document.key
            if each.start is not None and each.end is not None:
                self._quotes[each] = cut(document.text[each.start : each.end])

    def severe(self) -> dict[str, int]:
        """Return how many findings there are of each severity."""
        return severe(self.severities)

    def counts(self) -> tuple[CheckCount, ...]:
        """Return what each check found, the grave ones first."""
        known = checks.load().checks
        found = []
        for check, told in self._chosen.items():
            rule = known.get(check)
            found.append(
                CheckCount(
                    check,
                    told.shown[0].severity,
                    rule.looks_for if rule else "",
                    Listed(told.total, tuple(map(self._one, told.shown))),
                )
            )
        ranks = list(Severity)
        return tuple(
            sorted(
                found,
                key=lambda it: (
                    ranks.index(Severity(it.severity)),
                    -it.findings.total,
                    it.check,
                ),
            )
        )

    def _one(self, each: Finding) -> FoundOne:
        about = naming.about(each)
        return FoundOne(
            namespaces.iri(naming.finding(each)),
            each.document,
            len(each.documents or (each.document,)),
            self._keys.get(each.document, ""),
            each.message,
            each.start,
            each.end,
            self._quotes.get(each, ""),
            namespaces.iri(about) if about else "",
        )


def by_document(
    findings: Iterable[Finding], names: Iterable[str]
) -> Mapping[str, dict[str, int]]:
    """Return how many of *findings* of each severity concern each of *names*."""
    found: dict[str, Counter[Severity]] = {name: Counter() for name in names}
    for each in findings:
        for name in each.documents or (each.document,):
            if name in found:
                found[name][each.severity] += 1
    return {name: severe(counted) for name, counted in found.items()}


def severe(counted: Mapping[Severity, int]) -> dict[str, int]:
    """Return *counted* with all severities, zero included."""
    return {str(each): counted.get(each, 0) for each in Severity}


def cut(quote: str) -> str:
    """Return *quote*, of a very long one the beginning."""
    return quote if len(quote) <= _LONGEST else f"{quote[:_LONGEST].rstrip()}{_MORE}"


def _order(found: Finding) -> tuple[object, ...]:
    start = -1 if found.start is None else found.start
    return found.document, start, naming.finding(found)
