"""What must hold on documents by other hands, where a folder of them is at hand.

The variable REAL_DOCUMENTS names the folder; without it these tests are skipped. It may
hold a page on a billing code (``input/``), annotated pages with their scorer
(``eval/``), and a large corpus that a script unpacks (``corpora/medquad/``).
"""

import json
import os
import re
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest

import pipeline
from pipeline import extract
from pipeline.documents import Limits, find, read
from pipeline.model import (
    Document,
    Extraction,
    LineStatus,
    MoneyValue,
    TimeValue,
    Value,
)
from pipeline.vocabulary import html

FOLDER = Path(os.environ.get("REAL_DOCUMENTS", ""))
pytestmark = pytest.mark.skipif(
    not (os.environ.get("REAL_DOCUMENTS") and FOLDER.is_dir()),
    reason="REAL_DOCUMENTS names no folder of real documents",
)
PAGES = 500
FEWEST_RIGHT = 0.45
STEPS = 7


def extractions(place: Path) -> list[Extraction]:
    return [
        extract.extract(document, extract.load())
        for found in find([place])
        for document in read(found, Limits(), html.load())
        if isinstance(document, Document)
    ]


def check(found: Extraction) -> None:
    """Hold *found* against the promises on offsets, quotes and lines."""
    text = found.document.text
    assert found.sections[0].start == 0
    assert found.sections[-1].end == len(text)
    assert all(a.end == b.start for a, b in pairwise(found.sections))
    assert all(a.end <= b.start for a, b in pairwise(found.lines))
    covered = bytearray(len(text))
    for line in found.lines:
        covered[line.start : line.end] = b"\1" * (line.end - line.start)
    assert all(covered[at] or not char.strip() for at, char in enumerate(text)), (
        "a character that no line accounts for"
    )
    for mention in found.reading.mentions:
        assert text[mention.start : mention.end].strip()
        assert text[mention.evidence.start : mention.evidence.end].strip()
    for assertion in found.assertions:
        assert text[assertion.start : assertion.end] == assertion.quote


@pytest.fixture(scope="module")
def page() -> Extraction:
    places = sorted(FOLDER.glob("input/*.txt"))
    if not places:
        pytest.skip("there is no page on a billing code")
    (found,) = extractions(places[0])
    return found


def test_the_page_keeps_every_promise(page: Extraction) -> None:
    check(page)


def test_all_sections_of_the_page_are_typed(page: Extraction) -> None:
    assert [section.type for section in page.sections] == [
        "overview",
        "indications",
        "symptoms",
        "risk_factors",
        "diagnostic_tests",
        "procedure_steps",
        "preparation",
        "recovery",
        "complications",
        "follow_up",
        "alternatives",
        "home_care",
        "prevention",
        "billing",
        "cost",
        "related_codes",
    ]


def test_the_advert_of_the_page_gives_no_fact(page: Extraction) -> None:
    adverts = [line for line in page.lines if line.status is LineStatus.BOILERPLATE]
    assert adverts
    for mention in page.reading.mentions:
        assert not any(
            line.start < mention.end and mention.start < line.end for line in adverts
        )


def test_the_empty_last_section_is_found(page: Extraction) -> None:
    last = page.sections[-1]
    assert [
        finding.check for finding in page.findings if finding.start == last.start
    ] == ["EMPTY_SECTION"]


def test_the_procedure_is_the_one_that_the_title_names(page: Extraction) -> None:
    procedure = page.reading.procedure
    assert procedure is not None
    title = page.document.text.splitlines()[0].lower()
    assert title.endswith(procedure.label)
    assert procedure.code is not None


def test_the_steps_are_in_order(page: Extraction) -> None:
    steps = [m for m in page.reading.mentions if m.type == "ProcedureStep"]
    assert len(steps) == STEPS
    assert [m.start for m in steps] == sorted(m.start for m in steps)


def test_stay_visits_and_cost_are_typed_values(page: Extraction) -> None:
    by_type: dict[str, list[Value]] = {}
    for mention in page.reading.mentions:
        by_type.setdefault(mention.type, []).extend(mention.values)
    assert by_type["LengthOfStay"] == [TimeValue("P1D", "P3D", "for")]
    assert by_type["FollowUp"] == [
        TimeValue("P2W", "P2W", "within"),
        TimeValue("P6W", "P6W", "at"),
        TimeValue("P3M", "P3M", "at"),
        TimeValue("P6M", "P6M", "at"),
    ]
    assert by_type["Cost"] == [MoneyValue("30000", "60000", "USD")]


def test_modifiers_and_coordinated_complications_are_apart(page: Extraction) -> None:
    labels: dict[str, list[str]] = {}
    for mention in page.reading.mentions:
        if mention.parent is None:
            labels.setdefault(mention.type, []).append(mention.label)
    assert labels["BillingModifier"] == ["50", "LT", "RT"]
    assert {"blood clot in leg", "blood clot in lung"} <= set(labels["Complication"])


def test_annotated_pages_keep_every_promise_and_score(tmp_path: Path) -> None:
    place = FOLDER / "eval" / "docs"
    if not place.is_dir():
        pytest.skip("there are no annotated pages")
    for found in extractions(place):
        check(found)
    pipeline.build(place, tmp_path)
    told = subprocess.run(
        [sys.executable, str(FOLDER / "eval" / "score.py"), str(tmp_path), "--json"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert json.loads(told)["micro"]["f1"] >= FEWEST_RIGHT


def test_pages_of_a_large_corpus_keep_every_promise(tmp_path: Path) -> None:
    script = FOLDER / "corpora" / "medquad" / "expand.py"
    if not script.is_file():
        pytest.skip("there is no large corpus")
    subprocess.run(
        [sys.executable, str(script), str(tmp_path), str(PAGES)],
        capture_output=True,
        check=True,
    )
    found = extractions(tmp_path)
    assert len(found) == PAGES
    for each in found:
        check(each)


def test_a_page_about_no_medicine_stays_empty() -> None:
    places = [
        path
        for path in sorted((FOLDER / "eval" / "docs").glob("*.txt"))
        if re.search(r"recipe|software", path.name)
    ]
    if not places:
        pytest.skip("there is no such page")
    for place in places:
        (found,) = extractions(place)
        assert found.reading.mentions == ()
