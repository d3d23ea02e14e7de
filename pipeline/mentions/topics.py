"""What a sentence is about where its heading does not say so.

Letters, articles and pages without headings tell one thing after the other. A sentence
whose wording says what it is about is read as in a section of that type; it carries its
topic on to the sentences after it in the same paragraph.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from msgspec.structs import replace

from pipeline.mentions.draft import Role
from pipeline.mentions.view import View
from pipeline.model import Block, BlockKind, Section, Unit
from pipeline.vocabulary.reading import ReadingVocabulary

_OTHER: Final = "other"
_LABELS: Final = ":"
_LINE: Final = "\n"
_STOP: Final = "."
_FEWEST: Final = 3  # a heading, its text, and what stands behind it
_MOST_NAMED: Final = 12


class Topics:
    """The topics of the sentences of one page, read in their order."""

    def __init__(
        self,
        text: str,
        sections: Sequence[Section],
        vocabulary: ReadingVocabulary,
        *,
        has_procedure: bool,
    ) -> None:
        """Carry none; a page about no procedure (*has_procedure*) has none."""
        self.sections = sections
        self.vocabulary = vocabulary
        self.has_procedure = has_procedure
        self._text = text
        self._block: Block | None = None
        self._carried = ""

    def roles(self, unit: Unit, seen: View, role: Role) -> Iterator[Role]:
        """Yield the roles in which the sentence *seen* may be read, the best first."""
        topic = self._topic(unit, seen.low)
        if self._is_left(unit):
            role = replace(role, type="", section=_OTHER)
        if topic:
            told = self.vocabulary.roles.sections.get(topic)
            items = told.items if told else ""
            yield replace(role, type=items, section=topic)
            if items in self.vocabulary.roles.types.things:
                return  # where things are told of, nobody is told what to do
        yield role

    def _topic(self, unit: Unit, low: str) -> str:
        """Return the type of section that *low* would stand in, empty where unknown."""
        section = self.sections[unit.section]
        known = self.vocabulary.topics
        if not self.has_procedure or known.defining.search(low):
            return ""
        if not known.is_silent(section) and not self._is_left(unit):
            return ""
        if unit.block is not self._block:
            self._block, self._carried = unit.block, ""
        if low.endswith("?"):
            asked = self.vocabulary.headings.classify(low)
            self._carried = asked.type if asked and not asked.weak else ""
            return self._carried
        rule = self.vocabulary.topics.rules.find(low)
        if rule is None:
            return self._carried
        self._carried = rule.section if rule.carries else ""
        return rule.section

    def _is_left(self, unit: Unit) -> bool:
        """Tell whether *unit* stands behind the short text of a label in its line.

        "Operation: hip replacement" opens no section of a letter: what stands in the
        paragraphs behind it is the letter.
        """
        section = self.sections[unit.section]
        if not section.heading.endswith(_LABELS) or len(section.blocks) < _FEWEST:
            return False
        first = section.blocks[1]
        gap = self._text[section.blocks[0].end : first.start]
        value = self._text[first.start : first.end]
        return (
            unit.block is not first
            and unit.block.kind is BlockKind.PARAGRAPH
            and not gap.count(_LINE)
            and len(value.split()) <= _MOST_NAMED
            and not value.endswith(_STOP)
        )
