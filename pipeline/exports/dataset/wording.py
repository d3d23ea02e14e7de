"""What is said of every dataset: ``ontology/exports/dataset.yaml``."""

from functools import lru_cache
from typing import Final

import msgspec

from pipeline import knowledge

_FILE: Final = "exports/dataset.yaml"


class About(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The dataset as a whole, in words; *language* is the IRI of the usual one."""

    title: str
    description: str
    keywords: tuple[str, ...]
    language: str
    rights: str


class Kind(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A kind of file: *media_type* where one is registered, *feature* of RDF."""

    label: str
    media_type: str = ""
    feature: str = ""


class Wording(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The shape of the file."""

    about: About
    unknown: str
    formats: dict[str, Kind]
    packed: dict[str, str]


@lru_cache(maxsize=1)
def load() -> Wording:
    """Read the file; raise VocabularyError where it is wrong."""
    return knowledge.records(_FILE, Wording)
