"""Reading a built graph back."""

import subprocess
import sys
from pathlib import Path

import pytest
import rdflib

import pipeline
from pipeline.errors import OutputError
from pipeline.exports import FORMATS, Manner, Run
from pipeline.model import Graph


@pytest.fixture
def out(tmp_path: Path) -> Path:
    for form in FORMATS.values():
        form.write(Graph((), (), ()), tmp_path, Manner(Run("0", "0")))
    return tmp_path


def test_a_built_graph_is_a_multigraph(out: Path) -> None:
    graph = pipeline.load(out)
    assert (graph.is_directed(), graph.is_multigraph()) == (True, True)


def test_a_built_graph_is_rdf_with_its_prefixes(out: Path) -> None:
    graph = pipeline.load_rdf(out)
    assert isinstance(graph, rdflib.Graph)
    assert dict(graph.namespaces())["pg"].endswith("/ontology#")


@pytest.mark.parametrize(
    ("form", "source", "fault"),
    [
        pytest.param("ttl", None, "has no graph.ttl", id="no Turtle"),
        pytest.param("json", None, "has no graph.json", id="no JSON"),
        pytest.param("ttl", "pg:a", "is no Turtle", id="broken Turtle"),
        pytest.param("json", '{"nodes": [', "is no graph", id="broken JSON"),
        pytest.param("json", '{"nodes": []}', "is no graph", id="JSON without edges"),
        pytest.param("json", "[]", "is no graph", id="a list"),
        pytest.param(
            "json", '{"nodes": [], "edges": []}', "is not a directed", id="undirected"
        ),
    ],
)
def test_what_is_no_graph_is_a_fault_with_its_place(
    out: Path, form: str, source: str | None, fault: str
) -> None:
    path = out / FORMATS[form].files[0]
    if source is None:
        path.unlink()
    else:
        path.write_text(source)
    with pytest.raises(OutputError, match=fault):
        (pipeline.load if form == "json" else pipeline.load_rdf)(out)


@pytest.mark.parametrize("load", [pipeline.load, pipeline.load_rdf])
def test_a_missing_folder_says_what_to_do(tmp_path: Path, load: object) -> None:
    assert callable(load)
    with pytest.raises(OutputError, match=r"is not there\. Try: procgraph build"):
        load(tmp_path / "nowhere")


def test_the_package_imports_nothing_until_asked() -> None:
    code = (
        "import sys, pipeline; print(sorted(n for n in sys.modules if 'pipeline' in n))"
    )
    shown = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout
    assert shown.strip() == "['pipeline']"


def test_a_name_that_it_has_not_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'bild'"):
        getattr(pipeline, "bild")  # noqa: B009 - a name that no type knows
