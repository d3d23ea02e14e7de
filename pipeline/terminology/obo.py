"""Read concepts from a file in OBO format.

fastobo parses it and tells the line of a fault. Concepts of other terminologies that a
file carries along are left out: they are read from their own files.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

import fastobo

from pipeline.errors import VocabularyError
from pipeline.terminology import catalogue, normal, references
from pipeline.terminology.records import Entry, Name, Scope

_TYPE_NAME: Final = re.compile(r"[#/:]")
_DATE: Final = re.compile(r"\d{4}-\d{2}-\d{2}|\d{4}[.-]\d{2}")
_UNKNOWN: Final = "unknown"


@dataclass(slots=True)
class _Frame:
    """What is gathered of one term while its clauses are read."""

    curie: str
    label: str = ""
    names: list[Name] = field(default_factory=list)
    parents: set[str] = field(default_factory=set)
    xrefs: set[str] = field(default_factory=set)
    merged: set[str] = field(default_factory=set)
    is_obsolete: bool = False
    replaced_by: str | None = None


def version(path: Path) -> str:
    """Return the release that the head of *path* tells, in its shortest form."""
    told = _head(path).get("data-version", "")
    dated = _DATE.search(told)
    return dated[0] if dated else told or _UNKNOWN


def ontology(path: Path) -> str:
    """Return what the head of *path* calls its ontology, or nothing."""
    return _head(path).get("ontology", "")


def prefixes(path: Path) -> tuple[str, ...]:
    """Return the prefixes of the concepts in *path*, the most frequent first."""
    counted: dict[str, int] = {}
    for frame in _terms(path):
        prefix = str(frame.id).partition(":")[0]
        counted[prefix] = counted.get(prefix, 0) + 1
    return tuple(sorted(counted, key=lambda each: (-counted[each], each)))


def read(path: Path, prefix: str) -> tuple[Entry, ...]:
    """Return the concepts of *path* whose identifiers have *prefix*, sorted.

    Raise VocabularyError with the line where the file is not OBO.
    """
    frames = {
        frame.curie: frame
        for frame in map(_gathered, _terms(path))
        if frame.curie.startswith(f"{prefix}:")
    }
    below = references.above({curie: frame.parents for curie, frame in frames.items()})
    entries = [_entry(frame, below[frame.curie]) for frame in frames.values()]
    # An identifier that was merged into another is said by that one only.
    merged = {
        old: frame.curie
        for _, frame in sorted(frames.items(), reverse=True)
        for old in frame.merged
        if old not in frames and not frame.is_obsolete
    }
    entries += [
        Entry(old, "", is_obsolete=True, replaced_by=new) for old, new in merged.items()
    ]
    return tuple(sorted(entries, key=lambda entry: entry.curie))


def _head(path: Path) -> dict[str, str]:
    return {clause.raw_tag(): clause.raw_value() for clause in _reader(path).header()}


def _reader(path: Path) -> Any:  # noqa: ANN401 - fastobo tells no types
    try:
        return fastobo.iter(str(path), ordered=True)
    except SyntaxError as fault:
        raise VocabularyError(_place(path, fault), _told(fault)) from None
    except OSError as fault:
        raise VocabularyError(str(path), f"cannot be read ({fault})") from None


def _terms(path: Path) -> Iterator[Any]:
    """Yield the frames of terms; those of relations and instances are no concepts."""
    try:
        for frame in _reader(path):
            if isinstance(frame, fastobo.term.TermFrame):
                yield frame
    except SyntaxError as fault:
        raise VocabularyError(_place(path, fault), _told(fault)) from None
    except OSError as fault:
        raise VocabularyError(str(path), f"cannot be read ({fault})") from None


def _place(path: Path, fault: SyntaxError) -> str:
    return f"{path}:{fault.lineno}" if fault.lineno else str(path)


def _told(fault: SyntaxError) -> str:
    return f"is not OBO ({fault.msg})"


def _gathered(term: Iterable[Any]) -> _Frame:
    frame = _Frame(str(term.id))  # type: ignore[attr-defined]
    for clause in term:
        match clause.raw_tag():
            case "name":
                frame.label = clause.name
            case "synonym":
                if name := _synonym(clause.synonym):
                    frame.names.append(name)
            case "is_obsolete":
                frame.is_obsolete = clause.obsolete
            case "replaced_by":
                frame.replaced_by = str(clause.term)
            case tag:
                _refer(frame, tag, clause)
    return frame


def _refer(frame: _Frame, tag: str, clause: Any) -> None:  # noqa: ANN401 - as above
    """Keep what *clause* says of other concepts."""
    match tag:
        case "is_a":
            frame.parents.add(str(clause.term))
        case "alt_id":
            frame.merged.add(str(clause.alt_id))
        case "xref":
            if found := references.spelled(str(clause.xref.id)):
                frame.xrefs.add(found)
        case _:
            pass


def _synonym(told: Any) -> Name | None:  # noqa: ANN401 - as above
    types = catalogue.load().synonyms
    sort = _TYPE_NAME.split(str(told.type))[-1] if told.type else ""
    if sort in types.dropped:
        return None
    return Name(
        told.desc,
        Scope(told.scope.lower()),
        is_lay=sort in types.layperson,
        is_abbreviation=sort in types.abbreviation or normal.is_abbreviation(told.desc),
    )


def _entry(frame: _Frame, places: frozenset[str]) -> Entry:
    entry = Entry(frame.curie, frame.label, replaced_by=frame.replaced_by)
    if frame.is_obsolete or not frame.label:
        return replace(entry, is_obsolete=True)
    label = Name(
        frame.label, Scope.LABEL, is_abbreviation=normal.is_abbreviation(frame.label)
    )
    return replace(
        entry,
        names=(label, *frame.names),
        parents=tuple(sorted(frame.parents)),
        places=places,
        xrefs=tuple(sorted(frame.xrefs)),
    )
