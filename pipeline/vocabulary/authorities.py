"""Put what several files say of codes together, by their authority.

A user's own table counts before a fee schedule, that before the facts that ship with
the project; of one kind the file that is named first. What one leaves open the next
may tell.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Final, TypeVar

from pipeline.vocabulary import code_files
from pipeline.vocabulary.code_facts import CodeFact, CodeFacts, Listing, publisher
from pipeline.vocabulary.code_files import CodeFile, Statement

T = TypeVar("T")
Voice = tuple[CodeFile | None, Statement]

_SHIPPED: Final = None


def extend(facts: CodeFacts, paths: Iterable[str]) -> CodeFacts:
    """Return *facts* with what the files at *paths* say of codes.

    Raise VocabularyError with the file and the line of what is wrong in one.
    """
    layouts = code_files.load()
    files = [code_files.read(path, facts, layouts) for path in paths]
    files.sort(key=lambda each: bool(each.listed))
    if not files:
        return facts
    merged = dict(facts.facts)
    for key in dict.fromkeys(key for each in files for key in each.statements):
        merged[key] = _fact(list(_voices(key, files, facts)))
    return replace(
        facts,
        facts=MappingProxyType(merged),
        listings=tuple(
            Listing(each.file, each.listed, frozenset(each.statements))
            for each in files
            if each.listed
        ),
        files=tuple(each.file for each in files),
    )


def _voices(
    key: tuple[str, str], files: Iterable[CodeFile], facts: CodeFacts
) -> Iterator[Voice]:
    """Yield who says something of the code *key*, the greatest authority first."""
    for file in files:
        if key in file.statements:
            yield file, file.statements[key]
    if shipped := facts.facts.get(key):
        yield (
            _SHIPPED,
            Statement(
                system=shipped.system,
                value=shipped.value,
                facets=shipped.facets,
                sources=shipped.sources,
                is_add_on=shipped.is_add_on,
                side=shipped.sides,
                both=shipped.both,
            ),
        )


def _fact(voices: Sequence[Voice]) -> CodeFact:
    described = next((voice for voice in voices if voice[1].facets), None)
    file, statement = described or voices[0]
    # Files say at least that there is such a code; a page counts for what is taken.
    is_own = described is not None and file is not _SHIPPED
    sources = statement.sources
    return CodeFact(
        system=statement.system,
        value=statement.value,
        facets=statement.facets,
        sources=sources,
        publishers=tuple(sorted({publisher(source) for source in sources})),
        is_add_on=bool(_first(said.is_add_on for _, said in voices)),
        sides=_first(said.side for _, said in voices),
        both=_first(said.both for _, said in voices),
        files=tuple(each.file for each, _ in voices if each),
        is_own=is_own,
    )


def _first(said: Iterable[T | None]) -> T | None:
    return next((each for each in said if each is not None), None)
