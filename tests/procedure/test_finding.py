"""A page is about one procedure, by the name it gives; or about none."""

import pytest

from pipeline import blocks, codes, procedure, sections, sentences
from pipeline.model import Document, ProcedureMention, Section, Unit
from pipeline.vocabulary import layout, reading

VOCABULARY = reading.load()
LAYOUT = layout.load()
ABBREVIATIONS = layout.abbreviations()
BODY = """

## Risks

- Infection

## Preparation

- Eat nothing from midnight.

## Recovery

- Rest after the operation.
"""


def divided(text: str) -> tuple[Document, tuple[Section, ...], tuple[Unit, ...]]:
    document = Document("d", text, "", "", "text/markdown", "utf-8")
    parts = sections.split(document, blocks.split(document, LAYOUT), LAYOUT.headings)
    return document, parts, sentences.divide(document, parts, ABBREVIATIONS)


def find(text: str) -> ProcedureMention | None:
    document, parts, units = divided(text)
    given = codes.find(document, parts, units, VOCABULARY.codes)
    return procedure.find(document, parts, units, given, VOCABULARY)


def label(text: str) -> str:
    found = find(text)
    return found.label if found else ""


# ---------------------------------------------------------------- titles


@pytest.mark.parametrize(
    "title",
    [
        "# Knee arthroscopy",
        "Knee arthroscopy",
        "# **Knee Arthroscopy**",
        "# The knee arthroscopy",
        "# What is a knee arthroscopy?",
        "# Understanding knee arthroscopy",
        "# Your guide to knee arthroscopy",
        "# Preparing for your knee arthroscopy",
        "# Knee arthroscopy: patient information",
        "# Knee arthroscopy - Discharge Instructions",
        "# Knee arthroscopy: what to expect",
        "# Knee arthroscopy FAQ",
        "# Billing guide: knee arthroscopy",
        "# Knee arthroscopy | Hill Clinic",
        "# CPT code 12345: knee arthroscopy",
        "# Knee arthroscopy (CPT 12345)",
        "# Guide to CPT 12345 - Knee arthroscopy",
        "# Left knee arthroscopy",
        "OPERATIVE NOTE: Right knee arthroscopy",
        "# Knee arthroscopy (keyhole surgery)",
        "# How much does a knee arthroscopy cost?",
        "# How safe is knee arthroscopy?",
        "# Knee arthroscopy, or something else?",
        "# Questions people ask about knee arthroscopy",
        "# Discharge Instructions: Knee Arthroscopy, Left Leg",
    ],
)
def test_what_stands_around_the_name_in_a_title_is_no_part_of_it(title: str) -> None:
    assert label(title + BODY) == "knee arthroscopy"


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("# Caesarean section", "caesarean section"),
        ("# All about dialysis", "dialysis"),
        ("# The Whipple", "whipple"),
        ("# Ear tubes", "ear tubes"),
        ("# Treatment of varicose veins", "treatment of varicose veins"),
        ("# Surgery for carpal tunnel", "surgery for carpal tunnel"),
    ],
)
def test_other_words_than_greek_ones_name_procedures(title: str, name: str) -> None:
    assert label(title + BODY) == name


def test_the_name_is_quoted_where_it_stands() -> None:
    text = f"# A guide to Knee  Arthroscopy{BODY}"
    found = find(text)
    assert found is not None
    assert text[found.start : found.end] == "Knee  Arthroscopy"
    assert found.label == "knee arthroscopy"
    assert text[: found.evidence.end] == "# A guide to Knee  Arthroscopy"


# ---------------------------------------------------------------- other places


def test_a_section_of_an_operative_note_names_it() -> None:
    text = "OPERATIVE NOTE\n\nPROCEDURE PERFORMED:\nLaparoscopic appendectomy\n\nFINDINGS:\nAn inflamed appendix.\n"
    found = find(text)
    assert found is not None
    assert (found.label, found.rule) == ("laparoscopic appendectomy", "procedure.named")


