"""What no name of a thing looks like: ``names.yaml``."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import msgspec

from pipeline import knowledge
from pipeline.vocabulary.gates import Gated, Rules
from pipeline.vocabulary.lexicon import Lexicon
from pipeline.vocabulary.patterns import gated

_FILE: Final = "vocabulary/names.yaml"


class NameRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One sort of label that is no name; see the head of the file."""

    id: str
    generalises: str
    example: str
    counter: str
    pattern: str = ""
    only: frozenset[str] = frozenset()
    beside: frozenset[str] = frozenset()
    types: frozenset[str] = frozenset()


class NamesFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The shape of the file."""

    rules: tuple[NameRule, ...]


@dataclass(frozen=True, slots=True)
class NoName:
    """A compiled rule."""

    rule: NameRule
    pattern: Gated | None

    def fits(self, label: str, type_: str, lexicon: Lexicon) -> bool:
        """Tell whether *label*, of a mention of *type_*, is what the rule refuses."""
        if not self.is_for(type_):
            return False
        if self.pattern is not None:
            return self.pattern.search(label) is not None
        return self.is_only(label, lexicon)

    def is_for(self, type_: str) -> bool:
        """Tell whether the rule speaks of mentions of *type_*."""
        return not self.rule.types or type_ in self.rule.types

    def is_only(self, label: str, lexicon: Lexicon) -> bool:
        """Tell whether each word of *label* is of the kinds, or may stand beside."""
        if label in lexicon.phrases and not lexicon.phrases[label] <= self.rule.only:
            return False
        for word in label.split():
            kinds = lexicon.kinds(word)
            is_beside = word in self.rule.beside or word in lexicon.adjectives
            if not (is_beside or (kinds and kinds <= self.rule.only)):
                return False
        return True


class Names:
    """The *rules*, of which those by a pattern stand behind one gate."""

    def __init__(self, rules: Iterable[NoName]) -> None:
        """Part the rules by what they look at."""
        self.rules = tuple(rules)
        self._worded = Rules(
            (each.pattern.pattern, each) for each in self.rules if each.pattern
        )
        self._by_kind = [each for each in self.rules if each.pattern is None]

    def refuse(self, label: str, type_: str, lexicon: Lexicon) -> bool:
        """Tell whether a rule refuses *label*, of a mention of *type_*."""
        for pattern, each in self._worded.of(label):
            if each.is_for(type_) and pattern.search(label):
                return True
        for each in self._by_kind:
            if each.is_for(type_) and each.is_only(label, lexicon):
                return True
        return False


@lru_cache(maxsize=1)
def load() -> Names:
    """Return the rules in their order; raise VocabularyError where the file is wrong.

    >>> from pipeline.vocabulary import lexicon
    >>> words = lexicon.load()
    >>> [r.rule.id for r in load().rules if r.fits("vertebra", "Complication", words)]
    ['name.part-alone']
    """
    read = knowledge.records(_FILE, NamesFile)
    return Names(
        NoName(rule, gated(_FILE, rule.id, rule.pattern) if rule.pattern else None)
        for rule in read.rules
    )
