"""Count what came out of documents, of the sections in them, and of their lines."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

import msgspec

from pipeline import namespaces
from pipeline.exports.account import Listed
from pipeline.exports.report import words
from pipeline.exports.report.foremost import Foremost
from pipeline.exports.report.found import Found, by_document, severe
from pipeline.exports.report.records import (
    DocumentCount,
    Lines,
    Place,
    SectionCount,
    TypeCount,
    WithoutFacts,
)
from pipeline.exports.report.unread import Unread
from pipeline.model import Extraction, Finding, Line, LineStatus, Polarity, Text

_NOWHERE: Final = "other"  # the type of what stands in no section


@dataclass(slots=True)
class _Sections:
    """What is counted of the sections of a type."""

    sections: int = 0
    mentions: int = 0
    lines: Counter[LineStatus] = field(default_factory=Counter)


class Pages:
    """The documents of a graph, which are to be shown to it text by text."""

    def __init__(self, found: Found, unread: Unread) -> None:
        """Count nothing yet; *found* is asked, and *unread* told, of each document."""
        self.texts = self.documents = self.sections = self.mentions = 0
        self.lines: Counter[LineStatus] = Counter()
        self.characters: Counter[LineStatus] = Counter()
        self.procedures: set[str] = set()
        self._found = found
        self._unread = unread
        self._types: Counter[str] = Counter()
        self._of_type: dict[str, _Sections] = {}
        self._counts: Foremost[DocumentCount] = Foremost(_order)
        self._empty: Foremost[WithoutFacts] = Foremost(lambda it: it.document)

    def look(self, text: Text) -> None:
        """Count the documents of *text*."""
        self.texts += 1
        stances = Counter(each.polarity for each in text.assertions)
        for page in text.extractions:
            self._page(page, stances)
            self._found.look(page.document)

    def _page(self, page: Extraction, stances: Mapping[Polarity, int]) -> None:
        document, mentions = page.document, page.reading.mentions
        self.documents += 1
        self.sections += len(page.sections)
        self.mentions += len(mentions)
        self._types.update(each.type for each in mentions)
        if page.procedure:
            self.procedures.add(page.procedure)
        self._sections(page)
        lines: Counter[LineStatus] = Counter(each.status for each in page.lines)
        self.lines.update(lines)
        for each in page.lines:
            self.characters[each.status] += each.end - each.start
        counted = _lines(lines)
        named = page.reading.procedure
        self._counts.add(
            DocumentCount(
                document.name,
                document.key,
                namespaces.iri(page.procedure) if page.procedure else "",
                named.label if named else "",
                len(mentions),
                stances.get(Polarity.AFFIRMED, 0),
                stances.get(Polarity.NEGATED, 0),
                counted,
                severe({}),
            )
        )
        if not any(stances.values()):
            self._empty.add(WithoutFacts(document.name, document.key, counted))

    def _sections(self, page: Extraction) -> None:
        starts = [each.start for each in page.sections]
        for section in page.sections:
            self._of(section.type).sections += 1
        for mention in page.reading.mentions:
            self._of(_type(page, mention.section)).mentions += 1
        for line in page.lines:
            kind = _type(page, bisect_right(starts, line.start) - 1)
            self._of(kind).lines[line.status] += 1
            if line.status is LineStatus.NOT_UNDERSTOOD:
                self._not_understood(page, line, kind)

    def _of(self, kind: str) -> _Sections:
        return self._of_type.setdefault(kind, _Sections())

    def _not_understood(self, page: Extraction, line: Line, kind: str) -> None:
        document = page.document
        place = Place(document.name, document.key, line.start, line.end)
        self._unread.add(document.text[line.start : line.end], place, kind)

    # ------------------------------------------------------------ what was counted

    def ended(self) -> Lines:
        """Return how many lines ended with each status."""
        return _lines(self.lines)

    def signs(self) -> Lines:
        """Return how many characters are in the lines of each status."""
        return _lines(self.characters)

    def types(self) -> tuple[TypeCount, ...]:
        """Return how many mentions there are of each type, the most first."""
        return typed(self._types)

    def by_section(self) -> tuple[SectionCount, ...]:
        """Return what stands in sections of each type, those with most lines first."""
        return tuple(
            SectionCount(kind, it.sections, it.mentions, _lines(it.lines))
            for kind, it in sorted(
                self._of_type.items(), key=lambda it: (-it[1].lines.total(), it[0])
            )
        )

    def by_document(self, findings: Iterable[Finding]) -> Listed[DocumentCount]:
        """Return the documents, those with most lines not understood first.

        *findings* are all that there are, on whatever document.
        """
        found = self._counts.listed()
        told = by_document(findings, [each.document for each in found.shown])
        return Listed(
            found.total,
            tuple(
                msgspec.structs.replace(each, findings=told[each.document])
                for each in found.shown
            ),
        )

    def without_facts(self) -> Listed[WithoutFacts]:
        """Return the documents that gave no fact, by name."""
        return self._empty.listed()


def typed(counted: Mapping[str, int]) -> tuple[TypeCount, ...]:
    """Return *counted* types, classes among them, with labels, the most first."""
    return tuple(
        TypeCount(kind, _called(kind), count)
        for kind, count in sorted(counted.items(), key=lambda it: (-it[1], it[0]))
    )


def _called(kind: str) -> str:
    return words.label(kind) if ":" in kind else words.spoken(kind)


def _type(page: Extraction, index: int) -> str:
    in_one = 0 <= index < len(page.sections)
    return page.sections[index].type if in_one else _NOWHERE


def _lines(counted: Mapping[LineStatus, int]) -> Lines:
    return {str(each): counted.get(each, 0) for each in LineStatus}


def _order(entry: DocumentCount) -> tuple[int, str, str]:
    return -entry.lines[LineStatus.NOT_UNDERSTOOD], entry.document, entry.key
