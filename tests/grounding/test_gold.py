"""How good links are, held against what people marked before the wordings were made.

The floors are a little below what was measured, so that a change that costs links or
makes wrong ones is noticed. With a folder of terminologies that somebody brought, named
by REAL_TERMINOLOGIES, MAxO and MONDO count too.
"""

import os
from pathlib import Path

import pytest

from pipeline import terminology
from pipeline.evaluation import linking
from pipeline.evaluation.linking import GoldLink
from pipeline.terminology import Terminology, sources
from tests.terminology.files import kept

FOLDER = Path(__file__).parent.parent / "gold" / "links"
TABLES = sorted(FOLDER.glob("*.tsv"))
BROUGHT = os.environ.get("REAL_TERMINOLOGIES", "")


def gold() -> tuple[GoldLink, ...]:
    return tuple(row for path in TABLES for row in linking.read(path))


def test_there_is_gold_enough() -> None:
    pairs = [row for row in gold() if any(row.concepts.values())]
    assert len(pairs) >= 150


def test_links_are_right_and_cover_most(shipped: Terminology) -> None:
    measured = linking.measure(gold(), shipped)
    assert measured.precision >= 0.97
    assert measured.coverage >= 0.62


@pytest.mark.skipif(not BROUGHT, reason="REAL_TERMINOLOGIES names no folder")
def test_what_is_brought_covers_more(request: pytest.FixtureRequest) -> None:
    brought = sources.find(Path(BROUGHT))
    assert {"MAXO", "MONDO"} <= {each.prefix for each in brought}
    terms = terminology.open(brought, cache=kept(request.config))
    measured = linking.measure(gold(), terms)
    assert measured.precision >= 0.97
    assert measured.coverage >= 0.70
