"""Clauses tell what is done: one mention an action, with its time and condition."""

import pytest

from pipeline.mentions import clauses, joints
from pipeline.mentions.draft import Draft, Role
from pipeline.mentions.view import view
from pipeline.model import Certainty, MoneyValue, Polarity, TimeValue
from pipeline.vocabulary import reading

VOCABULARY = reading.load()
WORDS = VOCABULARY.instructions


def split(text: str) -> list[str]:
    return [each.text for each in joints.split(view(text, 0, len(text)), VOCABULARY)]


def read(text: str, type_: str = "HomeCareInstruction", prefix: str = "") -> Draft:
    seen = view(text, 0, len(text))
    role = Role(type_, "home_care", prefix=prefix)
    found = clauses.read(seen, role, seen.span(), VOCABULARY)
    assert found is not None
    return found


# ---------------------------------------------------------------- where they end


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param(
            "rest for a week and then return to the clinic",
            ["rest for a week", "return to the clinic"],
            id="at and then",
        ),
        pytest.param(
            "wash the wound every day; keep the dressing dry",
            ["wash the wound every day", "keep the dressing dry"],
            id="at a semicolon",
        ),
        pytest.param(
            "you can drive at six weeks but do not swim far",
            ["you can drive at six weeks", "do not swim far"],
            id="at but",
        ),
        pytest.param(
            "take the tablets with food, and you should drink water",
            ["take the tablets with food", "you should drink water"],
            id="at and with a subject of its own",
        ),
    ],
)
def test_two_acts_are_two_clauses(text: str, found: list[str]) -> None:
    assert split(text) == found


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("eat fruit and vegetables", id="two objects of one verb"),
        pytest.param(
            "put the cream on and the plaster over it", id="two phrases of one verb"
        ),
        pytest.param("cold and heat", id="no act at all"),
        pytest.param("rest; it heals", id="what follows tells nothing"),
        pytest.param("", id="nothing"),
    ],
)
def test_one_act_is_one_clause(text: str) -> None:
    assert split(text) == [text]


# ---------------------------------------------------------------- moods


@pytest.mark.parametrize(
    "low",
    [
        "rest for a week",
        "please drink water",
        "do not drive",
        "never smoke",
        "if you smoke, stop today",
        "when you get home, rest",
        "gently pat the wound dry",
    ],
)
def test_a_verb_at_the_beginning_tells_what_to_do(low: str) -> None:
    assert clauses.is_imperative(low, WORDS)
    assert clauses.is_told(low, WORDS)


@pytest.mark.parametrize(
    "low",
    [
        "your partner should stay",
        "your child must not eat",
        "lifting should be avoided",
        "it is important to sip water",
        "most people leave hospital that evening",
        "avoiding heavy meals can help",
    ],
)
def test_other_moods_tell_it_too(low: str) -> None:
    assert not clauses.is_imperative(low, WORDS)
    assert clauses.is_told(low, WORDS)


@pytest.mark.parametrize(
    "low",
    [
        pytest.param("you may feel sore", id="a sensation"),
        pytest.param("discomfort is minimal", id="reassurance"),
        pytest.param("the needle is sharp", id="a description"),
        pytest.param("your surgeon will explain the plan", id="a talk"),
        pytest.param("the goal is to ease pain", id="a purpose"),
    ],
)
def test_what_only_describes_is_told_to_nobody_and_is_no_item(low: str) -> None:
    assert not clauses.is_told(low, WORDS)
    assert not clauses.is_done(low, WORDS)
    assert not clauses.may_be_item(low, VOCABULARY)


@pytest.mark.parametrize(
    "low",
    [
        "the skin is cleaned",
        "a nurse inserts a tube",
        "the wound is then closed with staples",
        "you are given a sedative",
    ],
)
def test_what_staff_or_patient_do_is_done(low: str) -> None:
    assert clauses.is_done(low, WORDS)


def test_a_bare_phrase_may_be_an_item() -> None:
    assert clauses.may_be_item("warm compresses", VOCABULARY)


