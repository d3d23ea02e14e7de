"""Write a graph in the formats that are listed here.

Every format writes the same facts, and the same bytes for the same graph.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from gzip import GzipFile
from pathlib import Path
from types import MappingProxyType
from typing import BinaryIO, Final, cast

from pipeline.errors import UnknownFormatError
from pipeline.exports import (
    dataset,
    explorer,
    graphml,
    jsonld,
    kgx,
    matches,
    neo4j,
    node_link,
    rdf,
    report,
    tables,
    turtle,
)
from pipeline.exports.account import Account
from pipeline.exports.exchange import write_extractions, write_findings
from pipeline.exports.manner import Evidence, Manner, Run
from pipeline.exports.schema import SCHEMA_VERSION
from pipeline.model import Graph

__all__ = [
    "ALL",
    "FORMATS",
    "SCHEMA_VERSION",
    "Account",
    "Evidence",
    "Format",
    "Manner",
    "Run",
    "choose",
    "packed",
    "write_extractions",
    "write_findings",
]

ALL: Final = "all"


_BUFFER: Final = 1 << 20  # bytes
_LEVEL: Final = 6  # of gzip, its own default
_PACKING: Final = ".gz"

Write = Callable[[Graph, Path, Manner], None]


@dataclass(frozen=True, slots=True)
class Format:
    """A way to write a graph: its *write* makes *files* in the folder it is given."""

    files: tuple[str, ...]
    write: Write


def _one(name: str, write: Callable[[Graph, BinaryIO, Manner], None]) -> Format:
    """Return the format of the one file *name*, which *write* writes to a stream."""

    def to_file(graph: Graph, folder: Path, manner: Manner) -> None:
        with (folder / name).open("wb", buffering=_BUFFER) as stream:
            write(graph, stream, manner)

    return Format((name,), to_file)


def _packed(name: str, write: Callable[[Graph, BinaryIO, Manner], None]) -> Format:
    """Return the format of the file *name*, or where wished of *name* with ``.gz``.

    What is packed has no name and no time in it, so that it is the same each time.
    """
    plain = _one(name, write)

    def to_file(graph: Graph, folder: Path, manner: Manner) -> None:
        if not manner.gzip:
            plain.write(graph, folder, manner)
            return
        with (
            (folder / f"{name}{_PACKING}").open("wb", buffering=_BUFFER) as stream,
            GzipFile("", "wb", _LEVEL, stream, mtime=0) as packed,
        ):
            write(graph, cast("BinaryIO", packed), manner)

    return Format((name, f"{name}{_PACKING}"), to_file)


FORMATS: Final[Mapping[str, Format]] = MappingProxyType(
    {
        "ttl": _one("graph.ttl", turtle.write),
        "json": _one("graph.json", node_link.write),
        "jsonld": _one("graph.jsonld", jsonld.write),
        "nt": _packed("graph.nt", rdf.write_triples),
        "nq": _packed("graph.nq", rdf.write_quads),
        "trig": _packed("graph.trig", rdf.write_trig),
        "sssom": _one(matches.FILE, matches.write),
        "graphml": _one("graph.graphml", graphml.write),
        "kgx": Format(kgx.TSV_FILES, kgx.write_tsv),
        "kgx-jsonl": Format(kgx.JSONL_FILES, kgx.write_jsonl),
        "neo4j": Format(neo4j.FILES, neo4j.write),
        "parquet": Format(tables.FILES, tables.write),
        "report": Format(report.FILES, report.write),
        "explorer": Format(explorer.FILES, explorer.write),
        # Last: it tells of the files of the others.
        "dataset": Format((dataset.FILE,), dataset.write),
    }
)


def choose(names: Iterable[str]) -> tuple[str, ...]:
    """Return *names* of formats, each once, in the order of the registry.

    A name may hold several, with commas, in any case and with blanks around them.
    ``all`` stands for every one. Raise UnknownFormatError for a name that is none.
    """
    listed = [names] if isinstance(names, str) else names
    wanted = [name.strip().lower() for each in listed for name in each.split(",")]
    for name in wanted:
        if name not in FORMATS and name != ALL:
            raise UnknownFormatError(name, (*FORMATS, ALL))
    return tuple(name for name in FORMATS if ALL in wanted or name in wanted)


def packed(names: Iterable[str]) -> tuple[str, ...]:
    """Return those of the formats *names* that may be packed with gzip."""
    return tuple(name for name in names if FORMATS[name].files[-1].endswith(_PACKING))
