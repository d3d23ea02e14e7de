"""Tell what changed since the build that stands in the output.

It is known from the receipts of both, and by facts where both have a graph that is not
too large to be compared. Where that build was of the same, what its report told of
changes is told again, so that building again gives the same bytes.
"""

import hashlib
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

import msgspec

from pipeline import comparing
from pipeline.building import stamp
from pipeline.building.texts import EXTRACTIONS
from pipeline.comparing import DocumentDifference, Fact, Fate, quarantined
from pipeline.comparing.quarantined import Refused
from pipeline.errors import OutputError
from pipeline.exports import account
from pipeline.exports.account import Changed, Changes, Entry, Input, Listed, listed
from pipeline.sealing import SEAL

REPORT: Final = "report.json"
"""What tells the changes that an earlier build found."""

LARGEST: Final = 128_000_000
"""Bytes of two graphs together up to which they are compared: they are in memory."""

_GRAPHS: Final = ("graph.ttl", "graph.nt")
# What every build writes and what decides all else, beside its inputs and rules.
_DECIDING: Final = (
    EXTRACTIONS,
    "findings.jsonl",
    "quarantine.jsonl",
    "mappings.sssom.tsv",
)
# Settings that choose what is written of a graph.
_OF_FILES: Final = ("formats", "evidence", "gzip")
_DOCUMENTS: Final = 50
_ENTRIES: Final = 20
_TO: Final = " → "


class _Receipt(msgspec.Struct, frozen=True):
    """What is compared of a receipt."""

    run: str
    settings: dict[str, Any]
    decisions: tuple[account.DecisionsFile, ...]
    inputs: tuple[Input, ...]
    counts: dict[str, Any]
    versions: dict[str, str] = {}
    knowledge_sha256: str = ""
    outputs: dict[str, str] = {}


class _Report(msgspec.Struct, frozen=True):
    """What is read of a report."""

    changes: Changes


def find(out: Path, folder: Path, receipt: Mapping[str, object]) -> Changes:
    """Return what changed from the build in *out* to the one in *folder*.

    The latter has no receipt yet; it is *receipt*, which names no outputs.
    """
    now = msgspec.convert(receipt, _Receipt)
    before = _read(out)
    if before is None:
        return Changes("none", now=_counts(now))
    if _is_same(before, now, folder):
        return _told(out, before) or Changes(
            "same", before=_counts(before), now=_counts(now)
        )
    # Both are compared as builds, with what their receipts tell.
    seal = folder / SEAL
    try:
        seal.write_bytes(stamp.receipt(receipt))
        return _compared(out, folder, before, now)
    finally:
        seal.unlink(missing_ok=True)


def _read(out: Path) -> _Receipt | None:
    try:
        return msgspec.json.decode((out / SEAL).read_bytes(), type=_Receipt)
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
        return None


def _is_same(before: _Receipt, now: _Receipt, folder: Path) -> bool:
    return _decided(before) == _decided(now) and all(
        before.outputs.get(name) == _digest(folder / name) for name in _DECIDING
    )


def _decided(receipt: _Receipt) -> tuple[object, ...]:
    settings = {
        name: value for name, value in receipt.settings.items() if name not in _OF_FILES
    }
    as_json = msgspec.json.encode(settings, order="sorted")
    return receipt.run, receipt.inputs, receipt.decisions, as_json


def _digest(path: Path) -> str | None:
    with suppress(FileNotFoundError), path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
    return None


def _told(out: Path, before: _Receipt) -> Changes | None:
    """Return what the report in *out* tells of changes, if it is as it was written."""
    try:
        source = (out / REPORT).read_bytes()
        if hashlib.sha256(source).hexdigest() == before.outputs.get(REPORT):
            return msgspec.json.decode(source, type=_Report).changes
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
        pass
    return None


# ---------------------------------------------------------------- by receipts


def _counts(receipt: _Receipt) -> dict[str, int]:
    """Return the counts of *receipt*, those of lists by both names."""
    return dict(_flat(receipt.counts))


def _flat(counts: Mapping[str, object], above: str = "") -> Iterator[tuple[str, int]]:
    for name, value in counts.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{name}.")
        elif isinstance(value, int):
            yield f"{above}{name}", value


