"""Tables of Parquet hold all that the graph holds, whoever reads them."""

import hashlib
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pandas as pd
import polars as pl
import pyarrow.parquet as pq  # type: ignore[import-untyped]
import pytest

import pipeline
from pipeline import identifiers, namespaces
from pipeline.errors import VocabularyError
from pipeline.exports import SCHEMA_VERSION, Evidence, Manner, naming, tables
from pipeline.exports.tables import layout
from pipeline.graph import direct
from pipeline.knowledge import text as knowledge
from pipeline.model import (
    Assertion,
    Description,
    Document,
    Extraction,
    Finding,
    Graph,
    Line,
    LineStatus,
    Literal,
    Match,
    Mention,
    MoneyValue,
    Node,
    Nodes,
    Part,
    Polarity,
    Qualifiers,
    Reading,
    Section,
    Severity,
    ShareValue,
    Span,
    TimeValue,
)
from scripts import describe

Row = dict[str, object]
Read = Callable[[Path, str], list[Row]]

QUOTE = '=SUM("A1")\t\u2019s \U0001f442\nna\u00efve \x07 0012\r\n\\ NA'
TEXT = f"\u00a0Odd\n{QUOTE} end"
NAMES = ("0012", "NA", "null", "=1+1", "'quoted'", "a\tb", "")


def odd() -> Graph:
    """Return a graph of one page, of which every value is one that tools get wrong."""
    digest = hashlib.sha256(TEXT.encode()).hexdigest()
    about = Description("NA", "nan", "None", "NA", "0012", "=1", ("NULL", "1e5"))
    page = Document("NA", TEXT, digest, digest, "NA", "null", description=about)
    start, end = TEXT.index(QUOTE), TEXT.index(QUOTE) + len(QUOTE)
    around = Qualifiers(
        condition="=0012",
        time="=0012",
        side="NA",
        refractory_to="\t",
        examples=("NA", "a|b", "c;d"),
        trigger=True,
    )
    nodes = tuple(
        Node(
            f"code/cpt-{index:04}",
            ("pg:MedicalCode",),
            label,
            alt_labels=(label, "NA"),
            values=(
                ("schema:codeValue", Literal(label)),
                ("pg:stepIndex", Literal(str(2**53 + 1), "xsd:positiveInteger")),
                ("pg:offsetDays", Literal("1.50", "xsd:decimal")),
            ),
            links=(
                ("pg:phase", "phase:recovery"),
                ("skos:broader", "code/cpt-0000"),
                ("skos:broader", "code/cpt-0001"),
            ),
        )
        for index, label in enumerate(NAMES)
    )
    mention = Mention(
        "0012",
        "Complication",
        "NA",
        start,
        end,
        Span(start, end),
        0,
        "NA",
        0.7,
        around,
        values=(
            TimeValue("P2W", "P06W", "after", "P1D"),
            MoneyValue("0012", "", "USD"),
            ShareValue("", "0.001"),
        ),
    )
    stated = tuple(
        Assertion(
            identifiers.assertion(page.key, nodes[0].id, "hasX", each.id, (start, end)),
            "NA",
            nodes[0].id,
            "hasX",
            each.id,
            start,
            end,
            QUOTE,
            0,
            "NA",
            0.7,
            Polarity.NEGATED if each.label == "null" else Polarity.AFFIRMED,
            qualifiers=around,
            mention="0012",
            values=(("pg:frequencyLow", Literal("0.10", "xsd:decimal")),),
            links=(("pg:claimedFacet", "facet/na"),),
        )
        for each in nodes[1:]
    )
    return Graph(
        (
            Extraction(
                page,
                (Section(0, "=NA\t", "other", 0, len(TEXT), 1, ()),),
                Reading(None, (mention,), ()),
                nodes,
                stated,
                (Line(0, 4, LineStatus.HEADING),),
            ),
        ),
        Nodes(nodes),
        (
            Finding("NA", Severity.INFO, "NA", "=\t0012", start, end, stated[0].id),
            Finding("NA", Severity.INFO, "NA", "nowhere", suggested=(nodes[0].id,)),
        ),
        matches=(
            Match(
                nodes[0].id,
                "skos:exactMatch",
                "HP:0012",
                "http://purl.obolibrary.org/obo/HP_0012",
                "NA",
                "=NA",
                Part.LABEL,
                "NA",
                "label",
                "as-written",
                1.0,
                "NA",
                "0012",
            ),
        ),
    )


# ---------------------------------------------------------------- readers


def by_pyarrow(folder: Path, name: str) -> list[Row]:
    return [dict(row) for row in pq.read_table(folder / layout.file(name)).to_pylist()]


def by_polars(folder: Path, name: str) -> list[Row]:
    return pl.read_parquet(folder / layout.file(name)).to_dicts()


