"""Say what a dataset is made from: documents and terminologies, with their terms."""

import hashlib
from collections.abc import Iterator
from typing import Final

from pipeline import identifiers
from pipeline.exports import terminologies
from pipeline.exports.dataset.wording import Wording
from pipeline.exports.manner import Manner, Run
from pipeline.exports.sources import title
from pipeline.exports.terms import Term, address, name, text, worded
from pipeline.exports.triples import Pair, Subject, run_of
from pipeline.model import Description, Graph

_UNKNOWN: Final = "rights/unknown"
_DIGITS: Final = 16


class Origins:
    """The sources of a graph, by their IRI, and what rights in them are said to be.

    Documents of one text are one source, as in the graph.
    """

    def __init__(self, graph: Graph, wording: Wording) -> None:
        """Go through the documents of *graph* once."""
        self.sources: dict[Term, dict[Pair, None]] = {}
        self._rights: dict[str, str] = {}
        self._wording = wording
        for extraction in graph.extractions:
            document = extraction.document
            source = name(identifiers.document(document.key))
            pairs = self.sources.setdefault(source, {("a", "prov:Entity"): None})
            pairs["dcterms:identifier", text(document.name)] = None
            about = document.description
            called = worded(title(extraction), about.language or "en")
            pairs["dcterms:title", called] = None
            for pair in self._terms(about):
                pairs[pair] = None

    def _terms(self, about: Description) -> Iterator[Pair]:
        if about.url and (url := address(about.url)):
            yield "dcterms:source", url
        licence = about.licence
        if licence and (iri := address(licence)):
            yield "dcterms:license", iri
        else:
            digest = hashlib.sha256((licence or "").encode()).hexdigest()[:_DIGITS]
            key = f"rights/{digest}" if licence else _UNKNOWN
            self._rights[key] = licence or self._wording.unknown
            yield "dcterms:rights", name(key)

    def subjects(self) -> Iterator[Subject]:
        """Yield each source, then what rights there are."""
        for source, pairs in sorted(self.sources.items()):
            yield source, sorted(pairs)
        for key, words in sorted(self._rights.items()):
            yield rights(key, words)


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
