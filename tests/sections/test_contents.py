"""Where no heading tells, the lines of a section give its type."""

import pytest

from pipeline import blocks, knowledge, sections
from pipeline.model import Document
from pipeline.vocabulary.blocks import load
from pipeline.vocabulary.contents import ContentsFile

VOCABULARY = load()
FILE = knowledge.records("vocabulary/contents.yaml", ContentsFile)


def types(text: str) -> dict[str, tuple[str, str]]:
    document = Document("d", text, "", "", "text/markdown", "utf-8")
    found = blocks.split(document, VOCABULARY)
    return {
        section.heading: (section.type, section.rule)
        for section in sections.split(document, found, VOCABULARY.headings)
    }


def page(lines: str, *, before: str = "", heading: str = "Odds and ends") -> str:
    return f"# Toe surgery\n{before}\n## {heading}\n\n{lines}\n"


@pytest.mark.parametrize(
    ("lines", "rule", "kind"),
    [
        pytest.param(
            rule.example, rule.id, rule.earlier or rule.type, id=rule.generalises
        )
        for rule in FILE.rules
    ],
)
def test_each_rule_knows_its_example(lines: str, rule: str, kind: str) -> None:
    assert types(page(lines))["Odds and ends"] == (kind, rule)


ADVICE = "- Keep the foot dry.\n- Do not wear tight shoes.\n- Walk a little."


def test_advice_behind_the_steps_is_of_recovery() -> None:
    text = page(ADVICE, before="## Technique\nThe nail is cut.\n")
    assert types(text)["Odds and ends"][0] == "recovery"


def test_advice_before_the_steps_is_of_preparation() -> None:
    text = page(ADVICE) + "## Technique\nThe nail is cut.\n"
    assert types(text)["Odds and ends"][0] == "preparation"


def test_a_heading_that_tells_is_believed_whatever_its_lines() -> None:
    assert types(page(ADVICE, heading="Risks"))["Risks"][0] == "complications"


def test_a_subheading_takes_the_type_above_it_whatever_its_lines() -> None:
    text = page(f"### Odds\n\n{ADVICE}", heading="Risks")
    assert types(text)["Odds"] == ("complications", "head.inherited")


def test_under_a_heading_that_tells_nothing_the_lines_decide() -> None:
    text = page(f"### Odds\n\n{ADVICE}", heading="Frequently asked questions")
    assert types(text)["Odds"] == ("preparation", "content.advice")


def test_under_contraindications_nothing_else_is_made_of_lines() -> None:
    text = page(f"### Odds\n\n{ADVICE}", heading="Contraindications")
    assert types(text)["Odds"] == ("other", "head.inherited")


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param("", id="nothing"),
        pytest.param("The toe has two bones. It bends.", id="facts"),
        pytest.param("Keep calm. The toe has two bones. It bends.", id="one order"),
        pytest.param("It succeeds in 95%. Relief is common.", id="good odds"),
    ],
)
def test_lines_that_tell_nothing_leave_the_section_untyped(lines: str) -> None:
    assert types(page(lines))["Odds and ends"] == ("other", "head.unknown")
