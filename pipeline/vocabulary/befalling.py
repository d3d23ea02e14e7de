"""What may befall, told as a clause: ``befalling.yaml``."""

import re
from functools import lru_cache
from typing import Final

import msgspec

from pipeline import knowledge
from pipeline.vocabulary.gates import Rules
from pipeline.vocabulary.patterns import compiled
from pipeline.vocabulary.wordings import Example, Worded, worded

_FILE: Final = "vocabulary/befalling.yaml"


class BefallingRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One wording; see the head of the file for what its fields mean."""

    id: str
    generalises: str
    pattern: str
    example: Example
    counter: str
    types: frozenset[str] = frozenset()
    except_: str = msgspec.field(default="", name="except")


class BefallingFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The shape of the file."""

    parts: str
    befalling: tuple[BefallingRule, ...]


@lru_cache(maxsize=1)
def load() -> Rules[Worded[BefallingRule]]:
    """Read and compile the file; raise VocabularyError where it is wrong."""
    return worded(_FILE, knowledge.records(_FILE, BefallingFile).befalling)


@lru_cache(maxsize=1)
def load_parts() -> re.Pattern[str]:
    """Return what parts a sentence into its clauses."""
    return compiled(_FILE, "parts", knowledge.records(_FILE, BefallingFile).parts)
