"""Compile the files of terminologies into one file of SQLite.

The same files give the same content, row by row. The file is written beside its place
and moved there, so that a reader never sees half of one, and it is named by a digest of
all that decides its content.
"""

import hashlib
import json
import os
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from importlib.resources import files
from itertools import count, islice
from pathlib import Path
from typing import Final

from pipeline import knowledge
from pipeline.errors import VocabularyError
from pipeline.terminology import catalogue, curated, normal, schema
from pipeline.terminology.records import Entry, Name, Scope
from pipeline.terminology.rows import digest
from pipeline.terminology.sources import READERS, Source

_KNOWLEDGE: Final = (
    catalogue.FILE,
    curated.LAY,
    curated.GROUPS,
    curated.DENY,
)
_CODE: Final = (
    ("pipeline.terminology", ".py"),
    ("pipeline", "folding.py"),
)
SUFFIX: Final = ".sqlite"
_PART: Final = ".part"
_OWN: Final = frozenset({Scope.LABEL, Scope.EXACT})
_BATCH: Final = 5000  # concepts that are held at a time
_KEPT: Final = 6  # indexes of other files or of other versions of this program


def fingerprint(sources: Sequence[Source]) -> str:
    """Return a digest of all that decides what an index of *sources* holds."""
    made = hashlib.sha256()
    for package, ending in _CODE:
        for file in sorted(files(package).iterdir(), key=lambda each: each.name):
            if file.name.endswith(ending):
                made.update(file.read_bytes())
    for name in _KNOWLEDGE:
        made.update(knowledge.text(name).encode())
    told = [
        (
            source.prefix,
            source.sha256,
            source.origin,
            source.version,
            source.beside,
            source.format,
            source.known.licence,
            [(branch.under, branch.kinds) for branch in source.known.kinds],
        )
        for source in sources
    ]
    made.update(json.dumps(told).encode())
    return made.hexdigest()[:32]


def write(path: Path, sources: Sequence[Source]) -> None:
    """Write the index of *sources* to *path*; OSError where it cannot be written."""
    descriptor, name = tempfile.mkstemp(suffix=_PART, dir=path.parent)
    os.close(descriptor)
    beside = Path(name)
    try:
        with closing(sqlite3.connect(beside, isolation_level=None)) as index:
            index.executescript(schema.SETTINGS + schema.TABLES)
            _fill(index, sources)
        beside.replace(path)
        _prune(path.parent)
    except sqlite3.OperationalError as fault:
        raise OSError(str(fault)) from fault
    finally:
        beside.unlink(missing_ok=True)


def _prune(folder: Path) -> None:
    """Leave the newest few indexes in *folder*: a release comes, an old one goes."""
    made = sorted(folder.glob(f"*{SUFFIX}"), key=lambda each: -each.stat().st_mtime)
    for old in made[_KEPT:]:
        old.unlink(missing_ok=True)


def _fill(index: sqlite3.Connection, sources: Sequence[Source]) -> None:
    """Write what *sources* hold, a concept at a time: one may be of millions."""
    index.executescript(schema.GATHERED)
    index.execute(schema.BEGIN)
    held: dict[str, Entry] = {}
    judged = curated.curies()
    names = count()
    for number, source in enumerate(sources):
        _check(source)
        reader = READERS[source.format]
        live = called = 0
        for entries in _batched(reader.read(source.path, source.prefix)):
            held |= {each.curie: each for each in entries if each.curie in judged}
            live += sum(not entry.is_obsolete for entry in entries)
            called += _write_entries(index, (number, source), entries, names)
        version = source.version or reader.version(source.path)
        index.execute(
            schema.INSERT_SOURCE,
            (
                number,
                source.prefix,
                source.known.name,
                version,
                source.known.licence,
                source.sha256,
                source.path.name,
                source.origin,
                live,
                called,
            ),
        )
    prefixes = frozenset(source.prefix for source in sources)
    _write_curated(index, prefixes, held, names)
    for statement in schema.ORDERED:
        index.execute(statement)
    index.execute(schema.COMMIT)


def _batched(entries: Iterable[Entry]) -> Iterator[list[Entry]]:
    left = iter(entries)
    while part := list(islice(left, _BATCH)):
        yield part


def _check(source: Source) -> None:
    """Raise where a file of *source* is not the one that was recorded."""
    told = {source.path: source.sha256}
    told |= {source.path.with_name(name): noted for name, noted in source.beside}
    for path, noted in told.items():
        if path.is_file() and digest(path) != noted:
            raise VocabularyError(
                str(path), "is not the file that was recorded. Install it again"
            )


