"""Match what was read with what people marked: each with one other at most.

A mention of ours is the one that they marked where the types are equal and either their
places are nearly the same, or their labels are and both begin in the same section of
the gold. As many as can be are matched, the likest first.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from pipeline.evaluation.gold import GoldMention, GoldSection
from pipeline.model import Mention
from pipeline.vocabulary.annotation import AnnotationVocabulary

_SAME_LABEL: Final = 0.5  # what an equal label adds to the likeness of two places
_NOWHERE: Final = -1


@dataclass(frozen=True, slots=True, order=True)
class _Candidate:
    """A mention of ours by its position; smaller is better."""

    unlike: float
    at: int


def match(
    marked: Sequence[GoldMention],
    read: Sequence[Mention],
    sections: Sequence[GoldSection],
    rules: AnnotationVocabulary,
) -> tuple[tuple[int, int], ...]:
    """Return the pairs of positions in *marked* and *read*, by the first of them."""
    candidates = _candidates(marked, read, sections, rules)
    taken: dict[int, int] = {}
    for at in sorted(candidates, key=lambda at: candidates[at][0]):
        _place(at, candidates, taken, set())
    return tuple(sorted((at, other) for other, at in taken.items()))


def overlap(one: GoldMention | Mention, other: GoldMention | Mention) -> float:
    """Return the part that two places share of what they cover together.

    >>> overlap(GoldMention("", "", 0, 10), GoldMention("", "", 5, 15)) == 5 / 15
    True
    """
    shared = min(one.end, other.end) - max(one.start, other.start)
    if shared <= 0:
        return 0.0
    return shared / (max(one.end, other.end) - min(one.start, other.start))


def _candidates(
    marked: Sequence[GoldMention],
    read: Sequence[Mention],
    sections: Sequence[GoldSection],
    rules: AnnotationVocabulary,
) -> dict[int, list[_Candidate]]:
    """Return for each marked mention what may be it, the likest first."""
    ours = [
        (rules.labels.normal(mention.label), _section(sections, mention.start))
        for mention in read
    ]
    candidates: dict[int, list[_Candidate]] = {}
    for at, mention in enumerate(marked):
        label = rules.labels.normal(mention.label)
        theirs = (label, _section(sections, mention.start))
        found = []
        for other, candidate in enumerate(read):
            if candidate.type != mention.type:
                continue
            shared = overlap(mention, candidate)
            is_same = bool(label) and ours[other] == theirs
            if is_same or shared >= rules.overlap:
                likeness = shared + (_SAME_LABEL if is_same else 0)
                found.append(_Candidate(-likeness, other))
        if found:
            candidates[at] = sorted(found)
    return candidates


def _section(sections: Sequence[GoldSection], start: int) -> int:
    """Return the position of the section in which *start* lies."""
    for at, section in enumerate(sections):
        if section.start <= start < section.end:
            return at
    return _NOWHERE


def _place(
    at: int,
    candidates: dict[int, list[_Candidate]],
    taken: dict[int, int],
    tried: set[int],
) -> bool:
    """Give *at* a candidate, moving those who hold one to another where they can."""
    for candidate in candidates[at]:
        other = candidate.at
        if other in tried:
            continue
        tried.add(other)
        if other not in taken or _place(taken[other], candidates, taken, tried):
            taken[other] = at
            return True
    return False
