"""What a build tells those who watch it."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum


class Stage(StrEnum):
    """What a build is at."""

    READ = "read"
    MERGE = "merge"
    GROUND = "ground"
    CHECK = "check"
    WRITE = "write"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a build is in a *stage*: *done* documents of *total*.

    *kept* of those done were found as an earlier build left them. Where nothing is
    counted, *total* is 0; *what* names the part that it is at.
    """

    stage: Stage
    done: int = 0
    total: int = 0
    kept: int = 0
    what: str = ""


Watch = Callable[[Progress], None]


def nobody(_: Progress) -> None:
    """Watch, and tell nothing."""
