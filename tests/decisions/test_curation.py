"""What docs/curation.md shows is what a build does."""

import json
import re
from pathlib import Path

import pytest

import pipeline
from pipeline import decisions
from pipeline.building.summary import Summary

PAGE = (Path(__file__).parents[2] / "docs" / "curation.md").read_text("utf-8")
TOLD = re.findall(r"^ {4}(The decision .+)$", PAGE, re.MULTILINE)


def block(language: str) -> str:
    (found,) = re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)
    return str(found)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the page and the decisions that are shown."""
    made = tmp_path_factory.mktemp("curated")
    (made / "knee.md").write_text(block("markdown"))
    (made / "decisions.yaml").write_text(block("yaml"))
    return made


@pytest.fixture(scope="module")
def built(folder: Path) -> Summary:
    return pipeline.build(folder, folder / "out")


def test_the_example_is_carried_out(built: Summary, folder: Path) -> None:
    graph = pipeline.load(folder / "out")
    labels = {told.get("label") for _, told in graph.nodes(data=True)}
    assert {"wound infection", "deep vein thrombosis", "scar"} <= labels
    assert {"heart attack", "cardiac arrest"} <= labels
    assert labels.isdisjoint({"infection of wound", "blood clot in leg"})
    linked = {
        told["label"] for _, told in graph.nodes(data=True) if told.get("mappings")
    }
    assert "scar" not in linked
    shown = f"{built.decisions} decisions, {built.decisions - 2} carried out"
    assert shown in PAGE


def test_what_is_shown_as_told_is_told(built: Summary, folder: Path) -> None:
    lines = (folder / "out" / "findings.jsonl").read_text().splitlines()
    told = [each for each in map(json.loads, lines) if "DECISION" in each["check"]]
    assert sorted(each["message"] for each in told) == sorted(TOLD)
    assert (built.unused, built.declined) == (1, 1)


def test_the_table_says_what_its_rows_say(tmp_path: Path) -> None:
    path = tmp_path / decisions.TABLE
    path.write_text(block("csv"))
    same, attack = decisions.read(path).decisions
    assert (len(same.names), same.label, same.date) == (
        2,
        "wound infection",
        "2031-04-02",
    )
    assert [each.curie for each in attack.links] == ["HP:0001658", "ICD10CM:I21"]
