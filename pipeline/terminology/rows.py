"""Read files line by line, so that a fault is told with its line."""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from pipeline.errors import VocabularyError

_HEAD: Final = 1 << 16
_CHUNK: Final = 1 << 20


def head(path: Path) -> str:
    """Return the text that *path* begins with; what is no UTF-8 is left out."""
    try:
        with path.open("rb") as file:
            return file.read(_HEAD).decode("utf-8", "ignore").removeprefix("\ufeff")
    except OSError as fault:
        raise unreadable(path, fault) from None


def digest(path: Path) -> str:
    """Return the SHA-256 of the file at *path*, in hexadecimal digits."""
    made = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while part := file.read(_CHUNK):
                made.update(part)
    except OSError as cause:
        raise unreadable(path, cause) from None
    return made.hexdigest()


def lines(path: Path) -> Iterator[tuple[int, str]]:
    """Yield the lines of *path* with their numbers, blank ones left out."""
    try:
        with path.open("rb") as file:
            for number, line in enumerate(file, 1):
                told = _decoded(path, number, line).rstrip("\r\n")
                if told:
                    yield number, told
    except OSError as fault:
        raise unreadable(path, fault) from None


def cells(
    path: Path, divider: str, counts: frozenset[int], what: str
) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows of *path* with their numbers.

    Raise VocabularyError where one has another number of cells than *counts* allow;
    *what* is what the file should be.
    """
    for number, line in lines(path):
        row = line.split(divider)
        if len(row) not in counts:
            raise fault(path, number, what, f"the row has {len(row)} cells")
        yield number, row


def fault(path: Path, number: int, what: str, why: str) -> VocabularyError:
    """Return the error for line *number* of *path*, which is to be *what*."""
    return VocabularyError(f"{path}:{number}", f"is not {what} ({why})")


def unreadable(path: Path, cause: OSError) -> VocabularyError:
    """Return the error for a file that the system does not give."""
    return VocabularyError(str(path), f"cannot be read ({cause})")


def _decoded(path: Path, number: int, line: bytes) -> str:
    try:
        return line.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as cause:
        raise VocabularyError(f"{path}:{number}", f"is not UTF-8 ({cause})") from None
