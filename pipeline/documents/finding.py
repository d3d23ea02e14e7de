"""Find the documents below the places that the user names, in a fixed order.

A folder is searched for all readable suffixes; hidden files and folders, and a README
beside a manifest that does not list it, are no sources, nor is what an earlier build
wrote. What cannot be read is found
all the same, and refused with its reason when read: a link that leads out of its
folder, a linked folder, a folder that may not be listed, a document that the manifest
lists and that is not there.
"""

import os
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import msgspec

from pipeline import decisions
from pipeline.documents import manifest
from pipeline.errors import NoDocumentsError, SourceError
from pipeline.model import Description

SUFFIXES: Final = (".htm", ".html", ".jsonl", ".md", ".txt")
PACKED: Final = ".jsonl"
_UNKNOWN: Final = Description()
_README: Final = "readme"
_RECEIPT: Final = "build.json"
_TEXTS: Final = "documents"
_BUILT: Final = frozenset({_RECEIPT, "extractions.jsonl"})

_Records = Mapping[str, Sequence[tuple[str, Description]]]


@dataclass(frozen=True, slots=True)
class Found:
    """A file that may hold documents: its *name* in the build, and where it lies.

    *root* is the folder that it must lie in, links resolved, or empty for a file that
    the user named. *records* are the descriptions of a packed file's records, by id.
    """

    name: str
    path: str
    root: str
    description: Description = field(default_factory=Description)
    records: tuple[tuple[str, Description], ...] = ()


def find(places: Iterable[str | os.PathLike[str]]) -> tuple[Found, ...]:
    """Return all documents below *places*, sorted by name.

    A file that several places hold is found once, by its longest name, in whatever
    order they are given. Raise SourceError for a place that is not there or not of a
    kind that is read, or two files of one name; NoDocumentsError where there is none;
    VocabularyError for a manifest that is wrong.
    """
    listed = [Path(place) for place in places]
    longest: dict[str, Found] = {}
    entry = _Entries()
    for place in listed:
        for each in _at(place):
            file = entry.identity(each.path)
            known = longest.get(file)
            if known is None or _rank(each) > _rank(known):
                longest[file] = each
    if not longest:
        raise NoDocumentsError(
            [str(place) for place in listed], [f"*{suffix}" for suffix in SUFFIXES]
        )
    found: dict[str, Found] = {}
    for each in sorted(longest.values(), key=lambda each: (each.name, each.path)):
        if each.name in found:
            raise SourceError(
                each.path,
                f"has the same name below its folder as {found[each.name].path}; "
                "name a folder above both",
                "same-name",
            )
        found[each.name] = each
    return tuple(found.values())


def unread(places: Iterable[str | os.PathLike[str]]) -> Counter[str]:
    """Return how many files below *places* are of kinds that are not read, by suffix.

    Hidden files, manifests, decisions beside the documents and what an earlier build
    wrote do not count.

    >>> unread([])
    Counter()
    """
    entry = _Entries()
    others = {
        entry.identity(str(path)): path.suffix.lower()
        for place in places
        for parent, _, files in _walk(Path(place), [])
        for path in (Path(parent, name) for name in files)
        if path.suffix.lower() not in SUFFIXES
        and path.name != manifest.NAME
        and path not in {Path(place, name) for name in decisions.NAMES}
    }
    return Counter(others.values())


class _Entries:
    """Tells entries of folders apart, however they are reached."""

    def __init__(self) -> None:
        self._folders: dict[str, str] = {}

    def identity(self, path: str) -> str:
        """Return the same for the same entry.

        Links of the entry itself are not followed: a link and its target are two
        documents.
        """
        folder, name = os.path.split(path)
        if folder not in self._folders:
            self._folders[folder] = str(Path(folder).resolve())
        return os.path.join(self._folders[folder], name)


def _rank(found: Found) -> tuple[int, str, str, str]:
    return len(found.name), found.name, found.path, found.root


