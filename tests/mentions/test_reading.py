"""A page is read in its order: lists take their meaning from the lines above them."""

from collections.abc import Sequence
from dataclasses import dataclass

import pytest

from pipeline import blocks, mentions, sections
from pipeline import sentences as units
from pipeline.model import Document, Mention, MoneyValue, Section
from pipeline.vocabulary import layout, reading

VOCABULARY = reading.load()
LAYOUT = layout.load()
ABBREVIATIONS = layout.abbreviations()


@dataclass(frozen=True)
class Page:
    """What was read on a page; *understood* are the lines that give no fact."""

    text: str
    sections: Sequence[Section]
    mentions: Sequence[Mention]
    understood: Sequence[str]

    def said(self) -> list[tuple[str, str]]:
        """Return type and label of all mentions that stand in no other."""
        return [(m.type, m.label) for m in self.mentions if m.parent is None]

    def labels(self, type_: str) -> list[str]:
        """Return the labels of the mentions of *type_*."""
        return [m.label for m in self.mentions if m.type == type_]

    def one(self, label: str) -> Mention:
        """Return the one mention called *label*."""
        (found,) = (m for m in self.mentions if m.label == label)
        return found


def read(section: str, body: str, *, has_procedure: bool = True) -> Page:
    """Read a page about a hip operation, with one section called *section*."""
    text = f"# Hip replacement\n\n## {section}\n\n{body}\n"
    document = Document("d", text, "", "", "text/markdown", "utf-8")
    parts = sections.split(document, blocks.split(document, LAYOUT), LAYOUT.headings)
    lines = units.divide(document, parts, ABBREVIATIONS)
    found, understood = mentions.read(
        document, parts, lines, VOCABULARY, has_procedure=has_procedure
    )
    told = [text[lines[at].body : lines[at].end] for at in sorted(understood)]
    return Page(text, parts, found, told)


# ---------------------------------------------------------------- by the section


@pytest.mark.parametrize(
    ("section", "item", "type_", "label"),
    [
        ("Indications", "Severe arthritis", "Condition", "severe arthritis"),
        ("Symptoms", "Stiffness", "Symptom", "stiffness"),
        ("Risk factors", "Smoking", "RiskFactor", "smoking"),
        ("Risks", "Infection", "Complication", "infection"),
        ("Tests", "X-rays", "DiagnosticTest", "x-ray"),
        (
            "Alternatives",
            "Physical therapy",
            "AlternativeTreatment",
            "physical therapy",
        ),
        ("Steps", "The skin is cleaned.", "ProcedureStep", "the skin is cleaned"),
        ("Preparation", "Bring a bag", "PreparationInstruction", "bring a bag"),
        ("Recovery", "Rest a lot", "RecoveryInstruction", "rest a lot"),
        ("Home care", "Keep it dry", "HomeCareInstruction", "keep it dry"),
        ("Prevention", "Eat less salt", "PreventionAdvice", "eat less salt"),
        ("Follow-up", "See your surgeon at 6 weeks", "FollowUp", ""),
        ("Benefits", "Less pain", "Benefit", "less pain"),
        ("Cost", "Most plans cover it", "Cost", "most plans cover it"),
    ],
)
def test_an_item_is_what_its_section_lists(
    section: str, item: str, type_: str, label: str
) -> None:
    assert read(section, f"- {item}").said() == [(type_, label or item.lower())]


def test_an_item_without_a_mark_is_one_all_the_same() -> None:
    page = read("Risks", "Infection\n\nNerve damage")
    assert page.labels("Complication") == ["infection", "nerve damage"]


def test_each_mention_leads_back_to_its_item_and_its_section() -> None:
    page = read("Risks", "- Infection, *bleeding*\n- Clots in the\n  legs")
    clot = page.one("clot in leg")
    assert page.text[clot.start : clot.end] == "Clots in the\n  legs"
    assert page.text[clot.evidence.start : clot.evidence.end].endswith("in the\n  legs")
    bleeding = page.one("bleeding")
    assert page.text[bleeding.start : bleeding.end] == "bleeding"
    assert page.sections[bleeding.section].heading == "Risks"


