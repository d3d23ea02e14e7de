"""Whether words name a procedure, and which of them are the name."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from pipeline.procedure.page import Name, Page, Place

_WORD: Final = re.compile(r"[^\W_][\w'-]*")
_EDGE: Final = " \t\r\n.,;:-#*_>|\"'`\\"
_MOST_WORDS: Final = 12
_LONGEST: Final = 250  # characters of a line that names are looked for in
_LONGEST_WORD: Final = 80


def _is_bounded(text: str, at: int) -> bool:
    """Tell whether a word begins or ends at *at*, as a pattern would."""
    return _is_of_word(text[at - 1 : at]) != _is_of_word(text[at : at + 1])


def _is_of_word(sign: str) -> bool:
    return sign.isalnum() or sign == "_"


@dataclass(frozen=True, slots=True)
class Naming:
    """Finds the names in places of a page."""

    page: Page
    counted: dict[str, int] = field(default_factory=dict)

    def of(self, candidate: Place) -> Iterator[Name]:
        """Yield the names that *candidate* may hold: the whole, then its parts."""
        if candidate.end - candidate.start > _LONGEST:
            return
        start, end = self.unwrapped(candidate.start, candidate.end)
        stretches = [(start, end)]
        at = start
        parts = []
        for gap in self.page.words.parts.finditer(self.page.low, start, end):
            parts.append((at, gap.start()))
            at = gap.end()
        if parts:
            parts.append((at, end))
            stretches = [self.unwrapped(*part) for part in parts] + stretches
        for a, b in stretches:
            words = tuple(_WORD.findall(self.page.low[a:b]))
            if not self._may_name(words):
                continue
            yield Name(a, b, candidate, self._is_known(words), self._again(words))

    def _is_known(self, words: tuple[str, ...]) -> bool:
        """Tell whether the head of *words*, or a word in them, names an act."""
        head = self._head(words)
        for at in range(len(head)):
            known = self.page.lexicon.phrases.get(" ".join(head[at:]))
            if known is not None and not known & self.page.words.kinds:
                return False
        if all(word in self.page.words.generic for word in head):
            # "treatment of varicose veins" names one, "an operation to help" does not.
            behind = words[len(head) : len(head) + 1]
            is_act = bool(self.page.lexicon.kinds(head[-1]) & self.page.words.kinds)
            return is_act and not self.page.words.complements.isdisjoint(behind)
        if any(word in self.page.lexicon.words.articles for word in head[1:]):
            return False  # two phrases, not one
        last = self.page.lexicon.singular(head[-1])
        if last in self.page.words.heads and last not in self.page.words.generic:
            return True
        if last not in self.page.words.not_acts and (
            self.page.lexicon.phrase_kinds(head) & self.page.words.kinds
        ):
            return True
        return any(
            word.endswith(self.page.act_endings)
            for word in head
            if word not in self.page.words.generic
        )

    def _may_name(self, words: tuple[str, ...]) -> bool:
        if not words or len(words) > _MOST_WORDS or words[0] in self.page.words.asking:
            return False
        if max(map(len, words)) > _LONGEST_WORD:
            return False
        known = self.page.lexicon.words
        if not (
            known.auxiliaries.isdisjoint(words) and known.pronouns.isdisjoint(words)
        ):
            return False
        if any(word in self.page.words.organisations for word in words):
            return False
        return not all(word in self.page.words.generic for word in words)

    def _again(self, words: tuple[str, ...]) -> int:
        """Return how often the most frequent word that is not generic stands again."""
        telling = [
            word
            for word in words
            if word not in self.page.words.generic and word not in self.page.words.heads
        ]
        return max((self._count(word) for word in telling), default=1) - 1

    def _count(self, word: str) -> int:
        """Return how often *word* stands on the page as a word of its own."""
        if word not in self.counted:
            self.counted[word] = self._counted(word)
        return self.counted[word]

    def _counted(self, word: str) -> int:
        low = self.page.low
        found = 0
        at = low.find(word)
        while at >= 0:
            end = at + len(word)
            if _is_bounded(low, at) and _is_bounded(low, end):
                found += 1
                at = low.find(word, end)
            else:
                at = low.find(word, at + 1)
        return found

    def unwrapped(self, start: int, end: int) -> tuple[int, int]:
        """Return the stretch without the words that stand around a name in titles."""
        start, end = self._trimmed(start, end)
        again = True
        while again and start < end:
            again = False
            low = self.page.low[start:end]
            for pattern, _ in self.page.words.wrappers.of(low):
                found = pattern.match(low)
                if found and found.span("name") != (0, end - start):
                    a, b = found.span("name")
                    start, end = self._trimmed(start + a, start + b)
                    again = True
                    break
        return start, end

    def _trimmed(self, start: int, end: int) -> tuple[int, int]:
        words = self.page.text[start:end]
        begin = start + len(words) - len(words.lstrip(_EDGE))
        return begin, max(begin, start + len(words.rstrip(_EDGE)))

    def _head(self, words: tuple[str, ...]) -> tuple[str, ...]:
        """Return *words* up to their first preposition."""
        for at, word in enumerate(words):
            if at and word in self.page.lexicon.words.prepositions:
                return words[:at]
        return words

    def _head_kinds(self, name: Name) -> frozenset[str]:
        words = tuple(_WORD.findall(self.page.low[name.start : name.end]))
        return self.page.lexicon.phrase_kinds(self._head(words))

    def names_other(self, name: Name) -> bool:
        """Tell whether the head of *name* is a disease or a part of the body."""
        words = tuple(_WORD.findall(self.page.low[name.start : name.end]))
        last = self.page.lexicon.singular(self._head(words)[-1])
        kinds = self.page.lexicon.kinds(last) | self._head_kinds(name)
        return bool(kinds & self.page.words.other_kinds)

    def tells(self, name: Name) -> bool:
        """Tell whether the last word of *name* is a verb: "the laser corrects"."""
        last = self.page.low[name.start : name.end].rsplit(" ", 1)[-1]
        stem = self.page.lexicon.singular(last)
        return (
            stem != last
            and stem in self.page.verbs
            and not self.page.lexicon.kinds(last)
        )

    def may_be_name(self, title: Place) -> bool:
        """Tell whether *title* is neither a question nor the letter head of a house."""
        first = _WORD.search(self.page.low, *self.unwrapped(title.start, title.end))
        asks = first is not None and first[0] in self.page.words.asking
        return not asks and not self._is_of_house(title)

    def told(self, start: int, end: int) -> int:
        """Return where a sentence begins to tell of its subject, else *end*."""
        for word in _WORD.finditer(self.page.low, start, end):
            if word.start() > start and word[0] in self.page.lexicon.words.auxiliaries:
                return self._trimmed(start, word.start())[1]
        return end

    def _is_of_house(self, title: Place) -> bool:
        """Tell whether the title is the letter head of a house."""
        words = _WORD.findall(self.page.low[title.start : title.end])
        return not self.page.words.organisations.isdisjoint(words)

    def names_act(self, title: Place) -> bool:
        """Tell whether *title* says that it is about something done."""
        words = _WORD.findall(self.page.low[title.start : title.end])
        return not self.page.words.acting.isdisjoint(words)

    def names_disease(self, title: Place) -> bool:
        """Tell whether a word of the title is that of a disease, and none of an act.

        What such a page tells of procedures, it tells of many.
        """
        if any(name.is_known for name in self.of(title)):
            return False
        words = self.page.words
        said = _WORD.findall(self.page.low[title.start : title.end])
        if not words.acts.isdisjoint(said):
            return False
        kinds = [
            self.page.lexicon.kinds(word)
            for word in said
            if word not in words.generic and word not in words.not_acts
        ]
        if any(each & words.kinds for each in kinds):
            return False
        return any(each & words.diseases for each in kinds)

    def is_other(self, title: Place) -> bool:
        """Tell whether the title names a disease or a part of the body, and no act."""
        names = list(self.of(title))
        if any(name.is_known for name in names) or self._is_of_house(title):
            return False
        kinds = [self._head_kinds(name) for name in names]
        return bool(kinds) and all(kind & self.page.words.other_kinds for kind in kinds)
