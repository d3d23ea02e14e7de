"""What does the index of terminologies cost? Beside it, fuzzy search over its names.

    python -m benchmarks.terminology [--turns N]

Tells the time to compile it, to open it, what memory a process takes for it, and how
many wordings a second are looked up: at first sight, and known already. The peer is
``difflib`` of the standard library (its closest matches) over part of the names, asked
for a few wordings only, since it needs that long. Times are the processor's.
"""

import argparse
import difflib
import gc
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Final

from pipeline import terminology
from pipeline.terminology import Terminology, compiling, curated, sources
from pipeline.vocabulary import lexicon

_TURNS: Final = 3
_NAMES: Final = 20_000  # that the peer looks through
_ASKED: Final = 5  # wordings that the peer is asked for
_OPEN: Final = """
import resource, sys, time
from pathlib import Path
from pipeline.terminology.index import Terminology
loaded = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
clock = time.perf_counter()
found = Terminology(Path(sys.argv[1])).lookup("deep vein thrombosis")
spent = time.perf_counter() - clock
after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(spent * 1000, (after - loaded) / 1024, len(found))
"""


def main() -> None:
    """Measure and print."""
    asked = argparse.ArgumentParser(description="What the index costs.")
    asked.add_argument("--turns", type=int, default=_TURNS)
    turns = asked.parse_args().turns
    shipped = sources.shipped()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"index{compiling.SUFFIX}")
        spent = _best(turns, lambda: compiling.write(path, shipped))
        terms = Terminology(path)
        names = sum(source.names for source in terms.sources())
        print(f"compile    {spent:.1f} s for {names:,} names")
        print(f"size       {path.stat().st_size / 1e6:.1f} MB on disk")
        first, memory = _opened(path, turns)
        print(f"open       {first:.1f} ms with the first lookup, {memory:.1f} MB")
        cache = Path(folder)
        terminology.open(shipped, cache=cache)
        spent = _best(turns, lambda: terminology.open(shipped, cache=cache))
        print(f"find       {spent * 1000:.1f} ms to tell that the index is there")
        _lookups(terms, turns)


def _lookups(terms: Terminology, turns: int) -> None:
    wordings = _wordings()
    cold = 0.0
    for turn in range(turns):
        # Other blanks each turn, so that nothing is known already.
        fresh = [f"{' ' * (turn + 1)}{each}" for each in wordings]
        cold = max(cold, len(fresh) / _seconds(partial(_all, terms, fresh)))
    warm = len(wordings) / _best(turns, lambda: _all(terms, wordings))
    print(
        f"lookup     {cold:,.0f} wordings/s at first sight, {warm:,.0f} known already"
    )
    names = [term.label for term in _some(terms)]
    peer = _seconds(lambda: [_closest(each, names) for each in wordings[:_ASKED]])
    rate = _ASKED / peer
    print(f"difflib    {rate:.1f} wordings/s over {len(names):,} labels")
    print(f"ratio      {cold / rate:,.0f}")


def _closest(wording: str, names: Sequence[str]) -> list[str]:
    return difflib.get_close_matches(wording, names, n=1, cutoff=0.9)


def _some(terms: Terminology) -> list[terminology.Term]:
    found = (terms.term(f"HP:{number:07}") for number in range(1, 4 * _NAMES))
    live = [term for term in found if term and not term.is_obsolete]
    return live[:_NAMES]


def _wordings() -> list[str]:
    """Return wordings as pages have them, half of them known, half of them unknown."""
    known = [row.wording for row in curated.lay_synonyms()]
    heads = sorted(lexicon.load().heads)
    unknown = [f"{a} of the {b}" for a, b in zip(heads, heads[7:], strict=False)]
    return [*known, *unknown[: len(known)]]


def _all(terms: Terminology, wordings: Sequence[str]) -> None:
    for wording in wordings:
        terms.lookup(wording)


def _opened(path: Path, turns: int) -> tuple[float, float]:
    """Return milliseconds and megabytes of a new process that looks one wording up."""
    told = [
        tuple(
            map(
                float,
                subprocess.run(  # noqa: S603 - our own text
                    [sys.executable, "-c", _OPEN, str(path)],
                    check=True,
                    capture_output=True,
                    text=True,
                ).stdout.split()[:2],
            )
        )
        for _ in range(turns)
    ]
    best, memory = min(told)
    return best, memory


def _best(turns: int, act: Callable[[], object]) -> float:
    return min(_seconds(act) for _ in range(turns))


def _seconds(act: Callable[[], object]) -> float:
    gc.collect()
    started = time.process_time()
    act()
    return max(time.process_time() - started, 1e-9)


if __name__ == "__main__":
    main()
