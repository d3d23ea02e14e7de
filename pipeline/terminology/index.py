"""Ask the compiled index which concepts a wording may stand for.

A :class:`Terminology` is a path and no more, so that it goes from process to process as
it is; each process and thread opens the file for itself, in a millisecond, and the
system shares its pages among them all. No answer is fuzzy, none depends on an order.
"""

import os
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Final, NamedTuple

from pipeline.errors import OutputError
from pipeline.terminology import normal, schema
from pipeline.terminology.curated import Denied
from pipeline.terminology.records import (
    Candidate,
    Method,
    Name,
    Scope,
    SourceInfo,
    Term,
)

_SCOPES: Final = tuple(Scope)
_KEYS: Final = len(Method) - 1  # a lookup is never loose
_MAPPED: Final = 1 << 30  # all of an index but that of UMLS
_EXACT: Final = "skos:exactMatch"
_CLOSE: Final = "skos:closeMatch"
# A name narrower than its concept names a thing that has a broader match. One that its
# file calls broader is only related: "lung cancer" stands so with its neoplasm.
_PREDICATES: Final = {
    Scope.LABEL: _EXACT,
    Scope.EXACT: _EXACT,
    Scope.UNTOLD: _CLOSE,
    Scope.NARROW: "skos:broadMatch",
    Scope.BROAD: "skos:relatedMatch",
    Scope.RELATED: "skos:relatedMatch",
}


class _Found(NamedTuple):
    """A row of the names that have a key."""

    key: str
    method: int
    name: str
    scope: int
    is_lay: int
    is_abbreviation: int
    predicate: str
    curie: str
    label: str
    kinds: str
    is_residual: int
    source: int
    source_name: str
    version: str


@dataclass(frozen=True, slots=True)
class Terminology:
    """The terminologies that are loaded, as one file; see the module."""

    path: Path

    def lookup(
        self,
        text: str,
        kinds: Iterable[str] | None = None,
        refused: tuple[Denied, ...] = (),
    ) -> tuple[Candidate, ...]:
        """Return the concepts that *text* may stand for, the likeliest first.

        *kinds* are the kinds that the thing may have; None means any. *text* is as it
        stands in the document where that is at hand: an abbreviation is compared with
        the case it is written in. What the deny list refuses is left out, and so is
        what is *refused*, as if the terminology did not have it.
        """
        asked = None if kinds is None else frozenset(kinds)
        return _lookup(self.path, text, asked, refused)

    def loosely(
        self, text: str, form: str, kinds: Iterable[str] | None = None
    ) -> tuple[Candidate, ...]:
        """Return the concepts with a name whose loose form is *form*, that of *text*.

        As ``lookup``, but none of them is more than near.
        """
        asked = None if kinds is None else frozenset(kinds)
        return _loosely(self.path, text, form, asked)

    def loose_forms(self) -> Iterator[str]:
        """Yield the loose forms of all names, each once."""
        for (form,) in _open(self.path).execute(schema.LOOSE_FORMS):
            yield form

    def names(self, kinds: Iterable[str]) -> tuple[tuple[str, str], ...]:
        """Return all names of concepts of *kinds*, with these, but for our own table's.

        They are in order of the concepts.
        """
        wanted = frozenset(kinds)
        return tuple(
            (written, curie)
            for written, curie, of in _open(self.path).execute(schema.ALL_NAMES)
            if not wanted.isdisjoint(of.split())
        )

    def denied(self, text: str) -> tuple[Denied, ...]:
        """Return the rows of the deny list on *text*: what is refused, and why."""
        key = normal.normalised(text)
        rows = _open(self.path).execute(schema.DENIED, (key,))
        return tuple(Denied(*row) for row in rows)

    def term(self, curie: str) -> Term | None:
        """Return the concept *curie*, obsolete or not, or None where there is none."""
        index = _open(self.path)
        row = index.execute(schema.TERM, (curie,)).fetchone()
        if row is None:
            return None
        found, label, kinds, source, version, parents, xrefs, *states = row
        return Term(
            found,
            label,
            tuple(kinds.split()),
            source,
            version,
            tuple(
                Name(written, _SCOPES[scope], bool(is_lay), bool(is_abbreviation))
                for written, scope, is_lay, is_abbreviation in index.execute(
                    schema.NAMES, (curie,)
                )
            ),
            tuple(parents.split()),
            tuple(xrefs.split()),
            is_residual=bool(states[0]),
            is_obsolete=bool(states[1]),
            replaced_by=states[2],
        )

    def topmost(self, candidates: Sequence[Candidate]) -> Candidate | None:
        """Return which of *candidates* of one terminology fits best, if one does.

        Of several that fit as well it is the one that all others are cases of.
        """
        level = [each for each in candidates if each.rivals == candidates[0].rivals]
        for each in level:
            others = (it.curie for it in level if it is not each)
            if all(each.curie in self.ancestors(other) for other in others):
                return each
        return None

    def ancestors(self, curie: str) -> frozenset[str]:
        """Return all concepts above *curie*, itself not among them."""
        return _ancestors(self.path, curie)

    def sources(self) -> tuple[SourceInfo, ...]:
        """Return what was loaded: releases, licences, digests and counts."""
        return tuple(
            SourceInfo(*row) for row in _open(self.path).execute(schema.SOURCES)
        )

    def groups(self) -> Mapping[str, frozenset[str]]:
        """Return the concepts of each group of our table, by its normalised name."""
        return _groups(self.path)

    def faults(self) -> tuple[tuple[str, str], ...]:
        """Return the rows of our own tables that do not fit these releases, and why."""
        return tuple(_open(self.path).execute(schema.FAULTS))


