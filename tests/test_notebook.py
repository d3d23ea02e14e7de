"""The notebook runs as a plain program, and answers its questions."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

import pipeline

ROOT = Path(__file__).parent.parent
NOTEBOOK = ROOT / "docs" / "notebooks" / "care.py"
PNG = b"\x89PNG"
PAGES = {
    "a.txt": "Vein Stripping\n\nRisks\n- Bleeding\n- Fever\n- Cough\n\n"
    "Risk factors\n- Smoking\n\nFollow-up\n- A clinic visit at 2 weeks.\n"
    "- You are examined every 3 months for a year.\n- The scar heals for 5 months.\n",
    "b.txt": "Skin Graft\n\nRisks\n- Bleeding\n- Fever\n- Itching\n",
}


def run(graph: Path, pictures: Path) -> str:
    return subprocess.run(
        [sys.executable, NOTEBOOK, pictures],
        env={**os.environ, "PROCGRAPH_OUT": str(graph)},
        check=True,
        capture_output=True,
        text=True,
    ).stdout


@pytest.mark.long
@pytest.mark.parametrize(
    ("names", "said"),
    [
        pytest.param(
            ["a.txt", "b.txt"],
            ("2 procedures", "0.50  skin graft / vein stripping: bleeding, fever"),
            id="two pages",
        ),
        pytest.param(["b.txt"], ("1 procedures",), id="a page without visits"),
    ],
)
def test_it_answers_with_pictures(
    names: list[str], said: tuple[str, ...], tmp_path: Path
) -> None:
    for name in names:
        (tmp_path / name).write_text(PAGES[name])
    pipeline.build([tmp_path / name for name in names], tmp_path / "out", jobs=1)
    pictures = tmp_path / "pictures"
    pictures.mkdir()
    told = run(tmp_path / "out", pictures)
    assert [line for line in said if line not in told] == []
    drawn = sorted(path.name for path in pictures.iterdir())
    assert drawn == ["alike.png", "risk-factors.png", "timelines.png"]
    assert all(path.read_bytes().startswith(PNG) for path in pictures.iterdir())


@pytest.mark.long
def test_a_visit_comes_as_often_as_the_text_says_and_a_time_that_lasts_is_none(
    tmp_path: Path,
) -> None:
    (tmp_path / "a.txt").write_text(PAGES["a.txt"])
    out = tmp_path / "out"
    pipeline.build(tmp_path / "a.txt", out, grounding=False, jobs=1)
    told = run(out, tmp_path / "pictures").splitlines()
    drawn = [line.split()[2] for line in told if line.startswith("vein stripping")]
    assert drawn == ["14.0", "91.0", "182.0", "273.0", "364.0"]


@pytest.mark.long
def test_it_runs_on_a_graph_without_evidence_into_a_new_folder(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(PAGES["a.txt"])
    out = tmp_path / "out"
    pipeline.build(tmp_path / "a.txt", out, evidence="none", grounding=False, jobs=1)
    assert "1 procedures" in run(out, tmp_path / "new")
