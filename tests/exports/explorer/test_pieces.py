"""The pieces hold all of a graph, each fact where its words are."""

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import jsonschema
import pytest

from pipeline import identifiers
from pipeline.exports import Evidence, Manner, explorer
from pipeline.exports.explorer import pieces as made
from pipeline.exports.explorer.places import in_utf16
from pipeline.model import Graph, Room
from tests.exports.conftest import PROCEDURE

Pieces = Mapping[str, Any]
SCHEMA = Path(__file__).parent / "pieces.schema.json"


def read(folder: Path) -> Pieces:
    lines = (folder / explorer.PIECES).read_bytes().splitlines()
    return {piece["name"]: piece for piece in map(json.loads, lines)}


def units(text: str) -> bytes:
    return text.encode("utf-16-le")


def cut(text: str, start: int, end: int) -> str:
    return units(text)[2 * start : 2 * end].decode("utf-16-le")


@pytest.fixture
def pieces(golden: Graph, golden_manner: Manner, tmp_path: Path) -> Pieces:
    explorer.write(golden, tmp_path, golden_manner)
    return read(tmp_path)


@pytest.mark.parametrize("build", ["explored", "hostile"])
def test_every_quote_is_what_stands_at_its_place(
    build: str, request: pytest.FixtureRequest
) -> None:
    pieces = read(request.getfixturevalue(build))
    facts = 0
    for name, piece in pieces.items():
        if not name.startswith("document/"):
            continue
        for fact in piece["facts"]:
            assert cut(piece["text"], fact["start"], fact["end"]) == fact["quote"]
            if "mark" in fact:
                start, end = fact["mark"]
                assert fact["start"] <= start < end <= fact["end"]
            facts += 1
    assert facts > 3


def test_the_hostile_page_has_places_that_two_countings_tell_apart(
    hostile: Path,
) -> None:
    pieces = read(hostile)
    (page,) = (piece for name, piece in pieces.items() if name.startswith("document/"))
    assert any(
        page["text"][fact["start"] : fact["end"]] != fact["quote"]
        for fact in page["facts"]
    )


def test_every_fact_is_on_the_pages_of_both_its_things(explored: Path) -> None:
    pieces = read(explored)
    lines = (explored / "extractions.jsonl").read_bytes().splitlines()
    stated = [each for line in lines for each in json.loads(line)["assertions"]]
    on: dict[str, set[str]] = {}
    for name, piece in pieces.items():
        if name.startswith("thing/"):
            ids = {fact["id"] for fact in piece["facts"]}
            on.setdefault(piece["id"], set()).update(ids)
    base = pieces["overview"]["base"]
    assert len(stated) > 1000
    for each in stated:
        for end in ("subject", "object"):
            assert each["id"] in on[each[end].removeprefix(base)]


def test_each_fact_is_found_by_its_id(explored: Path) -> None:
    pieces = read(explored)
    digits = pieces["overview"]["digits"]
    for name, piece in pieces.items():
        if name.startswith("document/"):
            for fact in piece["facts"]:
                where = pieces[f"fact/{fact['id'][:digits]}"]["facts"]
                assert where[fact["id"]] == piece["key"]


def test_every_line_and_every_finding_of_a_document_is_told(explored: Path) -> None:
    pieces = read(explored)
    lines = (explored / "extractions.jsonl").read_bytes().splitlines()
    by_name = {
        each["name"]: piece
        for name, piece in pieces.items()
        if name.startswith("document/")
        for each in piece["documents"]
    }
    for page in map(json.loads, lines):
        told = by_name[page["document"]]
        place = in_utf16(told["text"])
        assert told["lines"] == [
            [place(line["start"]), place(line["end"]), line["status"]]
            for line in page["lines"]
        ]
    findings = (explored / "findings.jsonl").read_bytes().splitlines()
    assert sorted(json.loads(line)["message"] for line in findings) == sorted(
        finding["message"] for each in by_name.values() for finding in each["findings"]
    )
    assert len(findings) == len(pieces["findings"]["listed"])


def test_what_the_report_links_to_is_there(explored: Path) -> None:
    pieces = read(explored)
    facts = {
        fact
        for name, piece in pieces.items()
        if name.startswith("fact/")
        for fact in piece["facts"]
    }
    report = (explored / "report.html").read_text(encoding="utf-8")
    found = set(
        re.findall(r"explorer\.html#/((?:thing|document|fact)/[^\"?&]*)", report)
    )
    assert len(found) > 20
    for place in map(unquote, found):
        kind, _, rest = place.partition("/")
        assert rest in facts if kind == "fact" else place in pieces


def test_the_pieces_come_in_order_of_their_names(explored: Path) -> None:
    lines = (explored / explorer.PIECES).read_bytes().splitlines()
    names = [json.loads(line)["name"].encode() for line in lines]
    assert names == sorted(set(names))