def _write_entries(
    index: sqlite3.Connection,
    placed: tuple[int, Source],
    entries: Sequence[Entry],
    numbers: Iterator[int],
) -> int:
    """Write *entries* of one source, and return how many of their names may match."""
    number, source = placed
    terms: list[tuple[object, ...]] = []
    names: list[tuple[object, ...]] = []
    keys: list[tuple[str, int, int]] = []
    forms: list[tuple[str, int]] = []
    called = 0
    for entry in entries:
        kinds = _kinds(entry, source)
        terms.append(_term(entry, number, kinds))
        called += len(entry.names) if kinds else 0
        for name in _names(entry.names):
            own = next(numbers)
            names.append((own, entry.curie, *_told(name), ""))
            if kinds:
                keys += [(*key, own) for key in _keys(name)]
                if form := normal.loose(name.written):
                    forms.append((form, own))
    index.executemany(schema.INSERT_TERM, terms)
    index.executemany(schema.INSERT_NAME, names)
    index.executemany(schema.INSERT_KEY, keys)
    index.executemany(schema.INSERT_LOOSE, forms)
    return called


def _kinds(entry: Entry, source: Source) -> tuple[str, ...]:
    if _is_elsewhere(entry.label):
        return ()
    return source.known.kinds_of(entry.places)


def _is_elsewhere(label: str) -> bool:
    """Tell whether *label* is of an entry that only says where else a thing shows."""
    return normal.as_written(label).endswith(catalogue.load().elsewhere)


def _term(entry: Entry, source: int, kinds: tuple[str, ...]) -> tuple[object, ...]:
    return (
        entry.curie,
        entry.label,
        " ".join(kinds),
        source,
        " ".join(entry.parents),
        " ".join(entry.xrefs),
        entry.is_group or _is_residual(entry.label),
        entry.is_obsolete,
        entry.replaced_by,
    )


def _told(name: Name) -> tuple[object, ...]:
    return name.written, name.scope.rank, name.is_lay, name.is_abbreviation


def _names(names: Sequence[Name]) -> Iterator[Name]:
    """Yield names with one for each wording, the nearest of several.

    A name with a tail is one without it too, and so is one that says what it leaves
    open. Not so what a classification only includes: "Stroke NOS" is put where strokes
    of one kind are.
    """
    seen: set[str] = set()
    cut = [Name(short, Scope.EXACT) for name in names if (short := _cut(name))]
    cut += [
        Name(bare, Scope.EXACT)
        for name in names
        if name.scope in _OWN and (bare := normal.closed(name.written))
    ]
    for name in sorted((*names, *cut), key=lambda each: (each.scope.rank, each.is_lay)):
        if name.written not in seen:
            seen.add(name.written)
            yield name


def _cut(name: Name) -> str:
    """Return *name* without its last word where people leave that out, else nothing."""
    rules = catalogue.load().tails
    rest, _, last = name.written.rpartition(" ")
    if (
        last not in rules.words
        or name.scope not in _OWN
        or rest.endswith(rules.never_after)
        or (" " not in rest and not rest.endswith(rules.alone))
    ):
        return ""
    return rest


def _keys(name: Name) -> tuple[tuple[str, int], ...]:
    return tuple((key, int(method)) for key, method in normal.keys(name.written))


def _is_residual(label: str) -> bool:
    """Tell whether *label* says that it takes what no other entry takes."""
    words = f" {normal.as_written(label).replace(',', ' ')} "
    return any(f" {sign} " in words for sign in catalogue.load().residual)


def _write_curated(
    index: sqlite3.Connection,
    prefixes: frozenset[str],
    entries: dict[str, Entry],
    numbers: Iterator[int],
) -> None:
    for row in curated.lay_synonyms():
        if row.curie.partition(":")[0] not in prefixes:
            continue
        if fault := curated.fault_of_lay(row, entries.get, prefixes):
            index.execute(schema.INSERT_FAULT, (row.place, fault))
            continue
        name = Name(
            row.wording,
            Scope.EXACT,
            is_lay=True,
            is_abbreviation=normal.is_abbreviation(row.wording),
        )
        number = next(numbers)
        told = (number, row.curie, *_told(name), row.predicate)
        index.execute(schema.INSERT_NAME, told)
        keys = [(*key, number) for key in _keys(name)]
        index.executemany(schema.INSERT_KEY, keys)
        index.execute(schema.INSERT_LOOSE, (normal.loose(row.wording), number))
    for row in curated.groups():
        if row.curie.partition(":")[0] not in prefixes:
            continue
        if fault := curated.fault_of_lay(row, entries.get, prefixes):
            index.execute(schema.INSERT_FAULT, (row.place, fault))
            continue
        key = normal.laxest(row.wording)
        index.execute(schema.INSERT_GROUP, (key, row.curie))
    for refused in curated.denied():
        if fault := curated.fault_of_deny(refused, entries.get, prefixes):
            index.execute(schema.INSERT_FAULT, (refused.place, fault))
        key = normal.normalised(refused.wording)
        row_told = (key, refused.object, refused.wording, refused.reason)
        index.execute(schema.INSERT_DENIED, row_told)
