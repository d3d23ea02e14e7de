"""CSV for Neo4j: the rules of the import tool hold, and nothing of the graph is lost.

The rules are those of https://neo4j.com/docs/operations-manual/current/import/ for
headers, identifiers and values.
"""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from pipeline import cells
from pipeline.exports import Evidence, Manner, lists, neo4j
from pipeline.graph import direct
from pipeline.model import Graph, Polarity
from pipeline.namespaces import iri
from tests.exports.reading import counts, facts, findings, real

# Types of properties that the tool knows and that are written here.
TYPES = {"long", "double", "boolean", "string"}
FIELD = re.compile(r"(?P<name>[A-Za-z_][A-Za-z0-9_]*):(?P<type>[a-z]+)(?P<list>\[\])?")


@dataclass(frozen=True)
class Row:
    """A node or a relationship as the tool would make it."""

    ends: tuple[str, ...]  # the id of a node, both ids of a relationship
    kinds: tuple[str, ...]  # labels, or the type
    values: dict[str, object]


def raw(path: Path) -> list[list[str | None]]:
    """Return the cells of the file; one that is empty and unquoted is None.

    The tool takes such a cell for none, and an empty text in quotes for a text.
    """
    text = path.read_bytes().decode()
    assert "\r" not in re.sub('"[^"]*"', "", text)
    marked = re.sub('(?<![^,\n])""(?=[,\n])', '"\ue000"', text)
    rows = csv.reader(io.StringIO(marked, newline=""), strict=True)
    return [
        [None if cell == "" else cell.replace("\ue000", "") for cell in row]
        for row in rows
    ]


def value(cell: str, type_: str, *, is_list: bool) -> object:
    """Return the value of *cell*, read as the tool does, with our signs taken back."""
    if is_list:
        text = cells.restore(cell) if type_ == "string" else cell
        return [value(part, type_, is_list=False) for part in lists.split(text, ";")]
    if type_ == "long":
        return int(cell)
    if type_ == "double":
        return float(cell)
    if type_ == "boolean":
        assert cell in {"true", "false"}
        return cell == "true"
    return cell


def rows(folder: Path, name: str) -> Iterator[Row]:
    """Yield the rows of the file *name*, which keeps the rules for its header."""
    head, *body = raw(folder / "neo4j" / name)
    is_nodes = head[0] == "id:ID"
    core = ["id:ID", ":LABEL"] if is_nodes else [":START_ID", ":END_ID", ":TYPE"]
    assert head[: len(core)] == core
    fields = [FIELD.fullmatch(str(each)) for each in head[len(core) :]]
    names = [field["name"] for field in fields if field]
    assert len(names) == len(fields) == len(set(names))
    assert {field["type"] for field in fields if field} <= TYPES
    for row in body:
        assert len(row) == len(head)
        first = [str(each) for each in row[: len(core)]]
        told: dict[str, object] = {}
        for field, cell in zip(fields, row[len(core) :], strict=True):
            if field and cell is not None:
                told[field["name"]] = read(cell, field)
        ends = (first[0],) if is_nodes else (first[0], first[1])
        yield Row(ends, tuple(first[-1].split(";")), told)


def read(cell: str, field: re.Match[str]) -> object:
    is_list = bool(field["list"])
    found = value(cell, field["type"], is_list=is_list)
    return cells.restore(found) if isinstance(found, str) else found


@pytest.fixture(params=["graph", "odd_graph"])
def each_graph(request: pytest.FixtureRequest) -> Graph:
    graph: Graph = request.getfixturevalue(request.param)
    return graph


NODES = ("things.csv", "documents.csv", "denied.csv", "findings.csv")
LINKS = ("statements.csv", "structure.csv", "links.csv")


@pytest.mark.parametrize("evidence", list(Evidence))
def test_every_end_of_a_relationship_is_one_node(
    each_graph: Graph, manner: Manner, evidence: Evidence, tmp_path: Path
) -> None:
    neo4j.write(each_graph, tmp_path, replace(manner, evidence=evidence))
    ids = [row.ends[0] for name in NODES for row in rows(tmp_path, name)]
    assert len(ids) == len(set(ids))
    ends = [end for name in LINKS for row in rows(tmp_path, name) for end in row.ends]
    assert set(ends) <= set(ids)


def test_the_arguments_name_each_file_and_take_no_name_of_a_database(
    graph: Graph, manner: Manner, tmp_path: Path
) -> None:
    neo4j.write(graph, tmp_path, manner)
    lines = (tmp_path / "neo4j" / "import.args").read_text().splitlines()
    named = [line.split("=", 1) for line in lines]
    assert [path for option, path in named if option == "--nodes"] == [
        f"neo4j/{name}" for name in NODES
    ]
    assert [path for option, path in named if option == "--relationships"] == [
        f"neo4j/{name}" for name in LINKS
    ]
    # An option of many values would swallow the positional argument behind it.
    assert lines[-1] == "--multiline-fields=true"


def test_things_have_their_labels_types_and_odd_names(
    odd_graph: Graph, manner: Manner, tmp_path: Path
) -> None:
    neo4j.write(odd_graph, tmp_path, manner)
    found = {row.ends[0]: row for row in rows(tmp_path, "things.csv")}
    assert found.keys() == {iri(node.id) for node in odd_graph.nodes}
    for node in odd_graph.nodes:
        row = found[iri(node.id)]
        assert row.kinds == tuple(kind.partition(":")[2] for kind in node.types)
        assert row.values["label"] == node.label
        assert tuple(row.values.get("altLabels", ())) == node.alt_labels  # type: ignore[arg-type]
    odd = found[iri("concept/condition-na")].values
    assert (odd["codeValue"], odd["isSurgical"], odd["maxValue"]) == ("0012", True, 3.5)


