"""Tell what confidence is worth: how often a mention of that confidence is right."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from pipeline.evaluation.judging import Judged

_BINS: Final = 10


@dataclass(frozen=True, slots=True)
class Trust:
    """Mentions that have a rule, or a range of confidence, in common.

    *confidence* is the mean that we gave them, *precision* the part that is right.
    """

    name: str
    read: int
    right: int
    confidence: float
    precision: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """How confidence and truth agree, over all, by range of confidence and by rule.

    *error* is by how much a mention's confidence misses the part that is right in its
    bin, on average; None where nothing was read. The rules with most mentions come
    first.
    """

    error: float | None
    bins: tuple[Trust, ...]
    rules: tuple[Trust, ...]


@dataclass(frozen=True, slots=True)
class _Held:
    rule: str
    confidence: float
    is_right: bool


def calibrate(judged: Iterable[Judged]) -> Calibration:
    """Return what confidence was worth in the readings *judged*."""
    held = [
        _Held(mention.rule, mention.confidence, at in right)
        for each in judged
        for right in [{other for _, other in each.pairs}]
        for at, mention in enumerate(each.read)
    ]
    bins = _grouped((_bin(each.confidence), each) for each in held)
    rules = _grouped((each.rule, each) for each in held)
    missed = sum(each.read * abs(each.confidence - each.precision) for each in bins)
    return Calibration(
        missed / len(held) if held else None,
        tuple(sorted(bins, key=lambda each: each.name)),
        tuple(sorted(rules, key=lambda each: (-each.read, each.name))),
    )


def counted(judged: Iterable[Judged]) -> dict[str, dict[str, tuple[int, int]]]:
    """Return by rule and type how many mentions were read, and how many are right.

    Rules and types are in alphabetical order.
    """
    counts: dict[str, dict[str, tuple[int, int]]] = defaultdict(dict)
    for each in judged:
        right = {other for _, other in each.pairs}
        for at, mention in enumerate(each.read):
            types = counts[mention.rule]
            read, held = types.get(mention.type, (0, 0))
            types[mention.type] = (read + 1, held + (at in right))
    return {rule: dict(sorted(types.items())) for rule, types in sorted(counts.items())}


def _grouped(named: Iterable[tuple[str, _Held]]) -> list[Trust]:
    groups: dict[str, list[_Held]] = defaultdict(list)
    for name, each in named:
        groups[name].append(each)
    return [_trust(name, group) for name, group in groups.items()]


def _trust(name: str, group: Sequence[_Held]) -> Trust:
    right = sum(each.is_right for each in group)
    mean = sum(each.confidence for each in group) / len(group)
    return Trust(name, len(group), right, mean, right / len(group))


def _bin(confidence: float) -> str:
    """Return the range in which *confidence* lies; its upper end belongs to the next.

    >>> _bin(0.7), _bin(0.79), _bin(1.0)
    ('0.7-0.8', '0.7-0.8', '0.9-1.0')
    """
    # Rounded first: 0.7 * 10 must not end below 7.
    low = min(int(round(confidence * _BINS, 6)), _BINS - 1)
    return f"{low / _BINS:.1f}-{(low + 1) / _BINS:.1f}"
