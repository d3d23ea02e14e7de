"""Every line that the page on exports shows is run, on a build in all formats."""

import json
import re
from pathlib import Path

import duckdb
import networkx as nx
import pandas as pd
import polars as pl
import pyld
import pyld.jsonld
import pyoxigraph
import pytest
import rdflib

import pipeline
from pipeline.exports import FORMATS

PAGE = Path(__file__).parents[1] / "docs" / "exports" / "README.md"
TEXT = PAGE.read_text(encoding="utf-8")
ROW = re.compile(r"^\| (.+?) \| (.+?) \| `(.+)` \|$", re.MULTILINE)
PYTHON, ELSEWHERE = TEXT.split("## One line each")[1].split("Elsewhere,")
LINES = [(tool, line) for tool, _, line in ROW.findall(PYTHON)]
NAMES = {
    "duckdb": duckdb,
    "json": json,
    "nx": nx,
    "pd": pd,
    "pipeline": pipeline,
    "pl": pl,
    "pyld": pyld,
    "pyoxigraph": pyoxigraph,
    "rdflib": rdflib,
}
SPARQL = re.findall(r"```sparql\n(.*?)```", TEXT, re.DOTALL)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("place")
    sources = Path(__file__).parents[1] / "sources"
    pages = [sources / "kidney-biopsy.txt", sources / "hysteroscopy.html"]
    pipeline.build(pages, folder / "outputs", formats=["all"], jobs=1)
    return folder


@pytest.fixture
def inside(place: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(place)
    return place


def size(made: object) -> int:
    """Return how much *made* holds, whatever it is."""
    if isinstance(made, duckdb.DuckDBPyRelation):
        return len(made.fetchall())
    if isinstance(made, duckdb.DuckDBPyConnection):
        return len(made.sql("from assertions").fetchall())
    if isinstance(made, pl.LazyFrame):
        return made.collect().height
    return len(made)  # type: ignore[arg-type]


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
@pytest.mark.filterwarnings("ignore::ResourceWarning")
@pytest.mark.parametrize(("tool", "line"), LINES, ids=[tool for tool, _ in LINES])
def test_the_line_loads_something(tool: str, line: str, inside: Path) -> None:
    made: dict[str, object] = {}
    exec(line.replace("\\|", "|"), dict(NAMES), made)  # noqa: S102 - the page's own lines
    (loaded,) = made.values()
    assert size(loaded) >= (2 if "pages" in made else 20), tool
    assert inside.is_dir()


def test_every_tool_that_is_promised_has_a_line() -> None:
    tools = {tool.partition(",")[0] for tool, _ in LINES}
    assert tools >= {"rdflib", "NetworkX", "pandas", "Polars", "DuckDB", "Oxigraph"}
    elsewhere = {tool.partition(",")[0] for tool, _, _ in ROW.findall(ELSEWHERE)}
    assert elsewhere >= {"Neo4j", "R"}


def test_every_format_is_named() -> None:
    table = TEXT.split("## One line each")[0]
    assert [name for name in FORMATS if f"`{name}`" not in table] == []


def test_every_file_that_is_named_is_there(inside: Path) -> None:
    named = set(re.findall(r"outputs/([\w./-]+\.\w+)", TEXT))
    assert len(named) > 8
    assert [
        name for name in sorted(named) if not (inside / "outputs" / name).exists()
    ] == []


@pytest.mark.parametrize("question", SPARQL)
def test_a_question_to_named_graphs_has_answers(question: str, inside: Path) -> None:
    store = pyoxigraph.Store()
    store.bulk_load(path=inside / "outputs" / "graph.nq")
    answers = store.query(question)
    assert isinstance(answers, pyoxigraph.QuerySolutions)
    assert len({str(row["document"]) for row in answers}) == 2
