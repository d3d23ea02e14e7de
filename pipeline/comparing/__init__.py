"""Compare two builds: what changed in facts, their evidence, findings and documents.

Facts are compared by what they say and rest on, never by identifiers, which change with
every sign of a text. A patch of RDF, which is about bare triples, is made beside that.
"""

from os import PathLike
from pathlib import Path

from pipeline.comparing import differences, files, reading
from pipeline.comparing.patch import patch
from pipeline.comparing.records import (
    Altered,
    ChangedFact,
    ChangedFinding,
    Differences,
    DocumentDifference,
    Fact,
    Fate,
    Finding,
    Link,
    MovedStep,
    RenamedThing,
    Thing,
)
from pipeline.comparing.rendering import as_json, as_text

__all__ = [
    "Altered",
    "ChangedFact",
    "ChangedFinding",
    "Differences",
    "DocumentDifference",
    "Fact",
    "Fate",
    "Finding",
    "Link",
    "MovedStep",
    "RenamedThing",
    "Thing",
    "as_json",
    "as_text",
    "compare",
    "patch",
]


def compare(old: str | PathLike[str], new: str | PathLike[str]) -> Differences:
    """Return what changed from the build *old* to the build *new*.

    Each is the folder of a build or a file of Turtle or N-Triples, whoever wrote it.
    Raise OutputError where one is missing, is no such file, or holds no statements.
    """
    ours, theirs = files.find(Path(old)), files.find(Path(new))
    if files.is_same(ours, theirs):
        files.check(ours)
        return Differences()
    return differences.compare(reading.read(ours), reading.read(theirs))