# ---------------------------------------------------------------- labels


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("Anesthesia - a nurse numbs the back", "a nurse numbs the back"),
        ("Day 1: walk to the door", "walk to the door"),
        ("Diet: avoid fried food", "avoid fried food"),
    ],
)
def test_the_label_before_a_clause_is_left_out(text: str, rest: str) -> None:
    seen = view(text, 0, len(text))
    assert clauses.without_label(seen, VOCABULARY).text == rest


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Wash - gently pat dry", id="an act before a dash"),
        pytest.param("Clean the wound: use soap", id="an act before a colon"),
        pytest.param("Eat, drink: soup", id="a list before a colon"),
        pytest.param("Rest at 10:30", id="a time of day"),
        pytest.param("no label here", id="no colon"),
        pytest.param(
            "the things that you may do at home: walking", id="too long for a label"
        ),
    ],
)
def test_what_is_no_label_stays(text: str) -> None:
    seen = view(text, 0, len(text))
    assert clauses.without_label(seen, VOCABULARY).text == text


# ---------------------------------------------------------------- what is read


def test_an_instruction_is_labelled_by_its_words() -> None:
    found = read("Keep the Wound dry.")
    assert (found.type, found.label) == ("HomeCareInstruction", "keep the wound dry")
    assert (found.span.start, found.span.end) == (0, len("Keep the Wound dry"))


def test_the_words_of_the_lead_in_stand_before_the_label() -> None:
    assert read("heavy lifting", prefix="avoid").label == "avoid heavy lifting"


@pytest.mark.parametrize(
    ("text", "action"),
    [
        ("Drink plenty of water", "do"),
        ("Do not swim", "avoid"),
        ("Stop smoking", "avoid"),
        ("You should not drive", "avoid"),
        ("No heavy lifting", "avoid"),
        ("You may shower", "do"),
        ("Do not stop aspirin.", "do"),
        ("You must not miss a dose.", "do"),
        ("Iron tablets must be stopped one week before.", "avoid"),
    ],
)
def test_an_instruction_says_to_do_or_to_avoid(text: str, action: str) -> None:
    assert read(text).qualifiers.action == action


@pytest.mark.parametrize("type_", ["ProcedureStep", "Cost"])
def test_a_step_and_a_payment_ask_for_nothing(type_: str) -> None:
    assert read("stop the flow of blood", type_).qualifiers.action == ""


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("Take paracetamol if you have pain", "if you have pain"),
        ("If you have pain, take paracetamol", "If you have pain"),
        ("Change the dressing as needed", "as needed"),
        ("Shower once the wound is dry", "once the wound is dry"),
    ],
)
def test_an_instruction_keeps_its_condition(text: str, condition: str) -> None:
    assert read(text).qualifiers.condition == condition


def test_a_condition_makes_an_instruction_conditional() -> None:
    held = read("Take paracetamol if you have pain").qualifiers
    assert held.certainty is Certainty.CONDITIONAL
    assert read("Take paracetamol").qualifiers.certainty is Certainty.STATED


@pytest.mark.parametrize(
    ("text", "purpose"),
    [
        pytest.param(
            "Cool the cheek to reduce swelling", "reduce swelling", id="a gain"
        ),
        pytest.param(
            "Rest in the ward for close observation for 2 hours",
            "close observation",
            id="care, without its time",
        ),
        pytest.param(
            "Taking iron to treat anemia may be wise",
            "treat anemia",
            id="up to the verb of a gerund",
        ),
        pytest.param(
            "Look well to make sure there is no leak",
            "make sure there is no leak",
            id="with a clause of its own",
        ),
        pytest.param("You need to control your weight", "", id="a duty is none"),
        pytest.param("Walk to the window", "", id="a way is none"),
        pytest.param("Ask someone to help you", "", id="what another does is none"),
    ],
)
def test_an_instruction_keeps_its_purpose(text: str, purpose: str) -> None:
    assert read(text).qualifiers.purpose == purpose


def test_an_instruction_keeps_what_the_thing_in_it_can_do() -> None:
    found = read("Do not scratch the wound, which may delay closure")
    assert found.qualifiers.effect == "delay closure"
    assert found.label == "do not scratch the wound, which may delay closure"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Use an aid (such as a cane or a frame) outside", id="brackets"),
        pytest.param("Use an aid such as a cane or a frame", id="running on"),
        pytest.param(
            "Aids such as a cane or a frame are allowed until May", id="before a verb"
        ),
        pytest.param(
            "Ask for aids, including a cane or a frame, which you give back",
            id="before a relative clause",
        ),
        pytest.param(
            "Use a strong, light aid such as a cane or a frame", id="behind a comma"
        ),
    ],
)
def test_an_instruction_keeps_its_examples(text: str) -> None:
    assert read(text).qualifiers.examples == ("a cane", "a frame")


