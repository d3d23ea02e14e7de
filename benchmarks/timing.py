"""Time several ways to read the same texts, side by side on one core.

All are run once to warm up, then in turns, so that whatever else the machine does meets
all of them; the best turn of each counts. What is counted is the processor's time of
this process, all threads, with the collector of cycles off, as in a build.
"""

import gc
import os
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Speed:
    """How many documents, and million characters, a second."""

    documents: float
    megacharacters: float


def on_one_core() -> None:
    """Keep this process on one core, where the system lets it."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})


def speeds(
    readers: Mapping[str, Callable[[int], object]], texts: Sequence[str], turns: int
) -> dict[str, Speed]:
    """Return how fast each of *readers* is; a reader is given a position in *texts*."""
    characters = sum(map(len, texts))
    best = dict.fromkeys(readers, float("inf"))
    for reader in readers.values():
        _seconds(reader, len(texts))
    for _ in range(turns):
        for name, reader in readers.items():
            best[name] = min(best[name], _seconds(reader, len(texts)))
    return {
        name: Speed(len(texts) / seconds, characters / seconds / 1e6)
        for name, seconds in best.items()
    }


def _seconds(reader: Callable[[int], object], texts: int) -> float:
    gc.collect()
    gc.disable()
    try:
        started = time.process_time()
        for at in range(texts):
            reader(at)
        return time.process_time() - started
    finally:
        gc.enable()
