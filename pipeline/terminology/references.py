"""How concepts refer to concepts: in one spelling, and what lies above what."""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Final

from pipeline.terminology import catalogue

_CURIE: Final = re.compile(r"[A-Za-z][\w.]*:[\w.-]+")
_DATED: Final = 3  # parts that a prefix with a date has more: SNOMEDCT_US_2023_03_01


@lru_cache(maxsize=1)
def _spellings() -> Mapping[str, str]:
    return catalogue.load().xrefs


def spelled(written: str) -> str | None:
    """Return a reference to a terminology that is known, in its one spelling."""
    prefix, _, local = written.partition(":")
    bare = prefix.rsplit("_", _DATED)[0]
    known = _spellings().get(prefix) or _spellings().get(bare)
    if not known or not _CURIE.fullmatch(written):
        return None
    return f"{known}:{local}"


def above(parents: Mapping[str, Iterable[str]]) -> dict[str, frozenset[str]]:
    """Return for each concept all that lie above it; a circle is walked but once."""
    found: dict[str, frozenset[str]] = {}
    for curie in parents:
        seen: set[str] = set()
        front = [curie]
        while front:
            for parent in parents.get(front.pop(), ()):
                if parent not in seen:
                    seen.add(parent)
                    front.append(parent)
        found[curie] = frozenset(seen - {curie})
    return found
