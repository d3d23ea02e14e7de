"""Plug-ins that suggest mentions: found by their names, asked page by page.

A distribution offers one under the entry point group ``procgraph.extractors``. What it
suggests is no fact: the stage of mentions takes what stands in the text, and nothing
else. A plug-in that fails on a page does not stop the others, nor the build.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from importlib import metadata
from math import isfinite
from typing import Final

import msgspec

from pipeline.errors import VocabularyError
from pipeline.model import (
    Document,
    Page,
    Passage,
    Plugin,
    Refused,
    Section,
    Suggestion,
)

GROUP: Final = "procgraph.extractors"

Suggested = tuple[str, Suggestion]


@lru_cache(maxsize=16)
def load(names: tuple[str, ...]) -> tuple[Plugin, ...]:
    """Return the plug-ins called *names*, in that order, each once.

    Raise VocabularyError where one is not installed or cannot be loaded.
    """
    return tuple(_load(name) for name in dict.fromkeys(names))


def _load(name: str) -> Plugin:
    offered = metadata.entry_points(group=GROUP)
    for point in offered:
        if point.name != name:
            continue
        try:
            extract = point.load()
        except (Exception, SystemExit) as fault:  # noqa: BLE001 - code of other hands
            told = f"cannot be loaded ({type(fault).__name__}: {fault})"
            raise VocabularyError(f"extractor {name}", told) from None
        if not callable(extract):
            raise VocabularyError(f"extractor {name}", "is no function")
        version = point.dist.version if point.dist else ""
        return Plugin(name, version, extract, point.module)
    known = ", ".join(sorted(point.name for point in offered)) or "none"
    told = f"is not installed. There are: {known}"
    raise VocabularyError(f"extractor {name}", told)


def ask(
    plugins: Sequence[Plugin],
    document: Document,
    sections: Iterable[Section],
    procedure: str,
) -> tuple[tuple[Suggested, ...], tuple[Refused, ...]]:
    """Return what *plugins* suggest of *document*, and which of them failed.

    *procedure* is the label of what the page is about, or empty.
    """
    page = Page(
        document.name,
        document.text,
        tuple(Passage(it.heading, it.type, it.start, it.end) for it in sections),
        procedure,
    )
    suggested: list[Suggested] = []
    failed: list[Refused] = []
    for plugin in plugins:
        try:
            suggested += [(plugin.name, _whole(each)) for each in plugin.extract(page)]
        except (Exception, SystemExit) as fault:  # noqa: BLE001 - code of other hands
            told = f"it failed ({type(fault).__name__}: {fault})"
            failed.append(Refused(plugin.name, told))
    return tuple(suggested), tuple(failed)


def _whole(each: object) -> Suggestion:
    """Return *each* if it is a suggestion whose parts are what they should be."""
    if not isinstance(each, Suggestion):
        raise TypeError(f"gave {type(each).__name__}, no Suggestion")
    told = {slot: getattr(each, slot) for slot in each.__slots__}
    whole = msgspec.convert(told, Suggestion)
    if not isfinite(whole.confidence):
        raise ValueError(f"gave a confidence of {whole.confidence}")
    return whole
