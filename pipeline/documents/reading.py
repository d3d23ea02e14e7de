"""Read one file: its documents, or why they cannot be read.

Each reader gives a text layer; the registry ``READERS`` says which reader a suffix has.
"""

import hashlib
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType
from typing import Final

import msgspec

from pipeline.documents import html
from pipeline.documents.decoding import decode
from pipeline.documents.finding import Found
from pipeline.documents.limits import Limits
from pipeline.errors import SourceError
from pipeline.model import Description, Document, Mark, Quarantined
from pipeline.vocabulary.html import HtmlVocabulary


@dataclass(frozen=True, slots=True)
class _Page:
    """A text layer with what its reader knows besides."""

    text: str
    encoding: str
    marks: tuple[Mark, ...] = ()
    description: Description = Description()


class _Record(msgspec.Struct, frozen=True):
    """One line of a packed file."""

    id: str | int
    text: str
    url: str | None = None
    title: str | None = None
    date: str | None = None
    language: str | None = None
    licence: str | None = None


Reader = Callable[[str, bytes, Limits, HtmlVocabulary], _Page]


def read(
    found: Found, limits: Limits, vocabulary: HtmlVocabulary
) -> tuple[Document | Quarantined, ...]:
    """Return the documents of the file *found*, each read or quarantined.

    Never raises for what a file holds: a fault becomes a quarantined entry.
    """
    try:
        source = _bytes(found, limits)
    except SourceError as fault:
        return (Quarantined(found.name, fault.reason, fault.fault),)
    suffix = Path(found.name).suffix.lower()
    if suffix == ".jsonl":
        return tuple(_packed(found, source, limits))
    return (_one(found.name, source, READERS[suffix], limits, vocabulary, found),)


def _bytes(found: Found, limits: Limits) -> bytes:
    if found.root:
        real = os.path.realpath(found.path)
        if os.path.commonpath([real, found.root]) != found.root:
            raise SourceError(found.name, "is a link that leads out of its folder", "link")
    try:
        with Path(found.path).open("rb") as stream:
            source = stream.read(limits.file_bytes + 1)
    except OSError as fault:
        raise SourceError(
            found.name, f"cannot be read ({fault.strerror})", "unreadable"
        ) from None
    if len(source) > limits.file_bytes:
        raise SourceError(
            found.name, f"is larger than {limits.file_bytes} bytes", "too-large"
        )
    return source


def _one(  # noqa: PLR0913 - a reader with all it needs
    name: str,
    source: bytes,
    reader: Reader,
    limits: Limits,
    vocabulary: HtmlVocabulary,
    found: Found,
) -> Document | Quarantined:
    digest = hashlib.sha256(source).hexdigest()
    try:
        page = reader(name, source, limits, vocabulary)
        return _document(name, digest, page, found.description, limits, name)
    except SourceError as fault:
        return Quarantined(name, fault.reason, fault.fault, digest)


def _document(  # noqa: PLR0913 - the fields of a record
    name: str,
    digest: str,
    page: _Page,
    described: Description,
    limits: Limits,
    file: str,
) -> Document:
    text = page.text
    if not text.strip():
        raise SourceError(name, "holds no text", "empty")
    _check_lines(name, text, limits)
    try:
        text_digest = hashlib.sha256(text.encode()).hexdigest()
    except UnicodeEncodeError as fault:
        raise SourceError(
            name, f"holds half a character (offset {fault.start})", "encoding"
        ) from None
    return Document(
        name=name,
        text=text,
        sha256=digest,
        text_sha256=text_digest,
        media_type=_MEDIA_TYPES[Path(file).suffix.lower()],
        encoding=page.encoding,
        description=_completed(described, page.description),
        marks=page.marks,
    )


def _completed(first: Description, second: Description) -> Description:
    """Return *first*, its unknown fields filled from *second*."""
    missing = {
        field: getattr(second, field)
        for field in ("title", "url", "licence", "language", "date", "origin")
        if getattr(first, field) is None
    }
    return replace(first, **missing)


def _check_lines(name: str, text: str, limits: Limits) -> None:
    if len(text) <= limits.line_characters:
        return
    breaks = [-1, *(i for i, char in enumerate(text) if char == "\n"), len(text)]
    for start, end in pairwise(breaks):
        if end - start - 1 > limits.line_characters:
            raise SourceError(
                name,
                f"has a line of more than {limits.line_characters} characters "
                f"(offset {start + 1})",
                "long-line",
            )


def _packed(found: Found, source: bytes, limits: Limits) -> Iterator[Document | Quarantined]:
    seen: set[str] = set()
    for number, line in enumerate(source.split(b"\n"), start=1):
        if not line.strip():
            continue
        digest = hashlib.sha256(line).hexdigest()
        try:
            record = msgspec.json.decode(line, type=_Record)
        except (msgspec.DecodeError, msgspec.ValidationError) as fault:
            yield Quarantined(
                f"{found.name}#line-{number}", "record", f"line {number}: {fault}", digest
            )
            continue
        name = f"{found.name}#{record.id}"
        if name in seen:
            yield Quarantined(
                f"{name}@line-{number}", "record", f"line {number}: the id is there twice"
            )
            continue
        seen.add(name)
        described = Description(
            title=record.title, url=record.url, date=record.date,
            language=record.language, licence=record.licence,
        )
        page = _Page(record.text, "utf-8", (), described)
        try:
            yield _document(name, digest, page, found.description, limits, found.name)
        except SourceError as fault:
            yield Quarantined(name, fault.reason, fault.fault, digest)


def _text(name: str, source: bytes, _: Limits, __: HtmlVocabulary) -> _Page:
    return _Page(*decode(name, source))


def _html(
    name: str, source: bytes, limits: Limits, vocabulary: HtmlVocabulary
) -> _Page:
    text, encoding = decode(name, source, html.declared_encoding(source))
    layer = html.layer(name, text, limits.html_depth, vocabulary)
    return _Page(layer.text, encoding, layer.marks, layer.description)


READERS: Final[Mapping[str, Reader]] = MappingProxyType(
    {".htm": _html, ".html": _html, ".md": _text, ".txt": _text}
)
_MEDIA_TYPES: Final[Mapping[str, str]] = MappingProxyType(
    {
        ".htm": "text/html",
        ".html": "text/html",
        ".jsonl": "application/jsonl",
        ".md": "text/markdown",
        ".txt": "text/plain",
    }
)
