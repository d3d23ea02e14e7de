"""Read rows of tables of prices: what is paid for, with all that is paid."""

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from typing import Final

from pipeline.mentions import payments, values
from pipeline.mentions.draft import Role
from pipeline.mentions.view import View
from pipeline.vocabulary.reading import ReadingVocabulary

_WORDS: Final = re.compile(r"[^\W\d_]{3}")
_FIGURE: Final = re.compile(r"(?<![\w.])(?!\d{5}\b)\d")


def whole(
    cells: Sequence[View],
    heads: Sequence[View],
    role: Role,
    vocabulary: ReadingVocabulary,
) -> View | None:
    """Return the row from what is paid for to its last cell, or None if it tells none.

    Without an amount of money, figures and words of payment count in sections about
    money, but not beside other measures. What is paid for is the first cell with words.
    """
    sums = {
        at for at, cell in enumerate(cells) if values.money(cell.low, vocabulary.times)
    }
    named = next(
        (
            at
            for at, cell in enumerate(cells)
            if at not in sums and _WORDS.search(cell.low)
        ),
        None,
    )
    if not sums and (named is None or role.type != payments.TYPE):
        return None
    if any(vocabulary.payments.not_sums.search(cell.low) for cell in cells):
        return None
    begin = min(at for at in (named, *sums) if at is not None)
    if not sums and not _tells(cells[begin + 1 :], heads, vocabulary):
        return None
    first, *rest = (
        cell
        for at, cell in enumerate(cells)
        if cell.text and at >= begin and _is_told(cell, at, sums)
    )
    for each in rest:
        first = first.joined(each)
    return first


def _is_told(cell: View, at: int, sums: AbstractSet[int]) -> bool:
    """Tell whether a cell belongs to the row: beside sums, a bare number is a code."""
    return not sums or at in sums or _WORDS.search(cell.low) is not None


def _tells(
    beside: Sequence[View], heads: Sequence[View], vocabulary: ReadingVocabulary
) -> bool:
    words = vocabulary.payments
    if any(words.unless.search(head.low) for head in heads):
        return False
    return any(
        _FIGURE.search(cell.low) or words.words.search(cell.low) for cell in beside
    )
