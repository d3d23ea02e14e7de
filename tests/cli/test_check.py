"""``procgraph check`` as a person uses it."""

import json
from pathlib import Path

import pytest

import pipeline
from pipeline import cli

GRAPH = (Path(__file__).parent.parent / "questions" / "graph.ttl").read_text()
NOTE = {
    "check": "EMPTY_SECTION",
    "severity": "info",
    "document": "a.txt",
    "message": 'Nothing under "Risks".\x1b[31m',
    "start": 8,
    "end": 13,
    "about": "",
}
GRAVE = NOTE | {"check": "CODE_FACET_CONFLICT", "severity": "violation"}


@pytest.fixture
def out(tmp_path: Path) -> Path:
    (tmp_path / "graph.ttl").write_text(GRAPH)
    (tmp_path / "findings.jsonl").write_text(json.dumps(NOTE) + "\n")
    (tmp_path / "extractions.jsonl").write_text(
        '{"document": "a.txt", "media_type": "text/plain", "lines": []}\n'
    )
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents" / "a.txt.txt").write_text("First\n\nRisks\n")
    return tmp_path


def run(
    capsys: pytest.CaptureFixture[str], *arguments: str
) -> tuple[int | str | None, list[str], str]:
    with pytest.raises(SystemExit) as end:
        cli.main(["check", *arguments])
    told = capsys.readouterr()
    return end.value.code, told.out.splitlines(), told.err


def test_a_finding_is_a_line_with_its_place(
    out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, lines, err = run(capsys, str(out))
    assert status == 0
    assert lines == ['a.txt:3: info: Nothing under "Risks". [31m [EMPTY_SECTION]']
    assert err == "0 violations, 0 warnings, 1 note\n"


def test_a_violation_ends_with_status_1(
    out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (out / "findings.jsonl").write_text(f"{json.dumps(NOTE)}\n{json.dumps(GRAVE)}\n")
    status, lines, _ = run(capsys, str(out), "--quiet")
    assert status == 1
    assert [line.split("[")[-1] for line in lines] == ["CODE_FACET_CONFLICT]"]


def test_a_graph_that_breaks_its_shapes_is_a_violation(
    out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (out / "graph.ttl").write_text(GRAPH.replace("phase:recovery", "phase:later"))
    status, lines, _ = run(capsys, str(out), "--json")
    assert status == 1
    told = [json.loads(line) for line in lines]
    assert [each["check"] for each in told] == ["EMPTY_SECTION", "InstructionPhase"]


def test_a_build_without_full_evidence_is_held_against_no_shapes(
    out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (out / "graph.ttl").write_text(GRAPH.replace("phase:recovery", "phase:later"))
    (out / "build.json").write_text('{"settings": {"evidence": "compact"}}')
    status, _, err = run(capsys, str(out))
    assert status == 0
    assert "shapes are not checked" in err


def test_a_record_of_a_packed_file_has_its_line_whatever_its_id(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = "Ear Tubes\n\nRisks\n\nRecovery\nRest for two days.\n"
    packed = tmp_path / "pages.jsonl"
    packed.write_text(json.dumps({"id": "ear/tubes: 1", "text": page}))
    pipeline.build(packed, tmp_path / "out", jobs=1)
    _, lines, _ = run(capsys, str(tmp_path / "out"))
    places = [line.partition(": info: ")[0] for line in lines if "EMPTY" in line]
    assert places == ["pages.jsonl#ear/tubes: 1:3"]


def test_a_place_has_no_line_where_the_text_is_not_there(
    out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (out / "documents" / "a.txt.txt").unlink()
    _, lines, _ = run(capsys, str(out))
    assert [line.partition(": info")[0] for line in lines] == ["a.txt"]


@pytest.mark.parametrize(
    "missing", ["graph.ttl", "findings.jsonl", "extractions.jsonl"]
)
def test_what_is_missing_is_told(
    missing: str, out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (out / missing).unlink()
    status, _, err = run(capsys, str(out))
    assert status == 3
    assert missing in err
    assert "Traceback" not in err
