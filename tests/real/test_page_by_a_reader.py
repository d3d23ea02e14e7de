"""The page on a billing code is read as a careful reader reads it.

``page.yaml`` holds what that reader found, as offsets; the page is looked for in the
folder that REAL_DOCUMENTS names, and known by its digest.
"""

import os
from pathlib import Path

import pytest
import yaml

from pipeline import extract
from pipeline.documents import Limits, find, read
from pipeline.evaluation import evaluate
from pipeline.model import Document, Extraction, Mention
from pipeline.vocabulary import html

FOLDER = Path(os.environ.get("REAL_DOCUMENTS", ""))
pytestmark = pytest.mark.skipif(
    not (os.environ.get("REAL_DOCUMENTS") and FOLDER.is_dir()),
    reason="REAL_DOCUMENTS names no folder of real documents",
)
READER = yaml.safe_load((Path(__file__).parent / "page.yaml").read_text("utf-8"))
FEWEST_RIGHT = 0.95
AVOIDED = frozenset(READER["avoided"])


@pytest.fixture(scope="module")
def page() -> Extraction:
    for found in find(sorted(FOLDER.glob("input/*.txt"))):
        for document in read(found, Limits(), html.load()):
            if isinstance(document, Document) and document.sha256 == READER["text"]:
                return extract.extract(document, extract.load())
    pytest.skip("the page is not there")


def top(page: Extraction) -> list[Mention]:
    return [each for each in page.reading.mentions if each.parent is None]


def at(page: Extraction, start: int) -> Mention:
    """Return the mention that begins at *start*, the shortest where several do."""
    here = [each for each in top(page) if each.start == start]
    return min(here, key=lambda each: each.end)


def links(page: Extraction) -> set[tuple[int, int, str, str]]:
    """Return the links from what mentions became: place, link, label of the object."""
    labels = {node.id: node.label for node in page.nodes}
    places: dict[str, set[tuple[int, int]]] = {}
    by_id = {each.id: each for each in page.reading.mentions}
    for told in page.assertions:
        if told.mention and told.subject == page.procedure:
            mention = by_id[told.mention]
            places.setdefault(told.object, set()).add((mention.start, mention.end))
    return {
        (*place, told.predicate, labels[told.object])
        for told in page.assertions
        for place in places.get(told.subject, ())
    }


def test_the_mentions_are_those_of_the_reader(page: Extraction, tmp_path: Path) -> None:
    text = page.document.text
    starts = [start for _, start in READER["sections"]]
    ends = [*starts[1:], len(text)]
    system, code, start, end = READER["procedure"]
    gold = {
        "document": "page.txt",
        "sections": [
            {
                "heading": page.sections[index].heading,
                "type": type_,
                "start": start,
                "end": end,
            }
            for index, ((type_, start), end) in enumerate(
                zip(READER["sections"], ends, strict=True)
            )
        ],
        "procedure": {
            "label": text[start:end].lower(),
            "code_system": system,
            "code": code,
        },
        "entities": [
            {
                "type": type_,
                "start": start,
                "end": end,
                "label": label[0] if label else text[start:end].lower(),
            }
            for type_, start, end, *label in READER["mentions"]
        ],
    }
    for name in ("docs", "gold"):
        (tmp_path / name).mkdir()
    (tmp_path / "docs" / "page.txt").write_bytes(text.encode())
    (tmp_path / "gold" / "page.yaml").write_text(yaml.safe_dump(gold), "utf-8")
    report = evaluate([tmp_path])
    assert report.micro.f1 >= FEWEST_RIGHT


def test_the_sections_are_those_of_the_reader(page: Extraction) -> None:
    assert [[each.type, each.start] for each in page.sections] == READER["sections"]


@pytest.mark.parametrize(("start", "name", "begin", "end"), READER["qualifiers"])
def test_a_qualifier_is_told(
    page: Extraction, start: int, name: str, begin: int, end: int
) -> None:
    value = page.document.text[begin:end]
    found = getattr(at(page, start).qualifiers, name)
    if isinstance(found, tuple):
        assert value in found
    else:
        assert found.casefold() == value.casefold()


@pytest.mark.parametrize(("start", "certainty"), READER["certainties"])
def test_what_is_not_plainly_stated_is_told_so(
    page: Extraction, start: int, certainty: str
) -> None:
    assert at(page, start).qualifiers.certainty == certainty


def test_what_is_to_be_avoided_is_told_and_nothing_else(page: Extraction) -> None:
    found = {m.start for m in top(page) if m.qualifiers.action == "avoid"}
    assert found == AVOIDED


@pytest.mark.parametrize(("start", "end", "link", "label"), READER["links"])
def test_a_link_of_the_second_level_is_in_the_graph(
    page: Extraction, start: int, end: int, link: str, label: str
) -> None:
    assert (start, end, link, label) in links(page)


@pytest.mark.parametrize(("link", "label"), READER["own"])
def test_a_link_of_the_procedure_is_in_the_graph(
    page: Extraction, link: str, label: str
) -> None:
    labels = {node.id: node.label for node in page.nodes}
    assert (link, label) in {
        (told.predicate, labels[told.object])
        for told in page.assertions
        if told.subject == page.procedure
    }
