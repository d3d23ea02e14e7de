"""Gather what a graph holds of each source document.

Documents of the same text are one source: identifiers name a text by its digest.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from pipeline import identifiers
from pipeline.exports.terms import Term, name
from pipeline.findings import by_document
from pipeline.model import Assertion, Extraction, Finding, Graph, Text

Place = tuple[int, int]

AROUND: Final = 20
"""How many characters evidence shows before and after a quote."""


@dataclass(frozen=True, slots=True)
class Source:
    """One text: the documents that have it, and what is stated from it.

    *places* are the stretches of the text that a statement or a finding rests on,
    *headings* the terms of the sections, by document and index.
    """

    text: Text
    places: tuple[Place, ...]
    headings: Mapping[tuple[str, int], Term]
    term: Term

    def span(self, start: int, end: int) -> Term:
        """Return the term of the stretch from *start* to *end*."""
        return span(self.text.key, start, end)

    def section(self, assertion: Assertion) -> Term:
        """Return the term of the section that *assertion* stands in."""
        return self.headings[assertion.document, assertion.section]


def gather(graph: Graph) -> Iterator[Source]:
    """Yield the source of each text of *graph*, in order of the documents' names."""
    found = by_document(graph.findings)
    for text in graph.texts:
        places = {(each.start, each.end) for each in text.assertions}
        for each in text.extractions:
            places |= _places(found(each.document.name))
        headings = {
            (each.document.name, section.index): name(
                identifiers.section(text.key, section.index, section.heading)
            )
            for each in text.extractions
            for section in each.sections
        }
        yield Source(
            text, tuple(sorted(places)), MappingProxyType(headings), document(text.key)
        )


def document(key: str) -> Term:
    """Return the term of the document whose text has *key*."""
    return name(identifiers.document(key))


def span(key: str, start: int, end: int) -> Term:
    """Return the term of the stretch from *start* to *end* of the text with *key*."""
    return f"span:{key}-{start}-{end}"


def _places(findings: Iterable[Finding]) -> set[Place]:
    """Return the places of *findings*."""
    return {
        (each.start, each.end)
        for each in findings
        if each.start is not None and each.end is not None
    }


def title(extraction: Extraction) -> str:
    """Return its title: as described, else its first heading, else its name."""
    headings = (section.heading for section in extraction.sections if section.heading)
    page = extraction.document
    return page.description.title or next(headings, page.name)
