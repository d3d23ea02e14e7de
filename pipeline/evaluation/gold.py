"""Read gold: documents with what people marked in them.

A gold file is YAML. It names its document, lists its sections, the procedure it is
about (or null) and the mentions, each with its place in the document's text layer.
Nothing in it is taken on trust: an unknown key or type, a place outside the text, a
quote that is not the text there are faults with file and line.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from os import PathLike
from pathlib import Path
from typing import Final

import msgspec

from pipeline import documents, knowledge
from pipeline.documents import Limits
from pipeline.errors import SourceError, VocabularyError
from pipeline.model import Document, Quarantined
from pipeline.vocabulary import html

_ENDINGS: Final = ("*.yaml", "*.yml")
_MANIFEST: Final = "manifest"
_GOLD: Final = "gold"
_DOCUMENTS: Final = "docs"

Place = str | PathLike[str]


class GoldSection(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A heading as it stands in the text, and what it governs."""

    heading: str
    type: str
    start: int
    end: int


class GoldProcedure(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the page is about, and the code that it states."""

    label: str
    code_system: str | None = None
    code: str | None = None


class GoldMention(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One thing that a reader marked; *section* is the heading it stands under."""

    type: str
    label: str
    start: int
    end: int
    quote: str | None = None
    section: str = ""


class _GoldFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The shape of a gold file."""

    document: str
    sections: tuple[GoldSection, ...]
    procedure: GoldProcedure | None
    entities: tuple[GoldMention, ...]


@dataclass(frozen=True, slots=True)
class Gold:
    """One document with what people marked in it, in the order of the file."""

    document: Document
    sections: tuple[GoldSection, ...]
    procedure: GoldProcedure | None
    mentions: tuple[GoldMention, ...]


@dataclass(frozen=True, slots=True)
class Allowed:
    """The types that a section and a mention may have."""

    sections: Sequence[str]
    mentions: Sequence[str]


def find(places: Iterable[Place]) -> tuple[Path, ...]:
    """Return the gold files at *places*, in order.

    A place is a gold file, a folder of them, or a folder that has them in ``gold``.
    Raise SourceError for a place that is not there or holds none.
    """
    return tuple(path for place in places for path in _at(Path(place)))


def _at(place: Path) -> Iterator[Path]:
    if place.is_file():
        yield place
        return
    if not place.is_dir():
        raise SourceError(str(place), "is not there", "missing")
    folder = place / _GOLD if (place / _GOLD).is_dir() else place
    found = sorted(
        path
        for ending in _ENDINGS
        for path in folder.glob(ending)
        if path.stem.lower() != _MANIFEST
    )
    if not found:
        raise SourceError(
            str(place),
            f"has no gold files ({', '.join(_ENDINGS)}), there or in {_GOLD}",
            "empty",
        )
    yield from found


def read(path: Path, allowed: Allowed) -> Gold:
    """Return the gold of the file *path* with its document.

    The document lies beside the file, or in ``docs`` beside the file's folder. Raise
    VocabularyError, with the line, for what is wrong in the file, and SourceError where
    the file or its document cannot be read.
    """
    try:
        source = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as fault:
        raise SourceError(str(path), f"cannot be read ({fault})") from None
    file = knowledge.parse(str(path), source, _GoldFile)
    if Path(file.document).name != file.document:
        place = f"{path}:{knowledge.line(source, ('document',))}"
        raise VocabularyError(place, f"'{file.document}' is not the name of a file")
    document = _document(path, file.document)
    for where, told in _faults(file, document.text, allowed):
        raise VocabularyError(f"{path}:{knowledge.line(source, where)}", told)
    return Gold(document, file.sections, file.procedure, file.entities)


def _document(gold: Path, name: str) -> Document:
    folders = (gold.parent.parent / _DOCUMENTS, gold.parent)
    lying = [folder / name for folder in folders if (folder / name).is_file()]
    if not lying:
        looked = " or ".join(str(folder) for folder in folders)
        raise SourceError(str(gold), f"its document {name} is not in {looked}")
    (found,) = documents.find(lying[:1])
    results = documents.read(found, Limits(), html.load())
    if len(results) != 1:
        raise SourceError(str(lying[0]), "holds more than one document")
    if isinstance(results[0], Quarantined):
        raise SourceError(str(lying[0]), results[0].fault, results[0].reason)
    return results[0]


# ---------------------------------------------------------------- checks

_Fault = tuple[tuple[str, ...], str]


def _faults(file: _GoldFile, text: str, allowed: Allowed) -> Iterator[_Fault]:
    """Yield what is wrong, each with the keys that lead to it."""
    for at, section in enumerate(file.sections):
        where = ("sections", str(at))
        yield from _type(where, section.type, allowed.sections)
        yield from _span(where, section, text)
        if not text.startswith(section.heading, section.start):
            found = text[section.start : section.start + len(section.heading)]
            told = f"'{section.heading}' is not the text there: '{found}'"
            yield (*where, "heading"), told
    for at, (one, other) in enumerate(pairwise(file.sections), 1):
        if other.start < one.end:
            told = f"begins before the section '{one.heading}' ends"
            yield ("sections", str(at), "start"), told
    for at, mention in enumerate(file.entities):
        where = ("entities", str(at))
        yield from _type(where, mention.type, allowed.mentions)
        yield from _span(where, mention, text)
        if mention.quote not in (None, found := text[mention.start : mention.end]):
            told = f"'{mention.quote}' is not the text there: '{found}'"
            yield (*where, "quote"), told
        if not mention.label.strip():
            yield (*where, "label"), "is empty"


def _type(where: tuple[str, ...], given: str, known: Sequence[str]) -> Iterator[_Fault]:
    if given not in known:
        yield (*where, "type"), f"no type '{given}'. There are: {', '.join(known)}"


def _span(
    where: tuple[str, ...], given: GoldSection | GoldMention, text: str
) -> Iterator[_Fault]:
    if not 0 <= given.start < given.end <= len(text):
        told = f"[{given.start}:{given.end}] is no stretch of 0 to {len(text)}"
        yield (*where, "start"), told
