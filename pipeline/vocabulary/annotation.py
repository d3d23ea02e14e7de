"""How a reading is held against people's: ``ontology/vocabulary/annotation.yaml``."""

import re
from functools import lru_cache
from typing import Final

import msgspec

from pipeline import knowledge

_FILE: Final = "vocabulary/annotation.yaml"
_UNSAID: Final = re.compile(r"[^\w\s$%.+-]")
_LOOSE: Final = ".-"


class PluralExample(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A word for many, and the one for one."""

    many: str
    one: str


class Plural(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One way of making a plural, undone."""

    id: str
    generalises: str
    ending: str
    becomes: str
    letters: int
    example: PluralExample
    but_not: tuple[str, ...] = ()


class LabelRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What does not count when two labels are compared."""

    silent: frozenset[str]
    plurals: tuple[Plural, ...]

    def normal(self, label: str) -> str:
        """Return *label* in the form in which labels are compared."""
        words = (word.strip(_LOOSE) for word in _UNSAID.sub(" ", label.lower()).split())
        return " ".join(
            self._singular(word) for word in words if word and word not in self.silent
        )

    def _singular(self, word: str) -> str:
        for rule in self.plurals:
            if len(word) >= rule.letters and word.endswith(rule.ending):
                if word.endswith(rule.but_not):
                    return word
                return word.removesuffix(rule.ending) + rule.becomes
        return word


class AnnotationVocabulary(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file: the types that are judged, and what makes two mentions the same."""

    judged: tuple[str, ...]
    judged_if_marked: tuple[str, ...]
    overlap: float
    labels: LabelRules

    @property
    def types(self) -> tuple[str, ...]:
        """All types that may be annotated."""
        return self.judged + self.judged_if_marked


@lru_cache(maxsize=1)
def load() -> AnnotationVocabulary:
    """Read the file; raise VocabularyError where it is wrong."""
    return knowledge.records(_FILE, AnnotationVocabulary)
