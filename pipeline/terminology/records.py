"""What the index of terminologies holds and gives back, as frozen records.

Two kinds: what a reader finds in a file (:class:`Entry` with its :class:`Name`), and
what a lookup gives back (:class:`Candidate`, :class:`Term`, :class:`SourceInfo`).
"""

from dataclasses import dataclass
from enum import IntEnum, StrEnum


class Scope(StrEnum):
    """How a name's meaning lies to that of its concept, the nearest first.

    It is untold where a file gives synonyms and not how near they are.
    """

    LABEL = "label"
    EXACT = "exact"
    UNTOLD = "untold"
    NARROW = "narrow"
    BROAD = "broad"
    RELATED = "related"

    @property
    def rank(self) -> int:
        """The place among the scopes, 0 for the nearest."""
        return _SCOPES.index(self)


_SCOPES = tuple(Scope)


class Method(IntEnum):
    """By what likeness of two wordings a name was found, the strictest first."""

    AS_WRITTEN = 0  # the same letters, but for case
    NORMALISED = 1  # spelling, number, hyphens and possessives made alike
    REORDERED = 2  # and the words in another order
    WORDS = 3  # and without words that carry no meaning
    EQUIVALENT = 4  # and other words that say the same
    LOOSE = (
        5  # and words that are near, and other forms of a word: in running text only
    )


@dataclass(frozen=True, slots=True)
class Name:
    """One name of a concept as its file has it."""

    written: str
    scope: Scope
    is_lay: bool = False
    is_abbreviation: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """One concept of a file.

    *places* are the branches it lies below, in the terms of its format. An obsolete
    one has no names; *replaced_by* is what its file gives for it. A group is a range
    of entries under one heading, and never the same as a thing of that name.
    """

    curie: str
    label: str
    names: tuple[Name, ...] = ()
    parents: tuple[str, ...] = ()
    places: frozenset[str] = frozenset()
    xrefs: tuple[str, ...] = ()
    is_obsolete: bool = False
    replaced_by: str | None = None
    is_group: bool = False


@dataclass(frozen=True, slots=True)
class SourceInfo:
    """Where names came from: a release of a terminology, and how much it gave.

    *sha256* is of the bytes of *file*; *origin* says who brought it.
    """

    prefix: str
    name: str
    version: str
    licence: str
    sha256: str
    file: str
    origin: str
    terms: int = 0
    names: int = 0


@dataclass(frozen=True, slots=True)
class Term:
    """A concept of the index, live or obsolete."""

    curie: str
    label: str
    kinds: tuple[str, ...]
    source: str
    version: str
    names: tuple[Name, ...]
    parents: tuple[str, ...]
    xrefs: tuple[str, ...]
    is_residual: bool = False
    is_obsolete: bool = False
    replaced_by: str | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A concept that a wording may stand for, with the reason.

    *name* is the name that matched, *method* and *scope* how. *predicate* is the most
    that may be claimed of a thing so called: exactMatch only for a name of the same
    meaning of an entry that is not residual. *rivals* counts the other concepts of the
    same source that the wording fits as well: with any, nothing is sure.
    """

    curie: str
    label: str
    kinds: tuple[str, ...]
    name: str
    method: Method
    scope: Scope
    predicate: str
    is_lay: bool
    is_abbreviation: bool
    is_residual: bool
    is_curated: bool
    rivals: int
    source: str
    version: str
