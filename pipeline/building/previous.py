"""Know a build again: whether the one before was of the same, and is untouched."""

import hashlib
import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Final

import msgspec

from pipeline.building import outputs
from pipeline.building.results import FOLDER
from pipeline.building.summary import Summary

_FILE: Final = "built.json"


class _Built(msgspec.Struct, frozen=True):
    """What the last build was of, how its files look, and what it did."""

    fingerprint: str
    looks: str
    summary: Summary


def find(out: Path, fingerprint: str) -> Summary | None:
    """Return what the build in *out* did, if it was of *fingerprint* and is as it was.

    Files are as they were where each has its size and the times of its last changes.
    """
    try:
        source = (out / FOLDER / _FILE).read_bytes()
        built = msgspec.json.decode(source, type=_Built)
    except (OSError, msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
    if built.fingerprint != fingerprint or built.looks != _looks(out, built.summary):
        return None
    return replace(
        built.summary,
        out=str(out),
        kept=built.summary.documents,
        damaged=0,
        is_unchanged=True,
    )


def note(out: Path, fingerprint: str, summary: Summary) -> None:
    """Note for the next build what *out* holds."""
    built = _Built(fingerprint, _looks(out, summary), summary)
    path = out / FOLDER / _FILE
    new = path.with_suffix(".new")
    try:
        path.parent.mkdir(exist_ok=True)
        new.write_bytes(msgspec.json.encode(built))
        new.replace(path)
    except OSError:
        # The next build finds no note, or one of files that look otherwise, and builds.
        for each in (new, path):
            with suppress(OSError):
                each.unlink()


def _looks(out: Path, summary: Summary) -> str:
    digest = hashlib.sha256()
    names = [outputs.SEAL, *(each.name for each in summary.files)]
    for name, told in (*_of(out, names), *_below(out, outputs.TEXTS)):
        # The second time is the system's: a tool that sets the first cannot set it.
        line = f"{name}\0{told.st_size}\0{told.st_mtime_ns}\0{told.st_ctime_ns}\n"
        digest.update(line.encode(errors="surrogateescape"))
    return digest.hexdigest()


def _of(out: Path, names: Iterable[str]) -> Iterator[tuple[str, os.stat_result]]:
    for name in names:
        try:
            yield name, (out / name).stat()
        except OSError:
            continue


def _below(out: Path, folder: str) -> list[tuple[str, os.stat_result]]:
    found: list[tuple[str, os.stat_result]] = []
    folders = [folder]
    while folders:
        name = folders.pop()
        try:
            with os.scandir(out / name) as entries:
                for entry in entries:
                    if entry.is_dir(follow_symlinks=False):
                        folders.append(f"{name}/{entry.name}")
                    else:
                        told = entry.stat(follow_symlinks=False)
                        found.append((f"{name}/{entry.name}", told))
        except OSError:
            continue
    return sorted(found)
