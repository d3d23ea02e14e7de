"""The terminologies that things are linked to: release, terms of use, and digest.

Each is a dataset of its own (DCAT 3, https://www.w3.org/TR/vocab-dcat-3/) with a
statement of rights (DCMI Metadata Terms), so that whoever passes a graph on sees what
it holds of others.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from pipeline.exports.manner import Run
from pipeline.exports.terms import Term, licence, name, text, worded
from pipeline.terminology import SourceInfo, catalogue

Pair = tuple[Term, Term]
Json = dict[str, object]

_RIGHTS: Final = "-rights"


def subjects(run: Run) -> Iterator[tuple[Term, Sequence[Pair]]]:
    """Yield each terminology of *run* and its rights, by prefix."""
    for each in sorted(run.terminologies, key=lambda it: it.prefix):
        identifier = f"terminology/{each.prefix}"
        rights = name(f"{identifier}{_RIGHTS}")
        known = licence(each.licence)
        yield (
            name(identifier),
            (
                ("a", "dcat:Dataset"),
                ("dcterms:title", worded(each.name)),
                ("dcterms:identifier", text(each.prefix)),
                ("dcat:version", text(each.version)),
                *((("dcterms:license", known),) if known else ()),
                ("dcterms:rights", rights),
                ("dcterms:bibliographicCitation", text(_cite(each))),
                ("pg:sha256", text(each.sha256)),
            ),
        )
        yield (
            rights,
            (("a", "dcterms:RightsStatement"), ("rdfs:label", worded(each.licence))),
        )


def records(run: Run) -> list[Json]:
    """Return each terminology of *run* as a record, in the order they count in."""
    return [_record(each) for each in run.terminologies]


def _record(source: SourceInfo) -> Json:
    return {
        "prefix": source.prefix,
        "name": source.name,
        "version": source.version,
        "licence": source.licence,
        "cite": _cite(source),
        "sha256": source.sha256,
    }


def _cite(source: SourceInfo) -> str:
    """Return what the makers of *source* ask to be said, or its name."""
    known = catalogue.load().terminologies.get(source.prefix)
    return known.cite if known else source.name
