"""What the lines of a section say of it: ``ontology/vocabulary/contents.yaml``."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import msgspec

from pipeline import knowledge
from pipeline.vocabulary.gates import Gated
from pipeline.vocabulary.patterns import gated

_FILE: Final = "vocabulary/contents.yaml"


class ContentRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One kind of lines, and the type of a section made of them."""

    id: str
    generalises: str
    type: str
    pattern: str
    example: str
    earlier: str = ""
    lead: bool = False
    share: float = 0.0
    fewest: int = 1


class ContentsFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The shape of the file."""

    turn: str
    lines: int
    rules: tuple[ContentRule, ...]


@dataclass(frozen=True, slots=True, eq=False)
class ContentVocabulary:
    """The compiled file: *turn* is the type that parts before from after."""

    turn: str
    lines: int
    rules: tuple[tuple[Gated, ContentRule], ...]

    @property
    def types(self) -> frozenset[str]:
        """The section types that the rules name."""
        named = {rule.type for _, rule in self.rules} | {self.turn}
        return frozenset(named | {rule.earlier or rule.type for _, rule in self.rules})


@lru_cache(maxsize=1)
def load() -> ContentVocabulary:
    """Read and compile the file; raise VocabularyError where it is wrong."""
    read = knowledge.records(_FILE, ContentsFile)
    return ContentVocabulary(
        read.turn,
        read.lines,
        tuple((gated(_FILE, rule.id, rule.pattern), rule) for rule in read.rules),
    )
