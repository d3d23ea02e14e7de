"""Find things inside a mention: devices and substances of a step, the body part hit."""

import re
from typing import Final

from pipeline.mentions import labels
from pipeline.mentions.draft import Draft, Role, draft
from pipeline.mentions.view import View
from pipeline.model import Span
from pipeline.vocabulary.lexicon import Lexicon
from pipeline.vocabulary.reading import ReadingVocabulary

_WORD: Final = re.compile(r"[^\W_][\w'-]*")
_MOST_MODIFIERS: Final = 2
_RULE: Final = "inner.lexicon"


def find(
    view: View, type_: str, evidence: Span, vocabulary: ReadingVocabulary
) -> list[Draft]:
    """Return what stands inside *view*, a mention of *type_*, by kind of the lexicon.

    A name of several words counts whole; one that heads the mention is the mention.
    """
    wanted = vocabulary.roles.inner.get(type_)
    if not wanted:
        return []
    lexicon = vocabulary.lexicon
    words = list(_WORD.finditer(view.low))
    found: list[Draft] = []
    at = 0
    while at < len(words):
        length, kinds = _named(words, at, lexicon)
        kind = next((kind for kind in wanted if kind in kinds), None)
        end = at + length
        if kind is None or _is_modifier(words, end, view, lexicon):
            at += 1
            continue
        begin = _begin(words, at, view, lexicon)
        part = view.part(words[begin].start(), words[end - 1].end())
        if len(part.text) < len(view.text):
            label = labels.thing(part, lexicon)[0]
            confidence = vocabulary.roles.confidence["inside_mention"]
            role = Role(wanted[kind], "", rule=_RULE, confidence=confidence)
            found.append(draft(role, label, part, evidence))
        at = end
    return found


def _named(
    words: list[re.Match[str]], at: int, lexicon: Lexicon
) -> tuple[int, frozenset[str]]:
    """Return how many words a name at *at* has, and its kinds."""
    for length in (3, 2):
        if at + length <= len(words):
            name = [word[0] for word in words[at : at + length]]
            for last in (name[-1], lexicon.singular(name[-1])):
                if kinds := lexicon.phrases.get(" ".join([*name[:-1], last])):
                    return length, kinds
    return 1, lexicon.kinds(words[at][0])


def _is_modifier(
    words: list[re.Match[str]], end: int, view: View, lexicon: Lexicon
) -> bool:
    """Tell whether the name ending before *end* only modifies a noun behind it."""
    if end >= len(words):
        return False
    gap = view.low[words[end - 1].end() : words[end].start()]
    return gap in (" ", "-") and bool(lexicon.kinds(words[end][0]))


def _begin(words: list[re.Match[str]], at: int, view: View, lexicon: Lexicon) -> int:
    """Return where the words that modify the name at *at* begin."""
    begin = at
    while begin and at - begin < _MOST_MODIFIERS:
        before = words[begin - 1][0]
        gap = view.low[words[begin - 1].end() : words[begin].start()]
        if gap != " " or begin == 1 or not _modifies(before, lexicon):
            break
        begin -= 1
    return begin


def _modifies(word: str, lexicon: Lexicon) -> bool:
    if word in lexicon.function_words or word in lexicon.words.sides:
        return False
    return word in lexicon.adjectives or bool(lexicon.kinds(word))
