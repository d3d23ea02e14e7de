"""Give account of a build to the formats that tell people of it."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import msgspec

from pipeline.building import changes
from pipeline.exports.account import (
    SHOWN,
    Account,
    DecisionsFile,
    Input,
    Inputs,
    Refused,
    listed,
)
from pipeline.model import Quarantined

# Settings that are told elsewhere, or may name a place of this machine.
_UNTOLD: Final = frozenset({"formats", "evidence", "gzip", "decisions"})


class _Told(msgspec.Struct, frozen=True):
    versions: dict[str, str]
    settings: dict[str, Any]
    decisions: tuple[DecisionsFile, ...]
    inputs: tuple[Input, ...]


def give(
    receipt: Mapping[str, object],
    formats: Sequence[str],
    refused: Sequence[Quarantined],
    out: Path,
    folder: Path,
) -> Account:
    """Return the account of the build in *folder*, which *out* will hold.

    *receipt* is its receipt, without outputs, *formats* are those that are written,
    *refused* the documents that could not be read. The files of all other formats are
    there.
    """
    plain = msgspec.to_builtins(receipt)
    told = msgspec.convert(plain, _Told)
    return Account(
        formats=tuple(formats),
        versions=told.versions,
        settings=dict(_settings(told.settings)),
        decisions=told.decisions,
        inputs=Inputs(len(told.inputs), _digest(told.inputs), told.inputs[:SHOWN]),
        refused=listed(
            tuple(
                Refused(each.document, each.reason, each.fault, each.sha256)
                for each in refused
            )
        ),
        changes=changes.find(out, folder, plain),
    )


def _digest(inputs: Sequence[Input]) -> str:
    digest = hashlib.sha256()
    for each in inputs:
        digest.update(f"{each.document}\0{each.sha256 or ''}\n".encode())
    return digest.hexdigest()


def _settings(settings: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    for name, value in settings.items():
        if name not in _UNTOLD:
            yield name, _said(value)


def _said(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Mapping):
        name = value.get("name")
        pairs = (f"{key} {_said(each)}".strip() for key, each in sorted(value.items()))
        return str(name) if name else ", ".join(pairs)
    if isinstance(value, Sequence) and not isinstance(value, str):
        return ", ".join(map(_said, value))
    return "" if value is None else str(value)
