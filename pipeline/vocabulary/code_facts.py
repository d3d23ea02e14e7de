"""What references say billing codes are about: ``ontology/code-facts.yaml``.

A facet is one answer to one question on a procedure, written ``dimension/value``
(``action/fusion``). Gives which facets a name shows, how two facets stand to each
other, and the facts on a code. Facts are claims too: each names its pages, and pages of
one publisher count once.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Final, Literal
from urllib.parse import urlsplit

import msgspec

from pipeline import knowledge
from pipeline.errors import VocabularyError
from pipeline.folding import fold
from pipeline.vocabulary.facet_phrases import JoinedRules, Phrase, Shown, phrases
from pipeline.vocabulary.patterns import compiled

_NAME_WORD: Final = re.compile(r"[^\W_][\w'-]*")
_FILE: Final = "code-facts.yaml"
_SLASH: Final = "/"
_DIMENSIONS: Final = ("action", "approach", "region", "technique")


class FacetValue(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One value of a dimension, as it stands in the file."""

    label: str
    words: tuple[str, ...] = ()
    within: tuple[str, ...] = ()
    excludes: tuple[str, ...] = ()
    made_of: tuple[str, ...] = ()


class Dimension(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The values of one dimension; *disjoint* ones exclude each other."""

    values: dict[str, FacetValue]
    disjoint: bool = False


class Laterality(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Whether a side makes sense with a code, and on what ground that is said."""

    applies: bool | None
    basis: Literal["page", "inferred", "unknown"]


class CodeEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is said of one code, as it stands in the file."""

    sources: tuple[str, ...]
    laterality: Laterality
    add_on: bool
    level: str
    action: tuple[str, ...] = ()
    approach: tuple[str, ...] = ()
    region: tuple[str, ...] = ()
    technique: tuple[str, ...] = ()
    note: str = ""


class CodeFactsFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The shape of the file."""

    version: str
    retrieved: str
    dimensions: dict[Literal["action", "approach", "region", "technique"], Dimension]
    ignored: tuple[str, ...]
    forms: dict[str, str]
    sides: frozenset[str]
    codes: dict[str, dict[str, CodeEntry]]
    both: frozenset[str] = frozenset()
    plain: frozenset[str] = frozenset()
    joined: JoinedRules = JoinedRules()


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


@lru_cache(maxsize=1)
def load() -> CodeFacts:
    """Read the file; raise VocabularyError with the line of what is wrong."""
    return compile_file(knowledge.records(_FILE, CodeFactsFile))


def compile_file(read: CodeFactsFile) -> CodeFacts:
    """Return *read* ready for use; raise VocabularyError for the first fault."""
    values = {
        f"{name}/{value}": entry
        for name, each in read.dimensions.items()
        for value, entry in each.values.items()
    }
    _check_values(read)
    forms = {
        system: compiled(_FILE, f"forms.{system}", form, cased=True)
        for system, form in read.forms.items()
    }
    words = _words(values, read.ignored)
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return CodeFacts(
        facts=MappingProxyType(dict(_facts(read, frozenset(values), forms))),
        labels=MappingProxyType({key: entry.label for key, entry in values.items()}),
        ancestors=MappingProxyType({key: _ancestors(key, values) for key in values}),
        conflicts=frozenset(_conflicts(values)),
        disjoint=frozenset(n for n, each in read.dimensions.items() if each.disjoint),
        words=MappingProxyType(words),
        pattern=re.compile(
            rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)"
        ),
        forms=MappingProxyType(forms),
        sides=read.sides,
        plain=read.plain,
        both=read.both,
        phrases=phrases(read.joined),
        made_of=tuple(_made_of(values)),
    )


def publisher(address: str) -> str:
    """Return who publishes the page at *address*: the last two parts of its host.

    >>> publisher("https://codes.example.org/22551")
    'example.org'
    """
    host = urlsplit(address).hostname or ""
    return ".".join(host.split(".")[-2:])


