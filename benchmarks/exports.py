"""How fast is a graph written? Beside it, in the same run, rdflib and a plain write.

    python -m benchmarks.exports [PATH...] [--documents 150]

The graph is of documents made of those at PATH (the project's own without any), no two
alike. Each form is written to a file, in turns, by one core; the best turn counts, in
time of the processor. rdflib gets its graph filled before its time begins; "with
filling" counts that too, which is what a program that builds on rdflib pays. "Plain
write" writes the same bytes, in one piece, and nothing else.
"""

import argparse
import gc
import hashlib
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

import pyoxigraph
import rdflib

from benchmarks import corpus, texts, timing
from pipeline import extract
from pipeline.exports import FORMATS, Manner, Run
from pipeline.exports.triples import subjects
from pipeline.graph import merge
from pipeline.model import Document, Graph

_PEERS: Final = {"ttl": "turtle", "nt": "nt", "jsonld": "json-ld"}
_RUN: Final = Manner(Run("0", "0" * 64))


@dataclass(frozen=True, slots=True)
class Row:
    """What one way of writing came to: seconds of the processor, and bytes."""

    name: str
    seconds: float
    size: int


def main() -> None:
    """Measure and print."""
    asked = argparse.ArgumentParser(description="Triples a second by form.")
    asked.add_argument("paths", nargs="*", default=[str(path) for path in texts.OWN])
    asked.add_argument("--documents", type=int, default=150)
    asked.add_argument("--turns", type=int, default=3)
    given = asked.parse_args()
    timing.on_one_core()
    graph = _graph([each.text for each in texts.read(given.paths)], given.documents)
    count = sum(len(pairs) for _, pairs in subjects(graph, _RUN))
    print(f"{given.documents} documents, {count:,} triples\n")
    with tempfile.TemporaryDirectory() as folder:
        rows = list(_rows(graph, Path(folder), given.turns))
    print("| written as | MB | documents/s | triples/s | times a plain write |")
    print("|---|---|---|---|---|")
    plain = {row.name: row.seconds for row in rows if row.name.startswith("plain")}
    for row in rows:
        form = row.name.split()[-1]
        ratio = row.seconds / plain[f"plain write of {form}"]
        figures = given.documents / row.seconds, count / row.seconds, ratio
        told = " | ".join((f"{row.size / 1e6:.1f}", *(f"{it:,.0f}" for it in figures)))
        print(f"| {row.name} | {told} |")


def _graph(written: list[str], documents: int) -> Graph:
    known = extract.load()
    return merge(
        extract.extract(_document(f"{number:06}.txt", text), known)
        for number, text in enumerate(corpus.varied(written, documents))
    )


def _document(name: str, text: str) -> Document:
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Document(name, text, digest, digest, "text/plain", "utf-8")


def _rows(graph: Graph, folder: Path, turns: int) -> Iterator[Row]:
    for form, way in FORMATS.items():
        place = folder / form
        place.mkdir()
        ours = _best(partial(way.write, graph, place, _RUN), turns)
        files = [path for path in place.rglob("*") if path.is_file()]
        content = b"".join(path.read_bytes() for path in files)
        yield Row(form, ours, len(content))
        plain = _best(partial((folder / "plain").write_bytes, content), turns)
        yield Row(f"plain write of {form}", plain, len(content))
        if form in _PEERS:
            yield from _peers(folder / "ttl" / "graph.ttl", form, turns)


def _peers(turtle: Path, form: str, turns: int) -> Iterator[Row]:
    """Yield rdflib's time for the triples of *turtle*, without and with filling."""
    started = time.process_time()
    store = rdflib.Graph()
    for quad in pyoxigraph.parse(path=turtle):
        store.add((_term(quad.subject), _term(quad.predicate), _term(quad.object)))
    filling = time.process_time() - started
    target = turtle.parent / "peer"
    write = partial(store.serialize, target, format=_PEERS[form], encoding="utf-8")
    seconds = _best(write, min(turns, 1))
    size = target.stat().st_size
    yield Row(f"rdflib, {form}", seconds, size)
    yield Row(f"rdflib with filling, {form}", seconds + filling, size)


def _term(term: object) -> rdflib.term.Identifier:
    if isinstance(term, pyoxigraph.Literal):
        if term.language:
            return rdflib.Literal(term.value, lang=term.language)
        return rdflib.Literal(term.value, datatype=rdflib.URIRef(term.datatype.value))
    return rdflib.URIRef(str(getattr(term, "value", "")))


def _best(write: Callable[[], object], turns: int) -> float:
    best = float("inf")
    for _ in range(turns):
        gc.collect()
        gc.disable()
        try:
            started = time.process_time()
            write()
            best = min(best, time.process_time() - started)
        finally:
            gc.enable()
    return best


if __name__ == "__main__":
    main()
