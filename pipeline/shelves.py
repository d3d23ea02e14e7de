"""Keep what was read of many documents, in memory or in a file, in one order.

A shelf holds each document once, by name; documents of one text stand together, where
the first of them has its place. A shelf in a file decodes a record when it is asked for
and forgets it again, so that memory does not grow with the documents.
"""

import weakref
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import RawIOBase
from itertools import chain
from pathlib import Path
from typing import Final, overload

import msgspec

from pipeline.errors import OutputError
from pipeline.model import Extraction

Shelve = Callable[[Iterable[Extraction]], Sequence[Extraction]]
"""A way to keep extractions."""

_ENCODER: Final = msgspec.msgpack.Encoder()
_DECODER: Final = msgspec.msgpack.Decoder(Extraction)


def in_memory(extractions: Iterable[Extraction]) -> tuple[Extraction, ...]:
    """Return *extractions* in order, each document once."""
    found = {
        _Entry(each.document.name, each.document.text_sha256): each
        for each in extractions
    }
    return tuple(found[entry] for entry in _in_order(found))


@dataclass(slots=True)
class InFiles:
    """A way to keep extractions in files in *folder*, a new one for each shelf.

    Where their texts have no more characters than *held* together, they stay in memory.
    """

    folder: Path
    held: int = 2_000_000
    _made: int = 0

    def __call__(self, extractions: Iterable[Extraction]) -> Sequence[Extraction]:
        """Keep *extractions*, each document once.

        Raise OutputError where the file cannot be written.
        """
        rest = iter(extractions)
        first = list(_fitting(rest, self.held))
        last = next(rest, None)
        if last is None:
            return in_memory(first)
        self._made += 1
        path = self.folder / f"{self._made}.shelf"
        return Shelf(path, _write(path, chain(first, [last], rest)))


def _fitting(
    extractions: Iterator[Extraction], characters: int
) -> Iterator[Extraction]:
    """Yield the first *extractions*, until their texts have too many characters."""
    for each in extractions:
        yield each
        characters -= len(each.document.text)
        if characters <= 0:
            return


def _write(path: Path, extractions: Iterable[Extraction]) -> tuple[slice, ...]:
    """Write *extractions* to *path*, and return their places in order."""
    places: dict[_Entry, slice] = {}
    end = 0
    with _opened(path) as stream:
        for each in extractions:
            start, end = end, end + _append(stream, _ENCODER.encode(each))
            entry = _Entry(each.document.name, each.document.text_sha256)
            places[entry] = slice(start, end)
    return tuple(places[entry] for entry in _in_order(places))


def _opened(path: Path) -> RawIOBase:
    try:
        return path.open("wb", buffering=0)
    except OSError as fault:
        raise OutputError(str(path), f"cannot be written ({fault.strerror})") from None


def _append(stream: RawIOBase, record: bytes) -> int:
    """Write the whole *record*, and return its size."""
    rest = memoryview(record)
    try:
        while rest:
            rest = rest[stream.write(rest) :]
    except OSError as fault:
        place = str(getattr(stream, "name", ""))
        raise OutputError(place, f"cannot be written ({fault.strerror})") from None
    return len(record)


@dataclass(frozen=True, slots=True)
class _Entry:
    """What decides a document's place: its *name*, and the digest of its *text*."""

    name: str
    text: str


def _in_order(entries: Iterable[_Entry]) -> list[_Entry]:
    by_name = sorted(entries, key=lambda entry: (entry.name, entry.text))
    firsts: dict[str, int] = {}
    for at, entry in enumerate(by_name):
        firsts.setdefault(entry.text, at)
    return sorted(by_name, key=lambda entry: firsts[entry.text])


def _drop(path: Path, file: RawIOBase) -> None:
    file.close()
    path.unlink(missing_ok=True)


class Shelf(Sequence[Extraction]):
    """Extractions in the file *path*, at *places*; the file is read as needed."""

    def __init__(self, path: Path, places: Sequence[slice]) -> None:
        """Open the file, which is there as long as the shelf is in use."""
        self._places = places
        # Mapped into memory, the whole file would count as used.
        self._file = path.open("rb", buffering=0)
        weakref.finalize(self, _drop, path, self._file)

    def __len__(self) -> int:
        """Return the number of documents."""
        return len(self._places)

    @overload
    def __getitem__(self, at: int) -> Extraction: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Extraction, ...]: ...
    def __getitem__(self, at: int | slice) -> Extraction | tuple[Extraction, ...]:
        """Return what was read of the document in place *at*."""
        if isinstance(at, slice):
            return tuple(map(self._read, self._places[at]))
        return self._read(self._places[at])

    def __iter__(self) -> Iterator[Extraction]:
        """Yield what was read of each document."""
        return map(self._read, self._places)

    def _read(self, place: slice) -> Extraction:
        self._file.seek(place.start)
        return _DECODER.decode(self._file.read(place.stop - place.start))
