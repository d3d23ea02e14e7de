"""Find things inside a mention: devices and substances of a step, the body part hit."""

import re
from collections.abc import Iterable
from typing import Final

import msgspec

from pipeline.mentions import labels, naming
from pipeline.mentions.draft import Draft, Role, draft
from pipeline.mentions.view import View
from pipeline.model import Span
from pipeline.vocabulary.lexicon import Lexicon
from pipeline.vocabulary.reading import ReadingVocabulary
from pipeline.vocabulary.roles import InnerRule

_WORD: Final = re.compile(r"[^\W_][\w'-]*")
_MOST_MODIFIERS: Final = 2
_DENIAL: Final = 2  # words between "without" and what is not there


def find(
    view: View, type_: str, evidence: Span, vocabulary: ReadingVocabulary
) -> list[Draft]:
    """Return what stands inside *view*, a mention of *type_*, by kind of the lexicon.

    A name of several words counts whole; one that heads the mention is the mention.
    """
    rule = vocabulary.roles.inner.get(type_)
    if not rule:
        return []
    words = list(_WORD.finditer(view.low))
    return _Search(view, rule, words, vocabulary).found(evidence)


class _Search(msgspec.Struct, frozen=True, gc=False):
    """The *words* of *view*, among which things that *rule* wants are looked for."""

    view: View
    rule: InnerRule
    words: list[re.Match[str]]
    vocabulary: ReadingVocabulary

    def found(self, evidence: Span) -> list[Draft]:
        confidence = self.vocabulary.roles.confidence["inside_mention"]
        lexicon = self.vocabulary.lexicon
        found: list[Draft] = []
        end = 0
        for at in self._known():
            if at < end:
                continue
            length, kinds, noun = self._named(at)
            kind = _first(self.rule.kinds, kinds)
            if kind is None or not self._counts(at, at + length, is_noun=not noun):
                continue
            begin = self._begin(at)
            end = at + length
            part = self.view.part(self.words[begin].start(), self.words[end - 1].end())
            if len(part.text) < len(self.view.text) and not self._is_denied(begin):
                label = noun or labels.thing(part, lexicon)[0]
                type_ = self.rule.kinds[kind]
                if naming.is_no_name(label, type_, self.vocabulary):
                    continue
                role = Role(type_, "", rule=self.rule.id, confidence=confidence)
                found.append(draft(role, label, part, evidence))
        return found

    def _known(self) -> list[int]:
        """Return where a word stands that may be, or open, the name of a thing."""
        lexicon = self.vocabulary.lexicon
        kinds, openers = lexicon.known_kinds, lexicon.phrase_openers
        nouns = lexicon.nouns if self.rule.adjectives else ()
        return [
            at
            for at, found in enumerate(self.words)
            if kinds[word := found[0]] or word in openers or word in nouns
        ]

    def _named(self, at: int) -> tuple[int, frozenset[str], str]:
        """Return how many words a name at *at* has, its kinds, and what it stands for.

        The last is empty unless the name is an adjective.
        """
        lexicon = self.vocabulary.lexicon
        word = self.words[at][0]
        if word in lexicon.phrase_openers and (found := self._phrase(at)):
            return (*found, "")
        if self.rule.adjectives and (noun := lexicon.nouns.get(word)):
            return 1, lexicon.kinds(noun), noun
        return 1, lexicon.kinds(word), ""

    def _phrase(self, at: int) -> tuple[int, frozenset[str]] | None:
        """Return the length and the kinds of a name of several words at *at*."""
        lexicon = self.vocabulary.lexicon
        is_open = self.rule.modifiers  # a name of another kind may hold one
        for length in (3, 2):
            name = [word[0] for word in self.words[at : at + length]]
            for last in dict.fromkeys((name[-1], lexicon.singular(name[-1]))):
                kinds = lexicon.phrases.get(" ".join([*name[:-1], last]))
                if kinds and (kinds & self.rule.kinds.keys() or not is_open):
                    return len(name), kinds
        return None

    def _counts(self, at: int, end: int, *, is_noun: bool) -> bool:
        """Tell whether the name in ``[at:end]`` is one by itself."""
        after = self._following(end)
        if is_noun and after and not self.rule.modifiers:
            return False
        if not self.rule.kinds.keys().isdisjoint(after):
            return False  # the part of a longer name: "renal" in "renal vein"
        return not self.rule.determined or self._is_determined(at, end)

    def _following(self, end: int) -> frozenset[str]:
        """Return the kinds of the noun that follows a name ending before *end*."""
        if end >= len(self.words):
            return frozenset()
        before, after = self.words[end - 1], self.words[end]
        gap = self.view.low[before.end() : after.start()]
        return self._named(end)[1] if gap in (" ", "-") else frozenset()

    def _is_determined(self, at: int, end: int) -> bool:
        """Tell whether an article stands before the name, or a word that is part of it.

        A part of the body that is told of in general stands in the plural.
        """
        begin = self._begin(at)
        if begin and self.words[begin - 1][0] in self.vocabulary.lexicon.words.articles:
            return True
        last = self.words[end - 1][0]
        return begin < at and self.vocabulary.lexicon.singular(last) != last

    def _is_denied(self, begin: int) -> bool:
        """Tell whether the text says that the name is not there."""
        before = self.view.low[: self.words[begin].start()]
        pattern = self.vocabulary.qualifiers.negations[0][0]
        return any(
            before[cue.end() :].count(" ") < _DENIAL for cue in pattern.finditer(before)
        )

    def _begin(self, at: int) -> int:
        """Return where the words that modify the name at *at* begin."""
        begin = at
        while begin and at - begin < _MOST_MODIFIERS:
            before = self.words[begin - 1][0]
            gap = self.view.low[self.words[begin - 1].end() : self.words[begin].start()]
            is_first = begin == 1 and not self.rule.modifiers
            if gap != " " or is_first or not _modifies(before, self.vocabulary.lexicon):
                break
            begin -= 1
        return begin


def _modifies(word: str, lexicon: Lexicon) -> bool:
    if word in lexicon.function_words or word in lexicon.words.sides:
        return False
    if word in lexicon.words.morbid:
        return False  # a state of the part: "torn meniscus"
    return word in lexicon.adjectives or bool(lexicon.kinds(word))


def _first(wanted: Iterable[str], kinds: frozenset[str]) -> str | None:
    for kind in wanted:
        if kind in kinds:
            return kind
    return None
