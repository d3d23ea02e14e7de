"""Find the one procedure that a page is about, by the name the page gives it."""

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import islice
from typing import Final

from pipeline.folding import flatten, fold
from pipeline.model import (
    CodeMention,
    Document,
    ProcedureMention,
    Section,
    Unit,
)
from pipeline.procedure.naming import Naming
from pipeline.procedure.page import Name, Page, Place, see
from pipeline.procedure.places import NAMED, TITLE, Places
from pipeline.vocabulary.reading import ReadingVocabulary

_WORD: Final = re.compile(r"[^\W_][\w'-]*")
_EDGE: Final = " \t\r\n.,;:-#*_>|\"'`\\"
_LATE: Final = 6
_LISTED: Final = re.compile(r"[^;,]+")
_BRACKET: Final = re.compile(r"\s*\(([^()]{2,50})\)")
_OFTEN: Final = 2
_SEVERAL: Final = 2
_BY_FAR: Final = 3
_MOST: Final = 1_000  # places of a page that are tried


def find(
    document: Document,
    sections: Sequence[Section],
    units: Sequence[Unit],
    codes: Sequence[CodeMention],
    vocabulary: ReadingVocabulary,
) -> ProcedureMention | None:
    """Return the procedure of the page, or None where it is about no one procedure."""
    page = see(document, sections, units, vocabulary)
    finder = _Finder(page, codes)
    found = finder.find()
    if found is None:
        return None
    place = found.place
    return ProcedureMention(
        label=" ".join(fold(document.text[found.start : found.end]).split()),
        start=found.start,
        end=found.end,
        evidence=place.line,
        section=place.section,
        rule=place.rule,
        synonyms=tuple(finder.synonyms(found)),
        code=codes[0] if codes else None,
    )


class _Finder:
    def __init__(self, page: Page, codes: Sequence[CodeMention]) -> None:
        self.page = page
        self.codes = codes
        self.naming = Naming(page)
        self.places = Places(page)

    def find(self) -> Name | None:
        """Return the name of the page's procedure.

        The title's, unless it stands nowhere else and another name is repeated.
        """
        title = self.places.title()
        if title is not None and (
            self.naming.is_other(title) or self._is_of_several(title)
        ):
            return self._announced()
        is_of_disease = (
            title is not None
            and self.naming.names_disease(title)
            and not self.naming.names_act(title)
        )
        names = [
            name
            for each in islice(self.places.likely(title), _MOST)
            if not is_of_disease or each is title or each.rule != TITLE
            for name in self.naming.of(each)
        ]
        said = [name for name in names if name.is_known]
        repeated = [name for name in said if name.again >= _OFTEN]
        if said and (self._is_sure(said[0], title, repeated) or not repeated):
            return said[0]
        if repeated:
            return repeated[0]
        labelled = [name for name in names if name.place.rule == NAMED]
        if labelled and not self.naming.tells(labelled[0]):
            return labelled[0]
        topic = self.places.topic(title)
        silent = self._silent(names, title, topic)
        if silent is not None and self._is_doing(silent):
            return silent
        mentioned = None if is_of_disease else self._mentioned(topic)
        return self._announced() or mentioned or silent

    def _is_doing(self, name: Name) -> bool:
        """Tell whether *name* ends in a gerund: "cross-linking" is something done."""
        words = self.page.lexicon.words
        return self.page.low[name.start : name.end].endswith(words.gerund)

    def _is_of_several(self, title: Place) -> bool:
        """Tell whether the title only gathers the procedures that the headings name."""
        words = _WORD.findall(self.page.low[title.start : title.end])
        if not words or words[-1] not in self.page.words.gathering:
            return False
        named = {
            self.page.low[name.start : name.end]
            for place in self.places.headings()
            if place.start != title.start
            for name in self.naming.of(place)
            if name.is_known
        }
        return len(named) >= _SEVERAL

    def _announced(self) -> Name | None:
        """Return what a letter says is to be done."""
        return next(
            (
                name
                for each in islice(self.places.announced(), _MOST)
                for name in self.naming.of(each)
                if name.is_known
            ),
            None,
        )

    def _mentioned(self, topic: frozenset[str]) -> Name | None:
        """Return the name in the text that shares words with the title's *topic*."""
        known = [
            name
            for each in islice(self.places.mentioned(topic), _MOST)
            for name in self.naming.of(each)
            if name.is_known and self._shares(name, topic)
        ]
        return max(known, key=lambda name: name.again, default=None)

    def _silent(
        self, names: Sequence[Name], title: Place | None, topic: frozenset[str]
    ) -> Name | None:
        """Return a name that says nothing of being one, where the sections do."""
        words = self.page.words
        types = {
            section.type
            for section in self.page.sections
            if section.rule not in words.weak_rules
        }
        is_coded = title is not None and self._has_code(title)
        is_told = is_coded or len(types & words.telling) >= words.fewest_telling
        if not is_told or self._is_of_disease(types, topic):
            return None
        silent = [
            name
            for name in names
            if not self.naming.names_other(name) and not self.naming.tells(name)
        ]
        if names or title is None or not self.naming.may_be_name(title):
            return silent[0] if silent else None
        start, end = self.naming.unwrapped(title.start, title.end)
        end = self.naming.told(start, end)
        if start >= end:
            return None
        return Name(start, end, title, is_known=False, again=0)

    def _is_of_disease(self, types: AbstractSet[str], topic: frozenset[str]) -> bool:
        """Tell whether the page is about what its title names as a disease."""
        words = self.page.words
        if words.of_disease <= types and words.of_procedure.isdisjoint(types):
            return True
        said = (
            words.is_disease.match(self.page.low[unit.body : unit.end])
            for unit in self.page.units[:_LATE]
        )
        return any(
            found and not topic.isdisjoint(_WORD.findall(found["name"]))
            for found in said
        )

    def _is_sure(
        self, name: Name, title: Place | None, repeated: Sequence[Name]
    ) -> bool:
        """Tell whether *name* is a title in one word, repeated, or beside its code.

        One that others of the first lines outdo by far is the letter head's.
        """
        is_word = " " not in self.page.low[name.start : name.end]
        if (is_word and name.place is title) or self._has_code(name.place):
            return True
        most = max((each.again for each in repeated), default=0)
        return name.again > 0 and name.again * _BY_FAR >= most

    def _has_code(self, place: Place) -> bool:
        """Tell whether a code stands in the line of *place*."""
        line = place.line
        return any(line.start <= code.start < line.end for code in self.codes)

    def _shares(self, name: Name, topic: frozenset[str]) -> bool:
        words = _WORD.findall(self.page.low[name.start : name.end])
        return not topic.isdisjoint(words)

    def synonyms(self, name: Name) -> Iterator[str]:
        """Yield other names: in brackets behind the name, or in the first lines."""
        seen = {self.page.low[name.start : name.end]}
        behind = _BRACKET.match(self.page.low, name.end, name.place.line.end)
        names = [behind.span(1)] if behind else []
        names += [
            said.span("name")
            for unit in self.page.units[:_LATE]
            if (
                said := self.page.words.also_called.search(
                    self.page.low, unit.body, unit.end
                )
            )
        ]
        for unit in self.page.units:
            if value := self.places.value(unit, self.page.words.other_names):
                names += self._divided(*value)
        for a, b in names:
            other = " ".join(flatten(self.page.text[a:b]).split()).strip(_EDGE)
            if other and other.lower() not in seen and not any(map(str.isdigit, other)):
                seen.add(other.lower())
                yield other if other.isupper() else other.lower()

    def _divided(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        for name in _LISTED.finditer(self.page.low, start, end):
            yield name.span()
