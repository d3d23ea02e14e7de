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
    stream.write(_NOTICE.encode() + _head().encode())
    paragraphs: list[str] = []
    for subject in subjects(graph, manner):
        paragraphs.append(_paragraph(subject))
        if len(paragraphs) == _BATCH:
            stream.write("".join(paragraphs).encode())
            paragraphs.clear()
    stream.write("".join(paragraphs).encode())


def render(some: Iterable[Subject]) -> bytes:
    """Return a document of Turtle that holds *some* subjects of a graph."""
    return "".join((_head(), *map(_paragraph, some))).encode()


@cache
def _head() -> str:
    lines = (
        f"@prefix {prefix}: <{namespace}> .\n"
        for prefix, namespace in namespaces.PREFIXES.items()
    )
    return "".join(lines)


def _paragraph(subject: Subject) -> str:
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
