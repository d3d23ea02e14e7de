"""Draw how much memory builds take while they run, by the number of documents.

    python -m benchmarks.memory curve.csv SOURCES OUT      # build, and write the curve
    python -m benchmarks.memory --draw PNG NAME=curve.csv  # draw one or more of them

A curve has a line each second: seconds since the start, and megabytes (resident) of the
build and of the largest of its processes. Linux alone tells these.
"""

import argparse
import csv
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

_UNIT: Final = 1024  # kilobytes
_EVERY: Final = 1.0  # seconds


def main() -> None:
    """Build and sample, or draw."""
    asked = argparse.ArgumentParser(description="Memory of builds while they run.")
    asked.add_argument("--draw", type=Path, metavar="PNG")
    asked.add_argument("rest", nargs="+", metavar="CSV SOURCES OUT, or NAME=CSV")
    given = asked.parse_args()
    if given.draw:
        _draw([each.split("=", 1) for each in given.rest], given.draw)
        return
    curve, sources, out = given.rest
    command = [sys.executable, "-m", "pipeline", "build", sources, "--out", out]
    with (
        Path(curve).open("w", newline="", encoding="utf-8") as file,
        subprocess.Popen(command) as build,  # noqa: S603 - our own
    ):
        rows = csv.writer(file, lineterminator="\n")
        for row in _sampled(build):
            rows.writerow(row)


def _sampled(build: subprocess.Popen[bytes]) -> Iterator[tuple[float, int, int]]:
    started = time.monotonic()
    while build.poll() is None:
        its = [_resident(each) for each in _children(build.pid)]
        seconds = round(time.monotonic() - started, 1)
        yield seconds, _resident(build.pid), max(its, default=0)
        time.sleep(_EVERY)


def _resident(process: int) -> int:
    try:
        told = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    except OSError:  # it has ended
        return 0
    lines = (line.split() for line in told.splitlines())
    return next((int(line[1]) // _UNIT for line in lines if line[0] == "VmRSS:"), 0)


def _children(process: int) -> list[int]:
    found: list[int] = []
    for task in Path(f"/proc/{process}/task").glob("*/children"):
        try:
            found += map(int, task.read_text(encoding="utf-8").split())
        except OSError:
            continue
    return found


def _draw(curves: list[list[str]], picture: Path) -> None:
    from matplotlib.figure import Figure  # noqa: PLC0415 - takes a second

    figure = Figure(figsize=(8, 4), layout="constrained")
    axes = figure.add_subplot()
    for name, path in curves:
        with Path(path).open(encoding="utf-8") as file:
            rows = [[float(each) for each in row[:3]] for row in csv.reader(file)]
        share = [row[0] / rows[-1][0] * 100 for row in rows]
        (line,) = axes.plot(share, [row[1] for row in rows], label=f"{name}: the build")
        label = f"{name}: the largest of its processes"
        largest = [row[2] for row in rows]
        axes.plot(share, largest, label=label, color=line.get_color(), linestyle=":")
    axes.set_xlabel("share of the time that the build takes, %")
    axes.set_ylabel("resident memory, MB")
    axes.set_ylim(bottom=0)
    axes.legend(loc="lower center", ncols=2, bbox_to_anchor=(0.5, -0.35))
    figure.savefig(picture, dpi=110)


if __name__ == "__main__":
    main()
