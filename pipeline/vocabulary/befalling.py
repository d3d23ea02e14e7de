"""What may befall, told as a clause: ``befalling.yaml``."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import msgspec

from pipeline import knowledge
from pipeline.vocabulary.gates import Gated, Rules
from pipeline.vocabulary.patterns import compiled, gated

_FILE: Final = "vocabulary/befalling.yaml"


class BefallingExample(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A sentence and the labels read from it."""

    text: str
    labels: tuple[str, ...]


class BefallingRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One wording; see the head of the file for what its fields mean."""

    id: str
    generalises: str
    pattern: str
    example: BefallingExample
    counter: str
    types: frozenset[str] = frozenset()
    except_: str = msgspec.field(default="", name="except")


class BefallingFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The shape of the file."""

    parts: str
    befalling: tuple[BefallingRule, ...]


@dataclass(frozen=True, slots=True)
class Befalling:
    """A compiled rule."""

    rule: BefallingRule
    unless: Gated | None


@lru_cache(maxsize=1)
def load() -> Rules[Befalling]:
    """Read and compile the file; raise VocabularyError where it is wrong."""
    read = knowledge.records(_FILE, BefallingFile)
    return Rules(
        (
            compiled(_FILE, rule.id, rule.pattern),
            Befalling(
                rule, gated(_FILE, rule.id, rule.except_) if rule.except_ else None
            ),
        )
        for rule in read.befalling
    )


@lru_cache(maxsize=1)
def load_parts() -> re.Pattern[str]:
    """Return what parts a sentence into its clauses."""
    return compiled(_FILE, "parts", knowledge.records(_FILE, BefallingFile).parts)
