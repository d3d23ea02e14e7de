"""Find the one procedure that a page is about, by the name the page gives it.

The title names it, else a heading of an operative note, else the sentence that defines
it. A page about a disease, about several things or about none has no procedure.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
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
_MOST_WORDS: Final = 12
_LATE: Final = 6
_GAP: Final = re.compile(r"(?<=\S)(?: {2,}|\t)")
_LISTED: Final = re.compile(r"[^;,]+")
_BRACKET: Final = re.compile(r"\s*\(([^()]{2,50})\)")
_FIRST_UNITS: Final = 12
_EARLY: Final = 15
_MOST_ENTRY: Final = 3
_LISTED_KINDS: Final = (BlockKind.BULLET, BlockKind.NUMBERED, BlockKind.ROW)
_OFTEN: Final = 2
_MOST_MODIFIERS: Final = 2
_TITLE: Final = "procedure.title"
_NAMED: Final = "procedure.named"
_DEFINED: Final = "procedure.defined"
_MENTIONED: Final = "procedure.mentioned"


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A stretch that may hold the name, and the line it stands in."""

    start: int
    end: int
    line: Span
    section: int
    rule: str


@dataclass(frozen=True, slots=True)
class _Name:
    """A name that was found.

    *is_known* tells that its words are a procedure's, *again* how often it stands
    elsewhere on the page.
    """

    start: int
    end: int
    candidate: _Candidate
    is_known: bool
    again: int


def is_medical(
    document: Document,
    units: Sequence[Unit],
    vocabulary: ReadingVocabulary,
) -> bool:
    """Tell whether enough lines of the page name something of medicine.

    Fewer are enough where its first line does.
    """
    read = [
        u for u in units if u.block.kind not in (BlockKind.BOILERPLATE, BlockKind.RULE)
    ]
    if not read:
        return False
    lexicon, words = vocabulary.lexicon, vocabulary.procedures
    hits, wanted = 0, len(read) * words.medical_share
    for at, unit in enumerate(read):
        is_hit = any(
            lexicon.kinds(word) & words.medical_kinds
            and lexicon.singular(word) not in words.everyday
            for word in _WORD.findall(fold(document.text[unit.body : unit.end]))
        )
        if is_hit and not at:
            wanted = len(read) * words.titled_share
        hits += is_hit
        if hits >= wanted:
            return True
    return False


def find(
    document: Document,
    sections: Sequence[Section],
    units: Sequence[Unit],
    codes: Sequence[CodeMention],
    vocabulary: ReadingVocabulary,
) -> ProcedureMention | None:
    """Return the procedure of the page, or None where it is about no one procedure."""
    finder = _Finder(document, sections, units, codes, vocabulary)
    found = finder.find()
    if found is None:
        return None
    candidate = found.candidate
    return ProcedureMention(
        label=" ".join(fold(document.text[found.start : found.end]).split()),
        start=found.start,
        end=found.end,
        evidence=candidate.line,
        section=candidate.section,
        rule=candidate.rule,
        synonyms=tuple(finder.synonyms(found)),
        code=codes[0] if codes else None,
    )


