"""What the shape of a line says of its being a heading, whatever its words mean."""

from enum import Enum, auto
from typing import Final

from pipeline.blocks.lines import ITEMS, Line, Look
from pipeline.model import BlockKind

_LONGEST: Final = 130
_MOST_WORDS: Final = 16
_UNKNOWN_WORDS: Final = 8
_INNER_WORDS: Final = 4
_SHORT: Final = 3
_LONG_LINE: Final = 45
_ENDS: Final = (".", "!", "?", '."', ".)", ":")
_FULL_STOPS: Final = (".", "!", ".)")
_BODIES: Final = (*ITEMS, Look.ROW, Look.BOLD, Look.HEADING)
_TITLE_SHARE: Final = 0.7


class Demand(Enum):
    """How well the words of a line must be known for its shape to make a heading."""

    NOTHING = auto()  # the shape suffices
    KNOWN = auto()
    CERTAIN = auto()  # known by more than a weak wording
    NEVER = auto()


def may_be_heading(words: str) -> bool:
    """Tell whether *words* are few enough for a heading, and say anything."""
    return (
        bool(words)
        and len(words) <= _LONGEST
        and words.count(" ") < _MOST_WORDS
        and any(map(str.isalpha, words))
    )


def apart(words: str, under: Line, last: BlockKind | None) -> Demand:
    """Judge a line after a blank one."""
    short = words.count(" ") < _UNKNOWN_WORDS
    title = is_title(words)
    if title and short and (is_text(under) or (last is None and under.apart)):
        return Demand.NOTHING
    if last is None and short and is_text(under) and not under.words[:1].islower():
        return Demand.NOTHING
    return Demand.KNOWN if title or short or last is None else Demand.CERTAIN


def within(
    words: str, above: Line | None, under: Line, last: BlockKind | None
) -> Demand:
    """Judge a line that follows another without a blank one."""
    stopped = above is not None and above.words.endswith(_FULL_STOPS)
    listed = last is BlockKind.BULLET and not stopped
    if is_title(words):
        governs = under.look in ITEMS or len(under.words) > _LONG_LINE * 2
        if stopped and governs and words.count(" ") < _INNER_WORDS:
            return Demand.NOTHING
        if is_text(under):
            return Demand.KNOWN
        return Demand.NEVER if listed else Demand.CERTAIN
    between = under.look in ITEMS and (
        last is BlockKind.HEADING or (above is not None and above.look in ITEMS)
    )
    ended = above is None or above.words.endswith(_ENDS)
    if between and words.count(" ") < _UNKNOWN_WORDS:
        return Demand.CERTAIN
    if ended and not listed and words.count(" ") < _UNKNOWN_WORDS:
        return Demand.CERTAIN
    return Demand.NEVER


def is_pair(words: str) -> bool:
    """Tell whether *words* may be a key and its value."""
    return ": " in words


def is_body(under: Line, words: str) -> bool:
    """Tell whether the line *under* may be what the heading *words* governs."""
    return (
        under.look in _BODIES
        or len(under.words) > len(words)
        or is_pair(under.words)
        or under.words.endswith((".", ":", "?"))
    )


def is_text(line: Line) -> bool:
    """Tell whether *line* is an item or running text and not one more short line."""
    return (
        line.look in _BODIES
        or len(line.words) > _LONG_LINE
        or is_pair(line.words)
        or line.words.endswith((".", ":", "?"))
    )


def is_title(words: str) -> bool:
    """Tell whether the longer words of *words* begin with capitals.

    >>> is_title("Risks of the Operation"), is_title("Risks are rare here")
    (True, False)
    """
    long = [word.lstrip("\"'(") for word in words.split() if len(word) > _SHORT]
    capital = sum(not word[:1].islower() for word in long)
    return capital >= len(long) * _TITLE_SHARE
