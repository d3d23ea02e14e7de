"""What the conjuncts of one coordination lend each other.

A conjunct borrows a tail ("cramps or spasms in the calf"), a beginning ("clots in
the legs or lungs") or a head ("upper or lower back pain") only where the words say that
it can: a noun that needs its complement keeps it ("nausea and loss of appetite").
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from pipeline.mentions.heads import Heads
from pipeline.mentions.view import View
from pipeline.vocabulary.lexicon import Lexicon

_WORD: Final = re.compile(r"[^\W_][\w'-]*-?")
_PAIR: Final = 2
_CLINICAL: Final = frozenset({"condition", "symptom", "test", "intervention"})
_PLACE: Final = "anatomy"
_DESCRIBED: Final = frozenset({_PLACE, "device"})


class Conjuncts:
    """The parts of one coordination, each behind the words that join it."""

    def __init__(self, parts: Sequence[tuple[str, View]], lexicon: Lexicon) -> None:
        """Take *parts* as they stand, in order."""
        self.links = [link.strip(" ,") for link, _ in parts]
        self.parts = [part for _, part in parts]
        self.lexicon = lexicon
        self.sharing = lexicon.words.sharing
        self.heads = Heads(lexicon)
        self.words = [tuple(_WORD.findall(part.low)) for part in self.parts]
        self.places = [self._place(part) for part in self.parts]
        self.last = len(self.parts) - 1

    def shared(self) -> Iterator[View]:
        """Yield each part with what it borrows from the others."""
        if completed := self._completed():
            yield from completed
            return
        owner, tails = self._tails()
        described = self._behind_description()
        begun_by = 0
        for at, part in enumerate(self.parts):
            begun = self._begun(begun_by, at) if at else None
            if begun is not None:
                yield begun
                continue
            if self.places[at] > 0 or at == 0:
                begun_by = at
            if at == self.last and described:
                yield described
            elif at < self.last and (head := self._head_for(at)):
                yield part.joined(head)
            elif at < owner and tails and self._fits(at, owner):
                for tail in tails:
                    yield part.joined(tail)
            else:
                yield part

    # ------------------------------------------------------------ tails

    def _place(self, part: View) -> int:
        """Return where the first placing preposition of *part* stands, -1 for none.

        What begins with one has it at 0.
        """
        words = self.lexicon.words
        before = ""
        for found in _WORD.finditer(part.low):
            word = found[0]
            is_placing = word in words.locative or word in words.relatives
            if is_placing or self._holds(word, before):
                return found.start() if before else 0
            before = word
        return -1

    def _holds(self, preposition: str, noun: str) -> bool:
        """Tell whether *noun* needs what *preposition* opens, as "loss of" does."""
        holders = self.sharing.holders.get(preposition, frozenset())
        return noun in holders or self.lexicon.singular(noun) in holders

    def _head(self, at: int) -> tuple[str, ...]:
        """Return the words of part *at* before its preposition."""
        place = self.places[at]
        if place > 0:
            return tuple(_WORD.findall(self.parts[at].low[:place]))
        return self.words[at]

    def _kinds(self, at: int) -> frozenset[str]:
        return self.lexicon.phrase_kinds(self._head(at))

    def _tails(self) -> tuple[int, list[View]]:
        """Return which part has the tail that earlier ones share, and its forms.

        There are several where places stand behind it: "in the arm or leg".
        """
        owner = self.last
        while owner > 0 and self.places[owner] < 0:
            owner -= 1
        place = self.places[owner]
        later = range(owner + 1, self.last + 1)
        if not self._lends(owner) or any(
            self._begun(owner, at) is None for at in later
        ):
            return owner, []
        tail = self.parts[owner].part(place)
        preposition = _WORD.match(tail.low)
        if preposition is None:
            return owner, []
        opening = tail.part(0, preposition.end())
        return owner, [tail, *(opening.joined(self.parts[at]) for at in later)]

    def _lends(self, owner: int) -> bool:
        """Tell whether earlier parts may share the tail of part *owner*."""
        words = self.words[owner]
        if self.places[owner] <= 0 or not self.links[owner]:
            return False  # behind a bare comma each thing ends where the next begins
        is_relative = not self.lexicon.words.relatives.isdisjoint(words)
        if is_relative and owner + 1 > _PAIR:
            return False
        if self._opens_anew(words) and not self._opens_anew(self.words[0]):
            return False
        kinds = self._kinds(owner)
        return not kinds or bool(kinds & _CLINICAL)

    def _opens_anew(self, words: Sequence[str]) -> bool:
        return bool(words) and words[0] in self.sharing.openers

    def _fits(self, at: int, owner: int) -> bool:
        """Tell whether part *at* may share the tail of the part *owner*."""
        words = self.lexicon.words
        heard = self.words[at]
        if any(self.places[each] >= 0 for each in range(at, owner)) or not heard:
            return False
        if not set(heard).isdisjoint(words.auxiliaries | words.pronouns):
            return False
        tail = _WORD.findall(self.parts[owner].low[self.places[owner] :])
        if not self._can_take(heard, self._head(owner)[-1], tail):
            return False
        theirs = self._kinds(owner) & _CLINICAL
        ours = self._kinds(at)
        return bool(ours & theirs) or not ours or not theirs

    def _can_take(self, heard: Sequence[str], noun: str, tail: Sequence[str]) -> bool:
        """Tell whether the noun of *heard* takes *tail*, which stands behind *noun*."""
        preposition = tail[0]
        if self._holds(preposition, noun):
            is_free = all(map(self.heads.describes, heard[:-1]))
            return is_free and self._holds(preposition, heard[-1])
        if preposition in self.sharing.timing or preposition in (
            self.lexicon.words.relatives
        ):
            return True
        if self.lexicon.singular(heard[-1]) in self.sharing.whole:
            return False
        is_placed = preposition == self.sharing.owning or any(map(self._is_part, tail))
        return not (is_placed and any(map(self._is_part, heard)))

    def _is_part(self, word: str) -> bool:
        """Tell whether *word* names a part of the body, and no tissue found in all."""
        singular = self.lexicon.singular(word)
        if singular in self.sharing.tissues:
            return False
        return _PLACE in self.lexicon.kinds(singular)

    # ------------------------------------------------------------ heads

    def _head_for(self, at: int) -> View | None:
        """Return what part *at* borrows from the end of the last part, if it can."""
        last, words = self.parts[-1], self.words[at]
        place = self.places[-1]
        named = last.part(0, place) if place > 0 else last
        found = list(_WORD.finditer(named.low))
        if not words or len(words) > _PAIR or self.places[at] >= 0:
            return None
        if len(found) < _PAIR:  # a lone word is nobody's head but its own
            return None
        heard = tuple(each[0] for each in found)
        is_alone = self.last == 1 and at == 0
        begin = self.heads.begin(words, heard, is_alone=is_alone)
        return last.part(found[begin].start()) if begin else None

    def _behind_description(self) -> View | None:
        """Return the last part behind the adjective that opens the first of two.

        "Severe heart or lung disease": the first borrows the head, and lends what
        describes it.
        """
        words, last = self.words[0], self.words[-1]
        if self.last != 1 or len(words) != _PAIR or self._head_for(0) is None:
            return None
        if not self.heads.describes(words[0]) or not self.heads.places(words[1]):
            return None
        if not last or not self.heads.places(last[0]):
            return None
        first = _WORD.search(self.parts[0].low)
        return (
            self.parts[0].part(0, first.end()).joined(self.parts[-1]) if first else None
        )

    def _completed(self) -> tuple[View, View] | None:
        """Return "loss of bladder control" and "loss of bowel control" of two parts.

        The part of the body that completes the first noun, and that of the last part,
        have one head.
        """
        first, last, place = self.parts[0], self.parts[-1], self.places[0]
        if self.last != 1 or place <= 0 or self.places[-1] >= 0:
            return None
        preposition = _WORD.match(first.low, place)
        rest = _WORD.findall(first.low[place:])[1:]
        found = list(_WORD.finditer(last.low))
        if preposition is None or len(rest) != 1 or len(found) != _PAIR:
            return None
        if not self._holds(preposition[0], self._head(0)[-1]):
            return None
        is_shared = self._is_part(rest[0]) and self._is_part(found[0][0])
        if not is_shared or self.lexicon.kinds(found[1][0]):
            return None
        opening = first.part(0, preposition.end())
        return first.joined(last.part(found[1].start())), opening.joined(last)

    # ------------------------------------------------------------ beginnings

    def _begun(  # noqa: PLR0911 - one question after the other
        self, base: int, at: int
    ) -> View | None:
        """Return part *at* behind the beginning that it shares with part *base*."""
        part, first = self.parts[at], self.parts[base]
        words = self.words[at]
        place = self.places[base]
        if not words:
            return None
        if words[0] in self.lexicon.words.locative and place > 0:
            return first.part(0, place).joined(part)
        if opening := self._opening_of_activity(words, at):
            return opening.joined(part)
        kinds = self._kinds(at)
        if place > 0:
            return self._behind_preposition(base, at)
        if self.places[at] >= 0:
            return None
        if self._named_behind(self.words[base][:1], words):
            word = _WORD.match(first.low)
            return first.part(0, word.end()).joined(part) if word else None
        if not kinds & _DESCRIBED or kinds & _CLINICAL:
            return None
        return self._behind_adjective(first, part, kinds & _DESCRIBED)

    def _named_behind(self, word: Sequence[str], words: Sequence[str]) -> bool:
        return " ".join([*word, *words]) in self.lexicon.phrases

    def _opening_of_activity(self, words: Sequence[str], at: int) -> View | None:
        """Return the "difficulty" or the "feeling" that the first part opens with."""
        known = self.lexicon.words
        first = self.parts[0]
        found = list(_WORD.finditer(first.low))
        if len(found) < _PAIR:
            return None
        is_state = found[0][0] in self.sharing.states
        if is_state and len(words) == 1 and not self._kinds(at):
            return (
                first.part(0, found[0].end())
                if self.heads.describes(words[0])
                else None
            )
        if not words[0].endswith(known.gerund):
            return None
        for word, following in pairwise(found):
            if word[0] in known.activity_heads and following[0].endswith(known.gerund):
                return first.part(0, word.end())
        return None

    def _behind_adjective(
        self, first: View, part: View, kinds: frozenset[str]
    ) -> View | None:
        """Return *part* behind what describes a thing of its kinds in *first*.

        "Dry mouth", "broken needle".
        """
        words = list(_WORD.finditer(first.low))
        if len(words) < _PAIR or not kinds & self.lexicon.kinds(words[-1][0]):
            return None
        if self.lexicon.kinds(words[-2][0]) or (
            words[-2][0] in self.lexicon.function_words
        ):
            return None
        return first.part(0, words[-1].start()).joined(part)

    def _behind_preposition(self, base: int, at: int) -> View | None:
        """Return part *at* behind the preposition of *base*, where that fits both."""
        first, part, place = self.parts[base], self.parts[at], self.places[base]
        preposition = _WORD.match(first.low, place)
        if preposition is None:
            return None
        begun = first.part(0, preposition.end()).joined(part)
        if self.places[at] < 0 and self.lexicon.phrases.get(
            " ".join(_WORD.findall(begun.low))
        ):
            return begun
        if self._holds(preposition[0], self._head(base)[-1]):
            return begun if self._is_complement(preposition[0], base, at) else None
        if self.places[at] >= 0:
            return None
        kinds = self._kinds(at)
        rest = tuple(_WORD.findall(first.low[place:]))[1:]
        shared = (kinds & self.lexicon.phrase_kinds(rest)) - _CLINICAL
        return begun if shared and not kinds & _CLINICAL else None

    def _is_complement(self, preposition: str, base: int, at: int) -> bool:
        """Tell whether part *at* completes the noun of *base*, which needs it."""
        kinds, words = self._kinds(at), self._head(at)
        if not words or any(self._holds(each, words[-1]) for each in self._holding()):
            return False
        joined_by_or = self.links[self.last] in self.sharing.choices
        if kinds & _CLINICAL:
            noun = self.lexicon.singular(self._head(base)[-1])
            is_pair = self.last == 1 and joined_by_or
            return is_pair and noun in self.sharing.telling
        if kinds:
            return self.places[at] < 0
        bare = [word for word in words if word not in self.lexicon.words.articles]
        opens = self.words[at][0] in self.lexicon.words.articles
        is_short = len(bare) == 1 or (opens and len(bare) <= _PAIR)
        is_free = joined_by_or or preposition in self.sharing.aiming
        return bool(bare) and is_short and is_free

    def _holding(self) -> tuple[str, ...]:
        return tuple(self.sharing.holders)
