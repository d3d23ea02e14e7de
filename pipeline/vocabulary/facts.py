"""What sentences say of a procedure as a whole: ``facts.yaml``."""

from functools import lru_cache
from typing import Final

import msgspec

from pipeline import knowledge
from pipeline.vocabulary.gates import Rules
from pipeline.vocabulary.wordings import Example, Worded, worded

_FILE: Final = "vocabulary/facts.yaml"


class FactRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One wording; see the head of the file for what its fields mean."""

    id: str
    generalises: str
    type: str
    pattern: str
    example: Example
    except_: str = msgspec.field(default="", name="except")
    not_in: frozenset[str] = frozenset()


class FactsFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The shape of the file."""

    facts: tuple[FactRule, ...]


@lru_cache(maxsize=1)
def load() -> Rules[Worded[FactRule]]:
    """Read and compile the file; raise VocabularyError where it is wrong."""
    return worded(_FILE, knowledge.records(_FILE, FactsFile).facts)
