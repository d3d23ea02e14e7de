"""What a full stop does not end: ``ontology/vocabulary/abbreviations.yaml``."""

from functools import lru_cache
from typing import Final

import msgspec

from pipeline import knowledge

_FILE: Final = "vocabulary/abbreviations.yaml"


class AbbreviationGroup(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Abbreviations of one sort, without the final stop, in lower case."""

    id: str
    generalises: str
    words: tuple[str, ...]
    example: str


class AbbreviationsFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The shape of the file."""

    groups: tuple[AbbreviationGroup, ...]


@lru_cache(maxsize=1)
def load() -> frozenset[str]:
    """Return the abbreviations; raise VocabularyError where the file is wrong."""
    read = knowledge.records(_FILE, AbbreviationsFile)
    return frozenset(word for group in read.groups for word in group.words)
