"""No cell is a formula to a spreadsheet, and every cell can be had back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.cells import defuse, restore

SIGNS = "=+-@\t\n\r\uff1d\uff0b\uff0d\uff20"


@pytest.mark.parametrize("first", list(SIGNS))
def test_a_formula_gets_an_apostrophe(first: str) -> None:
    assert defuse(f"{first}1") == f"'{first}1"
    assert defuse(f"'{first}1") == f"''{first}1"
    assert defuse(f"''{first}1") == f"'''{first}1"


@pytest.mark.parametrize(
    "cell", ["", "0012", "NA", "'tis", "a=b", " =1", "\u2212 1", "'"]
)
def test_other_cells_stay_as_they_are(cell: str) -> None:
    assert defuse(cell) == restore(cell) == cell


@given(st.text(st.sampled_from(f"'a{SIGNS}"), max_size=6))
def test_what_was_defused_is_restored(cell: str) -> None:
    assert restore(defuse(cell)) == cell
    assert defuse(cell)[:1] not in tuple(SIGNS)
