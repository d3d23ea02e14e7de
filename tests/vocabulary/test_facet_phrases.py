"""A cue and what it is about show a facet together, in either order."""

import pytest

from pipeline.vocabulary.facet_phrases import JoinedRule, JoinedRules, phrases

(PHRASE,) = phrases(
    JoinedRules(
        rules=(
            JoinedRule(
                id="out",
                generalises="a part that is taken out",
                shows=("action/out",),
                cues=("removal",),
                example="removal of a part",
                objects=("part",),
                facets=("action/in",),
            ),
        ),
        ahead=3,
        behind=1,
        stops=("and",),
    )
)


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("removal of a part", id="with an article"),
        pytest.param("removal of the worn part", id="with a modifier"),
        pytest.param("part removal", id="the other way round"),
        pytest.param("part (early removal)", id="the other way round, with a word"),
    ],
)
def test_a_cue_stands_before_or_behind_what_it_is_about(name: str) -> None:
    assert [facet for facet, *_ in PHRASE.apply(name, ())] == ["action/out"]


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("removal", id="of nothing"),
        pytest.param("removal and part", id="a stop is between"),
        pytest.param("removal of a very old worn part", id="too far"),
        pytest.param("removal. part", id="another sentence"),
        pytest.param("part that needs no removal", id="too far, the other way round"),
        pytest.param("removal of parting", id="in a longer word"),
    ],
)
def test_what_is_apart_shows_nothing(name: str) -> None:
    assert PHRASE.apply(name, ()) == ()


def test_what_a_cue_is_about_is_not_done_itself() -> None:
    name = "removal of a filling of a tooth"
    shown = (("action/in", 13, 20), ("region/tooth", 26, 31))
    assert PHRASE.apply(name, shown) == (
        ("action/out", 0, 20),
        ("region/tooth", 26, 31),
    )


def test_without_rules_there_are_no_phrases() -> None:
    assert phrases(JoinedRules()) == ()