def by_pandas(folder: Path, name: str) -> list[Row]:
    frame = pd.read_parquet(folder / layout.file(name), dtype_backend="pyarrow")
    return [
        {str(key): None if value is pd.NA else value for key, value in row.items()}
        for row in frame.to_dict("records")
    ]


def by_duckdb(folder: Path, name: str) -> list[Row]:
    found = pipeline.load_tables(folder).sql(f"FROM {name}")
    return [dict(zip(found.columns, row, strict=True)) for row in found.fetchall()]


READERS = [by_pyarrow, by_polars, by_pandas, by_duckdb]


def plain(rows: list[Row]) -> list[Row]:
    """Return *rows* with lists as lists, whatever a library makes of them."""
    return [
        {
            key: list(value)
            if hasattr(value, "__iter__") and not isinstance(value, str)
            else value
            for key, value in row.items()
        }
        for row in rows
    ]


@pytest.fixture(params=["hand-made", "odd"])
def found(request: pytest.FixtureRequest, graph: Graph) -> Graph:
    """Return each of two graphs."""
    return graph if request.param == "hand-made" else odd()


@pytest.fixture
def folder(found: Graph, tmp_path: Path, manner: Manner) -> Path:
    """Return the folder with the tables of *found*."""
    tables.write(found, tmp_path, manner)
    return tmp_path


# ---------------------------------------------------------------- the same facts


@pytest.mark.parametrize("read", READERS)
def test_every_reader_finds_the_same_rows(folder: Path, read: Read) -> None:
    for name in layout.NAMES:
        assert plain(read(folder, name)) == by_pyarrow(folder, name), name


@pytest.mark.parametrize("read", READERS)
def test_statements_are_those_of_the_graph(
    folder: Path, found: Graph, read: Read
) -> None:
    rows = plain(read(folder, "assertions"))
    assert [
        (
            row["key"],
            row["subject"],
            row["predicate"],
            row["object"],
            row["start"],
            row["end"],
            row["quote"],
            row["polarity"],
            row["certainty"],
            row["condition"] or "",
            row["refractory_to"] or "",
            tuple(row["examples"]),  # type: ignore[arg-type]
            row["trigger"],
        )
        for row in rows
    ] == [
        (
            each.id,
            namespaces.iri(each.subject),
            each.predicate,
            namespaces.iri(each.object),
            each.start,
            each.end,
            each.quote,
            each.polarity,
            each.certainty,
            each.qualifiers.condition,
            each.qualifiers.refractory_to,
            each.qualifiers.examples,
            each.qualifiers.trigger,
        )
        for each in found.assertions
    ]


@pytest.mark.parametrize("read", READERS)
def test_evidence_is_what_the_text_says_there(
    folder: Path, found: Graph, read: Read
) -> None:
    texts = {
        str(row["document"]): str(row["text"]) for row in read(folder, "documents")
    }
    rows = read(folder, "evidence")
    assert {(row["assertion"], row["document"]) for row in rows} == {
        (namespaces.iri(f"assertion/{each.id}"), page.document.name)
        for page in found.extractions
        for each in page.assertions
    }
    for row in rows:
        said, start, end = texts[str(row["document"])], row["start"], row["end"]
        assert isinstance(start, int)
        assert isinstance(end, int)
        assert said[start:end] == row["quote"]
        assert said[:start].endswith(str(row["prefix"]))
        assert said[end:].startswith(str(row["suffix"]))
        assert len(str(row["prefix"])) == min(20, start)
        assert len(str(row["suffix"])) == min(20, len(said) - end)


@pytest.mark.parametrize("read", READERS)
def test_findings_are_those_of_the_graph(
    folder: Path, found: Graph, read: Read
) -> None:
    rows = plain(read(folder, "findings"))
    assert [
        (
            row["id"],
            row["check"],
            row["severity"],
            row["message"],
            row["start"],
            row["end"],
            row["about"],
            row["documents"],
            row["suggested"],
        )
        for row in rows
    ] == [
        (
            namespaces.iri(naming.finding(each)),
            each.check,
            each.severity,
            each.message,
            each.start,
            each.end,
            namespaces.iri(naming.about(each)) if each.about else None,
            list(each.documents or (each.document,)),
            [namespaces.iri(code) for code in each.suggested],
        )
        for each in found.findings
    ]


def test_things_are_those_of_the_graph_with_all_their_detail(
    folder: Path, found: Graph
) -> None:
    rows = by_pyarrow(folder, "concepts")
    assert [(row["id"], row["label"], row["alt_labels"]) for row in rows] == [
        (namespaces.iri(node.id), node.label, list(node.alt_labels))
        for node in found.nodes
    ]
    told = [(namespaces.iri(node.id), node) for node in found.nodes] + [
        (namespaces.iri(f"assertion/{each.id}"), each) for each in found.assertions
    ]
    assert sorted(
        (
            str(row["subject"]),
            str(row["property"]),
            str(row["value"]),
            str(row["datatype"]),
            str(row["target"]),
        )
        for row in by_pyarrow(folder, "properties")
    ) == sorted(
        line
        for iri, each in told
        for line in (
            *((iri, k, v.value, v.datatype, "None") for k, v in each.values),  # noqa: PD011
            *((iri, k, "None", "None", namespaces.iri(it)) for k, it in each.links),
        )
    )


