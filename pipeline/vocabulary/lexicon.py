"""Words that bound phrases and words that tell what kind of thing a phrase names.

Gives lookups over ``ontology/vocabulary/lexicon.yaml`` and ``words.yaml``: a word's
singular, its kinds, and whether it belongs to a closed class. No match is fuzzy.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Final

import msgspec

from pipeline.vocabulary import examples

_ES_ENDINGS: Final = ("sses", "shes", "ches", "xes", "zzes")
_PART: Final = "anatomy"
_ILL: Final = "condition"
_KEEP_ENDINGS: Final = ("ss", "us", "is")
_SHORTEST_PLURAL: Final = 4
_MOST_WORDS: Final = 65_536  # remembered


class KindWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The words of one kind, as they stand in ``lexicon.yaml``."""

    heads: tuple[str, ...] = ()
    suffixes: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    nouns: dict[str, str] = {}
    irregular: dict[str, str] = {}


class LexiconFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The shape of ``lexicon.yaml``."""

    kinds: dict[str, KindWords]


class SharingWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The words that tell what the conjuncts of a list share with each other."""

    holders: dict[str, frozenset[str]]
    telling: frozenset[str]
    aiming: frozenset[str]
    whole: frozenset[str]
    tissues: frozenset[str]
    timing: frozenset[str]
    owning: str
    stray: frozenset[str]
    trailing: frozenset[str]
    openers: frozenset[str]
    states: frozenset[str]
    carriers: frozenset[str]
    choices: frozenset[str]


class WordsFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The shape of ``words.yaml``."""

    articles: frozenset[str]
    definite: frozenset[str]
    prepositions: frozenset[str]
    locative: frozenset[str]
    pronouns: frozenset[str]
    auxiliaries: frozenset[str]
    joints: tuple[str, ...]
    conjunctions: frozenset[str]
    hollow: frozenset[str]
    announcing: frozenset[str]
    collective: frozenset[str]
    answers: frozenset[str]
    morbid: frozenset[str]
    copulas: frozenset[str]
    subordinators: frozenset[str]
    relatives: frozenset[str]
    agreeing: dict[str, str]
    adjective_endings: tuple[str, ...]
    modifiers: frozenset[str]
    gerund: str
    general: frozenset[str]
    activity_heads: frozenset[str]
    degrees: dict[str, str]
    severities: frozenset[str]
    sides: frozenset[str]
    staying: frozenset[str]
    bound: tuple[str, ...]
    sharing: SharingWords
    irregular: dict[str, str]
    invariant: frozenset[str]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Lookups over the two files; see :func:`load`."""

    words: WordsFile
    heads: Mapping[str, frozenset[str]]
    suffixes: tuple[tuple[str, str], ...]
    adjectives: frozenset[str]
    nouns: Mapping[str, str]
    phrases: Mapping[str, frozenset[str]]
    phrase_openers: frozenset[str]
    function_words: frozenset[str]
    joint: re.Pattern[str]
    singulars: "Singulars"
    known_kinds: "Kinds"

    def singular(self, word: str) -> str:
        """Return the singular of the lower-case *word*, or the word itself.

        >>> [load().singular(w) for w in ("clots", "biopsies", "diabetes", "vertebrae")]
        ['clot', 'biopsy', 'diabetes', 'vertebra']
        """
        return self.singulars[word]

    def kinds(self, word: str) -> frozenset[str]:
        """Return the kinds that the lower-case *word* can head, by itself."""
        return self.known_kinds[word]

    def phrase_kinds(self, words: tuple[str, ...]) -> frozenset[str]:
        """Return the kinds of a phrase: of all, of its last two words, of its head.

        A part of the body that is torn or blocked is a condition.
        """
        if not words:
            return frozenset()
        whole = " ".join(words)
        if found := self.phrases.get(whole):
            return found
        if len(words) > 1 and (found := self.phrases.get(" ".join(words[-2:]))):
            return found
        kinds = self.kinds(words[-1])
        if _PART in kinds and not self.words.morbid.isdisjoint(words[:-1]):
            return frozenset({_ILL})
        return kinds


