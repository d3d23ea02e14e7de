"""A fact tells as a number how often a thing happens, where the text has a figure."""

from pathlib import Path

import pytest

from pipeline.documents import Limits, find, read
from pipeline.extract import extract, load
from pipeline.model import Document
from pipeline.vocabulary import html

PAGE = """# Knee Arthroscopy

Knee arthroscopy is surgery to look into the knee joint.

## Risks

- Infection ({figure})
"""


@pytest.mark.parametrize(
    ("figure", "told"),
    [
        ("about 2% of patients", {"Low": "0.02", "High": "0.02"}),
        ("fewer than 1 in 1,000", {"High": "0.001"}),
        ("rare", {}),
    ],
)
def test_a_complication_has_the_share_of_its_figure(
    figure: str, told: dict[str, str], tmp_path: Path
) -> None:
    path = tmp_path / "page.md"
    path.write_text(PAGE.format(figure=figure), encoding="utf-8")
    (document,) = _documents(path)
    (fact,) = (
        each
        for each in extract(document, load()).assertions
        if each.predicate == "hasComplication"
    )
    assert {key: value.value for key, value in fact.values} == {
        f"pg:frequency{end}": share for end, share in told.items()
    }
    assert fact.qualifiers.frequency


def _documents(path: Path) -> list[Document]:
    return [
        each
        for found in find([str(path)])
        for each in read(found, Limits(), html.load())
        if isinstance(each, Document)
    ]