def test_the_sentence_that_defines_it_names_it() -> None:
    text = "Hill Clinic\n\nA colonoscopy is a test that looks inside the bowel.\n"
    found = find(text)
    assert found is not None
    assert (found.label, found.rule) == ("colonoscopy", "procedure.defined")


# ---------------------------------------------------------------- other names


def test_brackets_behind_the_name_give_another() -> None:
    found = find(f"# Ear tubes (tympanostomy)\n\nAlso called grommets.{BODY}")
    assert found is not None
    assert found.label == "ear tubes"
    assert found.synonyms == ("tympanostomy", "grommets")


def test_an_acronym_keeps_its_capitals() -> None:
    found = find(f"# Coronary artery bypass (CABG){BODY}")
    assert found is not None
    assert found.synonyms == ("CABG",)


def test_a_code_in_brackets_is_no_name_but_the_code() -> None:
    found = find(f"# Knee arthroscopy (CPT 12345){BODY}")
    assert found is not None
    assert found.synonyms == ()
    assert found.code is not None
    assert (found.code.system, found.code.value) == ("CPT", "12345")


def test_a_page_without_a_code_has_none() -> None:
    found = find(f"# Knee arthroscopy{BODY}")
    assert found is not None
    assert found.code is None


# ---------------------------------------------------------------- no procedure


@pytest.mark.parametrize(
    "title",
    [
        "# Osteoarthritis of the knee",
        "# Diabetes",
        "# Knee pain",
        "# What is a hernia?",
        "# Living with asthma",
    ],
)
def test_a_page_about_a_disease_has_no_procedure(title: str) -> None:
    assert find(title + BODY) is None


@pytest.mark.parametrize(
    "text",
    [
        "# Zorbles\n\nZorbles are a rare disease in which the skin thins.\n" + BODY,
        "# Zorbles\n\n## Symptoms\n\n## Causes\n\n## Complications\n\n## Follow-up\n\n## Why?\n",
    ],
    ids=["it says so", "its sections say so"],
)
def test_a_page_about_a_disease_of_an_unknown_name_has_no_procedure(text: str) -> None:
    assert find(text) is None


@pytest.mark.parametrize(
    "told",
    [
        "You have decided to go ahead with an abdominal hysterectomy in May.",
        "I would like you to have an abdominal hysterectomy.",
        "You are booked for an abdominal hysterectomy.",
    ],
)
def test_a_letter_names_it_where_it_says_what_is_to_be_done(told: str) -> None:
    letter = f"Women's clinic\n\nDear Mrs X\n\nThank you for coming. {told}\n"
    assert label(letter) == "abdominal hysterectomy"
    assert find(f"Growths of the womb\n\n{told}\n") is None


def test_a_title_that_ends_in_a_gerund_names_it_before_acts_in_the_text() -> None:
    text = f"# Zorble cross-linking\n\nA zorble endoscopy is done first.{BODY}"
    assert label(text) == "zorble cross-linking"


def test_a_page_that_gathers_several_has_none() -> None:
    several = (
        "## Cataract surgery\n\nThe lens is taken out.\n\n## LASIK\n\nIt is cut.\n"
    )
    assert find(f"# Our eye procedures\n\n{several}") is None
    assert label(f"# Cataract surgery\n\n{several}") == "cataract surgery"


def test_a_title_that_tells_of_an_operation_for_a_disease_is_no_disease_page() -> None:
    text = "# Clearing the neck: an operation to prevent a stroke\n\n"
    told = "She had a neck endarterectomy. A neck endarterectomy takes an hour.\n"
    assert label(text + told) == "neck endarterectomy"


def test_a_question_is_no_name() -> None:
    assert find(f"# Where to park{BODY}") is None


def test_an_unknown_title_needs_sections_of_a_procedure() -> None:
    assert label(f"# Swan-Ganz{BODY}") == "swan-ganz"
    assert label("# Swan-Ganz\n\nIt was made by two doctors.\n") == ""


