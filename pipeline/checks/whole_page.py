"""Find what a page lacks, and what should not be in it."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from pipeline.folding import flatten, fold
from pipeline.model import Document, Finding, Reading, Section
from pipeline.vocabulary import lexicon
from pipeline.vocabulary.checks import CheckVocabulary

_MISSING: Final = "MISSING_SECTIONS"
_PERSONAL: Final = "PERSONAL_DATA"
_FOREIGN: Final = "NOT_ENGLISH"
_WORD: Final = re.compile(r"[^\W\d_]+")
_JUDGED: Final = 4000  # characters from the beginning that tell the language


def find(
    document: Document,
    sections: Sequence[Section],
    reading: Reading,
    checks: CheckVocabulary,
) -> tuple[Finding, ...]:
    """Return the findings on the page as a whole.

    They are sections that a page about a procedure leaves out, a language that is not
    English, and what looks like data of a person, which is named by its sort only.
    """
    return (
        *_missing(document, sections, reading, checks),
        *_foreign(document, checks),
        *_personal(document, checks),
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
    words = _WORD.findall(fold(document.text[:_JUDGED]))
    known = lexicon.load().function_words
    share = sum(word in known for word in words) / (len(words) or 1)
    if len(words) >= checks.foreign.words and share < checks.foreign.share:
        yield checks.finding(_FOREIGN, document.name, share=f"{share:.0%}")


def _personal(document: Document, checks: CheckVocabulary) -> Iterator[Finding]:
    text = flatten(document.text)
    for sort, pattern in checks.personal.items():
        for found in pattern.finditer(text):
            yield checks.finding(
                _PERSONAL,
                document.name,
                start=found.start(),
                end=found.end(),
                sort=sort,
            )
