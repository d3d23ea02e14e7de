"""Sort and join more rows than memory holds, by SQLite, which writes what is too much.

What it writes are files in the folder that it is given, which go when nobody uses them
any more. Other processes can read them meanwhile.
"""

import os
import sqlite3
import tempfile
import weakref
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final, Generic, TypeVar

import msgspec

from pipeline.errors import OutputError
from pipeline.model import Room

Row = TypeVar("Row", bound=tuple[str | bytes, ...])
Entry = TypeVar("Entry")

ROWS: Final = 1500
"""About how many rows are a megabyte of memory."""
_SUFFIX: Final = ".sorting"
_CACHE: Final = 250  # kilobytes of memory for a file or a sort, for each megabyte
_DIGITS: Final = 12  # more than any document has characters
_ENCODER: Final = msgspec.msgpack.Encoder()


class Database:
    """A database of SQLite in a file of its own, which any process can read.

    It goes when nobody uses it any more in the process that made it.
    """

    def __init__(self, room: Room) -> None:
        """Make one in *room*; raise OutputError where that cannot be written to."""
        self.room = room
        with written(room):
            descriptor, self.path = tempfile.mkstemp(_SUFFIX, dir=room.folder)
            os.close(descriptor)
            self._maker = os.getpid()
            weakref.finalize(self, _drop, self.path, self._maker)
            self.connection = self._opened()

    def _opened(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self.path, isolation_level=None)
        place = str(self.room.folder.resolve()).replace("'", "''")
        for setting in (
            # What SQLite cannot use, it passes over: https://sqlite.org/tempfiles.html.
            f"temp_store_directory = '{place}'",
            "journal_mode = OFF",
            "synchronous = OFF",
            f"cache_size = -{_CACHE * self.room.megabytes}",
        ):
            connection.execute(f"PRAGMA {setting}")
        return connection

    def __getstate__(self) -> tuple[str, Room, int]:
        """Return what another process needs to read it."""
        return self.path, self.room, self._maker

    def __setstate__(self, state: tuple[str, Room, int]) -> None:
        """Open it in another process."""
        self.path, self.room, self._maker = state
        self.connection = self._opened()


def _drop(path: str, maker: int) -> None:
    if os.getpid() == maker:
        with suppress(OSError):
            Path(path).unlink()


@contextmanager
def written(room: Room) -> Iterator[None]:
    """Raise OutputError where SQLite cannot write to *room*."""
    try:
        yield
    except (sqlite3.OperationalError, OSError) as fault:
        told = fault.strerror if isinstance(fault, OSError) else fault
        raise OutputError(str(room.folder), f"cannot be written ({told})") from None


class Sorter(Generic[Row]):
    """Takes rows in any order, and gives them sorted, each once."""

    def __init__(
        self, columns: int, room: Room | None = None, *, is_looked_up: bool = False
    ) -> None:
        """Take rows of so many *columns*; without *room*, all are in memory.

        Rows that are *looked up* are found by their first column, and soon.
        """
        self._columns = columns
        self._is_looked_up = is_looked_up
        self._room = room
        self._most = ROWS * room.megabytes if room else 0
        self._held: list[Row] = []
        self._database: Database | None = None
        self._sorted: Sorted[Row] | None = None

    def add(self, row: Row) -> None:
        """Take *row*; raise OutputError where it cannot be written to the room."""
        self._held.append(row)
        if self._room and len(self._held) > self._most:
            self._write(self._room)

    def rows(self) -> Collection[Row]:
        """Return what was taken, which can be gone through several times.

        Nothing is taken after that.
        """
        if self._room is None or self._database is None:
            return tuple(sorted(set(self._held)))
        if self._sorted is None:
            self._write(self._room)
            self._sorted = Sorted(
                self._database, self._columns, is_looked_up=self._is_looked_up
            )
        return self._sorted

    def _write(self, room: Room) -> None:
        with written(room):
            if self._database is None:
                self._database = Database(room)
                names = _names(self._columns)
                self._database.connection.execute(f"CREATE TABLE given({names})")
            connection = self._database.connection
            marks = ", ".join("?" * self._columns)
            connection.execute("BEGIN")
            connection.executemany(
                f"INSERT INTO given VALUES ({marks})",  # noqa: S608 - marks alone
                self._held,
            )
            connection.execute("COMMIT")
        self._held.clear()


