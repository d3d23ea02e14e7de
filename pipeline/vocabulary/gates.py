"""Patterns behind gates: one is looked for only in a text that has the words it needs.

Most patterns are found in few of the texts that they are looked for in, and to look
takes most of the time. What a pattern needs (:mod:`pipeline.vocabulary.needed`) is told
of all patterns at once, by one look at each word of the text: a word is known to meet
some needs, and what a text meets is what its words meet. Behind a gate the same is
found as without one.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache, reduce
from itertools import chain
from operator import or_
from typing import Final, Protocol, TypeVar, overload

from pipeline.vocabulary.needed import needs
from pipeline.vocabulary.pieces import Need, edged, often

T = TypeVar("T")

_WORDS: Final = re.compile(r"\w+|[^\w\s]")
_MOST_WORDS: Final = 65_536
_MOST_TEXTS: Final = 4_096
_LONG: Final = 1_000  # characters of a text that is kept only until the next such one
_MOST_CHOICES: Final = 4_096
_WORTH: Final = 4_000  # questions to gates, about two pages
_END: Final = (1 << 63) - 1


class _Words(dict[str, int]):
    """The needs that each stretch without a blank meets, as bits.

    *pieces* are those of all patterns, with the needs that each meets.
    """

    def __init__(self) -> None:
        super().__init__()
        self.bits: dict[Need, int] = {}
        self.pieces: dict[str, int] = {}
        self.longest = 0

    def add(self, need: Need) -> int:
        """Return the bit of *need*."""
        bit = self.bits.get(need)
        if bit is None:
            bit = self.bits[need] = 1 << len(self.bits)
            for piece in need:
                self.pieces[piece] = self.pieces.get(piece, 0) | bit
                self.longest = max(self.longest, len(piece))
            self.clear()
            _texts.forget()
        return bit

    def __missing__(self, stretch: str) -> int:
        words = _WORDS.findall(stretch)
        if words == [stretch]:
            met = self._met(edged(stretch))
        else:
            met = reduce(or_, map(self.__getitem__, words), 0)
        if len(self) >= _MOST_WORDS:
            self.clear()
        self[stretch] = met
        return met

    def _met(self, word: str) -> int:
        last = len(word)
        met = 0
        for start in range(last):
            for end in range(start + 1, min(last, start + self.longest) + 1):
                met |= self.pieces.get(word[start:end], 0)
        return met


class _Texts(dict[str, int]):
    """The needs that texts meet; of long ones only the last is kept."""

    def __init__(self) -> None:
        super().__init__()
        self.page = ""
        self.page_met = 0

    def __missing__(self, text: str) -> int:
        if text == self.page:
            return self.page_met
        if len(text) > _LONG:
            met = reduce(or_, map(_words.__getitem__, set(text.split())), 0)
            self.page, self.page_met = text, met
            return met
        met = 0
        for stretch in text.split():
            met |= _words[stretch]
        if len(self) >= _MOST_TEXTS:
            self.clear()
        self[text] = met
        return met

    def forget(self) -> None:
        """Forget all texts, since there is another need to be met."""
        self.clear()
        self.page, self.page_met = "", 0


_texts: Final = _Texts()
_words: Final = _Words()
_met: Final = _texts.__getitem__


_needs: Final = lru_cache(maxsize=4_096)(needs)


def _bits(pattern: re.Pattern[str]) -> int:
    return reduce(or_, map(_words.add, _needs(pattern)), 0)


class _Gate(Protocol):
    def patterns(self) -> Iterable[re.Pattern[str]]: ...

    def settle(self) -> int: ...


class _Waiting:
    """The *gates* that stand open, and how often one of them was *asked*."""

    def __init__(self) -> None:
        self.gates: list[_Gate] = []
        self.asked = 0

    def answer(self, gate: _Gate) -> int:
        """Return what *gate* needs, nothing while it stands open."""
        self.asked += 1
        if self.asked < _WORTH:
            return 0
        self.settle()
        return gate.settle()

    def settle(self) -> None:
        """Work out what all patterns need, together: a need makes known words void.

        Needs that are often met have the low bits, so that few words meet high ones.
        """
        self.asked = _WORTH
        patterns = chain.from_iterable(gate.patterns() for gate in self.gates)
        found = {need for pattern in patterns for need in _needs(pattern)}
        for need in sorted(found, key=often, reverse=True):
            _words.add(need)
        for gate in self.gates:
            gate.settle()
        self.gates.clear()


_waiting: Final = _Waiting()


def settle() -> None:
    """Close all gates now, and those made later as soon as one is asked.

    That takes as long as to read fifty pages; else they stand open for the first two.
    """
    _waiting.settle()


class Gated:
    """A pattern behind its gate; its methods are those of the pattern.

    >>> called = Gated(re.compile(r"calls?(?= us)"))
    >>> called.search("he calls us")[0], called.search("he comes")
    ('calls', None)
    """

    __slots__ = ("_needed", "pattern")

    def __init__(self, pattern: re.Pattern[str]) -> None:
        """Stand before *pattern*."""
        self.pattern: Final = pattern
        self._needed: int | None = None  # not known before any gate is asked
        _waiting.gates.append(self)

    def patterns(self) -> Iterable[re.Pattern[str]]:
        """Return the pattern, as one of several."""
        return (self.pattern,)

    def settle(self) -> int:
        """Work out what the pattern needs, and return it."""
        self._needed = _bits(self.pattern)
        return self._needed

    def may_be_in(self, text: str) -> bool:
        """Tell whether *text* has all words that the pattern needs."""
        needed = self._needed
        if needed is None:
            needed = _waiting.answer(self)
        return not needed or _met(text) & needed == needed

    # A gate is asked a thousand times a page: what is asked is written out in each.

    def search(
        self, text: str, start: int = 0, end: int = _END
    ) -> re.Match[str] | None:
        """Return the first place of the pattern in ``text[start:end]``."""
        needed = self._needed
        if needed is None:
            needed = _waiting.answer(self)
        if needed and end == _END and _met(text) & needed != needed:
            return None
        return self.pattern.search(text, start, end)

    def match(self, text: str, start: int = 0, end: int = _END) -> re.Match[str] | None:
        """Return the pattern at *start* of *text*."""
        needed = self._needed
        if needed is None:
            needed = _waiting.answer(self)
        if needed and end == _END and _met(text) & needed != needed:
            return None
        return self.pattern.match(text, start, end)

    def match_in(self, part: str, whole: str) -> re.Match[str] | None:
        """Return the pattern at the start of *part*, which was cut out of *whole*.

        It is cut between words, so that it needs no look at words of its own: what it
        has, *whole* has.
        """
        return self.pattern.match(part) if self.may_be_in(whole) else None

    def finditer(
        self, text: str, start: int = 0, end: int = _END
    ) -> Iterator[re.Match[str]]:
        """Return the places of the pattern in ``text[start:end]``, in order."""
        needed = self._needed
        if needed is None:
            needed = _waiting.answer(self)
        if needed and end == _END and _met(text) & needed != needed:
            return iter(())
        return self.pattern.finditer(text, start, end)


class Rules(Sequence[tuple[re.Pattern[str], T]]):
    """Patterns in their order, each with what it stands for.

    >>> settle()
    >>> rules = Rules([(re.compile("knees?"), "joint"), (re.compile("toes?"), "end")])
    >>> [name for _, name in rules.of("the left toe")]
    ['end']
    """

    __slots__ = ("_all", "_chosen", "_needed", "_pairs")

    def __init__(self, pairs: Iterable[tuple[re.Pattern[str], T]]) -> None:
        """Hold *pairs*."""
        self._pairs = tuple(pairs)
        self._needed: list[int] = []
        self._all: int | None = None  # not known before any gate is asked
        self._chosen: dict[int, tuple[tuple[re.Pattern[str], T], ...]] = {}
        _waiting.gates.append(self)

    def patterns(self) -> Iterable[re.Pattern[str]]:
        """Return the patterns in their order."""
        return (pattern for pattern, _ in self._pairs)

    def settle(self) -> int:
        """Work out what the patterns need, and return all of it."""
        self._needed = [_bits(pattern) for pattern, _ in self._pairs]
        self._all = reduce(or_, self._needed, 0)
        return self._all

    @overload
    def __getitem__(self, at: int) -> tuple[re.Pattern[str], T]: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[tuple[re.Pattern[str], T]]: ...

    def __getitem__(
        self, at: int | slice
    ) -> tuple[re.Pattern[str], T] | Sequence[tuple[re.Pattern[str], T]]:
        """Return the pair at a place, whatever the text."""
        return self._pairs[at]

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._pairs)

    def __iter__(self) -> Iterator[tuple[re.Pattern[str], T]]:
        """Return all pairs in their order, whatever the text."""
        return iter(self._pairs)

    def of(self, text: str) -> tuple[tuple[re.Pattern[str], T], ...]:
        """Return those whose pattern may be found in *text*, in their order."""
        needed = self._all
        if needed is None:
            needed = _waiting.answer(self)
            if self._all is None:
                return self._pairs
        met = _met(text) & needed
        chosen = self._chosen.get(met)
        if chosen is None:
            chosen = tuple(
                pair
                for pair, each in zip(self._pairs, self._needed, strict=True)
                if met & each == each
            )
            if len(self._chosen) >= _MOST_CHOICES:
                self._chosen.clear()
            self._chosen[met] = chosen
        return chosen

    def fits(self, text: str) -> bool:
        """Tell whether a pattern is found in *text*."""
        for pattern, _ in self.of(text):  # noqa: SIM110 - asked often, and faster so
            if pattern.search(text):
                return True
        return False

    def find(self, text: str) -> T | None:
        """Return what the first pattern that is found in *text* stands for."""
        for pattern, value in self.of(text):
            if pattern.search(text):
                return value
        return None
