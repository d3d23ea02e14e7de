"""Write a graph in the formats that are listed here.

Every format writes the same facts, and the same bytes for the same graph.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import BinaryIO, Final

from pipeline.errors import UnknownFormatError
from pipeline.exports import node_link, turtle
from pipeline.exports.exchange import write_extractions, write_findings
from pipeline.exports.manner import Evidence, Manner, Run
from pipeline.exports.matches import FILE as MAPPINGS
from pipeline.exports.matches import write as write_mappings
from pipeline.exports.schema import SCHEMA_VERSION
from pipeline.model import Graph

__all__ = [
    "ALL",
    "FORMATS",
    "MAPPINGS",
    "SCHEMA_VERSION",
    "Evidence",
    "Format",
    "Manner",
    "Run",
    "choose",
    "write_extractions",
    "write_findings",
    "write_mappings",
]

ALL: Final = "all"


_BUFFER: Final = 1 << 20  # bytes

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


FORMATS: Final[Mapping[str, Format]] = MappingProxyType(
    {
        "ttl": _one("graph.ttl", turtle.write),
        "json": _one("graph.json", node_link.write),
    }
)


def choose(names: Iterable[str]) -> tuple[str, ...]:
    """Return *names* of formats, each once, in the order of the registry.

    ``all`` stands for every one. Raise UnknownFormatError for a name that is none.
    """
    wanted = tuple(names)
    for name in wanted:
        if name not in FORMATS and name != ALL:
            raise UnknownFormatError(name, (*FORMATS, ALL))
    return tuple(name for name in FORMATS if ALL in wanted or name in wanted)
