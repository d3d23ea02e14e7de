"""Sentences that are understood and give no fact: ``expositions.yaml``."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import msgspec

from pipeline.vocabulary import examples
from pipeline.vocabulary.gates import Gated, Rules
from pipeline.vocabulary.lexicon import Lexicon
from pipeline.vocabulary.patterns import compiled, gated

_WORD: Final = re.compile(r"[^\W_][\w'-]*")
_FILE: Final = "vocabulary/expositions.yaml"


class ExpositionRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One sort of exposition; see the head of the file for what its fields mean."""

    id: str
    generalises: str
    pattern: str
    example: str
    counter: str
    cues: tuple[str, ...] = ()
    sections: frozenset[str] = frozenset()
    not_in: frozenset[str] = frozenset()
    without_procedure: bool = False
    sure: bool = False


class GuardRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Kinds of the lexicon that a line of plain exposition does not name."""

    kinds: frozenset[str]
    sections: frozenset[str] = frozenset()


class ExpositionsFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The shape of the file."""

    guards: tuple[GuardRule, ...]
    facts: str
    vague: frozenset[str]
    rules: tuple[ExpositionRule, ...]


@dataclass(frozen=True, slots=True)
class Exposition:
    """A compiled rule."""

    rule: ExpositionRule
    pattern: re.Pattern[str]

    def fits(self, low: str, section: str, *, has_procedure: bool) -> bool:
        """Tell whether the line *low*, in such a section, is of this sort."""
        rule = self.rule
        if has_procedure and rule.without_procedure:
            return False
        if section in rule.not_in or (rule.sections and section not in rule.sections):
            return False
        if rule.cues and not any(cue in low for cue in rule.cues):
            return False
        return self.pattern.search(low) is not None


@dataclass(frozen=True, slots=True, eq=False)
class ExpositionVocabulary:
    """All rules in their order, and the same behind *gates*.

    *guards* tell what a line of exposition does not name, *facts* how it does not
    speak. Words in *vague* are too general to count as a name.
    """

    rules: tuple[Exposition, ...]
    gates: Rules[Exposition]
    guards: tuple[GuardRule, ...]
    facts: Gated
    vague: frozenset[str]

    def explains(
        self, low: str, section: str, words: Lexicon, *, has_procedure: bool
    ) -> bool:
        """Tell whether a rule knows the line *low* for exposition."""
        is_guarded: bool | None = None
        for _, each in self.gates.of(low):
            if not each.fits(low, section, has_procedure=has_procedure):
                continue
            if each.rule.sure:
                return True
            if is_guarded is None:
                is_guarded = self._names_fact(low, section, words)
            if not is_guarded:
                return True
        return False

    def _names_fact(self, low: str, section: str, words: Lexicon) -> bool:
        if self.facts.search(low):
            return True
        kinds = frozenset[str]().union(
            *(
                words.kinds(word)
                for word in _WORD.findall(low)
                if words.singular(word) not in self.vague
            )
        )
        return any(
            not guard.kinds.isdisjoint(kinds)
            for guard in self.guards
            if not guard.sections or section in guard.sections
        )


@lru_cache(maxsize=1)
def load() -> ExpositionVocabulary:
    """Read and compile the file; raise VocabularyError where it is wrong.

    >>> from pipeline.vocabulary import lexicon
    >>> line = "these cells are called blasts."
    >>> load().explains(line, "overview", lexicon.load(), has_procedure=True)
    True
    """
    read = examples.records(_FILE, ExpositionsFile)
    rules = tuple(
        Exposition(rule, compiled(_FILE, rule.id, rule.pattern)) for rule in read.rules
    )
    return ExpositionVocabulary(
        rules,
        Rules((each.pattern, each) for each in rules),
        read.guards,
        gated(_FILE, "facts", read.facts),
        read.vague,
    )
