"""Lines that open a list and change its meaning: ``leadins.yaml``."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import msgspec

from pipeline.vocabulary import examples
from pipeline.vocabulary.gates import Gated, Rules
from pipeline.vocabulary.patterns import gated

_ASIDE: Final = re.compile(r"\s[-\u2013]\s|\s\(")
_FILE: Final = "vocabulary/leadins.yaml"


class LeadInRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One wording of a lead-in, as it stands in the file."""

    id: str
    generalises: str
    pattern: str
    example: str
    type: str = ""
    trigger: bool = False
    label: bool = False
    action: str = ""
    sections: frozenset[str] = frozenset()
    not_in: frozenset[str] = frozenset()
    except_: str = msgspec.field(default="", name="except")


class LeadInsFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The shape of the file."""

    rules: tuple[LeadInRule, ...]
    calls: str


@dataclass(frozen=True, slots=True)
class LeadIn:
    """A compiled rule: *type* is empty where the section's own type stands."""

    id: str
    type: str
    is_trigger: bool
    is_in_label: bool
    action: str
    sections: frozenset[str]
    not_in: frozenset[str]
    pattern: Gated
    unless: Gated | None
    calls: Gated

    def fits(self, words: str, section: str) -> bool:
        """Tell whether *words*, in lower case, are this lead-in in such a section."""
        if self.sections and section not in self.sections:
            return False
        if section in self.not_in:
            return False
        if not self.pattern.search(words):
            return False
        return self.unless is None or not self.unless.search(words)

    def prefix(self, words: str) -> str:
        """Return the part of *words* that the labels of the items take, or nothing."""
        if not self.is_in_label or words.endswith("?"):
            return ""
        called = self.calls.search(words) if self.is_trigger else None
        taken = words[called.start() if called else 0 :].strip(" :.,;-()")
        return taken if called else _ASIDE.split(taken)[0]


class LeadIns:
    """The *rules* in their order, behind one gate."""

    def __init__(self, rules: Iterable[LeadIn]) -> None:
        """Hold *rules*."""
        self.rules = tuple(rules)
        self._worded = Rules((each.pattern.pattern, each) for each in self.rules)

    def find(self, words: str, section: str) -> LeadIn | None:
        """Return the first lead-in that *words* are in such a section."""
        for _, each in self._worded.of(words):
            if each.fits(words, section):
                return each
        return None


@lru_cache(maxsize=1)
def load() -> LeadIns:
    """Return the rules in their order; raise VocabularyError where the file is wrong.

    >>> load().find("avoid:", "recovery").id
    'leadin.avoid'
    """
    read = examples.records(_FILE, LeadInsFile)
    calls = gated(_FILE, "calls", read.calls)
    return LeadIns(
        LeadIn(
            id=rule.id,
            type=rule.type,
            is_trigger=rule.trigger,
            is_in_label=rule.label,
            action=rule.action,
            sections=rule.sections,
            not_in=rule.not_in,
            pattern=gated(_FILE, rule.id, rule.pattern),
            unless=gated(_FILE, rule.id, rule.except_) if rule.except_ else None,
            calls=calls,
        )
        for rule in read.rules
    )