def test_facts_are_the_direct_triples(folder: Path, found: Graph) -> None:
    rows = by_pyarrow(folder, "facts")
    assert [(row["subject"], row["predicate"], row["object"]) for row in rows] == [
        (namespaces.iri(subject), predicate, namespaces.iri(target))
        for subject, predicate, target in direct(found)
    ]


# ---------------------------------------------------------------- types


def test_properties_of_things_are_typed_columns(tmp_path: Path, manner: Manner) -> None:
    tables.write(odd(), tmp_path, manner)
    row = by_pyarrow(tmp_path, "concepts")[0]
    assert row["step_index"] == 2**53 + 1  # a double holds no such number
    assert row["offset_days"] == 1.5
    assert row["phase"] == "recovery"
    assert row["code_value"] == "0012"
    assert row["broader"] == [
        namespaces.iri("code/cpt-0000"),
        namespaces.iri("code/cpt-0001"),
    ]
    assert row["currency"] is None
    assert row["curie"] == "code:cpt-0000"


def test_quantities_are_told_as_they_are_written(
    tmp_path: Path, manner: Manner
) -> None:
    tables.write(odd(), tmp_path, manner)
    rows = by_pyarrow(tmp_path, "quantities")
    assert [tuple(row.values())[2:] for row in rows] == [
        ("time", "P2W", "P06W", "after", "P1D", None),
        ("money", "0012", None, None, None, "USD"),
        ("share", None, "0.001", None, None, None),
    ]


def test_columns_are_those_of_the_schema_in_every_file(folder: Path) -> None:
    kinds = {"list<element: string not null>": "list<string>"}
    for name, table in layout.load().items():
        schema = pq.read_schema(folder / layout.file(name))
        assert [
            (field.name, kinds.get(str(field.type), str(field.type)), field.nullable)
            for field in schema
        ] == [
            (title, column.type, column.optional)
            for title, column in table.columns.items()
        ]
        for field in schema:
            about = table.columns[field.name].about
            assert field.metadata[b"description"].decode() == about


def test_an_offset_with_gaps_stays_an_integer(folder: Path) -> None:
    for frame in (
        pl.read_parquet(folder / layout.file("findings")),
        pipeline.load_tables(folder).sql("FROM findings").pl(),
    ):
        assert frame.schema["start"] == pl.Int64
        assert frame["start"].null_count() == 1


def test_a_file_names_schema_run_and_evidence(folder: Path, manner: Manner) -> None:
    for name in layout.NAMES:
        told = pq.read_schema(folder / layout.file(name)).metadata
        assert told[b"schema_version"].decode() == SCHEMA_VERSION
        assert told[b"run"].decode() == namespaces.iri(manner.run.id)
        assert told[b"evidence"] == b"full"


# ---------------------------------------------------------------- as a whole


def test_keys_tell_rows_apart_and_joins_lead_somewhere(built_tables: Path) -> None:
    database = pipeline.load_tables(built_tables)
    for name, table in layout.load().items():
        if table.key:
            key = ", ".join(f'"{title}"' for title in table.key)
            twice = database.sql(
                f"SELECT {key} FROM {name} GROUP BY ALL HAVING count(*) > 1"  # noqa: S608
            )
            assert twice.fetchall() == [], name
        for title, column in table.columns.items():
            if column.joins:
                other, _, joined = column.joins.partition(".")
                lost = database.sql(
                    f'SELECT DISTINCT "{title}" FROM {name} WHERE "{title}" NOT IN '  # noqa: S608
                    f'(SELECT "{joined}" FROM {other})'
                )
                assert lost.fetchall() == [], (name, title)


def test_a_build_fills_every_table_and_every_quote_is_in_its_text(
    built_tables: Path,
) -> None:
    database = pipeline.load_tables(built_tables)
    for name in layout.NAMES:
        assert database.sql(f"FROM {name} LIMIT 1").fetchall(), name
    for name in ("evidence", "mentions"):
        wrong = database.sql(
            f"FROM {name} JOIN documents USING (document) "
            'WHERE substring(text, start + 1, "end" - start) <> quote'
        )
        assert wrong.fetchall() == []


