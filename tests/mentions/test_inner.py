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
        ("pain in the left knee", [("Anatomy", "knee")]),
        ("damage to the spinal cord", [("Anatomy", "spinal cord")]),
        ("knee pain", []),
        ("knee", []),
    ],
)
def test_a_complication_names_where_it_hits_unless_that_is_its_name(
    text: str, found: list[tuple[str, str]]
) -> None:
    assert find(text, "Complication") == found


def test_a_test_names_its_substance_and_no_part_of_the_body() -> None:
    assert find("scan of the knee with contrast dye", "DiagnosticTest") == [
        ("Substance", "contrast dye")
    ]


def test_an_instruction_names_nothing() -> None:
    assert find("rest the knee on a pillow", "RecoveryInstruction") == []
