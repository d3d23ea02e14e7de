"""Tell how much memory a large build takes, and how long.

    python -m benchmarks.memory [--documents 10000] [--jobs 2] [--formats ttl,json]

Builds documents made of the project's own, no two alike, in a process of its own, and
prints its peak, that of the largest of its workers, and what it wrote. The peak of all
together is at most that of the first and of each worker.
"""

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Final

from benchmarks import corpus, texts

_MEGABYTE: Final = 1e6
# The system tells it in kilobytes, but macOS in bytes.
_UNIT: Final = 1 if sys.platform == "darwin" else 1024


def main() -> None:
    """Measure and print."""
    asked = argparse.ArgumentParser(description="Memory and time of a large build.")
    asked.add_argument("--documents", type=int, default=10_000)
    asked.add_argument("--jobs", type=int, default=2)
    asked.add_argument("--formats", default="ttl,json")
    asked.add_argument("--inside", nargs=2, metavar="FOLDER")
    given = asked.parse_args()
    if given.inside:
        sources, out = given.inside
        _build(sources, out, given.formats.split(","), given.jobs)
        return
    with tempfile.TemporaryDirectory() as folder:
        sources, out = f"{folder}/sources", f"{folder}/out"
        written = [each.text for each in texts.read(map(str, texts.OWN))]
        corpus.write(Path(sources), written, given.documents)
        told = subprocess.run(  # noqa: S603 - this very program
            [
                sys.executable,
                "-m",
                __spec__.name,
                *sys.argv[1:],
                "--inside",
                sources,
                out,
            ],
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        print(f"{given.documents:,} documents, {given.jobs} processes")
        print(told, end="")


def _build(sources: str, out: str, formats: list[str], jobs: int) -> None:
    from pipeline import build  # noqa: PLC0415 - the parent has no use for it

    started = time.perf_counter()
    summary = build(sources, out, formats=formats, jobs=jobs)
    seconds = time.perf_counter() - started
    own, worker = (
        resource.getrusage(whose).ru_maxrss * _UNIT / _MEGABYTE
        for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    size = sum(file.size for file in summary.files) / _MEGABYTE
    print(f"build     {own:,.0f} MB")
    print(f"worker    {worker:,.0f} MB")
    print(f"written   {size:,.0f} MB")
    print(f"time      {seconds:,.0f} s, {summary.documents / seconds:,.0f} documents/s")


if __name__ == "__main__":
    main()
