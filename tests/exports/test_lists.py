"""Lists in one text: what was joined is split again, at the signs that all see."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.exports import lists

PARTS = st.lists(st.text() | st.text(alphabet="\\u07c3b|;tnr"), min_size=1)


@given(PARTS, st.sampled_from("|;"))
def test_what_is_joined_is_split_into_the_same(
    parts: list[str], separator: str
) -> None:
    assert lists.split(lists.join(parts, separator), separator) == parts


@given(PARTS, st.sampled_from("|;"))
def test_a_reader_that_only_splits_gets_the_right_number(
    parts: list[str], separator: str
) -> None:
    assert len(lists.join(parts, separator).split(separator)) == len(parts)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        pytest.param(r"a\tb\nc\rd", "a\tb\nc\rd", id="signs of TSV"),
        pytest.param(r"a\\tb", r"a\tb", id="a backslash of its own"),
        pytest.param(r"\u007c\u003b", "|;", id="code points"),
    ],
)
def test_what_is_escaped_is_restored(written: str, meant: str) -> None:
    assert lists.restore(written) == meant
