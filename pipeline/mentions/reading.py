"""Read the units of a document in their order, each by its section and its list.

A line that opens a list gives its items their role; it stays in force until the list
ends. What a unit says is read once, by the first reader that finds something in it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from pipeline.mentions import clauses, modifiers, sentences, tables, things
from pipeline.mentions.draft import Draft, Key, Role, key, number
from pipeline.mentions.view import View, view
from pipeline.model import (
    BlockKind,
    Document,
    Mention,
    Section,
    Span,
    Unit,
)
from pipeline.vocabulary.leadins import LeadIn
from pipeline.vocabulary.reading import ReadingVocabulary

_ITEMS: Final = (BlockKind.BULLET, BlockKind.NUMBERED)
_LABEL: Final = re.compile(r"[^:]{2,60}?:(?= |$)")
_BOLD: Final = re.compile(r"\s*(\*\*|__)[^*_]+\1\s*:?\s*(?:\([^()]*\))?:?\s*")
_KEY: Final = re.compile(r"([^:=]{1,50}?)\s*[:=]\s+")
_TOP: Final = -1
_KEYED: Final = "item.keyed"
_RECOVERY: Final = "RecoveryInstruction"
_MOST_BARE_WORDS: Final = 12
_OPENING: Final = frozenset({"Contraindication", "Benefit", "BillingModifier"})
_OPEN_SECTIONS: Final = frozenset({"other", "overview"})


def read(
    document: Document,
    sections: Sequence[Section],
    units: Sequence[Unit],
    vocabulary: ReadingVocabulary,
    *,
    has_procedure: bool = True,
) -> tuple[tuple[Mention, ...], frozenset[int]]:
    """Return the mentions, and the places of units understood without any.

    A page that is about no procedure (*has_procedure*) has none of its steps.
    """
    reader = _Reader(document, sections, units, vocabulary)
    reader.has_procedure = has_procedure
    left_out = frozenset[str]()
    if not has_procedure:
        left_out = vocabulary.roles.types.needing_procedure
    drafts = [pair for pair in reader.drafts() if pair[1].type not in left_out]
    return number(drafts), frozenset(reader.contexts)


class _Reader:
    def __init__(
        self,
        document: Document,
        sections: Sequence[Section],
        units: Sequence[Unit],
        vocabulary: ReadingVocabulary,
    ) -> None:
        self.text = document.text
        self.sections = sections
        self.units = units
        self.vocabulary = vocabulary
        self.contexts: set[int] = set()
        self.opened: list[tuple[int, Role]] = []
        self.has_procedure = True

    def drafts(self) -> Iterator[tuple[int, Draft]]:
        """Yield what each unit says, with its section."""
        section = -1
        told: set[Key] = set()
        for at, unit in enumerate(self.units):
            if unit.section != section:
                section = unit.section
                self.opened = []
            kind = unit.block.kind
            if kind is BlockKind.HEADING:
                self._open_by_heading(unit)
                continue
            if kind in (BlockKind.RULE, BlockKind.BOILERPLATE, BlockKind.HEADER_ROW):
                continue
            found = list(self._unit(at, unit))
            keys = {key(section, each) for each in found}
            if keys and keys <= told:
                self.contexts.add(at)  # it says again what lines before have said
            told |= keys
            for each in found:
                yield section, each

    # ------------------------------------------------------------ roles

    def _section_role(self, unit: Unit) -> Role:
        type_ = self.sections[unit.section].type
        role = self.vocabulary.roles.sections.get(type_)
        items = role.items if role else ""
        if not self.has_procedure and items in (
            self.vocabulary.roles.types.needing_procedure
        ):
            # Of a disease, the section tells its treatment: advice, or nothing of ours.
            is_item = unit.block.kind in _ITEMS
            items = "" if is_item else self.vocabulary.roles.types.without_procedure
        return Role(
            items,
            type_,
            confidence=self.vocabulary.roles.confidence["item"],
        )

    def _role(self, unit: Unit) -> Role:
        """Return the role that the open list gives, else the section's."""
        if self.opened:
            return self.opened[-1][1]
        return self._section_role(unit)

    def _lead_in(self, words: str, section: str) -> LeadIn | None:
        return next(
            (each for each in self.vocabulary.leadins if each.fits(words, section)),
            None,
        )

    def _opened_role(self, rule: LeadIn, words: str, base: Role) -> Role:
        return replace(
            base,
            type=rule.type or base.type,
            is_trigger=rule.is_trigger,
            prefix=rule.prefix(words),
            action=rule.action,
            rule=f"item.{rule.id}" if rule.type else "item",
        )

    def _open_by_heading(self, unit: Unit) -> None:
        """Take a heading for a lead-in where it says more than its section's type."""
        words = view(self.text, unit.body, unit.end).low.strip()
        base = self._section_role(unit)
        rule = self._lead_in(words.rstrip("?:. ") + ":", base.section)
        if rule is None:
            return
        says_more = rule.is_trigger or rule.action or rule.type in _OPENING
        if says_more or (rule.type and base.section in _OPEN_SECTIONS):
            role = self._opened_role(rule, words, base)
            self.opened = [(_TOP - 1, role)]

    # ------------------------------------------------------------ units

    def _unit(self, at: int, unit: Unit) -> Iterator[Draft]:
        seen = view(self.text, unit.body, unit.end)
        if not seen.text:
            return
        evidence = Span(unit.body, unit.end)
        kind = unit.block.kind
        if kind in _ITEMS and unit.first:
            yield from self._item(at, unit, seen, evidence)
        elif kind is BlockKind.ROW:
            yield from self._row(unit, seen, evidence)
        elif kind is BlockKind.KEY_VALUE:
            yield from self._key_value(at, unit, seen, evidence)
        else:
            yield from self._sentence(at, unit, seen, evidence)

    def _item(self, at: int, unit: Unit, seen: View, evidence: Span) -> Iterator[Draft]:
        level = unit.block.level
        while self.opened and self.opened[-1][0] >= level:
            self.opened.pop()
        role = self._role(unit)
        if self._opens_list(at, unit, seen):
            self._open(seen, level, role)
            self.contexts.add(at)
            return
        found = list(self._item_drafts(seen, role, evidence))
        if not found and sentences.is_context(
            seen, before_list=False, vocabulary=self.vocabulary
        ):
            self.contexts.add(at)
        yield from found

    def _opens_list(self, at: int, unit: Unit, seen: View) -> bool:
        """Tell whether an item only groups the items under it."""
        under = self.units[at + 1] if at + 1 < len(self.units) else None
        if under is None or under.block.kind not in _ITEMS or not under.first:
            return seen.low.endswith(":")
        if seen.low.endswith(":"):
            return True
        is_deeper = under.block.level > unit.block.level
        return is_deeper and bool(_BOLD.fullmatch(self.text[unit.body : unit.end]))

    def _open(self, seen: View, level: int, base: Role) -> None:
        rule = self._lead_in(seen.low.rstrip(": ") + ":", base.section)
        role = self._opened_role(rule, seen.low, base) if rule else base
        if role.type == base.type and not role.prefix and base.prefix:
            role = replace(role, prefix=base.prefix, is_trigger=base.is_trigger)
        self.opened.append((level, role))

    def _item_drafts(self, seen: View, role: Role, evidence: Span) -> Iterator[Draft]:
        if found := modifiers.behind_cue(seen, evidence, self.vocabulary):
            yield from found
            return
        labelled = self._labelled(seen, role)
        if labelled is not None:
            role, seen = labelled
        yield from self._as_item(seen, role, evidence)

    def _labelled(self, seen: View, role: Role) -> tuple[Role, View] | None:
        """Return role and rest of an item that names its own role before a colon."""
        found = _LABEL.match(seen.low)
        if found is None or found.end() >= len(seen.low):
            return None
        rule = self._lead_in(found[0], role.section)
        if rule is None or not self._says_more(rule, role):
            return None
        opened = self._opened_role(rule, found[0], role)
        return opened, seen.part(found.end())

    @staticmethod
    def _says_more(rule: LeadIn, role: Role) -> bool:
        """Tell whether a label changes how its rest is read."""
        if rule.is_trigger or rule.action:
            return True
        return bool(rule.type) and rule.type != role.type

    def _as_item(  # noqa: PLR0911 - one reader after the other
        self, seen: View, role: Role, evidence: Span
    ) -> list[Draft]:
        """Return what an item of a list says, read by its role."""
        vocabulary = self.vocabulary
        types = vocabulary.roles.types
        if found := modifiers.at_head(seen, role, evidence, vocabulary):
            return found
        if found := modifiers.behind_cue(seen, evidence, vocabulary):
            return found
        if role.is_trigger:
            return sentences.read(seen, role, evidence, vocabulary)
        if role.type in types.things:
            if found := sentences.special(seen, role, evidence, vocabulary):
                return found
            if self._is_sentence(seen):
                found = sentences.read(seen, role, evidence, vocabulary)
                if found:
                    return found
            return things.read(seen, role, evidence, vocabulary)
        if role.type in types.instructions:
            return list(self._instructions(seen, role, evidence))
        if role.type in types.facts:
            one = clauses.read(seen, role, evidence, vocabulary)
            return [one] if one else []
        return sentences.read(seen, role, evidence, vocabulary)

    def _is_sentence(self, seen: View) -> bool:
        words = seen.low.split(" ")
        auxiliaries = self.vocabulary.lexicon.words.auxiliaries
        return any(word in auxiliaries for word in words[1:])

    def _instructions(self, seen: View, role: Role, evidence: Span) -> Iterator[Draft]:
        vocabulary = self.vocabulary
        if not role.prefix and (other := self._no_instruction(seen, role, evidence)):
            yield from other
            return
        types = self.vocabulary.roles.types
        if role.type in types.not_befalling and things.is_bare(
            seen, types.befallen, self.vocabulary
        ):
            return
        yield from self._labelling(seen, role, evidence)
        for clause in self._clauses(seen, role):
            one = clauses.read(clause, role, evidence, vocabulary)
            if one is not None:
                yield one

    def _labelling(self, seen: View, role: Role, evidence: Span) -> list[Draft]:
        """Return the complaint that labels what to do about it ("Leak: press")."""
        vocabulary = self.vocabulary
        types = vocabulary.roles.types
        label = clauses.label_of(seen)
        if role.prefix or label is seen or role.type not in types.befalling:
            return []
        if not things.is_bare(label, types.befallen, vocabulary):
            return []
        befallen = replace(role, type=types.befallen, rule="item.befallen")
        return things.read(label, befallen, evidence, vocabulary)

    def _no_instruction(self, seen: View, role: Role, evidence: Span) -> list[Draft]:
        """Return what an item among instructions says that is none: a risk, a test."""
        vocabulary = self.vocabulary
        if found := sentences.special(seen, role, evidence, vocabulary):
            return found
        if self._is_sentence(seen):
            return list(sentences.triggered(seen, role, evidence, vocabulary))
        types = vocabulary.roles.types
        for among, type_, rule in (
            (types.befalling, types.befallen, "item.befallen"),
            (types.testing, types.tested, "item.test"),
        ):
            if role.type in among and things.is_bare(seen, type_, vocabulary):
                bare = replace(role, type=type_, rule=rule)
                return things.read(seen, bare, evidence, vocabulary)
        return []

    def _clauses(self, seen: View, role: Role) -> Iterator[View]:
        """Yield the clauses of an item that each tell an act."""
        if role.prefix:
            yield from things.apart(clauses.label_of(seen))
            return
        body = seen
        if role.rule != _KEYED:
            body = clauses.without_label(seen, self.vocabulary)
        if not clauses.may_be_item(body.low, self.vocabulary):
            return
        if clauses.is_objectless(body, self.vocabulary):
            yield seen  # "Aspirin: do not stop": the label tells what it is about
        else:
            yield from clauses.split(body, self.vocabulary.instructions)

    def _row(self, unit: Unit, seen: View, evidence: Span) -> Iterator[Draft]:
        found = modifiers.behind_cue(seen, evidence, self.vocabulary)
        found = found or tables.read(
            self.text, unit.block, self._role(unit), self.vocabulary
        )
        yield from found

    def _key_value(
        self, at: int, unit: Unit, seen: View, evidence: Span
    ) -> Iterator[Draft]:
        """Read "Hospital stay: 2 nights" by what its key says."""
        if found := modifiers.behind_cue(seen, evidence, self.vocabulary):
            yield from found
            return
        key = _KEY.match(seen.text)
        base = self._role(unit)
        if key is None:
            yield from self._sentence(at, unit, seen, evidence)
            return
        if paid := sentences.special(seen, base, evidence, self.vocabulary):
            yield from paid
            return
        low = key[1].casefold()
        if self._names_procedure(low):
            self.contexts.add(at)
            return
        if self.vocabulary.instructions.hospital_stay.search(low):
            recovery = replace(base, type=_RECOVERY, rule=_KEYED)
            yield from self._instructions(seen, recovery, evidence)
            return
        rest = seen.part(key.end())
        labelled = self._labelled(seen, base)
        if labelled is not None:
            role, rest = labelled
        else:
            typing = self.vocabulary.headings.classify(key[1])
            role = base
            if typing is None or typing.weak or typing.type == base.section:
                rest = seen  # the key is no label but the thing itself
                role = replace(base, rule=_KEYED)
            else:
                items = self.vocabulary.roles.sections.get(typing.type)
                role = replace(
                    self._section_role(unit),
                    type=items.items if items else "",
                    section=typing.type,
                    rule="item.key",
                )
        found = self._as_item(rest, role, evidence)
        if not found:
            self.contexts.add(at)
        yield from found

    def _names_procedure(self, key: str) -> bool:
        words = self.vocabulary.procedures
        return bool(words.named_in.search(key) or words.other_names.search(key))

    def _sentence(
        self, at: int, unit: Unit, seen: View, evidence: Span
    ) -> Iterator[Draft]:
        before_list = self._is_before_list(at, unit)
        if unit.block.kind is BlockKind.PARAGRAPH and unit.first:
            self.opened = [each for each in self.opened if each[0] < _TOP]
        role = self._role(unit)
        if before_list and not self._is_order(seen):
            is_opened = self._open_by_sentence(unit, seen, role)
            if is_opened or sentences.is_announcement(seen, self.vocabulary):
                self.contexts.add(at)
                return
        found = modifiers.behind_cue(seen, evidence, self.vocabulary)
        if not found:
            labelled = self._labelled(seen, role)
            if labelled is not None:
                found = self._as_item(labelled[1], labelled[0], evidence)
            elif self._is_bare(unit, seen, role):
                found = self._as_item(seen, role, evidence)
            else:
                found = sentences.read(seen, role, evidence, self.vocabulary)
        if not found and sentences.is_context(
            seen, before_list=before_list, vocabulary=self.vocabulary
        ):
            self.contexts.add(at)
        yield from found

    def _is_order(self, seen: View) -> bool:
        """Tell whether a sentence before a list says by itself what to do."""
        words = self.vocabulary.instructions
        return not seen.low.endswith(":") and clauses.is_order(seen.low, words)

    def _is_bare(self, unit: Unit, seen: View, role: Role) -> bool:
        """Tell whether a line is an item without a mark: a bare phrase alone."""
        alone = unit.first and unit.end == unit.block.end
        return (
            alone
            and role.type in self.vocabulary.roles.types.things
            and not seen.low.endswith((".", "!", "?", ":", ";"))
            and seen.low.count(" ") < _MOST_BARE_WORDS
            and not self._is_sentence(seen)
        )

    def _is_before_list(self, at: int, unit: Unit) -> bool:
        under = self.units[at + 1] if at + 1 < len(self.units) else None
        return (
            under is not None
            and under.section == unit.section
            and under.block is not unit.block
            and under.block.kind in _ITEMS
        )

    def _open_by_sentence(self, unit: Unit, seen: View, base: Role) -> bool:
        """Let the line before a list give its items their role."""
        words = seen.low.strip()
        rule = self._lead_in(words, base.section)
        if rule is not None:
            level = unit.block.level if unit.block.kind in _ITEMS else _TOP
            self.opened.append((level, self._opened_role(rule, words, base)))
            return True
        return words.endswith(":")
