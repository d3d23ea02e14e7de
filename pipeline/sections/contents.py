"""The type that the lines of a section tell where no heading does."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final

from pipeline.folding import fold
from pipeline.model import Block, BlockKind
from pipeline.vocabulary.contents import ContentRule, ContentVocabulary
from pipeline.vocabulary.gates import Gated

_SILENT: Final = frozenset(
    {
        BlockKind.HEADING,
        BlockKind.HEADER_ROW,
        BlockKind.RULE,
        BlockKind.BOILERPLATE,
    }
)
_BREAK: Final = re.compile(r"(?<=[.!?])\s+(?=[A-Z])")


def type_of(
    text: str, blocks: Sequence[Block], vocabulary: ContentVocabulary, *, late: bool
) -> tuple[str, str] | None:
    """Return type and rule that the lines of *blocks* tell, or None.

    *late* tells that the section stands behind the one at which the page turns.
    """
    lines = list(islice(_lines(text, blocks), vocabulary.lines))
    if not lines:
        return None
    for pattern, rule in vocabulary.rules:
        if _fits(pattern, rule, lines):
            is_early = rule.earlier and not late
            return (rule.earlier if is_early else rule.type), rule.id
    return None


def _fits(pattern: Gated, rule: ContentRule, lines: Sequence[str]) -> bool:
    if rule.lead:
        return lines[0].endswith(":") and pattern.search(lines[0]) is not None
    found = sum(pattern.search(line) is not None for line in lines)
    return found >= rule.fewest and found >= rule.share * len(lines)


def _lines(text: str, blocks: Sequence[Block]) -> Iterator[str]:
    for block in blocks:
        if block.kind not in _SILENT:
            for sentence in _BREAK.split(text[block.body : block.end]):
                yield fold(sentence).strip("*_ ")
