"""What a build tells of the one that stood in its place before."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pipeline import comparing
from pipeline.building import changes
from pipeline.building.build import build

PAGE = "# Knee Arthroscopy\n\n## Risks\n\n- {}\n- Nausea\n"
FORMATS = ("ttl", "report")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder of two pages."""
    made = tmp_path / "pages"
    made.mkdir()
    (made / "a.md").write_text(PAGE.format("Bleeding"))
    (made / "b.md").write_text("# Skin Graft\n\n## Risks\n\n- Scar\n")
    return made


def built(folder: Path, name: str = "out", **asked: Any) -> Any:  # noqa: ANN401
    """Build *folder*, and return what the report says of changes."""
    out = folder.parent / name
    settings: dict[str, Any] = {"formats": FORMATS, "grounding": False, "jobs": 1}
    build(folder, out, **settings | asked)
    return json.loads((out / "report.json").read_bytes())["changes"]


def edit(folder: Path) -> None:
    (folder / "a.md").write_text(PAGE.format("Infection"))
    (folder / "b.md").unlink()
    (folder / "c.md").write_text("# Vein Stripping\n\n## Risks\n\n- Bruise\n")


def test_without_a_build_before_it_says_so(folder: Path) -> None:
    told = built(folder)
    assert (told["since"], told["before"]) == ("none", {})
    assert told["now"]["documents"] == 2


def test_another_build_is_compared(folder: Path) -> None:
    built(folder)
    edit(folder)
    told = built(folder)
    assert (told["since"], told["why"]) == ("other", "")
    assert (told["before"]["facts"], told["now"]["facts"]) == (3, 3)
    assert told["added"]["shown"] == ["c.md"]
    assert told["removed"]["shown"] == ["b.md"]
    assert told["edited"]["shown"] == ["a.md"]
    assert (told["counts"]["facts_added"], told["counts"]["facts_removed"]) == (2, 2)
    assert told["summary"].startswith("Documents: 1 added, 1 removed, 1 changed")
    first, *_ = told["told"]["shown"]
    assert (first["documents"], first["fate"]) == (["a.md"], "changed")
    said = [
        (it["change"], it["words"], it["quote"]) for it in first["entries"]["shown"]
    ]
    assert (
        "removed",
        "knee arthroscopy - hasComplication -> bleeding",
        "Bleeding",
    ) in said
    assert (
        "added",
        "knee arthroscopy - hasComplication -> infection",
        "Infection",
    ) in said


def test_what_is_told_is_what_the_command_tells(folder: Path) -> None:
    built(folder, "old")
    built(folder)
    edit(folder)
    told = built(folder)
    found = comparing.compare(folder.parent / "old", folder.parent / "out")
    assert told["counts"] == comparing.counts(found)
    assert told["summary"] == comparing.summary(found)
    assert told["told"]["total"] == len(found.documents)


def test_another_setting_is_told(folder: Path) -> None:
    built(folder)
    told = built(folder, threshold=0.5)
    assert told["since"] == "other"
    assert told["made"] == [
        {"name": "setting threshold", "old": ["0.0"], "new": ["0.5"]}
    ]


def test_building_again_gives_the_same_bytes(folder: Path) -> None:
    built(folder)
    edit(folder)
    first = built(folder)
    out = folder.parent / "out"
    before = [(out / name).read_bytes() for name in ("report.html", "report.json")]
    assert built(folder, fresh=True) == first
    assert built(folder, fresh=True, jobs=2, memory=1) == first
    after = [(out / name).read_bytes() for name in ("report.html", "report.json")]
    assert after == before


def test_other_formats_are_no_other_build(folder: Path) -> None:
    built(folder)
    edit(folder)
    first = built(folder)
    assert built(folder, formats=["ttl", "json", "report"]) == first
    assert built(folder, formats=["report"], evidence="none") == first


def test_a_build_without_a_report_between_loses_what_was_told(folder: Path) -> None:
    built(folder)
    edit(folder)
    assert built(folder)["since"] == "other"
    build(folder, folder.parent / "out", formats=["ttl"], grounding=False, jobs=1)
    assert built(folder)["since"] == "same"


def test_where_the_same_build_told_nothing_it_is_the_same(folder: Path) -> None:
    build(folder, folder.parent / "out", grounding=False, jobs=1)
    told = built(folder)
    assert (told["since"], told["before"]) == ("same", told["now"])
    assert built(folder, fresh=True) == told


def lost(out: Path) -> None:
    (out / "report.json").unlink()


def edited(out: Path) -> None:
    told = json.loads((out / "report.json").read_bytes())
    told["changes"]["why"] = "made up"
    (out / "report.json").write_text(json.dumps(told))


def garbage(out: Path) -> None:
    (out / "report.json").write_bytes(b"\xff{")


@pytest.mark.parametrize("harm", [lost, edited, garbage])
def test_a_report_that_is_not_as_it_was_written_is_not_believed(
    folder: Path, harm: Callable[[Path], None]
) -> None:
    built(folder)
    edit(folder)
    built(folder)
    harm(folder.parent / "out")
    told = built(folder)
    assert (told["since"], told["why"]) == ("same", "")


@pytest.mark.parametrize("receipt", [b"", b"[]", b'{"run": 1}', b"\xff"])
def test_a_receipt_that_is_none_is_no_build_before(
    folder: Path, receipt: bytes
) -> None:
    built(folder)
    out = folder.parent / "out"
    given = told(out)
    edit(folder)
    (out / "build.json").write_bytes(receipt)
    assert changes.find(out, out, given).since == "none"


