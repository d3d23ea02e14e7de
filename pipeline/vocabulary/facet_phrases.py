"""Facets that wordings show only together: ``joined`` in ``ontology/code-facts.yaml``.

A cue and what it is about may stand in either order, with articles and modifiers in
between; what it is about is then no longer done itself.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import msgspec

Shown: TypeAlias = tuple[str, int, int]  # a facet, where its words are


class JoinedRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What *cues* show beside one of *objects* or what shows one of *facets*."""

    id: str
    generalises: str
    shows: tuple[str, ...]
    cues: tuple[str, ...]
    example: str
    objects: tuple[str, ...] = ()
    facets: tuple[str, ...] = ()


class JoinedRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The rules, and how far apart a cue and its object may be, in words.

    *ahead* counts where the cue comes first, *behind* where it comes last; none of
    *stops* is between the two.
    """

    rules: tuple[JoinedRule, ...] = ()
    ahead: int = 0
    behind: int = 0
    stops: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Phrase:
    """One rule, ready for use; *ahead* and *behind* match what may be in between."""

    shows: tuple[str, ...]
    facets: frozenset[str]
    cue: re.Pattern[str]
    words: re.Pattern[str]
    ahead: re.Pattern[str]
    behind: re.Pattern[str]

    def apply(self, folded: str, shown: Sequence[Shown]) -> tuple[Shown, ...]:
        """Return *shown* with what the phrase shows in place of what it is about."""
        kept = list(shown)
        for start, end in self._places(folded, shown):
            inside = [each for each in kept if start <= each[1] and each[2] <= end]
            kept = [e for e in kept if e not in inside or e[0] not in self.facets]
            told = {each[0] for each in inside}
            kept += [(facet, start, end) for facet in self.shows if facet not in told]
        return tuple(sorted(kept, key=lambda each: each[1]))

    def _places(self, folded: str, shown: Iterable[Shown]) -> Iterator[tuple[int, int]]:
        objects = {found.span() for found in self.words.finditer(folded)}
        objects |= {each[1:] for each in shown if each[0] in self.facets}
        for cue in self.cue.finditer(folded):
            for start, end in sorted(objects):
                if cue.end() <= start:
                    is_joined = self.ahead.fullmatch(folded, cue.end(), start)
                else:
                    is_joined = self.behind.fullmatch(folded, end, cue.start())
                    is_joined = is_joined if end <= cue.start() else None
                if is_joined:
                    yield min(start, cue.start()), max(end, cue.end())


def phrases(read: JoinedRules) -> tuple[Phrase, ...]:
    """Return the rules of *read* ready for use."""
    word = rf"[\s,(-]+(?!{_words(read.stops)}){{}}"
    gap = word.format(r"[\w']+")
    ahead = re.compile(rf"(?:{gap}){{0,{read.ahead}}}[\s,(-]+")
    behind = re.compile(rf"(?:{gap}){{0,{read.behind}}}[\s,(-]+")
    return tuple(
        Phrase(
            shows=rule.shows,
            facets=frozenset(rule.facets),
            cue=re.compile(_words(rule.cues)),
            words=re.compile(_words(rule.objects)),
            ahead=ahead,
            behind=behind,
        )
        for rule in read.rules
    )


def _words(words: Iterable[str]) -> str:
    """Return a pattern for the *words*, the longest first; without any, for nothing."""
    longest = sorted(words, key=lambda word: (-len(word), word))
    if not longest:
        return "(?!)"
    return rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})(?!\w)"