class Singulars(dict[str, str]):
    """The singular of each word that was asked for, as far as *words* tell."""

    def __init__(self, words: WordsFile) -> None:
        """Know no word yet."""
        super().__init__()
        self.words = words

    def __missing__(self, word: str) -> str:
        """Work out the singular of *word*, and keep it."""
        found = self._of(word)
        if len(self) >= _MOST_WORDS:
            self.clear()
        self[word] = found
        return found

    def _of(self, word: str) -> str:
        if word in self.words.irregular:
            return self.words.irregular[word]
        if len(word) < _SHORTEST_PLURAL or not word.endswith("s"):
            return word
        if word in self.words.invariant or word.endswith(_KEEP_ENDINGS):
            return word
        if word.endswith("ies"):
            return f"{word[:-3]}y"
        if word.endswith(_ES_ENDINGS):
            return word[:-2]
        return word[:-1]


class Kinds(dict[str, frozenset[str]]):
    """The kinds of each word that was asked for, by the *heads* and *suffixes*."""

    def __init__(
        self,
        heads: Mapping[str, frozenset[str]],
        suffixes: Iterable[tuple[str, str]],
        singulars: Singulars,
    ) -> None:
        """Know no word yet."""
        super().__init__()
        self.heads = heads
        self.suffixes = tuple(suffixes)
        self.singulars = singulars

    def __missing__(self, word: str) -> frozenset[str]:
        """Work out the kinds of *word*, and keep them."""
        found = self._of(word, self.singulars[word])
        if len(self) >= _MOST_WORDS:
            self.clear()
        self[word] = found
        return found

    def _of(self, word: str, singular: str) -> frozenset[str]:
        found = self.heads.get(singular) or self.heads.get(word)
        if not found and "-" in singular:
            found = self.heads.get(singular.rsplit("-", 1)[1])
        return found or frozenset(
            kind
            for suffix, kind in self.suffixes
            if singular.endswith(suffix) and len(singular) > len(suffix) + 1
        )


def _gather(pairs: Iterable[tuple[str, str]]) -> Mapping[str, frozenset[str]]:
    gathered: dict[str, set[str]] = {}
    for word, kind in pairs:
        gathered.setdefault(word, set()).add(kind)
    return MappingProxyType(
        {word: frozenset(kinds) for word, kinds in gathered.items()}
    )


class _Identity(Lexicon):
    """A lexicon compared by identity, so that lookups can be cached by it."""

    __slots__ = ()
    __hash__ = object.__hash__

    def __eq__(self, other: object) -> bool:
        return self is other


def load() -> Lexicon:
    """Read the lexicon; raise VocabularyError where a file is wrong."""
    return _load()


@lru_cache(maxsize=1)
def _load() -> Lexicon:
    kinds = examples.records("vocabulary/lexicon.yaml", LexiconFile).kinds
    words = examples.records("vocabulary/words.yaml", WordsFile)
    heads = _gather((head, kind) for kind, its in kinds.items() for head in its.heads)
    suffixes = tuple((end, kind) for kind, its in kinds.items() for end in its.suffixes)
    singulars = Singulars(words)
    return _Identity(
        words=words,
        heads=heads,
        suffixes=suffixes,
        singulars=singulars,
        known_kinds=Kinds(heads, suffixes, singulars),
        adjectives=frozenset(a for its in kinds.values() for a in its.adjectives),
        nouns=MappingProxyType(
            {adj: noun for its in kinds.values() for adj, noun in its.nouns.items()}
        ),
        phrases=_gather(
            (name, kind) for kind, its in kinds.items() for name in its.phrases
        ),
        phrase_openers=frozenset(
            name.partition(" ")[0] for its in kinds.values() for name in its.phrases
        ),
        function_words=words.articles
        | words.prepositions
        | words.pronouns
        | words.auxiliaries
        | words.conjunctions,
        joint=re.compile(
            # What each begins with is asked first: most signs of a text are letters.
            r"(?=[,; /])(?:,? (?:and|or), \w+ly, |,? and/or "
            rf"|,? (?:{'|'.join(map(re.escape, words.joints))}) |, |; "
            r"| ?/ (?=\w)| [\u00b7\u2022] |(?<=[a-z]{3})/(?=[a-z]{3}))"
        ),
    )