def test_the_same_thing_twice_in_a_section_is_one_mention() -> None:
    page = read("Risks", "- Infection\n- Infections\n- Bleeding\n- No infection")
    assert page.said() == [
        ("Complication", "infection"),
        ("Complication", "bleeding"),
        ("Complication", "infection"),
    ]
    assert [m.qualifiers.polarity for m in page.mentions] == [
        "affirmed",
        "affirmed",
        "negated",
    ]


def test_what_stands_in_a_mention_names_it_as_its_parent() -> None:
    page = read("Risks", "- Clots in the legs")
    clot, leg = page.mentions
    assert (leg.type, leg.label, leg.parent) == ("Anatomy", "leg", clot.id)


# ---------------------------------------------------------------- lead-ins


@pytest.mark.parametrize(
    ("section", "lead_in", "type_", "labels"),
    [
        ("Overview", "Possible complications include:", "Complication", ["infection"]),
        ("Overview", "It is done to treat:", "Condition", ["infection"]),
        ("Overview", "Symptoms include:", "Symptom", ["infection"]),
        ("Overview", "Other options include:", "AlternativeTreatment", ["infection"]),
        ("More", "Benefits include:", "Benefit", ["infection"]),
        ("Risks", "It cannot be done if you have:", "Contraindication", ["infection"]),
        ("Risks", "Factors that raise the risk:", "RiskFactor", ["infection"]),
        ("Risks", "These include:", "Complication", ["infection"]),
    ],
)
def test_a_line_before_a_list_may_change_what_it_lists(
    section: str, lead_in: str, type_: str, labels: list[str]
) -> None:
    page = read(section, f"{lead_in}\n\n- Infection")
    assert page.labels(type_) == labels
    assert len(page.mentions) == len(labels)


def test_a_line_that_opens_a_list_is_understood() -> None:
    page = read("Risks", "The risks include:\n\n- Infection")
    assert page.understood == ["The risks include:"]


def test_a_line_that_says_again_what_lines_before_said_is_understood() -> None:
    page = read("Risks", "- Infection\n- Bleeding\n- Infection and bleeding (3%)")
    assert page.said() == [("Complication", "infection"), ("Complication", "bleeding")]
    assert page.understood == ["Infection and bleeding (3%)"]


def test_a_paragraph_ends_what_a_lead_in_began() -> None:
    page = read(
        "Recovery", "Avoid:\n\n- heavy loads\n\nThen rest well.\n\n- Sleep a lot"
    )
    assert page.said() == [
        ("RecoveryInstruction", "avoid heavy loads"),
        ("RecoveryInstruction", "then rest well"),
        ("RecoveryInstruction", "sleep a lot"),
    ]
    assert page.one("sleep a lot").qualifiers.action == "do"


def test_a_heading_ends_what_a_lead_in_began() -> None:
    page = read("Recovery", "Avoid:\n\n- heavy loads\n\n## Risks\n\n- Infection")
    assert page.labels("Complication") == ["infection"]


def test_do_and_avoid_lists_say_so_on_each_item() -> None:
    page = read(
        "Preparation", "Do:\n\n- Drink water\n\nAvoid:\n\n- Heavy meals\n- Long walks"
    )
    assert page.said() == [
        ("PreparationInstruction", "drink water"),
        ("PreparationInstruction", "avoid heavy meals"),
        ("PreparationInstruction", "avoid long walks"),
    ]
    assert [m.qualifiers.action for m in page.mentions] == ["do", "avoid", "avoid"]


def test_one_word_under_a_lead_in_is_an_instruction() -> None:
    page = read("Recovery", "Avoid:\n\n- Alcohol")
    assert page.said() == [("RecoveryInstruction", "avoid alcohol")]


# ---------------------------------------------------------------- nested lists


def test_an_item_gives_those_under_it_its_meaning_and_the_list_goes_on_behind() -> None:
    page = read(
        "Recovery",
        "- Rest for two days.\n"
        "- Ring the ward at any hour if you notice:\n"
        "  - Fever\n"
        "  - Redness at the wound\n"
        "- Keep the wound dry.",
    )
    assert page.said() == [
        ("RecoveryInstruction", "rest for two days"),
        ("FollowUp", "ring the ward at any hour if you notice fever"),
        ("FollowUp", "ring the ward at any hour if you notice redness at the wound"),
        ("RecoveryInstruction", "keep the wound dry"),
    ]
    assert [m.qualifiers.trigger for m in page.mentions if m.parent is None] == [
        *(False, True),
        *(True, False),
    ]


