"""Wordings: rules that are a pattern, with what takes their meaning away."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

import msgspec

from pipeline.vocabulary.gates import Gated, Rules
from pipeline.vocabulary.patterns import compiled, gated


class Example(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A sentence and the labels read from it."""

    text: str
    labels: tuple[str, ...]


class Wording(Protocol):
    """What every such rule has, whatever else it has."""

    @property
    def id(self) -> str:
        """The name of the rule."""

    @property
    def pattern(self) -> str:
        """What is looked for in lower-case text."""

    @property
    def except_(self) -> str:
        """A pattern of texts in which the rule does not hold, or nothing."""


T = TypeVar("T", bound=Wording)


@dataclass(frozen=True, slots=True)
class Worded(Generic[T]):
    """A compiled rule; in a text that *unless* is found in, it does not hold."""

    rule: T
    unless: Gated | None

    def holds(self, low: str) -> bool:
        """Tell whether the rule may hold in the lower-case text *low*."""
        return self.unless is None or self.unless.search(low) is None


def worded(name: str, rules: Iterable[T]) -> Rules[Worded[T]]:
    """Return *rules* of the file *name*; raise VocabularyError for a wrong pattern."""
    return Rules(
        (
            compiled(name, rule.id, rule.pattern),
            Worded(rule, gated(name, rule.id, rule.except_) if rule.except_ else None),
        )
        for rule in rules
    )
