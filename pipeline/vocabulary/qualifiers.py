"""What stands around a thing and qualifies it: ``qualifiers.yaml``."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

import msgspec

from pipeline.model import Certainty
from pipeline.vocabulary import examples
from pipeline.vocabulary.gates import Gated, Rules
from pipeline.vocabulary.patterns import compiled, gated

_FILE: Final = "vocabulary/qualifiers.yaml"


class CutExample(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A phrase, what is left of it, and the qualifier's value."""

    text: str
    core: str
    value: str


class LeadExample(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A phrase, and what is left of it."""

    text: str
    core: str


class CutRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What may follow a thing; see the head of the file."""

    id: str
    generalises: str
    qualifier: str
    types: frozenset[Literal["short", "test", "instruction"]]
    pattern: str
    example: CutExample
    keep: Literal["", "whole"] = ""
    unless_general: bool = False


class LeadRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What may stand before a thing."""

    id: str
    generalises: str
    pattern: str
    example: LeadExample
    qualifier: str = ""
    certainty: Certainty | None = None
    types: frozenset[str] = frozenset()


class CueRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A cue of denial or of doubt."""

    id: str
    generalises: str
    pattern: str
    example: str
    certainty: Certainty | None = None


class QualifiersFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The shape of the file."""

    cuts: tuple[CutRule, ...]
    leads: tuple[LeadRule, ...]
    aims: frozenset[str]
    negations: tuple[CueRule, ...]
    hedges: tuple[CueRule, ...]
    sometimes: tuple[CueRule, ...]
    frequency_note: str
    figure_joints: str
    needless: str
    denying: str
    for_all: str
    asides: str
    examples_open: str


@dataclass(frozen=True, slots=True, eq=False)
class QualifierVocabulary:
    """The compiled file.

    *aims* finds, at the beginning of a phrase, the verb that names an aim; *aim_words*
    are the words of such verbs. In brackets,
    *frequency_note* tells a frequency, *examples_open* the words that open examples.
    """

    cuts: Rules[CutRule]
    leads: Rules[LeadRule]
    aims: re.Pattern[str]
    aim_words: frozenset[str]
    negations: Rules[CueRule]
    hedges: Rules[CueRule]
    sometimes: Rules[CueRule]
    frequency_note: Gated
    figure_joints: Gated
    needless: Gated
    denying: Gated
    for_all: Gated
    asides: Gated
    examples_open: Gated


@lru_cache(maxsize=1)
def load() -> QualifierVocabulary:
    """Read and compile the file; raise VocabularyError where it is wrong."""
    read = examples.records(_FILE, QualifiersFile)
    aims = "|".join(re.escape(aim) for aim in sorted(read.aims, key=len, reverse=True))
    return QualifierVocabulary(
        cuts=Rules(
            (compiled(_FILE, rule.id, rf"(?:,? |^)(?:{rule.pattern})"), rule)
            for rule in read.cuts
        ),
        leads=Rules(
            (compiled(_FILE, rule.id, rf"^(?:{rule.pattern})"), rule)
            for rule in read.leads
        ),
        aims=re.compile(rf"(?:to (?:help )?)?(?:{aims})(?: (?:and|or) (?:{aims}))? "),
        aim_words=frozenset(word for aim in read.aims for word in aim.split()),
        negations=Rules(_cues(read.negations)),
        hedges=Rules(_cues(read.hedges)),
        sometimes=Rules(_cues(read.sometimes)),
        frequency_note=gated(_FILE, "frequency_note", read.frequency_note),
        figure_joints=gated(_FILE, "figure_joints", read.figure_joints),
        needless=gated(_FILE, "needless", read.needless),
        denying=gated(_FILE, "denying", read.denying),
        for_all=gated(_FILE, "for_all", read.for_all),
        asides=gated(_FILE, "asides", read.asides),
        examples_open=gated(_FILE, "examples_open", read.examples_open),
    )


def _cues(rules: Iterable[CueRule]) -> Iterable[tuple[re.Pattern[str], CueRule]]:
    for rule in rules:
        yield compiled(_FILE, rule.id, rule.pattern), rule
