"""Read a folder's ``MANIFEST.yaml``: what is known of its documents.

``documents`` maps each document's path below the folder to its title, url, licence,
language, date, origin and references (addresses that support its figures), or lists
entries that each have a ``path`` besides. A packed record's path is the file's, ``#``
and the record's id. The file is optional; a fault in it is an error that names the
line, never a silent omission.
"""

from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

import msgspec

from pipeline import knowledge
from pipeline.errors import VocabularyError
from pipeline.model import Description

NAME: Final = "MANIFEST.yaml"


class _Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    title: str | None = None
    url: str | None = None
    licence: str | None = None
    language: str | None = None
    date: str | int | None = None  # a year alone is a number in YAML
    origin: str | None = None
    references: tuple[str, ...] = ()


class _Listed(_Entry, frozen=True, forbid_unknown_fields=True, kw_only=True):
    path: str


class _Manifest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    documents: dict[str, _Entry] | tuple[_Listed, ...]


def read(folder: Path) -> Mapping[str, Description]:
    """Return the descriptions by document name; empty where there is no manifest.

    Raise VocabularyError, with the line, for a manifest that is wrong.
    """
    path = folder / NAME
    if not path.is_file():
        return MappingProxyType({})
    source = knowledge.brought(path)
    try:
        documents = knowledge.parse(str(path), source, _Manifest).documents
    except ValueError as fault:  # a number with more digits than are read
        raise VocabularyError(str(path), str(fault)) from None
    if isinstance(documents, dict):
        named = documents
    else:
        named = {entry.path: entry for entry in documents}
        twice = [
            name
            for name, many in Counter(e.path for e in documents).items()
            if many > 1
        ]
        if twice:
            raise VocabularyError(str(path), f"'{twice[0]}' is there twice")
    if odd := next((name for name in named if "\0" in name), None):
        raise VocabularyError(str(path), f"{odd!r} is no path (it holds a NUL)")
    return MappingProxyType(
        {name: _description(entry) for name, entry in named.items()}
    )


def _description(entry: _Entry) -> Description:
    return Description(
        title=entry.title,
        url=entry.url,
        licence=entry.licence,
        language=entry.language,
        date=None if entry.date is None else str(entry.date),
        origin=entry.origin,
        references=entry.references,
    )
