"""How web pages are read: the lists of ``ontology/vocabulary/html.yaml``."""

from functools import lru_cache

import msgspec

from pipeline import knowledge


class HtmlVocabulary(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Names of elements, roles and class tokens by what they mean for the text layer."""

    blocks: frozenset[str]
    skipped: frozenset[str]
    navigation: frozenset[str]
    roles: frozenset[str]
    tokens: frozenset[str]
    bold: frozenset[str]


@lru_cache(maxsize=1)
def load() -> HtmlVocabulary:
    """Read the lists; raise VocabularyError where the file is wrong."""
    return knowledge.records("vocabulary/html.yaml", HtmlVocabulary)
