"""Gold is read exactly: what is wrong in it is told with file and line."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pipeline.errors import PipelineError, SourceError, VocabularyError
from pipeline.evaluation.gold import Allowed, find, read
from tests.evaluation import pages

ALLOWED = Allowed(("symptoms", "complications"), ("Symptom", "Complication"))
Told = dict[str, Any]


def test_a_folder_has_its_gold_and_its_documents_apart(tmp_path: Path) -> None:
    (path,) = find([pages.laid(tmp_path)])
    told = read(path, ALLOWED)
    assert told.document.name == "wart.txt"
    assert [section.heading for section in told.sections] == ["Symptoms", "Risks"]
    assert [mention.label for mention in told.mentions] == [
        "itching",
        "sore skin",
        "blister",
    ]


def test_gold_may_lie_beside_its_document(tmp_path: Path) -> None:
    (tmp_path / "wart.txt").write_text(pages.PAGE, encoding="utf-8")
    path = pages.write(tmp_path / "wart.yaml", pages.gold())
    (tmp_path / "MANIFEST.yaml").write_text("documents: []\n", encoding="utf-8")
    assert find([tmp_path]) == (path,)
    assert find([path]) == (path,)
    assert read(path, ALLOWED).document.text == pages.PAGE


def test_a_page_about_no_procedure_says_null(tmp_path: Path) -> None:
    (path,) = find([pages.laid(tmp_path, pages.gold() | {"procedure": None})])
    assert read(path, ALLOWED).procedure is None


def unknown_key(told: Told) -> None:
    told["entities"][0]["lable"] = "itching"


def unknown_type(told: Told) -> None:
    told["entities"][1]["type"] = "Symptoms"


def unknown_section_type(told: Told) -> None:
    told["sections"][1]["type"] = "dangers"


def quote_is_elsewhere(told: Told) -> None:
    told["entities"][0] |= {"start": 3, "end": 10}


def place_outside(told: Told) -> None:
    told["entities"][2]["end"] = 10_000


def place_without_extent(told: Told) -> None:
    told["entities"][0]["end"] = told["entities"][0]["start"]


def no_label(told: Told) -> None:
    told["entities"][0]["label"] = " "


def heading_is_not_there(told: Told) -> None:
    told["sections"][1]["heading"] = "Dangers"


def sections_overlap(told: Told) -> None:
    told["sections"][0]["end"] += 10


def code_is_a_number(told: Told) -> None:
    told["procedure"]["code"] = 12345


def leads_elsewhere(told: Told) -> None:
    told["document"] = "../secret.txt"


@pytest.mark.parametrize(
    ("spoil", "key", "fault"),
    [
        (unknown_key, "lable: itching", "unknown field `lable`"),
        (unknown_type, "type: Symptoms", "no type 'Symptoms'. There are: Symptom, C"),
        (unknown_section_type, "type: dangers", "no type 'dangers'"),
        (quote_is_elsewhere, "quote: itching", "'itching' is not the text there: 'art"),
        (place_outside, "start:", f"is no stretch of 0 to {len(pages.PAGE)}"),
        (place_without_extent, "start:", "is no stretch"),
        (no_label, "label: ' '", "is empty"),
        (
            heading_is_not_there,
            "heading: Dangers",
            "is not the text there: 'Risks\\n-'",
        ),
        (sections_overlap, "start:", "begins before the section 'Symptoms' ends"),
        (code_is_a_number, "code: 12345", "Expected `str | null`, got `int`"),
        (leads_elsewhere, "document:", "is not the name of a file"),
    ],
    ids=lambda value: value.__name__ if callable(value) else "",
)
def test_a_fault_is_told_with_its_line(
    spoil: Callable[[Told], None], key: str, fault: str, tmp_path: Path
) -> None:
    told = pages.gold()
    spoil(told)
    (path,) = find([pages.laid(tmp_path, told)])
    with pytest.raises(VocabularyError) as raised:
        read(path, ALLOWED)
    place, _, words = str(raised.value).partition(": ")
    file, _, line = place.rpartition(":")
    assert file == str(path)
    assert fault in words.replace("\n", "\\n")
    if "unknown" not in fault:
        shown = path.read_text(encoding="utf-8").splitlines()[int(line) - 1]
        assert key in shown


def test_a_document_that_is_not_there_is_named(tmp_path: Path) -> None:
    (path,) = find([pages.laid(tmp_path)])
    shutil.rmtree(tmp_path / "docs")
    with pytest.raises(SourceError, match=r"wart\.yaml: its document wart\.txt is not"):
        read(path, ALLOWED)


def test_a_document_that_cannot_be_read_says_why(tmp_path: Path) -> None:
    (path,) = find([pages.laid(tmp_path)])
    (tmp_path / "docs" / "wart.txt").write_bytes(b"")
    with pytest.raises(SourceError, match="holds no text"):
        read(path, ALLOWED)


@pytest.mark.parametrize(
    ("name", "fault"), [("", "has no gold files"), ("nowhere", "is not there")]
)
def test_a_place_without_gold_is_told(name: str, fault: str, tmp_path: Path) -> None:
    with pytest.raises(PipelineError, match=fault):
        find([tmp_path / name])
