"""Write an output folder so that a reader never sees half a build.

One build at a time is at work in a folder. Everything is written into a hidden folder
in the output, and put in place by renaming only when all of it is there; see
``publishing``. ``build.json`` is the seal: it goes first and comes back last. Of what
else lies in the output folder, only files of an earlier build are taken away.
"""

import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from pipeline.building import locking, publishing
from pipeline.building.locking import Waiting
from pipeline.building.ownership import check, check_texts
from pipeline.building.texts import EXTRACTIONS, TEXTS, text_paths, texts, write_texts
from pipeline.errors import OutputError
from pipeline.sealing import SEAL, STAGE

__all__ = [
    "EXTRACTIONS",
    "SEAL",
    "TEXTS",
    "check",
    "present",
    "staged",
    "text_paths",
    "texts",
    "workplace",
    "write_texts",
]


@contextmanager
def present(
    out: Path, ours: Iterable[str] = (), waiting: Waiting | None = None
) -> Iterator[Path]:
    """Give *out* for one build alone; it is made where it is not there.

    Where another build is at work there, *waiting* is told so, once, and this one
    waits. What a dead one left is finished or cleared away. Then *out* is checked as
    ``check`` does it, *ours* being the names of all that a build may write, and so are
    the texts: a file that no build wrote there is a fault, too. A folder that was made,
    and is still empty at the end, goes again. Raise OutputError where it cannot be
    written.
    """
    with locking.held(out, waiting):
        publishing.recover(out)
        check(out, ours)
        check_texts(out)
        yield out


@contextmanager
def workplace(out: Path) -> Iterator[Path]:
    """Give a folder in *out* for what is needed while a build is at work.

    It goes at the end; what a killed build left goes with the next. Raise OutputError
    where *out* cannot be written.
    """
    try:
        stage = Path(tempfile.mkdtemp(prefix=STAGE, dir=out))
        work = stage / publishing.WORK
        work.mkdir()
    except OSError as fault:
        raise _unwritten(out, fault) from None
    try:
        yield work
    finally:
        publishing.remove(stage)


@contextmanager
def staged(out: Path, ours: Iterable[str] = ()) -> Iterator[Path]:
    """Give a folder to write to; on success its content becomes that of *out*.

    *ours* are the names of all that a build may write: what an earlier one left of them
    and this one does not write is taken away. On a fault *out* is as it was. Raise
    OutputError where *out* cannot be written. The caller has *out* for itself, as
    ``present`` gives it.
    """
    try:
        out.mkdir(parents=True, exist_ok=True)
        stage = Path(tempfile.mkdtemp(prefix=STAGE, dir=out))
    except OSError as fault:
        raise _unwritten(out, fault) from None
    try:
        new = stage / publishing.NEW
        new.mkdir()
        yield new
        check_texts(out)
        publishing.publish(stage, out, ours)
    except OSError as fault:
        raise _unwritten(out, fault) from None
    finally:
        publishing.remove(stage)


def _unwritten(out: Path, fault: OSError) -> OutputError:
    return OutputError(str(out), f"cannot be written ({fault.strerror or fault})")
