"""The build as a whole: what it writes, and that nothing but the input decides it."""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline import extract
from pipeline.building.build import build
from pipeline.errors import (
    NoDocumentsError,
    OutputError,
    SourceError,
    UnknownFormatError,
    VocabularyError,
)
from pipeline.model import Document, Extraction, Line, LineStatus, Reading, Section

FILES = {
    "build.json",
    "documents",
    "extractions.jsonl",
    "findings.jsonl",
    "graph.json",
    "graph.ttl",
    "mappings.sssom.tsv",
    "quarantine.jsonl",
}


def bare(document: Document) -> Extraction:
    """Return an extraction of one section and no facts."""
    end = len(document.text)
    section = Section(0, "", "overview", 0, end, 1, ())
    line = Line(0, end, LineStatus.NOT_UNDERSTOOD)
    return Extraction(document, (section,), Reading(None, (), ()), (), (), (line,))


def forgetful(document: Document) -> Extraction:
    raise KeyError(document.name)


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    folder = tmp_path / "sources"
    (folder / "more").mkdir(parents=True)
    (folder / "a.txt").write_text("A page.\r\nIts second line.\r\n", newline="")
    (folder / "more" / "b.md").write_text("# A page \u2014 in Markdown\n")
    return folder


def content(out: Path) -> dict[str, bytes]:
    """Return all that *out* shows but the receipt."""
    return {
        path.relative_to(out).as_posix(): path.read_bytes()
        for path in sorted(out.rglob("*"))
        if path.is_file() and path.name != "build.json" and not is_hidden(path, out)
    }


def is_hidden(path: Path, out: Path) -> bool:
    return path.relative_to(out).parts[0].startswith(".")


