"""What does grounding cost? The same documents made a graph without it and with it.

    python -m benchmarks.grounding [PATH...] [--turns N]

Prints documents a second on one core both ways, in turns, with the index of
terminologies compiled already, and how long grounding takes by itself: at the first
graph of a process, which reads the index, and later. A PATH is a document or a folder
of them; without any, the project's own.
"""

import argparse
import time
from collections.abc import Callable, Sequence
from typing import Final

from benchmarks import texts, timing
from pipeline import extract, terminology
from pipeline.graph import ground, merge
from pipeline.model import Document, Graph
from pipeline.terminology import Terminology
from pipeline.vocabulary import checks

_TURNS: Final = 3


def main() -> None:
    """Measure and print."""
    asked = argparse.ArgumentParser(description="What grounding costs.")
    asked.add_argument("paths", nargs="*", default=[str(path) for path in texts.OWN])
    asked.add_argument("--turns", type=int, default=_TURNS)
    given = asked.parse_args()
    timing.on_one_core()
    read = texts.read(given.paths)
    terms = terminology.open()
    plain = _graph(read)
    first = _seconds(lambda: ground(plain, terms, checks.load()))
    later = _seconds(lambda: ground(plain, terms, checks.load()))
    without = with_it = float("inf")
    for _ in range(given.turns):
        without = min(without, _seconds(lambda: _graph(read)))
        with_it = min(with_it, _seconds(lambda: _grounded(read, terms)))
    linked = ground(plain, terms, checks.load())
    nodes = len({each.node for each in linked.matches if each.is_asserted})
    print(f"{len(read)} documents, {len(plain.nodes):,} nodes, {nodes:,} linked")
    print(f"grounding   {first:.2f} s for the first graph, {later:.2f} s later")
    print(f"without     {len(read) / without:8.1f} documents/s")
    print(f"with        {len(read) / with_it:8.1f} documents/s")
    print(f"ratio {without / with_it:.2f}")


def _graph(read: Sequence[Document]) -> Graph:
    known = extract.load()
    return merge(extract.extract(each, known) for each in read)


def _grounded(read: Sequence[Document], terms: Terminology) -> Graph:
    return ground(_graph(read), terms, checks.load())


def _seconds(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


if __name__ == "__main__":
    main()
