"""Which facets a name shows, how two of them stand to each other, facts on a code."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from pipeline.folding import fold
from pipeline.vocabulary.facet_phrases import Phrase, Shown

_NAME_WORD: Final = re.compile(r"[^\W_][\w'-]*")
_SLASH: Final = "/"


@dataclass(frozen=True, slots=True)
class FacetMention:
    """A facet that a text shows, and the place of the words that show it."""

    facet: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class ReferenceFile:
    """A file on codes that somebody brought: its name, digest, and version if known."""

    name: str
    version: str
    sha256: str

    @property
    def shown(self) -> str:
        """How a reader is told of it."""
        return f"{self.name} ({self.version})" if self.version else self.name


@dataclass(frozen=True, slots=True)
class CodeFact:
    """What references say the code *value* of *system* is about.

    *sides* tells whether modifiers for a side make sense, *both* whether the one for
    both sides does, None where nobody knows; *publishers* are those of the *sources*,
    each once. *files* are those that say it too; *is_own* where the facets are from a
    user's own, which needs no second voice.
    """

    system: str
    value: str
    facets: tuple[str, ...]
    sources: tuple[str, ...]
    publishers: tuple[str, ...]
    is_add_on: bool
    sides: bool | None
    both: bool | None = None
    files: tuple[ReferenceFile, ...] = ()
    is_own: bool = False

    @property
    def references(self) -> tuple[str, ...]:
        """Who says it, for a reader: files by name, pages by address."""
        return (*(each.shown for each in self.files), *self.sources)


@dataclass(frozen=True, slots=True, eq=False)
class Listing:
    """All codes of *systems* that a *file* lists."""

    file: ReferenceFile
    systems: frozenset[str]
    codes: frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True, eq=False)
class CodeFacts:
    """The facts by system and value, and what facets mean; see :func:`load`.

    *files* are those that somebody brought, the greatest authority first; *listings*
    the codes that those of them list which have all codes of a system.
    """

    facts: Mapping[tuple[str, str], CodeFact]
    labels: Mapping[str, str]
    ancestors: Mapping[str, frozenset[str]]
    conflicts: frozenset[tuple[str, str]]
    disjoint: frozenset[str]
    words: Mapping[str, tuple[str, ...]]
    pattern: re.Pattern[str]
    forms: Mapping[str, re.Pattern[str]]
    sides: frozenset[str]
    plain: frozenset[str]
    both: frozenset[str] = frozenset()
    phrases: tuple[Phrase, ...] = ()
    made_of: tuple[tuple[str, tuple[str, ...]], ...] = ()
    listings: tuple[Listing, ...] = ()
    files: tuple[ReferenceFile, ...] = ()

    def about(self, system: str, value: str) -> CodeFact | None:
        """Return the facts on a code, or None where there are none."""
        return self.facts.get((system, value))

    def is_formed(self, system: str, value: str) -> bool:
        """Tell whether *value* has the form of a code of *system*, if that is known."""
        form = self.forms.get(system)
        return form is None or form.fullmatch(value) is not None

    def unlisted(self, system: str, value: str) -> tuple[ReferenceFile, ...]:
        """Return the files that list the codes of *system*, where none has *value*."""
        listings = [each for each in self.listings if system in each.systems]
        if any((system, value) in each.codes for each in listings):
            return ()
        return tuple(each.file for each in listings)

    def refuses(self, fact: CodeFact, modifier: str) -> bool:
        """Tell whether *modifier* names a side, or both, that *fact* says there is not.

        >>> from pipeline.vocabulary.code_facts import load
        >>> facts = load()
        >>> knee = facts.facts["CPT", "27447"]
        >>> facts.refuses(knee, "LT"), facts.refuses(knee, "59")
        (False, False)
        """
        if modifier in self.both:
            return fact.both is False
        return modifier in self.sides and fact.sides is False

    def is_within(self, facet: str, other: str) -> bool:
        """Tell whether *facet* is *other* or a case of it."""
        return other in self.ancestors[facet]

    def fits(self, facet: str, other: str) -> bool:
        """Tell whether one of the two is the other or a case of it."""
        return self.is_within(facet, other) or self.is_within(other, facet)

    def excludes(self, facet: str, other: str) -> bool:
        """Tell whether one procedure cannot have both.

        >>> from pipeline.vocabulary.code_facts import load
        >>> load().excludes("approach/anterior", "approach/posterolateral")
        True
        >>> load().excludes("region/spine", "region/cervical-spine")
        False
        """
        if self.fits(facet, other):
            return False
        if dimension(facet) == dimension(other) and dimension(facet) in self.disjoint:
            return True
        return any(
            (mine, theirs) in self.conflicts
            for mine in self.ancestors[facet]
            for theirs in self.ancestors[other]
        )

    def shown(self, text: str) -> tuple[FacetMention, ...]:
        """Return the facets that the words of *text* show, in the order of the text.

        The longest wording counts, and what is in it only where it tells of another
        dimension. Phrases and facets that are made of others come on top.

        >>> from pipeline.vocabulary.code_facts import load
        >>> [each.facet for each in load().shown("Fusion of the neck from the front")]
        ['action/fusion', 'region/cervical-spine', 'approach/anterior']
        """
        folded = fold(text)
        shown = tuple(self._shown(folded, 0, frozenset()))
        for phrase in self.phrases:
            shown = phrase.apply(folded, shown)
        shown += tuple(self._made(shown))
        return tuple(FacetMention(facet, start, end) for facet, start, end in shown)

    def explains(self, text: str, shown: Sequence[FacetMention]) -> bool:
        """Tell whether each word of *text* shows a facet, or nothing of the act."""
        return all(
            word[0] in self.plain
            or any(m.start <= word.start() and word.end() <= m.end for m in shown)
            for word in _NAME_WORD.finditer(fold(text))
        )

    def _made(self, shown: Sequence[Shown]) -> Iterator[Shown]:
        """Yield facets of which all parts are *shown*, where the last one stands."""
        places = {facet: (start, end) for facet, start, end in shown}
        for facet, parts in self.made_of:
            if facet not in places and all(part in places for part in parts):
                yield (facet, *max(places[part] for part in parts))

    def specific(self, facets: Iterable[str]) -> frozenset[str]:
        """Return *facets* without those of which another one is a case."""
        each = frozenset(facets)
        return frozenset(
            facet
            for facet in each
            if not any(o != facet and self.is_within(o, facet) for o in each)
        )

    def _shown(self, folded: str, offset: int, told: frozenset[str]) -> Iterator[Shown]:
        for found in self.pattern.finditer(folded):
            facets = self.words[found[0]]
            new = tuple(facet for facet in facets if dimension(facet) not in told)
            start, end = offset + found.start(), offset + found.end()
            yield from ((facet, start, end) for facet in new)
            if facets:
                known = told | {dimension(facet) for facet in facets}
                yield from self._inside(found[0], start, known)

    def _inside(
        self, wording: str, offset: int, told: frozenset[str]
    ) -> Iterator[Shown]:
        """Yield what shorter wordings within *wording* tell beyond *told*."""
        for word in re.finditer(r"\w+", wording):
            # Without its last letter the wording cannot be found whole once more.
            end = len(wording) if word.start() else len(wording) - 1
            found = self.pattern.match(wording, word.start(), end)
            if found:
                yield from self._shown(found[0], offset + word.start(), told)


def dimension(facet: str) -> str:
    """Return the dimension that *facet* is a value of."""
    return facet.partition(_SLASH)[0]


def identifier(facet: str) -> str:
    """Return the identifier of *facet* below the base.

    >>> identifier("region/cervical-spine")
    'facet/region-cervical-spine'
    """
    return f"facet/{facet.replace(_SLASH, '-')}"


def publisher(address: str) -> str:
    """Return who publishes the page at *address*: the last two parts of its host.

    >>> publisher("https://codes.example.org/22551")
    'example.org'
    """
    try:
        host = urlsplit(address).hostname or ""
    except ValueError:  # brackets that hold no address
        host = address
    return ".".join(host.split(".")[-2:])
