"""Work out bars: how long they are, and what is said of them in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from pipeline.model import LineStatus

# What gave facts begins at the left and what was not understood ends at the right, so
# that both can be compared from row to row.
STATUSES: Final = {
    str(LineStatus.ASSERTED): "gave facts",
    str(LineStatus.CONTEXT): "understood, no fact in it",
    str(LineStatus.HEADING): "headings",
    str(LineStatus.BOILERPLATE): "beside the subject",
    str(LineStatus.NOT_UNDERSTOOD): "not understood",
}
LINKS: Final = {
    "exact": "the same concept",
    "near": "a close one",
    "wider": "a broader or related one",
    "candidates": "candidates only",
    "none": "none",
}


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of a bar of 100: what it is called, where it begins, how long it is."""

    name: str
    words: str
    count: int
    start: float
    width: float


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of *segments*, and the same in *words*."""

    segments: tuple[Segment, ...]
    words: str


def stacked(counts: Mapping[str, int], kinds: Mapping[str, str]) -> Bar:
    """Return the shares of *counts* side by side, in the order of *kinds*.

    >>> bar = stacked({"b": 3, "a": 1}, {"a": "good", "b": "bad", "c": "ugly"})
    >>> [(each.name, each.start, each.width) for each in bar.segments], bar.words
    ([('a', 0.0, 25.0), ('b', 25.0, 75.0)], '1 good, 3 bad')
    """
    total = sum(counts.get(name, 0) for name in kinds)
    segments: list[Segment] = []
    done = 0
    for name, words in kinds.items():
        count = counts.get(name, 0)
        if count:
            start, end = _part(done, total), _part(done + count, total)
            width = round(end - start, 3)
            segments.append(Segment(name, words, count, start, width))
            done += count
    said = ", ".join(f"{each.count:,} {each.words}" for each in segments)
    return Bar(tuple(segments), said or "none")


def plain(count: int, most: int) -> float:
    """Return how long a bar of *count* is where one of *most* is 100 long."""
    return _part(count, most)


def percent(part: int, whole: int) -> str:
    """Return *part* of *whole* in percent.

    >>> percent(1, 8), percent(0, 0), percent(1, 5000), percent(4999, 5000)
    ('12.5 %', 'none', '<0.1 %', '>99.9 %')
    """
    if not whole:
        return "none"
    told = f"{100 * part / whole:.1f}"
    if told == "0.0" and part:
        return "<0.1 %"
    if told == "100.0" and part < whole:
        return ">99.9 %"
    return f"{told.removesuffix('.0')} %"


def largest(counts: Sequence[int]) -> int:
    """Return the largest of *counts*, or 1."""
    return max((*counts, 1))


def _part(count: int, total: int) -> float:
    return round(100 * count / total, 3) if total else 0.0
