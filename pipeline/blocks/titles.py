"""Whether a line is a heading, by its words, its shape and its neighbours."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from pipeline.blocks import looks
from pipeline.blocks.lines import ITEMS, Line, Look
from pipeline.folding import fold
from pipeline.model import BlockKind
from pipeline.vocabulary.headings import HeadingVocabulary

_LONGEST: Final = 130
_MOST_WORDS: Final = 16
_LABEL_WORDS: Final = 5
_UNKNOWN_WORDS: Final = 8
_INNER_WORDS: Final = 4
_SHORT: Final = 3
_LONG_LINE: Final = 45
_STOPS: Final = (".", ";", ",", "!", ".)")
_ENDS: Final = (".", "!", "?", '."', ".)", ":")
_FEWEST_QUESTIONS: Final = 2
_FULL_STOPS: Final = (".", "!", ".)")
_BODIES: Final = frozenset({*ITEMS, Look.ROW, Look.BOLD, Look.HEADING})
_TITLE_SHARE: Final = 0.7
_TITLE_LINES: Final = 3
_LONGEST_SUBTITLE: Final = 80
_TITLE_LEVEL: Final = 1
_KNOWN_LEVEL: Final = 2
_INNER_LEVEL: Final = 3


def judge(
    found: Sequence[Line],
    headings: HeadingVocabulary,
    *,
    marked: bool,
    plain: bool = True,
) -> "Titles":
    """Return the judge of the lines of one document."""
    questions = sum(line.apart and line.words.endswith("?") for line in found)
    dressed = frozenset() if marked else looks.learn(found, headings)
    tiered = questions >= _FEWEST_QUESTIONS
    return Titles(found, headings, marked, plain, tiered, dressed)


class Demand(Enum):
    """How well the words of a line must be known for its shape to make a heading."""

    NOTHING = auto()  # the shape suffices
    KNOWN = auto()
    CERTAIN = auto()  # known by more than a weak wording
    NEVER = auto()


@dataclass(frozen=True, slots=True)
class Titles:
    """Judges the lines of one document.

    *marked* tells that the page marks its headings, so that plain and bold lines are
    none; *plain* that it is no web page, whose first line may belong to its site;
    *tiered* that it sets its chief headings, questions, apart by blank lines. *dressed*
    are the places of lines in the look of its known headings.
    """

    found: Sequence[Line]
    headings: HeadingVocabulary
    marked: bool
    plain: bool
    tiered: bool
    dressed: frozenset[int]

    def level(  # noqa: C901, PLR0911 - one question after the other
        self, at: int, last: BlockKind | None
    ) -> int:
        """Return the rank of the heading in line *at*, 0 where it is none.

        *last* is the kind of the block before it, None at the beginning.
        """
        words = self.found[at].words.strip("*_ \t")
        if not _may_be_heading(words):
            return 0
        if last is None and self._is_title(at, words):
            return _TITLE_LEVEL
        if self.marked or words[0].islower():
            return 0
        if self._is_over_nested(at) or self._is_doubled(at):
            return _KNOWN_LEVEL
        bare = words.rstrip(":- \t")
        if self._closes(at, bare):
            return _KNOWN_LEVEL
        demand = self._demand(at, words, bare, last)
        if at in self.dressed and last is not None:
            return self._rank(at)
        if demand is Demand.NEVER:
            return 0
        if demand is Demand.NOTHING and last is not None and words.endswith("?"):
            return _KNOWN_LEVEL
        typing = self.headings.classify(bare)
        is_sure = typing is not None and not typing.weak
        if demand is Demand.CERTAIN and not is_sure:
            return 0
        if demand is Demand.KNOWN and typing is None:
            return 0
        if last is None and not is_sure:
            return _TITLE_LEVEL
        return _INNER_LEVEL if typing is None else self._rank(at)

    def _closes(self, at: int, words: str) -> bool:
        """Tell whether a line ends what the page says and leads to other pages.

        What stands under it are short lines without marks, as on no other heading.
        """
        return (
            self.found[at].look is Look.TEXT
            and words.count(" ") < _INNER_WORDS
            and is_title(words)
            and self.headings.closing.search(fold(words)) is not None
        )

    def _rank(self, at: int) -> int:
        """Return the rank of the heading in line *at*, known or looking like those."""
        typing = self.headings.classify(self.found[at].words.rstrip(":- \t"))
        is_sure = typing is not None and not typing.weak
        is_inner = self.tiered and not self.found[at].apart and not is_sure
        return _INNER_LEVEL if is_inner else _KNOWN_LEVEL

    def _is_title(self, at: int, words: str) -> bool:
        """Tell whether the first line stands over the page, whatever its words."""
        if self.marked:
            return self.plain and self._is_name(at, words)
        if words.endswith((*_STOPS, "?", ":")) or at + 1 >= len(self.found):
            return False
        typing = self.headings.classify(words)
        if typing and not typing.weak:
            return False
        return self.found[at + 1].apart or self._heads_block(at)

    def _heads_block(self, at: int) -> bool:
        """Tell whether line *at* begins a block of two or three short lines."""
        under = self.found[at + 1 : at + _TITLE_LINES + 1]
        end = next((n for n, line in enumerate(under) if line.apart), 0)
        return (
            bool(end)
            and is_title(self.found[at].words)
            and all(
                line.look is Look.TEXT
                and len(line.words) <= _LONGEST_SUBTITLE
                and not line.words.endswith(_ENDS)
                and not _is_pair(line.words)
                for line in self.found[at : at + end + 1]
            )
        )

    def _is_name(self, at: int, words: str) -> bool:
        """Tell whether the first line names a page that marks its other headings."""
        under = self.found[at + 1] if at + 1 < len(self.found) else None
        return (
            under is not None
            and self.found[at].look is Look.TEXT
            and not words.endswith((*_STOPS, "?", ":"))
            and words.count(" ") < _UNKNOWN_WORDS
            and not _is_pair(words)
            and (under.look is Look.HEADING or under.apart or _is_pair(under.words))
            and (words.isupper() or is_title(words))
        )

    def is_numbered(self, at: int) -> bool:
        """Tell whether the numbered line *at* is a heading, not an item of a list."""
        line = self.found[at]
        if self.marked or line.level > 1 or at + 1 >= len(self.found):
            return False
        under = self.found[at + 1]
        is_listed = under.level > line.level + 1 or (
            under.look is Look.NUMBERED and (line.nested or not under.nested)
        )
        runs_on = not under.apart and under.words[:1].islower()
        words = line.words.rstrip(": ")
        return (
            not is_listed
            and not runs_on
            and not line.words.endswith(_STOPS)
            and words.count(" ") < _UNKNOWN_WORDS
            and (is_title(words) or words.endswith("?") or line.apart)
            and (under.nested or self.headings.classify(words) is not None)
        )

    def _is_doubled(self, at: int) -> bool:
        """Tell whether line *at* is a tab's label or the same words right under it."""
        words = self.found[at].words
        if words.endswith(_STOPS) or words.count(" ") >= _UNKNOWN_WORDS:
            return False
        return any(
            self.found[first].apart
            and not self.found[first + 1].apart
            and self.found[first].words == self.found[first + 1].words
            for first in (at - 1, at)
            if 0 <= first < len(self.found) - 2
        )

    def _is_over_nested(self, at: int) -> bool:
        """Tell whether line *at* is the "1." over a "1.1"."""
        under = self.found[at + 1 : at + 2]
        is_numbered = self.found[at].look is Look.NUMBERED and self.is_numbered(at)
        return is_numbered and any(line.nested for line in under)

    def _demand(self, at: int, words: str, bare: str, last: BlockKind | None) -> Demand:
        if self.found[at].look is Look.BOLD:
            return self._bold(at, words)
        if ":" in words[len(bare) :]:
            return self._label(bare, last)
        if words.endswith(_STOPS) or self.headings.not_heading.search(fold(words)):
            return Demand.NEVER
        return self._plain(at, words, last)

    def _bold(self, at: int, words: str) -> Demand:
        """Judge a bold line, which may be a lead-in over a list."""
        if words.endswith(":"):
            return Demand.KNOWN if words.count(" ") < _LABEL_WORDS else Demand.NEVER
        after = self.found[at + 1 : at + 2]
        over_list = any(line.look in ITEMS for line in after)
        return Demand.KNOWN if over_list else Demand.NOTHING

    def _label(self, words: str, last: BlockKind | None) -> Demand:
        """Judge a line with a colon, which may be a lead-in or a key without value."""
        if self.headings.is_label(words):
            return Demand.NOTHING
        if last in (BlockKind.HEADING, BlockKind.KEY_VALUE):
            return Demand.NEVER
        most = _UNKNOWN_WORDS if words.isupper() else _INNER_WORDS
        short = words.count(" ") < most and is_title(words)
        return Demand.CERTAIN if short else Demand.NEVER

    def _plain(  # noqa: PLR0911 - one question after the other
        self, at: int, words: str, last: BlockKind | None
    ) -> Demand:
        """Judge a line that nothing but its place and its capitals marks."""
        line = self.found[at]
        above = self.found[at - 1] if at else None
        if above and not line.apart and above.words.endswith((":", ",")):
            return Demand.NEVER
        if _is_pair(words) and not line.apart:
            return Demand.NEVER
        if at + 1 >= len(self.found):
            last_one = is_title(words) and words.count(" ") < _LABEL_WORDS
            return Demand.KNOWN if last_one else Demand.NEVER
        under = self.found[at + 1]
        if _is_pair(words) and _is_pair(under.words) and not under.apart:
            return Demand.NEVER
        if words.endswith("?"):
            return Demand.NOTHING if line.apart else Demand.KNOWN
        has_body = is_body(under, words)
        if words.isupper() and len(words) > _SHORT:
            return Demand.NOTHING if line.apart and has_body else Demand.KNOWN
        if not has_body:
            bare = line.apart and is_title(words)
            return Demand.KNOWN if bare else Demand.NEVER
        if line.apart:
            return _apart(words, under, last)
        return _within(words, above, under, last)


