"""KGX: records that Biolink admits, in TSV as KGX reads it and in lines of JSON."""

import json
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from pipeline import cells, namespaces
from pipeline.exports import FORMATS, Evidence, Manner, kgx, lists
from pipeline.graph import direct
from pipeline.model import Graph, Match, Part
from pipeline.vocabulary import biolink as vocabulary
from tests.exports import biolink
from tests.exports.reading import Found, counts, facts, findings, real

Record = dict[str, object]
Read = Callable[[Graph, str], list[Record]]
BIOLINK = vocabulary.load()
LISTS = {  # columns of ours that hold several values
    *("documents", "titles", "sha256s", "urls", "licences", "languages", "dates"),
    *("types", "conflictsWith", "suggested", "claimedLabel"),
    *("qualifier_examples", "qualifier_synonyms"),
}
LISTED = ("mapping_", "candidate_")
NUMBERS = {"pg_start", "pg_end", "pg_section", "pg_stepIndex"}
FRACTIONS = {"has_confidence_score", "pg_frequencyLow", "pg_maxValue"}


def columns(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").split("\n", 1)[0].split("\t")


def rows(folder: Path, name: str) -> list[Record]:
    """Return the rows of a TSV file, read as KGX does, with our signs taken back."""
    table = pd.read_csv(
        folder / f"kgx/{name}.tsv",
        dtype=str,
        keep_default_na=False,
        sep="\t",
        lineterminator="\n",
        quoting=3,
    )
    return [
        {str(key): value(key, cell) for key, cell in row.items() if cell}
        for row in table.to_dict("records")
    ]


def value(key: object, cell: str) -> object:
    name = str(key)
    if name in NUMBERS:
        return int(cell)
    if name in FRACTIONS:
        return float(cell)
    if cell in {"true", "false"}:
        return cell == "true"
    text = cells.restore(cell)
    if holds_several(name):
        return lists.split(text, "|")
    assert "|" not in text  # where KGX would split what is one value
    return lists.restore(text)


def holds_several(column: str) -> bool:
    if column.startswith("pg_"):
        own = column.removeprefix("pg_")
        return own in LISTS or own.startswith(LISTED)
    every = biolink.slots("named thing") | biolink.slots("publication")
    return (every | biolink.slots("association"))[column]


def objects(folder: Path, name: str) -> list[Record]:
    """Return the records of a file of JSON lines, without texts that are empty."""
    lines = (folder / f"kgx/{name}.jsonl").read_bytes().splitlines()
    return [
        {key: listed(key, told) for key, told in json.loads(line).items() if told != ""}
        for line in lines
    ]


def listed(key: str, told: object) -> object:
    """Return what *told* of ours is among others that are lists."""
    is_single = key.startswith("pg_") and not isinstance(told, list)
    return [told] if is_single and holds_several(key) else told


READERS = {"kgx": rows, "kgx-jsonl": objects}


@pytest.fixture(params=["graph", "odd_graph"])
def each_graph(request: pytest.FixtureRequest) -> Graph:
    graph: Graph = request.getfixturevalue(request.param)
    return graph


@pytest.fixture(params=READERS)
def read(request: pytest.FixtureRequest, manner: Manner, tmp_path: Path) -> Read:
    """Return what writes a graph in one of the two forms and reads a file of it."""
    name: str = request.param

    def written(graph: Graph, file: str) -> list[Record]:
        FORMATS[name].write(graph, tmp_path, manner)
        return READERS[name](tmp_path, file)

    return written


def iri(curie: object) -> str:
    return namespaces.expand(str(curie))


def one(values: object) -> object:
    assert isinstance(values, list)
    (only,) = values
    return only


def test_it_holds_the_facts_of_the_graph(each_graph: Graph, read: Read) -> None:
    nodes = {each["id"]: each for each in read(each_graph, "nodes")}
    found = []
    for edge in read(each_graph, "edges"):
        if edge["pg_kind"] != "statement" or str(edge["id"]).endswith(".hasCode"):
            continue
        source = nodes[one(edge["publications"])]["pg_documents"]
        assert edge["pg_document"] in source  # type: ignore[operator]
        found.append(
            (
                iri(edge["id"]),
                iri(edge["subject"]),
                str(edge["original_predicate"]).removeprefix("pg:"),
                iri(edge["object"]),
                *(edge[f"pg_{key}"] for key in ("document", "section", "start", "end")),
                one(edge["supporting_text"]),
                edge.get("negated", False),
            )
        )
    assert sorted(found) == facts(each_graph)


def test_it_holds_the_findings(each_graph: Graph, read: Read) -> None:
    found: list[tuple[str, Found]] = []
    for node in read(each_graph, "nodes"):
        if node["pg_types"] != ["Finding"]:
            continue
        about = node.get("pg_about")
        told: object = (
            node["pg_check"],
            node["pg_severity"],
            node["pg_document"],
            tuple(node["pg_documents"]),  # type: ignore[arg-type]
            node["description"],
            node.get("pg_start"),
            node.get("pg_end"),
            iri(about) if about else "",
        )
        found.append((iri(node["id"]), told))  # type: ignore[arg-type]
    assert sorted(found) == findings(each_graph)


def test_rows_and_lines_hold_the_same(
    each_graph: Graph, manner: Manner, tmp_path: Path
) -> None:
    kgx.write_tsv(each_graph, tmp_path, manner)
    kgx.write_jsonl(each_graph, tmp_path, manner)
    for name in ("nodes", "edges"):
        assert rows(tmp_path, name) == objects(tmp_path, name)


def test_odd_names_survive(odd_graph: Graph, read: Read) -> None:
    nodes = {each["id"]: each for each in read(odd_graph, "nodes")}
    thing = nodes["concept:condition-na"]
    wanted = next(it for it in odd_graph.nodes if it.id == "concept/condition-na")
    assert (thing["name"], thing["pg_codeValue"]) == ("NA", "0012")
    assert thing["synonym"] == list(wanted.alt_labels)
    assert nodes["code:cpt-0012"]["name"] == "0012"
    assert nodes["code:cpt-0012"]["synonym"] == ["00012", "1e3", "NA"]


def test_a_cell_is_no_formula_and_no_line_is_broken(
    odd_graph: Graph, manner: Manner, tmp_path: Path
) -> None:
    kgx.write_tsv(odd_graph, tmp_path, manner)
    for name in ("nodes", "edges"):
        content = (tmp_path / f"kgx/{name}.tsv").read_bytes().decode()
        assert "\r" not in content
        width = len(columns(tmp_path / f"kgx/{name}.tsv"))
        for line in content.removesuffix("\n").split("\n"):
            row = line.split("\t")
            assert len(row) == width
            assert not [cell for cell in row if cell[:1] in set("=+-@")]


@pytest.mark.parametrize("evidence", list(Evidence))
def test_each_column_is_a_slot_of_biolink_or_ours(
    each_graph: Graph, manner: Manner, evidence: Evidence, tmp_path: Path
) -> None:
    kgx.write_tsv(each_graph, tmp_path, replace(manner, evidence=evidence))
    known = {
        "nodes": biolink.slots("named thing") | biolink.slots("publication"),
        "edges": biolink.slots("association"),
    }
    for name, slots in known.items():
        for column in columns(tmp_path / f"kgx/{name}.tsv"):
            assert column in slots or column.startswith("pg_"), column


def test_a_slot_holds_several_values_where_biolink_says_so(
    each_graph: Graph, manner: Manner, tmp_path: Path
) -> None:
    kgx.write_jsonl(each_graph, tmp_path, manner)
    for name in ("nodes", "edges"):
        for record in objects(tmp_path, name):
            for key, told in record.items():
                if not key.startswith("pg_"):
                    assert isinstance(told, list) is holds_several(key), key


def check_admitted(nodes: Iterable[Record], edges: Iterable[Record]) -> int:
    """Hold each edge against its predicate; return how many there are."""
    categories = {node["id"]: node["category"] for node in nodes}
    count = 0
    for edge in edges:
        for subject in categories[edge["subject"]]:  # type: ignore[attr-defined]
            for target in categories[edge["object"]]:  # type: ignore[attr-defined]
                assert biolink.admits(subject, str(edge["predicate"]), target), edge
        assert edge["knowledge_level"] in biolink.values("KnowledgeLevelEnum")
        assert edge["agent_type"] in biolink.values("AgentTypeEnum")
        count += 1
    return count


@pytest.mark.parametrize("evidence", list(Evidence))
def test_biolink_admits_every_edge(
    each_graph: Graph, manner: Manner, evidence: Evidence, tmp_path: Path
) -> None:
    kgx.write_jsonl(each_graph, tmp_path, replace(manner, evidence=evidence))
    nodes, edges = objects(tmp_path, "nodes"), objects(tmp_path, "edges")
    assert check_admitted(nodes, edges) > 0
    ids = [each["id"] for each in (*nodes, *edges)]
    assert len(ids) == len(set(ids))


def test_only_what_is_denied_is_negated(graph: Graph, read: Read) -> None:
    # KGX takes any text of this column for true, "false" as well.
    told = [each["negated"] for each in read(graph, "edges") if "negated" in each]
    assert told == [True]


def test_documents_of_one_text_are_one_publication(graph: Graph, read: Read) -> None:
    (node,) = (
        each
        for each in read(graph, "nodes")
        if each["category"] == ["biolink:Publication"]
    )
    assert node["pg_documents"] == ["a.txt", "b/c.txt"]
    assert node["pg_urls"] == ["", "https://example.org/a b?c|d"]
    assert node["publication_type"] == [BIOLINK.publication_type]


def test_a_confirmed_code_and_a_next_step_are_edges_as_well(
    graph: Graph, read: Read
) -> None:
    told = {str(each["original_predicate"]): each for each in read(graph, "edges")}
    claim, code, step = (
        told[f"pg:{name}"] for name in ("claimsCode", "hasCode", "nextStep")
    )
    assert code["id"] == f"{claim['id']}.hasCode"
    assert (step["predicate"], step["agent_type"]) == (
        "biolink:precedes",
        "automated_agent",
    )
    assert str(step["id"]).startswith("urn:uuid:")


def test_without_evidence_the_edges_are_the_direct_links(
    graph: Graph, manner: Manner, tmp_path: Path
) -> None:
    kgx.write_jsonl(graph, tmp_path, replace(manner, evidence=Evidence.NONE))
    edges = objects(tmp_path, "edges")
    assert {
        (iri(each["subject"]), iri(each["original_predicate"]), iri(each["object"]))
        for each in edges
        if each["pg_kind"] == "statement"
    } == {tuple(map(namespaces.iri, triple)) for triple in direct(graph)}
    assert not any("supporting_text" in each for each in edges)
    assert {each["category"][0] for each in objects(tmp_path, "nodes")}.isdisjoint(  # type: ignore[index]
        {"biolink:Publication"}
    )


def test_an_edge_is_as_sure_as_its_statement(graph: Graph, read: Read) -> None:
    told = {
        str(each["id"]).partition(":")[2]: float(str(each["has_confidence_score"]))
        for each in read(graph, "edges")
        if each.get("has_confidence_score")
    }
    sure = {each.id: each.confidence for each in graph.assertions}
    assert set(sure.values()) == {0.8, 0.9}
    assert {key: value for key, value in told.items() if key in sure} == sure


def _match(predicate: str, curie: str, rank: int = 0) -> Match:
    return Match(
        node="concept/condition-hearing-loss",
        predicate=predicate,
        curie=curie,
        iri=f"https://example.org/{curie}",
        label="Hearing | loss",
        wording="hearing loss",
        part=Part.LABEL,
        name="hearing loss",
        scope="label",
        method="exact",
        confidence=0.9,
        source="X",
        version="1",
        rank=rank,
    )


def test_only_a_concept_that_a_thing_is_becomes_its_xref(
    graph: Graph, read: Read
) -> None:
    matched = (
        _match("skos:exactMatch", "HP:0000365"),
        _match("skos:broadMatch", "HP:0000364"),
        _match("skos:exactMatch", "HP:0000407", 1),
    )
    nodes = {
        each["id"]: each for each in read(replace(graph, matches=matched), "nodes")
    }
    told = nodes["concept:condition-hearing-loss"]
    assert told["xref"] == ["HP:0000365"]
    assert told["pg_mapping_id"] == ["HP:0000365", "HP:0000364"]
    assert told["pg_mapping_label"] == ["Hearing | loss"] * 2


def test_two_real_documents_are_admitted_and_have_the_counts_of_the_model(
    tmp_path: Path,
) -> None:
    out = real(tmp_path / "out", "kgx", "kgx-jsonl")
    nodes, edges = objects(out, "nodes"), objects(out, "edges")
    check_admitted(nodes, edges)
    denied = sum(bool(each.get("negated")) for each in edges)
    documents = sum(each["category"] == ["biolink:Publication"] for each in nodes)
    findings = sum(each["pg_types"] == ["Finding"] for each in nodes)
    assert documents == 2
    assert denied > 0
    assert counts(out) == {
        "nodes": len(nodes) - documents - findings + denied,
        "edges": len(edges) - denied,
        "findings": findings,
    }
    assert len(rows(out, "nodes")) == len(nodes)
    assert len(rows(out, "edges")) == len(edges)
