"""What a sentence is about where its heading does not say so.

Letters, articles and pages without headings tell one thing after the other. A sentence
whose wording says what it is about is read as in a section of that type; it carries its
topic on to the sentences after it in the same paragraph.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.mentions.draft import Role
from pipeline.mentions.view import View
from pipeline.model import Block, Section, Unit
from pipeline.vocabulary.reading import ReadingVocabulary


class Topics:
    """The topics of the sentences of one page, read in their order."""

    def __init__(
        self,
        sections: Sequence[Section],
        vocabulary: ReadingVocabulary,
        *,
        has_procedure: bool,
    ) -> None:
        """Carry none; a page about no procedure (*has_procedure*) has none."""
        self.sections = sections
        self.vocabulary = vocabulary
        self.has_procedure = has_procedure
        self._block: Block | None = None
        self._carried = ""

    def roles(self, unit: Unit, seen: View, role: Role) -> Iterator[Role]:
        """Yield the roles in which the sentence *seen* may be read, the best first."""
        topic = self._topic(unit, seen.low)
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
        if not self.has_procedure or not self.vocabulary.topics.is_silent(section):
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
