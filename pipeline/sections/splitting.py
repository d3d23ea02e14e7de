"""Group blocks into sections, each with the type that its heading says.

The sections tile the document: the first begins at 0, each ends where the next begins,
the last ends with the text. What stands before the first heading is a section with an
empty heading. A heading without a type of its own takes the type of the heading above;
where that says nothing either, the lines of the section decide.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from pipeline.model import Block, BlockKind, Document, Section
from pipeline.sections import contents
from pipeline.vocabulary.headings import NOTE, HeadingVocabulary, Typing, subjects

_MARKUP: Final = re.compile(
    r"^[*_#`\s]++|(?:[*_#`\\\s]++|<br ?/?>"
    r"|(?:(?!<br ?/?>)[-=~+<>:\u2013\u2014\u25a0-\u26ff]){2,}+"
    r"|\{[#.:][^{}\n]*+\}|(?<=[ \t])[-=~+<>\]}\u2022\u00b7\u2013\u2014])++$"
)
_LONGEST: Final = 1_000  # of a heading with markup; this bounds work on hostile text
# A letter by itself may be a bullet ("o").
_NUMBER: Final = re.compile(r"\(?(?:\d|\w(?=\w*[.:)]))")
_PREAMBLE: Final = "head.preamble"
_TITLE: Final = "head.title"
_INHERITED: Final = "head.inherited"
_PAGE: Final = "head.page"
_UNKNOWN: Final = "head.unknown"
_QUIET: Final = (BlockKind.RULE, BlockKind.BOILERPLATE)
_FEWEST_TYPED: Final = 2
_FEWEST_REPEATS: Final = 2
_FEWEST_NAMING: Final = 4  # words that name a page and not only a part of it


def split(
    document: Document, blocks: Sequence[Block], headings: HeadingVocabulary
) -> tuple[Section, ...]:
    """Return the sections of *document* in reading order.

    *blocks* are all its blocks in order.
    """
    opening = [at for at, block in enumerate(blocks) if block.kind is BlockKind.HEADING]
    titled = bool(opening) and not any(
        block.kind not in _QUIET for block in blocks[: opening[0]]
    )
    words = [_words(document.text, blocks[at]) for at in opening]
    ranks = [blocks[at].level for at in opening]
    over_all = ranks[:1] == [1] and ranks.count(1) == 1
    typist = _Typist(
        document, headings, words, titled=titled or over_all, over_all=over_all
    )
    starts = [0, *(blocks[at].start for at in opening[titled:]), len(document.text)]
    places = [0, *opening[titled:], len(blocks)]
    sections: list[Section] = []
    above: list[Section] = []
    for index, ((start, end), (first, after)) in enumerate(
        zip(pairwise(starts), pairwise(places), strict=True)
    ):
        at = index if titled else index - 1
        block = blocks[opening[at]] if at >= 0 else None
        level = block.level if block else 1
        above = [section for section in above if section.level < level]
        held = blocks[first:after]
        kind, rule = typist.type(at, block, above, held)
        heading = _heading(document.text, block) if block else ""
        section = Section(index, heading, kind, start, end, level, tuple(held), rule)
        sections.append(section)
        if block:
            above.append(section)
    return tuple(sections)


def _words(text: str, block: Block) -> str:
    """Return what a heading says, without its number or the mark of a question."""
    return _plain(text[block.body : block.end])


def _heading(text: str, block: Block) -> str:
    """Return a heading as it stands, without markup and bullets."""
    number = _NUMBER.search(text, block.start, block.body)
    return _plain(text[number.start() if number else block.body : block.end])


def _plain(words: str) -> str:
    return _MARKUP.sub("", words) if len(words) <= _LONGEST else words


@dataclass(slots=True)
class _Typist:
    """Gives the types of one document's sections."""

    document: Document
    headings: HeadingVocabulary
    words: Sequence[str]
    titled: bool
    over_all: bool  # the first heading stands a rank above all others
    names: tuple[str, ...] = ()
    typings: tuple[Typing | None, ...] = ()
    untyped: tuple[str, str] = ("", "")
    turn: int = 0  # the first heading after which a page goes on to what is later

    def __post_init__(self) -> None:
        """Classify all headings, since a page may colour those it does not explain."""
        self.titled = self.titled and self._is_title()
        if self.titled:
            self.names = subjects(self.words[0])
        is_note = self.headings.are_of_note(self.words)
        self.typings = tuple(
            (is_note and self.headings.in_note(words))
            or self.headings.classify(words, self.names)
            for words in self.words
        )
        self.turn = next(
            (
                at
                for at, typing in enumerate(self.typings)
                if at >= self.titled
                and typing
                and typing.type == self.headings.contents.turn
            ),
            len(self.typings),
        )
        dominant = self.headings.dominant
        known = [typing.type for typing in self.typings if typing and not typing.weak]
        share = sum(kind in dominant.types for kind in known)
        is_dominant = share >= _FEWEST_TYPED and share * 2 > len(known)
        self.untyped = (
            (dominant.gives, _PAGE)
            if is_dominant
            else (self.headings.defaults.untyped, _UNKNOWN)
        )

    def _is_title(self) -> bool:
        """Tell whether the first heading names the page and not its first section.

        The other headings name it again, or its words say nothing of a section.
        """
        first, *others = self.words
        if self.over_all and others and first.count(" ") + 1 >= _FEWEST_NAMING:
            return not first.endswith("?")
        # "Mending the Knee: How to Keep Walking" is about what stands before the colon.
        typing = self.headings.classify(first.partition(": ")[0])
        if typing is None or typing.weak or typing.rule in self.headings.hollow:
            return True
        if sum(first in words for words in others) >= _FEWEST_REPEATS:
            return True
        return typing.type in self.headings.dominant.types and bool(others)

    def type(
        self,
        at: int,
        block: Block | None,
        above: Sequence[Section],
        held: Sequence[Block],
    ) -> tuple[str, str]:
        """Return type and rule of the section of *held* that heading *at* opens."""
        defaults = self.headings.defaults
        if block is None:
            return defaults.preamble, _PREAMBLE
        if not at and self.titled:
            return defaults.title, _TITLE
        typing = self.typings[at]
        is_name = typing and (typing.rule, typing.type) == (NOTE, defaults.preamble)
        if is_name and held:
            text = self.document.text[held[0].end : held[-1].end]
            if self.headings.tell_acts(text):  # "Procedure:" mostly only names it
                typing = self.headings.classify(self.words[at], self.names) or typing
        if typing and typing.asks:
            begin = self.document.text[block.end : block.end + self._length()]
            typing = self.headings.answer(begin.strip(), self.names) or typing
        parent = next((s for s in reversed(above) if s.rule != _TITLE), None)
        if typing and not (typing.weak and parent and self._tells(parent)):
            return typing.type, typing.rule
        is_unknown = self.untyped[1] == _UNKNOWN
        if is_unknown and parent is None and (page := self._page()):
            return page, _INHERITED
        is_open = is_unknown and (parent is None or self._is_silent(parent))
        if is_open and (told := self._told(at, held)):
            return told
        return (parent.type, _INHERITED) if parent else self.untyped

    def _page(self) -> str:
        """Return the type that the title of a page on one matter says, or nothing.

        "Rehabilitation after cuff repair" stands over phases and what they are for.
        """
        typing = self.typings[0] if self.titled and self.over_all else None
        return typing.type if typing and not typing.weak else ""

    def _is_silent(self, parent: Section) -> bool:
        """Tell whether *parent* says nothing of the sections under it."""
        return not self._tells(parent) and (
            parent.rule in self.headings.hollow
            or parent.type != self.headings.defaults.untyped
        )

    def _told(self, at: int, held: Sequence[Block]) -> tuple[str, str] | None:
        """Return type and rule that the lines of the section tell, or None."""
        known = self.headings.contents
        return contents.type_of(self.document.text, held, known, late=self.turn < at)

    def _length(self) -> int:
        return 2 * self.headings.answer_length

    def _tells(self, parent: Section) -> bool:
        """Tell whether the type of *parent* says more than a weak wording under it."""
        defaults = self.headings.defaults
        return parent.type not in (defaults.title, defaults.untyped, defaults.preamble)