@pytest.mark.parametrize("text", ["", "\n\n", "# \n", "---"])
def test_an_empty_page_has_no_procedure(text: str) -> None:
    assert find(text) is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "Hill Chest Clinic\n\nDear patient,\n\nRe: Bronchoscopy\n\nPlease eat nothing.\n",
            "bronchoscopy",
        ),
        (
            "GOING-HOME SHEET\n\nYou had: COCHLEAR IMPLANT   Side: left\n\nKeep it dry.\n",
            "cochlear implant",
        ),
        (
            "CPT 12345: Nail avulsion\n\nThe biopsy and the surgery of a toe.\n",
            "nail avulsion",
        ),
        (
            "★ Hill Laser Centre ★ LASIK ★ from $1,899 ★\n\nLASIK corrects short sight.\n",
            "lasik",
        ),
        (
            "Wealdmoor Hospitals   Ear, Nose and Throat\n\nGROMMET INSERTION\nFor parents\n\nIt is done.\n",
            "grommet insertion",
        ),
        (
            "Lakeside Periodontics - questions\n\nGUM GRAFTING: WHAT PEOPLE ASK US\n\nIt treats gums.\n",
            "gum grafting",
        ),
        (
            "MERCY HOSPITAL - UNIT 6B SURGICAL\nDISCHARGE SHEET - TOTAL ZORBECTOMY\n\nRest.\n",
            "total zorbectomy",
        ),
        (
            "LAKESIDE SKIN SURGERY\nHandout 12: Mohs surgery\n\nMohs? Mohs! Mohs! Mohs!\n",
            "mohs surgery",
        ),
        (
            "HILL HEALTH PLAN\nMEDICAL POLICY\nTitle: Vein ablation\n\nIt is covered.\n",
            "vein ablation",
        ),
        (
            "Lower Bowel Endoscopy (LBE)\nCedar Unit\nFluoroscopy time: 4.6 min\n\nA stone.\n",
            "lower bowel endoscopy",
        ),
        (
            "PREOPERATIVE DIAGNOSIS: STONE. PROCEDURE: 1. LEFT URETEROSCOPY. 2. STENT. FINDINGS: A STONE.\n",
            "ureteroscopy",
        ),
        (
            "Procedure: Zorble marking   Code: 12345   Specialty: Skin\n\nWhy is it done? For a rash.\n",
            "zorble marking",
        ),
        (
            "Hill Dental\n\nHome\n\nFees\n\nFind us\n\nTOOTH IMPLANT\n\nThe implant is a screw for a tooth.\n",
            "tooth implant",
        ),
    ],
)
def test_letters_sheets_and_web_pages_name_it_below_their_heads(
    text: str, name: str
) -> None:
    assert label(text) == name


def test_vague_headings_do_not_make_a_procedure_of_a_title() -> None:
    text = (
        "# Zorbles\n\n## How will I know?\n\nA rash.\n\n## Can it turn nasty?\n\n"
        "Fever.\n\n## When is it urgent?\n\nPain.\n"
    )
    assert find(text) is None


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "Dermatitis Example: Skin Signs\n\nA skin biopsy is examined. "
            "The skin biopsy shows deposits.",
            id="a disease in the title, a test in the text",
        ),
        pytest.param(
            "Your Diabetes Records\n\nBlood count\n\n- Twice a year." + BODY,
            id="a disease in the title, a test among the first lines",
        ),
        pytest.param("# Patulous Eustachian Tube\n\nThe tube stays open.", id="a part"),
    ],
)
def test_a_title_that_names_a_disease_lends_its_page_no_procedure(text: str) -> None:
    assert find(text) is None


def test_a_title_with_a_word_for_any_act_is_not_about_its_disease() -> None:
    text = (
        "# Clearing the carotid: an operation to prevent a stroke\n\n"
        "A surgeon had performed a carotid endarterectomy. After a carotid "
        "endarterectomy the neck is sore.\n" + BODY
    )
    found = find(text)
    assert found is not None
    assert found.label == "carotid endarterectomy"
