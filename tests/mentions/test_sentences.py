"""The wording of a sentence says which role a thing has."""

import pytest

from pipeline.mentions import sentences
from pipeline.mentions.draft import Draft, Role
from pipeline.mentions.view import view
from pipeline.model import Certainty, MoneyValue, TimeValue
from pipeline.vocabulary import reading

VOCABULARY = reading.load()


def read(text: str, section: str) -> list[Draft]:
    seen = view(text, 0, len(text))
    role = Role(VOCABULARY.roles.sections[section].items, section)
    found = sentences.read(seen, role, seen.span(), VOCABULARY)
    assert all(each.evidence == seen.span() for each in found)
    return found


def said(text: str, section: str) -> list[tuple[str, str]]:
    return [(each.type, each.label) for each in read(text, section)]


# ---------------------------------------------------------------- things


@pytest.mark.parametrize(
    ("text", "section", "type_", "labels"),
    [
        (
            "The risks include infection, bleeding and nerve injury.",
            *("complications", "Complication"),
            ["infection", "bleeding", "nerve injury"],
        ),
        (
            "Infection and bleeding may occur.",
            *("complications", "Complication"),
            ["infection", "bleeding"],
        ),
        (
            "The dye may cause an allergic reaction.",
            *("complications", "Complication"),
            ["allergic reaction"],
        ),
        (
            "You may have some bruising.",
            *("recovery", "Complication"),
            ["bruising"],
        ),
        (
            "It is used to treat arthritis and fractures.",
            *("indications", "Condition"),
            ["arthritis", "fracture"],
        ),
        (
            "It is recommended for people with gallstones.",
            *("overview", "Condition"),
            ["gallstone"],
        ),
        (
            "Symptoms include pain and stiffness.",
            *("overview", "Symptom"),
            ["pain", "stiffness"],
        ),
        (
            "You may notice pain in the groin.",
            *("symptoms", "Symptom"),
            ["pain in groin"],
        ),
        (
            "Smoking increases the risk of infection.",
            *("complications", "RiskFactor"),
            ["smoking"],
        ),
        (
            "Infection is more likely in people with diabetes.",
            *("complications", "RiskFactor"),
            ["diabetes"],
        ),
        (
            "Your doctor may order an X-ray and blood tests.",
            *("diagnostic_tests", "DiagnosticTest"),
            ["x-ray", "blood test"],
        ),
        (
            "An MRI may be needed.",
            *("diagnostic_tests", "DiagnosticTest"),
            ["mri"],
        ),
        (
            "Alternatives include bracing and injections.",
            *("overview", "AlternativeTreatment"),
            ["bracing", "injection"],
        ),
        (
            "Physical therapy helps many people.",
            *("alternatives", "AlternativeTreatment"),
            ["physical therapy"],
        ),
    ],
)
def test_the_words_around_a_thing_give_its_role(
    text: str, section: str, type_: str, labels: list[str]
) -> None:
    assert said(text, section) == [(type_, label) for label in labels]


@pytest.mark.parametrize(
    ("text", "section"),
    [
        ("The risks are low.", "complications"),
        ("Complications are uncommon.", "complications"),
        ("Nobody knows.", "complications"),
        ("There are no alternatives to surgery.", "alternatives"),
        ("A hernia is a bulge.", "overview"),
        ("There is a cost.", "overview"),
    ],
)
def test_a_sentence_that_names_nothing_says_nothing(text: str, section: str) -> None:
    assert said(text, section) == []


def test_what_may_happen_is_a_possibility() -> None:
    found = read("Infection and bleeding may occur.", "complications")
    assert {each.qualifiers.certainty for each in found} == {Certainty.POSSIBLE}


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("The operation does not cause blindness.", "blindness"),
        ("Infection is not expected.", "infection"),
    ],
)
def test_what_is_denied_is_read_as_denied(text: str, label: str) -> None:
    (found,) = read(text, "complications")
    assert (found.label, found.is_denied) == (label, True)


def test_a_list_ends_where_a_new_clause_begins() -> None:
    text = "Risks include infection and bleeding, which are treated at once."
    assert said(text, "complications") == [
        ("Complication", "infection"),
        ("Complication", "bleeding"),
    ]


def test_each_thing_names_the_rule_that_read_it() -> None:
    (found,) = read("An MRI may be needed.", "diagnostic_tests")
    assert found.rule == "test.passive"
    assert found.confidence == VOCABULARY.roles.confidence["trigger"]


def test_a_thing_of_a_loose_wording_is_trusted_less() -> None:
    confidence = VOCABULARY.roles.confidence
    assert confidence["loose_wording"] < confidence["trigger"] < confidence["item"]