def test_an_item_that_only_groups_is_understood() -> None:
    page = read(
        "Risks", "- General risks:\n  - Infection\n- **Later on**\n  - Loosening"
    )
    assert page.labels("Complication") == ["infection", "loosening"]
    assert page.understood == ["General risks:", "**Later on**"]


# ---------------------------------------------------------------- headings


@pytest.mark.parametrize("heading", ["Warning signs", "When to call your doctor"])
def test_a_heading_may_make_its_items_warning_signs(heading: str) -> None:
    page = read(heading, "- Fever above 38.5 C\n- Calf pain")
    assert [(m.type, m.qualifiers.trigger) for m in page.mentions] == [
        ("FollowUp", True),
        ("FollowUp", True),
    ]
    assert page.text[page.mentions[1].start : page.mentions[1].end] == "Calf pain"


def test_a_heading_may_make_its_items_contraindications() -> None:
    page = read("Who should not have it", "- Active infection\n- Severe heart failure")
    assert page.said() == [
        ("Contraindication", "active infection"),
        ("Contraindication", "severe heart failure"),
    ]


def test_a_heading_may_make_its_items_things_to_avoid() -> None:
    page = read("Recovery", "### Things to avoid\n\n- Crossing your legs")
    found, held = page.mentions
    assert (held.type, held.label, held.parent) == ("Anatomy", "leg", found.id)
    assert found.type == "RecoveryInstruction"
    assert found.qualifiers.action == "avoid"


# ---------------------------------------------------------------- items of their own


def test_an_item_that_is_a_sentence_is_read_by_its_wording() -> None:
    page = read("Risks", "- The risk of infection is low\n- Nerve injury can occur")
    assert page.labels("Complication") == ["infection", "nerve injury"]


def test_an_item_may_name_its_role_before_a_colon() -> None:
    page = read("Overview", "- Risks: infection, bleeding\n- Benefits: less pain")
    assert page.said() == [
        ("Complication", "infection"),
        ("Complication", "bleeding"),
        ("Benefit", "less pain"),
    ]


def test_a_complaint_among_steps_is_what_may_befall() -> None:
    page = read("Steps", "1. The skin is cleaned.\n2. Bleeding")
    assert page.labels("ProcedureStep") == ["the skin is cleaned"]
    bleeding = page.one("bleeding")
    assert (bleeding.type, bleeding.qualifiers.certainty) == (
        "Complication",
        "possible",
    )


def test_a_test_among_preparations_is_a_test() -> None:
    page = read("Preparation", "- Blood tests\n- Arrange a ride home, and bring a bag")
    assert page.said() == [
        ("DiagnosticTest", "blood test"),
        ("PreparationInstruction", "arrange a ride home"),
        ("PreparationInstruction", "bring a bag"),
    ]


def test_a_payment_among_instructions_is_a_payment() -> None:
    page = read("Recovery", "- Insurance usually covers the visits.\n- Rest well")
    assert page.said() == [
        ("Cost", "insurance usually covers the visits"),
        ("RecoveryInstruction", "rest well"),
    ]


def test_what_only_describes_is_no_instruction() -> None:
    page = read("Preparation", "- Your doctor will tell you what to do")
    assert page.said() == []
    assert page.understood == ["Your doctor will tell you what to do"]


def test_modifiers_are_read_behind_their_cue_and_under_it() -> None:
    page = read(
        "Billing",
        "Modifier LT may be needed.\n\nCommon modifiers:\n\n- 22 more work\n- 59",
    )
    assert page.labels("BillingModifier") == ["LT", "22", "59"]


# ---------------------------------------------------------------- key and value


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (
            "Risks: infection, clots",
            [("Complication", "infection"), ("Complication", "clot")],
        ),
        ("Indications: severe arthritis", [("Condition", "severe arthritis")]),
        ("Duration: 90 minutes", [("Duration", "90 minutes")]),
    ],
)
def test_a_key_says_what_its_value_is(line: str, said: list[tuple[str, str]]) -> None:
    assert read("Facts", line).said() == said


