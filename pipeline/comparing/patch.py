"""Make an RDF Patch of two graphs, which turns the one into the other.

The form is https://afs.github.io/rdf-patch/, as Apache Jena reads it: what is deleted,
then what is added, each sorted, so that the same two files give the same bytes.
"""

import re
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from os import PathLike
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from pipeline import namespaces
from pipeline.comparing import files, paragraphs
from pipeline.errors import OutputError

_NAMELESS: Final = re.compile(r"_:|<[^>]*> <[^>]*> _:")


@dataclass(frozen=True, slots=True)
class Patch:
    """Triples to delete and to add, in N-Triples without the final stop.

    *id* is made from the content of both files.
    """

    id: str
    deleted: tuple[str, ...]
    added: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        """Whether both graphs hold the same triples."""
        return not (self.deleted or self.added)

    def lines(self) -> Iterator[str]:
        """Yield the lines of the patch."""
        yield f"H id <{self.id}> .\n"
        yield "TX .\n"
        for triple in self.deleted:
            yield f"D {triple} .\n"
        for triple in self.added:
            yield f"A {triple} .\n"
        yield "TC .\n"


def patch(old: str | PathLike[str], new: str | PathLike[str]) -> Patch:
    """Return the patch that makes the graph *new* of the graph *old*.

    Each is the folder of a build or a file of Turtle or N-Triples. Raise OutputError
    where one is missing or no such file, and where what differs has no name of its own
    (a blank node), so that no patch can speak of it.
    """
    places = tuple(files.find(Path(each)) for each in (old, new))
    rests = paragraphs.rest(*places)
    if rests:
        try:
            changes = _changes(*(each.triples() for each in rests))
        except SyntaxError:
            rests = None  # what is wrong is told with its place in the whole file
        else:
            return _patch(places, changes, tuple(each.digest for each in rests))
    before, after = (files.Source(place) for place in places)
    changes = _changes(before.triples(), after.triples())
    return _patch(places, changes, (before.digest, after.digest))


def _changes(
    old: Iterable[ox.Quad], new: Iterable[ox.Quad]
) -> tuple[list[str], list[str]]:
    """Return what *old* has alone and what *new* has alone, each sorted."""
    # A graph is large: only the old one is held, and of the new one what is not in it.
    kept = dict.fromkeys(map(str, old), False)
    added = set()
    for triple in map(str, new):
        if triple in kept:
            kept[triple] = True
        else:
            added.add(triple)
    return sorted(it for it, is_seen in kept.items() if not is_seen), sorted(added)


def _patch(
    places: tuple[Path, ...],
    changes: tuple[list[str], list[str]],
    digests: tuple[str, ...],
) -> Patch:
    for place, triples in zip(places, changes, strict=True):
        if any(map(_NAMELESS.match, triples)):
            raise OutputError(
                str(place), "has blank nodes, of which a patch cannot speak"
            )
    name = f"{namespaces.BASE}patch/{'/'.join(digests)}"
    deleted, added = map(tuple, changes)
    return Patch(uuid.uuid5(uuid.NAMESPACE_URL, name).urn, deleted, added)
