"""Where billing modifiers stand: ``ontology/vocabulary/modifiers.yaml``."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

import msgspec

from pipeline.vocabulary import examples
from pipeline.vocabulary.gates import Gated, Rules
from pipeline.vocabulary.patterns import compiled, gated

_FILE: Final = "vocabulary/modifiers.yaml"


class ModifierExample(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A text and the modifiers in it."""

    text: str
    labels: tuple[str, ...]


class ModifierRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One place of modifiers; see the head of the file for what its fields mean."""

    id: str
    generalises: str
    side: Literal["after", "before", "within"]
    pattern: str
    example: ModifierExample
    sections: frozenset[str] = frozenset()
    on_page: bool = False
    letters: bool = False
    wary: bool = False


class CueWordings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The wordings by which a page speaks of modifiers, each a pattern."""

    word: str
    short: str
    joined: str
    visits: str
    side: str


class ModifiersFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The shape of the file."""

    codes: dict[str, tuple[str, ...]]
    wordlike: frozenset[str]
    cue: CueWordings
    between: str
    rules: tuple[ModifierRule, ...]
    head: str
    denied_before: str
    denied_after: str
    conditional: str


@dataclass(frozen=True, slots=True)
class ModifierPlace:
    """A compiled rule."""

    rule: ModifierRule
    pattern: re.Pattern[str]

    def is_read_in(self, section: str) -> bool:
        """Tell whether the rule holds in sections of the type *section*."""
        return not self.rule.sections or section in self.rule.sections


@dataclass(frozen=True, slots=True, eq=False)
class ModifierVocabulary:
    """The compiled file; *head* keeps the case, the others look at lower-case text.

    *cue_as_written* is the *cue* for a text in any case, *gates* are the *places*.
    """

    codes: frozenset[str]
    wordlike: frozenset[str]
    cue: Rules[str]
    cue_as_written: Rules[str]
    between: re.Pattern[str]
    places: tuple[ModifierPlace, ...]
    gates: Rules[ModifierPlace]
    head: re.Pattern[str]
    denied_before: Gated
    denied_after: re.Pattern[str]
    conditional: Gated


@lru_cache(maxsize=1)
def load() -> ModifierVocabulary:
    """Read and compile the file; raise VocabularyError where it is wrong."""
    read = examples.records(_FILE, ModifiersFile)
    places = tuple(
        ModifierPlace(
            rule,
            compiled(_FILE, rule.id, rule.pattern, cased=rule.side == "within"),
        )
        for rule in read.rules
    )
    return ModifierVocabulary(
        codes=frozenset(code for codes in read.codes.values() for code in codes),
        wordlike=read.wordlike,
        cue=_cue(read.cue),
        cue_as_written=_cue(read.cue, any_case=True),
        between=compiled(_FILE, "between", read.between),
        places=places,
        gates=Rules((place.pattern, place) for place in places),
        head=compiled(_FILE, "head", read.head, cased=True),
        denied_before=gated(_FILE, "denied_before", read.denied_before),
        denied_after=compiled(_FILE, "denied_after", read.denied_after),
        conditional=gated(_FILE, "conditional", read.conditional),
    )


def _cue(read: CueWordings, *, any_case: bool = False) -> Rules[str]:
    # Each stands behind a gate of its own: few pages have the words of any.
    return Rules(
        (compiled(_FILE, f"cue.{name}", source, any_case=any_case), name)
        for name, source in msgspec.structs.asdict(read).items()
    )