def is_whole(path: Path) -> bool:
    """Tell whether an index is at *path* that can be read."""
    if not path.is_file():
        return False
    try:
        with closing(_connected(path)) as index:
            index.execute(schema.SOURCES).fetchall()
    except sqlite3.DatabaseError:
        return False
    return True


class _Reading(sqlite3.Connection):
    """A connection that closes itself when nobody has it any more."""

    def __del__(self) -> None:
        with suppress(sqlite3.ProgrammingError):  # it was never opened
            self.close()


def _connected(path: Path) -> sqlite3.Connection:
    # Nobody writes to an index that is in place: no lock is needed, no journal read.
    return sqlite3.connect(
        f"{path.absolute().as_uri()}?mode=ro&immutable=1",
        uri=True,
        factory=_Reading,
        check_same_thread=False,  # used in one only, but closed from any
    )


@lru_cache(maxsize=16)
def _opened(path: Path, process: int, thread: int) -> sqlite3.Connection:  # noqa: ARG001
    try:
        index = _connected(path)
    except sqlite3.OperationalError as fault:
        raise OutputError(str(path), f"cannot be read ({fault})") from None
    index.execute(f"PRAGMA mmap_size = {_MAPPED}")
    return index


def _open(path: Path) -> sqlite3.Connection:
    return _opened(path, os.getpid(), threading.get_ident())


@lru_cache(maxsize=16)
def _groups(path: Path) -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for key, curie in _open(path).execute(schema.GROUPS):
        found.setdefault(key, set()).add(curie)
    return MappingProxyType({key: frozenset(each) for key, each in found.items()})


@lru_cache(maxsize=8192)
def _ancestors(path: Path, curie: str) -> frozenset[str]:
    index = _open(path)
    above: set[str] = set()
    front = [curie]
    while front:
        row = index.execute(schema.ANCESTORS, (front.pop(),)).fetchone()
        new = set(row[0].split()) - above if row else set()
        above |= new
        front += sorted(new)
    return frozenset(above - {curie})


@lru_cache(maxsize=8192)
def _lookup(
    path: Path,
    text: str,
    kinds: frozenset[str] | None,
    refused: tuple[Denied, ...],
) -> tuple[Candidate, ...]:
    keys = dict(normal.keys(text))
    if not keys:
        return ()
    asked = (*keys, *(None,) * (_KEYS - len(keys)))
    rows = _open(path).execute(schema.FOUND, asked).fetchall()
    return _chosen(path, text, rows, keys, kinds, refused)