def _compared(out: Path, folder: Path, before: _Receipt, now: _Receipt) -> Changes:
    refused, refused_now = map(quarantined.refused, (out, folder))
    ours, theirs = _documents(before, refused), _documents(now, refused_now)
    known = Changes(
        "other",
        before=_counts(before),
        now=_counts(now),
        made=tuple(_made(before, now)),
        added=listed(tuple(_others(theirs, ours, refused))),
        removed=listed(tuple(_others(ours, theirs, refused_now))),
        edited=listed(
            tuple(
                name
                for name in sorted(ours.keys() & theirs.keys())
                if ours[name] and theirs[name] and ours[name] != theirs[name]
            )
        ),
    )
    if why := _hindrance(out, folder):
        return msgspec.structs.replace(known, why=why)
    try:
        found = comparing.compare(out, folder)
    except OutputError as fault:
        # Where it lies is of this machine, and of this very build.
        return msgspec.structs.replace(known, why=f"The graph {fault.fault}")
    return msgspec.structs.replace(
        known,
        made=tuple(_altered(each) for each in found.made),
        summary=comparing.summary(found),
        counts=comparing.counts(found),
        told=Listed(
            len(found.documents),
            tuple(map(_changed, found.documents[:_DOCUMENTS])),
        ),
    )


def _documents(receipt: _Receipt, refused: Refused) -> dict[str, str | None]:
    """Return the hash of each document that was read."""
    return {
        each.document: each.sha256
        for each in receipt.inputs
        if each.document not in refused
    }


def _others(some: Iterable[str], known: Container[str], refused: Refused) -> list[str]:
    """Return the names of *some* that the other build neither read nor refused."""
    return [
        name
        for name in sorted(some)
        if name not in known and not quarantined.reason(name, refused)
    ]


def _made(before: _Receipt, now: _Receipt) -> Iterator[account.Altered]:
    program = "procedure-graph"
    pairs = (
        ("codeVersion", before.versions.get(program), now.versions.get(program)),
        ("knowledgeSha256", before.knowledge_sha256, now.knowledge_sha256),
    )
    for name, old, new in pairs:
        if old != new:
            yield account.Altered(name, (old or "",), (new or "",))


def _hindrance(out: Path, folder: Path) -> str:
    """Return why two builds cannot be compared by facts, or nothing."""
    size = 0
    for place, called in ((out, "The build before"), (folder, "This build")):
        graph = next((place / n for n in _GRAPHS if (place / n).is_file()), None)
        if graph is None:
            return f"{called} has no {_GRAPHS[0]} and no {_GRAPHS[1]}."
        size += graph.stat().st_size
    if size > LARGEST:
        return (
            f"The graphs have {size / 1e6:,.0f} MB together; up to "
            f"{LARGEST / 1e6:,.0f} MB are compared here. procgraph diff compares any."
        )
    return ""


# ---------------------------------------------------------------- by facts


def _altered(each: comparing.Altered) -> account.Altered:
    return account.Altered(each.name, each.old, each.new)


def _changed(each: DocumentDifference) -> Changed:
    entries = tuple(_entries(each))
    return Changed(each.documents, each.fate, listed(entries, _ENTRIES))


def _entries(each: DocumentDifference) -> Iterator[Entry]:
    for old, new in each.renamed:
        yield Entry("renamed", f"{old}{_TO}{new}")
    for _, fault in (*each.unreadable, *each.readable):
        yield Entry("refused", fault)
    for change in each.changes:
        yield Entry("page", change.name, details=(_values(change),))
    yield from _facts(each)
    for finding in each.findings_solved:
        yield Entry("solved finding", finding.message, finding.quote)
    for finding in each.findings_new:
        yield Entry("new finding", finding.message, finding.quote)
    for pair in each.findings_changed:
        yield Entry("changed finding", pair.new.message, pair.new.quote)


def _facts(each: DocumentDifference) -> Iterator[Entry]:
    for change, facts in (
        (str(Fate.REMOVED), each.facts_removed),
        ("added", each.facts_added),
    ):
        for fact in facts:
            yield Entry(change, _triple(fact), fact.quote)
    for change, pairs in (
        ("denied", each.facts_denied),
        ("affirmed", each.facts_affirmed),
        ("changed", each.facts_changed),
    ):
        for pair in pairs:
            details = tuple(map(_named, pair.changes))
            yield Entry(change, _triple(pair.new), pair.new.quote, details)
    for section in each.sections_renamed:
        yield Entry("section", "", details=tuple(map(_named, section.changes)))
    for step in each.steps_moved:
        place = f"{step.old}{_TO}{step.new}"
        yield Entry("moved", _triple(step.fact), details=(place,))


def _triple(fact: Fact) -> str:
    return f"{fact.subject.label} - {fact.predicate} -> {fact.object.label}"


def _named(change: comparing.Altered) -> str:
    return f"{change.name}: {_values(change)}"


def _values(change: comparing.Altered) -> str:
    old, new = (_joined(told) for told in (change.old, change.new))
    return f"{old}{_TO}{new}"


def _joined(told: Sequence[str]) -> str:
    return "; ".join(told) or "(none)"
