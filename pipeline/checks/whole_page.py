"""Find what a page lacks, and what should not be in it."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from pipeline.folding import fold
from pipeline.model import Document, Finding, Line, LineStatus, Reading, Section
from pipeline.vocabulary import lexicon
from pipeline.vocabulary.checks import CheckVocabulary

_MISSING: Final = "MISSING_SECTIONS"
_PERSONAL: Final = "PERSONAL_DATA"
_FOREIGN: Final = "NOT_ENGLISH"
_GUESSED: Final = "ENCODING_GUESSED"
_FALLBACK: Final = "cp1252"
_UNREAD: Final = "NOT_UNDERSTOOD"
_WORD: Final = re.compile(r"[^\W\d_]+")
_LETTERS: Final = re.compile("[a-z]+")  # the same in lower-case ASCII, and faster
_JUDGED: Final = 4000  # characters from the beginning that tell the language


def find(
    document: Document,
    sections: Sequence[Section],
    reading: Reading,
    lines: Sequence[Line],
    checks: CheckVocabulary,
) -> tuple[Finding, ...]:
    """Return the findings on the page as a whole.

    They are sections that a page about a procedure leaves out, a language that is not
    English, how much was not understood where that is much, an encoding that had to be
    guessed, and what looks like data of a person, which is named by its sort only.
    """
    return (
        *_missing(document, sections, reading, checks),
        *_foreign(document, checks),
        *_unread(document, reading, lines, checks),
        *_personal(document, checks),
        *_guessed(document, checks),
    )


def _missing(
    document: Document,
    sections: Sequence[Section],
    reading: Reading,
    checks: CheckVocabulary,
) -> Iterator[Finding]:
    if reading.procedure is None:
        return
    types = {section.type for section in sections}
    missing = [each for each in checks.expected if each not in types]
    if missing:
        words = ", ".join(each.replace("_", " ") for each in missing)
        yield checks.finding(_MISSING, document.name, sections=words)


def _foreign(document: Document, checks: CheckVocabulary) -> Iterator[Finding]:
    begun = fold(document.text[:_JUDGED])
    words = (_LETTERS if begun.isascii() else _WORD).findall(begun)
    known = lexicon.load().function_words
    share = sum(map(known.__contains__, words)) / (len(words) or 1)
    if len(words) >= checks.foreign.words and share < checks.foreign.share:
        yield checks.finding(_FOREIGN, document.name, share=f"{share:.0%}")


def _unread(
    document: Document,
    reading: Reading,
    lines: Sequence[Line],
    checks: CheckVocabulary,
) -> Iterator[Finding]:
    missed = sum(line.status is LineStatus.NOT_UNDERSTOOD for line in lines)
    share = missed / (len(lines) or 1)
    most = checks.unread.share
    if reading.procedure is None:
        most = checks.unread.without_procedure
    if len(lines) >= checks.unread.lines and share > most:
        yield checks.finding(
            _UNREAD,
            document.name,
            share=f"{share:.0%}",
            missed=str(missed),
            lines=str(len(lines)),
        )


def _guessed(document: Document, checks: CheckVocabulary) -> Iterator[Finding]:
    if document.encoding == _FALLBACK:
        yield checks.finding(_GUESSED, document.name, encoding=document.encoding)


def _personal(document: Document, checks: CheckVocabulary) -> Iterator[Finding]:
    for each in document.personal:
        yield checks.finding(
            _PERSONAL, document.name, start=each.start, end=each.end, sort=each.sort
        )
