"""Every wording of a heading gives the type under which the vocabulary lists it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from pipeline import knowledge
from pipeline.errors import VocabularyError
from pipeline.vocabulary import headings
from pipeline.vocabulary.headings import HeadingsFile, subjects

FILE = knowledge.records("vocabulary/headings.yaml", HeadingsFile)


def examples() -> Iterator[object]:
    for rule in FILE.patterns:
        for heading in rule.examples:
            yield pytest.param(heading, rule.id, rule.type, id=f"{rule.id}: {heading}")


@pytest.mark.parametrize(("heading", "rule", "kind"), list(examples()))
def test_an_example_is_typed_by_its_own_rule(
    heading: str, rule: str, kind: str
) -> None:
    found = headings.load().classify(heading)
    assert found is not None
    assert found.type == kind
    # A wording so frequent that it is listed whole needs no pattern.
    assert found.rule in {rule, "head.phrase"}


@pytest.mark.parametrize(
    ("answer", "rule"),
    [
        pytest.param(answer, rule.id, id=f"{rule.id}: {answer}")
        for rule in FILE.answers
        for answer in rule.examples
    ],
)
def test_an_answer_is_typed_by_its_own_rule(answer: str, rule: str) -> None:
    found = headings.load().answer(answer, ())
    assert found is not None
    assert found.rule == rule


def test_phrases_stand_in_normal_form_else_they_would_never_match() -> None:
    normal = headings.load().normal
    wordings = [words for each in FILE.phrases.values() for words in each]
    assert [words for words in wordings if normal(words) != words] == []


def test_every_label_of_the_running_line_has_a_type() -> None:
    vocabulary = headings.load()
    assert [
        label
        for label in sorted(FILE.labels)
        if vocabulary.classify(label) is None or vocabulary.normal(label) != label
    ] == []


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("3. Risks", "complications"),
        ("2) How to prepare", "preparation"),
        ("IV. Aftercare", "recovery"),
        ("**Warning signs:**", "follow_up"),
        ("Why might I need a knee arthroscopy?", "indications"),
        ("What are the risks of surgery?", "complications"),
        ("Who will perform my operation?", "personnel"),
        ("How long does the surgery take?", "duration"),
        ("How long will recovery take?", "recovery"),
        ("When can I drive again?", "recovery"),
        ("Am I a candidate?", "indications"),
        ("Is it safe?", "complications"),
        ("What happens before surgery?", "preparation"),
        ("What happens after surgery?", "recovery"),
        ("What happens during surgery?", "procedure_steps"),
        ("When should I call the doctor?", "follow_up"),
        ("What will it cost?", "cost"),
        ("Does insurance cover the procedure?", "cost"),
        ("What are the alternatives to surgery?", "alternatives"),
        ("Where is the procedure performed?", "setting"),
        ("POST-OP DX", "indications"),
        ("Pre-op tests", "diagnostic_tests"),
        ("Contra-indications", "other"),
        ("Frequently asked questions", "other"),
        ("Diet after surgery", "home_care"),
        ("Common modifiers", "billing"),
        ("ICD-10 codes", "related_codes"),
        ("Signs & symptoms", "symptoms"),
        ("What causes it?", "risk_factors"),
        ("How is it diagnosed?", "diagnostic_tests"),
        ("How can it be prevented?", "prevention"),
        ("Going home", "recovery"),
        ("Wound care", "home_care"),
        ("Benefits of the operation", "benefits"),
    ],
)
def test_a_heading_is_known_by_its_words(heading: str, kind: str) -> None:
    found = headings.load().classify(heading)
    assert found is not None
    assert found.type == kind


WORDINGS: dict[str, list[str]] = yaml.safe_load(
    Path(__file__).with_name("wordings.yaml").read_text(encoding="utf-8")
)


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        pytest.param(heading, kind, id=f"{kind}: {heading}")
        for kind, wordings in WORDINGS.items()
        for heading in wordings
    ],
)
def test_a_heading_is_known_in_the_words_of_many_hands(heading: str, kind: str) -> None:
    found = headings.load().classify(heading)
    assert found is not None
    assert found.type == kind


def test_every_type_is_tried_in_many_words() -> None:
    assert set(WORDINGS) == set(FILE.types)


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        pytest.param("Go home when steady", "follow_up", id="going home is no call"),
        pytest.param("Get ready for surgery", "follow_up", id="getting ready is none"),
        pytest.param("Return to work when well", "follow_up", id="nor is working"),
        pytest.param("See also the list for doctors", "follow_up", id="nor a pointer"),
        pytest.param("Coming back to life", "follow_up", id="nor getting well"),
        pytest.param(
            "Stop it coming back", "complications", id="to prevent is no risk"
        ),
        pytest.param("Notice of privacy", "symptoms", id="a notice is not noticed"),
        pytest.param("Complaints procedure", "symptoms", id="a way to complain"),
        pytest.param("The bill of health", "cost", id="a bill in another sense"),
        pytest.param("Self-harm", "complications", id="a diagnosis"),
        pytest.param("What else should I know?", "alternatives", id="more to know"),
        pytest.param("Stages of cancer", "procedure_steps", id="of the disease"),
        pytest.param("Where the pain is felt", "setting", id="a place in the body"),
        pytest.param("Things we worry about", "complications", id="a vague worry"),
        pytest.param("Your heart beats", "procedure_steps", id="a sentence"),
    ],
)
def test_a_near_miss_is_not_taken_for(heading: str, kind: str) -> None:
    found = headings.load().classify(heading)
    assert found is None or found.type != kind


@pytest.mark.parametrize("heading", ["Swelling", "Mrs Example", "Anemia", "42", ""])
def test_words_that_tell_nothing_of_a_section_have_no_type(heading: str) -> None:
    assert headings.load().classify(heading) is None


def test_the_name_of_the_subject_does_not_decide_the_type() -> None:
    names = subjects("Treatment Methods for Weak Bones")
    vocabulary = headings.load()
    question = "What is (are) Treatment Methods for Weak Bones ?"
    found = vocabulary.classify(question, names)
    assert found is not None
    assert found.type == "overview"


def test_a_code_in_a_heading_stands_for_the_subject() -> None:
    found = headings.load().classify("When is CPT code 12345 used?")
    assert found is not None
    assert found.type == "indications"


def test_a_type_that_is_none_is_refused() -> None:
    with pytest.raises(VocabularyError, match="Expected"):
        knowledge.parse("headings.yaml", "types: 3\n", HeadingsFile)


def test_a_shorthand_that_is_none_is_refused() -> None:
    with pytest.raises(VocabularyError, match="no shorthand: thing"):
        headings.written_out("how {thing} goes", {"it": "it"}, "head.x")
