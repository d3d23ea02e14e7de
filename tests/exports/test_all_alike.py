"""One build in all formats: each, read by a tool of its field, tells the same."""

import csv
import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import networkx as nx
import polars as pl
import pyld.jsonld
import pyoxigraph as ox
import pytest

import pipeline
from pipeline import cells
from pipeline.exports import FORMATS, lists
from pipeline.namespaces import PREFIXES

# Id, place, quote, and whether it is denied.
Fact = tuple[str, int, int, str, bool]
# Id, and ids of the other sides.
Found = tuple[str, frozenset[str]]
Told = tuple[set[Fact], set[Found]]
Record = Mapping[str, Any]

SOURCES = Path(__file__).parents[2] / "sources"
PAGES = (
    "cpt-22630-posterior-lumbar-interbody-fusion.md",
    "cpt-22864-posterior-interbody-fusion.txt",
    "hysteroscopy.html",
    "tonsillectomy.md",
)
ODD = """\
Vein Stripping

Risks
- =SUM(A1) bleeding
- Swelling\tof the \u201cleg\u201d | foot; \\n not "serious" \U0001f9b5
- Infection (caf\u00e9 @ night)
- No infection is expected
- NA
- 0012

Costs
A night costs $123,456,789.12.
A year costs $12345678901234567890.

Steps
1. +1 litre of saline is given.
2. The vein is taken out.
"""
# It contradicts the first, so that a statement is the other side of a finding.
OTHER = "Vein Stripping\n\nRisks\n- Infection\n"
NS = {
    prefix: iri for prefix, iri in PREFIXES.items() if prefix in {"pg", "oa", "schema"}
}
SPARQL_FACTS = """
SELECT ?fact ?start ?end ?quote ?polarity WHERE {
  ?fact pg:quote ?quote ; pg:polarity ?polarity ; pg:evidence/oa:hasSelector ?place .
  ?place oa:start ?start ; oa:end ?end }
"""
SPARQL_FOUND = "SELECT ?found ?other WHERE { ?found a pg:Finding OPTIONAL { ?found pg:conflictsWith ?other } }"


def key(iri: str) -> str:
    return iri.rpartition("/")[2].rpartition(":")[2]


def grouped(pairs: Iterator[tuple[str, str]]) -> set[Found]:
    found: dict[str, set[str]] = {}
    for name, other in pairs:
        found.setdefault(key(name), set()).update({key(other)} if other else ())
    return {(name, frozenset(others)) for name, others in found.items()}


def of_records(facts: Iterator[Record], findings: Iterator[Record]) -> Told:
    """Return what records tell that have the names of the property graph."""
    stated = {
        (
            key(str(each.get("key") or each["id"])),
            int(each["start"]),
            int(each["end"]),
            str(each["quote"]),
            each["polarity"] == "negated",
        )
        for each in facts
        if each.get("quote") is not None
    }
    return (
        {fact for fact in stated if not fact[0].endswith(".hasCode")},
        {
            (key(str(each["id"])), frozenset(map(key, each.get("conflictsWith") or ())))
            for each in findings
        },
    )


def by_json(out: Path) -> Told:
    graph: Any = pipeline.load(out)
    edges = (
        dict(told, key=name) for *_, name, told in graph.edges(keys=True, data=True)
    )
    denied = (dict(told, id=node) for node, told in graph.nodes(data=True))
    facts = (each for group in (edges, denied) for each in group)
    return of_records(facts, iter(graph.graph["findings"]))


def stored(out: Path, form: str) -> ox.Store:
    store = ox.Store()
    if form == "jsonld":
        text = json.loads((out / "graph.jsonld").read_bytes())
        lines = pyld.jsonld.to_rdf(text, {"format": "application/n-quads"})
        store.load(lines.encode(), format=ox.RdfFormat.N_QUADS)
    else:
        store.load(path=out / f"graph.{form}")
    return store


def by_store(out: Path, form: str) -> Told:
    store = stored(out, form)
    rows = store.query(SPARQL_FACTS, prefixes=NS, use_default_graph_as_union=True)
    found = store.query(SPARQL_FOUND, prefixes=NS, use_default_graph_as_union=True)
    assert isinstance(rows, ox.QuerySolutions)
    assert isinstance(found, ox.QuerySolutions)
    facts = {
        (
            key(row["fact"].value),
            int(row["start"].value),
            int(row["end"].value),
            row["quote"].value,
            row["polarity"].value.endswith("/negated"),
        )
        for row in rows
    }
    pairs = (
        (row["found"].value, row["other"].value if row["other"] else "")
        for row in found
    )
    return facts, grouped(pairs)


