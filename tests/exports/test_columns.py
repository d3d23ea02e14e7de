"""Columns: of which kind is what stands under one name in many records."""

import pytest

from pipeline.exports.columns import Column, Columns, Kind, cells, flat, placed, written


@pytest.mark.parametrize(
    ("values", "column"),
    [
        pytest.param([1, 2], Column("x", Kind.LONG), id="whole numbers"),
        pytest.param(
            [1, 2.5], Column("x", Kind.DOUBLE), id="a fraction makes all such"
        ),
        pytest.param([2.5, 1], Column("x", Kind.DOUBLE), id="in whatever order"),
        pytest.param([True, False], Column("x", Kind.BOOLEAN), id="truth is no number"),
        pytest.param(
            [True, 1], Column("x", Kind.STRING), id="truth and number are text"
        ),
        pytest.param(
            ["0012", 12], Column("x", Kind.STRING), id="text and number are text"
        ),
        pytest.param(
            [["a"], "b"],
            Column("x", Kind.STRING, is_list=True),
            id="one list makes all such",
        ),
        pytest.param(
            ["b", ["a"]],
            Column("x", Kind.STRING, is_list=True),
            id="also when it comes later",
        ),
        pytest.param(
            [[1], [2.5]], Column("x", Kind.DOUBLE, is_list=True), id="a list of numbers"
        ),
        pytest.param(
            [[1], [2, "a"]],
            Column("x", Kind.STRING, is_list=True),
            id="a list with a text",
        ),
    ],
)
def test_a_column_holds_all_that_was_seen(values: list[object], column: Column) -> None:
    columns = Columns()
    for value in values:
        columns.see({"x": value})
    assert list(columns) == [column]


def test_columns_come_in_order_and_the_first_stand_without_values() -> None:
    columns = Columns(Column("id", Kind.STRING))
    columns.see({"b": 1, "a": 2})
    columns.see({"c": 3, "b": 4})
    assert [column.name for column in columns] == ["id", "b", "a", "c"]
    row = cells({"c": 3, "id": "x"}, placed(columns), lambda value, _: written(value))
    assert row == ["x", "", "", "3"]


def test_records_in_a_list_become_lists_that_fit_each_other() -> None:
    told = flat({"mappings": [{"id": "A:1", "reason": "r"}, {"id": "B:2", "rank": 1}]})
    assert told == {
        "mapping_id": ["A:1", "B:2"],
        "mapping_reason": ["r", ""],
        "mapping_rank": ["", 1],
    }


def test_what_is_none_or_empty_is_left_out_and_false_is_not() -> None:
    assert flat({"a": None, "b": (), "c": [], "d": False, "e": 0, "f": ""}) == {
        "d": False,
        "e": 0,
        "f": "",
    }
