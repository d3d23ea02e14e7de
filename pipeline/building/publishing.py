"""Put the files of a build in place, all of them or none.

What a build wrote lies in ``new`` in its stage, a hidden folder in the output. When all
of it is on the disk, a journal beside it says what goes where: from then on the files
are put in place, by this build or by the next. Each is moved by renaming, and what it
replaces is kept in ``old`` until the end. The seal goes first and comes last. Each step
can be done twice, so that a move may be taken up wherever it was broken off.
"""

import ctypes
import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path, PurePosixPath
from typing import Final

import msgspec

from pipeline.building.texts import TEXTS
from pipeline.errors import OutputError
from pipeline.sealing import JOURNAL, SEAL, STAGE, stages

NEW: Final = "new"
WORK: Final = "work"
_OLD: Final = "old"
_PART: Final = f"{JOURNAL}.part"
_STAGED: Final = frozenset({NEW, WORK, _OLD, JOURNAL, _PART})
# Files that are brought to the disk one by one; each costs some milliseconds.
_SINGLE: Final = 64


class _Journal(msgspec.Struct, frozen=True):
    """What is put in place, and what is taken away; the seal is not named."""

    put: tuple[str, ...]
    take: tuple[str, ...]


_READER: Final = msgspec.json.Decoder(_Journal)


def publish(stage: Path, out: Path, ours: Iterable[str]) -> None:
    """Make what lies in ``new`` in *stage* the content of *out*.

    What there is of *ours* and is not in ``new`` is taken away. On a fault *out* is as
    it was, and the fault is raised. Where that cannot be, the journal stays, the next
    build goes on from it, and OutputError says so.
    """
    journal = _plan(stage / NEW, out, ours)
    _flush(stage)
    try:
        _write(stage, journal)
        _forward(stage, out, journal)
    except BaseException as fault:
        try:
            if (stage / JOURNAL).exists():
                _back(stage, out, journal)
                (stage / JOURNAL).unlink()
        except OSError as further:
            raise OutputError(
                str(out),
                f"holds half a build, which could be put in place as little "
                f"({_words(fault)}) as taken back ({_words(further)}). Run the build "
                "again when that is mended",
            ) from None
        raise
    # All is in place; the next build clears away what this one cannot.
    with suppress(OSError):
        (stage / JOURNAL).unlink()


def recover(out: Path) -> None:
    """Finish what dead builds began in *out*, and clear away what they left.

    The caller holds the lock of *out*, so that no other build is at work. Raise
    OutputError where the files cannot be put in place.
    """
    for stage in stages(out):
        if not _STAGED.issuperset(each.name for each in stage.iterdir()):
            continue  # not one that a build made
        if (stage / JOURNAL).exists():
            try:
                _forward(stage, out, _read(stage))
            except OSError as fault:
                raise OutputError(
                    str(out),
                    "holds half a build, and the rest cannot be put in place "
                    f"({_words(fault)})",
                ) from None
            (stage / JOURNAL).unlink()
        remove(stage)


def remove(stage: Path) -> None:
    """Take *stage* away, unless its journal is still needed."""
    if not (stage / JOURNAL).exists():
        shutil.rmtree(stage, ignore_errors=True)


# ---------------------------------------------------------------- the journal


def _plan(new: Path, out: Path, ours: Iterable[str]) -> _Journal:
    put = sorted(_files(new))
    names = frozenset(put)
    take = (name for name in sorted({*ours} - names - {SEAL}) if _is_file(out / name))
    texts = [TEXTS] if (new / TEXTS).is_dir() else []
    return _Journal((*put, *texts), tuple(take))


def _files(new: Path) -> Iterator[str]:
    """Yield the files below *new*; the texts move as one, and the seal moves last."""
    for path in new.rglob("*"):
        name = path.relative_to(new)
        if path.is_file() and name.parts[0] not in {TEXTS, SEAL}:
            yield name.as_posix()


def _is_file(path: Path) -> bool:
    return path.is_symlink() or path.is_file()


