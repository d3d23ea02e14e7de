"""Find the files that terminologies are read from: those of packages, and the user's.

The user's file of a terminology takes the place of the one that a package carries. No
package is imported: its file is found by what pip recorded of it, digest included.
"""

import base64
import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fnmatch import fnmatch
from importlib import metadata
from pathlib import Path
from types import MappingProxyType
from typing import Final

from pipeline.errors import VocabularyError
from pipeline.terminology import catalogue, icd10cm, manifest, mesh, obo
from pipeline.terminology.records import Entry

_CHUNK: Final = 1 << 20
_SHA256: Final = "sha256"


@dataclass(frozen=True, slots=True)
class Reader:
    """How a format is read: its release, and its concepts of one prefix."""

    version: Callable[[Path], str]
    read: Callable[[Path, str], tuple[Entry, ...]]


READERS: Final[Mapping[str, Reader]] = MappingProxyType(
    {
        "obo": Reader(obo.version, obo.read),
        icd10cm.FORMAT: Reader(icd10cm.version, icd10cm.read),
        mesh.FORMAT: Reader(mesh.version, mesh.read),
    }
)


@dataclass(frozen=True, slots=True)
class Source:
    """A file of a terminology before it is read.

    *version* is empty where only the file itself tells it; *origin* says who brought
    the file.
    """

    prefix: str
    path: Path
    sha256: str
    origin: str
    known: catalogue.Terminology
    version: str = ""


def find(folder: Path | None) -> tuple[Source, ...]:
    """Return the files there are, in the order of the catalogue, then the user's own.

    *folder* holds the user's; None means that these do not count.
    """
    found = {source.prefix: source for source in shipped()}
    if folder is not None:
        found |= {source.prefix: source for source in brought(folder)}
    order = [*catalogue.load().terminologies, *sorted(found)]
    return tuple(found[prefix] for prefix in dict.fromkeys(order) if prefix in found)


def shipped() -> tuple[Source, ...]:
    """Return the files that packages carry; one that is not installed gives none."""
    return tuple(
        source
        for prefix, known in catalogue.load().terminologies.items()
        if known.package and (source := _of_package(prefix, known, known.package))
    )


def brought(folder: Path) -> tuple[Source, ...]:
    """Return the files that the manifest in *folder* names."""
    return tuple(
        Source(
            prefix,
            folder / entry.file,
            entry.sha256,
            manifest.ORIGIN,
            manifest.described(prefix, entry),
            entry.version,
        )
        for prefix, entry in sorted(manifest.read(folder).items())
    )


def digest(path: Path) -> str:
    """Return the SHA-256 of the file at *path*, in hexadecimal digits."""
    made = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while part := file.read(_CHUNK):
                made.update(part)
    except OSError as fault:
        raise VocabularyError(str(path), f"cannot be read ({fault})") from None
    return made.hexdigest()


def _of_package(
    prefix: str, known: catalogue.Terminology, package: catalogue.Package
) -> Source | None:
    try:
        distribution = metadata.distribution(package.name)
    except metadata.PackageNotFoundError:
        return None
    held = (
        file
        for file in distribution.files or ()
        if fnmatch(file.as_posix(), package.file)
    )
    for file in sorted(held, key=str):
        path = Path(str(file.locate()))
        if path.is_file():
            origin = f"{package.name} {distribution.version}"
            return Source(prefix, path, _recorded(file, path), origin, known)
    return None


def _recorded(file: metadata.PackagePath, path: Path) -> str:
    """Return the digest that pip noted when it laid the file down, else a fresh one."""
    noted = file.hash
    if noted is None or noted.mode != _SHA256 or file.size != path.stat().st_size:
        return digest(path)
    padded = noted.value + "=" * (-len(noted.value) % 4)
    return base64.urlsafe_b64decode(padded).hex()