def told(out: Path) -> dict[str, object]:
    found = json.loads((out / "build.json").read_bytes())
    assert isinstance(found, dict)
    return found


def test_the_same_documents_read_otherwise_are_another_build(folder: Path) -> None:
    built(folder)
    out = folder.parent / "out"
    receipt = told(out)
    outputs = receipt["outputs"]
    assert isinstance(outputs, dict)
    outputs["extractions.jsonl"] = "0" * 64
    (out / "build.json").write_text(json.dumps(receipt))
    found = built(folder)
    assert (found["since"], found["summary"]) == ("other", "No differences.")


def test_without_a_graph_documents_alone_are_compared(folder: Path) -> None:
    built(folder, formats=["report"])
    edit(folder)
    told = built(folder)
    assert told["why"] == "The build before has no graph.ttl and no graph.nt."
    assert (told["counts"], told["told"]["total"]) == ({}, 0)
    assert told["added"]["shown"] == ["c.md"]
    assert told["before"]["facts"] == 3


def test_graphs_that_memory_cannot_hold_are_not_compared(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    built(folder)
    edit(folder)
    monkeypatch.setattr(changes, "LARGEST", 1000)
    told = built(folder)
    assert "procgraph diff" in told["why"]
    assert (told["counts"], told["edited"]["total"]) == ({}, 1)


def test_graphs_without_evidence_cannot_be_compared(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder.parent)
    for out in (folder.parent / "out", Path("o")):
        (folder / "b.md").write_text("# Skin Graft\n\n## Risks\n\n- Scar\n")
        asked: dict[str, Any] = {"formats": FORMATS, "evidence": "none", "jobs": 1}
        build(folder, out, **asked)
        edit(folder)
        build(folder, out, **asked)
        why = json.loads((out / "report.json").read_bytes())["changes"]["why"]
        assert why.startswith("The graph holds no documents and no statements (")


def test_a_document_that_is_refused_now_is_not_edited(folder: Path) -> None:
    built(folder)
    (folder / "b.md").unlink()
    (folder / "MANIFEST.yaml").write_text("documents: {b.md: {date: 2020}}")
    told = built(folder)
    assert told["edited"]["total"] == 0


def test_a_document_that_came_and_is_refused_was_not_added(folder: Path) -> None:
    built(folder)
    (folder / "c.md").write_bytes(b"\x00\xff\x00")
    (folder / "d.md").write_text("# Vein Stripping\n\n## Risks\n\n- Bruise\n")
    told = built(folder)
    assert told["now"]["quarantined"] == 1
    assert told["added"] == {"total": 1, "shown": ["d.md"]}
    assert told["counts"]["documents_added"] == 1


def test_a_document_that_was_refused_and_went_was_not_removed(folder: Path) -> None:
    (folder / "c.md").write_bytes(b"\x00\xff\x00")
    built(folder)
    (folder / "c.md").unlink()
    (folder / "b.md").unlink()
    told = built(folder)
    assert told["removed"] == {"total": 1, "shown": ["b.md"]}
    assert told["counts"]["documents_removed"] == 1


def test_a_document_that_breaks_or_is_mended_is_not_edited(folder: Path) -> None:
    whole = (folder / "b.md").read_bytes()
    built(folder)
    for content, fate in ((b"\x00\xff\x00", "unreadable"), (whole, "readable")):
        (folder / "b.md").write_bytes(content)
        told = built(folder)
        assert [told[key]["total"] for key in ("added", "removed", "edited")] == [0] * 3
        assert told["counts"][f"documents_{fate}"] == 1


def test_a_packed_file_that_breaks_is_neither_added_nor_removed(folder: Path) -> None:
    record = {"id": "1", "text": "Vein Stripping\n\nRisks\n\n- Bruise\n"}
    whole = json.dumps(record)
    (folder / "all.jsonl").write_text(whole)
    built(folder)
    for content, fate in (("", "unreadable"), (whole, "readable")):
        (folder / "all.jsonl").write_text(content)
        told = built(folder)
        assert [told[key]["total"] for key in ("added", "removed", "edited")] == [0] * 3
        assert told["counts"][f"documents_{fate}"] == 1


def test_many_changes_are_counted_and_the_first_are_told(folder: Path) -> None:
    built(folder)
    risks = "".join(f"- Risk of sort {number}\n" for number in range(30))
    (folder / "a.md").write_text(PAGE.format("Bleeding") + risks)
    (document,) = built(folder)["told"]["shown"]
    entries = document["entries"]
    assert entries["total"] > len(entries["shown"]) == 20


def test_nothing_of_it_stays_in_the_output(folder: Path) -> None:
    built(folder)
    edit(folder)
    built(folder)
    out = folder.parent / "out"
    receipt = told(out)
    names = {each.name for each in out.iterdir()} - {".cache"}
    outputs = receipt["outputs"]
    assert isinstance(outputs, dict)
    assert "build.json" not in outputs
    assert names == {*outputs, "build.json", "documents"}


def test_but_for_changes_a_report_is_that_of_a_clean_build(folder: Path) -> None:
    built(folder)
    edit(folder)
    built(folder)
    built(folder, "clean")
    ours, theirs = (
        json.loads((folder.parent / name / "report.json").read_bytes())
        for name in ("out", "clean")
    )
    assert ours.pop("changes") != theirs.pop("changes")
    assert ours == theirs
