"""A plug-in that is really installed: a module and what pip would note of it."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

MODULE = '''
from pipeline.model import Suggestion

WORDS = {words!r}


def extract(page):
    """Suggest each known word wherever it stands."""
    if "FAIL" in page.text:
        raise RuntimeError("no such word")
    for word, kind in WORDS.items():
        at = page.text.find(word)
        while at >= 0:
            yield Suggestion(kind, word, at, confidence=0.9)
            at = page.text.find(word, at + 1)
    yield Suggestion("Symptom", "never in any text")


def broken(page):
    return ["a text"]


def leaving(page):
    raise SystemExit(3)


def unsure(page):
    return [Suggestion("Symptom", "plopwalking", confidence=float("nan"))]


table = {{}}
'''
PAGE = """# Toe Straightening

## Risks
- Bleeding
- Feeling of zorkiness in the toe

## Recovery
Patients seldom grumble about plopwalking.
"""


@pytest.fixture
def installed(tmp_path: Path) -> Path:
    """Return a folder on the path that offers two plug-ins, *words* and *broken*."""
    folder = tmp_path / "site"
    noted = folder / "wordfinder-1.2.dist-info"
    noted.mkdir(parents=True)
    words = {"plopwalking": "Symptom", "nausea": "Complication"}
    (folder / "wordfinder.py").write_text(MODULE.format(words=words))
    (noted / "METADATA").write_text(
        "Metadata-Version: 2.1\nName: wordfinder\nVersion: 1.2\n"
    )
    (noted / "entry_points.txt").write_text(
        "[procgraph.extractors]\nwords = wordfinder:extract\n"
        "broken = wordfinder:broken\nabsent = wordfinder:nothing\n"
        "leaving = wordfinder:leaving\nunsure = wordfinder:unsure\n"
        "table = wordfinder:table\n"
    )
    return folder


@pytest.fixture
def build(installed: Path, tmp_path: Path) -> Callable[..., tuple[int, str]]:
    """Return what builds the pages in a folder as a user does, with the plug-ins."""

    def run(pages: dict[str, str], *flags: str) -> tuple[int, str]:
        sources = tmp_path / "pages"
        sources.mkdir(exist_ok=True)
        for name, text in pages.items():
            (sources / name).write_text(text)
        shown = subprocess.run(
            [
                *(sys.executable, "-m", "pipeline", "build", str(sources)),
                *("--out", str(tmp_path / "out"), *flags),
            ],
            capture_output=True,
            text=True,
            check=False,
            env={**os.environ, "PYTHONPATH": f"{installed}{os.pathsep}{Path.cwd()}"},
        )
        assert "Traceback" not in shown.stderr
        return shown.returncode, shown.stderr

    return run
