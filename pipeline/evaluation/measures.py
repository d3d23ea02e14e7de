"""Count how good a reading is: scores of types, headings, places and the procedure.

Where there is nothing to measure, a share is None and never a number that flatters.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pipeline.evaluation.judging import Judged


@dataclass(frozen=True, slots=True)
class Score:
    """How much of what we read is right, and how much of what there is we read.

    *gold* and *read* are how many mentions people marked and we read, *matched* how
    many are the same.
    """

    precision: float
    recall: float
    f1: float
    gold: int
    read: int
    matched: int


@dataclass(frozen=True, slots=True)
class Mean:
    """Scores of *types* types, each of the same weight."""

    precision: float
    recall: float
    f1: float
    types: int


def score(gold: int, read: int, matched: int) -> Score:
    """Return the score of these counts; where nothing is due, reading nothing is right.

    >>> score(gold=4, read=2, matched=1)
    Score(precision=0.5, recall=0.25, f1=0.3333333333333333, gold=4, read=2, matched=1)
    >>> score(gold=0, read=0, matched=0).f1
    1.0
    """
    precision = matched / read if read else float(not gold)
    recall = matched / gold if gold else float(not read)
    both = precision + recall
    f1 = 2 * precision * recall / both if both else 0.0
    return Score(precision, recall, f1, gold, read, matched)


def by_type(judged: Sequence[Judged], types: Iterable[str]) -> dict[str, Score]:
    """Return the score of each of *types* that people marked or we read."""
    scores = {}
    for kind in types:
        gold = sum(m.type == kind for each in judged for m in each.gold.mentions)
        read = sum(m.type == kind for each in judged for m in each.read)
        matched = sum(m.type == kind for each in judged for m, _ in each.matched)
        if gold or read:
            scores[kind] = score(gold, read, matched)
    return scores


def micro(judged: Iterable[Judged]) -> Score:
    """Return the score of all mentions together, each of the same weight."""
    counted = list(judged)
    return score(
        sum(len(each.gold.mentions) for each in counted),
        sum(len(each.read) for each in counted),
        sum(len(each.pairs) for each in counted),
    )


def macro(scores: Mapping[str, Score], fewest: int = 1) -> Mean | None:
    """Return the mean over types of which people marked at least *fewest*."""
    counted = [each for each in scores.values() if each.gold >= max(fewest, 1)]
    if not counted:
        return None
    return Mean(
        sum(each.precision for each in counted) / len(counted),
        sum(each.recall for each in counted) / len(counted),
        sum(each.f1 for each in counted) / len(counted),
        len(counted),
    )


def exactness(judged: Iterable[Judged]) -> float | None:
    """Return the part of the matched mentions that have exactly the marked place."""
    exact = [
        (one.start, one.end) == (other.start, other.end)
        for each in judged
        for one, other in each.matched
    ]
    return share(sum(exact), len(exact))


def share(part: int, whole: int) -> float | None:
    """Return *part* of *whole* as a number up to 1, or None of nothing."""
    return part / whole if whole else None
