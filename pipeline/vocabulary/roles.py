"""Which role a thing has by where it stands: ``ontology/vocabulary/roles.yaml``."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import msgspec

from pipeline import knowledge
from pipeline.vocabulary.gates import Rules
from pipeline.vocabulary.patterns import compiled

_FILE: Final = "vocabulary/roles.yaml"


class SectionRole(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How a section of one type is read: the mention type of its items and prose."""

    items: str = ""
    prose: str = ""


class TypeGroups(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The mention types by how they are read."""

    things: frozenset[str]
    tests: frozenset[str]
    instructions: frozenset[str]
    used: frozenset[str]
    advice: frozenset[str]
    events: frozenset[str]
    facts: frozenset[str]
    silent: frozenset[str]
    reasons: frozenset[str]
    possible: frozenset[str]
    befalling: frozenset[str]
    befallen: str
    not_befalling: frozenset[str]
    needing_procedure: frozenset[str]
    of_disease: dict[str, str]
    of_disease_in: frozenset[str]
    without_procedure: str
    testing: frozenset[str]
    testing_for: frozenset[str]
    tested: str
    diagnosed: str


class ColumnRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the cells under a column heading are.

    Cells under an *action* each stand for themselves. Their labels open with *prefix*
    where they name an act, with *naming* where they name a thing.
    """

    id: str
    generalises: str
    pattern: str
    example: str
    subject: str | None = None
    qualifier: str = ""
    action: str = ""
    prefix: str = ""
    naming: str = ""
    not_in: frozenset[str] = frozenset()
    is_skipped: bool = False
    is_named: bool = False
    is_trigger: bool = False


class InnerExample(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The words of a mention, and the types of what stands in it by their labels."""

    text: str
    found: dict[str, str]


class InnerRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The kinds of things that are looked for inside a mention of some types."""

    id: str
    generalises: str
    within: frozenset[str]
    kinds: dict[str, str]
    example: InnerExample
    modifiers: bool = False
    adjectives: bool = False
    determined: bool = False


class RunRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A table that has lost its lines: the words of its head, and how a share looks."""

    head: str
    share: str
    example: str


class RolesFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The shape of the file."""

    sections: dict[str, SectionRole]
    types: TypeGroups
    evidence_kinds: dict[str, frozenset[str]]
    named: dict[str, frozenset[str]]
    named_not: str
    columns: tuple[ColumnRule, ...]
    inner: tuple[InnerRule, ...]
    runs: RunRule
    confidence: dict[str, float]


@dataclass(frozen=True, slots=True)
class Runs:
    """The compiled rule on tables that have lost their lines."""

    head: re.Pattern[str]
    share: re.Pattern[str]


@dataclass(frozen=True, slots=True, eq=False)
class RoleVocabulary:
    """The compiled file."""

    sections: dict[str, SectionRole]
    types: TypeGroups
    evidence_kinds: dict[str, frozenset[str]]
    named: dict[str, frozenset[str]]
    named_not: re.Pattern[str]
    columns: Rules[ColumnRule]
    inner: dict[str, InnerRule]
    runs: Runs
    confidence: dict[str, float]


@lru_cache(maxsize=1)
def load() -> RoleVocabulary:
    """Read and compile the file; raise VocabularyError where it is wrong."""
    read = knowledge.records(_FILE, RolesFile)
    return RoleVocabulary(
        sections=read.sections,
        types=read.types,
        evidence_kinds=read.evidence_kinds,
        named=read.named,
        named_not=compiled(_FILE, "named_not", read.named_not),
        columns=Rules(
            (compiled(_FILE, rule.id, rule.pattern), rule) for rule in read.columns
        ),
        inner={within: rule for rule in read.inner for within in sorted(rule.within)},
        runs=Runs(
            compiled(_FILE, "runs.head", read.runs.head),
            compiled(_FILE, "runs.share", read.runs.share),
        ),
        confidence=read.confidence,
    )
