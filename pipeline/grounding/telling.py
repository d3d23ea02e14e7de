"""Tell what a thing may be where its name is that of several concepts."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from pipeline.model import Assertion, Extraction, Finding, Match
from pipeline.vocabulary.checks import CheckVocabulary

_AMBIGUOUS: Final = "TERM_AMBIGUOUS"


def findings(
    undecided: Iterable[tuple[Match, ...]],
    extractions: Iterable[Extraction],
    checks: CheckVocabulary,
) -> Iterator[Finding]:
    """Yield a finding for each group of candidates, where the thing is first named."""
    groups = tuple(undecided)
    if not groups:
        return
    places = _places({group[0].node for group in groups}, extractions)
    for group in groups:
        first, *_ = group
        said = places.get(first.node, ())
        if not said:
            continue
        place = said[0]
        yield checks.finding(
            _AMBIGUOUS,
            place.document,
            start=place.start,
            end=place.end,
            about=first.node,
            documents=tuple(sorted({each.document for each in said})),
            name=first.wording,
            source=first.source,
            candidates=", ".join(f"{each.curie} ({each.label})" for each in group),
        )


def _places(
    wanted: set[str], extractions: Iterable[Extraction]
) -> Mapping[str, list[Assertion]]:
    """Return the statements on each of the *wanted* nodes, in order of documents."""
    found: dict[str, list[Assertion]] = {}
    for extraction in extractions:
        for each in extraction.assertions:
            for node in {each.subject, each.object} & wanted:
                found.setdefault(node, []).append(each)
    return found
