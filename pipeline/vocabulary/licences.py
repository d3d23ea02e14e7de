"""Licences by the names that people give them: ``exports/licences.yaml``."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Final

import msgspec

from pipeline import knowledge

_FILE: Final = "exports/licences.yaml"
# https://spdx.github.io/spdx-spec/v2.3/SPDX-license-list/ has all under this address.
_SPDX: Final = "http://spdx.org/licenses/"


class LicencesFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The shape of the file."""

    names: dict[str, tuple[str, ...]]


def iri(words: str) -> str:
    """Return the IRI of the licence that *words* name, or nothing.

    >>> iri("CC BY 4.0"), iri("free with citation")
    ('http://spdx.org/licenses/CC-BY-4.0', '')
    """
    known = _identifiers().get(_plain(words))
    return f"{_SPDX}{known}" if known else ""


@lru_cache(maxsize=1)
def _identifiers() -> Mapping[str, str]:
    read = knowledge.records(_FILE, LicencesFile)
    return {
        _plain(name): identifier
        for identifier, names in read.names.items()
        for name in (identifier, *names)
    }


def _plain(words: str) -> str:
    return " ".join(words.casefold().replace("-", " ").split())
