"""Gather what a graph holds of each source document.

Documents of the same text are one source: identifiers name a text by its digest.
"""

from dataclasses import dataclass, field

from pipeline import identifiers
from pipeline.exports.terms import Term, name
from pipeline.model import Assertion, Document, Extraction, Graph, Section


@dataclass(slots=True)
class Source:
    """One text: the documents that have it, and what is stated from it.

    *titles* are the documents', in their order; *places* the stretches of the text that
    a statement or a finding rests on.
    """

    key: str
    text: str
    documents: list[Document] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    assertions: list[Assertion] = field(default_factory=list)
    places: set[tuple[int, int]] = field(default_factory=set)
    headings: dict[tuple[str, int], Term] = field(default_factory=dict)
    term: Term = ""

    def span(self, start: int, end: int) -> Term:
        """Return the term of the stretch from *start* to *end*."""
        return f"span:{self.key}-{start}-{end}"

    def section(self, assertion: Assertion) -> Term:
        """Return the term of the section that *assertion* stands in."""
        return self.headings[assertion.document, assertion.section]


def gather(graph: Graph) -> dict[str, Source]:
    """Return the sources of *graph* by key, in the order of their documents' names."""
    sources: dict[str, Source] = {}
    named: dict[str, Source] = {}
    for extraction in graph.extractions:
        document = extraction.document
        source = sources.setdefault(document.key, _source(document))
        named[document.name] = source
        _add(extraction, source)
    for assertion in graph.assertions:
        source = named[assertion.document]
        source.assertions.append(assertion)
        source.places.add((assertion.start, assertion.end))
    for finding in graph.findings:
        found = named.get(finding.document)
        if found and finding.start is not None and finding.end is not None:
            found.places.add((finding.start, finding.end))
    for source in sources.values():
        source.assertions.sort(key=_place)
    return sources


def _source(document: Document) -> Source:
    return Source(
        document.key, document.text, term=name(identifiers.document(document.key))
    )


def _add(extraction: Extraction, source: Source) -> None:
    document = extraction.document
    source.documents.append(document)
    source.titles.append(title(extraction))
    for section in extraction.sections:
        source.sections.append(section)
        place = document.name, section.index
        source.headings[place] = name(
            identifiers.section(source.key, section.index, section.heading)
        )


def _place(assertion: Assertion) -> tuple[int, int, str]:
    return assertion.start, assertion.end, assertion.id


def title(extraction: Extraction) -> str:
    """Return its title: as described, else its first heading, else its name."""
    headings = (section.heading for section in extraction.sections if section.heading)
    document = extraction.document
    return document.description.title or next(headings, document.name)
