"""Read a file of decisions; what is wrong with one names the file and the line.

An entry says one of three things of names: that they are the ``same``, that they are
``apart``, or what the thing of one ``name`` is. Names count as the comparison of names
has them: without case, marks, articles, spelling and number.
"""

import datetime as dt
import hashlib
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Final

import msgspec

from pipeline import identifiers, knowledge
from pipeline.decisions import tables
from pipeline.decisions.records import ANY, Decision, DecisionFile, Link
from pipeline.errors import VocabularyError
from pipeline.terminology import catalogue, normal
from pipeline.vocabulary import predicates

_LIST: Final = "decisions"
_SAID_ANY: Final = "any"
_PROCEDURE: Final = "procedure"
_CURIE: Final = re.compile(r"[^\s:]+:[^\s]+")
_SEVERAL: Final = 2


class _Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    same: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()
    name: str = ""
    label: str = ""
    is_: str | tuple[str, ...] = msgspec.field(name="is", default=())
    called: str = ""
    not_: str | tuple[str, ...] = msgspec.field(name="not", default=())
    kind: str = ""
    author: str = ""
    date: str = ""
    reason: str = ""


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    decisions: tuple[_Entry, ...] | None = None


def read(path: Path, name: str = "") -> DecisionFile:
    """Return the decisions of the file at *path*, called *name* in what is written.

    Raise VocabularyError, with the line, where it is wrong.
    """
    source = knowledge.file_text(path)
    name = name or path.name
    is_table = path.suffix.lower() in tables.SUFFIXES
    made = []
    for line, entry in _rows(path, source) if is_table else _entries(path):
        try:
            made.append(_decision(entry, f"{name}:{line}", f"{path}:{line}"))
        except ValueError as fault:
            raise VocabularyError(f"{path}:{line}", str(fault)) from None
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return DecisionFile(name, digest, tuple(made))


def _entries(path: Path) -> Iterator[tuple[int, _Entry]]:
    """Yield the entries of the YAML file at *path*, each with its line."""
    source = knowledge.brought(path)
    if not any(_content(source)):
        return
    try:
        listed = knowledge.parse(str(path), source, _File).decisions or ()
    except ValueError as fault:  # a number with more digits than are read
        raise VocabularyError(str(path), str(fault)) from None
    yield from zip(knowledge.lines(source, _LIST), listed, strict=True)


def _rows(path: Path, source: str) -> Iterator[tuple[int, _Entry]]:
    """Yield the rows of the table *source* as entries, each with its line."""
    fields = msgspec.structs.fields(_Entry)
    lists = frozenset(each.encode_name for each in fields if each.type is not str)
    columns = tuple(each.encode_name for each in fields)
    for line, row in tables.rows(path, source, columns, lists):
        yield line, msgspec.convert(row, _Entry)


@lru_cache(maxsize=65536)
def form(name: str) -> str:
    """Return what of *name* tells it from other names.

    An article at its end is none: hepatitis A is not hepatitis.

    >>> form("Blood clots in the leg") == form("blood clot in leg")
    True
    """
    articles = catalogue.load().recognition.articles
    *words, last = normal.as_written(name).split() or [""]
    kept = [each for each in words if each not in articles]
    return normal.normalised(" ".join([*kept, last]))


def _content(source: str) -> Iterator[bool]:
    for line in source.splitlines():
        yield bool(line.partition("#")[0].strip())


def _decision(entry: _Entry, place: str, source: str) -> Decision:
    """Return *entry* as a decision; raise ValueError with what is wrong."""
    given = [bool(entry.same), bool(entry.apart), bool(entry.name)]
    if given.count(True) != 1:
        raise ValueError("says one of: same, apart, name")
    named = (entry.name,) if entry.name else ()
    names = _names(entry.same or entry.apart or named)
    links, refused = _links(entry), tuple(map(_refused, _listed(entry.not_)))
    says = bool(entry.label.strip() or links or refused)
    if not entry.name and len({*map(identifiers.normal, names)}) < _SEVERAL:
        raise ValueError("has fewer than two names")
    if entry.name and not says:
        raise ValueError("says nothing of the name; add: is, not, label")
    if entry.apart:
        _check_apart(names, says=says)
    if entry.label and not form(entry.label):
        raise ValueError(f"'{entry.label}' is no name")
    if entry.date and not _is_day(entry.date):
        raise ValueError(f"'{entry.date}' is no day such as 2031-01-31")
    kinds = {*predicates.load().kinds, _PROCEDURE}
    if entry.kind and entry.kind not in kinds:
        there = ", ".join(sorted(kinds))
        raise ValueError(f"no kind '{entry.kind}'. There are: {there}")
    return Decision(
        place,
        source,
        names,
        are_apart=bool(entry.apart),
        label=" ".join(entry.label.split()),
        links=links,
        refused=refused,
        kind=entry.kind,
        author=" ".join(entry.author.split()),
        date=entry.date,
        reason=" ".join(entry.reason.split()),
    )


def _names(given: tuple[str, ...]) -> tuple[str, ...]:
    for each in given:
        if not form(each):
            raise ValueError(f"'{each}' is no name")
    return tuple(" ".join(each.split()) for each in given)


def _check_apart(names: tuple[str, ...], *, says: bool) -> None:
    if says:
        raise ValueError("only tells things apart; say more of each by its name")
    known: dict[str, str] = {}
    for each in names:
        if other := known.get(form(each)):
            raise ValueError(f"'{other}' and '{each}' are one name")
        known[form(each)] = each


def _links(entry: _Entry) -> tuple[Link, ...]:
    curies = [_curie(each) for each in _listed(entry.is_)]
    if entry.called and len(curies) != 1:
        raise ValueError("'called' is of one concept; add: is")
    prefixes = [each.partition(":")[0] for each in curies]
    if len(set(prefixes)) < len(prefixes):
        raise ValueError("a thing is one concept of a terminology")
    return tuple(Link(each, entry.called.strip()) for each in curies)


def _listed(given: str | tuple[str, ...]) -> tuple[str, ...]:
    return (given,) if isinstance(given, str) else given


def _refused(given: str) -> str:
    return ANY if given.strip() in {_SAID_ANY, ANY} else _curie(given)


def _curie(given: str) -> str:
    text = given.strip()
    if not _CURIE.fullmatch(text):
        raise ValueError(f"'{given}' is no identifier such as HP:0002625")
    return catalogue.curie(text)


def _is_day(text: str) -> bool:
    try:
        return dt.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
