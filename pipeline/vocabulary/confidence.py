"""How far each rule is to be trusted, by what came true: ``confidence.yaml``."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Final

import msgspec

from pipeline import knowledge

FILE: Final = "vocabulary/confidence.yaml"

# Of the mentions of one type that one rule made: how many were read, how many right.
Count = tuple[int, int]
Counts = Mapping[str, Mapping[str, Count]]


class ConfidenceFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The shape of the file."""

    weight: float
    least: float
    greatest: float
    measured: dict[str, dict[str, Count]]


@dataclass(frozen=True, slots=True, eq=False)
class ConfidenceVocabulary:
    """The file with the trust it gives: by rule and type, and by rule alone."""

    weight: float
    least: float
    greatest: float
    measured: Counts

    def of(self, rule: str, type_: str, before: float) -> float:
        """Return how far a mention of *type_* that *rule* made is to be trusted.

        It is the part that was right among those that were measured, held towards
        *before*, the trust in this way of reading, as if that had been seen `weight`
        times; the same again for the mentions of one type.

        >>> told = {"item": {"Cost": (10, 5)}}
        >>> ConfidenceVocabulary(10, 0, 1, told).of("item", "Cost", 0.9)
        0.6
        """
        return _trust(self, rule, type_, before)


@lru_cache(maxsize=4096)
def _trust(
    vocabulary: ConfidenceVocabulary, rule: str, type_: str, before: float
) -> float:
    types = vocabulary.measured.get(rule, {})
    weight = vocabulary.weight
    trust = before
    for seen, right in (
        (
            sum(read for read, _ in types.values()),
            sum(right for _, right in types.values()),
        ),
        types.get(type_, (0, 0)),
    ):
        trust = (right + trust * weight) / (seen + weight)
    return round(min(max(trust, vocabulary.least), vocabulary.greatest), 2)


@lru_cache(maxsize=1)
def load() -> ConfidenceVocabulary:
    """Read the file; raise VocabularyError where it is wrong."""
    read = knowledge.records(FILE, ConfidenceFile)
    return ConfidenceVocabulary(
        read.weight, read.least, read.greatest, MappingProxyType(read.measured)
    )
