"""Labels in a column of their own, with what they govern in the column beside them.

"Findings:        A polyp was seen in", and below it, under "A", "the bowel."
"""

import re
from collections import Counter
from typing import Final

from pipeline.blocks.lines import Line, Look, look_again

_LABEL: Final = re.compile(r"([A-Z][\w ()/&.'-]{1,34}?):[ \t]{2,}(?=\S)")
_BARE: Final = re.compile(r"[A-Z][\w ()/&.'-]{1,34}:")
_LEVEL: Final = 2
_FEWEST: Final = 3
_FEWEST_WRAPPED: Final = 2


def hang(found: list[Line]) -> list[Line]:
    """Return the lines, labels that hang beside a column as headings.

    At least three begin their values in one column, and lines below two of them go on
    there.
    """
    columns = {
        at: match.end()
        for at, line in enumerate(found)
        if line.look is Look.TEXT
        and not line.level
        and (match := _LABEL.match(line.words))
    }
    for column, count in Counter(columns.values()).most_common(1):
        wrapped = sum(
            at + 1 < len(found) and abs(found[at + 1].level - column) <= 1
            for at, here in columns.items()
            if here == column
        )
        if count >= _FEWEST and wrapped >= _FEWEST_WRAPPED:
            return [
                piece
                for at, line in enumerate(found)
                for piece in (
                    _parted(line, column)
                    if columns.get(at) == column
                    else (_bare(at, found, column),)
                )
            ]
    return found


def _bare(at: int, found: list[Line], column: int) -> Line:
    """Return line *at*, as a heading if it is a label whose value begins below it."""
    line = found[at]
    is_label = (
        line.look is Look.TEXT
        and not line.level
        and _BARE.fullmatch(line.words) is not None
        and at + 1 < len(found)
        and abs(found[at + 1].level - column) <= 1
    )
    return line._replace(look=Look.HEADING, level=_LEVEL) if is_label else line


def _parted(line: Line, column: int) -> tuple[Line, Line]:
    """Return the label of a line as a heading, and the value as a line below it."""
    label = line.words[:column].rstrip()
    heading = line._replace(
        end=line.body + len(label), look=Look.HEADING, level=_LEVEL, words=label
    )
    return heading, look_again(line, column)
