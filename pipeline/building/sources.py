"""Take the bytes of all documents, and tell what decides what is read of them."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

import msgspec

from pipeline import documents
from pipeline.building import results
from pipeline.building.working import Given
from pipeline.documents import Found, Limits, Source
from pipeline.model import Quarantined

_ENCODER: Final = msgspec.msgpack.Encoder()


@dataclass(frozen=True, slots=True)
class Survey:
    """How many documents there are, the *keys* of their results, and a *digest*.

    The keys are one after the other.
    """

    documents: int
    keys: bytes
    digest: str

    def missing(self, is_kept: Callable[[bytes], bool]) -> int:
        """Return how many have no result that *is_kept*."""
        starts = range(0, len(self.keys), results.LENGTH)
        keys = (self.keys[start : start + results.LENGTH] for start in starts)
        return sum(not is_kept(each) for each in keys)


class Tally:
    """A digest of documents as they are taken, and of what cannot be read."""

    def __init__(self) -> None:
        """Begin with none."""
        self._digest = hashlib.sha256()

    def add(self, taken: Given | Quarantined) -> None:
        """Count in what comes next."""
        if isinstance(taken, Quarantined):
            key = results.key(b"refused", _ENCODER.encode(taken))
        else:
            key = taken.key
        self._digest.update(key)

    def digest(self) -> str:
        """Return the digest of all so far."""
        return self._digest.hexdigest()


def survey(found: Iterable[Found], limits: Limits, deciding: bytes) -> Survey:
    """Look at all documents of *found*, by content, without reading them.

    The digest is of names, bytes and descriptions, and of what cannot be read.
    """
    keys = bytearray()
    tally = Tally()
    for each in take(found, limits, deciding):
        tally.add(each)
        if isinstance(each, Given):
            keys += each.key
    return Survey(len(keys) // results.LENGTH, bytes(keys), tally.digest())


def take(
    found: Iterable[Found], limits: Limits, deciding: bytes
) -> Iterator[Given | Quarantined]:
    """Yield each document of *found* with the key of its result, or why there is none.

    *deciding* stands for all but the document that decides the result. Of several with
    one name, as a file and a record of a packed file may have, the first counts.
    """
    names: set[str] = set()
    for file in found:
        for each in documents.take(file, limits):
            if isinstance(each, Quarantined):
                yield each
            elif each.name in names:
                told = "has the name of another document"
                yield Quarantined(each.name, "same-name", told, each.sha256)
            else:
                names.add(each.name)
                yield Given(each, _key(each, deciding))


def _key(source: Source, deciding: bytes) -> bytes:
    told = source.name, source.suffix, source.sha256, source.description
    return results.key(deciding, _ENCODER.encode(told))
