"""Read files on codes that people bring themselves: ``ontology/code-files.yaml``.

Codes, signs and facets are read and nothing else: the wording of a code system that a
file may hold is never kept.
"""

import csv
import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

import msgspec

from pipeline import knowledge
from pipeline.errors import VocabularyError
from pipeline.folding import fold
from pipeline.vocabulary.code_facts import CodeFacts, ReferenceFile, publisher
from pipeline.vocabulary.patterns import compiled

_FILE: Final = "code-files.yaml"
_LARGEST: Final = 100_000_000  # bytes; a fee schedule has three million
_HEAD: Final = 40  # lines among which a head is looked for
_STACKED: Final = 5  # lines over which it may be spread
_COMMENT: Final = "#"
_SEVERAL: Final = re.compile(r"[;\s]+")
_WORD: Final = re.compile(r"[a-z]+")

Row = tuple[int, list[str]]


class OwnLayout(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The columns and words of a table of one's own."""

    system: str
    code: str
    facets: tuple[str, ...]
    add_on: str
    sides: str
    sources: str
    yes: frozenset[str]
    no: frozenset[str]
    version: str

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of all columns."""
        rest = (self.add_on, self.sides, self.sources)
        return (self.system, self.code, *self.facets, *rest)


class Sign(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Whether modifiers for one side, and for both, make sense; None is not known."""

    side: bool | None = None
    both: bool | None = None


class ScheduleLayout(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The columns, by words of their heads, and the signs of a fee schedule."""

    code: frozenset[str]
    modifier: frozenset[str]
    period: frozenset[str]
    bilateral: frozenset[str]
    systems: tuple[str, ...]
    add_on: frozenset[str]
    signs: dict[str, Sign]
    version: str


class LayoutsFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The shape of the file."""

    own: OwnLayout
    fee_schedule: ScheduleLayout


@dataclass(frozen=True, slots=True)
class Statement:
    """What a file says of one code; what it leaves open is None or empty.

    *side* tells whether a modifier for one side makes sense, *both* one for both sides.
    """

    system: str
    value: str
    facets: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    is_add_on: bool | None = None
    side: bool | None = None
    both: bool | None = None


@dataclass(frozen=True, slots=True, eq=False)
class CodeFile:
    """What a *file* says, code by code; it lists all codes of the systems *listed*."""

    file: ReferenceFile
    statements: Mapping[tuple[str, str], Statement]
    listed: frozenset[str] = frozenset()


@lru_cache(maxsize=1)
def load() -> LayoutsFile:
    """Read the layouts; raise VocabularyError where they are wrong."""
    read = knowledge.records(_FILE, LayoutsFile)
    for name, layout in (("own", read.own), ("fee_schedule", read.fee_schedule)):
        if not compiled(_FILE, name, layout.version).groups:
            place = knowledge.place(_FILE, name)
            raise VocabularyError(place, "the pattern of a version has no group")
    return read


def read(path: str, facts: CodeFacts, layouts: LayoutsFile) -> CodeFile:
    """Return what the file at *path* says, in the layout that its head shows.

    Raise VocabularyError with the file and the line of what is wrong.
    """
    source = _source(path)
    rows = _rows(path, _text(path, source))
    own, schedule = layouts.own, layouts.fee_schedule
    for at, (_, cells) in enumerate(rows[:_HEAD]):
        named = [fold(cell).strip() for cell in cells]
        if own.system in named and own.code in named:
            version = _version(rows[:at], own.version)
            statements = _own(path, rows[at:], facts, own)
            return CodeFile(_file(path, source, version), statements)
        if schedule.code.intersection(named):
            version = _version(rows[:at], schedule.version)
            statements = _schedule(path, rows, at, facts, schedule)
            listed = frozenset(schedule.systems)
            return CodeFile(_file(path, source, version), statements, listed)
    raise VocabularyError(
        path,
        f"has no head that is known: the columns {own.system} and {own.code}, or "
        f"{' '.join(sorted(schedule.code)).upper()} of a fee schedule",
    )


# ---------------------------------------------------------------- rows


def _source(path: str) -> bytes:
    try:
        with Path(path).open("rb") as stream:
            source = stream.read(_LARGEST + 1)
    except OSError as fault:
        raise VocabularyError(path, f"cannot be read ({fault.strerror})") from None
    if len(source) > _LARGEST:
        raise VocabularyError(path, f"is larger than {_LARGEST} bytes")
    return source


def _text(path: str, source: bytes) -> str:
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return source.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise VocabularyError(path, "is neither UTF-8 nor Windows-1252")


def _rows(path: str, text: str) -> list[Row]:
    """Return the rows that hold something, with the number of their last line."""
    reader = csv.reader(text.splitlines(keepends=True), strict=True)
    rows: list[Row] = []
    try:
        rows.extend(
            (reader.line_num, cells)
            for cells in reader
            if any(cell.strip() for cell in cells)
        )
    except csv.Error as fault:
        raise VocabularyError(f"{path}:{reader.line_num}", str(fault)) from None
    return rows


def _version(rows: Sequence[Row], pattern: str) -> str:
    """Return the version that the lines above the head tell, or an empty text."""
    above = "\n".join(fold(",".join(cells)) for _, cells in rows)
    found = re.search(pattern, above, re.IGNORECASE | re.MULTILINE)
    return " ".join(filter(None, map(str.strip, found.groups()))) if found else ""


def _file(path: str, source: bytes, version: str) -> ReferenceFile:
    return ReferenceFile(Path(path).name, version, hashlib.sha256(source).hexdigest())


# ---------------------------------------------------------------- a table of one's own


def _own(
    path: str, rows: Sequence[Row], facts: CodeFacts, layout: OwnLayout
) -> dict[tuple[str, str], Statement]:
    (top, head), *body = rows
    names = [fold(cell).strip() for cell in head]
    for at, name in enumerate(names):
        if name not in layout.columns:
            known = ", ".join(layout.columns)
            raise VocabularyError(f"{path}:{top}", f"no column '{name}' ({known})")
        if name in names[:at]:
            raise VocabularyError(f"{path}:{top}", f"the column '{name}' comes twice")
    found: dict[tuple[str, str], Statement] = {}
    for line, cells in body:
        place = f"{path}:{line}"
        if cells[0].lstrip().startswith(_COMMENT):
            continue
        if len(cells) > len(names):
            raise VocabularyError(place, f"has more than {len(names)} cells")
        told = dict(zip(names, map(str.strip, cells), strict=False))
        stated = _owned(place, told, facts, layout)
        key = stated.system, stated.value
        if key in found:
            raise VocabularyError(place, f"{' '.join(key)} comes twice")
        found[key] = stated
    return found


def _owned(
    place: str, told: Mapping[str, str], facts: CodeFacts, layout: OwnLayout
) -> Statement:
    system, value = told.get(layout.system, ""), told.get(layout.code, "").upper()
    if not system or not value:
        raise VocabularyError(place, "names no system or no code")
    if not facts.is_formed(system, value):
        raise VocabularyError(place, f"'{value}' has not the form of {system}")
    facets = tuple(
        f"{name}/{facet}"
        for name in layout.facets
        for facet in _SEVERAL.split(told.get(name, ""))
        if facet
    )
    sources = tuple(each for each in told.get(layout.sources, "").split() if each)
    for facet in facets:
        if facet not in facts.labels:
            raise VocabularyError(place, f"there is no facet '{facet}'")
    for source in sources:
        if not publisher(source):
            raise VocabularyError(place, f"'{source}' is no address of a source")
    side = _truth(place, told.get(layout.sides, ""), layout)
    return Statement(
        system=system,
        value=value,
        facets=facets,
        sources=sources,
        is_add_on=_truth(place, told.get(layout.add_on, ""), layout),
        side=side,
        both=side,
    )


def _truth(place: str, word: str, layout: OwnLayout) -> bool | None:
    if not word:
        return None
    if fold(word) in layout.yes | layout.no:
        return fold(word) in layout.yes
    known = ", ".join(sorted(layout.yes | layout.no))
    raise VocabularyError(place, f"'{word}' is none of {known}")


# ---------------------------------------------------------------- a fee schedule


def _schedule(
    path: str, rows: Sequence[Row], at: int, facts: CodeFacts, layout: ScheduleLayout
) -> dict[tuple[str, str], Statement]:
    line, head = rows[at]
    columns = _heads([cells for _, cells in rows[max(0, at - _STACKED) : at + 1]])

    def column(words: frozenset[str]) -> int:
        for index, named in enumerate(columns):
            if words <= named:
                return index
        told = " ".join(sorted(words)).upper()
        raise VocabularyError(f"{path}:{line}", f"the head has no column {told}")

    code = next(i for i, cell in enumerate(head) if fold(cell).strip() in layout.code)
    modifier, period, bilateral = map(
        column, (layout.modifier, layout.period, layout.bilateral)
    )
    found: dict[tuple[str, str], Statement] = {}
    plain: set[tuple[str, str]] = set()
    for number, cells in rows[at + 1 :]:
        place = f"{path}:{number}"
        value = cells[code].strip().upper() if len(cells) > code else ""
        system = next((s for s in layout.systems if facts.is_formed(s, value)), "")
        if not system:
            continue
        if len(cells) <= max(modifier, period, bilateral):
            raise VocabularyError(place, "has fewer cells than the head")
        key = system, value
        is_plain = not cells[modifier].strip()
        if key in plain or (key in found and not is_plain):
            continue
        if is_plain:
            plain.add(key)
        sign = _sign(place, cells[bilateral].strip(), layout)
        found[key] = Statement(
            system=system,
            value=value,
            is_add_on=fold(cells[period]).strip() in layout.add_on,
            side=sign.side,
            both=sign.both,
        )
    if not found:
        raise VocabularyError(f"{path}:{line}", "no code stands below the head")
    return found


def _heads(rows: Sequence[Sequence[str]]) -> list[frozenset[str]]:
    """Return the words that stand over each column; a title is not over one."""
    columns: list[set[str]] = [set() for _ in rows[-1]]
    for cells in rows:
        if sum(bool(cell.strip()) for cell in cells) > 1 or cells is rows[-1]:
            for words, cell in zip(columns, cells, strict=False):
                words.update(_WORD.findall(fold(cell)))
    return [frozenset(words) for words in columns]


def _sign(place: str, sign: str, layout: ScheduleLayout) -> Sign:
    if not sign:
        return Sign()
    if sign not in layout.signs:
        known = ", ".join(layout.signs)
        raise VocabularyError(place, f"the bilateral sign '{sign}' is none of {known}")
    return layout.signs[sign]
