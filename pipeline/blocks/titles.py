"""Whether a line is a heading, by its words, its shape and its neighbours."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from pipeline.blocks import looks
from pipeline.blocks.lines import ITEMS, Line, Look
from pipeline.blocks.shapes import (
    Demand,
    apart,
    is_body,
    is_pair,
    is_title,
    may_be_heading,
    within,
)
from pipeline.folding import fold
from pipeline.model import BlockKind
from pipeline.vocabulary.headings import HeadingVocabulary

_LABEL_WORDS: Final = 5
_UNKNOWN_WORDS: Final = 8
_INNER_WORDS: Final = 4
_SHORT: Final = 3
_STOPS: Final = (".", ";", ",", "!", ".)")
_ENDS: Final = (".", "!", "?", '."', ".)", ":")
_FEWEST_QUESTIONS: Final = 2
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
        if not may_be_heading(words):
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
                and not is_pair(line.words)
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
            and not is_pair(words)
            and (under.look is Look.HEADING or under.apart or is_pair(under.words))
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
        if is_pair(words) and not line.apart:
            return Demand.NEVER
        if at + 1 >= len(self.found):
            last_one = is_title(words) and words.count(" ") < _LABEL_WORDS
            return Demand.KNOWN if last_one else Demand.NEVER
        under = self.found[at + 1]
        if is_pair(words) and is_pair(under.words) and not under.apart:
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
            return apart(words, under, last)
        return within(words, above, under, last)