def _may_be_heading(words: str) -> bool:
    return (
        bool(words)
        and len(words) <= _LONGEST
        and words.count(" ") < _MOST_WORDS
        and any(map(str.isalpha, words))
    )


def _apart(words: str, under: Line, last: BlockKind | None) -> Demand:
    """Judge a line after a blank one."""
    short = words.count(" ") < _UNKNOWN_WORDS
    title = is_title(words)
    if title and short and (is_text(under) or (last is None and under.apart)):
        return Demand.NOTHING
    if last is None and short and is_text(under) and not under.words[:1].islower():
        return Demand.NOTHING
    return Demand.KNOWN if title or short or last is None else Demand.CERTAIN


def _within(
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


def _is_pair(words: str) -> bool:
    """Tell whether *words* may be a key and its value."""
    return ": " in words


def is_body(under: Line, words: str) -> bool:
    """Tell whether the line *under* may be what the heading *words* governs."""
    return (
        under.look in _BODIES
        or len(under.words) > len(words)
        or _is_pair(under.words)
        or under.words.endswith((".", ":", "?"))
    )


def is_text(line: Line) -> bool:
    """Tell whether *line* is an item or running text and not one more short line."""
    return (
        line.look in _BODIES
        or len(line.words) > _LONG_LINE
        or _is_pair(line.words)
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
