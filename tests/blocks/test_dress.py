"""Headings in a dress: ornaments, dialogues, labels, the look of a page's others."""

import pytest

from pipeline import blocks
from pipeline.model import Block, BlockKind, Document
from pipeline.vocabulary.blocks import load

VOCABULARY = load()


def split(text: str) -> tuple[Block, ...]:
    document = Document("d", text, "", "", "text/plain", "utf-8")
    return blocks.split(document, VOCABULARY)


def outline(text: str) -> list[tuple[str, str]]:
    return [(block.kind.value, text[block.body : block.end]) for block in split(text)]


def headings(text: str) -> list[str]:
    return [words for kind, words in outline(text) if kind == "heading"]


# ---------------------------------------------------------------- ornaments


@pytest.mark.parametrize(
    "line",
    [
        "-- Vents --",
        "--- Vents ---",
        "=== Vents ===",
        "===Vents===",
        "~ Vents ~",
        "<< Vents >>",
        ":: Vents ::",
        "*** Vents ***",
        "- Vents -",
        "\u2013 Vents \u2013",
        "[ Risks ]",
        "\u25c6\u25c6\u25c6 Vents? \u25c6\u25c6\u25c6",
        "~~Vents~~",
    ],
)
def test_a_line_between_ornaments_is_a_heading(line: str) -> None:
    (block,) = split(line)
    assert block.kind is BlockKind.HEADING
    assert line[block.body : block.end].startswith(("Vents", "Risks"))


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("- Vents", id="an item"),
        pytest.param("[removed]", id="words left out"),
        pytest.param("-- Some rest is good for you, and so is a walk. --", id="prose"),
        pytest.param("- Call the ward - any time", id="an item with a dash"),
        pytest.param("-- --", id="a rule"),
    ],
)
def test_ornaments_on_one_side_or_round_prose_make_none(line: str) -> None:
    assert headings(line) == []


def test_keys_under_ornaments_stay_keys_long_lists_too() -> None:
    text = (
        "-- WHY --\nIndications: pain that tablets do not settle; a joint that locks; "
        "a knee that gives way on the stairs; swelling every evening\n"
        "-- AFTER --\nDriving: after 4 weeks"
    )
    assert outline(text)[1][0] == "key-value"
    assert outline(text)[3] == ("key-value", "Driving: after 4 weeks")


def test_a_page_of_ornaments_keeps_its_name() -> None:
    text = "KNEE SHEET\nSide: left\n-- WHY --\nPain.\n-- AFTER --\nRest."
    assert headings(text)[0] == "KNEE SHEET"


# ---------------------------------------------------------------- dialogues


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Q: Is it safe?", "A: Yes."),
        ("Q. Is it safe?", "A. Yes."),
        ("Q1. Is it safe?", "A1. Yes."),
        ("Q1 Is it safe?", "Yes."),
        ("Question: Is it safe?", "Answer: Yes."),
        ("Question 2: Is it safe?", "Ans: Yes."),
        ("**Q:** Is it safe?", "**A:** Yes."),
        ("**Q: Is it safe?**", "A: Yes."),
        ("### Q: Is it safe?", "Yes."),
    ],
)
def test_a_dialogue_gives_headings_and_answers_without_marks(
    question: str, answer: str
) -> None:
    text = f"{question}\n{answer}\n\n{question}\n{answer}"
    assert outline(text)[:2] == [
        ("heading", "Is it safe?" + "**" * question.endswith("**")),
        ("paragraph", "Yes."),
    ]


def test_an_answer_in_the_line_of_its_question_is_cut_off() -> None:
    text = "Q: Is it safe? A: Yes, it is."
    assert outline(text) == [("heading", "Is it safe?"), ("paragraph", "Yes, it is.")]


def test_an_answer_may_be_a_list() -> None:
    text = "Q: What can go wrong?\nA: Not much.\n  * a bruise\n  * a leak"
    assert [kind for kind, _ in outline(text)] == [
        "heading",
        "paragraph",
        "bullet",
        "bullet",
    ]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Q: a sign with no answer", id="one mark alone"),
        pytest.param("A. Rest\nB. Walk\nC. Eat", id="counted with letters"),
        pytest.param("Q fever is rare.\nA doctor can tell.", id="words"),
    ],
)
def test_what_only_looks_like_a_dialogue_is_none(text: str) -> None:
    assert headings(text) == []


# ---------------------------------------------------------------- labels

