"""Two mentions are the same by place or by label, and each is used once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.evaluation.gold import GoldMention, GoldSection
from pipeline.evaluation.matching import match
from pipeline.model import Mention, Span
from pipeline.vocabulary import annotation

RULES = annotation.load()
SECTIONS = (
    GoldSection("one", "symptoms", 0, 100),
    GoldSection("two", "symptoms", 100, 200),
)


def marked(kind: str, label: str, start: int, end: int) -> GoldMention:
    return GoldMention(kind, label, start, end)


def read(kind: str, label: str, start: int, end: int) -> Mention:
    return Mention("m", kind, label, start, end, Span(start, end), 0, "rule", 0.9)


def pairs(gold: list[GoldMention], ours: list[Mention]) -> tuple[tuple[int, int], ...]:
    return match(gold, ours, SECTIONS, RULES)


@pytest.mark.parametrize(
    ("other", "is_same"),
    [
        pytest.param(("Symptom", "x", 0, 10), True, id="the same place"),
        pytest.param(("Symptom", "x", 0, 5), True, id="half of the place"),
        pytest.param(("Symptom", "x", 0, 4), False, id="less than half"),
        pytest.param(("Condition", "sore leg", 0, 10), False, id="another type"),
        pytest.param(("Symptom", "sore legs", 50, 59), True, id="label, same section"),
        pytest.param(("Symptom", "sore leg", 150, 159), False, id="label, elsewhere"),
        pytest.param(("Symptom", "", 50, 59), False, id="no label"),
    ],
)
def test_what_is_the_same(other: tuple[str, str, int, int], is_same: bool) -> None:  # noqa: FBT001
    found = pairs([marked("Symptom", "sore leg", 0, 10)], [read(*other)])
    assert found == (((0, 0),) if is_same else ())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The biopsies of a Lung", "biopsy lung"),
        ("clots in your legs.", "clot in leg"),
        ("X-rays", "x-ray"),
        ("$1,200", "$1 200"),
    ],
)
def test_labels_are_compared_without_what_says_nothing(one: str, other: str) -> None:
    assert RULES.labels.normal(one) == RULES.labels.normal(other)


@pytest.mark.parametrize("word", ["diagnosis", "abscess", "uterus", "gas"])
def test_words_that_are_no_plurals_stay(word: str) -> None:
    assert RULES.labels.normal(word) == word


def test_a_mention_read_twice_is_right_once() -> None:
    ours = [read("Symptom", "itching", 0, 7), read("Symptom", "itching", 0, 7)]
    assert pairs([marked("Symptom", "itching", 0, 7)], ours) == ((0, 0),)


def test_the_likest_is_taken() -> None:
    ours = [read("Symptom", "x", 0, 6), read("Symptom", "y", 0, 10)]
    assert pairs([marked("Symptom", "z", 0, 10)], ours) == ((0, 1),)


def test_one_gives_way_where_all_can_be_matched() -> None:
    gold = [marked("Symptom", "a", 0, 10), marked("Symptom", "b", 0, 18)]
    ours = [read("Symptom", "c", 0, 11), read("Symptom", "d", 0, 7)]
    # The second of the gold is only like the first of ours, which the first prefers.
    assert pairs(gold, ours) == ((0, 1), (1, 0))


SPANS = st.tuples(st.integers(0, 30), st.integers(1, 12)).map(lambda s: (s[0], sum(s)))
LABELS = st.sampled_from(["ache", "aches", "burn"])
KINDS = st.sampled_from(["Symptom", "Condition"])
MENTIONS = st.lists(st.tuples(KINDS, LABELS, SPANS), max_size=8)


@given(MENTIONS, MENTIONS)
def test_no_mention_is_used_twice_and_none_of_another_type(
    theirs: list[tuple[str, str, tuple[int, int]]],
    ours: list[tuple[str, str, tuple[int, int]]],
) -> None:
    gold = [marked(kind, label, *span) for kind, label, span in theirs]
    mentions = [read(kind, label, *span) for kind, label, span in ours]
    found = pairs(gold, mentions)
    assert len({at for at, _ in found}) == len({other for _, other in found})
    assert len(found) == len({at for at, _ in found})
    assert all(gold[at].type == mentions[other].type for at, other in found)


@given(MENTIONS)
def test_a_reading_matches_itself_wholly(
    both: list[tuple[str, str, tuple[int, int]]],
) -> None:
    gold = [marked(kind, label, *span) for kind, label, span in both]
    mentions = [read(kind, label, *span) for kind, label, span in both]
    assert len(pairs(gold, mentions)) == len(both)
