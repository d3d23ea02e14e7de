"""Tell what builds cost: by size, by stage, with one core and all, and built again.

    python -m benchmarks.building [--sizes 100,1000,10000] [--formats LIST] [--plot PNG]

Builds documents made of the project's own, no two alike, each in a process of its
own. For each size it prints documents a second, seconds by stage and the peak of
memory; then what the same build costs with nothing changed, with one document changed,
and on one core; and what reading and writing the same bytes costs without doing
anything with them.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from benchmarks import corpus, texts

_MEGABYTE: Final = 1e6
# The system tells it in kilobytes, but macOS in bytes.
_UNIT: Final = 1 if sys.platform == "darwin" else 1024
_FORMATS: Final = "ttl,json,nt,parquet"
_CHUNK: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class Measured:
    """One build: its *documents*, seconds by *stage*, peaks in MB, MB *written*."""

    documents: int
    seconds: float
    stages: dict[str, float]
    peak: float
    worker: float
    written: float

    @property
    def rate(self) -> float:
        """Documents a second."""
        return self.documents / self.seconds


def main() -> None:
    """Measure, print, and draw."""
    asked = argparse.ArgumentParser(description="What builds cost.")
    asked.add_argument("--sizes", default="100,1000,10000")
    asked.add_argument("--formats", default=_FORMATS)
    asked.add_argument("--jobs", type=int, default=0)
    asked.add_argument("--plot", type=Path, metavar="PNG")
    asked.add_argument(
        "--folder", type=Path, help="where to work, and leave the builds"
    )
    asked.add_argument("--inside", nargs=2, metavar="FOLDER", help=argparse.SUPPRESS)
    given = asked.parse_args()
    if given.inside:
        sources, out = given.inside
        print(json.dumps(asdict(_build(sources, out, given.formats, given.jobs))))
        return
    sizes = [int(each) for each in given.sizes.split(",")]
    with tempfile.TemporaryDirectory(dir=given.folder) as folder:
        found = [_size(Path(folder), size, given) for size in sizes]
        _again(Path(folder), sizes[-1], given, found[-1])
    if given.plot:
        _draw(found, given.plot)


def _size(folder: Path, size: int, given: argparse.Namespace) -> Measured:
    """Measure a build of *size* documents, and print it."""
    sources = folder / f"sources-{size}"
    written = [each.text for each in texts.read(map(str, texts.OWN))]
    corpus.write(sources, written, size)
    measured = _run(sources, folder / f"out-{size}", given.formats, given.jobs)
    _tell(f"{size:,} documents", measured)
    return measured


def _again(folder: Path, size: int, given: argparse.Namespace, first: Measured) -> None:
    """Build once more what was built, print what it costs, and hold it to the first."""
    sources, out = folder / f"sources-{size}", folder / f"out-{size}"
    _tell("nothing changed", _run(sources, out, given.formats, given.jobs))
    page = min(sources.rglob("*.txt"))
    page.write_text(page.read_text(encoding="utf-8") + "\n- Fever\n", encoding="utf-8")
    again = _run(sources, out, given.formats, given.jobs)
    _tell("one document changed", again)
    reading = again.stages["read"] / first.stages["read"]
    rest = first.seconds - first.stages["read"]
    print(f"reading is {reading:.1%} of the first build's", end=", ")
    print(f"all of it {again.seconds / rest:.2f} times the rest of the first build")
    print(f"reading and writing the same bytes: {_plain(sources, out):.1f} s")
    if given.jobs != 1:
        _tell("one core", _run(sources, folder / "alone", given.formats, 1))


def _tell(what: str, measured: Measured) -> None:
    stages = ", ".join(
        f"{name} {seconds:.1f}" for name, seconds in measured.stages.items()
    )
    print(
        f"{what}: {measured.seconds:.1f} s, {measured.rate:,.0f} documents/s, peak "
        f"{measured.peak:,.0f} MB and {measured.worker:,.0f} MB a worker, "
        f"{measured.written:,.0f} MB written\n    {stages}",
        flush=True,
    )


def _run(sources: Path, out: Path, formats: str, jobs: int) -> Measured:
    words = ["--inside", str(sources), str(out), "--formats", formats]
    told = subprocess.run(  # noqa: S603 - this very program
        [sys.executable, "-m", __spec__.name, *words, "--jobs", str(jobs)],
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    ).stdout
    return Measured(**json.loads(told))


def _plain(sources: Path, out: Path) -> float:
    """Return the seconds that reading the sources and copying the outputs takes."""
    started = time.perf_counter()
    for path in sources.rglob("*.txt"):
        path.read_bytes()
    files = [path for path in out.rglob("*") if path.is_file()]
    with tempfile.TemporaryFile(dir=out) as copy:
        for path in files:
            with path.open("rb") as stream:
                while chunk := stream.read(_CHUNK):
                    copy.write(chunk)
    return time.perf_counter() - started


# ---------------------------------------------------------------- the build


def _build(sources: str, out: str, formats: str, jobs: int) -> Measured:
    from pipeline import build  # noqa: PLC0415 - the parent has no use for it
    from pipeline.building.progress import Progress  # noqa: PLC0415

    began: list[tuple[str, float]] = []

    def watch(progress: Progress) -> None:
        name = str(progress.stage)
        if not began or began[-1][0] != name:
            began.append((name, time.perf_counter()))

    started = time.perf_counter()
    summary = build(sources, out, formats=formats.split(","), jobs=jobs, watch=watch)
    ended = time.perf_counter()
    # The first that is told of comes when one document is read.
    times = [started, *(at for _, at in began[1:]), ended]
    names = [name for name, _ in began] or ["nothing"]
    own, worker = (
        resource.getrusage(whose).ru_maxrss * _UNIT / _MEGABYTE
        for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    return Measured(
        summary.documents,
        ended - started,
        {
            name: round(end - begin, 2)
            for name, begin, end in zip(names, times, times[1:], strict=False)
        },
        own,
        worker,
        sum(file.size for file in summary.files) / _MEGABYTE,
    )


# ---------------------------------------------------------------- the plot


def _draw(found: Sequence[Measured], path: Path) -> None:
    import matplotlib as mpl  # noqa: PLC0415 - takes a while, and few draw

    mpl.use("agg")
    from matplotlib import pyplot as plt  # noqa: PLC0415

    figure, (speed, memory) = plt.subplots(1, 2, figsize=(10, 4), layout="tight")
    sizes = [each.documents for each in found]
    speed.plot(sizes, [each.rate for each in found], marker="o")
    speed.set(title="Documents a second", ylim=(0, None))
    memory.plot(sizes, [each.peak for each in found], marker="o", label="build")
    memory.plot(sizes, [each.worker for each in found], marker="s", label="a worker")
    memory.set(title="Peak of memory, MB", ylim=(0, None))
    memory.legend()
    for axis in (speed, memory):
        axis.set(xscale="log", xlabel="documents")
        axis.grid(visible=True, alpha=0.3)
    figure.savefig(path, dpi=120)


if __name__ == "__main__":
    main()