PAGE = (
    "Toe Clinic\nNail surgery\n\n"
    "Who it is for: People whose nail grows in. It has to hurt.\n\n"
    "Preparation: Wash the foot. Wear loose shoes.\n\n"
    "Afterwards: Keep the foot up for a day.\n\n"
    "Odd but true: The nail is not missed by anybody.\n\n"
    "Risks: Infection in a few. The nail may come back."
)


def test_on_a_page_of_labelled_paragraphs_all_labels_are_headings() -> None:
    assert headings(PAGE) == [
        "Toe Clinic",
        "Who it is for:",
        "Preparation:",
        "Afterwards:",
        "Odd but true:",
        "Risks:",
    ]


def test_bold_labels_are_labels_too() -> None:
    assert headings(PAGE.replace("Risks:", "**Risks:**"))[-1] == "**Risks:**"


def test_a_label_in_a_page_of_prose_is_none() -> None:
    prose = "It is a small operation. People go home.\n\n" * 6
    assert headings(prose + "Odd but true: The nail is not missed by anybody.") == []


def test_keys_with_values_are_no_labelled_paragraphs() -> None:
    text = "Driving: after 4 weeks\nWalking: with a frame\nRisks factors: smoking"
    assert headings(text) == []


def test_in_a_note_of_capital_labels_an_unknown_one_opens_a_section() -> None:
    text = (
        "FINDINGS: A POLYP.\nCOMPLICATIONS: NONE.\nPLAN: REST.\nWOUND CLASS: CLEAN\n"
        "SIDE: LEFT   SURGEON: [X]   HELPER: [Y]"
    )
    assert headings(text)[3:] == ["WOUND CLASS:", "SIDE:", "SURGEON:", "HELPER:"]


def test_known_labels_in_one_running_line_are_cut_apart() -> None:
    text = "Findings: A polyp. Technique: It was cut. Note: small. Plan: Rest."
    assert outline(text) == [
        ("heading", "Findings:"),
        ("paragraph", "A polyp."),
        ("heading", "Technique:"),
        ("paragraph", "It was cut. Note: small."),
        ("heading", "Plan:"),
        ("paragraph", "Rest."),
    ]


# ---------------------------------------------------------------- looks

BODY = "\n- The nail is taken off under a ring block.\n- The foot is wrapped up.\n"


def test_a_line_that_looks_like_three_known_headings_is_one() -> None:
    text = (
        f"Getting ready{BODY}Risks{BODY}Odd green spots{BODY}Afterwards{BODY}"
        f"Follow-up{BODY}"
    )
    assert headings(text) == [
        "Getting ready",
        "Risks",
        "Odd green spots",
        "Afterwards",
        "Follow-up",
    ]


def test_a_line_in_another_look_is_none() -> None:
    text = f"Risks{BODY}ODD GREEN SPOTS{BODY}Afterwards{BODY}Follow-up{BODY}"
    assert "ODD GREEN SPOTS" not in headings(text)


def test_two_known_headings_teach_nothing() -> None:
    assert "Odd green spots" not in headings(
        f"Risks{BODY}Odd green spots{BODY}Afterwards{BODY}"
    )


def test_a_line_in_the_look_of_headings_stands_beside_them_not_under() -> None:
    text = "\n\n".join(
        f"{words}\nThe nail is taken off under a ring block, and it heals well."
        for words in ("Toe", "What It Is", "Risks", "Green Spots", "Cost", "Recovery")
    )
    levels = {text[b.body : b.end]: b.level for b in split(text) if b.level}
    assert levels["Green Spots"] == levels["Risks"]


def test_labels_of_paragraphs_stand_in_the_middle_and_alone_too() -> None:
    text = (
        "Activity: Rest at home. Diet: Eat what you like.\n\n"
        "Risks: It may bleed. Note: a little.\n\n"
        "Follow-up: We will see you.\n\n"
        "Looking after it at home:\n- Wash it.\n"
    )
    assert headings(text) == [
        *("Activity:", "Diet:", "Risks:", "Follow-up:"),
        "Looking after it at home:",
    ]


def test_known_labels_in_capitals_need_no_sign_before_them() -> None:
    text = (
        "PROCEDURE NOTE - BIOPSY INDICATION: COUGH SEDATION: MIDAZOLAM 3 MG IV. "
        "TECHNIQUE: THE SCOPE WAS PASSED EBL: 5 ML COMPLICATIONS: NONE"
    )
    assert headings(text) == [
        "INDICATION:",
        "SEDATION:",
        "TECHNIQUE:",
        "EBL:",
        "COMPLICATIONS:",
    ]


def test_a_long_line_of_ornaments_is_no_heading() -> None:
    assert headings(f"{'=' * 300} Risks {'=' * 300}\n\nThey are few.") == []
