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


def test_more_than_all_is_no_share() -> None:
    assert shares.read("120% of cases", VOCABULARY) == ()
