"""A concept's kind and name come from its words, whatever role it plays."""

import pytest

from pipeline.assertions import concepts
from pipeline.model import Qualifiers
from pipeline.vocabulary import lexicon as lexicons
from pipeline.vocabulary import predicates as vocabularies
from pipeline.vocabulary.predicates import Link

LEXICON = lexicons.load()
PREDICATES = vocabularies.load()


def link(mention: str) -> Link:
    return next(
        each
        for each in PREDICATES.links[mention]
        if each.node == "concept" and each.under is None
    )


def kind(label: str, mention: str) -> str:
    return concepts.kind(label, link(mention), PREDICATES, LEXICON)


ROLES = ["Condition", "Symptom", "RiskFactor", "Complication", "Contraindication"]


@pytest.mark.parametrize("mention", ROLES)
@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("kidney stone", "condition"),
        ("itching", "symptom"),
        ("numbness in fingers", "symptom"),
        ("loss of smell", "symptom"),
        ("rotator cuff tear", "condition"),
        ("swollen ankle", "condition"),
        ("bleeding requiring transfusion", "symptom"),
        ("bone strengthening exercise", "intervention"),
        ("pain radiating down leg", "symptom"),
    ],
)
def test_the_words_decide_and_not_the_role(
    label: str, expected: str, mention: str
) -> None:
    assert kind(label, mention) == expected


@pytest.mark.parametrize(
    ("mention", "expected"),
    [
        ("Condition", "condition"),
        ("Symptom", "symptom"),
        ("DiagnosticTest", "test"),
        ("AlternativeTreatment", "intervention"),
        ("Benefit", "benefit"),
    ],
)
def test_only_words_that_nobody_knows_take_the_kind_of_the_link(
    mention: str, expected: str
) -> None:
    assert kind("zubrowk", mention) == expected


def test_of_two_kinds_the_link_s_own_counts() -> None:
    assert {"intervention", "device"} <= concepts.kinds("stent", LEXICON)
    assert kind("stent", "AlternativeTreatment") == "intervention"
    assert kind("stent", "Device") == "device"


def test_of_two_kinds_that_are_not_the_link_s_own_the_order_of_the_file_counts() -> (
    None
):
    assert list(PREDICATES.kinds).index("intervention") < list(PREDICATES.kinds).index(
        "device"
    )
    assert kind("stent", "RiskFactor") == "intervention"


def test_a_test_is_no_symptom_although_its_last_word_may_head_one() -> None:
    assert kind("blood pressure", "DiagnosticTest") == "test"


def name(label: str, **qualifiers: str) -> str:
    return concepts.name(label, Qualifiers(**qualifiers), PREDICATES, LEXICON)  # type: ignore[arg-type]


def test_side_site_and_severity_belong_to_the_name() -> None:
    assert name("hernia", side="left") == "left hernia"
    assert name("pain", severity="severe") == "severe pain"
    assert name("infection", site="the puncture site") == "infection in puncture site"
    assert name("infection", site="at the puncture site") == (
        "infection at puncture site"
    )
    assert name("pain", side="left", site="knees", severity="mild") == (
        "mild left pain in knee"
    )


def test_what_the_label_says_is_not_said_again() -> None:
    assert name("severe pain", severity="severe") == "severe pain"
    assert name("clot in leg", site="in the legs") == "clot in leg"
    assert name("clot in leg", site="Leg") == "clot in leg"


def test_other_qualifiers_do_not_change_the_name() -> None:
    assert name("pain", condition="if moved", cause="a fall", time="at night") == "pain"


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("physiotherapy", "false"),
        ("injection after surgery", "false"),
        ("appendectomy", "true"),
        ("open surgery", "true"),
        ("watchful care", None),
    ],
)
def test_a_treatment_cuts_only_where_a_word_decides_it(
    label: str, expected: str | None
) -> None:
    found = dict(concepts.values(label, "intervention", PREDICATES))
    assert (found["pg:isSurgical"].value if found else None) == expected


def test_nothing_but_a_treatment_can_cut() -> None:
    assert concepts.values("surgery", "condition", PREDICATES) == ()
