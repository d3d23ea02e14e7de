"""Where on a page the name of its procedure may stand."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import Final

from pipeline.folding import fold
from pipeline.model import (
    Block,
    BlockKind,
    Span,
    Unit,
)
from pipeline.procedure.page import Page, Place

_WORD: Final = re.compile(r"[^\W_][\w'-]*")
_MOST_WORDS: Final = 12
_GAP: Final = re.compile(r"(?<=\S)(?: {2,}|\t)")
_FIRST_UNITS: Final = 12
_GAP_LENGTH: Final = 2
_EARLY: Final = 15
_MOST_ENTRY: Final = 3
_LISTED_KINDS: Final = (BlockKind.BULLET, BlockKind.NUMBERED, BlockKind.ROW)
_MOST_MODIFIERS: Final = 2
TITLE: Final = "procedure.title"
NAMED: Final = "procedure.named"
_DEFINED: Final = "procedure.defined"
_ANNOUNCED: Final = "procedure.announced"
_MENTIONED: Final = "procedure.mentioned"


@dataclass(frozen=True, slots=True)
class Places:
    """Finds the places of a page, the likeliest first."""

    page: Page

    def title(self) -> Place | None:
        """Return the page's title: its one chief heading, else its first line."""
        headings = [
            (section.index, block)
            for section in self.page.sections
            for block in section.blocks
            if block.kind is BlockKind.HEADING
        ]
        chief = [pair for pair in headings if pair[1].level == 1]
        first = next(iter(self.page.units), None)
        if chief:
            return self._of_block(*chief[0])
        if first is None:
            return None
        if first.block.kind is BlockKind.HEADING:
            words = self.page.text[first.body : first.end]
            if self.page.headings.is_label(words):
                return None  # a note that begins with its first section
            return self._of_block(first.section, first.block)
        if len(_WORD.findall(self.page.text[first.body : first.end])) <= _MOST_WORDS:
            return self._of_unit(first, TITLE)
        return None

    def likely(self, title: Place | None) -> Iterator[Place]:
        """Yield the title, labelled lines, other early lines and definitions."""
        if title is not None:
            yield title
        yield from self._named()
        yield from self._early_lines(title)
        for unit in self.page.units[:_FIRST_UNITS]:
            defined = self.page.words.defines.match(self.page.low[unit.body : unit.end])
            if defined:
                a, b = defined.span("name")
                line = Span(unit.body, unit.end)
                yield Place(unit.body + a, unit.body + b, line, unit.section, _DEFINED)

    def _early_lines(self, title: Place | None) -> Iterator[Place]:
        """Yield the other short lines before the first section that is one by words."""
        early = self.page.units[:_EARLY]
        for unit, following in zip_longest(early, early[1:]):
            words = self.page.text[unit.body : unit.end]
            # "Knee Wash: What We Do" is a section by its end only.
            typing = self.page.headings.classify(words.partition(": ")[0])
            is_heading = unit.block.kind is BlockKind.HEADING
            if is_heading and typing is not None and not typing.weak:
                if self.page.words.parts.search(words):
                    yield self._of_unit(unit, TITLE)
                if following is None or not self._is_entry(following):
                    break
                continue
            is_short = len(words.split()) <= _MOST_WORDS and words[-1:] not in ".!"
            is_listed = unit.block.kind in _LISTED_KINDS
            if (
                is_short
                and not is_listed
                and (title is None or unit.start != title.line.start)
            ):
                yield self._of_value(unit)

    def _of_value(self, unit: Unit) -> Place:
        """Return the place of a short line, or of the value behind its key."""
        place = self._of_unit(unit, TITLE)
        colon = self.page.text.find(":", unit.body, unit.end)
        if unit.block.kind is BlockKind.KEY_VALUE and colon > 0:
            return replace(place, start=colon + 1)
        return place

    def _is_entry(self, unit: Unit) -> bool:
        """Tell whether *unit* is as short as an entry of a menu, or behind a label."""
        words = self.page.text[unit.body : unit.end]
        if self.page.text[max(0, unit.start - _GAP_LENGTH) : unit.start].strip() == ":":
            return words[-1:] not in ".!?"
        return len(words.split()) <= _MOST_ENTRY and words[-1:] not in ".!?"

    def _named(self) -> Iterator[Place]:
        """Yield the first lines of sections that hold the procedure's name."""
        for section in self.page.sections:
            heading = fold(section.heading)
            if heading and self.page.words.named_in.search(heading):
                unit = next(
                    (
                        unit
                        for unit in self.page.units
                        if unit.section == section.index
                        and unit.block.kind is not BlockKind.HEADING
                    ),
                    None,
                )
                if unit is not None:
                    yield self._of_unit(unit, NAMED)
        for unit in self.page.units:
            value = self.value(unit, self.page.words.named_in)
            if value:
                line = Span(unit.body, unit.end)
                yield Place(*value, line, unit.section, NAMED)

    def value(self, unit: Unit, key: re.Pattern[str]) -> tuple[int, int] | None:
        """Return the place of the value of a key-value line whose key fits *key*."""
        if unit.block.kind not in (BlockKind.KEY_VALUE, BlockKind.HEADING):
            return None
        colon = self.page.low.find(":", unit.body, unit.end)
        if colon < 0 or not key.search(self.page.low[unit.body : colon]):
            return None
        gap = _GAP.search(self.page.text, colon + 1, unit.end)
        return colon + 1, gap.start() if gap else unit.end

    def topic(self, title: Place | None) -> frozenset[str]:
        """Return the words of the title that may be part of the name."""
        if title is None:
            return frozenset()
        words = frozenset(_WORD.findall(self.page.low[title.start : title.end]))
        return words - self.page.words.generic - self.page.lexicon.function_words

    def headings(self) -> Iterator[Place]:
        """Yield the headings that no wording makes sections of one procedure."""
        for section in self.page.sections:
            block = next(iter(section.blocks), None)
            if block is not None and block.kind is BlockKind.HEADING:
                typing = self.page.headings.classify(section.heading)
                if typing is None or typing.weak:
                    yield self._of_block(section.index, block)

    def announced(self) -> Iterator[Place]:
        """Yield what a letter says is to be done, where the page is a letter."""
        words = self.page.words
        is_letter = any(
            words.salutation.match(self.page.low, unit.body, unit.end)
            for unit in self.page.units[:_FIRST_UNITS]
        )
        for unit in self.page.units if is_letter else ():
            for found in words.announces.finditer(self.page.low, unit.body, unit.end):
                line = Span(unit.body, unit.end)
                yield Place(*found.span("name"), line, unit.section, _ANNOUNCED)

    def mentioned(self, topic: frozenset[str]) -> Iterator[Place]:
        """Yield phrases of the text that name procedures by the form of their words."""
        for unit in self.page.units:
            words = list(_WORD.finditer(self.page.low, unit.body, unit.end))
            for at, word in enumerate(words):
                if self._is_act(word[0]):
                    begin = self._modified(words, at, topic)
                    line = Span(unit.body, unit.end)
                    yield Place(
                        words[begin].start(), word.end(), line, unit.section, _MENTIONED
                    )

    def _is_act(self, word: str) -> bool:
        return word not in self.page.words.generic and bool(
            self.page.lexicon.kinds(word) & self.page.words.kinds
            and word.endswith(self.page.act_endings)
        )

    def _modified(
        self, words: Sequence[re.Match[str]], at: int, topic: frozenset[str]
    ) -> int:
        """Return where the words that modify the act at *at* begin."""
        begin = at
        while begin and at - begin < _MOST_MODIFIERS:
            before = words[begin - 1]
            gap = self.page.low[before.end() : words[begin].start()]
            is_noun = (
                before[0] in topic
                or before[0] in self.page.lexicon.adjectives
                or self.page.lexicon.kinds(before[0])
            )
            if (
                gap != " "
                or not is_noun
                or before[0] in self.page.lexicon.function_words
            ):
                break
            begin -= 1
        return begin

    def _of_block(self, section: int, block: Block) -> Place:
        return Place(block.body, block.end, Span(block.body, block.end), section, TITLE)

    def _of_unit(self, unit: Unit, rule: str) -> Place:
        return Place(unit.body, unit.end, Span(unit.body, unit.end), unit.section, rule)
