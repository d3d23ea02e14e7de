"""How suggestions of plug-ins are taken: ``ontology/extractors.yaml``."""

from enum import StrEnum
from functools import lru_cache
from typing import Final

import msgspec

from pipeline import knowledge
from pipeline.errors import VocabularyError

FILE: Final = "extractors.yaml"


class Reason(StrEnum):
    """Why a suggestion is not taken."""

    NO_TYPE = "no-type"
    NOT_THERE = "not-there"
    NOT_ONCE = "not-once"
    NO_LINE = "no-line"
    NO_CONTENT = "no-content"
    NOT_NEW = "not-new"
    NO_PROCEDURE = "no-procedure"
    NO_WHOLE = "no-whole"
    NO_WORD = "no-word"


class ExtractorVocabulary(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The most that a plug-in is trusted, and why a suggestion is refused, in words."""

    confidence: float
    refusals: dict[Reason, str]


@lru_cache(maxsize=1)
def load() -> ExtractorVocabulary:
    """Read the file; raise VocabularyError where it is wrong."""
    read = knowledge.records(FILE, ExtractorVocabulary)
    for reason in Reason:
        if reason not in read.refusals:
            place = knowledge.place(FILE, "refusals")
            raise VocabularyError(place, f"says nothing of {reason}")
    return read