def test_among_prices_a_key_is_what_is_paid_for() -> None:
    page = read("Cost", "- Anesthesia: $800\n- Hospital stay: $4,000")
    assert page.said() == [
        ("Cost", "anesthesia: $800"),
        ("Cost", "hospital stay: $4,000"),
    ]


def test_a_key_for_a_price_has_its_amount() -> None:
    (found,) = read("Facts", "Cost: $12,000 to $20,000").mentions
    assert found.type == "Cost"
    assert found.values == (MoneyValue("12000", "20000", "USD"),)


def test_a_stay_in_hospital_is_told_by_its_key() -> None:
    page = read("Facts", "Hospital stay: 2 to 3 nights")
    assert page.labels("LengthOfStay") == ["2 to 3 nights"]


def test_a_value_that_says_there_is_nothing_is_understood() -> None:
    page = read("Facts", "Complications: none")
    assert page.said() == []
    assert page.understood == ["Complications: none"]


# ---------------------------------------------------------------- denied things


@pytest.mark.parametrize(
    ("section", "body", "label"),
    [
        ("Risks", "- No scarring", "scarring"),
        ("Risks", "Blindness is not expected.", "blindness"),
        ("Risks", "The operation does not cause deafness.", "deafness"),
        ("Steps", "1. No stitches are used.", "no stitches are used"),
    ],
)
def test_what_is_denied_is_kept_as_denied(section: str, body: str, label: str) -> None:
    found = read(section, body).one(label)
    assert found.qualifiers.polarity == "negated"


# ---------------------------------------------------------------- tables


def test_rows_are_read_by_the_head_of_their_table() -> None:
    page = read(
        "Risks",
        "| Complication | How common |\n|---|---|\n| Infection | 1% |\n| Stroke | rare |",
    )
    found = [(m.label, m.qualifiers.frequency) for m in page.mentions]
    assert found == [("infection", "1%"), ("stroke", "rare")]


# ---------------------------------------------------------------- left alone


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("---", id="a rule"),
        pytest.param("", id="an empty section"),
        pytest.param("We use cookies on this website.", id="boilerplate"),
        pytest.param("**", id="markup alone"),
    ],
)
def test_what_has_no_words_of_its_own_says_nothing(body: str) -> None:
    assert read("Risks", body).said() == []


def test_a_disease_under_diagnosis_is_what_was_found() -> None:
    assert read("Diagnosis", "- Gallstones\n- Blood test").said() == [
        ("Condition", "gallstone"),
        ("DiagnosticTest", "blood test"),
    ]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (
            "Hospital stay: 2 nights",
            [("RecoveryInstruction", "hospital stay: 2 nights")],
        ),
        ("Ward: 7", []),
        ("Discharge: 3 May", []),
    ],
)
def test_a_stay_is_one_where_it_says_how_long(
    line: str, said: list[tuple[str, str]]
) -> None:
    page = read("Overview", f"{line}\nSide: left\n")
    assert [each for each in page.said() if each[0] != "Duration"] == said


# ---------------------------------------------------------------- lines that open lists


def test_an_item_that_ends_in_a_preposition_opens_those_under_it() -> None:
    page = read(
        "Before the operation",
        "- Take blood for\n  - full blood count\n  - clotting screen",
    )
    assert page.said() == [
        ("DiagnosticTest", "full blood count"),
        ("DiagnosticTest", "clotting screen"),
    ]


def test_a_word_over_deeper_items_groups_them() -> None:
    page = read("Risks", "- Late\n  - stiffness\n  - leg length difference")
    assert page.labels("Complication") == ["stiffness", "leg length difference"]


def test_an_order_over_deeper_items_is_an_order() -> None:
    page = read("Recovery", "- Walk daily\n  - use two crutches outside")
    assert ("RecoveryInstruction", "walk daily") in page.said()


