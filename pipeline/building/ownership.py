"""Tell what a build may replace in an output folder, and what is somebody's own."""

import os
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Final

import msgspec

from pipeline import sealing
from pipeline.building.texts import EXTRACTIONS, TEXTS, text_paths, texts
from pipeline.errors import OutputError
from pipeline.sealing import SEAL

# What file browsers leave wherever they look.
_DUST: Final = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})
# A record of a packed file may be of either kind; that decides its text's name.
_KINDS: Final = ("application/jsonl", "text/markdown")


@dataclass(frozen=True, slots=True)
class _Input:
    """A document that a receipt names, of a supposed kind."""

    name: str
    media_type: str


def check(out: Path, ours: Iterable[str] = ()) -> None:
    """Raise OutputError where a build must not write to *out*.

    It must not where *out* is no folder, where something of another kind is in the
    place of a file of *ours* or of its folder, and where such files lie that no build
    can have written, since the seal and the extractions of one are missing.
    """
    if os.path.lexists(out) and not out.is_dir():
        raise OutputError(str(out), "cannot be written (it is no folder)")
    is_built = (
        bool(_receipt(out))
        or (out / EXTRACTIONS).exists()
        or sealing.is_interrupted(out)
    )
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


def check_texts(out: Path) -> None:
    """Raise OutputError where something lies among the texts that no build wrote.

    The folder of the texts is replaced as a whole, and it would be lost.
    """
    found = _composed(_there(out / TEXTS, ""))
    # The receipt is short, and names enough of them in all but odd cases.
    foreign = found - _composed(_likely(out)) if found else found
    if foreign:
        foreign -= _composed(_written(out))
    if foreign:
        raise OutputError(
            str(out / min(foreign)),
            f"was not written by a build, and {TEXTS}/ is replaced as a whole; "
            "move it elsewhere",
        )


def _receipt(out: Path) -> Mapping[str, object]:
    """Return the receipt of the build in *out*; a file of another kind is none."""
    try:
        told = msgspec.json.decode((out / SEAL).read_bytes(), type=dict[str, object])
    except (OSError, msgspec.DecodeError, UnicodeDecodeError):
        return {}
    return told if {"outputs", "knowledge_sha256"} <= told.keys() else {}


def _check_folder(folder: Path) -> None:
    if folder.is_symlink() or not folder.is_dir():
        raise OutputError(
            str(folder), "is no folder, and files are to be written there"
        )


def _there(folder: Path, above: str) -> Iterator[str]:
    """Yield the paths of all below the folder of the texts that is no folder."""
    above = above or f"{folder.name}/"
    try:
        entries = list(os.scandir(folder))
    except FileNotFoundError:
        return
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            yield from _there(Path(entry.path), f"{above}{entry.name}/")
        elif entry.name not in _DUST:
            yield f"{above}{entry.name}"


def _composed(paths: Iterable[str]) -> frozenset[str]:
    """Return *paths* in one form: some file systems change that of accents."""
    return frozenset(unicodedata.normalize("NFC", path) for path in paths)


def _likely(out: Path) -> Iterable[str]:
    """Return where texts of the documents lie that the receipt in *out* names."""
    inputs = _receipt(out).get("inputs")
    try:
        names = msgspec.convert(inputs, list[dict[str, str | None]])
    except msgspec.ValidationError:
        return ()
    known = [name for each in names if (name := each.get("document"))]
    paths = (text_paths(_Input(name, kind) for name in known) for kind in _KINDS)
    return chain.from_iterable(each.values() for each in paths)


def _written(out: Path) -> Iterable[str]:
    """Return where the texts of the build in *out* lie, as its extractions say."""
    try:
        return [path.relative_to(out).as_posix() for path in texts(out).values()]
    except OutputError:
        return ()
