"""Find the graph of a build, and read its triples one after the other.

No graph is held in memory here. A file may be written by any program: what counts are
its triples. N-Triples is a part of Turtle, so what is not named ``.nt`` is read as
Turtle, and a pipe may be given in place of a file.
"""

import filecmp
import gzip
import hashlib
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Final, cast

import pyoxigraph as ox

from pipeline import sealing
from pipeline.errors import OutputError

GRAPHS: Final = ("graph.ttl", "graph.nt", "graph.nt.gz")
_PACKED: Final = ".gz"
_LINES: Final = ".nt"
_TAKEN: Final = (ox.RdfFormat.TURTLE, ox.RdfFormat.N_TRIPLES, ox.RdfFormat.N3)
# Of files of ours that are no RDF. What is named otherwise may be anything.
_REFUSED: Final = frozenset({"csv", "graphml", "json", "jsonl", "parquet", "tsv"})
_WANTED: Final = (
    f"Name the folder of a build, or a file {', '.join(GRAPHS[:-1])} or {GRAPHS[-1]}"
)


class Source:
    """A file of triples that is read once; *digest* tells afterwards what was read."""

    def __init__(self, path: Path) -> None:
        """Keep where to read; nothing is opened yet."""
        self.path = path
        self._digest = hashlib.sha256()

    @property
    def digest(self) -> str:
        """The SHA-256 of what was read, unpacked."""
        return self._digest.hexdigest()

    def triples(self) -> Iterator[ox.Quad]:
        """Yield the triples in the order of the file.

        Raise :class:`OutputError` where it cannot be read or is neither Turtle nor
        N-Triples.
        """
        name = self.path.name.removesuffix(_PACKED)
        form = ox.RdfFormat.TURTLE
        if name.endswith(_LINES):
            form = ox.RdfFormat.N_TRIPLES
        try:
            with _opened(self.path) as stream:
                read = cast("BinaryIO", _Digested(stream, self))
                yield from ox.parse(read, format=form)
        except SyntaxError as fault:
            said = f"is neither Turtle nor N-Triples ({fault.msg}). {_WANTED}"
            raise OutputError(str(self.path), said) from None
        except (OSError, EOFError, zlib.error) as fault:
            why = getattr(fault, "strerror", None) or str(fault)
            raise OutputError(str(self.path), f"cannot be read ({why})") from None

    def take(self, content: bytes) -> None:
        """Count *content* as read."""
        self._digest.update(content)


class _Digested:
    """A stream of which all that is read is counted."""

    def __init__(self, stream: BinaryIO, source: Source) -> None:
        self._stream = stream
        self._source = source

    def read(self, size: int = -1) -> bytes:
        content = self._stream.read(size)
        self._source.take(content)
        return content


@contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    if path.suffix == _PACKED:
        with gzip.open(path, "rb") as stream:
            yield cast("BinaryIO", stream)
    else:
        with path.open("rb") as file:
            yield file


def find(place: Path) -> Path:
    """Return the file of the graph in the folder *place*, or the file itself.

    Raise :class:`OutputError` where there is none, and where the name of the file says
    that it is of another form.
    """
    if place.is_dir():
        sealing.check(place)
        for name in GRAPHS:
            if (place / name).is_file():
                return place / name
        raise OutputError(
            str(place),
            f"has no {GRAPHS[0]} and no {GRAPHS[1]}. Try: "
            f"procgraph build DOCUMENTS --out {place} --formats ttl",
        )
    if not place.exists():
        raise OutputError(
            str(place), f"is not there. Try: procgraph build DOCUMENTS --out {place}"
        )
    if form := _other_form(place):
        raise OutputError(str(place), f"is {form}, which is not read here. {_WANTED}")
    return place


def _other_form(place: Path) -> str:
    """Return the form that the name of a file says, where it is not read."""
    ending = place.name.removesuffix(_PACKED).rpartition(".")[2]
    if ending in _REFUSED:
        return f"a .{ending} file"
    form = ox.RdfFormat.from_extension(ending)
    return "" if form is None or form in _TAKEN else form.name


def check(place: Path) -> None:
    """Raise :class:`OutputError` where *place* does not begin as a graph does."""
    next(Source(place).triples(), None)


def is_same(old: Path, new: Path) -> bool:
    """Tell whether both are files of the same bytes, so that nothing can differ."""
    if not (old.is_file() and new.is_file()):
        return False
    try:
        return filecmp.cmp(old, new, shallow=False)
    except OSError:
        return False