@pytest.mark.parametrize(
    ("text", "type_", "certainty"),
    [
        pytest.param(
            "The drain may be flushed", "ProcedureStep", Certainty.POSSIBLE, id="a step"
        ),
        pytest.param(
            "The scan might be done again", "FollowUp", Certainty.POSSIBLE, id="a check"
        ),
        pytest.param(
            "Showers may be taken",
            "RecoveryInstruction",
            Certainty.STATED,
            id="leave to do it is sure",
        ),
    ],
)
def test_what_may_be_done_is_possible(
    text: str, type_: str, certainty: Certainty
) -> None:
    assert read(text, type_).qualifiers.certainty is certainty


@pytest.mark.parametrize(
    ("text", "time"),
    [
        pytest.param("Rest for 3 days", "3 days", id="a number"),
        pytest.param("Come at 2, 4 and 8 weeks", "2, 4 and 8 weeks", id="a list"),
        pytest.param(
            "Come in 10 days, then in a month", "10 days", id="the first of two"
        ),
        pytest.param("Stop drinking at midnight", "", id="no time that is known"),
        pytest.param(
            "Eat nothing after midnight", "after midnight", id="without a number"
        ),
        pytest.param(
            "Wash the morning of your operation with soap",
            "the morning of your operation",
            id="a part of a day",
        ),
    ],
)
def test_an_instruction_keeps_the_words_of_its_time(text: str, time: str) -> None:
    assert read(text).qualifiers.time == time


def test_an_instruction_has_its_times_as_values() -> None:
    found = read("Rest for 2 to 3 days")
    assert found.qualifiers.time == "2 to 3 days"
    assert found.values == (TimeValue("P2D", "P3D", "for"),)


def test_a_payment_has_money_as_values() -> None:
    found = read("you pay $40 for 2 visits", "Cost")
    assert found.values == (MoneyValue("40", "40", "USD"),)


def test_a_step_that_is_left_out_is_denied() -> None:
    assert read("no stitches are used", "ProcedureStep").is_denied
    assert read("No swimming").qualifiers.polarity is Polarity.AFFIRMED


@pytest.mark.parametrize(
    ("text", "stay"),
    [
        ("You stay in hospital for 2 nights", "2 nights"),
        ("Most people go home after three days", "three days"),
    ],
)
def test_a_stay_in_hospital_is_told_apart(text: str, stay: str) -> None:
    (inner,) = read(text, "RecoveryInstruction").inner
    assert (inner.type, inner.label) == ("LengthOfStay", stay)
    assert len(inner.values) == 1


def test_a_time_without_hospital_is_no_stay() -> None:
    assert read("Rest for 2 days", "RecoveryInstruction").inner == []


@pytest.mark.parametrize("text", ["", ".", " ; "])
def test_signs_alone_are_no_instruction(text: str) -> None:
    seen = view(text, 0, len(text))
    role = Role("HomeCareInstruction", "home_care")
    assert (
        clauses.read(seen, role, seen.span() if text else read("a b").span, VOCABULARY)
        is None
    )


@pytest.mark.parametrize(
    ("text", "is_objectless"),
    [
        ("do not stop", True),
        ("stop 5 days before", True),
        ("do not stop them on your own", True),
        ("not on the day", True),
        ("stop smoking", False),
        ("take a shower", False),
    ],
)
def test_an_order_without_an_object_is_known(text: str, *, is_objectless: bool) -> None:
    seen = view(text, 0, len(text))
    assert clauses.is_objectless(seen, VOCABULARY) is is_objectless


# ---------------------------------------------------------------- why


@pytest.mark.parametrize(
    ("text", "label", "why"),
    [
        (
            "Stop smoking, because smokers heal badly.",
            "stop smoking",
            "smokers heal badly",
        ),
        (
            "Keep the leg up since it may swell.",
            "keep the leg up",
            "it may swell",
        ),
        ("Walk every day although it may ache.", "walk every day", ""),
        ("Rest because of the dressing.", "rest because of the dressing", ""),
    ],
)
def test_the_reason_of_an_instruction_is_no_part_of_it(
    text: str, label: str, why: str
) -> None:
    found = read(text)
    assert (found.label, found.qualifiers.cause) == (label, why)


def test_a_time_that_somebody_else_stays_is_no_stay() -> None:
    found = read("Somebody must collect you and stay for 24 hours")
    assert found is not None
    assert "LengthOfStay" not in [each.type for each in found.inner]
