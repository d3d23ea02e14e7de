"""Wordings of running text that give a thing its role: ``triggers.yaml``."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

import msgspec

from pipeline.model import Certainty
from pipeline.vocabulary import examples
from pipeline.vocabulary.gates import Gated, Rules
from pipeline.vocabulary.patterns import compiled, gated

_OF_PROCEDURE: Final = "procedure"
_OF_NONE: Final = "none"
_FILE: Final = "vocabulary/triggers.yaml"


class TriggerExample(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A sentence and the labels read from it."""

    text: str
    labels: tuple[str, ...]


class TriggerRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One wording; see the head of the file for what its fields mean."""

    id: str
    generalises: str
    type: str
    slot: Literal["after", "before"]
    gate: tuple[str, ...]
    pattern: str
    example: TriggerExample
    loose: bool = False
    denies: bool = True
    certainty: Certainty | None = None
    sections: frozenset[str] = frozenset()
    not_in: frozenset[str] = frozenset()
    page: Literal["", "procedure", "none"] = ""
    except_: str = msgspec.field(default="", name="except")


class TriggersFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The shape of the file."""

    triggers: tuple[TriggerRule, ...]
    stops: str
    head_of: str
    weak_verbs: str


@dataclass(frozen=True, slots=True)
class Trigger:
    """A compiled rule."""

    rule: TriggerRule
    pattern: re.Pattern[str]
    unless: Gated | None


@dataclass(frozen=True, slots=True, eq=False)
class TriggerVocabulary:
    """All rules in their order.

    *stops* tells where a list that one opened ends, *head_of* of what a clause before
    the words of a rule says more, *weak_verbs* that the words of a rule do not vouch
    for what follows them.
    """

    rules: tuple[Trigger, ...]
    stops: re.Pattern[str]
    head_of: re.Pattern[str]
    weak_verbs: Gated
    by_place: dict[tuple[str, bool], Rules[Trigger]]

    def of(self, section: str, *, has_procedure: bool = True) -> Rules[Trigger]:
        """Return the rules that may fire in a section of this type, on such a page."""
        place = section, has_procedure
        left_out = _OF_NONE if has_procedure else _OF_PROCEDURE
        found = self.by_place.get(place)
        if found is None:
            found = Rules(
                (each.pattern, each)
                for each in self.rules
                if (not each.rule.sections or section in each.rule.sections)
                and section not in each.rule.not_in
                and each.rule.page != left_out
            )
            self.by_place[place] = found
        return found


@lru_cache(maxsize=1)
def load() -> TriggerVocabulary:
    """Read and compile the file; raise VocabularyError where it is wrong."""
    read = examples.records(_FILE, TriggersFile)
    rules = tuple(
        Trigger(
            rule,
            compiled(_FILE, rule.id, rule.pattern),
            gated(_FILE, rule.id, rule.except_) if rule.except_ else None,
        )
        for rule in read.triggers
    )
    return TriggerVocabulary(
        rules,
        compiled(_FILE, "stops", read.stops),
        compiled(_FILE, "head_of", read.head_of),
        gated(_FILE, "weak_verbs", read.weak_verbs),
        {},
    )
