"""Extract: all that one document says, a pure function of it and the vocabularies.

The one place that knows the order of the stages. It never looks at another document,
the clock or the machine, so that it gives the same wherever it is called.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from pipeline import (
    assertions,
    blocks,
    codes,
    extractors,
    lines,
    mentions,
    procedure,
    sections,
    sentences,
)
from pipeline.checks import document as page
from pipeline.checks import suggestions, whole_page
from pipeline.mentions import suggested
from pipeline.model import (
    Document,
    Extraction,
    Plugin,
    Reading,
    Refused,
    Section,
    Unit,
)
from pipeline.vocabulary import checks, layout, predicates, reading
from pipeline.vocabulary import extractors as taking
from pipeline.vocabulary.blocks import BlockVocabulary
from pipeline.vocabulary.checks import CheckVocabulary
from pipeline.vocabulary.extractors import ExtractorVocabulary
from pipeline.vocabulary.predicates import PredicateVocabulary
from pipeline.vocabulary.reading import ReadingVocabulary

_NOTHING = Reading(None, (), ())


@dataclass(frozen=True, slots=True, eq=False)
class Vocabularies:
    """All knowledge that decides what a document says."""

    blocks: BlockVocabulary
    abbreviations: frozenset[str]
    reading: ReadingVocabulary
    predicates: PredicateVocabulary
    checks: CheckVocabulary
    extractors: ExtractorVocabulary


@lru_cache(maxsize=1)
def load() -> Vocabularies:
    """Read all vocabularies; raise VocabularyError where a file is wrong."""
    return Vocabularies(
        blocks=layout.load(),
        abbreviations=layout.abbreviations(),
        reading=reading.load(),
        predicates=predicates.load(),
        checks=checks.load(),
        extractors=taking.load(),
    )


def extract(
    document: Document,
    vocabularies: Vocabularies,
    threshold: float = 0.0,
    plugins: Sequence[Plugin] = (),
) -> Extraction:
    """Return what *document* says: sections, mentions, assertions, account of lines.

    Of mentions that are trusted less than *threshold* nothing is stated. What *plugins*
    suggest is taken where the text bears it out.
    """
    blocked = blocks.split(document, vocabularies.blocks)
    parts = sections.split(document, blocked, vocabularies.blocks.headings)
    units = sentences.divide(document, parts, vocabularies.abbreviations)
    read = _read(document, parts, units, vocabularies.reading)
    read, refused = _suggested(document, parts, units, read, vocabularies, plugins)
    nodes, stated, subject = assertions.state(
        document,
        read,
        vocabularies.predicates,
        vocabularies.reading.lexicon,
        threshold,
    )
    account = lines.account(units, read, stated, parts)
    return Extraction(
        document=document,
        sections=parts,
        reading=read,
        nodes=nodes,
        assertions=stated,
        lines=account,
        findings=(
            *page.find(document, parts, read, vocabularies.checks),
            *whole_page.find(document, parts, read, account, vocabularies.checks),
            *suggestions.find(document, refused, vocabularies.checks),
        ),
        procedure=subject,
    )


def _read(
    document: Document,
    parts: tuple[Section, ...],
    units: tuple[Unit, ...],
    vocabulary: ReadingVocabulary,
) -> Reading:
    """Return procedure, mentions and codes; nothing of a page not about medicine."""
    if not procedure.is_medical(document, units, vocabulary):
        return _NOTHING
    given = codes.find(document, parts, units, vocabulary.codes)
    about = procedure.find(document, parts, units, given, vocabulary)
    names = (about.label, *about.synonyms) if about is not None else ()
    found, contexts = mentions.read(
        document,
        parts,
        units,
        vocabulary,
        has_procedure=about is not None,
        names=names,
    )
    if about is not None:
        # The line that names the procedure is understood: it names all else.
        contexts |= {
            at
            for at, unit in enumerate(units)
            if unit.start < about.evidence.end and about.evidence.start < unit.end
        }
    return Reading(about, found, given, contexts)


def _suggested(  # noqa: PLR0913 - all that a page is
    document: Document,
    parts: tuple[Section, ...],
    units: tuple[Unit, ...],
    read: Reading,
    vocabularies: Vocabularies,
    plugins: Sequence[Plugin],
) -> tuple[Reading, tuple[Refused, ...]]:
    """Return *read* with what *plugins* suggest beside it, and what is not taken."""
    if not plugins or read is _NOTHING:
        return read, ()
    about = read.procedure.label if read.procedure else ""
    told, failed = extractors.ask(plugins, document, parts, about)
    types = frozenset(vocabularies.predicates.links)
    needing = vocabularies.reading.roles.types.needing_procedure
    taken, refused = suggested.take(
        told,
        suggested.Page(
            document,
            units,
            read.mentions,
            types if about else types - needing,
            needing,
        ),
        vocabularies.reading.lexicon,
        vocabularies.extractors,
    )
    return replace(read, mentions=read.mentions + taken), (*failed, *refused)
