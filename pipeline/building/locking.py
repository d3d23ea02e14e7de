"""One build at a time in an output folder.

The lock is one of the operating system on an open file: it ends with the process that
holds it, however that dies, so that none is ever left behind. Processes that a build
starts do not hold it. What is written in the file is only what others are told.
"""

import datetime as dt
import os
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

import msgspec

from pipeline.errors import OutputError

if sys.platform == "win32":

    def _lock(descriptor: int, *, is_waiting: bool) -> None:
        """Lock nothing: there is no such lock."""

else:
    import fcntl

    def _lock(descriptor: int, *, is_waiting: bool) -> None:
        """Lock the open file; raise BlockingIOError where not *is_waiting*."""
        way = fcntl.LOCK_EX if is_waiting else fcntl.LOCK_EX | fcntl.LOCK_NB
        fcntl.flock(descriptor, way)


LOCK: Final = ".lock"
Waiting = Callable[[str], None]

_MOST: Final = 4096  # bytes that are read of what a holder says
_FLAGS: Final = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0)


class _Holder(msgspec.Struct, frozen=True):
    """Who holds a lock, as told to those who wait."""

    pid: int
    host: str
    since: str

    def __str__(self) -> str:
        return f"process {self.pid} on {self.host}, since {self.since}"


@contextmanager
def held(out: Path, waiting: Waiting | None = None) -> Iterator[None]:
    """Hold the lock of *out*, which is made where it is not there.

    Where another build holds it, *waiting* is told who, once, and this one waits. Raise
    OutputError where *out* cannot be written. A folder that is empty at the end and
    was made here goes again.
    """
    path = out / LOCK
    try:
        lock, is_made = _locked(path, waiting)
    except OSError as fault:
        raise OutputError(str(out), f"cannot be written ({fault.strerror})") from None
    try:
        yield
    finally:
        with suppress(OSError):
            # Taken away while it is held: who waits for it sees that, and makes anew.
            if _is_at(path, lock):
                path.unlink()
        if is_made:
            with suppress(OSError):
                out.rmdir()
        os.close(lock)


def _locked(path: Path, waiting: Waiting | None) -> tuple[int, bool]:
    """Return the file at *path*, locked, and whether its folder was made for it."""
    while True:
        is_made = not path.parent.is_dir()
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            lock = os.open(path, _FLAGS, 0o666)
        except FileNotFoundError:  # the one before took its empty folder away
            continue
        try:
            if not _try(lock):
                if waiting:
                    waiting(_told(path.parent, lock))
                waiting = None
                _lock(lock, is_waiting=True)
            if _is_at(path, lock):
                _sign(lock)
                return lock, is_made
        except BaseException:
            os.close(lock)
            raise
        os.close(lock)


def _try(lock: int) -> bool:
    try:
        _lock(lock, is_waiting=False)
    except BlockingIOError:
        return False
    return True


def _is_at(path: Path, lock: int) -> bool:
    """Tell whether the file that is locked is still the one at *path*."""
    try:
        return os.path.samestat(os.fstat(lock), path.stat(follow_symlinks=False))
    except FileNotFoundError:
        return False


def _sign(lock: int) -> None:
    now = dt.datetime.now().astimezone().replace(microsecond=0).isoformat()
    holder = _Holder(os.getpid(), socket.gethostname(), now)
    # On a full disk nobody can be told, and the build says so itself soon enough.
    with suppress(OSError):
        os.ftruncate(lock, 0)
        os.pwrite(lock, msgspec.json.encode(holder) + b"\n", 0)


def _told(out: Path, lock: int) -> str:
    """Return who holds the lock, in words."""
    try:
        who = str(msgspec.json.decode(os.pread(lock, _MOST, 0), type=_Holder))
    except (OSError, msgspec.DecodeError, UnicodeDecodeError):
        who = "which has not said who it is"
    return f"waiting for another build of {out} ({who})"
