"""A pattern that does not compile is the fault of its file."""

import pytest

from pipeline.errors import VocabularyError
from pipeline.vocabulary.patterns import compiled


def test_a_broken_pattern_names_the_file_and_the_rule() -> None:
    with pytest.raises(VocabularyError, match=r"ontology/x\.yaml: .*'x\.one'"):
        compiled("x.yaml", "x.one", "[")


def test_capitals_count_only_where_the_rule_says_so() -> None:
    assert compiled("x.yaml", "x.one", "[A-Z]{2}", any_case=True).search("ab")
    assert compiled("x.yaml", "x.one", "[a-z]{2}", any_case=True).search("AB")
    assert not compiled("x.yaml", "x.one", "[A-Z]{2}", cased=True).search("ab")


@pytest.mark.parametrize("source", [r"\bKnee", "[A-Z]{2}", "a|B"])
def test_a_capital_is_never_found_in_lower_case(source: str) -> None:
    with pytest.raises(VocabularyError, match=r"'x\.one' is wrong: it has a capital"):
        compiled("x.yaml", "x.one", source)


def test_classes_of_characters_are_no_capitals() -> None:
    assert compiled("x.yaml", "x.one", r"\b(?P<x>\S\D)\B").search("knee")
