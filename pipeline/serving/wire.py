"""What the server and the processes that answer say to each other.

Over one pair of sockets the server tells the *zygote*, which holds the graph, what to
do, in notes of one length. With the note that something is asked comes a socket of its
own, at which the server writes the :class:`Job`, and reads the :class:`Outcome` and
behind it the answer. What ends before the last byte is no answer.
"""

import struct
from enum import IntEnum
from typing import Final, NamedTuple

import msgspec

from pipeline.serving.bounds import Bounds


class Kind(IntEnum):
    """What a note says, and what its number and value are."""

    ASK = 1
    """To the zygote: answer at the socket that comes along; the number is its name."""
    END = 2
    """To the zygote: end what answers by that number, for nobody waits for it."""
    READY = 3
    """From the zygote: the graph is there; how many triples, how many named graphs."""
    FAILED = 4
    """From the zygote: there is no graph; so many bytes of words follow."""
    ENDED = 5
    """From the zygote: what answered by that number ended, with this wait status."""


class Note(NamedTuple):
    """One note."""

    kind: Kind
    number: int = 0
    value: int = 0


_NOTE: Final = struct.Struct("!BQq")
NOTE_BYTES: Final = _NOTE.size


def packed(note: Note) -> bytes:
    """Return *note* as it goes over a socket."""
    return _NOTE.pack(*note)


def unpacked(data: bytes) -> Note:
    """Return the note that *data* are.

    >>> unpacked(packed(Note(Kind.ENDED, 7, -1)))
    Note(kind=<Kind.ENDED: 5>, number=7, value=-1)
    """
    kind, number, value = _NOTE.unpack(data)
    return Note(Kind(kind), number, value)


class Choice(msgspec.Struct, frozen=True):
    """A form of an answer: its media type, and what Oxigraph calls it by."""

    media: str
    extension: str


class Job(msgspec.Struct, frozen=True):
    """A question, what it is asked of, and the form of its answer by what it asks for.

    The lists are IRIs of graphs, or nothing where the question is asked of all. Where
    a form is None, the client takes none in which such an answer could be written.
    *base* is what an IRI is relative to where the question does not say.
    """

    text: str
    base: str
    default_graphs: tuple[str, ...] | None
    named_graphs: tuple[str, ...] | None
    rows: Choice | None
    truth: Choice | None
    triples: Choice | None
    bounds: Bounds


class Outcome(msgspec.Struct, frozen=True):
    """How a question ended: the HTTP status, and the media type and length of a body.

    *seconds* is what it took.
    """

    status: int
    media: str
    length: int
    seconds: float = 0.0


_LENGTH: Final = struct.Struct("!I")
LENGTH_BYTES: Final = _LENGTH.size
jobs: Final = msgspec.msgpack.Decoder(Job)
outcomes: Final = msgspec.msgpack.Decoder(Outcome)


def framed(record: Job | Outcome) -> bytes:
    """Return *record* behind its length."""
    data = msgspec.msgpack.encode(record)
    return _LENGTH.pack(len(data)) + data


def length(data: bytes) -> int:
    """Return the length of the record that follows *data*."""
    (found,) = _LENGTH.unpack(data)
    return int(found)
