"""Make an RDF Patch of two graphs, which turns the one into the other.

The form is https://afs.github.io/rdf-patch/, as Apache Jena reads it: what is deleted,
then what is added, each sorted, so that the same two files give the same bytes.
"""

import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from os import PathLike
from pathlib import Path
from typing import Final

from pipeline import namespaces
from pipeline.comparing import files
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
    before, after = (files.Source(files.find(Path(each))) for each in (old, new))
    # A graph is large: only the old one is held, and of the new one what is not in it.
    kept = dict.fromkeys(map(str, before.triples()), False)
    added = set()
    for triple in map(str, after.triples()):
        if triple in kept:
            kept[triple] = True
        else:
            added.add(triple)
    deleted = sorted(triple for triple, is_seen in kept.items() if not is_seen)
    for source, triples in ((before, deleted), (after, added)):
        if any(map(_NAMELESS.match, triples)):
            raise OutputError(
                str(source.path), "has blank nodes, of which a patch cannot speak"
            )
    name = f"{namespaces.BASE}patch/{before.digest}/{after.digest}"
    return Patch(
        uuid.uuid5(uuid.NAMESPACE_URL, name).urn, tuple(deleted), tuple(sorted(added))
    )
