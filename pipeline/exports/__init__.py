"""Write a graph in the formats that are listed here.

Every format writes the same facts, and the same bytes for the same graph.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import BinaryIO, Final

from pipeline.errors import UnknownFormatError
from pipeline.exports import node_link, turtle
from pipeline.exports.exchange import write_extractions, write_findings
from pipeline.exports.manner import Evidence, Manner, Run
from pipeline.exports.matches import FILE as MAPPINGS
from pipeline.exports.matches import write as write_mappings
from pipeline.model import Graph

__all__ = [
    "ALL",
    "FORMATS",
    "MAPPINGS",
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


@dataclass(frozen=True, slots=True)
class Format:
    """A way to write a graph: the *file* that it makes, and its *write*."""

    file: str
    write: Callable[[Graph, BinaryIO, Manner], None]


FORMATS: Final[Mapping[str, Format]] = MappingProxyType(
    {
        "ttl": Format("graph.ttl", turtle.write),
        "json": Format("graph.json", node_link.write),
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
