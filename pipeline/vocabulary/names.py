"""What no name of a thing looks like: ``names.yaml``."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import msgspec

from pipeline import knowledge
from pipeline.vocabulary.gates import Gated
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
        if self.rule.types and type_ not in self.rule.types:
            return False
        if self.pattern is not None:
            return self.pattern.search(label) is not None
        return self._is_only(label, lexicon)

    def _is_only(self, label: str, lexicon: Lexicon) -> bool:
        """Tell whether each word of *label* is of the kinds, or may stand beside."""
        if label in lexicon.phrases and not lexicon.phrases[label] <= self.rule.only:
            return False
        for word in label.split():
            kinds = lexicon.kinds(word)
            is_beside = word in self.rule.beside or word in lexicon.adjectives
            if not (is_beside or (kinds and kinds <= self.rule.only)):
                return False
        return True


@lru_cache(maxsize=1)
def load() -> tuple[NoName, ...]:
    """Return the rules in their order; raise VocabularyError where the file is wrong.

    >>> from pipeline.vocabulary import lexicon
    >>> words = lexicon.load()
    >>> [r.rule.id for r in load() if r.fits("vertebra", "Complication", words)]
    ['name.part-alone']
    """
    read = knowledge.records(_FILE, NamesFile)
    return tuple(
        NoName(rule, gated(_FILE, rule.id, rule.pattern) if rule.pattern else None)
        for rule in read.rules
    )
