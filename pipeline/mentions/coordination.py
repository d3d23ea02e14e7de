"""Split coordinations: "clots in the legs or lungs" names two things.

Conjuncts share a tail ("numbness or weakness in the legs"), a beginning ("clots in the
legs or lungs") or a last word ("nerve or vessel injury") only where their kinds say so.
Nothing is split inside a name.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from pipeline.mentions.view import View
from pipeline.vocabulary.lexicon import Lexicon

_WORD: Final = re.compile(r"[^\W_][\w'-]*-?")
_SHORTEST_ADJECTIVE: Final = 4
_PAIR: Final = 2
_OUTER: Final = ",;"
_CLINICAL: Final = frozenset({"condition", "symptom", "test", "intervention"})
_PLACE: Final = "anatomy"
_TEST: Final = "test"


def split(view: View, lexicon: Lexicon) -> tuple[View, ...]:
    """Return the things that *view* names, each with the words it shares.

    In a list with commas, what is joined without one belongs together: "pain, cuts or
    bruises in the leg, and fever" lists three things, of which the second is two.
    """
    joints = list(_joints(view.low, lexicon))
    outer = [joint for joint in joints if view.low[joint[0]] in _OUTER]
    if len(outer) >= _PAIR and len(outer) < len(joints):
        groups = [split(part, lexicon) for part in _parts(view, outer)]
        if all(len(group) > 1 or _is_plain(group[0], lexicon) for group in groups):
            return tuple(thing for group in groups for thing in group)
    parts = _parts(view, joints)
    if len(parts) < _PAIR:
        return tuple(parts) or (view,)
    return tuple(_Conjuncts(parts, lexicon).shared())


def _is_plain(view: View, lexicon: Lexicon) -> bool:
    """Tell whether *view* stands by itself: it is no bare modifier of what follows."""
    words = tuple(_WORD.findall(view.low))
    return bool(lexicon.phrase_kinds(words)) or len(words) > 1


def _parts(view: View, joints: Sequence[tuple[int, int]]) -> list[View]:
    ends = [start for start, _ in joints] + [len(view.text)]
    starts = [0] + [end for _, end in joints]
    parts = [view.part(a, b) for a, b in zip(starts, ends, strict=True)]
    return [part for part in parts if part.text]


def _joints(low: str, lexicon: Lexicon) -> Iterator[tuple[int, int]]:
    """Yield the places that divide the list, none of them in brackets or in a name."""
    words = lexicon.words
    closed = [
        (at, at + len(name)) for name in words.bound if (at := low.find(name)) >= 0
    ]
    depth_at = depth = 0
    for found in lexicon.joint.finditer(low):
        depth += low.count("(", depth_at, found.start())
        depth -= low.count(")", depth_at, found.start())
        depth_at = found.start()
        if depth > 0 or any(a <= found.start() + 1 < b for a, b in closed):
            continue
        before = low[: found.start()].rpartition(" ")[2]
        if before in words.locative:
            continue  # "during or after": what is joined are prepositions
        if found[0].strip(" ,").isalpha() and _is_predicate(low[:depth_at], lexicon):
            continue
        yield found.span()


def _is_predicate(before: str, lexicon: Lexicon) -> bool:
    """Tell whether *before* ends in what a relative clause says: "that are black"."""
    words = _WORD.findall(before.rpartition(",")[2])
    for relative, verb in pairwise(words):
        if relative in lexicon.words.relatives and verb in lexicon.words.copulas:
            return True
    return False


class _Conjuncts:
    """The parts of one coordination, and what each lends to the others."""

    def __init__(self, parts: Sequence[View], lexicon: Lexicon) -> None:
        self.parts = parts
        self.lexicon = lexicon
        self.words = [tuple(_WORD.findall(part.low)) for part in parts]
        self.prepositions = [self._preposition(part) for part in parts]

    def shared(self) -> Iterator[View]:
        """Yield each part with what it borrows from its neighbours."""
        last = len(self.parts) - 1
        tail = self._tail()
        head = self._last_head()
        for at, part in enumerate(self.parts):
            if at and (begun := self._begun(at)):
                yield begun
            elif at < last and head and self._is_modifier(at):
                yield part.joined(head)
            elif at < last and tail and self.prepositions[at] < 0 and self._fits(at):
                yield part.joined(tail)
            else:
                yield part

    def _preposition(self, part: View) -> int:
        """Return where the first placing preposition of *part* stands, -1 for none."""
        words = self.lexicon.words
        for found in _WORD.finditer(part.low):
            if found[0] in words.locative or found[0] in words.relatives:
                return found.start()
        return -1

    def _kinds(self, at: int) -> frozenset[str]:
        """Return the kinds of the head of part *at*, before its preposition."""
        place = self.prepositions[at]
        words = self.words[at]
        if place > 0:
            words = tuple(_WORD.findall(self.parts[at].low[:place]))
        return self.lexicon.phrase_kinds(words)

    def _tail(self) -> View | None:
        """Return the tail of the last part, from its preposition on."""
        place = self.prepositions[-1]
        words = _WORD.findall(self.parts[-1].low)
        is_relative = place > 0 and not self.lexicon.words.relatives.isdisjoint(words)
        if is_relative and len(self.parts) > _PAIR:
            return None
        kinds = self._kinds(len(self.parts) - 1)
        if place <= 0 or (kinds and not kinds & _CLINICAL):
            return None
        return self.parts[-1].part(place)

    def _fits(self, at: int) -> bool:
        words = self.lexicon.words
        heard = set(self.words[at])
        if not heard.isdisjoint(words.auxiliaries | words.pronouns):
            return False
        last = self._kinds(len(self.parts) - 1) & _CLINICAL
        kinds = self._kinds(at) & _CLINICAL
        return bool(kinds & last) or not self._kinds(at) or not last

    def _last_head(self) -> View | None:
        """Return the last word of the last part, which earlier parts may share."""
        last = self.parts[-1]
        place = self.prepositions[-1]
        head = last.part(0, place) if place > 0 else last
        found = list(_WORD.finditer(head.low))
        if len(found) < 2:  # noqa: PLR2004 - a lone word is nobody's head but its own
            return None
        is_known = self.lexicon.kinds(found[-1][0]) & (_CLINICAL | {"device"})
        if not is_known and not self._is_adjective(found[-2][0]):
            return None
        return last.part(found[-1].start())

    def _is_modifier(self, at: int) -> bool:
        """Tell whether part *at* only modifies the head that comes later."""
        words = self.words[at]
        if not words or len(words) > _PAIR or self.prepositions[at] >= 0:
            return False
        kinds = self.lexicon.phrase_kinds(words)
        if kinds & _CLINICAL:
            return False
        if not kinds and len(words) == 1 and self._is_test():
            return True
        return (
            _PLACE in kinds
            or words[-1] in self.lexicon.adjectives
            or self._is_adjective(words[-1])
        )

    def _is_test(self) -> bool:
        """Tell whether the last part names a test ("blood and urine tests")."""
        return _TEST in self._kinds(len(self.parts) - 1)

    def _is_adjective(self, word: str) -> bool:
        return word in self.lexicon.words.modifiers or (
            len(word) >= _SHORTEST_ADJECTIVE
            and word.endswith(self.lexicon.words.adjective_endings)
        )

    def _begun(  # noqa: PLR0911 - one question after the other
        self, at: int
    ) -> View | None:
        """Return part *at* behind the beginning that it shares with the first part."""
        part, first = self.parts[at], self.parts[0]
        words = self.words[at]
        place = self.prepositions[0]
        if not words:
            return None
        if words[0] in self.lexicon.words.locative and place > 0:
            return first.part(0, place).joined(part)
        if words[0].endswith(self.lexicon.words.gerund) and (
            head := self._activity_head()
        ):
            return head.joined(part)
        if self.prepositions[at] >= 0:
            return None
        kinds = self.lexicon.phrase_kinds(words)
        if place > 0 and (begun := self._behind_preposition(first, place, part)):
            return begun
        if _PLACE not in kinds or kinds & _CLINICAL or place > 0:
            return None
        return self._behind_adjective(first, part)

    def _activity_head(self) -> View | None:
        """Return "difficulty" of a first part like "difficulty walking"."""
        found = list(_WORD.finditer(self.parts[0].low))
        for word, following in pairwise(found):
            if word[0] in self.lexicon.words.activity_heads and following[0].endswith(
                self.lexicon.words.gerund
            ):
                return self.parts[0].part(0, word.end())
        return None

    def _behind_adjective(self, first: View, part: View) -> View | None:
        """Return *part* behind what describes a body part in *first* ("dry mouth")."""
        words = list(_WORD.finditer(first.low))
        if len(words) < _PAIR or _PLACE not in self.lexicon.kinds(words[-1][0]):
            return None
        if self.lexicon.kinds(words[-2][0]) or (
            words[-2][0] in self.lexicon.function_words
        ):
            return None
        return first.part(0, words[-1].start()).joined(part)

    def _behind_preposition(self, first: View, place: int, part: View) -> View | None:
        """Return *part* behind the preposition of *first*, where that names a place."""
        preposition = _WORD.match(first.low, place)
        if preposition is None:
            return None
        begun = first.part(0, preposition.end()).joined(part)
        if self.lexicon.phrases.get(" ".join(_WORD.findall(begun.low))):
            return begun
        kinds = self.lexicon.phrase_kinds(tuple(_WORD.findall(part.low)))
        rest = tuple(_WORD.findall(first.low[place:]))[1:]
        shared = (kinds & self.lexicon.phrase_kinds(rest)) - _CLINICAL
        return begun if shared and not kinds & _CLINICAL else None
