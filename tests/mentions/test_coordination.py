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
            "tingling or weakness in the toes",
            ["tingling in the toes", "weakness in the toes"],
        ),
        (
            "redness, warmth, or swelling at the cut",
            ["redness at the cut", "warmth at the cut", "swelling at the cut"],
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
        ("clots in the arms or brain", ["clots in the arms", "clots in brain"]),
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
        ("nausea and loss of appetite", ["nausea", "loss of appetite"]),
        (
            "prostate cancer and loss of sex drive",
            ["prostate cancer", "loss of sex drive"],
        ),
        (
            "bleeding, infection and injury to the bile duct",
            ["bleeding", "infection", "injury to the bile duct"],
        ),
        (
            "kidney failure and loss of a limb",
            ["kidney failure", "loss of a limb"],
        ),
        ("older age and a diet high in fat", ["older age", "a diet high in fat"]),
        (
            "bleeding disorder or use of blood thinners",
            ["bleeding disorder", "use of blood thinners"],
        ),
    ],
)
def test_a_noun_that_needs_its_complement_keeps_it(
    text: str, things: list[str]
) -> None:
    assert split(text) == things


@pytest.mark.parametrize(
    ("text", "things"),
    [
        (
            "allergic reaction to the anesthetic, dye or latex",
            [
                "allergic reaction to the anesthetic",
                "allergic reaction to dye",
                "allergic reaction to latex",
            ],
        ),
        (
            "injury or damage to the nerve",
            ["injury to the nerve", "damage to the nerve"],
        ),
        (
            "family history of stroke or diabetes",
            ["family history of stroke", "family history of diabetes"],
        ),
        (
            "need for a transfusion or another drain",
            ["need for a transfusion", "need for another drain"],
        ),
        ("injury to the bowel and fever", ["injury to the bowel", "fever"]),
        ("loss of appetite and mood swings", ["loss of appetite", "mood swings"]),
    ],
)
def test_what_completes_such_a_noun_may_be_several(
    text: str, things: list[str]
) -> None:
    assert split(text) == things


@pytest.mark.parametrize(
    ("text", "things"),
    [
        pytest.param(
            "fever and redness around the cut",
            ["fever", "redness around the cut"],
            id="a complaint of the whole body",
        ),
        pytest.param(
            "back pain and tingling in the toes",
            ["back pain", "tingling in the toes"],
            id="a thing that names its own place",
        ),
        pytest.param(
            "muscle weakness or tingling in the toes",
            ["muscle weakness in the toes", "tingling in the toes"],
            id="a tissue is no place",
        ),
        pytest.param(
            "pain or a lump in the breast",
            ["pain", "a lump in the breast"],
            id="an article begins a thing of its own",
        ),
        pytest.param(
            "nausea or fever after surgery",
            ["nausea after surgery", "fever after surgery"],
            id="all can have a time",
        ),
    ],
)
def test_a_place_is_shared_where_a_thing_can_have_it(
    text: str, things: list[str]
) -> None:
    assert split(text) == things


def test_every_thing_is_in_every_place() -> None:
    assert split("weakness or numbness in the arm or leg") == [
        "weakness in the arm",
        "weakness in leg",
        "numbness in the arm",
        "numbness in leg",
    ]


@pytest.mark.parametrize(
    ("text", "things"),
    [
        ("upper or lower back pain", ["upper back pain", "lower back pain"]),
        ("high or low blood sugar", ["high blood sugar", "low blood sugar"]),
        ("blurred or double vision", ["blurred vision", "double vision"]),
        (
            "temporary or permanent hearing loss",
            ["temporary hearing loss", "permanent hearing loss"],
        ),
        (
            "red, swollen or painful veins",
            ["red veins", "swollen veins", "painful veins"],
        ),
        ("wound or chest infection", ["wound infection", "chest infection"]),
        (
            "too low or too high correction",
            ["too low correction", "too high correction"],
        ),
        (
            "liver and kidney function tests",
            ["liver function tests", "kidney function tests"],
        ),
        (
            "steroid or hyaluronic acid injections",
            ["steroid injections", "hyaluronic acid injections"],
        ),
        ("drug or radiation therapy", ["drug therapy", "radiation therapy"]),
        ("ice or physical therapy", ["ice", "physical therapy"]),
        ("feeling tired and weak", ["feeling tired", "feeling weak"]),
        (
            "severe heart or lung disease",
            ["severe heart disease", "severe lung disease"],
        ),
        ("broken catheter or needle", ["broken catheter", "broken needle"]),
        ("laser or microwave treatment", ["laser treatment", "microwave treatment"]),
        (
            "loss of bladder or bowel control",
            ["loss of bladder control", "loss of bowel control"],
        ),
    ],
)
def test_the_head_is_all_that_stands_behind_what_is_parallel(
    text: str, things: list[str]
) -> None:
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
            "pain that limits walking and does not get better",
            ["pain that limits walking and does not get better"],
            id="a relative clause goes on",
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


def test_behind_a_bare_comma_nothing_is_shared() -> None:
    text = "infection, a torn capsule, swelling of the retina"
    assert split(text) == ["infection", "a torn capsule", "swelling of the retina"]
