"""What sentences without a heading are about: ``topics.yaml``."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import msgspec

from pipeline import knowledge
from pipeline.model import Section
from pipeline.vocabulary.gates import Gated, Rules
from pipeline.vocabulary.patterns import compiled, gated

_FILE: Final = "vocabulary/topics.yaml"


class TopicRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One wording; see the head of the file for what its fields mean."""

    id: str
    section: str
    generalises: str
    pattern: str
    example: str
    counter: str
    carries: bool = False


class TopicsFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The shape of the file."""

    silent: dict[str, frozenset[str]]
    defining: str
    rules: tuple[TopicRule, ...]


@dataclass(frozen=True, slots=True, eq=False)
class TopicVocabulary:
    """The compiled file; *silent* has the rules of headings that say nothing."""

    silent: dict[str, frozenset[str]]
    defining: Gated
    rules: Rules[TopicRule]

    def is_silent(self, section: Section) -> bool:
        """Tell whether the heading of *section* says nothing of what is told in it."""
        rules = self.silent.get(section.type)
        return rules is not None and (not rules or section.rule in rules)


@lru_cache(maxsize=1)
def load() -> TopicVocabulary:
    """Read and compile the file; raise VocabularyError where it is wrong."""
    read = knowledge.records(_FILE, TopicsFile)
    return TopicVocabulary(
        read.silent,
        gated(_FILE, "defining", read.defining),
        Rules((compiled(_FILE, rule.id, rule.pattern), rule) for rule in read.rules),
    )
