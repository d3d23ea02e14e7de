"""The head that several modifiers share: "upper or lower back pain".

What stands before the head in the last conjunct is parallel to the conjuncts before it;
all that stands behind that is the head.
"""

from collections.abc import Sequence
from typing import Final

from pipeline.vocabulary.lexicon import Lexicon

_SHORTEST_ADJECTIVE: Final = 4
_PLACE: Final = "anatomy"
_TEST: Final = "test"
_USED: Final = frozenset({"substance", "device"})
_CLINICAL: Final = frozenset({"condition", "symptom", _TEST, "intervention"})


class Heads:
    """Where heads begin, by what the words are."""

    def __init__(self, lexicon: Lexicon) -> None:
        """Look words up in *lexicon*."""
        self.lexicon = lexicon
        self.sharing = lexicon.words.sharing

    def begin(
        self, words: Sequence[str], heard: Sequence[str], *, is_alone: bool
    ) -> int:
        """Return where in *heard* the head begins that *words* borrow, 0 for none.

        *is_alone* tells that the two are all that is listed.
        """
        return self._known_with(words, heard) or self._parallel(
            words, heard, is_alone=is_alone
        )

    def _known_with(self, words: Sequence[str], heard: Sequence[str]) -> int:
        """Return where the end of *heard* begins that makes a name with *words*."""
        if self.lexicon.phrase_kinds(tuple(words)) & _CLINICAL:
            return 0
        for begin in range(1, len(heard)):
            for final in (heard[-1], self.lexicon.singular(heard[-1])):
                name = " ".join([*words, *heard[begin:-1], final])
                if name in self.lexicon.phrases:
                    return begin
        return 0

    def _parallel(  # noqa: PLR0911 - one question after the other
        self, words: Sequence[str], heard: Sequence[str], *, is_alone: bool
    ) -> int:
        """Return where the head begins behind what stands parallel to *words*."""
        end = len(heard) - 1
        kinds = self.lexicon.phrase_kinds(tuple(words))
        if len(words) > 1 and words[0] == heard[0] and len(heard) > len(words):
            return len(words)
        head = self.lexicon.phrase_kinds(tuple(heard))
        if not head & (_CLINICAL | _USED) and not self.describes(heard[-2]):
            return 0
        if _PLACE in kinds or words[-1] in self.lexicon.adjectives:
            placed = next((n for n in range(end) if self.places(heard[n])), -1)
            if kinds & _CLINICAL and placed < 0:
                return 0
            return placed + 1 or end
        if self.lexicon.singular(heard[-1]) in self.sharing.carriers:
            return end if self._carries(kinds, words, heard, is_alone) else 0
        if kinds & _CLINICAL:
            return 0
        if self.describes(words[-1]):
            return 1 if self.describes(heard[0]) and end > 1 else end
        return end if _TEST in head and not kinds and len(words) == 1 else 0

    def _carries(
        self,
        kinds: frozenset[str],
        words: Sequence[str],
        heard: Sequence[str],
        is_alone: bool,  # noqa: FBT001 - handed on
    ) -> bool:
        """Tell whether a treatment is by *words*, as by what stands in *heard*."""
        if self.describes(heard[-2]):
            return self.describes(words[-1]) and not kinds & _CLINICAL
        if kinds & _USED:
            return True
        return is_alone and len(words) == 1 and not kinds

    def places(self, word: str) -> bool:
        """Tell whether *word* names a part of the body, or is its adjective."""
        return _PLACE in self.lexicon.kinds(word) or word in self.lexicon.adjectives

    def describes(self, word: str) -> bool:
        """Tell whether *word* is an adjective that only modifies a noun behind it."""
        words = self.lexicon.words
        return (
            word in words.modifiers
            or word in words.morbid
            or word in self.lexicon.adjectives
            or (
                len(word) >= _SHORTEST_ADJECTIVE
                and word.endswith(words.adjective_endings)
            )
        )
