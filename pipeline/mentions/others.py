"""What is told of another procedure than the one the page is about.

A page compares, and tells of what comes before or after. Another procedure is one that
ends in the same words or word part and names something else: on a page about the
replacement of a hip, that of a knee. So is one that names a part of the body that the
page's does not. What is named otherwise may be a synonym and is left alone.
"""

import re
from collections.abc import Iterator
from itertools import chain, pairwise
from typing import Final

from pipeline.vocabulary.lexicon import Lexicon
from pipeline.vocabulary.reading import ReadingVocabulary

_WORD: Final = re.compile(r"[^\W_][\w'-]*")
_PLACE: Final = "anatomy"
_DONE: Final = frozenset({"intervention", "test"})

Name = tuple[str, str]


class Subject:
    """The names of the page's procedure, to tell others from it."""

    def __init__(self, names: tuple[str, ...], vocabulary: ReadingVocabulary) -> None:
        """Take the *names*, none for a page about no procedure."""
        self.vocabulary = vocabulary
        self.endings = tuple(
            suffix for suffix, kind in vocabulary.lexicon.suffixes if kind in _DONE
        )
        self._others: dict[str, bool] = {}
        self.names = frozenset(
            " ".join(map(vocabulary.lexicon.singular, _WORD.findall(each.casefold())))
            for each in names
        )
        self.own = {
            name for each in names for name in self._named(each.casefold(), is_own=True)
        }

        words = [_WORD.findall(each.casefold()) for each in names]
        self.places = {
            place
            for word in chain.from_iterable(words)
            if (place := self._place(word, vocabulary.lexicon))
        }

    def is_itself(self, label: str) -> bool:
        """Tell whether *label* is a name of the page's procedure."""
        singular = self.vocabulary.lexicon.singular
        return " ".join(map(singular, _WORD.findall(label.casefold()))) in self.names

    def is_other(self, before: str) -> bool:
        """Tell whether the lower-case words *before* a thing name another procedure."""
        if not (self.own or self.places):
            return False
        known = self._others.get(before)
        if known is None:
            known = self._others[before] = self._names_other(before)
        return known

    def _names_other(self, before: str) -> bool:
        named = set(self._named(before, is_own=False))
        singular = self.vocabulary.lexicon.singular
        said = {singular(word) for word in _WORD.findall(before)}
        if not named or named & self.own or any(what in said for _, what in self.own):
            return False
        if any(place in self.places for _, place in named):
            return False
        heads = {head for head, _ in self.own}
        return all(
            head in heads
            or (self.places and place not in self.places and self._is_part(place))
            for head, place in named
        )

    def _named(self, low: str, *, is_own: bool) -> Iterator[Name]:
        """Yield head and what it is done to, of each procedure that *low* names.

        A word that the lexicon lists is often a word for many, and only counts as the
        page's own.
        """
        lexicon = self.vocabulary.lexicon
        words = _WORD.findall(low)
        for word in words:
            singular = lexicon.singular(word)
            if not singular.endswith(self.endings):
                continue
            is_meant = is_own or singular not in lexicon.heads
            for suffix in self.endings:
                is_ended = singular.endswith(suffix) and len(singular) > len(suffix)
                if is_ended and is_meant:
                    yield suffix, singular
        for word, following in pairwise(words):
            head = lexicon.singular(following)
            place = self._place(word, lexicon)
            if place and head in self.vocabulary.procedures.specific:
                yield head, place

    def _is_part(self, word: str) -> bool:
        return _PLACE in self.vocabulary.lexicon.kinds(word)

    def _place(self, word: str, lexicon: Lexicon) -> str:
        noun = lexicon.nouns.get(word, lexicon.singular(word))
        if noun in lexicon.words.sharing.tissues:
            return ""
        return noun if _PLACE in lexicon.kinds(noun) else ""
