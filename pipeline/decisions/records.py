"""One decision of a person, and the file it stands in, as frozen records."""

from dataclasses import dataclass
from typing import Final

ANY: Final = "*"
"""Instead of a concept: none of them, of a terminology (``HP:*``) or at all."""


@dataclass(frozen=True, slots=True)
class Link:
    """The concept *curie* that a thing is; *called* is a name it must have, if any."""

    curie: str
    called: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided of *names*, which are one thing, or *are_apart*.

    *label* is what the thing is called, *links* the concepts it is, *refused* those it
    is not. Each may be empty. *kind* bounds all of it to things of one kind. *place* is
    the file's name and the line; *source* the same with the whole path, for messages on
    a faulty file. *date* is an ISO day.
    """

    place: str
    source: str
    names: tuple[str, ...]
    are_apart: bool = False
    label: str = ""
    links: tuple[Link, ...] = ()
    refused: tuple[str, ...] = ()
    kind: str = ""
    author: str = ""
    date: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class DecisionFile:
    """A file of decisions that was read, with the digest of its bytes."""

    file: str
    sha256: str
    decisions: tuple[Decision, ...] = ()
