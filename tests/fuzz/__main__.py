"""Read made documents without end, and keep those that break a promise.

``python -m tests.fuzz --inputs 1000000 --seconds 3600 --first 0`` reads as many
documents as it is told, each made of a number of its own; it needs nothing besides. With
``--atheris`` what is made is guided by which lines of the program were reached, where
atheris is installed. Now and then documents are built together, with all formats, and
every format is read back.
"""

import argparse
import importlib.util
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from tests.fuzz import guided, mutating

_TOLD_EVERY = 10_000
_BUILT_EVERY = 5_000
_BUILT = 20


def main() -> int:
    """Return 1 where a promise was broken or the time was up too early, else 0."""
    told = _told()
    if told.atheris:
        if importlib.util.find_spec("atheris") is None:
            sys.stderr.write("atheris is not installed; leave --atheris out\n")
            return 2
        return guided.run(told.rest)
    return _run(told.inputs, told.seconds, told.first, Path(told.keep))


def _told() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--inputs", type=int, default=1_000_000)
    parser.add_argument("--seconds", type=float, default=3600.0)
    parser.add_argument("--first", type=int, default=0, help="the number of the first")
    parser.add_argument("--keep", default=str(mutating.CORPUS), help="where finds go")
    parser.add_argument("--atheris", action="store_true")
    parser.add_argument("rest", nargs="*", help="given to libFuzzer as it is")
    return parser.parse_args()


def _run(inputs: int, seconds: float, first: int, keep: Path) -> int:
    # Not before: atheris has to see the program imported.
    from tests.fuzz import building, reading  # noqa: PLC0415

    texts = mutating.seeds()
    clock = time.monotonic()
    found = done = 0
    last: list[tuple[str, bytes]] = []
    for seed in range(first, first + inputs):
        if time.monotonic() - clock > seconds:
            break
        made = mutating.make(mutating.choosing(seed), texts)
        found += _tell(seed, reading.broken(*made), [made], keep)
        done += 1
        last = [*last[-_BUILT + 1 :], made]
        if done % _BUILT_EVERY == 0:
            with tempfile.TemporaryDirectory() as folder:
                faults = building.broken(last, Path(folder))
            found += _tell(seed, faults, last, keep)
        if done % _TOLD_EVERY == 0:
            rate = done / (time.monotonic() - clock)
            _say(f"{done} documents, {rate:.0f} a second, {found} broke a promise")
    hours = (time.monotonic() - clock) / 3600
    _say(f"{done} documents in {hours:.2f} hours, {found} broke a promise")
    if done < inputs:
        _say(f"The time was up before {inputs}; go on with --first {first + done}")
    return 1 if found or done < inputs else 0


def _tell(
    seed: int, faults: Sequence[str], made: Sequence[tuple[str, bytes]], keep: Path
) -> int:
    if not faults:
        return 0
    paths = [mutating.keep(*each, keep).name for each in made]
    _say(f"{seed} ({', '.join(paths)}): {' | '.join(faults)}")
    return 1


def _say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
