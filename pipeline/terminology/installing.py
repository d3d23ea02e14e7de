"""Bring a terminology: copy its file into the user's folder and note what it is.

A file is read as a whole before it is taken, so that a broken one is refused here and
not by the next build. It is kept under one name, whatever it was called.
"""

import re
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pipeline.errors import OutputError, VocabularyError
from pipeline.terminology import catalogue, detecting, manifest
from pipeline.terminology.manifest import Brought
from pipeline.terminology.rows import digest
from pipeline.terminology.sources import READERS

_PREFIX: Final = re.compile(r"[A-Za-z][A-Za-z0-9.]*")
_PART: Final = ".part"


@dataclass(frozen=True, slots=True)
class Installed:
    """What was taken: its prefix, its row of the manifest, and how much it holds.

    *cite* is what its makers ask to be said.
    """

    prefix: str
    entry: Brought
    path: Path
    terms: int
    cite: str


def install(file: Path, folder: Path) -> Installed:
    """Take *file*, a release of a terminology that is known, into *folder*.

    Raise VocabularyError where it cannot be read or is of none that is known.
    """
    prefix, form = detecting.detect(file)
    known = catalogue.load().terminologies[prefix]
    kept = known.files[form]
    return _take(file, folder, prefix, (kept, form, known.name, known.licence), ())


def add(  # noqa: PLR0913 - what no catalogue tells
    file: Path,
    folder: Path,
    *,
    prefix: str,
    kinds: Sequence[str],
    name: str,
    licence: str,
) -> Installed:
    """Take *file*, an OBO file of any terminology, into *folder*.

    Its concepts with *prefix* may be linked to things of *kinds*. Raise
    VocabularyError where it cannot be read or has none.
    """
    if not _PREFIX.fullmatch(prefix):
        raise VocabularyError(prefix, "is no prefix: letters and digits only")
    if prefix in catalogue.load().terminologies:
        raise VocabularyError(prefix, f"is known. Try: procgraph terms install {file}")
    kept = f"{prefix.lower()}.obo"
    return _take(
        file, folder, prefix, (kept, detecting.OBO, name, licence), tuple(kinds)
    )


def _take(
    file: Path,
    folder: Path,
    prefix: str,
    described: tuple[str, catalogue.Format, str, str],
    kinds: tuple[str, ...],
) -> Installed:
    kept, form, name, licence = described
    reader = READERS[form]
    live = sum(not entry.is_obsolete for entry in reader.read(file, prefix))
    if not live:
        raise VocabularyError(str(file), f"has no concept of {prefix}")
    version = reader.version(file)
    path = folder / kept
    held = manifest.read(folder)
    _copy(file, path)
    beside: dict[str, str] = {}
    for each in reader.beside:
        _copy(file.with_name(each), folder / each)
        beside[each] = digest(folder / each)
    entry = Brought(kept, form, name, version, licence, digest(path), kinds, beside)
    manifest.write(folder, {**held, prefix: entry})
    _drop(folder, held.get(prefix), entry)
    cite = manifest.described(prefix, entry).cite
    return Installed(prefix, entry, path, live, cite)


def _drop(folder: Path, old: Brought | None, new: Brought) -> None:
    """Take away the files of *old* that *new*, in another format, has not."""
    before = {old.file, *old.beside} if old else set()
    for name in before - {new.file, *new.beside}:
        (folder / name).unlink(missing_ok=True)


def _copy(file: Path, path: Path) -> None:
    beside = path.with_name(path.name + _PART)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and path.samefile(file):
            return
        shutil.copyfile(file, beside)
        beside.replace(path)
    except OSError as fault:
        raise OutputError(str(path), f"cannot be written ({fault})") from None
