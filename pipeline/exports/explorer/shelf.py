"""Answer from ``explorer.jsonl``, for a server: pieces by name, and searches.

The pieces are sorted by name, so that one is found without an index and without reading
the file. For searches the names of things are kept in memory, folded, as one text.
"""

import weakref
from array import array
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from heapq import merge
from pathlib import Path
from threading import Lock
from typing import Final

import orjson

from pipeline.errors import OutputError
from pipeline.exports.explorer.names import NAMES
from pipeline.exports.explorer.search import LIMIT, apart, cut, fold

Hit = list[object]

_HEAD: Final = b'{"name":"'
_CHUNK: Final = 1 << 16
# Before a label, before another name, before each word, behind a name.
_LABEL, _OTHER, _WORD, _END = b"\x01 ", b"\x02 ", b" ", b"\n"
_KEPT: Final = 64  # pieces of names that hits are taken from


class Shelf:
    """The pieces in the file at *path*; several threads may ask at once."""

    def __init__(self, path: Path) -> None:
        """Open the file; raise OutputError where there is none."""
        self._path = path
        self._pieces = _Pieces(path)
        # Which does not hold this object, so that it goes when nobody has it any more.
        weakref.finalize(self, self._pieces.close)
        self._naming = Lock()
        self._names: _Folded | None = None
        self._listed = lru_cache(maxsize=_KEPT)(self._pieces.names)

    def close(self) -> None:
        """Close the file, which otherwise closes when nobody has this any more."""
        self._pieces.close()

    def piece(self, name: str) -> bytes | None:
        """Return the piece called *name* as JSON, or None where there is none."""
        return self._pieces.find(name)

    def prepare(self) -> None:
        """Read all names, which the first search does else.

        Raise OutputError where they cannot be read.
        """
        try:
            self._folded()
        except (ValueError, LookupError, TypeError, OSError):
            raise OutputError(str(self._path), "holds no names to search") from None

    def search(self, words: str, limit: int = LIMIT) -> list[Hit]:
        """Return what is called like *words*, the best first.

        A hit is a list: identifier, label, kind, number of facts, other names.
        """
        found = self._folded().find(cut(fold(words)), limit)
        return [self._listed(at // NAMES)[at % NAMES] for at in found]

    def _folded(self) -> "_Folded":
        with self._naming:
            if self._names is None:
                self._names = _Folded(self._entries())
            return self._names

    def _entries(self) -> Iterator[Hit]:
        number = 0
        while listed := self._pieces.names(number):
            yield from listed
            number += 1


class _Pieces:
    """The file of pieces, which are found in it by their names."""

    def __init__(self, path: Path) -> None:
        try:
            self._file = path.open("rb", buffering=0)
            self._size = path.stat().st_size
        except OSError as fault:
            told = f"cannot be read ({fault.strerror})"
            raise OutputError(str(path), told) from None
        self._reading = Lock()

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def find(self, name: str) -> bytes | None:
        """Return the piece called *name* as JSON, or None where there is none."""
        wanted = name.encode("utf-8", "surrogatepass")
        low, high = 0, self._size
        while low < high:
            middle = (low + high) // 2
            start = self._line_start(middle, low)
            found = self._name(start)
            if found == wanted:
                return self._line(start)
            if found < wanted:
                low = self._line_end(middle) + 1
            else:
                high = start
        return None

    def names(self, number: int) -> list[Hit]:
        """Return what the piece of names with the *number* lists, counted from 0."""
        found = self.find(f"names {number + 1:04}")
        listed: list[Hit] = orjson.loads(found)["listed"] if found else []
        return listed

    # ---------------------------------------------------------------- lines

    def _read(self, start: int, length: int) -> bytes:
        with self._reading:
            self._file.seek(start)
            parts = []
            while length > 0 and (part := self._file.read(length)):
                parts.append(part)
                length -= len(part)
        return b"".join(parts)

    def _line_start(self, at: int, lowest: int) -> int:
        """Return where the line begins that has a byte *at*, which is not its end."""
        end = at
        while end > lowest:
            start = max(lowest, end - _CHUNK)
            before = self._read(start, end - start).rfind(_END)
            if before >= 0:
                return start + before + 1
            end = start
        return lowest

    def _line_end(self, at: int) -> int:
        while at < self._size:
            found = self._read(at, _CHUNK).find(_END)
            if found >= 0:
                return at + found
            at += _CHUNK
        return self._size

    def _line(self, start: int) -> bytes:
        return self._read(start, self._line_end(start) - start)

    def _name(self, start: int) -> bytes:
        """Return the name of the piece whose line begins at *start*."""
        head = self._read(start, 1 << 10).removeprefix(_HEAD)
        return head.partition(b'"')[0]


class _Folded:
    """Folded names, a line each, in the order in which hits come."""

    def __init__(self, entries: Iterator[Hit]) -> None:
        lines: list[bytes] = []
        self._entry = array("L")  # of each line
        self._start = array("Q")  # of each line in the text
        at = 0
        for number, entry in enumerate(entries):
            labels = [(_LABEL, str(entry[1]))]
            others = entry[4] if isinstance(entry[4], list) else []
            labels += [(_OTHER, str(other)) for other in others]
            for sign, label in labels:
                line = sign + fold(label).encode("utf-8", "surrogatepass") + _END
                lines.append(line)
                self._entry.append(number)
                self._start.append(at)
                at += len(line)
        self._text = b"".join(lines)

    def find(self, words: str, limit: int) -> list[int]:
        """Return which entries are like *words*, folded and cut, the best first."""
        wanted = words.encode("utf-8", "surrogatepass")
        found: dict[int, None] = {}
        if not wanted:
            return []
        for hits in (
            self._lines(_LABEL + wanted + _END),
            self._lines(_OTHER + wanted + _END),
            self._beginning(wanted),
            self._with_words(apart(words)),
            self._lines(wanted),
        ):
            for line in hits:
                found.setdefault(self._entry[line])
                if len(found) == limit:
                    return list(found)
        return list(found)

    def _lines(self, part: bytes) -> Iterator[int]:
        """Yield each line that holds *part*, once."""
        at = self._text.find(part)
        while at >= 0:
            line = bisect_right(self._start, at) - 1
            yield line
            after = self._start[line + 1] if line + 1 < len(self._start) else -1
            at = self._text.find(part, after) if after > 0 else -1

    def _line(self, line: int) -> bytes:
        end = self._start[line + 1] if line + 1 < len(self._start) else None
        return self._text[self._start[line] : end]

    def _beginning(self, wanted: bytes) -> Iterator[int]:
        return merge(self._lines(_LABEL + wanted), self._lines(_OTHER + wanted))

    def _with_words(self, words: list[str]) -> Iterator[int]:
        """Yield the lines in which each of *words* begins a word."""
        parts = [_WORD + word.encode("utf-8", "surrogatepass") for word in words]
        # The rarest is in the fewest lines, which are the ones to look at.
        rarest, *others = sorted(parts, key=self._text.count)
        for line in self._lines(rarest):
            held = self._line(line)
            if all(other in held for other in others):
                yield line
