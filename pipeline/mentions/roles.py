"""The role in which a unit is read: that of its list, of its label, of its section."""

import re
from collections.abc import Sequence
from typing import Final

from msgspec.structs import replace

from pipeline.mentions import payments
from pipeline.mentions.draft import Role
from pipeline.mentions.view import View, view
from pipeline.model import BlockKind, Section, Unit
from pipeline.vocabulary.leadins import LeadIn
from pipeline.vocabulary.reading import ReadingVocabulary

ITEMS: Final = (BlockKind.BULLET, BlockKind.NUMBERED)
_LABEL: Final = re.compile(r"[^:]{2,60}?:(?= |$)")
_LABELLED: Final = 2
_TOP: Final = -1
_OPENING: Final = frozenset({"Contraindication", "Benefit", "BillingModifier"})
_OPEN_SECTIONS: Final = frozenset({"other", "overview"})


class Roles:
    """The roles of the units of one page, and those that open lists give."""

    def __init__(
        self,
        text: str,
        sections: Sequence[Section],
        vocabulary: ReadingVocabulary,
        *,
        has_procedure: bool,
    ) -> None:
        """Have no list open; *has_procedure* is false of a page about none."""
        self.text = text
        self.sections = sections
        self.vocabulary = vocabulary
        self.has_procedure = has_procedure
        self.opened: list[tuple[int, Role]] = []
        self._of_type: dict[tuple[str, bool], Role] = {}

    def begin_section(self) -> None:
        """Close all lists: none goes on in the next section."""
        self.opened = []

    def begin_paragraph(self) -> None:
        """Close the lists that a paragraph ends; what a heading opened stays."""
        self.opened = [each for each in self.opened if each[0] < _TOP]

    def begin_item(self, level: int) -> None:
        """Close the lists that an item of *level* is no part of."""
        while self.opened and self.opened[-1][0] >= level:
            self.opened.pop()

    def of(self, unit: Unit) -> Role:
        """Return the role that the open list gives, else the section's.

        A sentence that goes on in an item is no longer what the lead-in asks for.
        """
        if self.opened:
            role = self.opened[-1][1]
            if not role.prefix or unit.first or unit.block.kind not in ITEMS:
                return role
        return self.of_section(unit)

    def of_section(self, unit: Unit) -> Role:
        """Return the role that the section of *unit* gives."""
        type_ = self.sections[unit.section].type
        is_item = unit.block.kind in ITEMS
        told = self._of_type.get((type_, is_item))
        if told is None:
            told = self._of_type[type_, is_item] = self._told(type_, is_item=is_item)
        return told

    def is_labelled(self, unit: Unit) -> bool:
        """Tell whether the section of *unit* is one line, a label and what it says."""
        section = self.sections[unit.section]
        if not section.heading.endswith(":") or len(section.blocks) < _LABELLED:
            return False
        label, said = section.blocks[:_LABELLED]
        return "\n" not in self.text[label.end : said.body]

    def _told(self, type_: str, *, is_item: bool) -> Role:
        role = self.vocabulary.roles.sections.get(type_)
        items = role.items if role else ""
        if not self.has_procedure and items in (
            self.vocabulary.roles.types.needing_procedure
        ):
            # Of a disease, the section tells its treatment: advice, or nothing of ours.
            items = "" if is_item else self.vocabulary.roles.types.without_procedure
        return Role(
            items,
            type_,
            confidence=self.vocabulary.roles.confidence["item"],
            has_procedure=self.has_procedure,
        )

    def labelled(self, seen: View, role: Role) -> tuple[Role, View] | None:
        """Return role and rest of an item that names its own role before a colon.

        Among prices, what stands before an amount is what is paid for.
        """
        money = self.vocabulary.times.money
        if role.type == payments.TYPE and money.search(seen.low):
            return None
        found = _LABEL.match(seen.low)
        if found is None or found.end() >= len(seen.low):
            return None
        rule = self._lead_in(found[0], role.section)
        if rule is None or not self._says_more(rule, role):
            return None
        opened = self._opened_role(rule, found[0], role)
        return opened, seen.part(found.end())

    def open_by_heading(self, unit: Unit) -> None:
        """Take a heading for a lead-in where it says more than its section's type."""
        words = view(self.text, unit.body, unit.end).low.strip()
        base = self.of_section(unit)
        rule = self._lead_in(words.rstrip("?:. ") + ":", base.section)
        if rule is None:
            return
        says_more = rule.is_trigger or rule.action or rule.type in _OPENING
        if says_more or (rule.type and base.section in _OPEN_SECTIONS):
            role = self._opened_role(rule, words, base)
            self.opened = [(_TOP - 1, role)]

    def open_by_item(self, seen: View, level: int, base: Role) -> None:
        """Let an item that only groups the items under it give them their role."""
        rule = self._lead_in(seen.low.rstrip(": ") + ":", base.section)
        role = self._opened_role(rule, seen.low, base) if rule else base
        if role.type == base.type and not role.prefix and base.prefix:
            role = replace(role, prefix=base.prefix, is_trigger=base.is_trigger)
        self.opened.append((level, role))

    def open_by_sentence(self, unit: Unit, seen: View, base: Role) -> bool:
        """Let the line before a list give its items their role."""
        words = seen.low.strip()
        rule = self._lead_in(words, base.section)
        if rule is not None:
            level = unit.block.level if unit.block.kind in ITEMS else _TOP
            self.opened.append((level, self._opened_role(rule, words, base)))
            return True
        return words.endswith(":")

    def _opened_role(self, rule: LeadIn, words: str, base: Role) -> Role:
        return replace(
            base,
            type=rule.type or base.type,
            is_trigger=rule.is_trigger,
            prefix=rule.prefix(words),
            action=rule.action,
            rule=f"item.{rule.id}" if rule.type else "item",
        )

    def _lead_in(self, words: str, section: str) -> LeadIn | None:
        return self.vocabulary.leadins.find(words, section)

    @staticmethod
    def _says_more(rule: LeadIn, role: Role) -> bool:
        """Tell whether a label changes how its rest is read."""
        if rule.is_trigger or rule.action:
            return True
        return bool(rule.type) and rule.type != role.type
