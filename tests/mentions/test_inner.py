"""Inside a mention stand devices, substances and parts of the body, by their kind."""

import pytest

from pipeline.mentions import inner
from pipeline.mentions.view import view
from pipeline.vocabulary import reading

VOCABULARY = reading.load()


def find(text: str, type_: str) -> list[tuple[str, str]]:
    seen = view(text, 0, len(text))
    found = inner.find(seen, type_, seen.span(), VOCABULARY)
    assert all(0 <= each.span.start < each.span.end <= len(text) for each in found)
    return [(each.type, each.label) for each in found]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param(
            "place a sterile drape over the knee",
            [("Device", "drape"), ("Anatomy", "knee")],
            id="a device and where it goes",
        ),
        pytest.param(
            "inject local anesthetic with a thin needle",
            [("Substance", "local anesthetic"), ("Device", "needle")],
            id="a substance and what it goes through",
        ),
        pytest.param(
            "the bone graft is fixed with metal screws",
            [("Device", "bone graft"), ("Device", "screw")],
            id="a name of two words is one thing",
        ),
        pytest.param(
            "the nerves and the blood vessels are shown",
            [("Anatomy", "nerve"), ("Anatomy", "blood vessel")],
            id="in the singular",
        ),
        pytest.param("wait for an hour", [], id="nothing of the kind"),
    ],
)
def test_a_step_names_what_it_uses_and_where(
    text: str, found: list[tuple[str, str]]
) -> None:
    assert find(text, "ProcedureStep") == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("put on under general anesthesia", "general anesthesia", id="so"),
        pytest.param("done without general anesthesia", None, id="not so"),
        pytest.param("placed with no sedation or drain", None, id="nor a second"),
    ],
)
def test_a_step_names_how_the_patient_is_numbed(text: str, found: str | None) -> None:
    expected = [("Anesthesia", found)] if found else []
    assert [each for each in find(text, "ProcedureStep") if each[0] != "Device"] == (
        expected
    )


@pytest.mark.parametrize(
    ("text", "part"),
    [
        pytest.param("pain in the left knee", "knee", id="behind a preposition"),
        pytest.param("damage to the spinal cord", "spinal cord", id="of two words"),
        pytest.param("knee pain", "knee", id="before its head"),
        pytest.param("lumbar disc herniation", "lumbar disc", id="with its adjective"),
        pytest.param("renal failure", "kidney", id="an adjective alone"),
        pytest.param("renal vein thrombosis", "renal vein", id="one of a part"),
        pytest.param("torn meniscus with pain", "meniscus", id="not with its state"),
        pytest.param("heart attack", "heart", id="in a name of another kind"),
    ],
)
def test_a_complication_names_where_it_hits(text: str, part: str) -> None:
    assert find(text, "Complication") == [("Anatomy", part)]


@pytest.mark.parametrize("text", ["knee", "fever", "scar"])
def test_what_is_a_thing_itself_holds_none(text: str) -> None:
    assert find(text, "Complication") == []


def test_a_test_names_its_substance_and_what_is_looked_at() -> None:
    assert find("scan of the knee with contrast dye", "DiagnosticTest") == [
        ("Anatomy", "knee"),
        ("Substance", "contrast dye"),
    ]


def test_a_treatment_names_what_is_given() -> None:
    assert find("steroid injection", "AlternativeTreatment") == [
        ("Substance", "steroid")
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("rest the knee on a pillow", ["knee"], id="with an article"),
        pytest.param("stretch your neck muscles", ["neck muscle"], id="of two words"),
        pytest.param("train leg muscles", ["leg muscle"], id="in the plural"),
        pytest.param("go back to work", [], id="a word that only looks so"),
        pytest.param("face the wall", [], id="a verb that only looks so"),
    ],
)
def test_an_order_names_the_part_of_the_body_that_it_is_about(
    text: str, found: list[str]
) -> None:
    expected = [("Anatomy", label) for label in found]
    assert find(text, "RecoveryInstruction") == expected


def test_a_payment_names_nothing() -> None:
    assert find("the knee brace costs extra", "Cost") == []