def by_graphml(out: Path) -> Told:
    graph: Any = nx.read_graphml(
        out / "graph.graphml", edge_key_type=str, force_multigraph=True
    )
    edges = (
        dict(told, key=name) for *_, name, told in graph.edges(keys=True, data=True)
    )
    nodes = [dict(told, id=node) for node, told in graph.nodes(data=True)]
    facts = (each for group in (edges, iter(nodes)) for each in group)
    findings = (
        dict(each, conflictsWith=lists.split(each.get("conflictsWith", ""), "|"))
        if each.get("conflictsWith")
        else each
        for each in nodes
        if each["types"] == "Finding"
    )
    return of_records(facts, findings)


def by_parquet(out: Path) -> Told:
    tables = pipeline.load_tables(out)
    facts = tables.sql(
        'SELECT key, start, "end", quote, polarity FROM assertions'
    ).fetchall()
    evidence = pl.read_parquet(out / "tables" / "evidence.parquet")
    assert evidence.height >= len(facts)
    findings = tables.sql("SELECT id, conflicts_with FROM findings").fetchall()
    return (
        {(name, *rest, polarity == "negated") for name, *rest, polarity in facts},
        {(key(name), frozenset(map(key, others))) for name, others in findings},
    )


def by_kgx(out: Path, ending: str) -> Told:
    def read(name: str) -> list[dict[str, Any]]:
        path = out / "kgx" / f"{name}.{ending}"
        lines = path.read_text(encoding="utf-8").split("\n")[:-1]
        if ending == "jsonl":
            return [json.loads(line) for line in lines]
        head, *rows = (line.split("\t") for line in lines)
        return [dict(zip(head, map(cells.restore, row), strict=True)) for row in rows]

    def plain(told: Any) -> str:  # noqa: ANN401 - a cell or a list of one
        text = told[0] if isinstance(told, list) else told
        return text if ending == "jsonl" else lists.restore(text)

    facts = {
        (
            key(each["id"]),
            int(each["pg_start"]),
            int(each["pg_end"]),
            plain(each["supporting_text"]),
            each.get("negated") in {True, "true"},
        )
        for each in read("edges")
        if each.get("supporting_text") and not each["id"].endswith(".hasCode")
    }
    findings = set()
    for each in read("nodes"):
        if plain(each["pg_types"]) == "Finding":
            others = each.get("pg_conflictsWith") or []
            listed = others if isinstance(others, list) else lists.split(others, "|")
            findings.add((key(each["id"]), frozenset(map(key, listed))))
    return facts, findings


def by_neo4j(out: Path) -> Told:
    def read(name: str) -> Iterator[dict[str, Any]]:
        path = out / "neo4j" / f"{name}.csv"
        with path.open(encoding="utf-8", newline="") as stream:
            for row in csv.DictReader(stream):
                yield {
                    title.split(":")[0]: cells.restore(told)
                    for title, told in row.items()
                }

    facts = (each for name in ("statements", "denied") for each in read(name))
    findings = (
        dict(each, conflictsWith=lists.split(each.get("conflictsWith", ""), ";"))
        if each.get("conflictsWith")
        else dict(each, conflictsWith=())
        for each in read("findings")
    )
    return of_records(facts, findings)


def by_explorer(out: Path) -> Told:
    """Return what the pieces tell; their places are in units of UTF-16."""
    facts: set[Fact] = set()
    found: set[Found] = set()
    for line in (out / "explorer.jsonl").read_bytes().splitlines():
        piece = json.loads(line)
        if piece["name"].startswith("document/"):
            text = piece["text"].encode("utf-16-le", "surrogatepass")
            for each in piece["facts"]:
                start, end = (
                    len(text[: 2 * each[place]].decode("utf-16-le"))
                    for place in ("start", "end")
                )
                is_denied = each.get("polarity") == "negated"
                facts.add((each["id"], start, end, each["quote"], is_denied))
        elif piece["name"].startswith("findings"):
            for each in piece["listed"]:
                others = each.get("conflicts", ())
                ids = {(it.get("fact") or it["node"])["id"] for it in others}
                found.add((each["id"], frozenset(map(key, ids))))
    return facts, found


READERS: dict[str, Callable[[Path], Told]] = {
    "ttl": lambda out: by_store(out, "ttl"),
    "json": by_json,
    "jsonld": lambda out: by_store(out, "jsonld"),
    "nt": lambda out: by_store(out, "nt"),
    "nq": lambda out: by_store(out, "nq"),
    "trig": lambda out: by_store(out, "trig"),
    "graphml": by_graphml,
    "kgx": lambda out: by_kgx(out, "tsv"),
    "kgx-jsonl": lambda out: by_kgx(out, "jsonl"),
    "neo4j": by_neo4j,
    "parquet": by_parquet,
    "explorer": by_explorer,
}
NO_FACTS = {"sssom", "report", "dataset"}


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("alike")
    for name, words in (("odd", ODD), ("other", OTHER)):
        (folder / f"{name}.txt").write_text(words, encoding="utf-8")
    pages = [
        folder / "odd.txt",
        folder / "other.txt",
        *(SOURCES / page for page in PAGES),
    ]
    pipeline.build(pages, folder / "out", formats=["all"], jobs=1)
    return folder / "out"


