"""Keep what was read of each document from one build to the next, by content.

A result is found by the digest of all that decides it, never by the time of a file:
what is not the same to the byte is not found. Each has a checksum, so that one that is
damaged is not found either. The file is SQLite with a log that is written ahead:
a build that is killed leaves what it had committed, whole.
"""

import hashlib
import os
import sqlite3
from contextlib import suppress
from pathlib import Path
from typing import Final

from pipeline.errors import OutputError

FOLDER: Final = ".cache"
_FILE: Final = "results.sqlite"
_LAYOUT: Final = 2
LENGTH: Final = 16  # of a key, in bytes
_TOGETHER: Final = 256  # results that one commit takes: what a killed build may lose
# https://sqlite.org/rescode.html: what is wrong with the place, or with who else is
# there. All else is of the file, which does not hold what SQLite wrote.
_ELSEWHERE: Final = frozenset(
    {
        sqlite3.SQLITE_PERM,
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_NOMEM,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_CANTOPEN,
    }
)
_PRIMARY: Final = 0xFF  # the part of a result code that tells its kind
_TABLES: Final = f"""
    PRAGMA auto_vacuum = FULL;
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = NORMAL;
    PRAGMA user_version = {_LAYOUT};
    CREATE TABLE IF NOT EXISTS results(
        key BLOB PRIMARY KEY, checksum BLOB NOT NULL, result BLOB NOT NULL
    );
    CREATE TEMPORARY TABLE used(key BLOB PRIMARY KEY) WITHOUT ROWID;
"""
_PUT: Final = "INSERT OR REPLACE INTO results VALUES (?, ?, ?)"


def key(*parts: bytes) -> bytes:
    """Return the key of a result that *parts* decide."""
    digest = hashlib.blake2b(digest_size=LENGTH)
    for part in parts:
        digest.update(len(part).to_bytes(8, "big"))
        digest.update(part)
    return digest.digest()


class Results:
    """Results of earlier builds, and of this one.

    *damaged* counts those, or whole files of them, that could not be used; *is_new*
    tells that no earlier build had left any.
    """

    def __init__(self, folder: Path) -> None:
        """Keep results in *folder*, from the first that is put there.

        Raise OutputError, here and later, where they cannot be kept.
        """
        self._path = folder / FOLDER / _FILE
        self._uncommitted = 0
        self.damaged = 0
        self.is_new = not self._path.exists()
        self._connection: sqlite3.Connection | None = None
        if not self.is_new:
            self._open()

    def get(self, wanted: bytes) -> bytes | None:
        """Return the result of the key *wanted*, or None where there is none."""
        for checksum, result in self._ask(
            "SELECT checksum, result FROM results WHERE key = ?", wanted
        ):
            # Damage can make a number of it.
            if isinstance(result, bytes) and checksum == _checksum(wanted, result):
                self._use(wanted)
                return result
            self.damaged += 1
        return None

    def holds(self, wanted: bytes) -> bool:
        """Tell whether there is a result of the key *wanted*, damaged or not."""
        return bool(self._ask("SELECT 1 FROM results WHERE key = ?", wanted))

    def put(self, made: bytes, result: bytes) -> None:
        """Keep *result* under the key *made*."""
        if self._connection is None:
            self._open()
        row = made, _checksum(made, result), result
        before = self._connection
        self._ask(_PUT, *row)
        if self._connection is not before:
            self._ask(_PUT, *row)
        self._use(made)
        self._uncommitted += 1
        if self._uncommitted >= _TOGETHER:
            self.commit()

    def forget_unused(self) -> None:
        """Drop the results that were neither found nor put since this was opened.

        Where they cannot be dropped, as on a disk that is full, they stay.
        """
        with suppress(OutputError):
            self._ask("DELETE FROM results WHERE key NOT IN (SELECT key FROM used)")
            self.commit()

    def clear(self) -> None:
        """Drop all results, and the place where they are."""
        self.close()
        try:
            self._drop()
        except OSError as fault:
            raise self._unwritten(fault.strerror) from None
        with suppress(OSError):
            self._path.parent.rmdir()

    def close(self) -> None:
        """Make sure of what was put, and close."""
        if self._connection is not None:
            with suppress(OutputError):
                self.commit()
            self._connection.close()
            self._connection = None

    def _use(self, found: bytes) -> None:
        self._ask("INSERT OR IGNORE INTO used VALUES (?)", found)

    def commit(self) -> None:
        """Make sure of what was put, whatever happens next."""
        self._uncommitted = 0
        try:
            if self._connection is not None:
                self._connection.commit()
        except (sqlite3.Error, UnicodeDecodeError) as fault:
            if not self._is_damage(fault):
                raise self._unwritten(fault) from None
            self._renew()

    def _ask(self, words: str, *values: bytes) -> list[tuple[object, object]]:
        """Return what SQLite answers; nothing where the file is damaged."""
        if self._connection is None:
            return []
        try:
            return self._connection.execute(words, values).fetchall()
        except (sqlite3.Error, UnicodeDecodeError) as fault:
            if not self._is_damage(fault):
                raise self._unwritten(fault) from None
        self._renew()
        return []

    def _open(self) -> None:
        try:
            self._path.parent.mkdir(exist_ok=True)
            self._connection = self._connected()
        except OSError as fault:
            raise self._unwritten(fault.strerror) from None
        except (sqlite3.Error, UnicodeDecodeError) as fault:
            if not self._is_damage(fault):
                raise self._unwritten(fault) from None
            self._renew()

    def _connected(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self._path)
        # Damage can make a text of what is none.
        connection.text_factory = bytes
        try:
            (layout,) = connection.execute("PRAGMA user_version").fetchone()
            if layout not in {0, _LAYOUT}:
                raise sqlite3.DatabaseError("another layout")
            connection.executescript(_TABLES)
        except (sqlite3.Error, UnicodeDecodeError):
            connection.close()
            raise
        return connection

    def _renew(self) -> None:
        """Begin with a new file in the place of a damaged one."""
        self.damaged += 1
        if self._connection is not None:
            self._connection.close()
            self._connection = None
        try:
            self._drop()
            self._path.parent.mkdir(exist_ok=True)
            self._connection = self._connected()
        except OSError as fault:
            raise self._unwritten(fault.strerror) from None
        except sqlite3.Error as fault:
            raise self._unwritten(fault) from None

    def _drop(self) -> None:
        for suffix in ("", "-wal", "-shm"):
            self._path.with_name(f"{_FILE}{suffix}").unlink(missing_ok=True)

    def _unwritten(self, fault: object) -> OutputError:
        return OutputError(
            str(self._path),
            f"cannot be written ({fault}). {self._path.parent} holds only what earlier "
            "builds have read: delete it to begin anew or to free its space",
        )

    def _is_damage(self, fault: sqlite3.Error | UnicodeDecodeError) -> bool:
        code = getattr(fault, "sqlite_errorcode", None)
        if code is None or code == sqlite3.SQLITE_IOERR_SHORT_READ:
            return True
        if code & _PRIMARY == sqlite3.SQLITE_READONLY:
            # A file of an unknown format may not be written either.
            return os.access(self._path.parent, os.W_OK) and (
                os.access(self._path, os.W_OK) or not self._path.exists()
            )
        return code & _PRIMARY not in _ELSEWHERE


def _checksum(of: bytes, result: bytes) -> bytes:
    return hashlib.blake2b(result, digest_size=LENGTH, key=of).digest()
