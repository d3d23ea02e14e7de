"""Divide blocks into the units that are read and accounted for.

A paragraph or a list item gives one unit a sentence; every other block is one unit. A
unit that is longer than people write is divided too, at a blank where there is one, so
that no text makes the reading of a unit run away. The units are in order, disjoint, and
hold every non-blank character.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from pipeline.model import Block, BlockKind, Document, Section, Unit

_DIVIDED: Final = (BlockKind.PARAGRAPH, BlockKind.BULLET, BlockKind.NUMBERED)
_END: Final = re.compile(
    r"(?:(?<![.!?…])[.!?…]++[\"')\]\u201d\u2019*_]{0,3}\\?|\\(?=\n))(\s+)"
    r"(?=[A-Z0-9\"'(\[\u201c\u2018*_À-ÖØ-Þ])"
)
_LAST_WORD: Final = re.compile(r"([^\W\d_]+(?:\.[^\W\d_]+)*|\d+)\.$")
_GAP: Final = re.compile(r"\s*+")
_WORD_WINDOW: Final = 24
_LONG_ASIDE: Final = 300
# Three times the longest sentence seen; rows of wide tables are longer.
_LONGEST: Final = 1_000
_LONGEST_WHOLE: Final = 5_000


def divide(
    document: Document, sections: Sequence[Section], abbreviations: frozenset[str]
) -> tuple[Unit, ...]:
    """Return the units of all blocks of *sections* in reading order.

    *abbreviations* end no sentence; one with " #" behind it only before a digit.
    """
    return tuple(
        unit
        for section in sections
        for block in section.blocks
        for unit in _units(document.text, section.index, block, abbreviations)
    )


def _units(
    text: str, section: int, block: Block, abbreviations: frozenset[str]
) -> Iterator[Unit]:
    start, body = block.start, block.body
    is_divided = block.kind in _DIVIDED
    longest = _LONGEST if is_divided else _LONGEST_WHOLE
    cuts = _cuts(text, block, abbreviations) if is_divided else ()
    for cut, following in (*cuts, (block.end, block.end)):
        for stop, after in (*_forced(text, body, cut, longest), (cut, following)):
            yield Unit(start, stop, body, section, block, first=start == block.start)
            start = body = after


def _forced(text: str, start: int, end: int, longest: int) -> Iterator[tuple[int, int]]:
    """Yield where a stretch longer than *longest* ends, and where the next begins."""
    while end - start > longest:
        blank = text.rfind(" ", start + longest // 2, start + longest)
        stop = blank if blank > 0 else start + longest
        words = text[start:stop].rstrip()
        gap = _GAP.match(text, stop, end)
        if not words or gap is None or gap.end() == end:
            return
        yield start + len(words), gap.end()
        start = gap.end()


def _cuts(
    text: str, block: Block, abbreviations: frozenset[str]
) -> Iterator[tuple[int, int]]:
    """Yield, for each end of a sentence in *block*, where it ends and the next begins.

    No sentence ends in brackets, unless what they hold is long or never closed.
    """
    start = counted = block.body
    depth = 0
    for end in _END.finditer(text, block.body, block.end):
        stop, following = end.start(1), end.end()
        depth += text.count("(", counted, stop) - text.count(")", counted, stop)
        counted = stop
        if depth > 0 and stop - start < _LONG_ASIDE:
            continue
        if text[end.start()] == "." and _is_abbreviation(
            text, start, end, abbreviations
        ):
            continue
        depth = 0
        yield stop, following
        start = counted = following


def _is_abbreviation(
    text: str, start: int, end: re.Match[str], abbreviations: frozenset[str]
) -> bool:
    """Tell whether the stop at *end* belongs to the word before it."""
    stop = end.start() + 1
    if text[stop : stop + 1] == ".":  # dots that stand for something left out
        return not text[end.end()].isupper()
    begin = max(start, stop - _WORD_WINDOW)
    begin = max(begin, text.rfind(" ", begin, stop) + 1)
    found = _LAST_WORD.search(text, begin, stop)
    if found is None:
        return False
    word = found[1]
    if word.isdigit():  # the number of an item in the run
        return found.start() == start
    if len(word) == 1 and word.isupper():  # an initial
        return word != "I"
    low = word.lower()
    return low in abbreviations or (
        text[end.end()].isdigit() and f"{low} #" in abbreviations
    )
