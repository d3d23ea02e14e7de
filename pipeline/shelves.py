"""Keep what was read of many documents, in memory or in a file, in one order.

A shelf holds each document once, by name; documents of one text stand together, where
the first of them has its place. A shelf in a file decodes a record when it is asked for
and forgets it again, so that memory does not grow with the documents.
"""

import weakref
from array import array
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from tempfile import TemporaryFile
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
    they are in otherwise has no name, so that none is left whatever becomes of the
    program. Raise OutputError where it cannot be written.
    """
    if room is None:
        return in_memory(extractions)
    packed = (each if isinstance(each, Packed) else pack(each) for each in extractions)
    first = list(_fitting(packed, _CHARACTERS * room.megabytes))
    last = next(packed, None)
    if last is None:
        return in_memory(first)
    try:
        # The shelf closes it.
        file = TemporaryFile(dir=room.folder, buffering=0)  # noqa: SIM115
        try:
            return Shelf(file, *_written(file, chain(first, [last], packed)))
        except BaseException:
            file.close()
            raise
    except OSError as fault:
        told = f"cannot be written ({fault.strerror})"
        raise OutputError(str(room.folder), told) from None


def _written(
    file: BinaryIO, records: Iterable[Packed]
) -> tuple["array[int]", "array[int]"]:
    """Write *records* to *file*; return where each begins and ends, in order."""
    places: dict[tuple[str, str], tuple[int, int]] = {}
    end = 0
    for each in records:
        _append(file, each.record)
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