def test_the_pieces_are_as_the_schema_says(pieces: Pieces, explored: Path) -> None:
    schema = json.loads(SCHEMA.read_bytes())
    check = jsonschema.Draft202012Validator(schema)
    check.check_schema(schema)
    for piece in (*pieces.values(), *read(explored).values()):
        assert [fault.message for fault in check.iter_errors(piece)] == []


def test_a_finding_is_where_it_belongs_with_both_sides(pieces: Pieces) -> None:
    told = {each["check"]: each for each in pieces[f"thing/{PROCEDURE}"]["findings"]}
    assert told.keys() == {"CODE_UNCHECKED", "CODE_FACET_CONFLICT", "CONTRADICTION"}
    conflict = told["CODE_FACET_CONFLICT"]
    assert conflict["about"]["fact"]["object"]["id"] == "code/cpt-99999"
    assert conflict["conflicts"][0]["node"]["id"] == "code-fact/cpt-99999"
    assert [each["node"]["id"] for each in conflict["suggested"]] == [
        "code/cpt-99998",
        "code/cpt-99999",
    ]
    assert told["CONTRADICTION"]["conflicts"][0]["fact"]["quote"].startswith("Drain")
    assert pieces["thing/code-fact/cpt-99999"]["findings"] == [conflict]


def test_what_is_denied_and_hedged_is_told_so(pieces: Pieces) -> None:
    facts = {fact["object"]["id"]: fact for fact in _facts(pieces)}
    denied = facts["concept/condition-hearing-loss"]
    assert denied["polarity"] == "negated"
    hedged = facts["concept/symptom-drainage"]
    assert hedged["certainty"] == "possible"
    assert ["effect", 'soiled "pillow"'] in hedged["said"]
    assert facts["code/cpt-99999"]["confirmed"] == "hasCode"


def _facts(pieces: Pieces) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = pieces[f"thing/{PROCEDURE}"]["facts"]
    return found


def test_links_to_terms_stand_with_their_reason(pieces: Pieces) -> None:
    linked = [piece for piece in pieces.values() if piece.get("mappings")]
    assert linked
    for each in linked[0]["mappings"]:
        assert each["method"]
        assert each["name"]


def test_what_is_long_goes_on_in_further_pieces(
    golden: Graph,
    golden_manner: Manner,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    explorer.write(golden, tmp_path, golden_manner)
    whole = read(tmp_path)
    monkeypatch.setattr(made, "FACTS", 2)
    monkeypatch.setattr(made, "LISTED", 1)
    explorer.write(golden, tmp_path, golden_manner)
    parts = read(tmp_path)
    for first, key in ((f"thing/{PROCEDURE}", "facts"), ("findings", "listed")):
        found, name, pages = [], first, 0
        while name:
            found += parts[name][key]
            name, pages = parts[name].get("next"), pages + 1
        assert found == whole[first][key]
        assert pages > 1
    assert list(parts) == sorted(parts)


def test_the_same_graph_gives_the_same_bytes_in_memory_and_in_files(
    golden: Graph, golden_manner: Manner, tmp_path: Path
) -> None:
    folders = [tmp_path / name for name in ("a", "b", "room")]
    for folder in folders:
        folder.mkdir()
    explorer.write(golden, folders[0], golden_manner)
    small = replace(golden, room=Room(folders[2], 0))
    explorer.write(small, folders[1], golden_manner)
    for name in explorer.FILES:
        first, second = ((folder / name).read_bytes() for folder in folders[:2])
        assert first == second
    assert list(folders[2].iterdir()) == []


def test_without_evidence_links_are_told_and_no_words(
    golden: Graph, golden_manner: Manner, tmp_path: Path
) -> None:
    explorer.write(golden, tmp_path, replace(golden_manner, evidence=Evidence.NONE))
    pieces = read(tmp_path)
    assert not [name for name in pieces if name.startswith(("document/", "fact/"))]
    assert {fact["predicate"] for fact in _facts(pieces)} == {
        "claimsCode",
        "hasComplication",
        "hasStep",
        "hasCode",
    }
    assert pieces["findings"]["listed"] == []


def test_a_build_too_large_for_a_page_leaves_its_pieces_in_the_file(
    golden: Graph, golden_manner: Manner, tmp_path: Path
) -> None:
    explorer.write(golden, tmp_path, golden_manner, largest=1000)
    page = (tmp_path / explorer.PAGE).read_text()
    assert 'data-pieces="left-out"' in page
    assert page.count('type="application/json"') == 1
    assert len(read(tmp_path)) > 10


def test_places_are_counted_as_a_browser_does() -> None:
    text = "a\U0001f442b\uffffc\U0001f600"
    place = in_utf16(text)
    for at in range(len(text) + 1):
        assert place(at) == len(units(text[:at])) // 2


def test_documents_of_one_text_are_one_piece(pieces: Pieces, golden: Graph) -> None:
    key = golden.extractions[0].document.key
    names = [each["name"] for each in pieces[f"document/{key}"]["documents"]]
    assert names == ["a.txt", "b/c.txt"]
    iri = pieces[f"document/{key}"]["documents"][0]["iri"]
    assert iri.endswith(identifiers.document(key))
