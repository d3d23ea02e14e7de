"""Reading a built graph back."""

import subprocess
import sys
from pathlib import Path

import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.parquet as pq  # type: ignore[import-untyped]
import pytest
import rdflib

import pipeline
from pipeline.errors import OutputError
from pipeline.exports import FORMATS, SCHEMA_VERSION, Manner, Run
from pipeline.exports.tables import layout
from pipeline.loading import Link, Thing
from pipeline.model import Graph, Nodes
from pipeline.namespaces import PREFIXES


@pytest.fixture
def out(tmp_path: Path) -> Path:
    for form in FORMATS.values():
        form.write(Graph((), Nodes(), ()), tmp_path, Manner(Run("0", "0")))
    return tmp_path


def test_a_built_graph_is_a_multigraph(out: Path) -> None:
    graph = pipeline.load(out)
    assert (graph.is_directed(), graph.is_multigraph()) == (True, True)


def test_a_built_graph_is_rdf_with_its_prefixes(out: Path) -> None:
    graph = pipeline.load_rdf(out)
    assert isinstance(graph, rdflib.Graph)
    assert dict(graph.namespaces())["pg"].endswith("/ontology#")


@pytest.mark.parametrize("form", ["nt", "nq", "trig"])
@pytest.mark.parametrize("ending", ["", ".gz"])
def test_other_forms_of_rdf_are_the_graph_where_there_is_no_turtle(
    tmp_path: Path, form: str, ending: str
) -> None:
    (tmp_path / "a.txt").write_text("Vein Stripping\n\nRisks\n- No \u201cpain\u201d\n")
    for name in ("ttl", form):
        pipeline.build(
            tmp_path / "a.txt",
            tmp_path / name,
            formats=[name],
            grounding=False,
            jobs=1,
            gzip=bool(ending),
        )
    assert (tmp_path / form / f"graph.{form}{ending}").is_file()
    read = pipeline.load_rdf(tmp_path / form)
    assert set(read) == set(pipeline.load_rdf(tmp_path / "ttl"))
    assert dict(read.namespaces())["schema"] == rdflib.URIRef(PREFIXES["schema"])


@pytest.mark.parametrize(
    ("name", "content", "fault"),
    [
        pytest.param("graph.nt", b"a b c", "is no N-Triples", id="broken lines"),
        pytest.param("graph.nq.gz", b"a b c", "is no N-Quads", id="not packed"),
        pytest.param("graph.nt.gz", b"\x1f\x8b\x08", "is no N-Triples", id="cut off"),
    ],
)
def test_what_is_no_rdf_in_other_forms_is_a_fault(
    tmp_path: Path, name: str, content: bytes, fault: str
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(OutputError, match=fault):
        pipeline.load_rdf(tmp_path)


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
        for file in out.glob("graph.*"):
            file.unlink()
    else:
        path.write_text(source)
    with pytest.raises(OutputError, match=fault):
        (pipeline.load if form == "json" else pipeline.load_rdf)(out)


@pytest.mark.parametrize(
    "load", [pipeline.load, pipeline.load_rdf, pipeline.load_tables]
)
def test_a_missing_folder_says_what_to_do(tmp_path: Path, load: object) -> None:
    assert callable(load)
    with pytest.raises(OutputError, match=r"is not there\. Try: procgraph build"):
        load(tmp_path / "nowhere")


def test_the_attributes_of_things_and_links_are_those_that_are_declared(
    built: Path,
) -> None:
    graph = pipeline.load(built)
    links = {key for *_, told in graph.edges(data=True) for key in told}
    assert links == Link.__annotations__.keys()
    things = {key for _, told in graph.nodes(data=True) for key in told}
    # No name in sources/ is one of several concepts.
    assert Thing.__annotations__.keys() - {"candidates"} <= things
    stated = [t for *_, t in graph.edges(data=True) if t["kind"] == "statement"]
    assert stated
    assert {type(told["start"]) for told in stated} == {int}


# ---------------------------------------------------------------- tables


def test_tables_are_views_with_the_types_and_the_words_of_the_schema(out: Path) -> None:
    database = pipeline.load_tables(out)
    names = {
        "string": "VARCHAR",
        "int64": "BIGINT",
        "double": "DOUBLE",
        "bool": "BOOLEAN",
        "list<string>": "VARCHAR[]",
    }
    found = database.sql(
        "SELECT table_name, column_name, data_type, comment FROM duckdb_columns() "
        "WHERE NOT internal ORDER BY table_oid, column_index"
    ).fetchall()
    assert found == [
        (name, title, names[column.type], column.about)
        for name, table in layout.load().items()
        for title, column in table.columns.items()
    ]
    views = database.sql(
        "SELECT view_name, comment FROM duckdb_views() WHERE NOT internal"
    ).fetchall()
    assert dict(views) == {name: each.row for name, each in layout.load().items()}


def test_tables_are_found_from_another_folder(
    out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(out)
    database = pipeline.load_tables(".")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    assert database.sql("FROM documents").fetchall() == []


@pytest.mark.parametrize(
    "name", ["it's", "[ab]", "a*?", "document=7", "date=2031-01-01"]
)
def test_signs_in_the_name_of_a_folder_are_no_pattern(out: Path, name: str) -> None:
    folder = out / name / "tables"
    folder.parent.mkdir()
    (out / "tables").rename(folder)
    decoy = out / "a" / "tables"
    decoy.mkdir(parents=True)
    for file in folder.iterdir():
        (decoy / file.name).write_bytes(b"no Parquet")
    database = pipeline.load_tables(folder.parent)
    assert database.sql("FROM facts").fetchall() == []
    columns = dict(
        zip(
            database.sql("FROM documents").columns,
            map(str, database.sql("FROM documents").types),
            strict=True,
        )
    )
    assert columns.keys() == layout.load()["documents"].columns.keys()
    assert (columns["document"], columns["date"]) == ("VARCHAR", "VARCHAR")


def test_a_missing_table_says_how_to_write_it(out: Path) -> None:
    (out / layout.file("lines")).unlink()
    with pytest.raises(
        OutputError,
        match=r"has no tables/lines\.parquet\. "
        r"Try: procgraph build DOCUMENTS --out \S+ --formats parquet",
    ):
        pipeline.load_tables(out)


@pytest.mark.parametrize(
    ("told", "fault"),
    [
        pytest.param("2.0", r"is of version 2\.0 of the schema", id="a later one"),
        pytest.param("0.9", r"is of version 0\.9 of the schema", id="an earlier one"),
        pytest.param(None, "is of version unknown of the schema", id="none"),
    ],
)
def test_tables_of_another_version_are_a_fault(
    out: Path, told: str | None, fault: str
) -> None:
    path = out / layout.file("facts")
    about = {"schema_version": told} if told else {}
    pq.write_table(pq.read_table(path).replace_schema_metadata(about), path)
    with pytest.raises(OutputError, match=fault):
        pipeline.load_tables(out)


def test_a_table_of_a_later_minor_version_has_columns_more(out: Path) -> None:
    path = out / layout.file("facts")
    major = SCHEMA_VERSION.partition(".")[0]
    table = pq.read_table(path).append_column("more", pa.array([], pa.string()))
    pq.write_table(
        table.replace_schema_metadata({"schema_version": f"{major}.99"}), path
    )
    assert "more" in pipeline.load_tables(out).sql("FROM facts").columns


def test_a_file_that_is_no_table_is_a_fault(out: Path) -> None:
    (out / layout.file("facts")).write_bytes(b"PAR")
    with pytest.raises(OutputError, match=r"facts\.parquet: is no such table"):
        pipeline.load_tables(out)


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
