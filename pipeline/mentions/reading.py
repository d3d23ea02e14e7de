"""Read the units of a document in their order, each by its section and its list.

A line that opens a list gives its items their role; it stays in force until the list
ends. What a unit says is read once, by the first reader that finds something in it.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from pipeline.folding import fold
from pipeline.mentions import (
    coded,
    context,
    items,
    keyed,
    modifiers,
    runs,
    sentences,
    shares,
    tables,
)
from pipeline.mentions.draft import Draft, Key, Role, key, number
from pipeline.mentions.openings import Openings
from pipeline.mentions.others import Subject
from pipeline.mentions.roles import ITEMS, Roles
from pipeline.mentions.topics import Topics
from pipeline.mentions.view import View, view
from pipeline.model import (
    BlockKind,
    Document,
    Mention,
    Section,
    Span,
    Unit,
)
from pipeline.vocabulary.reading import ReadingVocabulary

_KEY: Final = re.compile(r"([^:=]{1,50}?)\s*[:=]\s+")
_COST: Final = "Cost"


def read(  # noqa: PLR0913 - what a page is about comes from another stage
    document: Document,
    sections: Sequence[Section],
    units: Sequence[Unit],
    vocabulary: ReadingVocabulary,
    *,
    has_procedure: bool = True,
    names: tuple[str, ...] = (),
) -> tuple[tuple[Mention, ...], frozenset[int]]:
    """Return the mentions, and the places of units understood without any.

    A page that is about no procedure (*has_procedure*) has none of its steps. What is
    told of another one than that with the *names* is left out.
    """
    reader = _Reader(document, sections, units, vocabulary, has_procedure=has_procedure)
    reader.subject = Subject(names, vocabulary)
    drafts = list(reader.drafts())
    if not has_procedure:
        drafts = list(_of_disease(drafts, sections, vocabulary))
    return number(drafts), frozenset(reader.contexts)


def _of_disease(
    drafts: Sequence[tuple[int, Draft]],
    sections: Sequence[Section],
    vocabulary: ReadingVocabulary,
) -> Iterator[tuple[int, Draft]]:
    """Yield *drafts* as they are on a page that is about no procedure."""
    types = vocabulary.roles.types
    for section, each in drafts:
        if each.type in types.needing_procedure:
            continue
        if sections[section].type in types.of_disease_in:
            each.type = types.of_disease.get(each.type, each.type)
        yield section, each


class _Reader:
    def __init__(
        self,
        document: Document,
        sections: Sequence[Section],
        units: Sequence[Unit],
        vocabulary: ReadingVocabulary,
        *,
        has_procedure: bool,
    ) -> None:
        self.text = document.text
        self.sections = sections
        self.units = units
        self.vocabulary = vocabulary
        self.contexts: set[int] = set()
        self.subject = Subject((), vocabulary)
        self.cue = modifiers.Cue(document.text, vocabulary)
        self.roles = Roles(
            document.text, sections, vocabulary, has_procedure=has_procedure
        )
        self.openings = Openings(document.text, units, vocabulary)
        self.topics = Topics(
            document.text, sections, vocabulary, has_procedure=has_procedure
        )

    def drafts(self) -> Iterator[tuple[int, Draft]]:
        """Yield what each unit says, with its section."""
        section = -1
        told: set[Key] = set()
        for at, unit in enumerate(self.units):
            if unit.section != section:
                section = unit.section
                self.roles.begin_section()
            kind = unit.block.kind
            if kind is BlockKind.HEADING:
                self.roles.open_by_heading(unit)
                for each in self._modifiers_of_heading(unit):
                    yield section, each
                continue
            if kind in (BlockKind.RULE, BlockKind.BOILERPLATE, BlockKind.HEADER_ROW):
                continue
            found = [each for each in self._unit(at, unit) if self._is_own(unit, each)]
            for each in found:
                self._measure(each)
            keys = {key(section, each) for each in found}
            if keys and keys <= told:
                self.contexts.add(at)  # it says again what lines before have said
            told |= keys
            for each in found:
                yield section, each

    def _measure(self, each: Draft) -> None:
        """Tell how far *each* is to be trusted, and how often it occurs as a share."""
        trust = self.vocabulary.confidence
        each.confidence = trust.of(each.rule, each.type, each.confidence)
        if often := each.qualifiers.frequency:
            each.values += shares.read(fold(often), self.vocabulary.shares)

    def _is_own(self, unit: Unit, each: Draft) -> bool:
        """Tell whether what may befall befalls in the page's own procedure.

        Nor is the procedure its own alternative, or a test before itself.
        """
        types = self.vocabulary.roles.types
        if self._is_of_treatment(unit, each):
            return self._is_order(each.label)
        if each.type in types.tests and self.subject.is_itself(each.label):
            return False
        if each.type not in types.possible:
            return True
        heading = self.sections[unit.section].heading
        before = self.text[unit.body : each.span.start]
        return not any(self.subject.is_other(fold(text)) for text in (heading, before))

    def _is_of_treatment(self, unit: Unit, each: Draft) -> bool:
        """Tell whether *each* is advice in what tells how a disease is treated."""
        types = self.vocabulary.roles.types
        role = self.vocabulary.roles.sections.get(self.sections[unit.section].type)
        return (
            not self.roles.has_procedure
            and role is not None
            and role.items in types.needing_procedure
            and each.type == types.without_procedure
        )

    def _is_order(self, label: str) -> bool:
        """Tell whether *label* says what the patient is to do, not what staff do."""
        words = self.vocabulary.instructions
        first = label.partition(" ")[0]
        return first in words.verbs or words.patient_does.search(label) is not None

    def _unit(self, at: int, unit: Unit) -> Iterator[Draft]:
        seen = view(self.text, unit.body, unit.end)
        if not seen.text:
            return
        evidence = Span(unit.body, unit.end)
        kind = unit.block.kind
        if unit.first and (named := self._coded(unit, seen, evidence)):
            yield from named
        elif kind in ITEMS and unit.first:
            yield from self._item(at, unit, seen, evidence)
        elif kind is BlockKind.ROW:
            yield from self._row(unit, seen, evidence)
        elif kind is BlockKind.KEY_VALUE:
            yield from self._key_value(at, unit, seen, evidence)
        else:
            yield from self._sentence(at, unit, seen, evidence)

    def _coded(self, unit: Unit, seen: View, evidence: Span) -> list[Draft]:
        role = self.roles.of_section(unit)
        return coded.read(seen, role, evidence, self.vocabulary)

    def _item(self, at: int, unit: Unit, seen: View, evidence: Span) -> Iterator[Draft]:
        level = unit.block.level
        self.roles.begin_item(level)
        role = self.roles.of(unit)
        if role.type in self.vocabulary.roles.types.silent:
            self.contexts.add(at)
            return
        if self.openings.groups(at, seen):
            self.roles.open_by_item(seen, level, role)
            self.contexts.add(at)
            return
        found = self._modifiers(unit, seen, role, evidence)
        found = found or list(self._item_drafts(seen, role, evidence))
        if not found and self._is_context(seen, role):
            self.contexts.add(at)
        yield from found

    def _item_drafts(self, seen: View, role: Role, evidence: Span) -> Iterator[Draft]:
        labelled = self.roles.labelled(seen, role)
        if labelled is not None:
            role, seen = labelled
        yield from items.read(seen, role, evidence, self.vocabulary)

    def _row(self, unit: Unit, seen: View, evidence: Span) -> Iterator[Draft]:
        role = self.roles.of(unit)
        found = tables.read(self.text, unit.block, role, self.vocabulary)
        if not any(each.type == modifiers.TYPE for each in found):
            beside = modifiers.by_words(
                seen, self._place(unit), evidence, self.vocabulary
            )
            if beside:
                found = beside + [each for each in found if each.type == _COST]
        yield from found

    def _key_value(
        self, at: int, unit: Unit, seen: View, evidence: Span
    ) -> Iterator[Draft]:
        """Read "Hospital stay: 2 nights" by what its key says."""
        base = self.roles.of(unit)
        if found := self._modifiers(unit, seen, base, evidence):
            yield from found
            return
        key = _KEY.match(seen.text)
        if key is None:
            yield from self._sentence(at, unit, seen, evidence)
            return
        if paid := sentences.special(seen, base, evidence, self.vocabulary):
            yield from paid
            return
        if base.type == _COST and self._is_priced(seen):
            yield from items.read(seen, base, evidence, self.vocabulary)
            return
        if keyed.names_procedure(key[1], self.vocabulary):
            self.contexts.add(at)
            return
        found = keyed.read(seen, key.end(), unit, self.roles, evidence, self.vocabulary)
        if not found:
            self.contexts.add(at)
        yield from found

    def _sentence(
        self, at: int, unit: Unit, seen: View, evidence: Span
    ) -> Iterator[Draft]:
        before_list = self.openings.announces(at)
        if unit.block.kind is BlockKind.PARAGRAPH and unit.first:
            self.roles.begin_paragraph()
        role = self.roles.of(unit)
        if in_row := runs.read(seen, role, evidence, self.vocabulary):
            yield from in_row
            return
        found = self._modifiers(unit, seen, role, evidence)
        if before_list and not self.openings.is_order(seen):
            is_opened = self.roles.open_by_sentence(unit, seen, role)
            if is_opened or context.is_announcement(seen, self.vocabulary):
                if not found:
                    self.contexts.add(at)
                yield from found
                return
        if not found:
            labelled = self.roles.labelled(seen, role)
            if labelled is not None:
                found = items.read(labelled[1], labelled[0], evidence, self.vocabulary)
            elif self.openings.is_bare(unit, seen, role):
                found = items.read(seen, role, evidence, self.vocabulary)
            else:
                found = self._told(unit, seen, role, evidence)
        if not found and self._is_context(seen, role, before_list=before_list):
            self.contexts.add(at)
        yield from found

    def _is_priced(self, seen: View) -> bool:
        return self.vocabulary.times.money.search(seen.low) is not None

    def _is_context(self, seen: View, role: Role, *, before_list: bool = False) -> bool:
        return context.is_context(
            seen,
            role,
            self.vocabulary,
            before_list=before_list,
            has_procedure=self.roles.has_procedure,
        )

    def _modifiers(
        self, unit: Unit, seen: View, role: Role, evidence: Span
    ) -> list[Draft]:
        """Return the modifiers that a unit names, and what it says of their price."""
        place = self._place(unit, role)
        found = modifiers.read(seen, role, place, evidence, self.vocabulary)
        if found and self._is_priced(seen):
            paid = sentences.special(seen, role, evidence, self.vocabulary)
            found += [each for each in paid if each.type == _COST]
        return found

    def _modifiers_of_heading(self, unit: Unit) -> list[Draft]:
        seen = view(self.text, unit.body, unit.end)
        evidence = Span(unit.body, unit.end)
        return modifiers.by_words(seen, self._place(unit), evidence, self.vocabulary)

    def _place(self, unit: Unit, role: Role | None = None) -> modifiers.Place:
        """Return where a unit stands; in a list of modifiers each may open with one."""
        is_listed = role is not None and role.type == modifiers.TYPE
        return modifiers.Place(
            self.sections[unit.section].type,
            self.cue,
            is_head=unit.first or is_listed,
        )

    def _told(self, unit: Unit, seen: View, role: Role, evidence: Span) -> list[Draft]:
        """Return what a sentence tells, by its own topic where no list gives a role."""
        if self.roles.opened:
            return sentences.read(seen, role, evidence, self.vocabulary)
        for told in self.topics.roles(unit, seen, role):
            if found := sentences.read(seen, told, evidence, self.vocabulary):
                return found
        return []
