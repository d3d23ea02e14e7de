"""The benchmarks run, also without what they compare with."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

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


def test_exports_are_timed_beside_others(tmp_path: Path) -> None:
    place = pages.laid(tmp_path) / "docs"
    out = run("exports", str(place), "--documents", "2", "--turns", "1")
    rows = {line.split(" | ")[0] for line in out.splitlines() if line.startswith("|")}
    for name in ("| ttl", "| plain write of nt", "| rdflib with filling, jsonld"):
        assert name in rows


def test_a_corpus_has_no_two_documents_alike_and_is_the_same_each_time(
    tmp_path: Path,
) -> None:
    for name in ("one", "other"):
        run("corpus", str(tmp_path / name), "--documents", "50")
    one, other = (
        [path.read_text() for path in sorted((tmp_path / name).rglob("*.txt"))]
        for name in ("one", "other")
    )
    assert one == other
    assert len(set(one)) == 50


def test_builds_are_measured_by_size_and_stage_and_built_again(tmp_path: Path) -> None:
    drawn = tmp_path / "plot.png"
    sizes = ["--sizes", "10,20", "--formats", "ttl", "--plot", str(drawn)]
    out = run("building", *sizes)
    built = re.compile(r"^([\w ]+): [\d.]+ s, [\d,]+ documents/s, peak", re.MULTILINE)
    assert built.findall(out) == [
        *("10 documents", "20 documents"),
        *("nothing changed", "one document changed", "one core"),
    ]
    assert re.search(r"^reading is [\d.]+% of the first", out, re.MULTILINE)
    assert drawn.read_bytes().startswith(b"\x89PNG")


@pytest.mark.long
def test_memory_does_not_grow_with_the_documents() -> None:
    out = run("building", "--sizes", "1000,10000", "--formats", "ttl,json")
    peak = re.compile(r"^([\d,]+) documents: .* peak ([\d,]+) MB", re.MULTILINE)
    small, large = (int(each[1].replace(",", "")) for each in peak.findall(out))
    assert large < 1.5 * small
    assert large < 500
