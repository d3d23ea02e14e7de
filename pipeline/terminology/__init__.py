"""Terminologies: the same thing under the identifiers that everyone uses.

Names and identifiers are read from the files that packages carry and that users bring,
compiled once into one file, and looked up from there. Every candidate says by which
name, by what likeness and from which release it was found; nothing is fuzzy, nothing is
fetched::

    terms = terminology.open()
    terms.lookup("deep vein thromboses", {"condition"})[0].curie  # 'HP:0002625'
    terminology.recognise("no fever or chills", terms)  # names in running text
"""

from collections.abc import Sequence
from pathlib import Path

from pipeline.errors import OutputError
from pipeline.terminology import compiling, folders, index
from pipeline.terminology import sources as _sources
from pipeline.terminology.curated import Denied
from pipeline.terminology.index import Terminology
from pipeline.terminology.recognising import Recognised, recognise
from pipeline.terminology.records import (
    Candidate,
    Method,
    Name,
    Scope,
    SourceInfo,
    Term,
)
from pipeline.terminology.sources import Source

__all__ = [
    "Candidate",
    "Denied",
    "Method",
    "Name",
    "Recognised",
    "Scope",
    "Source",
    "SourceInfo",
    "Term",
    "Terminology",
    "open",
    "recognise",
]


def open(  # noqa: A001 - read as terminology.open
    sources: Sequence[Source] | None = None, *, cache: Path | None = None
) -> Terminology:
    """Return the index of *sources*, compiled now if it is not there yet.

    Without *sources*, of all files there are: those of packages, and the user's own.
    *cache* is the folder that indexes are kept in. Raise VocabularyError where a file
    is wrong, OutputError where no folder can be written.
    """
    chosen = _sources.find(folders.brought()) if sources is None else tuple(sources)
    name = f"{compiling.fingerprint(chosen)}{compiling.SUFFIX}"
    fault: OSError | None = None
    for folder in folders.caches(cache):
        path = folder / name
        if index.is_whole(path):
            return Terminology(path)
        try:
            compiling.write(path, chosen)
        except OSError as found:
            fault = found
            continue
        return Terminology(path)
    raise OutputError(str(cache or name), f"cannot be written ({fault})")
