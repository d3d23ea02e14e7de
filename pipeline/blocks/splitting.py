"""Lines to blocks: what each line is, seen with its neighbours."""

import re
from collections.abc import Iterator
from typing import Final

from pipeline.blocks import (
    boxes,
    bullets,
    columns,
    dress,
    hanging,
    labels,
    noise,
    runins,
    series,
    tables,
)
from pipeline.blocks.lines import Line, Look, lines
from pipeline.blocks.shapes import is_title
from pipeline.blocks.titles import judge
from pipeline.folding import fold
from pipeline.model import Block, BlockKind, Document
from pipeline.vocabulary.blocks import BlockVocabulary

_SETEXT: Final = re.compile(r"=+|-{3,}|[*~_#+]{4,}")
_KEY_VALUE: Final = re.compile(r"([A-Z][\w /()&',.-]{1,48}?)[ \t]*[:=][ \t]+(?=\S)")
_BOLD_LABEL: Final = re.compile(
    r"(\*\*|__)[^\W_][^*_]{1,60}?(?::\1|\1[ \t]*:)(?=[ \t])"
)
_LONGEST_VALUE: Final = 90
_LONGEST_LIST: Final = 500
_MOST_KEY_WORDS: Final = 5
_MOST_VALUE_WORDS: Final = 12
_SENTENCE_END: Final = (".", "!", "?", ":", ".)", '."', ";")
_GAP: Final = "   "
_WRAPPED: Final = 45
_FULL: Final = 0.7  # of the widest line
_LONGEST_ITEM: Final = 70
_DEEPEST: Final = 12
_FEWEST_HEADINGS: Final = 2
_MARKUP_PAGE: Final = "text/html"


def split(document: Document, vocabulary: BlockVocabulary) -> tuple[Block, ...]:
    """Return the blocks of *document* in reading order.

    They are disjoint and hold every non-blank character.
    """
    found = bullets.see(list(lines(document)))
    found = boxes.fill_in(found, document.text)
    found = dress.undress(found, document.text, vocabulary)
    marked = sum(line.look is Look.HEADING for line in found) >= _FEWEST_HEADINGS
    found = found if marked else hanging.hang(found)
    found = labels.unpair(labels.unglue(found, vocabulary), vocabulary)
    found = dress.ask(found, document.text, vocabulary)
    if not marked:
        found = series.tell(found, document.text, vocabulary.headings)
    low = fold(document.text)
    found = noise.cut_out(found, low, vocabulary)
    return tuple(_Splitter(document, found, low, vocabulary, marked=marked).blocks())


