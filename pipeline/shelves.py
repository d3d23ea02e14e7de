"""Keep what was read of many documents, in memory or in a file, in one order.

A shelf holds each document once, by name; documents of one text stand together, where
the first of them has its place. A shelf in a file decodes a record when it is asked for
and forgets it again, so that memory does not grow with the documents.
"""

import os
import tempfile
import weakref
from array import array
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import chain
from pathlib import Path
from typing import BinaryIO, Final, overload

import msgspec
import zstandard

from pipeline.errors import OutputError
from pipeline.model import Extraction, Room


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

# Of text, of which what is read takes about fifteen times as much memory.
_CHARACTERS: Final = 30_000
_SUFFIX: Final = ".shelf"
_BUFFER: Final = 1 << 20
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


def keep(extractions: Iterable[Read], room: Room | None = None) -> Sequence[Extraction]:
    """Return *extractions* in order, each document once.

    They are in memory where that is enough, or where there is no *room*. The file that
    they are in otherwise goes when nobody uses them any more. Raise OutputError where
    it cannot be written.
    """
    if room is None:
        return in_memory(extractions)
    packed = (each if isinstance(each, Packed) else pack(each) for each in extractions)
    first = list(_fitting(packed, _CHARACTERS * room.megabytes))
    last = next(packed, None)
    if last is None:
        return in_memory(first)
    try:
        descriptor, path = tempfile.mkstemp(_SUFFIX, dir=room.folder)
        try:
            with os.fdopen(descriptor, "wb", buffering=_BUFFER) as file:
                starts, ends = _written(file, chain(first, [last], packed))
        except BaseException:
            _drop(path)
            raise
    except OSError as fault:
        told = f"cannot be written ({fault.strerror})"
        raise OutputError(str(room.folder), told) from None
    shelf = Shelf(path, starts, ends)
    weakref.finalize(shelf, _drop, path)
    return shelf


def _drop(path: str) -> None:
    with suppress(OSError):
        Path(path).unlink()


def _written(
    file: BinaryIO, records: Iterable[Packed]
) -> tuple["array[int]", "array[int]"]:
    """Write *records* to *file*; return where each begins and ends, in order."""
    places: dict[tuple[str, str], tuple[int, int]] = {}
    end = 0
    for each in records:
        file.write(each.record)
        start, end = end, end + len(each.record)
        places[each.name, each.text] = start, end
    ordered = _in_order(places)
    return (
        array("Q", (places[entry][0] for entry in ordered)),
        array("Q", (places[entry][1] for entry in ordered)),
    )


def _fitting(packed: Iterator[Packed], characters: int) -> Iterator[Packed]:
    """Yield the first of *packed*, until their texts have too many characters."""
    for each in packed:
        yield each
        characters -= each.characters
        if characters <= 0:
            return


def _in_order(entries: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return *entries*, names and digests of texts, in the order of a shelf."""
    by_name = sorted(entries)
    firsts: dict[str, int] = {}
    for at, (_, text) in enumerate(by_name):
        firsts.setdefault(text, at)
    return sorted(by_name, key=lambda entry: firsts[entry[1]])


class Shelf(Sequence[Extraction]):
    """Extractions in the file at *path*, from each of *starts* to its end.

    They are read as needed; other processes can read them too.
    """

    def __init__(self, path: str, starts: Sequence[int], ends: Sequence[int]) -> None:
        """Open the file."""
        self._path = path
        self._starts = starts
        self._ends = ends
        # Mapped into memory, the whole file would count as used.
        self._file = Path(path).open("rb", buffering=0)  # noqa: SIM115 - stays open
        weakref.finalize(self, self._file.close)

    def __reduce__(self) -> tuple[object, ...]:
        """Let another process read it."""
        return Shelf, (self._path, self._starts, self._ends)

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
