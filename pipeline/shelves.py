"""Keep what was read of many documents, in memory or in a file, in one order.

A shelf holds each document once, by name; documents of one text stand together, where
the first of them has its place. A shelf in a file decodes a record when it is asked for
and forgets it again, so that memory does not grow with the documents.
"""

import weakref
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from tempfile import TemporaryFile
from typing import BinaryIO, Final, overload

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


@dataclass(frozen=True, slots=True)
class InFiles:
    """A way to keep extractions in files in *folder*, a new one for each shelf.

    The files have no names, so that none is left whatever becomes of the program. Where
    the texts have no more characters than *held* together, all stay in memory.
    """

    folder: Path
    held: int = 2_000_000

    def __call__(self, extractions: Iterable[Extraction]) -> Sequence[Extraction]:
        """Keep *extractions*, each document once.

        Raise OutputError where the file cannot be written.
        """
        rest = iter(extractions)
        first = list(_fitting(rest, self.held))
        last = next(rest, None)
        if last is None:
            return in_memory(first)
        file = self._opened()
        return Shelf(file, self._write(file, chain(first, [last], rest)))

    def _opened(self) -> BinaryIO:
        try:
            return TemporaryFile(dir=self.folder, buffering=0)
        except OSError as fault:
            raise self._unwritten(fault) from None

    def _write(
        self, file: BinaryIO, extractions: Iterable[Extraction]
    ) -> tuple[slice, ...]:
        """Write *extractions* to *file*, and return their places in order."""
        places: dict[_Entry, slice] = {}
        end = 0
        for each in extractions:
            record = _ENCODER.encode(each)
            try:
                _append(file, record)
            except OSError as fault:
                raise self._unwritten(fault) from None
            start, end = end, end + len(record)
            entry = _Entry(each.document.name, each.document.text_sha256)
            places[entry] = slice(start, end)
        return tuple(places[entry] for entry in _in_order(places))

    def _unwritten(self, fault: OSError) -> OutputError:
        return OutputError(str(self.folder), f"cannot be written ({fault.strerror})")


def _fitting(
    extractions: Iterator[Extraction], characters: int
) -> Iterator[Extraction]:
    """Yield the first *extractions*, until their texts have too many characters."""
    for each in extractions:
        yield each
        characters -= len(each.document.text)
        if characters <= 0:
            return


def _append(file: BinaryIO, record: bytes) -> None:
    """Write the whole *record*; a file that is not buffered may take a part of it."""
    rest = memoryview(record)
    while rest:
        rest = rest[file.write(rest) :]


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


class Shelf(Sequence[Extraction]):
    """Extractions in *file*, at *places*; the file is read as needed."""

    def __init__(self, file: BinaryIO, places: Sequence[slice]) -> None:
        """Take over the file, which is closed when nobody uses the shelf any more."""
        self._places = places
        # Mapped into memory, the whole file would count as used.
        self._file = file
        weakref.finalize(self, file.close)

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
