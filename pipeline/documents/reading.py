"""Read one file: its documents, or why they cannot be read.

A file is read in two steps: ``take`` gives the bytes of each document that it holds,
``parse`` the text layer of one. The registry ``PARSERS`` says how those of a suffix are
parsed.
"""

import hashlib
import os
import stat
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import BinaryIO, Final

from pipeline.documents import html, packed
from pipeline.documents.decoding import decode
from pipeline.documents.finding import PACKED, Found
from pipeline.documents.limits import Limits
from pipeline.errors import SourceError
from pipeline.model import Description, Document, Mark, Quarantined
from pipeline.vocabulary.html import HtmlVocabulary

Result = Document | Quarantined


@dataclass(frozen=True, slots=True)
class Source:
    """The bytes of one document, and all else that decides what is read of it.

    *suffix* is that of its file, *sha256* the digest of its bytes; *description* is
    what is known of it from elsewhere.
    """

    name: str
    suffix: str
    content: bytes
    sha256: str
    description: Description = field(default_factory=Description)


@dataclass(frozen=True, slots=True)
class _Page:
    """A text layer with what its reader knows besides."""

    text: str
    encoding: str
    marks: tuple[Mark, ...] = ()
    description: Description = field(default_factory=Description)


_Parser = Callable[[str, bytes, Limits, HtmlVocabulary], _Page]


def read(
    found: Found, limits: Limits, vocabulary: HtmlVocabulary
) -> tuple[Result, ...]:
    """Return the documents of the file *found*, each read or quarantined.

    Never raises for what a file holds: a fault becomes a quarantined entry.
    """
    return tuple(
        each if isinstance(each, Quarantined) else parse(each, limits, vocabulary)
        for each in take(found, limits)
    )


def take(found: Found, limits: Limits) -> Iterator[Source | Quarantined]:
    """Yield the bytes of each document of the file *found*, or why there are none.

    Never raises for what a file holds. A packed file is read record by record.
    """
    try:
        _check_name(found.name)
        with _opened(found) as stream:
            yield from _taken(found, stream, limits)
    except OSError as fault:
        yield _quarantined(_unreadable(found.name, fault))
    except SourceError as fault:
        yield _quarantined(fault)


def parse(source: Source, limits: Limits, vocabulary: HtmlVocabulary) -> Result:
    """Return the document that *source* is, or why it cannot be read."""
    try:
        page = PARSERS[source.suffix](source.name, source.content, limits, vocabulary)
        described = _completed(source.description, page.description)
        return _document(source, replace(page, description=described), limits)
    except SourceError as fault:
        return _quarantined(fault, source.sha256)


# ---------------------------------------------------------------- files


def _check_name(name: str) -> None:
    try:
        name.encode()
    except UnicodeEncodeError:
        shown = name.encode(errors="backslashreplace").decode()
        raise SourceError(shown, "has a name that is not UTF-8", "name") from None


