"""A label is the normal form of a name: two wordings of one thing have one label."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.mentions import labels
from pipeline.mentions.view import view
from pipeline.vocabulary.lexicon import load

LEXICON = load()


def thing(text: str) -> tuple[str, str, str]:
    return labels.thing(view(text, 0, len(text)), LEXICON)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        pytest.param("Blood Clots", "blood clot", id="lower case, and singular"),
        pytest.param("a fracture", "fracture", id="no article"),
        pytest.param("your heart", "heart", id="nobody's"),
        pytest.param("\u201cSlipped\u201d discs", "slipped disc", id="no quotes"),
        pytest.param(
            "biopsies of the breast", "biopsy of breast", id="the head's plural"
        ),
        pytest.param(
            "clots in both lungs", "clot in lung", id="body parts are singular"
        ),
        pytest.param(
            "Injuries to nerves", "injury to nerve", id="behind any preposition"
        ),
        pytest.param("diabetes", "diabetes", id="a word that only looks plural"),
        pytest.param("loss of teeth", "loss of tooth", id="an irregular plural"),
        pytest.param("X-rays", "x-ray", id="a word with a hyphen"),
        pytest.param(
            "screws that are loose", "screw that is loose", id="with the verb behind it"
        ),
        pytest.param(
            "a knee that was fixed", "knee that was fixed", id="one is left as it is"
        ),
        pytest.param("(infection),", "infection", id="no signs at its ends"),
    ],
)
def test_a_thing_is_named_plainly(text: str, label: str) -> None:
    assert thing(text)[0] == label


@pytest.mark.parametrize(
    ("text", "label", "side"),
    [
        ("the left knee", "knee", "left"),
        ("severe arthritis of the right hip", "severe arthritis of hip", "right"),
        ("bilateral hernias", "hernia", "bilateral"),
        ("right", "right", "right"),
    ],
)
def test_the_side_is_told_apart(text: str, label: str, side: str) -> None:
    found = thing(text)
    assert (found[0], found[1]) == (label, side)


@pytest.mark.parametrize(
    ("text", "label", "severity"),
    [
        pytest.param("mild pain", "pain", "mild", id="what says little is no name"),
        pytest.param("a slight fever", "fever", "slight", id="behind an article too"),
        pytest.param(
            "severe pain", "severe pain", "severe", id="what says much stays in it"
        ),
        pytest.param("Moderate", "moderate", "moderate", id="unless nothing is left"),
        pytest.param("pain", "pain", "", id="none is made up"),
    ],
)
def test_the_severity_is_told_apart(text: str, label: str, severity: str) -> None:
    found = thing(text)
    assert (found[0], found[2]) == (label, severity)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Blood clots", "a blood clot"),
        ("clots in the legs", "Clot in leg"),
        ("the knee pain", "Mild knee pain"),
        ("Vertebrae", "a vertebra"),
    ],
)
def test_two_wordings_of_one_thing_have_one_label(one: str, other: str) -> None:
    assert thing(one)[0] == thing(other)[0]


@given(st.text(max_size=30))
def test_a_label_is_in_lower_case_with_single_blanks(text: str) -> None:
    label, side, severity = thing(text)
    assert label == " ".join(label.split())
    for char in label + side + severity:
        assert char == char.lower() or len(char.lower()) > 1


def test_a_clause_is_its_words_in_lower_case() -> None:
    text = "Keep the Wound dry;"
    assert labels.clause(view(text, 0, len(text))) == "keep the wound dry"