class _Finder:
    def __init__(
        self,
        document: Document,
        sections: Sequence[Section],
        units: Sequence[Unit],
        codes: Sequence[CodeMention],
        vocabulary: ReadingVocabulary,
    ) -> None:
        self.codes = codes
        self.text = document.text
        self.low = fold(document.text)
        self.sections = sections
        self.units = [u for u in units if u.block.kind is not BlockKind.BOILERPLATE]
        self.vocabulary = vocabulary.procedures
        self.headings = vocabulary.headings
        self.act_endings = tuple(
            ending
            for ending, kind in vocabulary.lexicon.suffixes
            if kind in vocabulary.procedures.kinds
        )
        self.lexicon = vocabulary.lexicon
        self.verbs = vocabulary.instructions.verbs

    def find(self) -> _Name | None:  # noqa: PLR0911 - one question after the other
        """Return the name of the page's procedure.

        The title's, unless it stands nowhere else and another name is repeated.
        """
        title = self._title()
        if title is not None and self._is_other(title):
            return None
        names = [name for each in self._candidates(title) for name in self._names(each)]
        said = [name for name in names if name.is_known]
        repeated = [name for name in said if name.again >= _OFTEN]
        if said and (self._is_sure(said[0], title) or not repeated):
            return said[0]
        if repeated:
            return repeated[0]
        topic = self._topic(title)
        known = [
            name
            for each in self._mentioned(topic)
            for name in self._names(each)
            if name.is_known and self._shares(name, topic)
        ]
        if known:
            return max(known, key=lambda name: name.again)
        telling = {
            section.type
            for section in self.sections
            if section.rule not in self.vocabulary.weak_rules
        } & self.vocabulary.telling
        if len(telling) < self.vocabulary.fewest_telling:
            return None
        silent = [
            name
            for name in names
            if not self._names_other(name) and not self._tells(name)
        ]
        if names or title is None:
            return silent[0] if silent else None
        start, end = self._unwrapped(title.start, title.end)
        return _Name(start, self._told(start, end), title, is_known=False, again=0)

    def _told(self, start: int, end: int) -> int:
        """Return where a sentence begins to tell of its subject, else *end*."""
        for word in _WORD.finditer(self.low, start, end):
            if word.start() > start and word[0] in self.lexicon.words.auxiliaries:
                return self._trimmed(start, word.start())[1]
        return end

    def _is_sure(self, name: _Name, title: _Candidate | None) -> bool:
        """Tell whether *name* is a title in one word, repeated, or beside its code."""
        is_word = " " not in self.low[name.start : name.end]
        if name.again > 0 or (is_word and name.candidate is title):
            return True
        line = name.candidate.line
        return any(line.start <= code.start < line.end for code in self.codes)

    def _is_other(self, title: _Candidate) -> bool:
        """Tell whether the title names a disease or a part of the body, and no act."""
        names = list(self._names(title))
        if any(name.is_known for name in names):
            return False
        kinds = [self._head_kinds(name) for name in names]
        return bool(kinds) and all(kind & self.vocabulary.other_kinds for kind in kinds)

    def _names_other(self, name: _Name) -> bool:
        """Tell whether a word of *name* is that of a disease or a part of the body."""
        words = _WORD.findall(self.low[name.start : name.end])
        return any(self.lexicon.kinds(w) & self.vocabulary.other_kinds for w in words)

    def _tells(self, name: _Name) -> bool:
        """Tell whether the last word of *name* is a verb: "the laser corrects"."""
        last = self.low[name.start : name.end].rsplit(" ", 1)[-1]
        stem = self.lexicon.singular(last)
        return stem != last and stem in self.verbs and not self.lexicon.kinds(last)

    def _head_kinds(self, name: _Name) -> frozenset[str]:
        words = tuple(_WORD.findall(self.low[name.start : name.end]))
        return self.lexicon.phrase_kinds(self._head(words))

    def _head(self, words: tuple[str, ...]) -> tuple[str, ...]:
        """Return *words* up to their first preposition."""
        for at, word in enumerate(words):
            if at and word in self.lexicon.words.prepositions:
                return words[:at]
        return words

    def _candidates(self, title: _Candidate | None) -> Iterator[_Candidate]:
        if title is not None:
            yield title
        yield from self._named()
        yield from self._early_lines(title)
        for unit in self.units[:_FIRST_UNITS]:
            defined = self.vocabulary.defines.match(self.low[unit.body : unit.end])
            if defined:
                a, b = defined.span("name")
                line = Span(unit.body, unit.end)
                yield _Candidate(
                    unit.body + a, unit.body + b, line, unit.section, _DEFINED
                )

    def _early_lines(self, title: _Candidate | None) -> Iterator[_Candidate]:
        """Yield the other short lines before the first section that is one by words."""
        early = self.units[:_EARLY]
        for unit, following in zip_longest(early, early[1:]):
            words = self.text[unit.body : unit.end]
            typing = self.headings.classify(words)
            is_heading = unit.block.kind is BlockKind.HEADING
            if is_heading and typing is not None and not typing.weak:
                if following is None or not self._is_entry(following):
                    break
                continue
            is_short = len(words.split()) <= _MOST_WORDS and words[-1:] not in ".!"
            is_listed = unit.block.kind in _LISTED_KINDS
            if (
                is_short
                and not is_listed
                and (title is None or unit.start != title.line.start)
            ):
                yield self._of_unit(unit, _TITLE)

    def _is_entry(self, unit: Unit) -> bool:
        """Tell whether *unit* is as short as an entry of a menu."""
        words = self.text[unit.body : unit.end]
        return len(words.split()) <= _MOST_ENTRY and words[-1:] not in ".!?"

    def _named(self) -> Iterator[_Candidate]:
        """Yield the first lines of sections that hold the procedure's name."""
        for section in self.sections:
            heading = fold(section.heading)
            if heading and self.vocabulary.named_in.search(heading):
                unit = next(
                    (
                        unit
                        for unit in self.units
                        if unit.section == section.index
                        and unit.block.kind is not BlockKind.HEADING
                    ),
                    None,
                )
                if unit is not None:
                    yield self._of_unit(unit, _NAMED)
        for unit in self.units:
            value = self._value(unit, self.vocabulary.named_in)
            if value:
                line = Span(unit.body, unit.end)
                yield _Candidate(*value, line, unit.section, _NAMED)

    def _value(self, unit: Unit, key: re.Pattern[str]) -> tuple[int, int] | None:
        """Return the place of the value of a key-value line whose key fits *key*."""
        if unit.block.kind not in (BlockKind.KEY_VALUE, BlockKind.HEADING):
            return None
        colon = self.low.find(":", unit.body, unit.end)
        if colon < 0 or not key.search(self.low[unit.body : colon]):
            return None
        gap = _GAP.search(self.text, colon + 1, unit.end)
        return colon + 1, gap.start() if gap else unit.end

    def _topic(self, title: _Candidate | None) -> frozenset[str]:
        """Return the words of the title that may be part of the name."""
        if title is None:
            return frozenset()
        words = frozenset(_WORD.findall(self.low[title.start : title.end]))
        return words - self.vocabulary.generic - self.lexicon.function_words

    def _shares(self, name: _Name, topic: frozenset[str]) -> bool:
        words = _WORD.findall(self.low[name.start : name.end])
        return not topic.isdisjoint(words)

    def _mentioned(self, topic: frozenset[str]) -> Iterator[_Candidate]:
        """Yield phrases of the text that name procedures by the form of their words."""
        for unit in self.units:
            words = list(_WORD.finditer(self.low, unit.body, unit.end))
            for at, word in enumerate(words):
                if self._is_act(word[0]):
                    begin = self._modified(words, at, topic)
                    line = Span(unit.body, unit.end)
                    yield _Candidate(
                        words[begin].start(), word.end(), line, unit.section, _MENTIONED
                    )

    def _is_act(self, word: str) -> bool:
        return word not in self.vocabulary.generic and bool(
            self.lexicon.kinds(word) & self.vocabulary.kinds
            and word.endswith(self.act_endings)
        )

    def _modified(
        self, words: Sequence[re.Match[str]], at: int, topic: frozenset[str]
    ) -> int:
        """Return where the words that modify the act at *at* begin."""
        begin = at
        while begin and at - begin < _MOST_MODIFIERS:
            before = words[begin - 1]
            gap = self.low[before.end() : words[begin].start()]
            is_noun = (
                before[0] in topic
                or before[0] in self.lexicon.adjectives
                or self.lexicon.kinds(before[0])
            )
            if gap != " " or not is_noun or before[0] in self.lexicon.function_words:
                break
            begin -= 1
        return begin

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
        if len(_WORD.findall(self.text[first.body : first.end])) <= _MOST_WORDS:
            return self._of_unit(first, _TITLE)
        return None

    def _of_block(self, section: int, block: Block) -> _Candidate:
        return _Candidate(
            block.body, block.end, Span(block.body, block.end), section, _TITLE
        )

    def _of_unit(self, unit: Unit, rule: str) -> _Candidate:
        return _Candidate(
            unit.body, unit.end, Span(unit.body, unit.end), unit.section, rule
        )

    def _names(self, candidate: _Candidate) -> Iterator[_Name]:
        """Yield the names that *candidate* may hold: the whole, then its parts."""
        start, end = self._unwrapped(candidate.start, candidate.end)
        stretches = [(start, end)]
        at = start
        parts = []
        for gap in self.vocabulary.parts.finditer(self.low, start, end):
            parts.append((at, gap.start()))
            at = gap.end()
        if parts:
            parts.append((at, end))
            stretches = [self._unwrapped(*part) for part in parts] + stretches
        for a, b in stretches:
            words = tuple(_WORD.findall(self.low[a:b]))
            if not self._may_name(words):
                continue
            yield _Name(a, b, candidate, self._is_known(words), self._again(words))

    def _again(self, words: tuple[str, ...]) -> int:
        """Return how often the most frequent word that is not generic stands again."""
        telling = [
            word
            for word in words
            if word not in self.vocabulary.generic and word not in self.vocabulary.heads
        ]
        return max((self._count(word) for word in telling), default=1) - 1

    def _count(self, word: str) -> int:
        return len(re.findall(rf"\b{re.escape(word)}\b", self.low))

    def _may_name(self, words: tuple[str, ...]) -> bool:
        if not words or len(words) > _MOST_WORDS:
            return False
        told = self.lexicon.words.auxiliaries | self.lexicon.words.pronouns
        if not told.isdisjoint(words):
            return False
        if any(word in self.vocabulary.organisations for word in words):
            return False
        return not all(word in self.vocabulary.generic for word in words)

    def _unwrapped(self, start: int, end: int) -> tuple[int, int]:
        start, end = self._trimmed(start, end)
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

    def _is_known(self, words: tuple[str, ...]) -> bool:
        """Tell whether the head of *words*, or a word in them, names an act."""
        head = self._head(words)
        known = self.lexicon.phrases.get(" ".join(head))
        if known is not None and not known & self.vocabulary.kinds:
            return False
        if all(word in self.vocabulary.generic for word in head):
            # "treatment of varicose veins" names one, "an operation to help" does not.
            behind = words[len(head) : len(head) + 1]
            is_act = bool(self.lexicon.kinds(head[-1]) & self.vocabulary.kinds)
            return is_act and not self.vocabulary.complements.isdisjoint(behind)
        if any(word in self.lexicon.words.articles for word in head[1:]):
            return False  # two phrases, not one
        last = self.lexicon.singular(head[-1])
        if last in self.vocabulary.heads and last not in self.vocabulary.generic:
            return True
        if last not in self.vocabulary.not_acts and (
            self.lexicon.phrase_kinds(head) & self.vocabulary.kinds
        ):
            return True
        return any(
            word.endswith(self.act_endings)
            for word in head
            if word not in self.vocabulary.generic
        )

    def _divided(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        for name in _LISTED.finditer(self.low, start, end):
            yield name.span()

    def synonyms(self, name: _Name) -> Iterator[str]:
        """Yield other names: in brackets behind the name, or in the first lines."""
        seen = {self.low[name.start : name.end]}
        behind = _BRACKET.match(self.low, name.end, name.candidate.line.end)
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
        for unit in self.units:
            if value := self._value(unit, self.vocabulary.other_names):
                names += self._divided(*value)
        for a, b in names:
            other = " ".join(flatten(self.text[a:b]).split()).strip(_EDGE)
            if other and other.lower() not in seen and not any(map(str.isdigit, other)):
                seen.add(other.lower())
                yield other if other.isupper() else other.lower()
