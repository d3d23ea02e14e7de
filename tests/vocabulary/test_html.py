"""The lists of ``html.yaml`` fit each other."""

import codecs

import pytest

from pipeline.vocabulary.html import load

WORDS = load()


def test_blanks_are_kept_in_blocks_only() -> None:
    assert WORDS.preformatted <= WORDS.blocks


def test_an_element_without_content_holds_nothing() -> None:
    holding = WORDS.raw | WORDS.skipped | WORDS.formatting | WORDS.lists | WORDS.walls
    assert not WORDS.void & holding


def test_no_formatting_element_is_a_block() -> None:
    assert not WORDS.formatting & WORDS.blocks


@pytest.mark.parametrize("name", sorted(WORDS.ends))
def test_what_a_start_tag_ends_is_not_what_it_looks_no_further_than(name: str) -> None:
    ends = WORDS.ends[name]
    assert not ends.closed & ends.within


@pytest.mark.parametrize("name", sorted(WORDS.encodings))
def test_an_encoding_has_a_codec_of_one_byte_or_more_a_sign(name: str) -> None:
    assert codecs.lookup(WORDS.encodings[name]).name