def _at(place: Path) -> Iterator[Found]:
    if place.is_dir():
        yield from _below(place)
    elif not os.path.lexists(place):
        raise SourceError(str(place), "is not there", "missing")
    else:
        described = manifest.read(place.parent)
        yield _found(place.name, str(place), "", described, _records(described))


def _below(folder: Path) -> Iterator[Found]:
    described = manifest.read(folder)
    records = _records(described)
    root = os.path.realpath(folder)
    seen = set()
    for name, path in _entries(folder):
        if described and _stem(name) == _README and name not in described:
            continue
        seen.add(name)
        yield _found(name, path, root, described, records)
    files = {_file(name) for name in described}
    for name in sorted(files - seen):
        yield _found(name, str(folder / name), root, described, records)


def _stem(name: str) -> str:
    return os.path.splitext(os.path.basename(name))[0].lower()


def _entries(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield what is to be read below *folder*: files, and folders that cannot be."""
    closed: list[str] = []
    for parent, folders, files in _walk(folder, closed):
        below = Path(parent).relative_to(folder).as_posix()
        prefix = "" if below == "." else f"{below}/"
        linked = [name for name in folders if _is_link(parent, name)]
        read = [name for name in files if os.path.splitext(name)[1].lower() in SUFFIXES]
        for name in (*linked, *read):
            path = name if parent == os.curdir else os.path.join(parent, name)
            yield f"{prefix}{name}", path
    for name in closed:
        yield Path(name).relative_to(folder).as_posix(), name


def _is_link(parent: str, name: str) -> bool:
    try:
        return Path(parent, name).is_symlink()
    except OSError:  # a path longer than the system has
        return False


def _walk(
    folder: Path, closed: list[str]
) -> Iterator[tuple[str, list[str], list[str]]]:
    """Yield the folders from *folder* down, without what is hidden or was built.

    Folders that may not be listed end in *closed*.
    """
    built: set[str] = set()
    walk = os.walk(folder, onerror=lambda fault: closed.append(str(fault.filename)))
    for parent, folders, files in walk:
        if parent != str(folder) and _BUILT.issubset(files):
            written = _written(parent)
            if written is None:
                folders.clear()
                continue
            built |= written
        folders[:] = _shown(parent, folders, built)
        yield parent, folders, _shown(parent, files, built)


def _shown(parent: str, names: Iterable[str], built: Collection[str]) -> list[str]:
    return [
        name
        for name in names
        if not name.startswith(".") and os.path.join(parent, name) not in built
    ]


class _Receipt(msgspec.Struct):
    outputs: dict[str, str]


def _written(folder: str) -> set[str] | None:
    """Return the paths of what a build wrote into *folder*, by its receipt.

    Return None where that cannot be told, and all may be of the build.
    """
    try:
        source = Path(folder, _RECEIPT).read_bytes()
        told = msgspec.json.decode(source, type=_Receipt).outputs
    except (OSError, ValueError, RecursionError):
        return None
    return {os.path.join(folder, name) for name in (_RECEIPT, _TEXTS, *told)}


def _file(name: str) -> str:
    """Return the name of the file that holds the document *name*."""
    file, packed, _ = name.partition(f"{PACKED}#")
    return f"{file}{PACKED}" if packed else name


def _found(
    name: str,
    path: str,
    root: str,
    described: Mapping[str, Description],
    records: _Records,
) -> Found:
    description = described.get(name, _UNKNOWN)
    return Found(name, path, root, description, tuple(records.get(name, ())))


def _records(described: Mapping[str, Description]) -> _Records:
    """Return the records that are *described* by their file, each with its id."""
    by_file: dict[str, list[tuple[str, Description]]] = {}
    for name, description in described.items():
        file = _file(name)
        if file != name:
            record = name.removeprefix(f"{file}#")
            by_file.setdefault(file, []).append((record, description))
    return by_file
