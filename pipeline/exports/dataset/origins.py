"""Say what a dataset is made from: documents and terminologies, with their terms."""

import hashlib
import re
from collections.abc import Iterator
from typing import Final

from pipeline import identifiers
from pipeline.exports import terminologies
from pipeline.exports.dataset.wording import Wording
from pipeline.exports.manner import Manner, Run
from pipeline.exports.sources import title
from pipeline.exports.terms import Term, address, licence, name, text, worded
from pipeline.exports.triples import Pair, Subject, run_of
from pipeline.model import Description, Graph

_UNKNOWN: Final = "rights/unknown"
_DIGITS: Final = 16
# DCAT 3, "Property: language": ISO 639-1 where there is such a code, else ISO 639-2, as
# the Library of Congress names them (https://www.w3.org/TR/vocab-dcat-3/).
_LANGUAGES: Final = (
    (re.compile(r"[a-z]{2}"), "http://id.loc.gov/vocabulary/iso639-1/"),
    (re.compile(r"[a-z]{3}"), "http://id.loc.gov/vocabulary/iso639-2/"),
)


class Origins:
    """The sources of a graph, by their IRI, and what rights in them are said to be.

    Documents of one text are one source, as in the graph. *languages* are those that
    documents say they are in; one that says none is in the usual one.
    """

    def __init__(self, graph: Graph, wording: Wording) -> None:
        """Go through the documents of *graph* once."""
        self.sources: dict[Term, dict[Pair, None]] = {}
        self.languages: dict[Term, None] = {}
        self._rights: dict[str, str] = {}
        self._wording = wording
        usual = f"<{wording.about.language}>"
        for extraction in graph.extractions:
            document = extraction.document
            source = name(identifiers.document(document.key))
            pairs = self.sources.setdefault(source, {("a", "prov:Entity"): None})
            pairs["dcterms:identifier", text(document.name)] = None
            about = document.description
            self.languages[_language(about.language) or usual] = None
            called = worded(title(extraction), about.language or "en")
            pairs["dcterms:title", called] = None
            for pair in self._terms(about):
                pairs[pair] = None
        self.languages = self.languages or {usual: None}

    def _terms(self, about: Description) -> Iterator[Pair]:
        if about.url and (url := address(about.url)):
            yield "dcterms:source", url
        words = about.licence or ""
        if known := licence(words):
            yield "dcterms:license", known
        if not address(words):
            digest = hashlib.sha256(words.encode()).hexdigest()[:_DIGITS]
            key = f"rights/{digest}" if words else _UNKNOWN
            self._rights[key] = words or self._wording.unknown
            yield "dcterms:rights", name(key)

    def subjects(self) -> Iterator[Subject]:
        """Yield each source, then what rights there are."""
        for source, pairs in sorted(self.sources.items()):
            yield source, sorted(pairs)
        for key, words in sorted(self._rights.items()):
            yield rights(key, words)


def _language(tag: str | None) -> Term | None:
    """Return the term of the language of *tag*, None where it names none."""
    primary = re.split("[-_]", (tag or "").strip().casefold())[0]
    spaces = (space for code, space in _LANGUAGES if code.fullmatch(primary))
    return next((f"<{space}{primary}>" for space in spaces), None)


def rights(identifier: str, words: str) -> Subject:
    """Return the statement of rights called *identifier*."""
    return name(identifier), (
        ("a", "dcterms:RightsStatement"),
        ("rdfs:label", worded(words)),
    )


def brought(run: Run) -> tuple[Term, ...]:
    """Return the terminologies of *run*."""
    return tuple(
        term
        for term, pairs in terminologies.subjects(run)
        if ("a", "dcat:Dataset") in pairs
    )


def making(manner: Manner, used: tuple[Term, ...]) -> Iterator[Subject]:
    """Yield the run that *used* all that, and the program that it was a run of."""
    agent = name(f"agent/procedure-graph-{manner.run.version}")
    run, pairs = run_of(manner)
    yield (
        run,
        (
            *pairs,
            ("prov:wasAssociatedWith", agent),
            *(("prov:used", each) for each in used),
        ),
    )
    yield (
        agent,
        (
            ("a", "prov:SoftwareAgent"),
            ("rdfs:label", worded(f"procedure-graph {manner.run.version}")),
            ("schema:softwareVersion", text(manner.run.version)),
        ),
    )
