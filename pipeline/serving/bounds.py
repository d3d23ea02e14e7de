"""How much one question may take, and how many are answered at once."""

import os
from dataclasses import dataclass
from typing import Final

import msgspec

MEGABYTE: Final = 1_000_000
_FEWEST: Final = 4


class Bounds(msgspec.Struct, frozen=True):
    """What one question may take.

    *seconds* from its start to the end of its answer, *rows* and *bytes* of the answer,
    *memory* in megabytes beyond what the graph takes.
    """

    seconds: float = 10.0
    rows: int = 100_000
    bytes: int = 20 * MEGABYTE
    memory: int = 512


@dataclass(frozen=True, slots=True)
class Crowd:
    """How many questions are answered at once, and how many may wait for their turn.

    With *jobs* 0 it is one for each processor, and four at least: where one question
    takes all its time, others are answered meanwhile.
    """

    jobs: int = 0
    waiting: int = 256

    @property
    def at_once(self) -> int:
        """How many are answered at once."""
        return self.jobs or max(_FEWEST, os.cpu_count() or 1)
