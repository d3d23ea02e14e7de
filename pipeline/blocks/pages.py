"""The heads and feet that a printed leaflet repeats on each of its pages.

A foot is known by its wording or is a bare number that counts on from the one before;
the lines beside a foot that stand on other pages too are the running head and foot.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise
from typing import Final

from pipeline.blocks.lines import Line, Look

_BARE: Final = re.compile(r"\W{0,3}(\d{1,3})\W{0,3}")
_BESIDE: Final = re.compile(
    r"(\d{1,3})(?:[ ]{3,}|\t+|[ ]+\|[ ]+)(\S.*)"
    r"|(\S.*?)(?:[ ]{3,}|\t+|[ ]+\|[ ]+|[ ]+[-\u2013][ ]?(?=\d+ ?[-\u2013]))"
    r"(\d{1,3})(?: ?[-\u2013])?"
)
_FEWEST: Final = 2
_MOST_BESIDE: Final = 4
_CLOSE: Final = 4  # lines: numbers nearer to each other count something else
_LONGEST: Final = 100
_LAST: Final = 3  # signs in which the number at the end of a line has its last figure
_LONGEST_BESIDE: Final = 300  # blanks and all


def numbers(found: Sequence[Line]) -> Iterator[int]:
    """Yield the places of the lines that are nothing but the number of a page."""
    bare = {
        at: int(number[1])
        for at, line in enumerate(found)
        if line.look is Look.TEXT
        and line.apart
        and (number := _BARE.fullmatch(line.words))
    }
    places = list(bare)
    follows = [
        bare[after] == bare[at] + 1 and after - at >= _CLOSE
        for at, after in pairwise(places)
    ]
    if len(places) >= _FEWEST and all(follows):
        yield from places


def headed(found: Sequence[Line]) -> Iterator[int]:
    """Yield the places of the lines that set the page's number beside its running head.

    They say the same at different places, and mostly count on.
    """
    heads: dict[str, list[tuple[int, int]]] = {}
    for at, line in enumerate(found):
        if (
            line.look is Look.TEXT
            and _is_numbered(line.words)
            and len(line.words) <= _LONGEST_BESIDE
            and (beside := _BESIDE.fullmatch(line.words))
        ):
            number, words = beside[1] or beside[4], beside[2] or beside[3]
            heads.setdefault(words, []).append((at, int(number)))
    for lines in heads.values():
        counted = sum(
            two == one + 1 and after - at >= _FEWEST
            for (at, one), (after, two) in pairwise(lines)
        )
        if counted * 2 >= len(lines) - 1 > 0 and counted:
            yield from (at for at, _ in lines)


def _is_numbered(words: str) -> bool:
    """Tell whether *words* begin with a figure, or have one in their last signs."""
    return words[:1].isdecimal() or any(map(str.isdecimal, words[-_LAST:]))


def repeated(found: Sequence[Line], feet: Collection[int]) -> Iterator[int]:
    """Yield the places of the lines beside *feet* that stand on other pages too."""
    if len(feet) < _FEWEST:
        return
    counts = Counter(line.words for line in found)
    for foot in feet:
        for step in (1, -1):
            for at in range(foot + step, foot + step * (_MOST_BESIDE + 1), step):
                if not 0 <= at < len(found) or at in feet:
                    break
                line = found[at]
                is_short = len(line.words) <= _LONGEST and not line.words.endswith(".")
                if counts[line.words] < _FEWEST or not is_short:
                    break
                yield at
