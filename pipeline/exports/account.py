"""What a build tells of itself beside its graph: inputs, settings, and what changed.

A graph does not know which documents were refused on the way to it, nor what stood in
the output before. Whoever builds says so here, for the formats that tell people.
"""

from typing import Final, Generic, TypeVar

import msgspec

T = TypeVar("T")

SHOWN: Final = 200
"""How many entries of a list are shown where nothing else is said."""


class Listed(msgspec.Struct, Generic[T], frozen=True):
    """The first entries of a list, and how many there are in *total*."""

    total: int = 0
    shown: tuple[T, ...] = ()


def listed(entries: tuple[T, ...], most: int = SHOWN) -> Listed[T]:
    """Return the first of *entries*, at *most* so many.

    >>> listed(("a", "b", "c"), 2)
    Listed(total=3, shown=('a', 'b'))
    """
    return Listed(len(entries), entries[:most])


class Input(msgspec.Struct, frozen=True):
    """A document that was read or refused; *sha256* is None without its bytes."""

    document: str
    sha256: str | None


class Inputs(msgspec.Struct, frozen=True):
    """All documents; *sha256* is a digest of all names and hashes together."""

    total: int = 0
    sha256: str = ""
    shown: tuple[Input, ...] = ()


class Refused(msgspec.Struct, frozen=True):
    """A document that was not read: a short *reason*, and the *fault* in words."""

    document: str
    reason: str
    fault: str
    sha256: str | None = None


class DecisionsFile(msgspec.Struct, frozen=True):
    """A file of what people decided on names, with its number of *decisions*."""

    file: str
    sha256: str
    decisions: int


class Altered(msgspec.Struct, frozen=True):
    """Something with its values in the build before and in this one."""

    name: str
    old: tuple[str, ...]
    new: tuple[str, ...]


class Entry(msgspec.Struct, frozen=True):
    """One change in a document: *change* says which, *words* what of.

    *quote* is the evidence, of what is gone the old one; *details* are what is
    otherwise, a line each.
    """

    change: str
    words: str
    quote: str = ""
    details: tuple[str, ...] = ()


class Changed(msgspec.Struct, frozen=True):
    """What changed in a document, or in several of one text; *fate* is its own."""

    documents: tuple[str, ...]
    fate: str
    entries: Listed[Entry]


class Changes(msgspec.Struct, frozen=True):
    """What changed since the build that stood in the same place.

    *since* is ``none`` where there was none, ``same`` where that build was of the
    same, else ``other``. *before* has its counts. *made* is what differs in what made
    the builds. Documents *added*, *removed* and *edited* are known from the receipts
    alone; one that is refused, or was, is none of them. *counts* of facts, findings and
    things, and what changed in which document (*told*), are there only where the graphs
    could be compared; else *why* says why not.
    """

    since: str
    before: dict[str, int] = {}
    now: dict[str, int] = {}
    made: tuple[Altered, ...] = ()
    added: Listed[str] = Listed()
    removed: Listed[str] = Listed()
    edited: Listed[str] = Listed()
    why: str = ""
    summary: str = ""
    counts: dict[str, int] = {}
    told: Listed[Changed] = Listed()


class Account(msgspec.Struct, frozen=True):
    """What a build tells of itself.

    *formats* are those that are written. *settings* are words by the name of the
    setting, without those that choose what is written of a graph.
    """

    formats: tuple[str, ...] = ()
    versions: dict[str, str] = {}
    settings: dict[str, str] = {}
    decisions: tuple[DecisionsFile, ...] = ()
    inputs: Inputs = Inputs()
    refused: Listed[Refused] = Listed()
    changes: Changes = Changes("none")
