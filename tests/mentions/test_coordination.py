"""A coordination names several things, each with the words that it shares."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.folding import flatten
from pipeline.mentions import coordination
from pipeline.mentions.view import view
from pipeline.vocabulary.lexicon import load

LEXICON = load()
PHRASES = st.lists(
    st.sampled_from(
        (
            *("pain", "numbness", "nerve", "spinal", "legs", "the", "difficulty"),
            *("in", "of", "or", "and", ",", ";", "/", "(", ")", "walking", "that"),
        )
    ),
    max_size=10,
).map(" ".join)


def split(text: str) -> list[str]:
    found = coordination.split(view(text, 0, len(text)), LEXICON)
    return [part.text for part in found]


@pytest.mark.parametrize(
    ("text", "things"),
    [
        pytest.param(
            "infection and bleeding", ["infection", "bleeding"], id="joined by and"
        ),
        pytest.param("infection or bleeding", ["infection", "bleeding"], id="by or"),
        pytest.param("nausea and/or vomiting", ["nausea", "vomiting"], id="by and/or"),
        pytest.param("pain & swelling", ["pain", "swelling"], id="by a sign"),
        pytest.param("anxiety/depression", ["anxiety", "depression"], id="by a slash"),
        pytest.param("infection; bleeding", ["infection", "bleeding"], id="semicolon"),
        pytest.param(
            "bleeding as well as bruising", ["bleeding", "bruising"], id="as well as"
        ),
        pytest.param(
            "infection, bleeding, and scarring",
            ["infection", "bleeding", "scarring"],
            id="a list with a comma before its last word",
        ),
        pytest.param(
            "stroke, heart attack or death",
            ["stroke", "heart attack", "death"],
            id="a list with a name of two words",
        ),
        pytest.param("infection", ["infection"], id="one thing alone"),
        pytest.param("", [""], id="nothing"),
    ],
)
def test_a_list_is_split_at_its_joints(text: str, things: list[str]) -> None:
    assert split(text) == things


@pytest.mark.parametrize(
    ("text", "things"),
    [
        (
            "numbness or weakness in the legs",
            ["numbness in the legs", "weakness in the legs"],
        ),
        (
            "redness, warmth, or swelling at the site",
            ["redness at the site", "warmth at the site", "swelling at the site"],
        ),
        (
            "severe pain and stiffness in the hip",
            ["severe pain in the hip", "stiffness in the hip"],
        ),
        (
            "loosening, wear, or breakage of the implant",
            [
                "loosening of the implant",
                "wear of the implant",
                "breakage of the implant",
            ],
        ),
    ],
)
def test_things_before_one_tail_share_it(text: str, things: list[str]) -> None:
    assert split(text) == things


@pytest.mark.parametrize(
    ("text", "things"),
    [
        ("clots in the legs or lungs", ["clots in the legs", "clots in lungs"]),
        (
            "pain in the knee, hip or ankle",
            ["pain in the knee", "pain in hip", "pain in ankle"],
        ),
        (
            "swelling of the arm or of the hand",
            ["swelling of the arm", "swelling of the hand"],
        ),
    ],
)
def test_places_behind_one_beginning_share_it(text: str, things: list[str]) -> None:
    assert split(text) == things


@pytest.mark.parametrize(
    ("text", "things"),
    [
        ("nerve or vessel injury", ["nerve injury", "vessel injury"]),
        (
            "nerve and blood vessel damage",
            ["nerve damage", "blood vessel damage"],
        ),
        (
            "bowel, bladder or ureter injury",
            ["bowel injury", "bladder injury", "ureter injury"],
        ),
        (
            "cervical or lumbar stenosis",
            ["cervical stenosis", "lumbar stenosis"],
        ),
        ("hip and knee arthritis", ["hip arthritis", "knee arthritis"]),
    ],
)
def test_modifiers_before_one_last_word_share_it(text: str, things: list[str]) -> None:
    assert split(text) == things


@pytest.mark.parametrize(
    ("text", "things"),
    [
        (
            "trouble breathing or swallowing",
            ["trouble breathing", "trouble swallowing"],
        ),
        (
            "difficulty walking, standing or climbing stairs",
            [
                "difficulty walking",
                "difficulty standing",
                "difficulty climbing stairs",
            ],
        ),
    ],
)
def test_activities_behind_one_word_share_it(text: str, things: list[str]) -> None:
    assert split(text) == things


@pytest.mark.parametrize(
    ("text", "things"),
    [
        pytest.param(
            "spinal stenosis or disc herniation",
            ["spinal stenosis", "disc herniation"],
            id="two whole things lend each other nothing",
        ),
        pytest.param(
            "deep vein thrombosis and a lung embolism",
            ["deep vein thrombosis", "a lung embolism"],
            id="a thing keeps its article",
        ),
        pytest.param(
            "CT or MRI scan", ["CT", "MRI scan"], id="a test that needs no last word"
        ),
        pytest.param(
            "bone graft and screws", ["bone graft", "screws"], id="two devices"
        ),
    ],
)
def test_what_is_whole_borrows_nothing(text: str, things: list[str]) -> None:
    assert split(text) == things


@pytest.mark.parametrize(
    "text",
    [
        "wear and tear of the knee",
        "incision and drainage",
        "head and neck cancer",
        "ear, nose and throat infection",
        "pins and needles in the hand",
    ],
)
def test_nothing_is_split_inside_a_name(text: str) -> None:
    assert split(text) == [text]


def test_nothing_is_split_in_brackets() -> None:
    assert split("clots (legs, lungs or brain) and fever") == [
        "clots (legs, lungs or brain)",
        "fever",
    ]


@given(PHRASES)
def test_each_part_leads_back_and_every_word_is_kept(text: str) -> None:
    seen = view(text, 0, len(text))
    parts = coordination.split(seen, LEXICON)
    assert parts
    for part in parts:
        pairs = zip(part.places, part.text, strict=True)
        assert all(char in (" ", flatten(text[place])) for place, char in pairs)
        assert list(part.places) == sorted(part.places)
    joints = {"or", "and", "", *",;/"}
    words = {word for word in text.split() if word not in joints}
    assert words <= {word for part in parts for word in part.text.split()}