# ---------------------------------------------------------------- calls for help


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        (
            "Call 999 if you have chest pain or trouble breathing.",
            [
                "call 999 if you have chest pain",
                "call 999 if you have trouble breathing",
            ],
        ),
        (
            "See your doctor if you notice redness, swelling or pus.",
            [
                "see your doctor if you notice redness",
                "see your doctor if you notice swelling",
                "see your doctor if you notice pus",
            ],
        ),
        (
            "Go to the emergency room right away if you have severe bleeding.",
            ["go to the emergency room right away if you have severe bleeding"],
        ),
    ],
)
@pytest.mark.parametrize("section", ["recovery", "complications", "home_care"])
def test_reasons_to_call_are_warning_signs_in_any_section(
    text: str, labels: list[str], section: str
) -> None:
    found = read(text, section)
    assert [each.label for each in found] == labels
    assert all(each.type == "FollowUp" for each in found)
    assert all(each.qualifiers.trigger for each in found)
    assert not any(each.qualifiers.action for each in found)


@pytest.mark.parametrize(
    ("text", "section"),
    [
        pytest.param(
            "Contact us if you have questions of any sort.", "recovery", id="a question"
        ),
        pytest.param(
            "Your doctor will call you when the results are ready.",
            "recovery",
            id="the patient is called",
        ),
        pytest.param(
            "Tell the nurse if you are pregnant.", "recovery", id="no complaint"
        ),
        pytest.param(
            "Tell your doctor if you have a fever.", "preparation", id="beforehand"
        ),
    ],
)
def test_other_calls_are_no_warning_signs(text: str, section: str) -> None:
    assert not any(each.qualifiers.trigger for each in read(text, section))


# ---------------------------------------------------------------- payments, times


@pytest.mark.parametrize(
    ("text", "section", "amount"),
    [
        ("The price is between $10,000 and $15,000.", "cost", ("10000", "15000")),
        ("The operation costs $9,000.", "overview", ("9000", "9000")),
    ],
)
def test_a_payment_has_its_amount(
    text: str, section: str, amount: tuple[str, str]
) -> None:
    (found,) = read(text, section)
    assert found.type == "Cost"
    assert found.values == (MoneyValue(*amount, "USD"),)


@pytest.mark.parametrize("section", ["cost", "overview", "recovery"])
def test_what_insurance_pays_is_about_payment(section: str) -> None:
    text = "Insurance usually covers the operation."
    assert said(text, section) == [("Cost", "insurance usually covers the operation")]


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("This takes an hour.", ("PT1H", "PT1H")),
        ("The procedure takes 30 to 60 minutes.", ("PT30M", "PT60M")),
    ],
)
def test_how_long_the_procedure_takes_is_its_duration(
    text: str, time: tuple[str, str]
) -> None:
    (found,) = read(text, "procedure_steps")
    assert found.type == "Duration"
    (value,) = found.values
    assert isinstance(value, TimeValue)
    assert (value.low, value.high) == time


# ---------------------------------------------------------------- acts


@pytest.mark.parametrize(
    ("text", "section", "type_"),
    [
        ("The skin is cleaned.", "procedure_steps", "ProcedureStep"),
        ("Make a small cut.", "procedure_steps", "ProcedureStep"),
        ("The surgeon makes a small cut.", "overview", "ProcedureStep"),
        ("Keep the wound dry.", "home_care", "HomeCareInstruction"),
        ("You should fast from midnight.", "preparation", "PreparationInstruction"),
        ("Most people leave hospital that evening.", "overview", "RecoveryInstruction"),
        ("Stitches come out after 10 days.", "follow_up", "FollowUp"),
        ("You will be seen at 2 weeks.", "follow_up", "FollowUp"),
    ],
)
def test_an_act_is_read_by_its_section(text: str, section: str, type_: str) -> None:
    assert said(text, section) == [(type_, text.rstrip(".").lower())]


@pytest.mark.parametrize(
    ("text", "section"),
    [
        pytest.param("Why should I rest?", "home_care", id="a question"),
        pytest.param("You may feel tired.", "home_care", id="a feeling"),
        pytest.param("The room is cold.", "procedure_steps", id="a description"),
        pytest.param("Eat well.", "follow_up", id="no visit"),
    ],
)
def test_what_is_no_act_of_the_section_says_nothing(text: str, section: str) -> None:
    assert said(text, section) == []


