"""What the search for the procedure of a page works on: the page, places, names."""

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.folding import fold
from pipeline.model import BlockKind, Document, Section, Span, Unit
from pipeline.vocabulary.headings import HeadingVocabulary
from pipeline.vocabulary.lexicon import Lexicon
from pipeline.vocabulary.procedures import ProcedureVocabulary
from pipeline.vocabulary.reading import ReadingVocabulary


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch that may hold the name, and the line it stands in."""

    start: int
    end: int
    line: Span
    section: int
    rule: str


@dataclass(frozen=True, slots=True)
class Name:
    """A name that was found.

    *is_known* tells that its words are a procedure's, *again* how often it stands
    elsewhere on the page.
    """

    start: int
    end: int
    place: Place
    is_known: bool
    again: int


@dataclass(frozen=True, slots=True)
class Page:
    """The text of a page, what it is divided into, and the vocabularies it is read by.

    *low* is the text in lower case, place by place; *units* are without boilerplate;
    *act_endings* are the endings of words that name procedures.
    """

    text: str
    low: str
    sections: Sequence[Section]
    units: Sequence[Unit]
    words: ProcedureVocabulary
    headings: HeadingVocabulary
    lexicon: Lexicon
    verbs: frozenset[str]
    act_endings: tuple[str, ...]


def see(
    document: Document,
    sections: Sequence[Section],
    units: Sequence[Unit],
    vocabulary: ReadingVocabulary,
) -> Page:
    """Return what the search works on."""
    return Page(
        text=document.text,
        low=fold(document.text),
        sections=sections,
        units=[unit for unit in units if unit.block.kind is not BlockKind.BOILERPLATE],
        words=vocabulary.procedures,
        headings=vocabulary.headings,
        lexicon=vocabulary.lexicon,
        verbs=vocabulary.instructions.verbs,
        act_endings=tuple(
            ending
            for ending, kind in vocabulary.lexicon.suffixes
            if kind in vocabulary.procedures.kinds
        ),
    )
