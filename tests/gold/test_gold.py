"""Our own annotated documents: the annotation is sound, and reading them stays good.

``docs/`` holds pages written for this project in layouts the other tests do not have;
``gold/`` holds what a reader found in each, annotated before the program read them. The
gold of a page about no procedure and no disease is empty, and its reading has to be.
"""

from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

from pipeline.evaluation import Report, evaluate
from pipeline.evaluation.gold import Allowed, Gold, find, read
from pipeline.vocabulary import annotation, headings

HERE = Path(__file__).parent
ALLOWED = Allowed(headings.load().types, annotation.load().types)
PAGES = [read(path, ALLOWED) for path in find([HERE])]
EVERY_PAGE = pytest.mark.parametrize(
    "page", [pytest.param(page, id=page.document.name) for page in PAGES]
)
# A little under the figures of docs/evaluation.md, which also tells those at first sight.
FLOOR, SECTIONS, PLACES, NAMES = 0.72, 0.87, 0.87, 0.93


@pytest.fixture(scope="module")
def report() -> Report:
    return evaluate([HERE])


def test_every_page_has_its_gold_and_the_other_way_round() -> None:
    pages = sorted(path.name for path in (HERE / "docs").iterdir())
    assert sorted(Path(page.document.name).name for page in PAGES) == pages


@EVERY_PAGE
def test_sections_tile_the_page_from_the_first_to_its_end(page: Gold) -> None:
    text, sections = page.document.text, page.sections
    assert all(one.end == two.start for one, two in pairwise(sections))
    assert not sections or sections[-1].end == len(text)


@EVERY_PAGE
def test_nothing_is_annotated_twice(page: Gold) -> None:
    keys = [(each.type, each.start, each.end) for each in page.mentions]
    assert len(keys) == len(set(keys))


def test_all_types_are_there_in_good_number() -> None:
    counts = Counter(each.type for page in PAGES for each in page.mentions)
    assert min(counts.values()) >= 30
    assert counts["AlternativeTreatment"] >= 80
    assert counts["Cost"] >= 80


def test_reading_the_pages_finds_enough_and_not_too_much(report: Report) -> None:
    assert report.micro.f1 >= FLOOR


def test_sections_places_and_names_are_told_well_enough(report: Report) -> None:
    assert (report.sections.type_accuracy or 0) >= SECTIONS
    assert (report.span_exactness or 0) >= PLACES
    assert (report.procedure_label_accuracy or 0) >= NAMES


def test_pages_about_nothing_medical_stay_empty(report: Report) -> None:
    empty = {page.document.name for page in PAGES if not page.mentions}
    found = {
        each.document: each.score.read
        for each in report.by_document
        if each.document in empty
    }
    assert len(found) > 1
    assert set(found.values()) == {0}
