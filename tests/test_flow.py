"""From documents to files: the same bytes every time, every quote in its place."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
import rdflib

import pipeline
from pipeline.namespaces import PREFIXES, iri

Page = dict[str, Any]

PAGES = {
    "ear/tubes.md": """# Ear Tube Placement

Small tubes are placed through the eardrum so that fluid can drain.

## When it is done

- Fluid behind the eardrum for more than three months
- Repeated ear infections that do not improve with antibiotics

## How it is done

1. The child is put to sleep with a mask.
2. A small cut is made in the eardrum.
3. If necessary, fluid is sucked out.
4. The tube is placed in the cut.

## Risks

- Drainage that may soil the \u201cpillow\u201d
- Infection or bleeding
- Loss of hearing is not expected.

## Follow-up

See the surgeon at 4 weeks and 6 months.
""",
    "nose.txt": "Nasal Polyp Removal\r\n\r\nPossible Complications\r\n"
    "Bleeding that may make the patient feel faint.\r\nLoss of smell is not expected.\r\n"
    "Cost\r\nThe operation costs $4,000 to $9,000.\r\n",
    "toe.html": "<html><head><title>Ingrown toenail surgery</title></head><body>"
    "<nav><a href='/'>Home</a></nav><h1>Ingrown Toenail Surgery</h1>"
    "<h2>Aftercare</h2><ul><li>Keep the foot up for 2 days.</li>"
    "<li>Avoid tight shoes.</li></ul><h2>Risks</h2><ul><li>Infection</li>"
    "<li>The nail grows back \U0001f9b6</li></ul></body></html>",
    "soup.txt": "Onion soup\n\nSlice the onions. Fry them slowly in butter.\n",
}
FILES = (
    "extractions.jsonl",
    "findings.jsonl",
    "graph.json",
    "graph.ttl",
    "mappings.sssom.tsv",
    "quarantine.jsonl",
)


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sources")
    for name, text in PAGES.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
    (folder / "broken.txt").write_bytes("caf\u00e9 na\u00efve".encode() + b" \xff.")
    return folder


@pytest.fixture(scope="module")
def out(sources: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("out")
    built = pipeline.build(sources, folder, jobs=1)
    assert (built.documents, len(built.quarantined)) == (len(PAGES), 1)
    assert built.facts > 10
    return folder


@pytest.fixture(scope="module")
def pages(out: Path) -> list[Page]:
    lines = (out / "extractions.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def content(out: Path) -> dict[str, bytes]:
    return {
        path.relative_to(out).as_posix(): path.read_bytes()
        for path in sorted(out.rglob("*"))
        if path.is_file() and path.name != "build.json" and ".cache" not in path.parts
    }


def text_of(out: Path, page: Page) -> str:
    path = out / "documents" / f"{page['document']}.txt"
    return path.read_bytes().decode("utf-8")


@pytest.mark.parametrize(
    "variables",
    [
        pytest.param({"PYTHONHASHSEED": "1"}, id="one seed of hashes"),
        pytest.param({"PYTHONHASHSEED": "2"}, id="another seed of hashes"),
        pytest.param({"TZ": "Asia/Tokyo", "LC_ALL": "C"}, id="another zone and locale"),
        pytest.param(
            {"PYTHONUTF8": "0", "LC_ALL": "POSIX"}, id="a locale without UTF-8"
        ),
    ],
)
def test_the_same_documents_give_the_same_bytes(
    sources: Path,
    out: Path,
    tmp_path: Path,
    variables: dict[str, str],
) -> None:
    subprocess.run(
        [sys.executable, "-m", "pipeline", "build", sources, "--out", tmp_path / "o"],
        env={**os.environ, **variables},
        check=True,
        capture_output=True,
    )
    assert content(tmp_path / "o") == content(out)


def test_the_order_of_places_changes_nothing(
    sources: Path, out: Path, tmp_path: Path
) -> None:
    places = [sources / "ear", *sorted(sources.glob("*.*"), reverse=True), sources]
    pipeline.build(places, tmp_path)
    assert content(tmp_path) == content(out)


def test_the_number_of_processes_changes_nothing(sources: Path, tmp_path: Path) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    page = (sources / "nose.txt").read_bytes()
    for number in range(40):
        (folder / f"{number}.txt").write_bytes(page + b"Page %d.\r\n" % number)
    pipeline.build(folder, tmp_path / "one", jobs=1)
    pipeline.build(folder, tmp_path / "two", jobs=2)
    assert content(tmp_path / "one") == content(tmp_path / "two")


def test_every_quote_stands_in_its_text(out: Path, pages: list[Page]) -> None:
    for page in pages:
        text = text_of(out, page)
        for each in (*page["mentions"], *page["assertions"]):
            start, end = each["start"], each["end"]
            assert text[start:end] == each["quote"]


def test_sections_tile_and_lines_cover_the_text(out: Path, pages: list[Page]) -> None:
    for page in pages:
        text = text_of(out, page)
        ends = [0, *(each["end"] for each in page["sections"])]
        assert ends[:-1] == [each["start"] for each in page["sections"]]
        assert ends[-1] == len(text)
        left = list(text)
        for each in page["lines"]:
            start, end = each["start"], each["end"]
            assert "\0" not in left[start:end]
            left[start:end] = "\0" * (end - start)
        assert "".join(left).replace("\0", "").strip() == ""


def test_a_page_about_no_procedure_states_nothing(
    pages: list[Page],
) -> None:
    (soup,) = (page for page in pages if page["document"] == "soup.txt")
    assert soup["procedure"] is None
    assert (soup["mentions"], soup["assertions"]) == ([], [])


def test_both_graphs_hold_the_same_facts(out: Path, pages: list[Page]) -> None:
    graph, rdf = pipeline.load(out), pipeline.load_rdf(out)
    edges = {
        (source, iri(told["predicate"]), target)
        for source, target, told in graph.edges(data=True)
        if told["kind"] == "statement"
    }
    links = {str(each) for each in rdf.objects(None, rdflib.RDF.predicate)}
    links.add(iri("hasCode"))
    direct = {(str(s), str(p), str(o)) for s, p, o in rdf if str(p) in links}
    affirmed = {
        (each["subject"], iri(str(each["predicate"])), each["object"])
        for page in pages
        for each in page["assertions"]
        if each["polarity"] == "affirmed"
    }
    assert edges == direct
    assert {edge for edge in edges if edge[1] != iri("hasCode")} == affirmed


def test_what_is_denied_is_nobody_s_neighbour(out: Path, pages: list[Page]) -> None:
    graph = pipeline.load(out)
    denied = [
        each
        for page in pages
        for each in page["assertions"]
        if each["polarity"] == "negated"
    ]
    assert denied
    for each in denied:
        assert not graph.has_edge(each["subject"], each["object"])
        assert graph.nodes[iri(f"assertion/{each['id']}")]["types"] == [
            "DeniedAssertion"
        ]


def test_every_reference_leads_to_something(out: Path) -> None:
    rdf = pipeline.load_rdf(out)
    named = {str(each) for each in rdf.subjects()}
    base = PREFIXES["doc"].removesuffix("doc/")
    lost = {
        str(each)
        for each in rdf.objects()
        if str(each).startswith(base) and str(each) not in named
    }
    assert lost == set()
    assert nx.number_of_selfloops(pipeline.load(out)) == 0


def test_every_term_of_ours_is_in_the_ontology(out: Path) -> None:
    known = {
        str(each)
        for each in rdflib.Graph()
        .parse(Path(__file__).parents[1] / "ontology" / "procedure-graph.ttl")
        .subjects()
    }
    ours = {
        str(term)
        for triple in pipeline.load_rdf(out)
        for term in triple
        if str(term).startswith((PREFIXES["pg"], PREFIXES["pgv"]))
    }
    assert ours - known == set()


def test_all_files_are_there(out: Path) -> None:
    names = {path.name for path in out.iterdir()}
    assert names == {*FILES, "documents", "build.json", ".cache"}
