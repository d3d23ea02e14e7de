"""Things that the lexicon knows, in sentences whose wording gives them no role.

Where a section is about one sort of things ("Tests"), a thing of that sort that a
sentence names is one, whatever the sentence says of it.
"""

import re
from collections.abc import Iterator
from typing import Final

from msgspec.structs import replace

from pipeline.mentions import things
from pipeline.mentions.draft import Draft, Role, hedged
from pipeline.mentions.heads import Heads
from pipeline.mentions.view import View
from pipeline.model import Certainty, Span
from pipeline.vocabulary.reading import ReadingVocabulary

_WORD: Final = re.compile(r"[^\W_][\w'/-]*")
_RULE: Final = "sentence.known"
_MOST_BEFORE: Final = 4
_MOST_BEHIND: Final = 4


def read(
    view: View, role: Role, evidence: Span, vocabulary: ReadingVocabulary
) -> list[Draft]:
    """Return the things that *view* names and that a role of their sort may have."""
    kind = vocabulary.roles.named.get(role.type)
    if kind is None or view.low.endswith("?"):
        return []
    if vocabulary.roles.named_not.search(view.low):
        return []
    read_as = replace(
        role,
        rule=_RULE,
        confidence=vocabulary.roles.confidence["loose_wording"],
        is_strict=True,
    )
    found: list[Draft] = []
    for start, end in _phrases(view, kind, vocabulary):
        part = view.part(start, end)
        found += things.read(part, read_as, evidence, vocabulary)
    if role.type in vocabulary.roles.types.possible:
        return [hedged(each, Certainty.POSSIBLE) for each in found]
    return found


def _phrases(
    view: View, kind: frozenset[str], vocabulary: ReadingVocabulary
) -> Iterator[tuple[int, int]]:
    """Yield the noun phrases of *view* whose head is of *kind*."""
    lexicon = vocabulary.lexicon
    words = list(_WORD.finditer(view.low))
    until = 0
    for at, word in enumerate(words):
        if at < until or not (lexicon.kinds(word[0]) & kind):
            continue
        if at and words[at - 1][0] in lexicon.words.auxiliaries:
            continue  # a verb: "it may leak"
        if at + 1 < len(words) and _goes_on(view.low, at, words, vocabulary):
            continue
        first = _begin(view, words, at, until, vocabulary)
        last = _end(view.low, words, at, vocabulary)
        until = last + 1
        before = words[first - 1][0] if first else ""
        if first == last and before in lexicon.words.definite:
            continue  # of which the text has told before: "the swelling comes back"
        yield words[first].start(), words[last].end()


def _is_next(low: str, left: re.Match[str], right: re.Match[str]) -> bool:
    return low[left.end() : right.start()] == " "


def _goes_on(
    low: str, at: int, words: list[re.Match[str]], vocabulary: ReadingVocabulary
) -> bool:
    """Tell whether the word at *at* only modifies the noun behind it."""
    lexicon = vocabulary.lexicon
    if not _is_next(low, words[at], words[at + 1]):
        return False
    behind = lexicon.kinds(words[at + 1][0])
    return bool(behind) and lexicon.singular(words[at][0]) == words[at][0]


def _begin(
    view: View,
    words: list[re.Match[str]],
    at: int,
    until: int,
    vocabulary: ReadingVocabulary,
) -> int:
    """Return the place of the first word of the name whose head is at *at*.

    Before what is known to modify, one word more belongs to it where an article or a
    preposition stands before that, or where it is a name.
    """
    lexicon = vocabulary.lexicon
    heads = Heads(lexicon)
    bounds = lexicon.words.articles | lexicon.words.sharing.stray
    first = at
    while first > max(until, at - _MOST_BEFORE):
        if not _is_next(view.low, words[first - 1], words[first]):
            break
        before = words[first - 1][0]
        if before in lexicon.function_words:
            break
        if not (heads.describes(before) or lexicon.kinds(before) or "-" in before):
            is_bound = first > 1 and words[first - 2][0] in bounds
            is_name = first > 1 and view.text[slice(*words[first - 1].span())].istitle()
            if not (is_bound or is_name):
                break
        first -= 1
    return first


def _end(
    low: str, words: list[re.Match[str]], at: int, vocabulary: ReadingVocabulary
) -> int:
    """Return the place of the last word of the name whose head is at *at*."""
    known = vocabulary.lexicon.words
    last = at
    is_open = False
    for place in range(at + 1, len(words)):
        if not _is_next(low, words[place - 1], words[place]):
            break
        word = words[place][0]
        if last == place - 1 > at and vocabulary.lexicon.kinds(word):
            last = place  # "numbness from a nerve injury"
        elif word in known.locative and not is_open:
            is_open = True
        elif word in known.articles and is_open:
            continue
        elif not is_open or word in vocabulary.lexicon.function_words:
            break
        else:
            last = place
            is_open = not (vocabulary.lexicon.kinds(word) or place - at > _MOST_BEHIND)
    return last