def test_it_holds_the_facts_of_the_graph(
    each_graph: Graph, manner: Manner, tmp_path: Path
) -> None:
    neo4j.write(each_graph, tmp_path, manner)
    stated = [
        (iri(f"assertion/{row.values['key']}"), row.ends[0], row, row.ends[1], False)
        for row in rows(tmp_path, "statements.csv")
        if row.values["predicate"] != "hasCode"
    ] + [
        (row.ends[0], row.values["subject"], row, row.values["object"], True)
        for row in rows(tmp_path, "denied.csv")
    ]
    places = ("document", "section", "start", "end", "quote")
    assert facts(each_graph) == sorted(
        (
            identifier,
            subject,
            row.values["predicate"],
            target,
            *(row.values[key] for key in places),
            is_denied,
        )
        for identifier, subject, row, target, is_denied in stated
    )


def test_a_statement_keeps_its_qualifiers(
    odd_graph: Graph, manner: Manner, tmp_path: Path
) -> None:
    neo4j.write(odd_graph, tmp_path, manner)
    (row,) = (
        row
        for row in rows(tmp_path, "statements.csv")
        if row.values["predicate"] == "hasComplication"
    )
    assert row.kinds == ("HAS_COMPLICATION",)
    told = {k: v for k, v in row.values.items() if k.startswith("qualifier_")}
    assert told == {
        "qualifier_certainty": "conditional",
        "qualifier_time": "\tsoon",
        "qualifier_cause": "@home",
        "qualifier_examples": ["a|b", "c;d", "e\\f", "=g"],
        "qualifier_synonyms": ["-h"],
        "qualifier_trigger": True,
    }
    (claim,) = (
        row
        for row in rows(tmp_path, "statements.csv")
        if row.values["predicate"] == "claimsCode"
    )
    assert claim.values["claimedLabel"] == ["NA", "=NA()"]
    assert (claim.values["facet"], claim.values["frequencyLow"]) == ("recovery", 0.5)


def test_it_holds_the_findings_and_what_they_are_about(
    each_graph: Graph, manner: Manner, tmp_path: Path
) -> None:
    neo4j.write(each_graph, tmp_path, manner)
    told = {row.ends[0]: row.values for row in rows(tmp_path, "findings.csv")}
    keys = ("check", "severity", "document", "message", "start", "end", "about")
    assert sorted(told) == [identifier for identifier, _ in findings(each_graph)]
    for identifier, found in findings(each_graph):
        row = told[identifier]
        assert row["documents"] == list(found[3])
        assert [row.get(key) for key in keys] == [*found[:3], *found[4:]]
    nodes = {
        row.ends[0]
        for name in ("things.csv", "denied.csv")
        for row in rows(tmp_path, name)
    }
    links = {row.ends for row in rows(tmp_path, "links.csv") if row.kinds == ("ABOUT",)}
    assert links == {
        (identifier, found[-1])
        for identifier, found in findings(each_graph)
        if found[-1] in nodes
    }


def test_what_rests_on_a_document_is_linked_to_the_document(
    graph: Graph, manner: Manner, tmp_path: Path
) -> None:
    neo4j.write(graph, tmp_path, manner)
    (source,) = rows(tmp_path, "documents.csv")
    assert source.values["documents"] == ["a.txt", "b/c.txt"]
    assert source.values["urls"] == ["", "https://example.org/a b?c|d"]
    stated = [*rows(tmp_path, "statements.csv"), *rows(tmp_path, "denied.csv")]
    assert {row.values["documentId"] for row in stated} == {source.ends[0]}
    linked = {
        row.ends[0]
        for row in rows(tmp_path, "links.csv")
        if row.kinds == ("IN_DOCUMENT",) and row.ends[1] == source.ends[0]
    }
    assert linked == {
        row.ends[0]
        for name in ("denied.csv", "findings.csv")
        for row in rows(tmp_path, name)
    }


def test_without_evidence_there_are_the_direct_links_alone(
    graph: Graph, manner: Manner, tmp_path: Path
) -> None:
    neo4j.write(graph, tmp_path, replace(manner, evidence=Evidence.NONE))
    found = {
        (*row.ends, row.values["predicate"]) for row in rows(tmp_path, "statements.csv")
    }
    assert found == {(iri(s), iri(o), p) for s, p, o in direct(graph)}
    for name in ("documents.csv", "denied.csv", "findings.csv", "links.csv"):
        assert list(rows(tmp_path, name)) == []


def test_two_real_documents_have_the_counts_of_the_model(tmp_path: Path) -> None:
    out = real(tmp_path / "out", "neo4j")
    wanted = counts(out)
    denied = list(rows(out, "denied.csv"))
    found = {
        "nodes": len(list(rows(out, "things.csv"))) + len(denied),
        "edges": sum(len(list(rows(out, name))) for name in LINKS[:2]),
        "findings": len(list(rows(out, "findings.csv"))),
    }
    assert found == wanted
    assert {row.values["polarity"] for row in denied} == {str(Polarity.NEGATED)}


def test_a_cell_is_no_formula_and_keeps_its_blanks(
    odd_graph: Graph, manner: Manner, tmp_path: Path
) -> None:
    neo4j.write(odd_graph, tmp_path, manner)
    for name in (*NODES, *LINKS):
        for row in raw(tmp_path / "neo4j" / name):
            assert not [cell for cell in row if cell and cell[0] in "=+-@\t\r"]
    # What is not in quotes may lose the blanks at its ends.
    content = (tmp_path / "neo4j" / "statements.csv").read_text(encoding="utf-8")
    assert ',"  0012",' in content
