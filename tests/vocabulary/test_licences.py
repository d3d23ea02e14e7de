"""A licence that is named in words has an IRI where it is one of the known ones."""

import pytest

from pipeline.vocabulary import licences


@pytest.mark.parametrize(
    ("words", "identifier"),
    [
        ("CC-BY-4.0", "CC-BY-4.0"),
        ("cc by  4.0", "CC-BY-4.0"),
        ("CC0", "CC0-1.0"),
        ("OGL v3.0", "OGL-UK-3.0"),
    ],
)
def test_a_known_name_gives_the_address_of_spdx(words: str, identifier: str) -> None:
    assert licences.iri(words) == f"http://spdx.org/licenses/{identifier}"


@pytest.mark.parametrize(
    "words", ["", "CC BY", "CC BY 4.0, but not the pictures", "public domain"]
)
def test_other_words_give_none(words: str) -> None:
    assert licences.iri(words) == ""
