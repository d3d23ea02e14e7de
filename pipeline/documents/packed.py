"""Read packed files: one document a line, as a JSON object with its id and its text.

The lines are read one by one, so that a packed file may be far larger than a document.
A line that is wrong is refused by its number; the others are read.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, Final

import msgspec

from pipeline.documents.limits import Limits
from pipeline.errors import SourceError
from pipeline.model import Description

_MARK: Final = b"\xef\xbb\xbf"


class _Record(msgspec.Struct, frozen=True):
    """One line of a packed file; fields that are not named here may be there too."""

    id: str | int
    text: str
    url: str | None = None
    title: str | None = None
    date: str | None = None
    language: str | None = None
    licence: str | None = None
    origin: str | None = None
    references: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Record:
    """A record: its document's name, its line's bytes, and what it tells of it."""

    name: str
    source: bytes
    description: Description


@dataclass(frozen=True, slots=True)
class Refused:
    """A line that holds no record: its document's name, its bytes, and why not."""

    name: str
    source: bytes
    fault: SourceError


def records(name: str, stream: BinaryIO, limits: Limits) -> Iterator[Record | Refused]:
    """Yield the records of the packed file *name* in their order.

    Raise SourceError where a line, or the file, is larger than it may be.
    """
    seen: set[str] = set()
    read = 0
    number = 0
    while line := stream.readline(limits.file_bytes + 2):
        number += 1
        read += len(line)
        if len(line.rstrip(b"\r\n")) > limits.file_bytes:
            raise SourceError(
                name,
                f"line {number} is larger than {limits.file_bytes} bytes",
                "too-large",
            )
        if read > limits.packed_bytes:
            raise SourceError(
                name, f"is larger than {limits.packed_bytes} bytes", "too-large"
            )
        source = line.rstrip(b"\r\n")
        if number == 1:
            source = source.removeprefix(_MARK)
        if not source.strip():
            continue
        yield _record(name, number, source, seen)


def text(source: bytes) -> str:
    """Return the text of the record that the line *source* holds."""
    return msgspec.json.decode(source, type=_Record).text


def _record(name: str, number: int, source: bytes, seen: set[str]) -> Record | Refused:
    try:
        read = msgspec.json.decode(source.decode(), type=_Record)
    except UnicodeDecodeError as fault:
        return _refused(
            name, number, source, f"is not valid UTF-8 (byte {fault.start})"
        )
    except (msgspec.DecodeError, RecursionError) as fault:
        return _refused(name, number, source, f"is no record ({fault})")
    document = f"{name}#{read.id}"
    if read.id == "":
        return _refused(name, number, source, "has an empty id")
    if document in seen:
        return _refused(
            name, number, source, f"has the id of another line ('{read.id}')"
        )
    seen.add(document)
    described = Description(
        title=read.title,
        url=read.url,
        licence=read.licence,
        language=read.language,
        date=read.date,
        origin=read.origin,
        references=read.references,
    )
    return Record(document, source, described)


def _refused(name: str, number: int, source: bytes, fault: str) -> Refused:
    # Two signs that no record's id joins to a name, so that it is no record's name.
    document = f"{name}#@line-{number}"
    error = SourceError(document, f"line {number} {fault}", "record")
    return Refused(document, source, error)
