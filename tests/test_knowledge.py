"""The door to ``ontology/``: what is read, and the line that a fault names."""

import msgspec
import pytest

from pipeline import knowledge
from pipeline.errors import VocabularyError


class Record(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A record with all that a file may hold."""

    names: dict[str, dict[str, int]]
    words: frozenset[str] = frozenset()
    places: dict[str, tuple[int, ...]] = {}


def test_a_text_becomes_a_record() -> None:
    read = knowledge.parse(
        "x.yaml", "names: {a: {b: 1}}\nwords: [no, 'on', yes]\n", Record
    )
    assert read == Record({"a": {"b": 1}}, frozenset({"no", "on", "yes"}))


def test_only_true_and_false_are_truth_values_and_dates_are_texts() -> None:
    source = "[true, false, no, off, 2024-01-02]"
    read = knowledge.parse("x.yaml", source, list[object])
    assert read == [True, False, "no", "off", "2024-01-02"]


@pytest.mark.parametrize(
    ("source", "line", "words"),
    [
        pytest.param(
            "names:\n  a: {b: 1}\n  c:\n    d: 2\n    e: x\n",
            5,
            "$.names.c.e",
            id="a value below keys of its own",
        ),
        pytest.param(
            "names: {}\nwords:\n  - a\n  - 3\n",
            4,
            "$.words[1]",
            id="an entry of a list",
        ),
        pytest.param(
            "names: {}\nplaces:\n  a: [1]\n  b:\n  - 1\n  - x\n",
            6,
            "$.places.b[1]",
            id="an entry of a list below a key",
        ),
        pytest.param("words: []\n", 1, "names", id="a field that is missing"),
        pytest.param("names: {}\nother: 1\n", 1, "other", id="a field too many"),
        pytest.param("names: {}\nnames: {}\n", 2, "twice", id="a key twice"),
        pytest.param("names: {a: {}\nb: {}", 2, "", id="no YAML"),
    ],
)
def test_a_fault_names_its_line(source: str, line: int, words: str) -> None:
    with pytest.raises(VocabularyError, match=rf"^x\.yaml:{line}: ") as told:
        knowledge.parse("x.yaml", source, Record)
    assert words in told.value.fault


@pytest.mark.parametrize(
    "written",
    ["truer", "9" * 5000, "0x10", "0o17", "0017", "10:30", "1_000", "0b11"],
)
def test_what_only_looks_like_a_number_or_a_truth_value_is_a_text(written: str) -> None:
    assert knowledge.parse("x.yaml", f"a: {written}", dict[str, str]) == {"a": written}


@pytest.mark.parametrize("written", ["0", "-7", "+3", "1000000"])
def test_a_decimal_number_is_one(written: str) -> None:
    assert knowledge.parse("x.yaml", f"a: {written}", dict[str, int]) == {
        "a": int(written)
    }


def test_a_file_that_is_not_there_is_a_fault_with_its_name() -> None:
    with pytest.raises(VocabularyError, match=r"^ontology/nowhere\.yaml"):
        knowledge.records("nowhere.yaml", Record)


def test_a_pattern_that_is_wrong_names_its_rule() -> None:
    with pytest.raises(VocabularyError, match=r"^ontology/x\.yaml: 'rule'"):
        knowledge.pattern("x.yaml", "rule", "(")
