"""Name what was read wrongly or not at all, the worst first.

The surest of our wrong mentions are the worst: a rule misleads there. Of what was
missed, what belongs to the types of which most is missed comes first.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from pipeline.evaluation.gold import GoldMention
from pipeline.evaluation.judging import Judged
from pipeline.evaluation.matching import overlap
from pipeline.evaluation.measures import Score
from pipeline.model import Mention

M = TypeVar("M", GoldMention, Mention)


class Kind(StrEnum):
    """What is wrong."""

    TYPE = "other type"  # people marked this place, as something else
    PLACE = "other place"  # people marked the same type, but more or less of the text
    UNMARKED = "not marked"  # people marked nothing here
    MISSED = "missed"  # we read nothing here


@dataclass(frozen=True, slots=True)
class Mistake:
    """One mistake; *line* is where it stands in the document, from 1.

    *type*, *quote*, *rule* and *confidence* are those of our mention; where something
    was missed, the first two are people's and the others empty. *marked* is what people
    marked in the same place, as type and quote, or empty.
    """

    kind: Kind
    document: str
    line: int
    type: str
    quote: str
    rule: str = ""
    confidence: float | None = None
    marked: str = ""


def made(judged: Iterable[Judged]) -> tuple[Mistake, ...]:
    """Return all mistakes that a rule made, those of the highest confidence first."""
    mistakes = [_made(each, mention) for each in judged for mention in each.wrong]
    return tuple(sorted(mistakes, key=lambda each: -(each.confidence or 0)))


def missed(
    judged: Iterable[Judged], scores: Mapping[str, Score]
) -> tuple[Mistake, ...]:
    """Return all that was missed and not misread, of the worst read types first."""
    mistakes = [
        _missed(each, mention)
        for each in judged
        for mention in each.missed
        if _nearest(mention, each.wrong) is None
    ]
    return tuple(sorted(mistakes, key=lambda each: scores[each.type].recall))


def _made(judged: Judged, mention: Mention) -> Mistake:
    near = _nearest(mention, judged.missed)
    if near is None:
        kind = Kind.UNMARKED
    else:
        kind = Kind.PLACE if near.type == mention.type else Kind.TYPE
    text = judged.gold.document.text
    return Mistake(
        kind,
        judged.name,
        _line(text, mention.start),
        mention.type,
        text[mention.start : mention.end],
        mention.rule,
        mention.confidence,
        f"{near.type}: {text[near.start : near.end]}" if near else "",
    )


def _missed(judged: Judged, mention: GoldMention) -> Mistake:
    text = judged.gold.document.text
    quote = text[mention.start : mention.end]
    line = _line(text, mention.start)
    return Mistake(Kind.MISSED, judged.name, line, mention.type, quote)


def _nearest(one: GoldMention | Mention, others: Sequence[M]) -> M | None:
    """Return which of *others* shares most of its place with *one*, if any does."""
    best = max(others, key=lambda other: overlap(one, other), default=None)
    return best if best is not None and overlap(one, best) else None


def _line(text: str, start: int) -> int:
    return text.count("\n", 0, start) + 1
