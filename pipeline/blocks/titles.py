"""Whether a line is a heading, by its words, its shape and its neighbours."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from pipeline.blocks.lines import ITEMS, Line, Look
from pipeline.folding import fold
from pipeline.model import BlockKind
from pipeline.vocabulary.headings import HeadingVocabulary, Typing

_LONGEST: Final = 130
_MOST_WORDS: Final = 16
_LABEL_WORDS: Final = 5
_UNKNOWN_WORDS: Final = 8
_INNER_WORDS: Final = 4
_SHORT: Final = 3
_LONG_LINE: Final = 45
_STOPS: Final = (".", ";", ",", "!", ".)")
_ENDS: Final = (".", "!", "?", '."', ".)", ":")
_BODIES: Final = frozenset({*ITEMS, Look.ROW, Look.BOLD, Look.HEADING})
_TITLE_SHARE: Final = 0.7
_TITLE_LEVEL: Final = 1
_KNOWN_LEVEL: Final = 2
_INNER_LEVEL: Final = 3


@dataclass(frozen=True, slots=True)
class Titles:
    """Judges the lines of one document.

    *marked* tells that the page marks its headings, so that plain and bold lines are
    none.
    """

    found: Sequence[Line]
    headings: HeadingVocabulary
    marked: bool

    def level(self, at: int, last: BlockKind | None) -> int:
        """Return the rank of the heading in line *at*, 0 where it is none.

        *last* is the kind of the block before it, None at the beginning.
        """
        line = self.found[at]
        words = line.words.strip("*_ \t")
        if (
            self.marked
            or not words
            or len(words) > _LONGEST
            or words.count(" ") >= _MOST_WORDS
            or words[0].islower()
            or not any(char.isalpha() for char in words)
        ):
            return 0
        bare = words.rstrip(":- \t")
        is_label = ":" in words[len(bare) :]
        if not is_label and words.endswith(_STOPS):
            return 0
        typing = self.headings.classify(bare)
        if line.look is Look.BOLD:
            opens = self._is_bold_heading(at, words, typing)
        elif is_label:
            opens = self._is_label(bare, last, typing)
        else:
            opens = self._stands_alone(at, words, last, typing)
        if not opens:
            return 0
        if last is None and (typing is None or typing.weak):
            return _TITLE_LEVEL
        known = typing is not None or words.endswith("?")
        return _KNOWN_LEVEL if known else _INNER_LEVEL

    def is_numbered(self, at: int) -> bool:
        """Tell whether the numbered line *at* is a heading and not an item of a list."""
        line = self.found[at]
        if self.marked or line.level > 1 or at + 1 >= len(self.found):
            return False
        under = self.found[at + 1]
        if under.look is Look.NUMBERED or under.level > line.level + 1:
            return False
        if not under.apart and under.words[:1].islower():
            return False
        if line.words.endswith(_STOPS) or line.words.count(" ") >= _UNKNOWN_WORDS:
            return False
        return self.headings.classify(line.words.rstrip(": ")) is not None and (
            is_title(line.words) or line.words.endswith("?") or line.apart
        )

    def _is_bold_heading(self, at: int, words: str, typing: Typing | None) -> bool:
        """Tell a bold heading from a bold lead-in over a list."""
        if words.endswith(":"):
            return typing is not None and words.count(" ") < _LABEL_WORDS
        after = self.found[at + 1 : at + 2]
        over_list = any(line.look in ITEMS for line in after)
        return typing is not None or not over_list

    def _is_label(
        self, words: str, last: BlockKind | None, typing: Typing | None
    ) -> bool:
        """Tell a heading with a colon from a lead-in or a key without its value."""
        if self.headings.is_label(words):
            return True
        if last in (BlockKind.HEADING, BlockKind.KEY_VALUE):
            return False
        return (
            typing is not None
            and not typing.weak
            and words.count(" ") < _INNER_WORDS
            and is_title(words)
        )

    def _stands_alone(
        self, at: int, words: str, last: BlockKind | None, typing: Typing | None
    ) -> bool:
        """Judge a line without any mark of a heading."""
        line = self.found[at]
        if self.headings.not_heading.search(fold(words)):
            return False
        known = typing is not None
        title = is_title(words)
        above = self.found[at - 1] if at else None
        if above is not None and not line.apart and above.words.endswith((":", ",")):
            return False
        if at + 1 >= len(self.found):
            return known and title and words.count(" ") < _LABEL_WORDS
        under = self.found[at + 1]
        if words.endswith("?"):
            return known or line.apart
        if words.isupper() and len(words) > _SHORT:
            return known or (line.apart and is_body(under, words))
        if not is_body(under, words):
            return known and title and line.apart
        if typing is not None and not typing.weak and last is not BlockKind.BULLET:
            ended = above is None or above.words.endswith(_ENDS)
            if line.apart or title or (ended and words.count(" ") < _UNKNOWN_WORDS):
                return True
        if known and (line.apart or (title and is_text(under))):
            return True
        if typing is not None and not typing.weak and words.count(" ") < _UNKNOWN_WORDS:
            return above is not None and above.words.endswith(".")
        if line.apart:
            alone = is_text(under) or (last is None and under.apart)
            return title and words.count(" ") < _UNKNOWN_WORDS and alone
        return self._governs(above, under, words, title=title)

    def _governs(
        self, above: Line | None, under: Line, words: str, *, title: bool
    ) -> bool:
        """Tell whether a word or two, between sentences, name what is told below."""
        ended = above is not None and above.words.endswith((".", "!", ".)"))
        return (
            ended
            and title
            and words.count(" ") < _INNER_WORDS
            and (under.look in ITEMS or len(under.words) > _LONG_LINE * 2)
        )


def is_body(under: Line, words: str) -> bool:
    """Tell whether the line *under* may be what the heading *words* governs."""
    return (
        under.look in _BODIES
        or len(under.words) > len(words)
        or under.words.endswith((".", ":", "?"))
    )


def is_text(line: Line) -> bool:
    """Tell whether *line* is an item or running text and not one more short line."""
    return (
        line.look in _BODIES
        or len(line.words) > _LONG_LINE
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
