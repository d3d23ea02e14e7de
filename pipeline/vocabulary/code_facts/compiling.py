"""Make the facts from the file, or tell the line of what is wrong in it."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from pipeline import knowledge
from pipeline.errors import VocabularyError
from pipeline.folding import fold
from pipeline.vocabulary.code_facts.facts import (
    CodeFact,
    CodeFacts,
    dimension,
    publisher,
)
from pipeline.vocabulary.code_facts.shape import CodeEntry, CodeFactsFile, FacetValue
from pipeline.vocabulary.facet_phrases import phrases
from pipeline.vocabulary.patterns import compiled

_FILE: Final = "code-facts.yaml"
_SLASH: Final = "/"
_DIMENSIONS: Final = ("action", "approach", "region", "technique")


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
