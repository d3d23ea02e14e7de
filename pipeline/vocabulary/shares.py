"""How often things occur, as a share of all: ``shares.yaml``."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Final

import msgspec

from pipeline import knowledge
from pipeline.vocabulary.patterns import compiled

_FILE: Final = "vocabulary/shares.yaml"


class ShareExample(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words, and the ends of the share that they tell; an empty end is open."""

    text: str
    low: str
    high: str


class SharesFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The shape of the file."""

    percent: str
    ratio: str
    units: dict[str, int]
    numbers: dict[str, int]
    below: tuple[str, ...]
    above: tuple[str, ...]
    examples: tuple[ShareExample, ...]


@dataclass(frozen=True, slots=True, eq=False)
class ShareVocabulary:
    """The compiled file; *units* are the parts of a whole that a sign counts in."""

    percent: re.Pattern[str]
    ratio: re.Pattern[str]
    units: Mapping[str, int]
    numbers: Mapping[str, int]
    below: tuple[str, ...]
    above: tuple[str, ...]


@lru_cache(maxsize=1)
def load() -> ShareVocabulary:
    """Read and compile the file; raise VocabularyError where it is wrong."""
    read = knowledge.records(_FILE, SharesFile)
    return ShareVocabulary(
        percent=compiled(_FILE, "percent", read.percent),
        ratio=compiled(_FILE, "ratio", read.ratio),
        units=MappingProxyType(read.units),
        numbers=MappingProxyType(read.numbers),
        below=read.below,
        above=read.above,
    )
