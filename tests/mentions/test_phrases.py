"""A phrase is peeled: the thing is left, what was said around it is kept."""

import pytest

from pipeline.mentions.phrases import Peeled, peel
from pipeline.mentions.view import view
from pipeline.model import Certainty, Polarity
from pipeline.vocabulary import reading

VOCABULARY = reading.load()


def peeled(text: str, type_: str = "Complication") -> Peeled:
    return peel(
        view(text, 0, len(text)),
        type_,
        is_test=type_ == "DiagnosticTest",
        vocabulary=VOCABULARY.qualifiers,
        lexicon=VOCABULARY.lexicon,
    )


# ---------------------------------------------------------------- brackets


@pytest.mark.parametrize(
    "note", ["about 2%", "1 in 100", "one in ten", "rare", "5 to 10 %"]
)
def test_brackets_tell_how_often(note: str) -> None:
    found = peeled(f"infection ({note})")
    assert found.core.text == "infection"
    assert found.texts == {"frequency": note}


@pytest.mark.parametrize(
    "opening", ["such as", "for example", "including", "e.g.", "like"]
)
def test_brackets_give_examples(opening: str) -> None:
    found = peeled(f"stomach problems ({opening} ulcers, reflux or bleeding)")
    assert found.core.text == "stomach problems"
    assert found.examples == ["ulcers", "reflux", "bleeding"]


@pytest.mark.parametrize(
    ("text", "core", "name"),
    [
        ("deep vein thrombosis (DVT)", "deep vein thrombosis", "DVT"),
        ("blood clots (thrombosis)", "blood clots", "thrombosis"),
        ("X-ray (radiograph)", "X-ray", "radiograph"),
        ("herniated disc [slipped disc]", "herniated disc", "slipped disc"),
        ("malunion (failure to set)", "malunion", "failure to set"),
        (
            "pain running down the leg (sciatica)",
            "pain running down the leg",
            "sciatica",
        ),
    ],
)
def test_brackets_give_another_name(text: str, core: str, name: str) -> None:
    found = peeled(text)
    assert (found.core.text, [each for _, each in found.synonyms]) == (core, [name])


def test_brackets_list_things_of_their_own() -> None:
    found = peeled("other problems (fever, nausea)")
    assert found.core.text == "other problems"
    assert [each.text for each in found.listed] == ["fever, nausea"]
    assert found.synonyms == []


@pytest.mark.parametrize("inner", ["a bulge", "see below", "which is rare", "", "12"])
def test_brackets_that_say_nothing_of_the_kind_are_left_out(inner: str) -> None:
    found = peeled(f"hernia ({inner})")
    assert found.core.text == "hernia"
    assert (found.texts, found.synonyms, found.examples) == ({}, [], [])


def test_the_core_runs_on_behind_brackets() -> None:
    found = peeled("clots (DVT) in the legs")
    assert found.core.text == "clots in the legs"
    assert found.core.span().end == len("clots (DVT) in the legs")


# ---------------------------------------------------------------- before the core


@pytest.mark.parametrize(
    ("text", "core"),
    [
        ("risk of infection", "infection"),
        ("small risk of developing infection", "infection"),
        ("possible infection", "infection"),
        ("rarely, nerve injury", "nerve injury"),
    ],
)
def test_words_of_risk_make_a_possibility(text: str, core: str) -> None:
    found = peeled(text)
    assert (found.core.text, found.certainty) == (core, Certainty.POSSIBLE)


@pytest.mark.parametrize(
    ("text", "core"),
    [
        ("treatment of varicose veins", "varicose veins"),
        ("for the evaluation of chest pain", "chest pain"),
        ("people with gallstones", "gallstones"),
        ("adults who have asthma", "asthma"),
        ("suspected appendicitis", "appendicitis"),
        ("episodes of dizziness", "dizziness"),
        ("treatment of people with gallstones", "gallstones"),
    ],
)
def test_aim_and_patient_are_no_part_of_the_condition(text: str, core: str) -> None:
    found = peeled(text, "Condition")
    assert (found.core.text, found.certainty) == (core, Certainty.STATED)


def test_words_before_some_types_only_stay_with_the_others() -> None:
    assert peeled("treatment of gallstones").core.text == "treatment of gallstones"


@pytest.mark.parametrize("text", ["no bleeding", "without bleeding", "never bleeding"])
def test_a_denial_at_the_beginning_denies_the_thing(text: str) -> None:
    found = peeled(text)
    assert (found.core.text, found.polarity) == ("bleeding", Polarity.NEGATED)


