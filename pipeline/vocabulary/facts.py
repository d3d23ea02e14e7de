"""What sentences say of a procedure as a whole: ``facts.yaml``."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import msgspec

from pipeline import knowledge
from pipeline.vocabulary.gates import Gated, Rules
from pipeline.vocabulary.patterns import compiled, gated

_FILE: Final = "vocabulary/facts.yaml"


class FactExample(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A sentence and the labels read from it."""

    text: str
    labels: tuple[str, ...]


class FactRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One wording; see the head of the file for what its fields mean."""

    id: str
    generalises: str
    type: str
    pattern: str
    example: FactExample
    except_: str = msgspec.field(default="", name="except")
    not_in: frozenset[str] = frozenset()


class FactsFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The shape of the file."""

    facts: tuple[FactRule, ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """A compiled rule."""

    rule: FactRule
    unless: Gated | None


@lru_cache(maxsize=1)
def load() -> Rules[Fact]:
    """Read and compile the file; raise VocabularyError where it is wrong."""
    read = knowledge.records(_FILE, FactsFile)
    return Rules(
        (
            compiled(_FILE, rule.id, rule.pattern),
            Fact(
                rule,
                gated(_FILE, rule.id, rule.except_) if rule.except_ else None,
            ),
        )
        for rule in read.facts
    )
