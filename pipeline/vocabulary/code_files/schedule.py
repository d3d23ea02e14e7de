"""A fee schedule, as an authority publishes it: heads over several lines, signs."""

import re
from collections.abc import Sequence
from typing import Final

from pipeline.errors import VocabularyError
from pipeline.folding import fold
from pipeline.vocabulary.code_facts import CodeFacts
from pipeline.vocabulary.code_files.layouts import ScheduleLayout, Sign
from pipeline.vocabulary.code_files.statements import Row, Statement

_STACKED: Final = 5  # lines over which it may be spread
_WORD: Final = re.compile(r"[a-z]+")


def statements(
    path: str, rows: Sequence[Row], at: int, facts: CodeFacts, layout: ScheduleLayout
) -> dict[tuple[str, str], Statement]:
    """Return what *rows* say below the head, which ends in row *at*."""
    line, head = rows[at]
    columns = _heads([cells for _, cells in rows[max(0, at - _STACKED) : at + 1]])

    def column(words: frozenset[str]) -> int:
        for index, named in enumerate(columns):
            if words <= named:
                return index
        told = " ".join(sorted(words)).upper()
        raise VocabularyError(f"{path}:{line}", f"the head has no column {told}")

    code = next(i for i, cell in enumerate(head) if fold(cell).strip() in layout.code)
    modifier, period, bilateral = map(
        column, (layout.modifier, layout.period, layout.bilateral)
    )
    found: dict[tuple[str, str], Statement] = {}
    plain: set[tuple[str, str]] = set()
    for number, cells in rows[at + 1 :]:
        place = f"{path}:{number}"
        value = cells[code].strip().upper() if len(cells) > code else ""
        system = next((s for s in layout.systems if facts.is_formed(s, value)), "")
        if not system:
            continue
        if len(cells) <= max(modifier, period, bilateral):
            raise VocabularyError(place, "has fewer cells than the head")
        key = system, value
        is_plain = not cells[modifier].strip()
        if key in plain or (key in found and not is_plain):
            continue
        if is_plain:
            plain.add(key)
        sign = _sign(place, cells[bilateral].strip(), layout)
        found[key] = Statement(
            system=system,
            value=value,
            is_add_on=fold(cells[period]).strip() in layout.add_on,
            side=sign.side,
            both=sign.both,
        )
    if not found:
        raise VocabularyError(f"{path}:{line}", "no code stands below the head")
    return found


def _heads(rows: Sequence[Sequence[str]]) -> list[frozenset[str]]:
    """Return the words that stand over each column; a title is not over one."""
    columns: list[set[str]] = [set() for _ in rows[-1]]
    for cells in rows:
        if sum(bool(cell.strip()) for cell in cells) > 1 or cells is rows[-1]:
            for words, cell in zip(columns, cells, strict=False):
                words.update(_WORD.findall(fold(cell)))
    return [frozenset(words) for words in columns]


def _sign(place: str, sign: str, layout: ScheduleLayout) -> Sign:
    if not sign:
        return Sign()
    if sign not in layout.signs:
        known = ", ".join(layout.signs)
        raise VocabularyError(place, f"the bilateral sign '{sign}' is none of {known}")
    return layout.signs[sign]
