"""A pattern that does not compile is the fault of its file."""

import pytest

from pipeline.errors import VocabularyError
from pipeline.vocabulary.patterns import compiled


def test_a_broken_pattern_names_the_file_and_the_rule() -> None:
    with pytest.raises(VocabularyError, match=r"ontology/x\.yaml: .*'x\.one'"):
        compiled("x.yaml", "x.one", "[")


def test_capitals_count_only_where_the_rule_says_so() -> None:
    assert compiled("x.yaml", "x.one", "[A-Z]{2}").search("ab")
    assert not compiled("x.yaml", "x.one", "[A-Z]{2}", cased=True).search("ab")
