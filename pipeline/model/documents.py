"""What is read from a source: a document with what page and manifest say of it."""

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Description:
    """What a manifest or the page says of a document; unknown fields are None."""

    title: str | None = None
    url: str | None = None
    licence: str | None = None
    language: str | None = None
    date: str | None = None
    origin: str | None = None
    references: tuple[str, ...] = ()


class MarkKind(StrEnum):
    """What the markup of a page says of a stretch of its text layer."""

    HEADING = "heading"
    EMPHASIS = "emphasis"  # a line that is bold as a whole
    NAVIGATION = "navigation"  # nav, footer, aside, cookie bar
    ROW = "row"  # a table row; its cells are divided by " | "
    HEADER_ROW = "header-row"


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch that markup tells something of; *level* is a heading's, from 1."""

    kind: MarkKind
    start: int
    end: int
    level: int = 0


@dataclass(frozen=True, slots=True)
class Personal:
    """A stretch that looks like data of a person, of a *sort* that the checks name."""

    sort: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Document:
    """One source document as its text layer.

    *name* is the POSIX path below the input folder (for a packed record, the file's
    path, ``#`` and the record's id). *sha256* is of the file's bytes, *text_sha256* of
    the text in UTF-8; the first 16 digits of the latter stand in identifiers.
    *personal* are the stretches that look like data of a person; whether they are
    masked in *text* is for a build to say.
    """

    name: str
    text: str
    sha256: str
    text_sha256: str
    media_type: str
    encoding: str
    description: Description = Description()
    marks: tuple[Mark, ...] = ()
    personal: tuple[Personal, ...] = ()

    @property
    def key(self) -> str:
        """The sixteen digits by which identifiers name this text."""
        return self.text_sha256[:16]


@dataclass(frozen=True, slots=True)
class Quarantined:
    """A document that was not read: *reason* is a short stable name, *fault* words."""

    document: str
    reason: str
    fault: str
    sha256: str | None = None
