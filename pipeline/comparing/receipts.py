"""Read what the folder of a build tells beside its graph.

That is its receipt, its texts, and the documents that it refused.

A build by another program may have neither. Then nothing is told by them.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import msgspec

from pipeline.comparing import describing, quarantined
from pipeline.comparing.records import Altered, Differences, DocumentDifference

_RECEIPT: Final = "build.json"
_TEXTS: Final = "documents"
_ENDS: Final = (("CRLF", b"\r\n"), ("CR", b"\r"), ("LF", b"\n"))
# Settings that choose what is written of a graph, or are told by the files themselves.
_UNTOLD: Final = frozenset({"formats", "evidence", "gzip", "code_facts", "decisions"})

Values = Mapping[str, tuple[str, ...]]


class _File(msgspec.Struct, frozen=True):
    sha256: str
    file: str = ""
    name: str = ""
    prefix: str = ""
    version: str = ""

    @property
    def called(self) -> str:
        return self.prefix or self.file or self.name


class _Settings(msgspec.Struct, frozen=True):
    code_facts: tuple[_File, ...] = ()


class _Receipt(msgspec.Struct, frozen=True):
    """What decided the build; *settings* are as they were given."""

    settings: dict[str, Any] = {}
    decisions: tuple[_File, ...] = ()
    terminologies: tuple[_File, ...] = ()

    def code_facts(self) -> tuple[_File, ...]:
        return msgspec.convert(self.settings, _Settings).code_facts


def beside(found: Differences, old: Path, new: Path) -> Differences:
    """Return *found* with what *old* and *new* tell, where both are folders."""
    if not (old.is_dir() and new.is_dir()):
        return found
    refused = quarantined.refused(old), quarantined.refused(new)
    return replace(
        found,
        made=_made(old, new, found.made),
        documents=tuple(
            quarantined.told(_with_ends(each, old, new), *refused)
            for each in found.documents
        ),
    )


# ---------------------------------------------------------------- receipts


def _made(old: Path, new: Path, known: Iterable[Altered]) -> tuple[Altered, ...]:
    """Return what is *known* of what made the builds, and what their receipts tell.

    These are the files of decisions and of facts on codes, the settings, and the
    releases of terminologies.
    """
    known = tuple(known)
    ours, theirs = _read(old), _read(new)
    if ours is None or theirs is None:
        return known
    told = {each.name: each for each in known}
    for each in describing.altered(dict(_told(ours)), dict(_told(theirs))):
        told.setdefault(each.name, each)
    for each in describing.altered(_digests(ours), _digests(theirs)):
        # Another release is another file.
        if each.name.removesuffix(_OF_FILE) not in told:
            told[each.name] = each
    return tuple(told.values())


_OF_FILE: Final = ", its file"


def _read(folder: Path) -> _Receipt | None:
    try:
        told = msgspec.json.decode((folder / _RECEIPT).read_bytes(), type=_Receipt)
        told.code_facts()
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
        return None
    return told


def _told(receipt: _Receipt) -> Iterator[tuple[str, tuple[str, ...]]]:
    for each in receipt.decisions:
        yield f"decisions {each.called}", (each.sha256,)
    for each in receipt.code_facts():
        yield f"facts on codes {each.called}", (each.sha256,)
    for name, value in receipt.settings.items():
        if name not in _UNTOLD:
            yield f"setting {name}", tuple(_said(value))
    for each in receipt.terminologies:
        yield f"terminology {each.called}", (each.version,)


def _digests(receipt: _Receipt) -> Values:
    return {
        f"terminology {each.called}{_OF_FILE}": (each.sha256,)
        for each in receipt.terminologies
    }


def _said(value: object) -> Iterator[str]:
    """Yield a value of a setting in words; nothing for one that is not given."""
    if isinstance(value, Mapping):
        yield from (f"{name} {each}" for name, each in sorted(value.items()))
    elif isinstance(value, Sequence) and not isinstance(value, str):
        yield from map(str, value)
    elif isinstance(value, bool):
        yield "yes" if value else "no"
    elif value is not None and value != "":
        yield str(value)


# ---------------------------------------------------------------- texts


def _with_ends(each: DocumentDifference, old: Path, new: Path) -> DocumentDifference:
    """Return *each* with how its lines end, where its text has no other change."""
    if not each.text_changed:
        return each
    before = {after: name for name, after in each.renamed}
    names = before.get(each.document, each.document), each.document
    try:
        ours, theirs = (
            (folder / _TEXTS / f"{name}.txt").read_bytes()
            for folder, name in zip((old, new), names, strict=True)
        )
    except (OSError, ValueError):
        return each
    if ours == theirs or ours.splitlines() != theirs.splitlines():
        return each
    ends = Altered("lineEnds", tuple(_ends(ours)), tuple(_ends(theirs)))
    return replace(each, changes=(*each.changes, ends))


def _ends(text: bytes) -> Iterator[str]:
    for name, end in _ENDS:
        if end in text:
            yield name
            text = text.replace(end, b"")
