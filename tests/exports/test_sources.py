"""The example documents in all three manners of evidence: what each holds, how large.

Also what no manner may hold: wording of a code set.
"""

import json
import re
from pathlib import Path
from typing import Any

import pytest

import pipeline
from pipeline import questions, verifying
from pipeline.exports import Evidence
from pipeline.model import Severity

SOURCES = Path(__file__).parent.parent.parent / "sources"
LONGEST = 20  # characters of what may be told on a code
LITERAL = re.compile(r'"((?:[^"\\]|\\.)*)"')


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> dict[Evidence, Path]:
    folder = tmp_path_factory.mktemp("built")
    for evidence in Evidence:
        pipeline.build(SOURCES, folder / evidence, evidence=evidence, jobs=1)
    return {evidence: folder / evidence for evidence in Evidence}


def turtle(folder: Path) -> str:
    return (folder / "graph.ttl").read_text(encoding="utf-8")


def node_link(folder: Path) -> dict[str, Any]:
    told: dict[str, Any] = json.loads((folder / "graph.json").read_bytes())
    return told


@pytest.mark.parametrize("name", ["graph.ttl", "graph.json"])
def test_full_is_larger_than_none(name: str, built: dict[Evidence, Path]) -> None:
    full, none = (
        (built[each] / name).stat().st_size for each in (Evidence.FULL, Evidence.NONE)
    )
    assert full > 1.5 * none


def test_compact_lies_between_the_two(built: dict[Evidence, Path]) -> None:
    full, compact, none = (
        (built[each] / "graph.ttl").stat().st_size
        for each in (Evidence.FULL, Evidence.COMPACT, Evidence.NONE)
    )
    assert full > compact > none


@pytest.mark.parametrize(
    ("term", "manners"),
    [
        pytest.param("oa:TextQuoteSelector", {Evidence.FULL}, id="selectors"),
        pytest.param("prov:wasGeneratedBy", {Evidence.FULL}, id="the run"),
        pytest.param("pg:quote", {Evidence.FULL, Evidence.COMPACT}, id="quotes"),
        pytest.param(
            "polarity:negated", {Evidence.FULL, Evidence.COMPACT}, id="denied facts"
        ),
        pytest.param(
            "certainty:possible", {Evidence.FULL, Evidence.COMPACT}, id="hedges"
        ),
        pytest.param("pg:Finding", {Evidence.FULL, Evidence.COMPACT}, id="findings"),
        pytest.param("pg:hasComplication", set(Evidence), id="direct triples"),
        pytest.param("rdfs:label", set(Evidence), id="labels"),
        pytest.param("pg:stepIndex", set(Evidence), id="detail of things"),
    ],
)
def test_each_manner_holds_what_it_says(
    term: str, manners: set[Evidence], built: dict[Evidence, Path]
) -> None:
    held = {
        evidence
        for evidence, folder in built.items()
        if re.search(rf"{term}(?![\w-])", turtle(folder))
    }
    assert held == manners


def test_every_manner_has_the_same_links(built: dict[Evidence, Path]) -> None:
    links = [
        {
            (each["source"], each["predicate"], each["target"])
            for each in node_link(folder)["edges"]
        }
        for folder in built.values()
    ]
    assert links[0] == links[1] == links[2]


def test_without_evidence_no_link_has_a_quote(built: dict[Evidence, Path]) -> None:
    edges = {each: node_link(folder)["edges"] for each, folder in built.items()}
    assert not any("quote" in edge for edge in edges[Evidence.NONE])
    assert any("quote" in edge for edge in edges[Evidence.FULL])


@pytest.mark.parametrize("evidence", list(Evidence))
def test_nothing_that_is_told_on_a_code_is_long(
    evidence: Evidence, built: dict[Evidence, Path]
) -> None:
    told = [
        (subject, text)
        for subject in turtle(built[evidence]).split("\n\n")
        if subject.startswith(("code:", "modifier:"))
        for text in LITERAL.findall(subject)
    ]
    assert len(told) > 10
    assert [each for each in told if len(each[1]) > LONGEST] == []
    nodes = node_link(built[evidence])["nodes"]
    codes = [node for node in nodes if "/code/" in node["id"]]
    assert codes
    for node in codes:
        texts = [value for key, value in node.items() if key not in {"id", "types"}]
        assert [text for text in texts if len(str(text)) > LONGEST] == []


def test_the_graph_of_all_evidence_keeps_its_shapes(
    built: dict[Evidence, Path],
) -> None:
    faults = verifying.verify(questions.load(built[Evidence.FULL]))
    assert [each for each in faults if each.severity is Severity.VIOLATION] == []
