"""Wordings of running text that give a thing its role: ``triggers.yaml``."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal, TypeAlias

import msgspec

from pipeline.model import Certainty
from pipeline.vocabulary import examples
from pipeline.vocabulary.gates import Gated, Rules
from pipeline.vocabulary.patterns import compiled, gated
from pipeline.vocabulary.wordings import Example, Worded, worded

_OF_PROCEDURE: Final = "procedure"
_OF_NONE: Final = "none"
_FILE: Final = "vocabulary/triggers.yaml"


class TriggerRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One wording; see the head of the file for what its fields mean."""

    id: str
    generalises: str
    type: str
    slot: Literal["after", "before"]
    gate: tuple[str, ...]
    pattern: str
    example: Example
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


Trigger: TypeAlias = Worded[TriggerRule]


@dataclass(frozen=True, slots=True, eq=False)
class TriggerVocabulary:
    """All rules in their order.

    *stops* tells where a list that one opened ends, *head_of* of what a clause before
    the words of a rule says more, *weak_verbs* that the words of a rule do not vouch
    for what follows them.
    """

    rules: Rules[Trigger]
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
                (pattern, each)
                for pattern, each in self.rules
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
    return TriggerVocabulary(
        worded(_FILE, read.triggers),
        compiled(_FILE, "stops", read.stops),
        compiled(_FILE, "head_of", read.head_of),
        gated(_FILE, "weak_verbs", read.weak_verbs),
        {},
    )
