"""Measure how often each rule is right, and write it where confidence comes from.

Run ``python scripts/calibrate.py GOLD[=NAME,NAME]...`` after rules have changed; with
names, only documents that begin with one of them count. The counts go to
``ontology/vocabulary/confidence.yaml``; what else stands there is kept.
"""

import argparse
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from pipeline.evaluation import evaluating
from pipeline.evaluation.calibration import counted
from pipeline.vocabulary.confidence import FILE, Counts

ROOT: Final = Path(__file__).parent.parent
MEASURED: Final = "measured:\n"


def measure(gold: Mapping[Path, tuple[str, ...]]) -> Counts:
    """Return for each rule and type how many were read and right on *gold*."""
    judged = [
        each
        for place, names in gold.items()
        for each in evaluating.judged([place], names)[0]
    ]
    return counted(judged)


def written(before: str, counts: Counts) -> str:
    """Return the text *before* of the file with *counts* in place of those in it."""
    head, _, _ = before.partition(MEASURED)
    lines = [
        f"  {rule}: {{{', '.join(f'{t}: [{n}, {r}]' for t, (n, r) in types.items())}}}"
        for rule, types in counts.items()
    ]
    return head + MEASURED + "\n".join(lines) + "\n"


def main() -> None:
    """Measure on the gold that the command line names, and write the file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", nargs="+", help="GOLD or GOLD=NAME,NAME")
    places = {
        Path(place): tuple(name for name in names.split(",") if name)
        for place, _, names in (
            each.partition("=") for each in parser.parse_args().gold
        )
    }
    path = ROOT / "ontology" / FILE
    path.write_text(written(path.read_text("utf-8"), measure(places)), "utf-8")


if __name__ == "__main__":
    main()
