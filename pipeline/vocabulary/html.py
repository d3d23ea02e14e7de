"""How web pages are read: the lists of ``ontology/vocabulary/html.yaml``."""

from functools import lru_cache

import msgspec

from pipeline import knowledge


class Ends(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The open elements that a start tag ends, and those beyond which it ends none."""

    closed: frozenset[str]
    within: frozenset[str]


class HtmlVocabulary(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Names of elements, roles and words by what they mean for the text layer."""

    blocks: frozenset[str]
    void: frozenset[str]
    skipped: frozenset[str]
    raw: frozenset[str]
    preformatted: frozenset[str]
    formatting: frozenset[str]
    bold: frozenset[str]
    lists: frozenset[str]
    cells: frozenset[str]
    walls: frozenset[str]
    ends: dict[str, Ends]
    navigation: frozenset[str]
    regions: frozenset[str]
    roles: frozenset[str]
    tokens: frozenset[str]
    states: frozenset[str]
    content: frozenset[str]
    openers: frozenset[str]
    opening: frozenset[str]
    folding: frozenset[str]
    titles: frozenset[str]
    dates: tuple[str, ...]
    encodings: dict[str, str]


@lru_cache(maxsize=1)
def load() -> HtmlVocabulary:
    """Read the lists; raise VocabularyError where the file is wrong."""
    return knowledge.records("vocabulary/html.yaml", HtmlVocabulary)