# ---------------------------------------------------------------- placed by words


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("Please have nothing to eat after midnight.", "PreparationInstruction"),
        ("Stop the tablets two days beforehand.", "PreparationInstruction"),
        ("Do not lift with that arm for two days.", "RecoveryInstruction"),
        ("A fine tube is steered up to the heart.", "ProcedureStep"),
    ],
)
def test_an_order_under_no_heading_is_placed_by_its_words(
    text: str, type_: str
) -> None:
    assert [found for found, _ in said(text, "overview")] == [type_]


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        (
            "If you have a fever or heavy bleeding, please ring the ward.",
            ["ring the ward if you have fever", "ring the ward if you have bleeding"],
        ),
        (
            "If the wound opens, go straight to the emergency department.",
            ["go straight to the emergency department if the wound opens"],
        ),
        (
            "Anyone who notices pus ought to call the clinic.",
            ["call the clinic pus"],
        ),
        (
            "Ring us if your toes turn blue, if you faint at home or if you are sick.",
            [
                "ring us if your toes turn blue",
                "ring us if you faint at home",
                "ring us if you are sick",
            ],
        ),
    ],
)
def test_a_call_may_stand_behind_its_reasons(text: str, labels: list[str]) -> None:
    found = said(text, "recovery")
    assert [type_ for type_, _ in found] == ["FollowUp"] * len(labels)
    assert [label.replace("heavy ", "") for _, label in found] == labels


def test_each_verb_of_finding_has_its_own_test() -> None:
    text = "An MRI scan showed all of it, and an ultrasound confirmed it."
    assert said(text, "other") == [
        ("DiagnosticTest", "mri scan"),
        ("DiagnosticTest", "ultrasound"),
    ]


def test_how_somebody_lives_is_no_instruction() -> None:
    assert said("She smokes ten cigarettes a day and is healing slowly.", "other") == []


@pytest.mark.parametrize(
    "text",
    [
        "If in doubt stop the flow and call the doctor.",
        "If you have some questions, call us.",
        "When should I ring you?",
    ],
)
def test_not_all_that_stands_before_a_call_is_a_reason(text: str) -> None:
    assert "FollowUp" not in {type_ for type_, _ in said(text, "recovery")}


def test_a_second_call_has_reasons_of_its_own() -> None:
    text = "Call an ambulance if you faint, and phone us if the wrist swells."
    assert [label for _, label in said(text, "follow_up")] == [
        "call an ambulance if you faint",
        "phone us if wrist swells",
    ]


def test_what_comes_of_no_treatment_is_no_complication() -> None:
    text = "Without treatment it can lead to a heart attack."
    assert "Complication" not in [found for found, _ in said(text, "overview")]


@pytest.mark.parametrize(
    ("text", "action"),
    [
        ("Do not eat after midnight.", "avoid"),
        ("You do not need to fast.", ""),
        ("Drink plenty of water.", "do"),
    ],
)
def test_a_lifted_duty_is_neither_to_do_nor_to_avoid(text: str, action: str) -> None:
    assert [each.qualifiers.action for each in read(text, "preparation")] == [action]


@pytest.mark.parametrize(
    "text",
    [
        "Nothing to eat after midnight.",
        "Under no circumstances drive yourself.",
        "At no time should you remove the dressing yourself.",
        "Eat no seeds for a week.",
    ],
)
def test_a_ban_in_other_words_is_to_avoid(text: str) -> None:
    assert {each.qualifiers.action for each in read(text, "preparation")} == {"avoid"}


def test_a_figure_vouches_for_what_befalls_so_often() -> None:
    found = said("Zorbling in about 1 in 20.", "complications")
    assert found == [("Complication", "zorbling")]
    assert said("Zorbling now and then.", "complications") == []


def test_what_is_known_vouches_for_its_neighbours_between_semicolons() -> None:
    text = "Zorble training; nerve stimulation; watchful zorbling."
    found = [label for _, label in said(text, "alternatives")]
    assert found[:2] == ["zorble training", "nerve stimulation"]


def test_where_it_is_asked_how_long_it_takes_a_time_alone_is_the_answer() -> None:
    text = "Five to ten minutes."
    assert said(text, "duration") == [("Duration", "five to ten minutes")]
    assert said(text, "overview") == []


@pytest.mark.parametrize(
    ("text", "often"),
    [
        ("A rupture occurs in 1 in 200.", "1 in 200"),
        ("Bleeding happens in 1-2% of men.", "1-2%"),
    ],
)
def test_how_often_it_befalls_may_stand_behind_the_verb(text: str, often: str) -> None:
    [found] = read(text, "complications")
    assert found.qualifiers.frequency == often


def test_a_reason_with_its_own_subject_does_not_take_that_of_the_call() -> None:
    text = (
        "Get in touch with us if you run a temperature, if your legs feel weak, "
        "or if you cannot pass water."
    )
    assert said(text, "follow_up") == [
        ("FollowUp", "get in touch with us if you run a temperature"),
        ("FollowUp", "get in touch with us if your legs feel weak"),
        ("FollowUp", "get in touch with us if you cannot pass water"),
    ]


def test_going_home_when_one_feels_ready_is_no_sensation() -> None:
    assert said("You can go home when you feel ready.", "recovery") == [
        ("RecoveryInstruction", "you can go home when you feel ready")
    ]