@pytest.fixture(scope="module")
def model(out: Path) -> Told:
    """Return what the records tell that are written beside the formats.

    The other sides of findings are in no such record: those of the JSON count.
    """
    facts: set[Fact] = set()
    for line in (out / "extractions.jsonl").read_bytes().splitlines():
        page = json.loads(line)
        text = (out / "documents" / f"{page['document']}.txt").read_bytes().decode()
        for each in page["assertions"]:
            start, end, quote = each["start"], each["end"], each["quote"]
            assert text[start:end] == quote
            facts.add((each["id"], start, end, quote, each["polarity"] == "negated"))
    findings = by_json(out)[1]
    lines = (out / "findings.jsonl").read_bytes().splitlines()
    assert len(findings) == len(set(lines))
    return facts, findings


def test_there_is_a_reader_for_each_format() -> None:
    assert READERS.keys() | NO_FACTS == FORMATS.keys()


def test_the_build_has_what_is_hard_to_keep(model: Told) -> None:
    facts, findings = model
    quotes = "".join(quote for *_, quote, _ in facts)
    assert [
        sign for sign in '=+@\t|;\\"\u201c\u00e9\U0001f9b5' if sign not in quotes
    ] == []
    assert any(is_denied for *_, is_denied in facts)
    stated = {name for name, *_ in facts}
    others = {other for _, each in findings for other in each}
    assert others & stated
    assert others - stated


@pytest.mark.parametrize("form", list(READERS))
def test_a_tool_of_its_field_finds_the_facts_and_their_evidence(
    form: str, out: Path, model: Told
) -> None:
    facts, _ = READERS[form](out)
    assert facts - model[0] == set()
    assert model[0] - facts == set()


@pytest.mark.parametrize("form", list(READERS))
def test_it_finds_the_findings_and_what_they_conflict_with(
    form: str, out: Path, model: Told
) -> None:
    _, findings = READERS[form](out)
    assert findings == model[1]


SPARQL_SUMS = "SELECT ?sum WHERE { ?cost schema:minValue ?sum ; schema:currency ?c }"


def sums(form: str, out: Path) -> set[str]:
    """Return the least ends of sums of money as *form* has them."""
    if form in {"ttl", "jsonld", "nt", "nq", "trig"}:
        rows = stored(out, form).query(
            SPARQL_SUMS, prefixes=NS, use_default_graph_as_union=True
        )
        assert isinstance(rows, ox.QuerySolutions)
        return {row["sum"].value for row in rows}
    if form == "parquet":
        found = pipeline.load_tables(out).sql(
            "SELECT min_value, p.value FROM concepts c JOIN properties p "
            "ON p.subject = c.id AND p.property = 'schema:minValue' "
            "WHERE currency IS NOT NULL"
        )
        return {str(each) for row in found.fetchall() for each in row}
    return {str(each["minValue"]) for each in NODES[form](out) if each.get("currency")}


def _kgx(out: Path, ending: str) -> Iterator[dict[str, Any]]:
    lines = (out / "kgx" / f"nodes.{ending}").read_text(encoding="utf-8")
    if ending == "jsonl":
        rows = [json.loads(line) for line in lines.split("\n")[:-1]]
    else:
        rows = list(csv.DictReader(lines.split("\n"), delimiter="\t"))
    for row in rows:
        yield {name.removeprefix("pg_"): told for name, told in row.items()}


def _neo4j(out: Path) -> Iterator[dict[str, Any]]:
    with (out / "neo4j" / "things.csv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            yield {title.partition(":")[0]: told for title, told in row.items()}


def _explorer(out: Path) -> Iterator[dict[str, Any]]:
    for line in (out / "explorer.jsonl").read_bytes().splitlines():
        piece = json.loads(line)
        if piece["name"].startswith("thing/"):
            yield piece


NODES: dict[str, Callable[[Path], Iterator[dict[str, Any]]]] = {
    "json": lambda out: (told for _, told in pipeline.load(out).nodes(data=True)),
    "graphml": lambda out: (
        told for _, told in nx.read_graphml(out / "graph.graphml").nodes(data=True)
    ),
    "kgx": lambda out: _kgx(out, "tsv"),
    "kgx-jsonl": lambda out: _kgx(out, "jsonl"),
    "neo4j": _neo4j,
    "explorer": _explorer,
}


@pytest.mark.parametrize("form", list(READERS))
def test_a_number_is_the_same_everywhere_and_one_that_cannot_be_is_nowhere(
    form: str, out: Path
) -> None:
    found = sums(form, out)
    assert "123456789.12" in found
    assert max(map(float, found)) == 123456789.12
