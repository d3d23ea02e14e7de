"""What a plug-in suggests is in the graph if the text bears it out, and only then."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.extractors.conftest import PAGE

Build = Callable[..., tuple[int, str]]
SICK = PAGE.replace("Patients seldom", "After nausea patients seldom")


def records(tmp_path: Path, name: str) -> list[dict[str, object]]:
    text = (tmp_path / "out" / name).read_text()
    return [json.loads(line) for line in text.splitlines()]


def suggested(tmp_path: Path) -> list[dict[str, object]]:
    return [
        mention
        for page in records(tmp_path, "extractions.jsonl")
        for mention in page["mentions"]  # type: ignore[attr-defined]
        if str(mention["rule"]).startswith("extractor.")
    ]


def test_without_being_asked_no_plug_in_is_used(build: Build, tmp_path: Path) -> None:
    assert build({"a.md": PAGE})[0] == 0
    assert suggested(tmp_path) == []
    receipt = json.loads((tmp_path / "out" / "build.json").read_text())
    assert receipt["settings"]["extractors"] == {}


def test_what_stands_in_the_text_becomes_a_mention_and_a_fact(
    build: Build, tmp_path: Path
) -> None:
    assert build({"a.md": PAGE}, "--extractor", "words")[0] == 0
    (mention,) = suggested(tmp_path)
    start, end = int(str(mention["start"])), int(str(mention["end"]))
    assert PAGE[start:end] == mention["quote"] == "plopwalking"
    assert (mention["rule"], mention["type"]) == ("extractor.words", "Symptom")
    assert mention["confidence"] == 0.6
    graph = json.loads((tmp_path / "out" / "graph.json").read_text())
    told = [edge for edge in graph["edges"] if edge.get("rule") == "extractor.words"]
    assert [edge["target"] for edge in told] == [mention["concept"]]
    assert "Patients seldom grumble about plopwalking." in {
        edge["quote"] for edge in told
    }


def test_what_it_finds_goes_through_the_same_grounding(
    build: Build, tmp_path: Path
) -> None:
    assert build({"a.md": SICK}, "--extractor", "words")[0] == 0
    rows = (tmp_path / "out" / "mappings.sssom.tsv").read_text().splitlines()
    assert [row for row in rows if "\tHP:0002018\t" in row and "nausea" in row]


def test_what_does_not_stand_there_is_refused_and_told(
    build: Build, tmp_path: Path
) -> None:
    build({"a.md": PAGE}, "--extractor", "words")
    told = [
        str(each["message"])
        for each in records(tmp_path, "findings.jsonl")
        if each["check"] == "EXTRACTOR_REFUSED"
    ]
    assert len(told) == 1
    assert '"never in any text"' in told[0]
    assert "do not stand there" in told[0]


def test_the_graph_that_plug_ins_added_to_passes_its_own_check(
    build: Build, tmp_path: Path
) -> None:
    import subprocess  # noqa: PLC0415
    import sys  # noqa: PLC0415

    build({"a.md": SICK}, "--extractor", "words")
    shown = subprocess.run(
        [sys.executable, "-m", "pipeline", "check", str(tmp_path / "out")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert shown.returncode == 0, shown.stdout + shown.stderr


def test_the_number_of_processes_changes_nothing(build: Build, tmp_path: Path) -> None:
    pages = {f"{n}.md": SICK.replace("Toe", f"Toe{n}") for n in range(40)}
    made = []
    for jobs in ("1", "2"):
        assert build(pages, "--extractor", "words", "--jobs", jobs)[0] == 0
        made.append(
            {
                path.name: path.read_bytes()
                for path in (tmp_path / "out").iterdir()
                if path.is_file() and path.name != "build.json"
            }
        )
    assert made[0] == made[1]
    assert len(suggested(tmp_path)) == 80


def test_a_page_on_which_it_fails_is_read_without_it(
    build: Build, tmp_path: Path
) -> None:
    pages = {"a.md": PAGE, "b.md": PAGE.replace("seldom", "FAIL to")}
    assert build(pages, "--extractor", "words")[0] == 0
    assert len(suggested(tmp_path)) == 1
    (told,) = [
        each
        for each in records(tmp_path, "findings.jsonl")
        if each["check"] == "EXTRACTOR_FAILED"
    ]
    assert told["document"] == "b.md"
    assert "RuntimeError: no such word" in str(told["message"])


@pytest.mark.parametrize(
    ("name", "told"),
    [
        pytest.param("leaving", "SystemExit", id="it wants to leave"),
        pytest.param("unsure", "a confidence of nan", id="a number that is none"),
    ],
)
def test_one_that_misbehaves_has_failed_and_stops_nothing(
    name: str, told: str, build: Build, tmp_path: Path
) -> None:
    assert build({"a.md": PAGE}, "--extractor", name)[0] == 0
    (finding,) = [
        each
        for each in records(tmp_path, "findings.jsonl")
        if each["check"] == "EXTRACTOR_FAILED"
    ]
    assert told in str(finding["message"])
    assert suggested(tmp_path) == []


def test_one_that_gives_no_suggestions_has_failed(build: Build, tmp_path: Path) -> None:
    assert build({"a.md": PAGE}, "--extractor", "broken")[0] == 0
    assert any(
        "gave str, no Suggestion" in str(each["message"])
        for each in records(tmp_path, "findings.jsonl")
    )


@pytest.mark.parametrize(
    ("name", "told"),
    [
        pytest.param(
            "nobody",
            "is not installed. There are: absent, broken, leaving, table, unsure, words",
            id="unknown",
        ),
        pytest.param("absent", "cannot be loaded", id="one that cannot be loaded"),
        pytest.param("table", "is no function", id="no function"),
    ],
)
def test_one_that_is_not_there_ends_the_build_with_a_line(
    name: str, told: str, build: Build, tmp_path: Path
) -> None:
    status, shown = build({"a.md": PAGE}, "--extractor", name)
    assert status == 4
    assert told in shown
    assert not (tmp_path / "out").exists()


def test_its_version_is_in_the_receipt_and_decides_the_run(
    build: Build, installed: Path, tmp_path: Path
) -> None:
    build({"a.md": PAGE}, "--extractor", "words")
    first = json.loads((tmp_path / "out" / "build.json").read_text())
    assert first["settings"]["extractors"] == {"words": "1.2"}
    noted = installed / "wordfinder-1.2.dist-info" / "METADATA"
    noted.write_text(noted.read_text().replace("1.2", "1.3"))
    build({"a.md": PAGE}, "--extractor", "words")
    second = json.loads((tmp_path / "out" / "build.json").read_text())
    assert second["run"] != first["run"]
