"""A short run of made documents, and all that a long one found."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fuzz import building, mutating, reading

TEXTS = mutating.seeds()
FOUND = sorted(mutating.CORPUS.iterdir())


@st.composite
def documents(draw: st.DrawFn) -> tuple[str, bytes]:
    return mutating.make(lambda below: draw(st.integers(0, below - 1)), TEXTS)


@settings(derandomize=True, max_examples=300)
@given(documents())
def test_no_document_breaks_a_promise(made: tuple[str, bytes]) -> None:
    assert reading.broken(*made) == []


@settings(derandomize=True, max_examples=30)
@given(documents())
def test_a_document_says_the_same_twice(made: tuple[str, bytes]) -> None:
    assert reading.said(*made) == reading.said(*made)


def test_all_formats_of_a_build_hold_the_same(tmp_path: Path) -> None:
    made = [mutating.make(mutating.choosing(seed), TEXTS) for seed in range(12)]
    assert building.broken(made, tmp_path) == []


def test_something_was_found() -> None:
    assert FOUND


@pytest.mark.parametrize("path", FOUND, ids=lambda path: path.name)
def test_what_was_found_is_mended(path: Path) -> None:
    assert reading.broken(path.suffix, path.read_bytes()) == []


def test_the_numbers_of_documents_make_them_again() -> None:
    first, again = (
        [mutating.make(mutating.choosing(seed), TEXTS) for seed in range(50)]
        for _ in range(2)
    )
    assert first == again
    assert len(set(first)) > 40
