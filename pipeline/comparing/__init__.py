"""Compare two builds: what changed in facts, their evidence, findings and documents.

Facts are compared by what they say and rest on, never by identifiers, which change with
every sign of a text. A patch of RDF, which is about bare triples, is made beside that.
"""

from os import PathLike
from pathlib import Path

from pipeline.comparing import differences, files, reading, receipts
from pipeline.comparing.counting import counts, summary
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
    RenamedSection,
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
    "RenamedSection",
    "RenamedThing",
    "Thing",
    "as_json",
    "as_text",
    "compare",
    "counts",
    "patch",
    "summary",
]


def compare(old: str | PathLike[str], new: str | PathLike[str]) -> Differences:
    """Return what changed from the build *old* to the build *new*.

    Each is the folder of a build or a file of Turtle or N-Triples, whoever wrote it.
    Of two folders, what lies beside the graphs is told as well: other settings and
    files that decided the builds, and texts of which only the line ends changed.
    Raise OutputError where one is missing, is no such file, or holds no statements.
    """
    places = Path(old), Path(new)
    ours, theirs = map(files.find, places)
    if files.is_same(ours, theirs):
        files.check(ours)
        found = Differences()
    else:
        found = differences.compare(*reading.read(ours, theirs))
    return receipts.beside(found, *places)
