"""Headings are aligned in order, by their words."""

import pytest

from pipeline.evaluation.gold import GoldSection
from pipeline.evaluation.headings import Headings, align
from pipeline.model import Section

Pairs = list[tuple[str, str]]
ALL = [("Risks:", "complications"), ("After care", "recovery")]


@pytest.mark.parametrize(
    ("ours", "expected"),
    [
        pytest.param(ALL, Headings(2, 2, 2, 0), id="all as marked"),
        pytest.param(
            [("RISKS", "complications"), ("After-care", "other")],
            Headings(2, 2, 1, 0),
            id="case and signs do not count, types do",
        ),
        pytest.param(ALL[::-1], Headings(2, 1, 1, 1), id="order counts"),
        pytest.param(
            [("", "overview"), ALL[0], ("Menu", "other"), ALL[1]],
            Headings(2, 2, 2, 1),
            id="what only we found is counted, what has no words is not",
        ),
        pytest.param(
            [("Risks", "other"), ("Risks", "complications")],
            Headings(2, 1, 1, 1),
            id="of two ways the one with equal types",
        ),
        pytest.param([], Headings(2, 0, 0, 0), id="nothing found"),
    ],
)
def test_headings(ours: Pairs, expected: Headings) -> None:
    marked = [GoldSection(words, kind, 0, 1) for words, kind in ALL]
    found = [
        Section(at, words, kind, 0, 1, 1, ()) for at, (words, kind) in enumerate(ours)
    ]
    assert align(marked, found) == expected