def test_a_build_writes_these_files(sources: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    built = build(sources, out, extract=bare)
    assert {path.name for path in out.iterdir()} == FILES
    assert (built.documents, built.sections, built.quarantined) == (2, 2, ())
    assert {file.name: file.size for file in built.files} == {
        path.name: path.stat().st_size
        for path in out.iterdir()
        if path.is_file() and path.name != "build.json"
    }


def test_the_text_layers_are_those_of_the_documents(
    sources: Path, tmp_path: Path
) -> None:
    build(sources, tmp_path / "out", extract=bare)
    texts = tmp_path / "out" / "documents"
    assert (texts / "a.txt.txt").read_bytes() == (sources / "a.txt").read_bytes()
    assert (texts / "more" / "b.md.txt").exists()


def test_the_receipt_says_what_went_in_and_what_came_out(
    sources: Path, tmp_path: Path
) -> None:
    built = build(sources, tmp_path / "out", extract=bare)
    told = json.loads((tmp_path / "out" / "build.json").read_text())
    assert [each["document"] for each in told["inputs"]] == ["a.txt", "more/b.md"]
    assert set(told["outputs"]) == FILES - {"build.json", "documents"}
    assert told["counts"] == built.counts()
    assert told["settings"] == {
        "formats": ["ttl", "json"],
        "evidence": "full",
        "gzip": False,
        "code_facts": [],
        "oldest": None,
        "keep_personal_data": False,
        "threshold": 0.0,
        "grounding": True,
        "extractors": {},
        "decisions": "",
    }


PAGE = """# Knee Arthroscopy

## Risks

- {}
- Nausea
"""


@pytest.fixture
def risky(tmp_path: Path) -> Path:
    """Return a folder of two pages that name one risk in two ways."""
    folder = tmp_path / "risky"
    folder.mkdir()
    (folder / "a.md").write_text(PAGE.format("Blood clots in the leg"))
    (folder / "b.md").write_text(PAGE.format("Deep vein thrombosis"))
    return folder


def test_one_thing_under_two_names_is_one_node(risky: Path, tmp_path: Path) -> None:
    built = build(risky, tmp_path / "out")
    told = json.loads((tmp_path / "out" / "graph.json").read_text())
    (node,) = (each for each in told["nodes"] if "blood clot" in each["label"])
    assert node["altLabels"] == ["deep vein thrombosis"]
    exact = [it for it in node["mappings"] if it["predicate"] == "skos:exactMatch"]
    assert {each["id"] for each in exact} == {"HP:0002625"}
    edges = [each for each in told["edges"] if each["target"] == node["id"]]
    assert {each["document"] for each in edges} == {"a.md", "b.md"}
    assert (built.linked, built.exact, built.merged, built.undecided) == (2, 2, 1, 0)
    lines = (tmp_path / "out" / "extractions.jsonl").read_text().splitlines()
    stated = [each for line in lines for each in json.loads(line)["assertions"]]
    assert {each["key"] for each in edges} <= {each["id"] for each in stated}


def test_the_receipt_names_the_terminologies(risky: Path, tmp_path: Path) -> None:
    build(risky, tmp_path / "out")
    told = json.loads((tmp_path / "out" / "build.json").read_text())
    assert {each["prefix"] for each in told["terminologies"]} >= {"HP", "ICD10CM"}
    for each in told["terminologies"]:
        assert each["version"]
        assert each["licence"]
        assert len(each["sha256"]) == 64
    assert told["counts"]["linked"] == 2


def test_without_grounding_nothing_is_linked(risky: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    build(risky, out)
    first = json.loads((out / "build.json").read_text())
    built = build(risky, out, grounding=False)
    told = json.loads((out / "build.json").read_text())
    shown = {path.name for path in out.iterdir() if not is_hidden(path, out)}
    assert shown == FILES - {"mappings.sssom.tsv"}
    assert (built.linked, told["terminologies"]) == (0, [])
    assert told["settings"]["grounding"] is False
    assert told["run"] != first["run"]
    text = (out / "graph.ttl").read_text()
    assert "exactMatch" not in text
    assert "Deep vein thrombosis" in text


def test_links_do_not_depend_on_processes_or_order(risky: Path, tmp_path: Path) -> None:
    for number in range(30):
        name = ("Itching", "Pruritus", "Left pneumothorax", "Pneumothorax")[number % 4]
        (risky / f"{number}.md").write_text(PAGE.format(name))
    pages = sorted(risky.iterdir())
    build(pages, tmp_path / "one", jobs=1)
    build(pages[::-1], tmp_path / "two", jobs=2)
    assert content(tmp_path / "one") == content(tmp_path / "two")


def test_one_bad_document_is_left_out_and_named(sources: Path, tmp_path: Path) -> None:
    (sources / "bad.txt").write_bytes(b"\x00\x01")
    built = build(sources, tmp_path / "out", extract=bare)
    assert built.documents == 2
    (refused,) = built.quarantined
    assert refused.document == "bad.txt"
    lines = (tmp_path / "out" / "quarantine.jsonl").read_text().splitlines()
    assert [json.loads(line)["document"] for line in lines] == ["bad.txt"]


def test_the_order_of_places_changes_nothing(sources: Path, tmp_path: Path) -> None:
    places = [sources / "a.txt", sources / "more"]
    build(places, tmp_path / "one", extract=bare)
    build(places[::-1], tmp_path / "two", extract=bare)
    assert content(tmp_path / "one") == content(tmp_path / "two")


def test_the_number_of_processes_changes_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(40):
        (folder / f"{number}.txt").write_text(f"Page {number} \u2713.\n")
    (folder / "bad.txt").write_bytes(b"\x00\x01")
    build(folder, tmp_path / "one", jobs=1, extract=bare)
    build(folder, tmp_path / "two", jobs=2, extract=bare)
    assert content(tmp_path / "one") == content(tmp_path / "two")


def test_what_an_earlier_build_wrote_is_no_source(sources: Path) -> None:
    out = sources / "outputs"
    build(sources, out, extract=bare)
    first = content(out)
    assert build(sources, out, extract=bare).documents == 2
    assert content(out) == first


def test_a_format_that_is_not_chosen_again_goes(sources: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    build(sources, out, extract=bare)
    build(sources, out, formats=["ttl"], extract=bare)
    assert {path.name for path in out.iterdir()} == FILES - {"graph.json"}


def empty(folder: Path) -> dict[str, object]:
    return {"paths": folder}


def missing(folder: Path) -> dict[str, object]:
    return {"paths": folder / "nowhere"}


def unreadable(folder: Path) -> dict[str, object]:
    (folder / "a.txt").write_bytes(b"\x00\x01")
    return {"paths": folder}


def unknown_format(folder: Path) -> dict[str, object]:
    (folder / "a.txt").write_text("A page.")
    return {"paths": folder, "formats": ["owl"]}


def blocked(folder: Path) -> dict[str, object]:
    (folder / "a.txt").write_text("A page.")
    return {"paths": folder, "out": folder / "a.txt"}


def failing(folder: Path) -> dict[str, object]:
    (folder / "a.txt").write_text("A page.")
    return {"paths": folder, "extract": forgetful}


@pytest.mark.parametrize(
    ("case", "fault", "told"),
    [
        pytest.param(empty, NoDocumentsError, "has no documents", id="an empty folder"),
        pytest.param(missing, SourceError, "is not there", id="no folder"),
        pytest.param(unreadable, SourceError, "a.txt is binary", id="all unreadable"),
        pytest.param(unknown_format, UnknownFormatError, "no format", id="no format"),
        pytest.param(blocked, OutputError, "cannot be written", id="a blocked output"),
        pytest.param(
            failing, SourceError, "made the program fail .KeyError", id="our own fault"
        ),
    ],
)
def test_a_build_of_nothing_is_a_fault_that_leaves_the_output(
    tmp_path: Path,
    case: Callable[[Path], dict[str, object]],
    fault: type[Exception],
    told: str,
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    out = tmp_path / "out"
    out.mkdir()
    (out / "build.json").write_text("old")
    arguments = {"out": out, "extract": bare, **case(folder)}
    with pytest.raises(fault, match=told):
        build(**arguments)  # type: ignore[arg-type]
    assert (out / "build.json").read_text() == "old"


def test_faulty_knowledge_is_told_before_anything_is_read(
    sources: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def faulty() -> None:
        raise VocabularyError("ontology/x.yaml:3", "odd")

    monkeypatch.setattr(extract, "load", faulty)
    with pytest.raises(VocabularyError, match=r"ontology/x\.yaml:3: odd"):
        build(sources, tmp_path / "out", jobs=2)
    assert not (tmp_path / "out").exists()


DECIDED = "decisions: [{name: a page, label: The Page}]"


def receipt(out: Path) -> dict[str, object]:
    told = json.loads((out / "build.json").read_bytes())
    assert isinstance(told, dict)
    return told


def test_decisions_are_in_the_receipt_and_in_the_digest_of_knowledge(
    sources: Path, tmp_path: Path
) -> None:
    build(sources, tmp_path / "without", extract=bare)
    path = sources / "decisions.yaml"
    path.write_text(DECIDED)
    built = build(sources, tmp_path / "with", extract=bare)
    assert (built.documents, built.quarantined) == (2, ())
    assert (built.decisions, built.unused, built.declined) == (1, 1, 0)
    without, told = receipt(tmp_path / "without"), receipt(tmp_path / "with")
    assert without["decisions"] == []
    assert told["decisions"] == [
        {
            "file": "decisions.yaml",
            "sha256": hashlib.sha256(DECIDED.encode()).hexdigest(),
            "decisions": 1,
        }
    ]
    assert told["knowledge_sha256"] != without["knowledge_sha256"]
    path.write_text(f"{DECIDED}\n")
    build(sources, tmp_path / "with", extract=bare)
    assert receipt(tmp_path / "with")["knowledge_sha256"] != told["knowledge_sha256"]


def test_decisions_beside_several_places_count_together(
    sources: Path, tmp_path: Path
) -> None:
    for folder in (sources, sources / "more"):
        (folder / "decisions.yaml").write_text(DECIDED)
    places = [sources / "more", sources / "a.txt"]
    built = build(places, tmp_path / "out", extract=bare)
    assert built.decisions == 2
    listed = receipt(tmp_path / "out")["decisions"]
    assert isinstance(listed, list)
    assert [each["file"] for each in listed] == [
        "sources/decisions.yaml",
        "more/decisions.yaml",
    ]
    build(places[::-1], tmp_path / "other", extract=bare)
    assert content(tmp_path / "out") == content(tmp_path / "other")
