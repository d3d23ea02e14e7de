"""Every rule about boilerplate finds its examples and leaves its counter-examples."""

from collections.abc import Iterator

import pytest

from pipeline.folding import fold
from pipeline.vocabulary import blocks
from pipeline.vocabulary.blocks import NoiseRule


def rules() -> tuple[NoiseRule, ...]:
    return tuple(rule for _, rule in blocks.load().rules)


def examples() -> Iterator[object]:
    for rule in rules():
        for line in rule.examples:
            yield pytest.param(line, rule.id, id=f"{rule.id} knows {line!r}")


def counters() -> Iterator[object]:
    for rule in rules():
        for line in rule.counters:
            yield pytest.param(line, id=f"{rule.id} leaves {line!r}")


@pytest.mark.parametrize(("line", "rule"), list(examples()))
def test_an_example_is_found_by_its_own_rule(line: str, rule: str) -> None:
    found = blocks.load().noise(line, fold(line))
    assert found is not None
    assert found.id == rule


@pytest.mark.parametrize("line", list(counters()))
def test_a_counter_example_is_found_by_no_rule(line: str) -> None:
    assert blocks.load().noise(line, fold(line)) is None


@pytest.mark.parametrize(
    "line",
    [
        "Book a taxi for the way home after the operation.",
        "Sign the consent form before the operation.",
        "Contact your surgeon if the wound bleeds.",
        "Call 999 if you have chest pain.",
        "Print your name on the form and bring it with you.",
        "Follow the diet sheet for two weeks.",
        "You may see more bruising on the second day.",
        "The blood sample is protected from light.",
        "Share your list of medicines with the nurse.",
        "Next, the tube is removed.",
        "Read the instructions on the bottle of laxative.",
        "Sew the cut up again.",
        "Home exercises begin on day three.",
        "Review all medicines with the anaesthetist.",
        "Watch for redness or pus.",
        "A written plan is given to the family.",
    ],
)
def test_an_instruction_to_the_patient_is_no_boilerplate(line: str) -> None:
    assert blocks.load().noise(line, fold(line)) is None


def test_every_rule_has_an_id_of_its_own_and_shows_both_sides() -> None:
    found = rules()
    assert len({rule.id for rule in found}) == len(found)
    assert all(rule.examples and rule.counters for rule in found)


def test_only_the_beginning_of_a_long_line_is_judged() -> None:
    line = "a" * 100_000 + " we use cookies on this website"
    assert blocks.load().noise(line, line) is None
