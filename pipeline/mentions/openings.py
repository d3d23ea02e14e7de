"""Lines that open a list: an item over deeper ones, a line over items or a table."""

import re
from collections.abc import Sequence
from typing import Final

from pipeline.mentions import clauses, items
from pipeline.mentions.draft import Role
from pipeline.mentions.roles import ITEMS
from pipeline.mentions.view import View
from pipeline.model import BlockKind, Unit
from pipeline.vocabulary.reading import ReadingVocabulary

_BOLD: Final = re.compile(r"\s*(\*\*|__)[^*_]+\1\s*:?\s*(?:\([^()]*\))?:?\s*")
_TABLE: Final = (BlockKind.HEADER_ROW, BlockKind.ROW)
_MOST_GROUP_WORDS: Final = 2
_MOST_BARE_WORDS: Final = 12
_COLON: Final = ":"


class Openings:
    """Tells of the units of one page which only open what stands under them."""

    def __init__(
        self, text: str, units: Sequence[Unit], vocabulary: ReadingVocabulary
    ) -> None:
        """Look at the units in their order."""
        self.text = text
        self.units = units
        self.vocabulary = vocabulary

    def groups(self, at: int, seen: View) -> bool:
        """Tell whether the item at *at* only groups the items under it."""
        under = self._under(at)
        if under is None or under.block.kind not in ITEMS or not under.first:
            return seen.low.endswith(_COLON)
        if seen.low.endswith(_COLON):
            return True
        unit = self.units[at]
        is_deeper = under.block.level > unit.block.level
        return is_deeper and (
            _BOLD.fullmatch(self.text[unit.body : unit.end]) is not None
            or self._is_open(seen)
        )

    def announces(self, at: int) -> bool:
        """Tell whether the sentence at *at* stands before a list or a table of its."""
        unit, under = self.units[at], self._under(at)
        if under is None or under.section != unit.section or under.block is unit.block:
            return False
        if under.block.kind in _TABLE:
            words = self.text[unit.body : unit.end]
            return words.rstrip("*_ ").endswith(_COLON)
        return under.block.kind in ITEMS

    def is_order(self, seen: View) -> bool:
        """Tell whether a line before a list says by itself what to do."""
        words = self.vocabulary.instructions
        is_open = seen.low.endswith(_COLON) or words.unfinished.search(seen.low)
        return not is_open and clauses.is_order(seen.low, words)

    def is_bare(self, unit: Unit, seen: View, role: Role) -> bool:
        """Tell whether a line is an item without a mark: a bare phrase alone."""
        alone = unit.first and unit.end == unit.block.end
        return (
            alone
            and role.type in self.vocabulary.roles.types.things
            and not seen.low.endswith((".", "!", "?", _COLON, ";"))
            and seen.low.count(" ") < _MOST_BARE_WORDS
            and not items.is_sentence(seen, self.vocabulary)
        )

    def _under(self, at: int) -> Unit | None:
        return self.units[at + 1] if at + 1 < len(self.units) else None

    def _is_open(self, seen: View) -> bool:
        """Tell whether an item over others is no sentence but what they complete."""
        words = seen.low.split(" ")
        if words[-1] in self.vocabulary.lexicon.words.prepositions:
            return True
        return len(words) <= _MOST_GROUP_WORDS and not (
            seen.low.endswith(".") or self.is_order(seen)
        )
