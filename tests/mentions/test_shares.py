"""How often a thing occurs is read as a share of all, where there is a figure."""

import pytest

from pipeline import knowledge
from pipeline.mentions import shares
from pipeline.model import ShareValue
from pipeline.vocabulary.shares import ShareExample, SharesFile, load

VOCABULARY = load()
EXAMPLES = knowledge.records("vocabulary/shares.yaml", SharesFile).examples


@pytest.mark.parametrize(
    "example", [pytest.param(each, id=each.text) for each in EXAMPLES]
)
def test_words_tell_a_share(example: ShareExample) -> None:
    has_figure = example.low or example.high
    told = (ShareValue(example.low, example.high),) if has_figure else ()
    assert shares.read(example.text, VOCABULARY) == told


@pytest.mark.parametrize("low", ["1 in 100,000,000,000", "0.0000001%"])
def test_what_would_be_shown_as_nothing_is_no_share(low: str) -> None:
    assert shares.read(low, VOCABULARY) == ()
    assert shares.read("0%", VOCABULARY) == (ShareValue("0", "0"),)


def test_a_share_of_many_digits_is_none() -> None:
    assert shares.read(f"{'9' * 400}%", VOCABULARY) == ()
    assert shares.read(f"1 in 1{'0' * 400}", VOCABULARY) == ()


def test_more_than_all_is_no_share() -> None:
    assert shares.read("120% of cases", VOCABULARY) == ()
