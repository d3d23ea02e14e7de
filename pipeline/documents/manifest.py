"""Read a folder's ``MANIFEST.yaml``: what is known of its documents.

``documents`` maps each document's path below the folder to its title, url, licence,
language, date, origin and references (addresses that support its figures). The file is
optional; a fault in it is an error that names the line, never a silent omission.
"""

import datetime
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import msgspec

from pipeline import knowledge
from pipeline.errors import VocabularyError
from pipeline.model import Description

NAME: Final = "MANIFEST.yaml"
_LARGEST: Final = 5_000_000


class _Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    title: str | None = None
    url: str | None = None
    licence: str | None = None
    language: str | None = None
    date: datetime.date | str | None = None
    origin: str | None = None
    references: tuple[str, ...] = ()


class _Manifest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    documents: dict[str, _Entry]


def read(folder: Path) -> Mapping[str, Description]:
    """Return the descriptions by document name; empty where there is no manifest.

    Raise VocabularyError, with the line, for a manifest that is wrong.
    """
    path = folder / NAME
    if not path.is_file():
        return {}
    if path.stat().st_size > _LARGEST:
        raise VocabularyError(str(path), f"is larger than {_LARGEST} bytes")
    try:
        source = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as fault:
        raise VocabularyError(str(path), f"is not UTF-8 (byte {fault.start})") from None
    entries = knowledge.parse(str(path), source, _Manifest).documents
    return {name: _description(entry) for name, entry in entries.items()}


def _description(entry: _Entry) -> Description:
    return Description(
        title=entry.title,
        url=entry.url,
        licence=entry.licence,
        language=entry.language,
        date=str(entry.date) if entry.date is not None else None,
        origin=entry.origin,
        references=entry.references,
    )
