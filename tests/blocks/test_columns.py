"""Columns that blanks or tabs set apart are tables; prose and keys are none."""

import pytest

from pipeline import blocks
from pipeline.model import Block, BlockKind, Document
from pipeline.vocabulary import layout

LAYOUT = layout.load()


def split(text: str) -> tuple[Block, ...]:
    return blocks.split(Document("d", text, "", "", "text/plain", "utf-8"), LAYOUT)


def cells(text: str) -> list[list[str]]:
    return [
        [text[cell.start : cell.end] for cell in block.cells]
        for block in split(text)
        if block.kind in (BlockKind.ROW, BlockKind.HEADER_ROW)
    ]


SPACED = """\
Site           Fee      You pay
Day unit       $1,043   $315
Big hospital   $2,121   $531
"""


def test_cells_under_one_another_are_columns() -> None:
    assert cells(SPACED) == [
        ["Site", "Fee", "You pay"],
        ["Day unit", "$1,043", "$315"],
        ["Big hospital", "$2,121", "$531"],
    ]


def test_a_first_line_without_figures_is_the_head_of_lines_with_some() -> None:
    head, *rows = split(SPACED)
    assert head.kind is BlockKind.HEADER_ROW
    assert [row.kind for row in rows] == [BlockKind.ROW] * 2
    assert rows[0].header == head.cells


def test_a_tab_alone_sets_columns_apart() -> None:
    text = "City\tPrice\nReno\t$450\n"
    assert cells(text) == [["City", "Price"], ["Reno", "$450"]]


def test_figures_may_end_under_one_another() -> None:
    text = "Item       Price\nLong stay    900\nScan       1,200\n"
    assert cells(text)[1:] == [["Long stay", "900"], ["Scan", "1,200"]]


def test_a_cell_that_is_left_out_is_empty() -> None:
    text = "Code   Fee    Share\n11111  $10    $1\n22222         $2\n33333  $30    $3\n"
    assert cells(text)[2] == ["22222", "", "$2"]


@pytest.mark.parametrize(
    "text",
    [
        "\tHome\tAway\nScan\t$10\t$20\n",
        "        Home    Away\nScan    $10     $20\nStay    $30     $40\n",
    ],
)
def test_the_corner_over_the_names_may_be_empty(text: str) -> None:
    assert cells(text)[:2] == [["", "Home", "Away"], ["Scan", "$10", "$20"]]


def test_a_rule_may_stand_under_the_head() -> None:
    text = (
        "Risk        Share\n----------  -----\nInfection   rare\nBleeding    common\n"
    )
    kinds = [block.kind for block in split(text)]
    assert kinds == [
        BlockKind.HEADER_ROW,
        BlockKind.RULE,
        BlockKind.ROW,
        BlockKind.ROW,
    ]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "It is done.  We wait.\nIt is over.  We go on.\nIt ends.  We go home.\n",
            id="two blanks behind sentences",
        ),
        pytest.param(
            "Diagnosis:\tgallstones\nOperation:\tremoval\nSurgeon:\tone\n",
            id="keys and values",
        ),
        pytest.param("Scan ........ $100\nStay ........ $20\n", id="leaders"),
        pytest.param("One  day\nThe wound will  heal\nAll is well  now\n", id="slips"),
        pytest.param("Site   Fee\nHome   $3\n", id="two lines only"),
    ],
)
def test_what_only_looks_like_columns_is_no_table(text: str) -> None:
    assert cells(text) == []
