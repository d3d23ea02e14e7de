"""Write a graph as readable Turtle: prefixes, then one paragraph a subject."""

from collections.abc import Iterable
from functools import cache
from typing import BinaryIO, Final

from pipeline import namespaces
from pipeline.exports.manner import Manner
from pipeline.exports.triples import Subject, subjects
from pipeline.model import Graph

_NOTICE: Final = (
    "# What documents claim, each claim with its quote. "
    "Neither clinical nor billing advice.\n"
)
# Objects of one predicate stand below each other, but for the few that are short.
_BELOW: Final = ",\n    "
_AND: Final = {"a": ", "}
_BATCH: Final = 4096  # subjects written at a time


def write(graph: Graph, stream: BinaryIO, manner: Manner) -> None:
    """Write *graph* to *stream*, the same bytes for the same graph."""
<<<<<<< HEAD
    stream.write(_NOTICE.encode() + _head().encode())
=======
    stream.write(head(_NOTICE).encode())
>>>>>>> bdf7568 (Tests of the tables with four readers; the dataset description in VoID, DCAT and PROV)
    paragraphs: list[str] = []
    for subject in subjects(graph, manner):
        paragraphs.append(paragraph(subject))
        if len(paragraphs) == _BATCH:
            stream.write("".join(paragraphs).encode())
            paragraphs.clear()
    stream.write("".join(paragraphs).encode())


<<<<<<< HEAD
def render(some: Iterable[Subject]) -> bytes:
    """Return a document of Turtle that holds *some* subjects of a graph."""
    return "".join((_head(), *map(_paragraph, some))).encode()


@cache
def _head() -> str:
=======
def head(notice: str) -> str:
    """Return the beginning of a file: *notice*, lines of comment, and all prefixes."""
>>>>>>> bdf7568 (Tests of the tables with four readers; the dataset description in VoID, DCAT and PROV)
    lines = (
        f"@prefix {prefix}: <{namespace}> .\n"
        for prefix, namespace in namespaces.PREFIXES.items()
    )
<<<<<<< HEAD
    return "".join(lines)
=======
    return notice + "".join(lines)
>>>>>>> bdf7568 (Tests of the tables with four readers; the dataset description in VoID, DCAT and PROV)


def paragraph(subject: Subject) -> str:
    """Return the paragraph on *subject*; pairs of one predicate stand together."""
    name, pairs = subject
    parts = [f"\n{name}"]
    before = ""
    for predicate, target in pairs:
        if predicate == before:
            parts.append(f"{_AND.get(predicate, _BELOW)}{target}")
        else:
            parts.append(
                f" ;\n  {predicate} {target}" if before else f" {predicate} {target}"
            )
            before = predicate
    parts.append(" .\n")
    return "".join(parts)
