"""Find the documents below the places that the user names, in a fixed order.

A folder is searched for all readable suffixes; hidden files and folders, and a README
beside a manifest that does not list it, are no sources. A link that leads out of the
folder is found, and refused when read.
"""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pipeline.documents import manifest
from pipeline.errors import NoDocumentsError, SourceError
from pipeline.model import Description

SUFFIXES: Final = (".htm", ".html", ".jsonl", ".md", ".txt")
_README: Final = "readme"


@dataclass(frozen=True, slots=True)
class Found:
    """A file that may hold documents: its *name* in the build, and where it lies.

    *root* is the folder that it must lie in, links resolved, or empty for a file that
    the user named.
    """

    name: str
    path: str
    root: str
    description: Description = Description()


def find(places: Sequence[str | os.PathLike[str]]) -> tuple[Found, ...]:
    """Return all documents below *places*, sorted by name.

    Raise SourceError for a place that is not there or two files of one name, and
    NoDocumentsError where no place holds any.
    """
    found: dict[str, Found] = {}
    for place in map(Path, places):
        if not place.exists():
            raise SourceError(str(place), "is not there", "missing")
        for each in _below(place) if place.is_dir() else (_single(place),):
            if found.setdefault(each.name, each) != each:
                raise SourceError(
                    each.path,
                    f"has the same name below its folder as {found[each.name].path}; "
                    "name a folder above both",
                    "same-name",
                )
    if not found:
        raise NoDocumentsError(
            [str(place) for place in places], [f"*{suffix}" for suffix in SUFFIXES]
        )
    return tuple(found[name] for name in sorted(found))


def _single(path: Path) -> Found:
    described = manifest.read(path.parent)
    return Found(path.name, str(path), "", described.get(path.name, Description()))


def _below(folder: Path) -> Iterator[Found]:
    described = manifest.read(folder)
    root = os.path.realpath(folder)
    for parent, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for file in sorted(files):
            path = Path(parent, file)
            if file.startswith(".") or path.suffix.lower() not in SUFFIXES:
                continue
            name = path.relative_to(folder).as_posix()
            if described and path.stem.lower() == _README and name not in described:
                continue
            yield Found(name, str(path), root, described.get(name, Description()))
