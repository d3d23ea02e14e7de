"""Find the one procedure that a page is about, by the name the page gives it.

The title names it, else a heading of an operative note, else the sentence that defines
it. A page about a disease, about several things or about none has no procedure.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from pipeline.folding import flatten, fold
from pipeline.model import (
    Block,
    BlockKind,
    CodeMention,
    Document,
    ProcedureMention,
    Section,
    Span,
    Unit,
)
from pipeline.vocabulary.reading import ReadingVocabulary

_WORD: Final = re.compile(r"[^\W_][\w'-]*")
_EDGE: Final = " \t\r\n.,;:-#*_>|\"'`\\"
_MOST_WORDS: Final = 14
_LATE: Final = 6
_BRACKET: Final = re.compile(r"\(([^()]{2,50})\)")
_FIRST_UNITS: Final = 12
_TITLE: Final = "procedure.title"
_NAMED: Final = "procedure.named"
_DEFINED: Final = "procedure.defined"


@dataclass(frozen=True, slots=True)
class _Candidate:
    start: int
    end: int
    line: Span
    section: int
    rule: str


def is_medical(
    document: Document,
    units: Sequence[Unit],
    vocabulary: ReadingVocabulary,
) -> bool:
    """Tell whether enough lines of the page name something of medicine."""
    read = [
        u for u in units if u.block.kind not in (BlockKind.BOILERPLATE, BlockKind.RULE)
    ]
    if not read:
        return False
    lexicon, words = vocabulary.lexicon, vocabulary.procedures
    hits = sum(
        any(
            lexicon.singular(word) not in words.everyday
            and lexicon.kinds(word) & words.medical_kinds
            for word in _WORD.findall(fold(document.text[unit.body : unit.end]))
        )
        for unit in read
    )
    return hits >= len(read) * words.medical_share


def find(
    document: Document,
    sections: Sequence[Section],
    units: Sequence[Unit],
    codes: Sequence[CodeMention],
    vocabulary: ReadingVocabulary,
) -> ProcedureMention | None:
    """Return the procedure of the page, or None where it is about no one procedure."""
    finder = _Finder(document, sections, units, vocabulary)
    found = finder.find()
    if found is None:
        return None
    start, end, candidate = found
    text = document.text
    return ProcedureMention(
        label=" ".join(fold(text[start:end]).split()),
        start=start,
        end=end,
        evidence=candidate.line,
        section=candidate.section,
        rule=candidate.rule,
        synonyms=tuple(finder.synonyms(start, end, candidate)),
        code=codes[0] if codes else None,
    )


class _Finder:
    def __init__(
        self,
        document: Document,
        sections: Sequence[Section],
        units: Sequence[Unit],
        vocabulary: ReadingVocabulary,
    ) -> None:
        self.text = document.text
        self.low = fold(document.text)
        self.sections = sections
        self.units = [u for u in units if u.block.kind is not BlockKind.BOILERPLATE]
        self.vocabulary = vocabulary.procedures
        self.lexicon = vocabulary.lexicon

    def find(self) -> tuple[int, int, _Candidate] | None:
        """Return start and end of the name, and where it was found."""
        silent: tuple[int, int, _Candidate] | None = None
        for candidate in self._candidates():
            start, end = self._unwrapped(candidate)
            words = tuple(_WORD.findall(self.low[start:end]))
            if not words or len(words) > _MOST_WORDS:
                continue
            verdict = self._names_procedure(words)
            if verdict:
                return start, end, candidate
            if verdict is False and candidate.rule == _TITLE:
                return None
            if silent is None and candidate.rule == _TITLE:
                silent = (start, end, candidate)
        telling = {s.type for s in self.sections} & self.vocabulary.telling
        if silent and len(telling) >= self.vocabulary.fewest_telling:
            return silent
        return None

    def _candidates(self) -> Iterator[_Candidate]:
        title = self._title()
        if title:
            yield title
        for section in self.sections:
            heading = fold(section.heading)
            if heading and self.vocabulary.named_in.search(heading):
                for unit in self.units:
                    if unit.section == section.index and unit.block.kind is not (
                        BlockKind.HEADING
                    ):
                        yield self._of_unit(unit, _NAMED)
                        break
        for unit in self.units[:_FIRST_UNITS]:
            defined = self.vocabulary.defines.match(self.low[unit.body : unit.end])
            if defined:
                a, b = defined.span("name")
                yield _Candidate(
                    unit.body + a,
                    unit.body + b,
                    Span(unit.start, unit.end),
                    unit.section,
                    _DEFINED,
                )

    def _title(self) -> _Candidate | None:
        """Return the page's title: its one chief heading, else its first line."""
        headings = [
            (section.index, block)
            for section in self.sections
            for block in section.blocks
            if block.kind is BlockKind.HEADING
        ]
        chief = [pair for pair in headings if pair[1].level == 1]
        first = next(iter(self.units), None)
        if chief:
            return self._of_block(*chief[0])
        if first is None:
            return None
        if first.block.kind is BlockKind.HEADING:
            return self._of_block(first.section, first.block)
        if len(self.text[first.body : first.end].split()) <= _MOST_WORDS:
            return self._of_unit(first, _TITLE)
        return None

    def _of_block(self, section: int, block: Block) -> _Candidate:
        return _Candidate(
            block.body, block.end, Span(block.start, block.end), section, _TITLE
        )

    def _of_unit(self, unit: Unit, rule: str) -> _Candidate:
        return _Candidate(
            unit.body, unit.end, Span(unit.start, unit.end), unit.section, rule
        )

    def _unwrapped(self, candidate: _Candidate) -> tuple[int, int]:
        start, end = self._trimmed(candidate.start, candidate.end)
        again = True
        while again and start < end:
            again = False
            for pattern, _ in self.vocabulary.wrappers:
                found = pattern.match(self.low[start:end])
                if found and found.span("name") != (0, end - start):
                    a, b = found.span("name")
                    start, end = self._trimmed(start + a, start + b)
                    again = True
                    break
        return start, end

    def _trimmed(self, start: int, end: int) -> tuple[int, int]:
        words = self.text[start:end]
        begin = start + len(words) - len(words.lstrip(_EDGE))
        return begin, max(begin, start + len(words.rstrip(_EDGE)))

    def _names_procedure(self, words: tuple[str, ...]) -> bool | None:
        """Tell whether *words* name a procedure; None where they do not tell."""
        head = words
        for at, word in enumerate(words):
            if at and word in self.lexicon.words.prepositions:
                head = words[:at]
                break
        kinds = self.lexicon.phrase_kinds(head)
        last = self.lexicon.singular(head[-1])
        if kinds & self.vocabulary.kinds or last in self.vocabulary.heads:
            return True
        if any(
            self.lexicon.kinds(word) & self.vocabulary.kinds
            or self.lexicon.singular(word) in self.vocabulary.heads
            for word in words
        ):
            return True
        if kinds & self.vocabulary.other_kinds:
            return False
        return None

    def synonyms(self, start: int, end: int, candidate: _Candidate) -> Iterator[str]:
        """Yield other names: in brackets behind the name, or in the first lines."""
        seen = {self.low[start:end]}
        behind = _BRACKET.search(self.low, end, candidate.line.end)
        names = [behind.span(1)] if behind else []
        names += [
            said.span("name")
            for unit in self.units[:_LATE]
            if (
                said := self.vocabulary.also_called.search(
                    self.low, unit.body, unit.end
                )
            )
        ]
        for a, b in names:
            name = " ".join(flatten(self.text[a:b]).split()).strip(_EDGE)
            if name and name.lower() not in seen and not any(map(str.isdigit, name)):
                seen.add(name.lower())
                yield name if name.isupper() else name.lower()
