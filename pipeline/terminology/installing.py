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
from xml.etree import ElementTree as ET

from pipeline.errors import OutputError, VocabularyError
from pipeline.terminology import catalogue, icd10cm, manifest, mesh, obo
from pipeline.terminology.manifest import Brought
from pipeline.terminology.sources import READERS, digest

_WORD: Final = re.compile(r"\w+")
_PREFIX: Final = re.compile(r"[A-Za-z][A-Za-z0-9.]*")
_OBO: Final[catalogue.Format] = "obo"
_PART: Final = ".part"


@dataclass(frozen=True, slots=True)
class Installed:
    """What was taken: its prefix, its row of the manifest, and how much it holds."""

    prefix: str
    entry: Brought
    path: Path
    terms: int


def install(file: Path, folder: Path) -> Installed:
    """Take *file*, a release of a terminology that is known, into *folder*.

    Raise VocabularyError where it cannot be read or is of none that is known.
    """
    prefix = _recognised(file)
    known = catalogue.load().terminologies[prefix]
    return _take(
        file, folder, prefix, (known.file, known.format, known.name, known.licence), ()
    )


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
    return _take(file, folder, prefix, (kept, _OBO, name, licence), tuple(kinds))


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
    entry = Brought(kept, form, name, version, licence, digest(path), kinds)
    manifest.write(folder, {**held, prefix: entry})
    return Installed(prefix, entry, path, live)


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


def _recognised(file: Path) -> str:
    """Return the prefix of the known terminology that *file* is a release of."""
    form, prefix = _looked_into(file)
    known = catalogue.load().terminologies
    for each, terminology in known.items():
        if terminology.format == form and each.casefold() == prefix.casefold():
            return each
    what = f"of {prefix}" if prefix else "of no terminology that is known"
    raise VocabularyError(
        str(file),
        f"is {what}. There are: {', '.join(known)}. "
        "Another one in OBO format is taken by: procgraph terms add",
    )


def _looked_into(file: Path) -> tuple[str, str]:
    """Return the format of *file* and the prefix that it says it has."""
    if (root := _root(file)) is None:
        named = _WORD.match(obo.ontology(file))
        prefixes = obo.prefixes(file)
        said = named[0].casefold() if named else ""
        fitting = [each for each in prefixes if each.casefold() == said]
        return _OBO, (fitting or [*prefixes, ""])[0]
    forms = {icd10cm.ROOT: icd10cm.FORMAT, mesh.ROOT: mesh.FORMAT}
    form = forms.get(root, "")
    for prefix, known in catalogue.load().terminologies.items():
        if known.format == form:
            return form, prefix
    return form, ""


def _root(file: Path) -> str | None:
    """Return the name of the outermost element of *file*, None where it is no XML."""
    try:
        with file.open("rb") as opened:
            for _, element in ET.iterparse(opened, ("start",)):  # noqa: S314 - read no further
                return str(element.tag)
    except ET.ParseError:
        return None
    except OSError as fault:
        raise VocabularyError(str(file), f"cannot be read ({fault})") from None
    return None
