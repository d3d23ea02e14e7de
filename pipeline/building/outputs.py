"""Write an output folder so that a reader never sees half a build.

Everything is written into a hidden folder in the output, and moved into place by
renaming only when all of it is there. ``build.json`` is the seal: it goes first and
comes back last, so that files without it are known to be of an interrupted move. Of
what else lies in the output folder, only files of an earlier build are taken away; the
folder of the texts is a build's alone, and is replaced as a whole.
"""

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import Final, Protocol
from urllib.parse import quote

import msgspec

from pipeline.errors import OutputError
from pipeline.model import Document

SEAL: Final = "build.json"
EXTRACTIONS: Final = "extractions.jsonl"
TEXTS: Final = "documents"
_PACKED: Final = ".jsonl#"
_LONGEST: Final = 200  # bytes; file systems take 255, and a suffix is added
_KEY: Final = 16


class Named(Protocol):
    """What the path of a text is made of."""

    @property
    def name(self) -> str:
        """The document's name."""

    @property
    def media_type(self) -> str:
        """The kind of file that the document is from."""


class _Extracted(msgspec.Struct, frozen=True):
    """What a line of the extractions says of its document."""

    name: str = msgspec.field(name="document")
    media_type: str


def check(out: Path, ours: Iterable[str] = ()) -> None:
    """Raise OutputError where a build must not write to *out*.

    It must not where *out* is no folder, where something of another kind is in the
    place of a file of *ours* or of its folder, and where such files lie that no build
    can have written, since the seal and the extractions of one are missing.
    """
    if os.path.lexists(out) and not out.is_dir():
        raise OutputError(str(out), "cannot be written (it is no folder)")
    is_built = _is_sealed(out) or (out / EXTRACTIONS).exists()
    if os.path.lexists(out / TEXTS):
        _check_folder(out / TEXTS)
    for name in (*ours, TEXTS):
        path = out / name
        if path.parent != out and os.path.lexists(path.parent):
            _check_folder(path.parent)
        if name != TEXTS and path.is_dir():
            raise OutputError(str(path), "is a folder where a file is to be written")
        if not is_built and os.path.lexists(path):
            raise OutputError(
                str(out),
                f"holds {name}, which no build wrote and this one would replace; "
                "name another folder with --out",
            )


def _is_sealed(out: Path) -> bool:
    """Tell whether *out* has the receipt of a build, and no other file of its name."""
    try:
        told = msgspec.json.decode((out / SEAL).read_bytes(), type=dict)
    except (OSError, msgspec.DecodeError):
        return False
    return {"outputs", "knowledge_sha256"} <= told.keys()


def _check_folder(folder: Path) -> None:
    if folder.is_symlink() or not folder.is_dir():
        raise OutputError(
            str(folder), "is no folder, and files are to be written there"
        )


@contextmanager
def staged(out: Path, ours: Iterable[str] = ()) -> Iterator[Path]:
    """Give a folder to write to; on success its content becomes that of *out*.

    *ours* are the names of all that a build may write: what an earlier one left of them
    and this one does not write is taken away. On a fault *out* is as it was. Raise
    OutputError where *out* cannot be written.
    """
    try:
        out.mkdir(parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(prefix=".building-", dir=out))
    except OSError as fault:
        raise OutputError(str(out), f"cannot be written ({fault.strerror})") from None
    try:
        new = folder / "new"
        new.mkdir()
        yield new
        _move(new, out, folder, ours)
    except OSError as fault:
        raise OutputError(str(out), f"cannot be written ({fault.strerror})") from None
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def present(out: Path) -> Iterator[Path]:
    """Give *out*, which is made where it is not there.

    One that was made, and is still empty at the end, goes again. Raise OutputError
    where it cannot be written.
    """
    was_there = out.is_dir()
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise OutputError(str(out), f"cannot be written ({fault.strerror})") from None
    try:
        yield out
    finally:
        if not was_there and not any(out.iterdir()):
            out.rmdir()


def _move(new: Path, out: Path, folder: Path, ours: Iterable[str]) -> None:
    """Rename what *new* holds into *out*; what it replaces goes to *folder*."""
    old = folder / "old"
    (out / SEAL).unlink(missing_ok=True)
    names = sorted(_files(new))
    for name in [*names, *([TEXTS] if (new / TEXTS).is_dir() else [])]:
        target = out / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.is_dir() and not target.is_symlink():
            _put_away(target, old / name)
        (new / name).replace(target)
    for name in sorted(frozenset(ours).difference(names, [SEAL])):
        if (out / name).is_file():
            _put_away(out / name, old / name)
            _drop_empty((out / name).parent, out)
    (new / SEAL).replace(out / SEAL)


def _files(new: Path) -> Iterator[str]:
    """Yield the files below *new*; the texts move as one, and the seal moves last."""
    for path in new.rglob("*"):
        name = path.relative_to(new)
        if path.is_file() and name.parts[0] not in {TEXTS, SEAL}:
            yield name.as_posix()


def _put_away(path: Path, place: Path) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    path.rename(place)


def _drop_empty(folder: Path, out: Path) -> None:
    if folder != out and not any(folder.iterdir()):
        folder.rmdir()


def text_paths(documents: Iterable[Named]) -> Mapping[str, str]:
    """Return for each document's name the path of its text layer below the output.

    The path is the name with ``.txt`` after it, below ``documents/``. Only what no
    file system takes is written otherwise: the id of a packed record is quoted, an
    overlong part is cut and gets a digest.
    """
    paths = {each.name: f"{_safe(each)}.txt" for each in documents}
    files = frozenset(paths.values())
    return MappingProxyType(
        {name: f"{TEXTS}/{_apart(path, files)}" for name, path in paths.items()}
    )


def _safe(document: Named) -> str:
    name = document.name
    file, packed, record = name.partition(_PACKED)
    if packed and document.media_type == "application/jsonl":
        name = f"{file}{packed}{quote(record, safe=' #@')}"
    return "/".join(map(_cut, name.split("/")))


def _cut(part: str) -> str:
    if len(part.encode()) <= _LONGEST:
        return part
    kept = part.encode()[: _LONGEST - _KEY - 1].decode(errors="ignore")
    return f"{kept}~{hashlib.sha256(part.encode()).hexdigest()[:_KEY]}"


def _apart(path: str, files: frozenset[str]) -> str:
    """Return *path* so that no folder in it has the name of one of *files*."""
    parts = path.split("/")
    for end in range(1, len(parts)):
        if "/".join(parts[:end]) in files:
            return "/".join([*parts[: end - 1], "%2F".join(parts[end - 1 :])])
    return path


def write_texts(
    folder: Path, documents: Iterable[Document], paths: Mapping[str, str]
) -> None:
    """Write the text layer of each of *documents* below *folder*, byte for byte.

    *paths* are those of the texts, as ``text_paths`` gives them.
    """
    (folder / TEXTS).mkdir()
    for document in documents:
        path = folder / paths[document.name]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(document.text.encode())


def texts(out: Path) -> Mapping[str, Path]:
    """Return for each document of the build in *out* the path of its text layer.

    Raise OutputError where the extractions of the build cannot be read.
    """
    path = out / EXTRACTIONS
    reader = msgspec.json.Decoder(_Extracted)
    try:
        with path.open("rb") as lines:
            paths = text_paths(map(reader.decode, lines))
    except (OSError, msgspec.DecodeError) as fault:
        raise OutputError(str(path), f"cannot be read ({fault})") from None
    return MappingProxyType({name: out / path for name, path in paths.items()})