def test_a_line_over_a_table_gives_its_rows_their_role() -> None:
    page = read(
        "Recovery",
        "Call the ward for:\n\n| Sign | How soon |\n|---|---|\n| Fever | at once |",
    )
    assert page.said() == [("FollowUp", "call the ward for fever")]


@pytest.mark.parametrize(
    ("line", "type_"),
    [
        ("Before you leave the house", "PreparationInstruction"),
        ("In the operating room", "ProcedureStep"),
        ("When you get home", "RecoveryInstruction"),
    ],
)
def test_a_line_of_time_or_place_says_what_the_items_under_it_are(
    line: str, type_: str
) -> None:
    page = read("The day of surgery", f"{line}\n\n- Take off your rings")
    assert page.said() == [(type_, "take off your rings")]


def test_waking_and_leaving_the_theatre_are_no_steps() -> None:
    page = read(
        "Steps",
        "The skin was closed. All counts were correct.\n\nShe was then taken to the recovery room.",
    )
    assert page.labels("ProcedureStep") == [
        "the skin was closed",
        "all counts were correct",
    ]
    assert page.labels("RecoveryInstruction") == [
        "she was then taken to the recovery room"
    ]


def test_a_visit_among_what_to_do_afterwards_is_a_visit() -> None:
    page = read(
        "Recovery",
        "- No driving for a day\n- Repeat the scan in a week\n- Await pathology",
    )
    assert page.labels("RecoveryInstruction") == ["no driving for a day"]
    assert page.labels("FollowUp") == ["repeat the scan in a week", "await pathology"]


def test_in_short_hand_it_is_enough_to_say_how_often() -> None:
    page = read("Recovery", "Ice to the knee BID.")
    assert page.labels("RecoveryInstruction") == ["ice to the knee bid"]


def test_a_call_may_name_its_reasons_without_if() -> None:
    page = read("Recovery", "Call for heavy bleeding, new weakness or fever.")
    assert page.labels("FollowUp") == [
        "call for heavy bleeding",
        "call for new weakness",
        "call for fever",
    ]


def test_what_a_report_says_was_done_is_a_step_under_findings() -> None:
    page = read("Findings", "The duct was cannulated with a wire. The duct was wide.")
    assert page.labels("ProcedureStep") == ["the duct was cannulated with a wire"]


def test_of_a_disease_only_orders_to_the_patient_are_advice_among_treatments() -> None:
    body = "Allopurinol is given as a pill. Drink more water."
    page = read("Treatment", body, has_procedure=False)
    assert page.labels("HomeCareInstruction") == ["drink more water"]


def test_what_goes_on_from_a_passive_is_an_act_of_its_own() -> None:
    page = read(
        "Steps",
        "The tube was cleared of air and joined with a clip. It was rinsed and dried.",
    )
    assert page.labels("ProcedureStep") == [
        "the tube was cleared of air",
        "joined with a clip",
        "it was rinsed and dried",
    ]


def test_of_whom_a_note_tells_is_no_part_of_what_she_has() -> None:
    page = read("Indications", "- 66-year-old woman with angina and a heart murmur")
    assert page.labels("Condition") == ["angina", "heart murmur"]


def test_the_next_key_is_no_matter_of_the_label_above_it() -> None:
    page = read("History", "Indication: pain\nEntry site: right toe\nKnife: small")
    assert page.labels("Condition") == ["pain"]


def test_an_activity_may_be_forbidden_without_a_time() -> None:
    page = read("Recovery", "No kneeling or twisting.")
    assert page.labels("RecoveryInstruction") == ["no kneeling or twisting"]


def test_a_look_at_the_end_of_the_steps_is_a_step() -> None:
    page = read("Steps", "Final angiography showed good flow.")
    assert page.labels("ProcedureStep") == ["final angiography showed good flow"]


def test_how_a_test_turned_out_names_the_test() -> None:
    page = read("Indications", "Cytology was atypical and PSA was 2.1.")
    assert page.labels("DiagnosticTest") == ["cytology", "psa"]


def test_passives_without_their_auxiliary_are_acts_each() -> None:
    page = read("Steps", "- Tube removed, pressure held, dressing placed")
    assert page.labels("ProcedureStep") == [
        "tube removed",
        "pressure held",
        "dressing placed",
    ]
