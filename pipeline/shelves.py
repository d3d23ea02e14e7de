"""Keep what was read of many documents, in memory or in a file, in one order.

A shelf holds each document once, by name; documents of one text stand together, where
the first of them has its place. A shelf in a file decodes a record when it is asked for
and forgets it again, so that memory does not grow with the documents.
"""

import weakref
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from tempfile import TemporaryFile
from typing import BinaryIO, Final, overload

import msgspec
import zstandard

from pipeline.errors import OutputError
from pipeline.model import Extraction


class Packed(msgspec.Struct, frozen=True, array_like=True):
    """What was read of the document *name*, packed.

    *text* is the digest of its text, *characters* how many there are; *record* is a
    packed MessagePack record (Zstandard, RFC 8878).
    """

    name: str
    text: str
    characters: int
    record: bytes


Read = Extraction | Packed
Shelve = Callable[[Iterable[Read]], Sequence[Extraction]]
"""A way to keep extractions."""

_ENCODER: Final = msgspec.msgpack.Encoder()
_DECODER: Final = msgspec.msgpack.Decoder(Extraction)
_PACKER: Final = zstandard.ZstdCompressor(level=1)
_UNPACKER: Final = zstandard.ZstdDecompressor()


def pack(extraction: Extraction) -> Packed:
    """Return *extraction* packed: about a seventh of its size."""
    document = extraction.document
    return Packed(
        document.name,
        document.text_sha256,
        len(document.text),
        _PACKER.compress(_ENCODER.encode(extraction)),
    )


def unpack(record: bytes) -> Extraction:
    """Return the extraction of a packed *record*."""
    return _DECODER.decode(_UNPACKER.decompress(record))


def in_memory(extractions: Iterable[Read]) -> tuple[Extraction, ...]:
    """Return *extractions* in order, each document once."""
    read = (
        unpack(each.record) if isinstance(each, Packed) else each
        for each in extractions
    )
    found = {(each.document.name, each.document.text_sha256): each for each in read}
    return tuple(found[entry] for entry in _in_order(found))


class InFiles:
    """A way to keep extractions in files in *folder*, a new one for each shelf.

    The files have no names, so that none is left whatever becomes of the program. Where
    the texts have no more characters than *held* together, all stay in memory.
    """

    def __init__(self, folder: Path, held: int = 2_000_000) -> None:
        """Keep what is too much for memory in *folder*."""
        self._folder = folder
        self._held = held

    def __call__(self, extractions: Iterable[Read]) -> Sequence[Extraction]:
        """Keep *extractions*, each document once.

        Raise OutputError where the file cannot be written.
        """
        packed = (
            each if isinstance(each, Packed) else pack(each) for each in extractions
        )
        first = list(_fitting(packed, self._held))
        last = next(packed, None)
        if last is None:
            return in_memory(first)
        file = self._opened()
        return Shelf(file, *self._write(file, chain(first, [last], packed)))

    def _opened(self) -> BinaryIO:
        try:
            return TemporaryFile(dir=self._folder, buffering=0)
        except OSError as fault:
            raise self._unwritten(fault) from None

    def _write(
        self, file: BinaryIO, records: Iterable[Packed]
    ) -> tuple["array[int]", "array[int]"]:
        """Write *records* to *file*; return where each begins and ends, in order."""
        places: dict[tuple[str, str], tuple[int, int]] = {}
        end = 0
        for each in records:
            try:
                _append(file, each.record)
            except OSError as fault:
                raise self._unwritten(fault) from None
            start, end = end, end + len(each.record)
            places[each.name, each.text] = start, end
        ordered = _in_order(places)
        return (
            array("Q", (places[entry][0] for entry in ordered)),
            array("Q", (places[entry][1] for entry in ordered)),
        )

    def _unwritten(self, fault: OSError) -> OutputError:
        return OutputError(str(self._folder), f"cannot be written ({fault.strerror})")


def _fitting(packed: Iterator[Packed], characters: int) -> Iterator[Packed]:
    """Yield the first of *packed*, until their texts have too many characters."""
    for each in packed:
        yield each
        characters -= each.characters
        if characters <= 0:
            return


def _append(file: BinaryIO, record: bytes) -> None:
    """Write the whole *record*; a file that is not buffered may take a part of it."""
    rest = memoryview(record)
    while rest:
        rest = rest[file.write(rest) :]


def _in_order(entries: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return *entries*, names and digests of texts, in the order of a shelf."""
    by_name = sorted(entries)
    firsts: dict[str, int] = {}
    for at, (_, text) in enumerate(by_name):
        firsts.setdefault(text, at)
    return sorted(by_name, key=lambda entry: firsts[entry[1]])


class Shelf(Sequence[Extraction]):
    """Extractions in *file*, from each of *starts* to its end; it is read as needed."""

    def __init__(
        self, file: BinaryIO, starts: Sequence[int], ends: Sequence[int]
    ) -> None:
        """Take over the file, which is closed when nobody uses the shelf any more."""
        self._starts = starts
        self._ends = ends
        # Mapped into memory, the whole file would count as used.
        self._file = file
        weakref.finalize(self, file.close)

    def __len__(self) -> int:
        """Return the number of documents."""
        return len(self._starts)

    @overload
    def __getitem__(self, at: int) -> Extraction: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Extraction, ...]: ...
    def __getitem__(self, at: int | slice) -> Extraction | tuple[Extraction, ...]:
        """Return what was read of the document in place *at*."""
        if isinstance(at, slice):
            return tuple(map(self._read, self._starts[at], self._ends[at]))
        return self._read(self._starts[at], self._ends[at])

    def __iter__(self) -> Iterator[Extraction]:
        """Yield what was read of each document."""
        return map(self._read, self._starts, self._ends)

    def _read(self, start: int, end: int) -> Extraction:
        self._file.seek(start)
        return unpack(self._file.read(end - start))