def test_a_denial_alone_denies_nothing() -> None:
    found = peeled("none")
    assert (found.core.text, found.polarity) == ("none", Polarity.AFFIRMED)


# ---------------------------------------------------------------- behind the core


@pytest.mark.parametrize(
    ("text", "core", "name", "value"),
    [
        ("knee pain due to arthritis", "knee pain", "cause", "arthritis"),
        ("clots caused by a long rest", "clots", "cause", "a long rest"),
        (
            "bladder injury leading to incontinence",
            *("bladder injury", "effect", "incontinence"),
        ),
        (
            "knee pain that has not improved with physiotherapy",
            *("knee pain", "refractoryTo", "physiotherapy"),
        ),
        ("ulcers despite medicines", "ulcers", "refractoryTo", "medicines"),
        (
            "heart failure if you are over 70",
            *("heart failure", "condition", "if you are over 70"),
        ),
        (
            "infection in about 1% of patients",
            *("infection", "frequency", "in about 1% of patients"),
        ),
    ],
)
def test_a_clause_behind_a_thing_is_its_qualifier(
    text: str, core: str, name: str, value: str
) -> None:
    found = peeled(text)
    assert found.core.text == core
    assert found.texts == {name: value}


@pytest.mark.parametrize("name", ["cause", "effect", "refractoryTo"])
def test_what_a_clause_names_can_be_read_as_a_thing(name: str) -> None:
    texts = {
        "cause": "pain due to swelling",
        "effect": "injury causing pain",
        "refractoryTo": "pain despite rest",
    }
    inner = peeled(texts[name]).inner[name]
    assert texts[name][inner.span().start : inner.span().end] == inner.text


def test_each_clause_reaches_to_the_next() -> None:
    found = peeled("nerve injury due to swelling if the cast is tight")
    assert found.core.text == "nerve injury"
    assert found.texts == {"cause": "swelling", "condition": "if the cast is tight"}


@pytest.mark.parametrize(
    ("text", "core", "purpose"),
    [
        ("CT scan for detailed images", "CT scan", "for detailed images"),
        ("blood tests that help find infection", "blood tests", "find infection"),
    ],
)
def test_a_test_has_its_purpose(text: str, core: str, purpose: str) -> None:
    found = peeled(text, "DiagnosticTest")
    assert (found.core.text, found.texts) == (core, {"purpose": purpose})


def test_only_a_test_has_a_purpose() -> None:
    assert "purpose" not in peeled("damage to the nerve").texts


@pytest.mark.parametrize(
    ("text", "core"),
    [
        ("disease that affects the heart", "disease that affects the heart"),
        ("arthritis that affects the hip", "arthritis"),
        ("spondylolisthesis where one bone slips", "spondylolisthesis"),
    ],
)
def test_a_relative_clause_belongs_to_a_general_word_only(text: str, core: str) -> None:
    assert peeled(text).core.text == core


@pytest.mark.parametrize("text", ["if you are over 60", "because of pain"])
def test_a_clause_alone_is_not_cut_to_nothing(text: str) -> None:
    assert peeled(text).core.text == text


def test_a_core_keeps_no_signs_at_its_ends() -> None:
    assert peeled(" - wound infection.").core.text == "wound infection"


@pytest.mark.parametrize(
    ("text", "often"),
    [
        ("infection in 25 percent", "in 25 percent"),
        ("infection 3%", "3%"),
        ("infection, 3%", "3%"),
        ("infection, 2‰", "2‰"),
        ("infection, 2 out of every 100", "2 out of every 100"),
        ("infection 1-in-200", "1-in-200"),
        ("infection, fewer than 1 in 100", "fewer than 1 in 100"),
        ("infection, one in a hundred", "one in a hundred"),
        ("infection in one patient in twenty", "in one patient in twenty"),
        ("infection, very rare (1 in 10,000)", "1 in 10,000"),
        ("infection, very rare", "very rare"),
        ("infection (2‰)", "2‰"),
        ("infection (25 percent)", "25 percent"),
    ],
)
def test_a_figure_at_the_end_tells_how_often(text: str, often: str) -> None:
    found = peeled(text)
    assert (found.core.text, found.texts["frequency"]) == ("infection", often)


@pytest.mark.parametrize(
    "text", ["narrowing of 70%", "stage 3 kidney disease", "infection with 2 bacteria"]
)
def test_a_measure_of_the_thing_is_no_frequency(text: str) -> None:
    assert (peeled(text).core.text, peeled(text).texts) == (text, {})
