"""What the receipts of two builds tell of what made them."""

from pathlib import Path

import msgspec
import pytest

import pipeline
from pipeline.comparing import Altered
from tests.comparing.conftest import EAR

DECIDED = """decisions:
  - same: [drainage, {}]
    author: A. Curator
    date: 2025-01-02
    reason: both are called so
"""


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "ear.txt").write_text(EAR)
    return folder


def build(pages: Path, out: str, **settings: object) -> Path:
    place = pages.with_name(out)
    pipeline.build(
        pages,
        place,
        jobs=1,
        grounding=False,
        **settings,  # type: ignore[arg-type]
    )
    return place


def made(old: Path, new: Path) -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    return {each.name: (each.old, each.new) for each in pipeline.compare(old, new).made}


def receipt(build: Path) -> dict[str, object]:
    return msgspec.json.decode((build / "build.json").read_bytes(), type=dict)


def test_another_file_of_decisions_is_told_by_its_name(
    pages: Path, tmp_path: Path
) -> None:
    decisions = tmp_path / "curated.yaml"
    built = [build(pages, "none")]
    for name, other in (("old", "seepage"), ("new", "oozing")):
        decisions.write_text(DECIDED.format(other))
        built.append(build(pages, name, decisions=decisions))
    none, old, new = built
    ours, theirs = (
        receipt(each)["decisions"][0]["sha256"]  # type: ignore[index]
        for each in (old, new)
    )
    told = made(old, new)
    assert told["decisions curated.yaml"] == ((ours,), (theirs,))
    assert set(told) == {"decisions curated.yaml", "knowledgeSha256"}
    assert made(none, new)["decisions curated.yaml"] == ((), (theirs,))


def test_what_lies_beside_a_graph_is_no_part_of_it(pages: Path, tmp_path: Path) -> None:
    decisions = tmp_path / "curated.yaml"
    decisions.write_text(DECIDED.format("oozing"))
    old, new = build(pages, "old"), build(pages, "new", decisions=decisions)
    for pair in ((old / "graph.ttl", new), (old, new / "graph.ttl")):
        assert set(made(*pair)) == {"knowledgeSha256"}


def test_another_setting_is_told_though_the_graphs_are_the_same(pages: Path) -> None:
    old = build(pages, "old")
    new = build(pages, "new", threshold=0.1, keep_personal_data=True)
    found = pipeline.compare(old, new)
    assert found.is_empty
    assert set(found.made) == {
        Altered("setting threshold", ("0.0",), ("0.1",)),
        Altered("setting keep_personal_data", ("no",), ("yes",)),
    }


def test_what_is_only_written_otherwise_is_not_told(pages: Path) -> None:
    old = build(pages, "old", formats=("ttl",))
    new = build(pages, "new", formats=("ttl", "nt"), gzip=True, evidence="compact")
    assert made(old, new) == {}


def changed(build: Path, key: str, value: object) -> Path:
    told = receipt(build) | {key: value}
    (build / "build.json").write_bytes(msgspec.json.encode(told))
    return build


def release(version: str, sha256: str) -> dict[str, str]:
    return {"prefix": "HP", "version": version, "sha256": sha256, "file": "hp.obo"}


@pytest.mark.parametrize(
    ("version", "sha256", "told"),
    [
        ("1", "a", {}),
        ("2", "b", {"terminology HP": (("1",), ("2",))}),
        ("1", "b", {"terminology HP, its file": (("a",), ("b",))}),
    ],
)
def test_another_release_of_a_terminology_is_told_once(
    version: str, sha256: str, told: dict[str, object], pages: Path
) -> None:
    old = changed(build(pages, "old"), "terminologies", [release("1", "a")])
    new = changed(build(pages, "new"), "terminologies", [release(version, sha256)])
    assert made(old, new) == told


def test_another_file_of_facts_on_codes_is_told(pages: Path) -> None:
    old, new = (build(pages, name) for name in ("old", "new"))
    for place, sha256 in ((old, "a"), (new, "b")):
        facts = [{"name": "codes.csv", "version": "", "sha256": sha256}]
        changed(place, "settings", {"code_facts": facts, "extractors": {"x": sha256}})
    assert made(old, new) == {
        "facts on codes codes.csv": (("a",), ("b",)),
        "setting extractors": (("x a",), ("x b",)),
    }


@pytest.mark.parametrize(
    "content", ["", "[]", '{"decisions": 1}', '{"settings": {"code_facts": 1}}']
)
def test_a_receipt_of_another_program_tells_nothing(content: str, pages: Path) -> None:
    old, new = build(pages, "old"), build(pages, "new", threshold=0.1)
    (new / "build.json").write_text(content)
    assert pipeline.compare(old, new).made == ()
    (new / "build.json").unlink()
    assert pipeline.compare(old, new).made == ()
