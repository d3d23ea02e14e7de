"""Each check has its words, and they are used as the file gives them."""

import msgspec
import pytest

from pipeline import knowledge
from pipeline.errors import VocabularyError
from pipeline.vocabulary.checks import ChecksFile, compile_file, load

FILE = knowledge.records("checks.yaml", ChecksFile)


@pytest.mark.parametrize("name", FILE.checks)
def test_a_check_words_its_finding(name: str) -> None:
    check = FILE.checks[name]
    fields = {field: f"<{field}>" for field in check.fields}
    finding = load().finding(name, "d.txt", **fields)  # type: ignore[arg-type]
    assert finding.severity is check.severity
    assert all(value in finding.message for value in fields.values())
    assert check.looks_for


def test_an_unknown_check_is_a_fault() -> None:
    with pytest.raises(VocabularyError, match="no check 'NOTHING'"):
        load().finding("NOTHING", "d.txt")


def test_other_fields_than_listed_are_a_fault() -> None:
    with pytest.raises(VocabularyError, match="NO_PROCEDURE"):
        load().finding("NO_PROCEDURE", "d.txt", heading="x")


def test_an_excerpt_is_one_line_of_bounded_length() -> None:
    excerpt = load().excerpt("word \n" * 1000)
    assert "\n" not in excerpt
    assert len(excerpt) <= FILE.excerpt + 1
    assert excerpt.endswith("…")


@pytest.mark.parametrize(
    ("name", "message"), [("lower", "words"), ("GOOD", "words {field}"), ("GOOD", "{")]
)
def test_a_wrong_check_is_a_fault_of_the_file(name: str, message: str) -> None:
    check = msgspec.structs.replace(
        FILE.checks["NO_PROCEDURE"], message=message, fields=frozenset()
    )
    with pytest.raises(VocabularyError, match=r"checks\.yaml"):
        compile_file(ChecksFile({name: check}, 60))


@pytest.mark.parametrize("sort", FILE.personal)
def test_a_sort_of_data_is_found_in_its_example(sort: str) -> None:
    rule = FILE.personal[sort]
    assert any(cue in rule.example.text.lower() for cue in rule.cues)
    found = load().personal[sort].pattern.search(rule.example.text)
    assert found is not None
    assert found["data"] == rule.example.data
