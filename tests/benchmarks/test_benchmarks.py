"""The benchmarks run, also without what they compare with."""

import re
import subprocess
import sys
from pathlib import Path

from tests.evaluation import pages

ROOT = Path(__file__).parents[2]


def run(module: str, *arguments: str) -> str:
    return subprocess.run(
        [sys.executable, "-m", f"benchmarks.{module}", *arguments],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout


def test_speed_is_told_in_documents_a_second(tmp_path: Path) -> None:
    place = pages.laid(tmp_path) / "docs"
    out = run("extraction", str(place), "--turns", "1")
    assert re.search(r"1 documents, \d+ characters", out)
    assert re.search(r"extraction \(ours\) +[\d.]+ documents/s", out)
    assert ("ratio" in out) == ("left out" not in out)


def test_quality_is_told_by_place_and_with_the_part(tmp_path: Path) -> None:
    out = run("peers", str(pages.laid(tmp_path)))
    assert re.search(r"^ours +0\.750 +1\.000 +0\.857 ", out, re.MULTILINE)
    assert re.search(r"^ours, with the part +0\.750 +1\.000 ", out, re.MULTILINE)


def test_the_cost_of_terminologies_is_told() -> None:
    out = run("terminology", "--turns", "1")
    assert re.search(r"^compile +[\d.]+ s for [\d,]+ names$", out, re.MULTILINE)
    assert re.search(r"^open +[\d.]+ ms with the first lookup", out, re.MULTILINE)
    assert re.search(r"^ratio +[\d,]+$", out, re.MULTILINE)
