"""Acts are parted where the next has a verb of its own."""

import pytest

from pipeline.mentions import joints
from pipeline.mentions.view import view
from pipeline.vocabulary import reading

VOCABULARY = reading.load()


def split(text: str) -> list[str]:
    return [each.text for each in joints.split(view(text, 0, len(text)), VOCABULARY)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param(
            "Leave the bandage on for two days and keep it dry",
            ["Leave the bandage on for two days", "keep it dry"],
            id="two orders",
        ),
        pytest.param(
            "You will be asked to wear a gown and empty your bladder",
            ["You will be asked to wear a gown", "empty your bladder"],
            id="two things that somebody is asked",
        ),
        pytest.param(
            "The surgeon numbs the palm, makes a cut and divides the band",
            ["The surgeon numbs the palm", "makes a cut", "divides the band"],
            id="verbs of one subject",
        ),
        pytest.param(
            "She slid a needle through the skin and swept it to and fro",
            ["She slid a needle through the skin", "swept it to and fro"],
            id="verbs of one subject in the past tense",
        ),
        pytest.param(
            "Most people go home the next day and are able to work in a week",
            ["Most people go home the next day", "are able to work in a week"],
            id="two auxiliaries of one subject",
        ),
        pytest.param(
            "Each cyst is punctured and its fluid is drawn off",
            ["Each cyst is punctured", "its fluid is drawn off"],
            id="two subjects",
        ),
        pytest.param(
            "A tube is steered up to the heart, dye is injected",
            ["A tube is steered up to the heart", "dye is injected"],
            id="two subjects with a comma between them",
        ),
        pytest.param(
            "Tape the drain to the skin, but keep it loose and cover it with gauze",
            ["Tape the drain to the skin", "keep it loose", "cover it with gauze"],
            id="after a strong joint",
        ),
    ],
)
def test_two_acts_are_two_clauses(text: str, found: list[str]) -> None:
    assert split(text) == found


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("The wound is rinsed and dried", id="two verbs, one auxiliary"),
        pytest.param("Eat and drink nothing", id="a verb without its object"),
        pytest.param("You can type, cook and drive", id="a list of verbs"),
        pytest.param("Do not have food and drink for six hours", id="nouns"),
        pytest.param(
            "Ask the patient to breathe out and hold the breath", id="asked of another"
        ),
        pytest.param("Bring an adult to drive you home and stay with you", id="an aim"),
        pytest.param(
            "Call us if the wound opens and fluid is drained",
            id="a clause that depends on another",
        ),
        pytest.param(
            "Pulse and blood pressure are recorded", id="two subjects of one verb"
        ),
        pytest.param(
            "Never mix herbal and bought tablets you can buy", id="a relative clause"
        ),
        pytest.param(
            "Take out the stitch with forceps and scissors", id="two things to use"
        ),
    ],
)
def test_one_act_is_one_clause(text: str) -> None:
    assert split(text) == [text]


@pytest.mark.parametrize(
    ("text", "is_same"),
    [
        ("makes a cut", True),
        ("slid the wire in", True),
        ("stitches dissolve", False),
        ("red and sore", False),
    ],
)
def test_what_has_no_subject_goes_on_with_the_one_before(
    text: str, *, is_same: bool
) -> None:
    assert joints.goes_on(text, VOCABULARY) is is_same