def test_details_of_statements_have_columns(built_tables: Path) -> None:
    held = {column.holds for column in layout.load()["assertions"].columns.values()}
    (told,) = (
        pipeline.load_tables(built_tables)
        .sql(
            "SELECT list(DISTINCT property) FROM properties "
            "WHERE subject IN (SELECT id FROM assertions)"
        )
        .fetchall()
    )
    assert set(told[0]) == held - {""}


@pytest.fixture(scope="module")
def built_tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder that ``sources/`` are built into, as tables."""
    out = tmp_path_factory.mktemp("tables")
    sources = Path(__file__).parents[2] / "sources"
    pipeline.build(sources, out, formats=["parquet"], jobs=1)
    return out


def test_the_same_graph_gives_the_same_bytes(
    folder: Path, found: Graph, manner: Manner, tmp_path_factory: pytest.TempPathFactory
) -> None:
    again = tmp_path_factory.mktemp("again")
    tables.write(found, again, manner)
    for file in tables.FILES:
        assert (again / file).read_bytes() == (folder / file).read_bytes()


def test_rows_are_written_in_groups_of_bounded_size(
    tmp_path: Path, manner: Manner
) -> None:
    size = layout.load()["lines"].group
    (page,) = odd().extractions
    lines = tuple(Line(i, i + 1, LineStatus.CONTEXT) for i in range(2 * size + 1))
    graph = replace(odd(), extractions=(replace(page, lines=lines),))
    tables.write(graph, tmp_path, manner)
    file = pq.ParquetFile(tmp_path / layout.file("lines"))
    groups = [file.metadata.row_group(i).num_rows for i in range(file.num_row_groups)]
    assert groups == [size, size, 1]
    assert file.read()["start"].to_pylist() == list(range(2 * size + 1))


def test_an_empty_graph_has_tables_without_rows(tmp_path: Path, manner: Manner) -> None:
    tables.write(Graph((), Nodes(), ()), tmp_path, manner)
    database = pipeline.load_tables(tmp_path)
    assert [database.sql(f"FROM {name}").fetchall() for name in layout.NAMES] == [
        [] for _ in layout.NAMES
    ]


@pytest.mark.parametrize(
    ("evidence", "empty", "has_text"),
    [
        pytest.param(Evidence.FULL, False, True, id="full"),
        pytest.param(Evidence.COMPACT, False, True, id="compact"),
        pytest.param(Evidence.NONE, True, False, id="none"),
    ],
)
def test_how_much_evidence_there_is(
    tmp_path: Path, manner: Manner, evidence: Evidence, *, empty: bool, has_text: bool
) -> None:
    tables.write(odd(), tmp_path, replace(manner, evidence=evidence))
    for name, table in layout.load().items():
        if table.needs:
            assert (by_pyarrow(tmp_path, name) == []) == empty, name
    assert len(by_pyarrow(tmp_path, "facts")) == len(NAMES) - 2  # one is denied
    assert by_pyarrow(tmp_path, "mappings")
    (page,) = by_pyarrow(tmp_path, "documents")
    assert (page["text"] is not None) == has_text
    for row in by_pyarrow(tmp_path, "evidence"):
        assert (row["prefix"] is None) == (evidence is Evidence.COMPACT)


def test_who_writes_no_tables_does_not_wait_for_pyarrow() -> None:
    code = "import sys, pipeline.exports; print('pyarrow' in sys.modules)"
    shown = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout
    assert shown.strip() == "False"


# ---------------------------------------------------------------- the schema


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        pytest.param(
            "type: int64", "type: int", r"yaml:\d+: Invalid enum", id="a type"
        ),
        pytest.param(
            "joins: documents.document",
            "joins: documents.name",
            r"yaml:\d+: joins 'documents.name', which there is not",
            id="a join that leads nowhere",
        ),
        pytest.param(
            "key: [document, index]",
            "key: [document, number]",
            r"yaml:\d+: 'number' is no column of sections",
            id="a key of no column",
        ),
        pytest.param(
            "{type: list<string>,",
            "{type: list<string>, optional: true,",
            r"yaml:\d+: a list is empty",
            id="a list that may be missing",
        ),
        pytest.param(
            "holds: 'pg:phase'",
            "holds: 'nobody:phase'",
            r"yaml:\d+: the prefix of 'nobody:phase' is not known",
            id="an unknown prefix",
        ),
        pytest.param("  lines:", "  rows:", "must tell of documents", id="a name"),
    ],
)
def test_a_fault_in_the_schema_is_told_with_its_line(
    old: str, new: str, fault: str
) -> None:
    source = knowledge("exports/tables.yaml")
    assert old in source
    with pytest.raises(VocabularyError, match=fault):
        layout.check(source.replace(old, new, 1))


@pytest.mark.parametrize("path", describe.PAGES, ids=lambda path: Path(path).name)
def test_the_page_on_tables_is_current(path: Path) -> None:
    assert path.read_text() == describe.PAGES[path](), (
        "out of date: run python scripts/describe.py"
    )
