"""Hold the headings that were found against those that people listed.

Both stand in the order of the page, so that they are aligned in order by their words;
of two ways to align as many, the one with more equal types counts.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from pipeline.evaluation.gold import GoldSection
from pipeline.model import Section

_NO_WORD: Final = re.compile(r"[^\w]+")


@dataclass(frozen=True, slots=True)
class Headings:
    """How many headings the gold lists, how many of them were found, and typed alike.

    *extra* are those that only we found.
    """

    gold: int
    found: int
    typed: int
    extra: int


def align(marked: Sequence[GoldSection], read: Sequence[Section]) -> Headings:
    """Return how far the headings of *read* are those of *marked*."""
    theirs = [(words, each.type) for each in marked if (words := _words(each.heading))]
    ours = [(words, each.type) for each in read if (words := _words(each.heading))]
    # One more heading found counts more than all types together, so that the pairs
    # (found, typed) are compared in this order. A row holds the best of what is left.
    below = [(0, 0)] * (len(ours) + 1)
    for words, kind in reversed(theirs):
        row = [(0, 0)]
        for at in range(len(ours) - 1, -1, -1):
            best = max(below[at], row[-1])
            if ours[at][0] == words:
                found, typed = below[at + 1]
                best = max(best, (found + 1, typed + (ours[at][1] == kind)))
            row.append(best)
        below = row[::-1]
    found, typed = below[0]
    return Headings(len(theirs), found, typed, len(ours) - found)


def _words(heading: str) -> str:
    return _NO_WORD.sub(" ", heading.lower()).strip()