def _write(stage: Path, journal: _Journal) -> None:
    """Write the journal, whole or not at all."""
    part = stage / _PART
    part.write_bytes(msgspec.json.encode(journal) + b"\n")
    _sync(part)
    part.rename(stage / JOURNAL)
    _sync_folders({stage, stage.parent})


def _read(stage: Path) -> _Journal:
    path = stage / JOURNAL
    try:
        journal = _READER.decode(path.read_bytes())
    except (msgspec.DecodeError, UnicodeDecodeError) as fault:
        raise OutputError(str(path), f"is no journal of a build ({fault})") from None
    for name in (*journal.put, *journal.take):
        parts = PurePosixPath(name).parts
        if not parts or name.startswith(("/", STAGE)) or ".." in parts:
            raise OutputError(str(path), f"names {name!r}, which no build writes")
    return journal


# ---------------------------------------------------------------- the move


def _forward(stage: Path, out: Path, journal: _Journal) -> None:
    """Put in place what is not yet, and the seal at last."""
    new, old = stage / NEW, stage / _OLD
    if not os.path.lexists(new / SEAL):
        return
    _put_away(out, old, SEAL)
    for name in journal.put:
        if os.path.lexists(new / name):
            _put_away(out, old, name)
            _move(new / name, out / name)
    for name in journal.take:
        _put_away(out, old, name)
        _drop_empty((out / name).parent, out)
    names = (*journal.put, *journal.take)
    _sync_folders({out, *((out / name).parent for name in names)})
    (new / SEAL).rename(out / SEAL)
    _sync_folders({out})


def _back(stage: Path, out: Path, journal: _Journal) -> None:
    """Take back what was put in place, and put back what was there before."""
    new, old = stage / NEW, stage / _OLD
    for name in (SEAL, *journal.put):
        if not os.path.lexists(new / name) and os.path.lexists(out / name):
            (out / name).rename(new / name)
    for name in (*journal.put, *journal.take):
        if os.path.lexists(old / name):
            _move(old / name, out / name)
        _drop_empty((out / name).parent, out)
    if os.path.lexists(old / SEAL):
        (old / SEAL).rename(out / SEAL)
    _sync_folders({out})


def _put_away(out: Path, old: Path, name: str) -> None:
    """Move what has the *name* in *out* to *old*, where there is such a thing."""
    if not os.path.lexists(out / name):
        return
    if (old / name).is_dir() and not (old / name).is_symlink():
        # Somebody made the folder anew after a build had died here.
        shutil.rmtree(old / name)
    _move(out / name, old / name)


def _move(path: Path, place: Path) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    path.rename(place)


def _drop_empty(folder: Path, out: Path) -> None:
    if folder != out and folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()


def _words(fault: BaseException) -> str:
    if isinstance(fault, OSError) and fault.strerror:
        return fault.strerror
    return str(fault) or type(fault).__name__


# ---------------------------------------------------------------- down to the disk


def _flush(stage: Path) -> None:
    """Bring what lies in *stage* to the disk, so that it outlives a loss of power.

    Many files go in one call where the system has one: with ten thousand texts, a call
    for each takes half a minute.
    """
    paths = [*stage.rglob("*"), stage]
    if len(paths) > _SINGLE and _sync_all(stage):
        return
    for path in paths:
        if path.is_file():
            _sync(path)
    _sync_folders({path for path in paths if path.is_dir()})


def _sync_all(folder: Path) -> bool:
    """Bring the whole file system of *folder* to the disk, where that can be done."""
    try:
        call: Callable[[int], int] = ctypes.CDLL(None).syncfs
    except (AttributeError, TypeError):  # only Linux has it
        return False
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        return call(descriptor) == 0
    finally:
        os.close(descriptor)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _sync_folders(folders: Iterable[Path]) -> None:
    for folder in folders:
        # Not every file system can do it for a folder, and some have no need.
        with suppress(OSError):
            _sync(folder)
