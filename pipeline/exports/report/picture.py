"""Lay out a picture of the schema: which classes are linked by what, and how often.

What documents are about stands at the left, with a line for each predicate to the
class of its objects; what these are linked to in turn stands at the right of each.
Lines never cross, since a class may stand at the right several times.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from pipeline.exports.report.records import Relation

_SUBJECT: Final = "pg:Procedure"
_SHARE: Final = 0.98
_ROW, _GAP, _TOP = 24, 14, 4


@dataclass(frozen=True, slots=True)
class Line:
    """A line at height *y*, of a predicate with so many *facts*, and where it leads."""

    y: int
    label: str
    facts: int
    target: str
    weight: float


@dataclass(frozen=True, slots=True)
class Box:
    """A class with the lines that come to it and those that go from it."""

    y: int
    height: int
    label: str
    things: int
    coming: tuple[Line, ...]
    going: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """The boxes from top to bottom, the *height* of all; *root* is what leads there."""

    root: str
    things: int
    height: int
    boxes: tuple[Box, ...]
    shown: int
    facts: int


def draw(relations: Sequence[Relation], things: Mapping[str, int]) -> Picture:
    """Return the picture of the most frequent of *relations*.

    They are as few as make up nearly all facts. *things* counts those of each class.
    """
    kept = tuple(_frequent(relations))
    most = max((each.facts for each in kept), default=1)
    names = {
        term: called
        for each in relations
        for term, called in (
            (each.subject, each.labels[0]),
            (each.object, each.labels[2]),
        )
    }
    boxes = []
    y = _TOP
    for term in _classes(kept):
        coming = [
            it
            for it in kept
            if it.subject == _SUBJECT and it.object == term != _SUBJECT
        ]
        going = [it for it in kept if it.subject == term != _SUBJECT]
        height = _ROW * max(len(coming), len(going), 2)
        boxes.append(
            Box(
                y,
                height,
                names[term],
                things.get(term, 0),
                tuple(_lines(coming, y, height, most)),
                tuple(_lines(going, y, height, most)),
            )
        )
        y += height + _GAP
    return Picture(
        names.get(_SUBJECT, ""),
        things.get(_SUBJECT, 0),
        y - _GAP + _TOP if boxes else 0,
        tuple(boxes),
        sum(line.facts for box in boxes for line in (*box.coming, *box.going)),
        sum(each.facts for each in relations),
    )


def _frequent(relations: Sequence[Relation]) -> Iterator[Relation]:
    enough = _SHARE * sum(each.facts for each in relations)
    for each in relations:
        if enough <= 0:
            return
        yield each
        enough -= each.facts


def _classes(relations: Iterable[Relation]) -> Sequence[str]:
    """Return the classes that stand in the middle, those with most facts first."""
    facts: dict[str, int] = {}
    for each in relations:
        middle = each.object if each.subject == _SUBJECT else each.subject
        if middle != _SUBJECT:
            facts[middle] = facts.get(middle, 0) + each.facts
    return sorted(facts, key=lambda term: (-facts[term], term))


def _lines(
    relations: Sequence[Relation], y: int, height: int, most: int
) -> Iterator[Line]:
    first = y + (height - _ROW * len(relations)) // 2 + _ROW // 2
    for number, each in enumerate(relations):
        _, label, target = each.labels
        weight = round(1 + 5 * each.facts / most, 2)
        yield Line(first + number * _ROW, label, each.facts, target, weight)
