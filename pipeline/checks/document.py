"""Find what can be said of one document without any knowledge from outside it."""

from collections.abc import Iterator, Sequence
from itertools import groupby, zip_longest
from typing import Final

from pipeline.model import BlockKind, Document, Finding, Reading, Section
from pipeline.vocabulary.checks import CheckVocabulary

_EMPTY: Final = "EMPTY_SECTION"
_SKIPPED: Final = "BOILERPLATE_SKIPPED"
_NO_PROCEDURE: Final = "NO_PROCEDURE"
_SILENT: Final = (BlockKind.HEADING, BlockKind.BOILERPLATE, BlockKind.RULE)


def find(
    document: Document,
    sections: Sequence[Section],
    reading: Reading,
    checks: CheckVocabulary,
) -> tuple[Finding, ...]:
    """Return the findings on *document* in the order of its text.

    They are headings with nothing under them, text skipped as boilerplate, one finding
    a stretch, and that the page is about no procedure.
    """
    found = [
        *_empty_sections(document, sections, checks),
        *_skipped(document, sections, checks),
    ]
    found.sort(key=lambda each: (each.start or 0, each.check))
    if reading.procedure is None:
        found.insert(0, checks.finding(_NO_PROCEDURE, document.name))
    return tuple(found)


def _empty_sections(
    document: Document, sections: Sequence[Section], checks: CheckVocabulary
) -> Iterator[Finding]:
    for section, following in zip_longest(sections, sections[1:]):
        if not section.heading or not section.blocks:
            continue
        # A heading over headings of a lower rank holds what they hold.
        if following is not None and following.level > section.level:
            continue
        if all(block.kind in _SILENT for block in section.blocks):
            opening = section.blocks[0]
            yield checks.finding(
                _EMPTY,
                document.name,
                start=opening.start,
                end=opening.end,
                heading=checks.excerpt(section.heading),
            )


def _skipped(
    document: Document, sections: Sequence[Section], checks: CheckVocabulary
) -> Iterator[Finding]:
    blocks = (block for section in sections for block in section.blocks)
    for is_skipped, stretch in groupby(
        blocks, key=lambda block: block.kind is BlockKind.BOILERPLATE
    ):
        if is_skipped:
            first, *rest = stretch
            end = rest[-1].end if rest else first.end
            words = document.text[first.start : end]
            yield checks.finding(
                _SKIPPED,
                document.name,
                start=first.start,
                end=end,
                excerpt=checks.excerpt(words),
            )
