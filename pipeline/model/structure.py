"""What a text is made of: blocks, sections, units to be read and their ends."""

from enum import StrEnum

import msgspec


class BlockKind(StrEnum):
    """What a block is in the layout of its page."""

    HEADING = "heading"
    BULLET = "bullet"
    NUMBERED = "numbered"
    PARAGRAPH = "paragraph"
    KEY_VALUE = "key-value"
    ROW = "row"
    HEADER_ROW = "header-row"
    RULE = "rule"  # markup without words: ---, ```, |---|
    BOILERPLATE = "boilerplate"


class Span(msgspec.Struct, frozen=True, gc=False):
    """A stretch of text."""

    start: int
    end: int


class Block(msgspec.Struct, frozen=True, gc=False):
    """A stretch of one layout kind, from its first to its last non-blank character.

    *body* is where the content begins, after list marker, number, ``#`` or ``>``.
    *level* is a heading's rank (1 is the highest) or a list item's depth (0 outermost).
    *cells* are a table row's, *header* the header cells of its table, by position.
    *reason* is the id of the rule that called the block boilerplate.
    """

    kind: BlockKind
    start: int
    end: int
    body: int
    level: int = 0
    cells: tuple[Span, ...] = ()
    header: tuple[Span, ...] = ()
    reason: str = ""


class Section(msgspec.Struct, frozen=True, gc=False):
    """A heading with all that stands under it, to the next heading.

    The sections of a document tile it: each begins where the one before ends, the first
    at 0, the last ends with the text. *heading* is the heading's words without markup,
    empty for what stands before the first one; *blocks* has the heading's own first.
    *rule* is the id of the rule that gave the type.
    """

    index: int
    heading: str
    type: str
    start: int
    end: int
    level: int
    blocks: tuple[Block, ...]
    rule: str = ""


class Unit(msgspec.Struct, frozen=True, gc=False):
    """One line or sentence to be read, the unit of the account of lines.

    *start* and *end* include the list marker where the unit opens its block; *body* is
    where its words begin. A paragraph and a long list item hold one unit a sentence.
    *first* is true for the unit that opens its block.
    """

    start: int
    end: int
    body: int
    section: int
    block: Block
    first: bool = True


class LineStatus(StrEnum):
    """How a unit ended; where several would fit, the first of this order counts."""

    BOILERPLATE = "boilerplate"
    HEADING = "heading"
    ASSERTED = "asserted"
    CONTEXT = "context"
    NOT_UNDERSTOOD = "not-understood"


class Line(msgspec.Struct, frozen=True, gc=False):
    """A unit's place and how it ended."""

    start: int
    end: int
    status: LineStatus
