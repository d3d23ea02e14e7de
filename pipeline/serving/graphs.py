"""The graph of a build, in memory as it is served.

Whatever form of RDF the build wrote, a question sees all triples of the graph. Where
the build wrote N-Quads or TriG, there is besides, under ``GRAPH``, the named graph of
what each document states.
"""

import gzip
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final, cast

import pyoxigraph as ox

from pipeline import sealing
from pipeline.errors import OutputError

# Those that hold more first, then those that are read faster.
_FORMS: Final = (
    ("graph.nq", ox.RdfFormat.N_QUADS),
    ("graph.trig", ox.RdfFormat.TRIG),
    ("graph.nt", ox.RdfFormat.N_TRIPLES),
    ("graph.ttl", ox.RdfFormat.TURTLE),
)
_PACKINGS: Final = ("", ".gz")

Stamp = tuple[int, ...]


def stamp(out: Path) -> Stamp | None:
    """Return what tells the build in *out* from those before and after it.

    None where one is just being put in place, or where there is none.
    """
    if sealing.is_interrupted(out):
        return None
    path = out / sealing.SEAL
    if not path.exists():
        found = _find(out)
        if found is None:
            return None
        path = found[0]
    try:
        told = path.stat()
    except FileNotFoundError:  # taken away just now
        return None
    return told.st_ino, told.st_size, told.st_mtime_ns


def load(out: Path) -> ox.Store:
    """Return the graph of the build in the folder *out*.

    Raise OutputError where there is none or where it is not RDF.
    """
    if not out.is_dir():
        raise OutputError(
            str(out), f"is not there. Try: procgraph build DOCUMENTS --out {out}"
        )
    sealing.check(out)
    found = _find(out)
    if found is None:
        raise OutputError(
            str(out),
            "has no graph.nq, graph.trig, graph.nt or graph.ttl to serve. "
            f"Try: procgraph build DOCUMENTS --out {out} --formats ttl",
        )
    path, form = found
    store = ox.Store()
    try:
        with _opened(path) as file:
            store.bulk_load(file, format=form)
    except SyntaxError as fault:
        raise OutputError(str(path), f"is not {form.name} ({fault.msg})") from None
    except (OSError, EOFError) as fault:
        why = getattr(fault, "strerror", None) or str(fault) or "no reason is told"
        raise OutputError(str(path), f"cannot be read ({why})") from None
    if form.supports_datasets:
        _flatten(store)
    return store


def _find(out: Path) -> tuple[Path, ox.RdfFormat] | None:
    for name, form in _FORMS:
        for packing in _PACKINGS:
            path = out / f"{name}{packing}"
            if path.is_file():
                return path, form
    return None


@contextmanager
def _opened(path: Path) -> Iterator[IO[bytes]]:
    with path.open("rb") as file:
        if path.suffix == ".gz":
            with gzip.GzipFile(fileobj=file) as unpacked:
                yield cast("IO[bytes]", unpacked)
        else:
            yield file


def _flatten(store: ox.Store) -> None:
    """Put what the named graphs hold into the default graph as well.

    Oxigraph can ask the union of all, but finds there as many times what several hold.
    """
    for graph in list(store.named_graphs()):
        store.bulk_extend(
            ox.Quad(each.subject, each.predicate, each.object)
            for each in store.quads_for_pattern(None, None, None, graph)
        )