class Sorted(Generic[Row]):
    """Rows in order, each once, which are read from a file each time anew."""

    def __init__(
        self, database: Database, columns: int, *, is_looked_up: bool = False
    ) -> None:
        """Sort the rows of the table ``given``, each of so many *columns*."""
        names = _names(columns)
        self._words = f"SELECT {names} FROM sorted ORDER BY rowid"  # noqa: S608 - ours
        self._database = database
        ask = database.connection.execute
        found = f"SELECT DISTINCT {names} FROM given ORDER BY {names}"  # noqa: S608
        with written(database.room):
            ask(f"CREATE TABLE sorted AS {found}")
            ask("DROP TABLE given")
            if is_looked_up:
                ask("CREATE INDEX looked_up ON sorted(c0)")
            (self._length,) = ask("SELECT count(*) FROM sorted").fetchone()

    def __len__(self) -> int:
        """Return how many rows there are."""
        return int(self._length)

    def __iter__(self) -> Iterator[Row]:
        """Yield the rows."""
        with written(self._database.room):
            return iter(self._database.connection.execute(self._words))

    def of(self, first: str) -> Iterator[Row]:
        """Yield the rows that begin with *first*."""
        words = self._words.replace(" ORDER", " WHERE c0 = ? ORDER")
        with written(self._database.room):
            return iter(self._database.connection.execute(words, (first,)))

    def __contains__(self, row: object) -> bool:
        """Tell whether *row* is one of them, which takes a look at all."""
        return any(each == row for each in self)


def _names(columns: int) -> str:
    return ", ".join(f"c{number}" for number in range(columns))


def distinct(
    rows: Iterable[Row], columns: int, room: Room | None = None
) -> Collection[Row]:
    """Return *rows*, of so many *columns*, sorted and each once, as ``Sorter`` does."""
    sorter: Sorter[Row] = Sorter(columns, room)
    for row in rows:
        sorter.add(row)
    return sorter.rows()


class Ordering(Generic[Entry]):
    """Takes records in any order, and gives them by their keys, each once."""

    def __init__(
        self,
        kind: type[Entry],
        key: Callable[[Entry], tuple[str, ...]],
        length: int,
        room: Room | None = None,
    ) -> None:
        """Take records of a *kind*, whose *key* has *length* parts.

        Without *room*, all are in memory.
        """
        self._key = key
        self._decoder = msgspec.msgpack.Decoder(kind)
        self._kind = kind
        self._sorter: Sorter[tuple[Any, ...]] = Sorter(
            length + 1, room, is_looked_up=True
        )

    def add(self, thing: Entry) -> None:
        """Take *thing*; raise OutputError where it cannot be written to the room."""
        self._sorter.add((*self._key(thing), _ENCODER.encode(thing)))

    def things(self) -> Collection[Entry]:
        """Return what was taken, which can be gone through several times."""
        rows = self._sorter.rows()
        if isinstance(rows, Sorted):
            return Ordered(rows, self._kind)
        return tuple(self._decoder.decode(row[-1]) for row in rows)


class Ordered(Collection[Entry]):
    """Records by their keys, which are read from a file each time anew."""

    def __init__(self, rows: Sorted[tuple[Any, ...]], kind: type[Entry]) -> None:
        """Take records of a *kind* from the last column of *rows*."""
        self._rows = rows
        self._kind = kind
        self._decoder = msgspec.msgpack.Decoder(kind)

    def __reduce__(self) -> tuple[object, ...]:
        """Let another process read them."""
        return Ordered, (self._rows, self._kind)

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._rows)

    def __iter__(self) -> Iterator[Entry]:
        """Yield the records."""
        return (self._decoder.decode(row[-1]) for row in self._rows)

    def __contains__(self, thing: object) -> bool:
        """Tell whether *thing* is one of them, which takes a look at all."""
        return any(each == thing for each in self)

    def of(self, first: str) -> Iterator[Entry]:
        """Yield the records whose key begins with *first*."""
        return (self._decoder.decode(row[-1]) for row in self._rows.of(first))


def place(offset: int) -> str:
    """Return *offset* as a text that is in order as the number is.

    >>> place(9) < place(10)
    True
    """
    return f"{offset:0{_DIGITS}}"


def ordered(
    things: Iterable[Entry],
    kind: type[Entry],
    key: Callable[[Entry], tuple[str, ...]],
    length: int,
    room: Room | None = None,
) -> Collection[Entry]:
    """Return *things* by *key*, each once, as ``Ordering`` does."""
    ordering = Ordering(kind, key, length, room)
    for thing in things:
        ordering.add(thing)
    return ordering.things()