class _Splitter:
    """Walks the lines of one document once."""

    def __init__(
        self,
        document: Document,
        found: list[Line],
        low: str,
        vocabulary: BlockVocabulary,
        *,
        marked: bool,
    ) -> None:
        self.text = document.text
        self.lines = found
        self.vocabulary = vocabulary
        self.wraps = document.media_type != _MARKUP_PAGE
        self.reasons = noise.reasons(found, low, vocabulary, is_page=not self.wraps)
        self.marked = marked  # the page marks its headings
        # A line of columns, or the foot of a page, may be longer than the text is wide.
        self.width = max(
            (
                len(line.words)
                for at, line in enumerate(found)
                if line.look is Look.TEXT
                and at not in self.reasons
                and _GAP not in line.words
            ),
            default=0,
        )
        known = vocabulary.headings
        self.runins = {} if marked else runins.find(found, self.reasons, known)
        self.capitals = not marked and runins.has_capital_labels(found, known)
        self.titles = judge(
            found, vocabulary.headings, marked=self.marked, plain=self.wraps
        )
        self.at = 0
        self.last: BlockKind | None = None

    def blocks(self) -> Iterator[Block]:
        """Yield the blocks from the first line to the last."""
        while self.at < len(self.lines):
            for block in self._next():
                if block.kind not in (BlockKind.RULE, BlockKind.BOILERPLATE):
                    self.last = block.kind
                yield block

    def _next(self) -> Iterator[Block]:
        line = self.lines[self.at]
        reason = self.reasons.get(self.at)
        if reason is not None:
            yield self._take(BlockKind.BOILERPLATE, reason=reason)
        elif line.look is Look.RULE:
            yield self._take(BlockKind.RULE)
        elif line.look is Look.HEADING:
            yield self._take(BlockKind.HEADING, level=line.level)
        elif tables.begins(self.lines, self.at):
            yield from self._table()
        elif (end := columns.end(self.text, self.lines, self.at)) > self.at:
            rows = self.lines[self.at : end]
            self.at = end
            yield from columns.rows(self.text, rows)
        elif self.marked and tables.defines(self.lines, self.at):
            yield tables.definition(line, self.lines[self.at + 1])
            self.at += 2
        elif self._is_item(line):
            yield self._item()
        elif self._is_setext(line):
            level = 1 if self.text[self.lines[self.at + 1].start] == "=" else 2
            yield self._take(BlockKind.HEADING, level=level)
            yield self._take(BlockKind.RULE)
        elif line.look is not Look.META and (
            level := self.titles.level(self.at, self.last)
        ):
            yield self._take(BlockKind.HEADING, level=level)
        else:
            yield from self._running(line)

    def _take(self, kind: BlockKind, *, level: int = 0, reason: str = "") -> Block:
        """Return the line that is next as a block by itself."""
        line = self.lines[self.at]
        self.at += 1
        return Block(kind, line.start, line.end, line.body, level, reason=reason)

    def _follows(self, at: int) -> Line | None:
        """Return line *at* if it directly continues the text before it, else None."""
        if at >= len(self.lines) or at in self.reasons or self.lines[at].apart:
            return None
        return self.lines[at]

    def _is_item(self, line: Line) -> bool:
        if line.look is Look.BULLET:
            return True
        return line.look is Look.NUMBERED and not self.titles.is_numbered(self.at)

    def _is_setext(self, line: Line) -> bool:
        under = self._follows(self.at + 1)
        return (
            line.look is Look.TEXT
            and under is not None
            and under.look is Look.RULE
            and _SETEXT.fullmatch(self.text, under.start, under.end) is not None
            and not line.words.endswith(_SENTENCE_END)
        )

    def _table(self) -> Iterator[Block]:
        end = self.at + 1
        while (more := self._follows(end)) is not None and tables.goes_on(more):
            end += 1
        rows = self.lines[self.at : end]
        self.at = end
        yield from tables.asked(self.text, list(tables.rows(self.text, rows)))

    def _item(self) -> Block:
        line = last = self.lines[self.at]
        kind = BlockKind.BULLET if line.look is Look.BULLET else BlockKind.NUMBERED
        self.at += 1
        while (more := self._follows(self.at)) is not None and more.look is Look.TEXT:
            runs_on = more.words[:1].islower() and not last.words.endswith(
                _SENTENCE_END
            )
            if more.level <= line.level and not runs_on and not last.goes_on:
                break
            last = more
            self.at += 1
        level = min(line.level // 2, _DEEPEST)
        return Block(kind, line.start, last.end, line.body, level)

    def _running(self, line: Line) -> Iterator[Block]:
        """Yield the blocks of a line that no mark and no shape tells."""
        if cuts := self.runins.get(self.at):
            self.at += 1
            yield from self._divided(line, tuple(labels.run_in(self.text, line, cuts)))
            return
        if line.look is Look.META or self._is_key_value(line):
            has_key = ":" in line.words or "=" in line.words
            yield self._take(BlockKind.KEY_VALUE if has_key else BlockKind.PARAGRAPH)
            return
        if line.look is Look.TEXT and (pieces := self._pieces(line)):
            self.at += 1
            yield from pieces
            return
        if line.look is Look.TEXT and line.words.endswith(":"):
            yield self._take(BlockKind.PARAGRAPH)
            yield from self._unmarked_items()
            return
        yield self._paragraph()

    def _pieces(self, line: Line) -> tuple[Block, ...]:
        pieces = (
            ()
            if self.marked
            else labels.labelled(
                self.text, line, self.vocabulary, capitals=self.capitals
            )
        )
        return tuple(self._divided(line, pieces)) or labels.inline_items(
            self.text, line
        )

    def _divided(self, line: Line, pieces: tuple[Block, ...]) -> Iterator[Block]:
        """Yield *pieces* of a line, those that run list items together divided."""
        for piece in pieces:
            words = self.text[piece.body : piece.end]
            inner = line._replace(
                start=piece.start, end=piece.end, body=piece.body, words=words
            )
            is_text = piece.kind is BlockKind.PARAGRAPH
            items = labels.inline_items(self.text, inner) if is_text else ()
            yield from items or (piece,)

    def _is_key_value(self, line: Line) -> bool:
        """Tell "Code: 12345" from a sentence and a labelled section."""
        found = _KEY_VALUE.match(line.words)
        if found is None or line.look is not Look.TEXT:
            return False
        value = line.words[found.end() :]
        parts = value.split("; ")
        return (
            len(value) <= (_LONGEST_LIST if parts[1:] else _LONGEST_VALUE)
            and found[1].count(" ") < _MOST_KEY_WORDS
            and all(part.count(" ") < _MOST_VALUE_WORDS for part in parts)
            and not value.endswith((".", ":"))
            and (self.marked or not self.vocabulary.headings.is_label(found[1]))
            and (self.marked or not found[1].isupper() or ". " not in value)
            and not (self.capitals and found[1].isupper())
        )

    def _paragraph(self) -> Block:
        """Join the lines into which a paragraph was wrapped.

        A line was wrapped if it is long, ends without a stop and is gone on with
        in the next. Where every paragraph stands on one line, none of them does.
        """
        line = last = self.lines[self.at]
        self.at += 1
        while (
            self.wraps
            and line.look is Look.TEXT
            and (more := self._follows(self.at)) is not None
            and more.look is Look.TEXT
            and not last.words.endswith(_SENTENCE_END)
            and self._is_full(last, more)
            and not (is_title(last.words) and is_title(more.words))
            and not _BOLD_LABEL.match(more.words)
            and (
                more.words[:1].islower() or len(last.words) >= _WRAPPED or last.goes_on
            )
            and not self.titles.level(self.at, BlockKind.PARAGRAPH)
        ):
            last = more
            self.at += 1
        return Block(BlockKind.PARAGRAPH, line.start, last.end, line.body)

    def _is_full(self, line: Line, more: Line) -> bool:
        """Tell whether *line* had no room for the first word of *more*.

        Where it had, it was not wrapped: its writer ended it. Letters are not all of
        one width, so lines of one width in print differ in length.
        """
        taken = len(line.words) + 1 + len(more.words.partition(" ")[0])
        return line.goes_on or taken > self.width * _FULL

    def _unmarked_items(self) -> Iterator[Block]:
        """Yield short lines after a lead-in as the items whose marks were lost."""
        end = self.at
        while (line := self._follows(end)) is not None and line.look is Look.TEXT:
            if line.words.endswith(_SENTENCE_END) or len(line.words) > _LONGEST_ITEM:
                break
            if not line.words[:1].isalnum():
                break
            end += 1
        if end - self.at > 1:
            while self.at < end:
                yield self._take(BlockKind.BULLET)