@lru_cache(maxsize=8192)
def _loosely(
    path: Path, text: str, form: str, kinds: frozenset[str] | None
) -> tuple[Candidate, ...]:
    rows = _open(path).execute(schema.LOOSE, (form,)).fetchall()
    return _chosen(path, text, rows, {form: Method.LOOSE}, kinds)


def _chosen(  # noqa: PLR0913 - all that a lookup was asked
    path: Path,
    text: str,
    rows: Iterable[tuple[object, ...]],
    keys: Mapping[str, Method],
    kinds: frozenset[str] | None,
    refused: tuple[Denied, ...] = (),
) -> tuple[Candidate, ...]:
    """Return the concepts of *rows* that *text* may stand for, the likeliest first."""
    index = _open(path)
    best: dict[str, tuple[tuple[object, ...], Candidate]] = {}
    written = normal.cased(text)
    for row in map(_Found._make, rows):
        if row.is_abbreviation and not _is_written(written, row.name):
            continue
        ranked = _ranked(row, keys)
        curie = ranked[1].curie
        if curie not in best or ranked[0] < best[curie][0]:
            best[curie] = ranked
    if not best:
        return ()
    listed = index.execute(schema.DENIED, (normal.normalised(text),)).fetchall()
    denials = [*(Denied(*row) for row in listed), *refused]
    allowed = [
        (rank, found)
        for rank, found in best.values()
        if (kinds is None or not kinds.isdisjoint(found.kinds))
        and not any(denial.covers(found.curie) for denial in denials)
    ]
    ordered = [found for _, found in sorted(allowed, key=lambda each: each[0])]
    return tuple(_judged(found, ordered) for found in ordered)


def _is_written(text: str, abbreviation: str) -> bool:
    """Tell whether *text* is *abbreviation* in its own case, or the plural of it."""
    return text.removesuffix("s") == normal.cased(abbreviation).removesuffix("s")


def _ranked(
    row: _Found, keys: Mapping[str, Method]
) -> tuple[tuple[object, ...], Candidate]:
    """Return what the *row* of a name tells, and its place in the order of candidates.

    Likeness of wordings counts first, then that people decided it, then how near the
    name is to its concept. A plural or a hyphen takes nothing from the likeness.
    """
    scope = _SCOPES[row.scope]
    found = Candidate(
        row.curie,
        row.label,
        tuple(row.kinds.split()),
        row.name,
        Method(max(row.method, keys[row.key])),
        scope,
        row.predicate or _PREDICATES[scope],
        is_lay=bool(row.is_lay),
        is_abbreviation=bool(row.is_abbreviation),
        is_residual=bool(row.is_residual),
        is_curated=bool(row.predicate),
        rivals=0,
        source=row.source_name,
        version=row.version,
    )
    rank = (
        max(found.method, Method.NORMALISED),
        not found.is_curated,
        found.is_residual,
        row.scope,
        row.is_lay,
        found.method,
        row.source,
        row.curie,
        row.name,
    )
    return rank, found


def _judged(found: Candidate, all_found: Iterable[Candidate]) -> Candidate:
    """Return *found* with the number of its rivals, and claiming no more than it may.

    A rival is of the same source and fits no worse. A name that fits several concepts,
    one of lay people that our table has not, an abbreviation, and an entry for what is
    left over are near, not the same.
    """
    rivals = sum(
        other.curie != found.curie
        and other.source == found.source
        and _fit(other) <= _fit(found)
        for other in all_found
    )
    is_sure = found.is_curated or not (
        rivals or found.is_lay or found.is_residual or found.is_abbreviation
    )
    predicate = found.predicate
    if predicate == _EXACT and (not is_sure or found.method is Method.LOOSE):
        predicate = _CLOSE
    return replace(found, rivals=rivals, predicate=predicate)


def _fit(found: Candidate) -> tuple[Method, bool, bool, int]:
    return (
        max(found.method, Method.NORMALISED),
        not found.is_curated,
        found.is_residual,
        found.scope.rank,
    )