@contextmanager
def _opened(found: Found) -> Iterator[BinaryIO]:
    """Open the file where it is one, and lies where it has to."""
    if found.root and os.path.islink(found.path) and os.path.isdir(found.path):
        raise SourceError(
            found.name, "is a linked folder, and those are not followed", "link"
        )
    # A pipe would otherwise be waited for.
    descriptor = os.open(found.path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    with os.fdopen(descriptor, "rb") as stream:
        if found.root:
            _check_place(found, descriptor)
        if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
            raise SourceError(found.name, "is not a file", "unreadable")
        yield stream


def _check_place(found: Found, descriptor: int) -> None:
    """Raise SourceError where the open file lies elsewhere than it has to.

    Linux tells where it lies (proc(5)), elsewhere each part of the path is looked at.
    """
    try:
        real = os.readlink(f"/proc/self/fd/{descriptor}")
    except OSError:
        real = os.path.realpath(found.path)
    if not real.startswith(found.root.rstrip(os.sep) + os.sep):
        raise SourceError(found.name, "is a link that leads out of its folder", "link")


def _unreadable(name: str, fault: OSError) -> SourceError:
    if isinstance(fault, FileNotFoundError):
        return SourceError(name, "is not there", "missing")
    return SourceError(name, f"cannot be read ({fault.strerror})", "unreadable")


def _quarantined(fault: SourceError, digest: str | None = None) -> Quarantined:
    return Quarantined(fault.path, fault.reason, fault.fault, digest)


def _suffix(name: str) -> str:
    return os.path.splitext(name)[1].lower()


def _taken(
    found: Found, stream: BinaryIO, limits: Limits
) -> Iterator[Source | Quarantined]:
    suffix = _suffix(found.name)
    if suffix == PACKED:
        return _records(found, stream, limits)
    if suffix in PARSERS:
        return iter([_whole(found, suffix, stream, limits)])
    raise SourceError(found.name, "is of no kind that is read", "kind")


def _whole(found: Found, suffix: str, stream: BinaryIO, limits: Limits) -> Source:
    """Return the one document that the file is."""
    content = stream.read(limits.file_bytes + 1)
    if len(content) > limits.file_bytes:
        raise SourceError(
            found.name, f"is larger than {limits.file_bytes} bytes", "too-large"
        )
    digest = hashlib.sha256(content).hexdigest()
    return Source(found.name, suffix, content, digest, found.description)


def _records(
    found: Found, stream: BinaryIO, limits: Limits
) -> Iterator[Source | Quarantined]:
    """Yield the documents of the file's lines, and the records that are not there."""
    listed = dict(found.records)
    held = set()
    is_empty = True
    for each in packed.records(found.name, stream, limits):
        is_empty = False
        digest = hashlib.sha256(each.source).hexdigest()
        if isinstance(each, packed.Refused):
            yield _quarantined(each.fault, digest)
            continue
        record = each.name.removeprefix(f"{found.name}#")
        held.add(record)
        described = _completed(listed.get(record, Description()), each.description)
        described = _completed(described, found.description)
        yield Source(each.name, PACKED, each.source, digest, described)
    for record in listed:
        if record not in held:
            yield _quarantined(
                SourceError(f"{found.name}#{record}", "is not there", "missing")
            )
    if is_empty:
        yield _quarantined(SourceError(found.name, "holds no record", "empty"))


# ---------------------------------------------------------------- parsers


def _text(name: str, source: bytes, _: Limits, __: HtmlVocabulary) -> _Page:
    return _Page(*decode(name, source))


def _html(
    name: str, source: bytes, limits: Limits, vocabulary: HtmlVocabulary
) -> _Page:
    declared = vocabulary.encodings.get(html.declared_encoding(source), "")
    text, encoding = decode(name, source, declared)
    layer = html.layer(name, text, limits, vocabulary)
    return _Page(layer.text, encoding, layer.marks, layer.description)


def _record(_: str, source: bytes, __: Limits, ___: HtmlVocabulary) -> _Page:
    return _Page(packed.text(source), "utf-8")


PARSERS: Final[Mapping[str, _Parser]] = MappingProxyType(
    {
        ".htm": _html,
        ".html": _html,
        ".jsonl": _record,
        ".md": _text,
        ".txt": _text,
    }
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


# ---------------------------------------------------------------- documents


def _document(source: Source, page: _Page, limits: Limits) -> Document:
    """Return the document, or raise SourceError for what no document may hold."""
    name, text = source.name, page.text
    if not text.strip():
        raise SourceError(name, "holds no text", "empty")
    if (place := text.find("\0")) >= 0:
        raise SourceError(name, f"is binary (a NUL at character {place})", "binary")
    if len(text) > limits.characters:
        raise SourceError(
            name, f"has a text of more than {limits.characters} characters", "too-large"
        )
    _check_lines(name, text, limits)
    try:
        text_digest = hashlib.sha256(text.encode()).hexdigest()
    except UnicodeEncodeError as fault:
        raise SourceError(
            name, f"holds half a character (character {fault.start})", "encoding"
        ) from None
    return Document(
        name=name,
        text=text,
        sha256=source.sha256,
        text_sha256=text_digest,
        media_type=_MEDIA_TYPES[source.suffix],
        encoding=page.encoding,
        description=page.description,
        marks=page.marks,
    )


def _completed(first: Description, second: Description) -> Description:
    """Return *first*, its unknown fields filled from *second*."""
    return Description(
        title=first.title or second.title,
        url=first.url or second.url,
        licence=first.licence or second.licence,
        language=first.language or second.language,
        date=first.date or second.date,
        origin=first.origin or second.origin,
        references=first.references or second.references,
    )


def _check_lines(name: str, text: str, limits: Limits) -> None:
    newline = "\n" if "\n" in text else "\r"
    if text.count(newline) + (not text.endswith(newline)) > limits.lines:
        raise SourceError(name, f"has more than {limits.lines} lines", "too-many-lines")
    longest = limits.line_characters
    start = 0
    while len(text) - start > longest:
        end = text.rfind(newline, start, start + longest + 1)
        if end < 0:
            raise SourceError(
                name,
                f"has a line of more than {longest} characters (offset {start})",
                "long-line",
            )
        start = end + 1