def _full(name: str, value: str) -> str:
    """Return *value* with its dimension, which is *name* where it gives none."""
    return value if _SLASH in value else f"{name}/{value}"


def _check_values(read: CodeFactsFile) -> None:
    known = {f"{n}/{v}" for n, each in read.dimensions.items() for v in each.values}
    for rule in read.joined.rules:
        for facet in (*rule.shows, *rule.facets):
            if facet not in known:
                place = knowledge.place(_FILE, "joined")
                raise VocabularyError(place, f"there is no facet '{facet}'")
    for name, each in read.dimensions.items():
        for value, entry in each.values.items():
            for other in (*entry.within, *entry.excludes, *entry.made_of):
                full = _full(name, other)
                if full not in known or full == f"{name}/{value}":
                    place = knowledge.place(_FILE, "dimensions", name, "values", value)
                    raise VocabularyError(place, f"'{other}' is no other {name}")
            for word in entry.words:
                if word != fold(word).strip():
                    place = knowledge.place(_FILE, "dimensions", name, "values", value)
                    raise VocabularyError(place, f"'{word}' is not in lower case")


def _ancestors(facet: str, values: Mapping[str, FacetValue]) -> frozenset[str]:
    found: set[str] = set()
    left = [facet]
    while left:
        each = left.pop()
        if each not in found:
            found.add(each)
            left += (f"{dimension(each)}/{up}" for up in values[each].within)
    return frozenset(found)


def _conflicts(values: Mapping[str, FacetValue]) -> Iterator[tuple[str, str]]:
    for facet, entry in values.items():
        for other in entry.excludes:
            theirs = _full(dimension(facet), other)
            yield facet, theirs
            yield theirs, facet


def _made_of(
    values: Mapping[str, FacetValue],
) -> Iterator[tuple[str, tuple[str, ...]]]:
    for facet, entry in values.items():
        if entry.made_of:
            yield facet, tuple(_full(dimension(facet), p) for p in entry.made_of)


def _words(
    values: Mapping[str, FacetValue], ignored: Iterable[str]
) -> dict[str, tuple[str, ...]]:
    words: dict[str, tuple[str, ...]] = {}
    for facet, entry in values.items():
        for word in entry.words:
            words[word] = (*words.get(word, ()), facet)
    for word in ignored:
        if word in words:
            place = knowledge.place(_FILE, "ignored")
            raise VocabularyError(place, f"'{word}' shows a facet and is ignored")
        words[word] = ()
    return words


def _facts(
    read: CodeFactsFile, known: frozenset[str], forms: Mapping[str, re.Pattern[str]]
) -> Iterator[tuple[tuple[str, str], CodeFact]]:
    for system, codes in read.codes.items():
        form = forms.get(system)
        for value, entry in codes.items():
            facets = tuple(
                f"{name}/{facet}"
                for name in _DIMENSIONS
                for facet in getattr(entry, name)
            )
            fault = _fault(entry, facets, known)
            if form and not form.fullmatch(value):
                fault = "has not the form of its system"
            if fault:
                place = knowledge.place(_FILE, "codes", system, value)
                raise VocabularyError(place, f"{value}: {fault}")
            yield (
                (system, value),
                CodeFact(
                    system=system,
                    value=value,
                    facets=facets,
                    sources=entry.sources,
                    publishers=tuple(sorted({publisher(s) for s in entry.sources})),
                    is_add_on=entry.add_on,
                    sides=entry.laterality.applies,
                    both=entry.laterality.applies,
                ),
            )


def _fault(entry: CodeEntry, facets: tuple[str, ...], known: frozenset[str]) -> str:
    """Return what is wrong with *entry* in words, or nothing."""
    if not entry.sources or not all(publisher(source) for source in entry.sources):
        return "a fact needs the addresses of its sources"
    if not entry.action:
        return "a fact says what is done"
    unknown = next((facet for facet in facets if facet not in known), None)
    return f"there is no facet '{unknown}'" if unknown else ""
