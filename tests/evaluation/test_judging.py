"""Which of our mentions count, and what the figures on them are."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from pipeline.evaluation.calibration import counted
from pipeline.evaluation.evaluating import Report, report
from pipeline.evaluation.gold import Allowed, Gold, GoldMention, GoldProcedure
from pipeline.evaluation.gold import read as read_gold
from pipeline.evaluation.judging import judge, types
from pipeline.evaluation.mistakes import Kind
from pipeline.model import (
    CodeMention,
    Extraction,
    Mention,
    Polarity,
    ProcedureMention,
    Qualifiers,
    Reading,
    Section,
    Span,
)
from pipeline.vocabulary import annotation
from tests.evaluation import pages

RULES = annotation.load()
PLACE = Span(0, 1)
CODE = CodeMention("CPT", "12345", 0, 1, PLACE, 0, "code")
NAMED = ProcedureMention("wart removal", 0, 1, PLACE, 0, "title")
SECTIONS = (
    Section(0, "Symptoms", "symptoms", 0, 1, 1, ()),
    Section(1, "Risks", "symptoms", 1, 2, 1, ()),
)


@pytest.fixture
def gold(tmp_path: Path) -> Gold:
    path = pages.laid(tmp_path) / "gold" / "wart.yaml"
    return read_gold(path, Allowed(("symptoms", "complications"), RULES.types))


def read(kind: str, quote: str, rule: str = "item", confidence: float = 0.9) -> Mention:
    start = pages.PAGE.index(quote)
    end = start + len(quote)
    span = Span(start, end)
    return Mention(quote, kind, quote, start, end, span, 0, rule, confidence)


def told(
    gold: Gold,
    mentions: Sequence[Mention],
    procedure: ProcedureMention | None = NAMED,
) -> Report:
    reading = Reading(procedure, tuple(mentions), ())
    extraction = Extraction(gold.document, SECTIONS, reading, (), (), ())
    judged = types([gold], RULES)
    return report([judge(gold, extraction, judged, RULES)], judged, fewest=2)


RIGHT = (
    read("Symptom", "itching"),
    read("Symptom", "sore skin"),
    read("Complication", "blisters"),
)


def test_what_people_marked_and_no_more_is_a_perfect_reading(gold: Gold) -> None:
    found = told(gold, RIGHT)
    assert (found.micro.f1, found.span_exactness) == (1.0, 1.0)
    assert (found.mistakes, found.missed) == ((), ())
    assert found.procedure_label_accuracy == found.procedure_code_accuracy == 1.0


def test_scores_are_by_type_with_two_means(gold: Gold) -> None:
    found = told(gold, [RIGHT[0], read("Complication", "pale spot")])
    assert (found.types["Symptom"].precision, found.types["Symptom"].recall) == (1, 0.5)
    assert found.types["Complication"].f1 == 0
    assert found.macro is not None
    assert (found.macro.recall, found.macro.types) == (0.25, 2)
    assert found.macro_frequent is not None
    assert (found.macro_frequent.recall, found.macro_frequent.types) == (0.5, 1)


@pytest.mark.parametrize(
    "mention",
    [
        msgspec.structs.replace(
            read("Symptom", "Wart"), qualifiers=Qualifiers(polarity=Polarity.NEGATED)
        ),
        msgspec.structs.replace(read("Symptom", "Wart"), parent="itching"),
        read("Symptom", "itching"),
        read("Anatomy", "skin"),
        read("Contraindication", "Wart"),
    ],
    ids=[
        "what is denied",
        "what stands inside another mention",
        "what the section says already",
        "a type that nobody marks",
        "a type that this gold does not mark",
    ],
)
def test_some_mentions_do_not_count(mention: Mention, gold: Gold) -> None:
    assert told(gold, [*RIGHT, mention]).micro.f1 == 1.0


def test_a_type_that_only_some_mark_counts_where_the_gold_has_it(gold: Gold) -> None:
    extra = GoldMention("Contraindication", "x", 0, 1)
    marked = replace(gold, mentions=(*gold.mentions, extra))
    found = told(marked, [*RIGHT, read("Contraindication", "pale spot")])
    assert found.types["Contraindication"].matched == 0
    assert found.micro.read == 4


def test_headings_count_as_found_and_as_typed(gold: Gold) -> None:
    sections = told(gold, RIGHT).sections
    assert (sections.gold, sections.found, sections.type_accuracy) == (2, 2, 0.5)


@pytest.mark.parametrize(
    ("ours", "theirs", "label", "code"),
    [
        (NAMED, GoldProcedure("The wart removal"), 1, 1),
        (NAMED, None, 0, 1),
        (None, None, 1, 1),
        (None, GoldProcedure("wart removal", "CPT", "12345"), 0, 0),
        (replace(NAMED, code=CODE), GoldProcedure("removal", "CPT", "12345"), 0, 1),
        (replace(NAMED, code=CODE), GoldProcedure("wart removal"), 1, 0),
    ],
)
def test_the_procedure_counts_by_name_and_by_code(
    ours: ProcedureMention | None,
    theirs: GoldProcedure | None,
    label: int,
    code: int,
    gold: Gold,
) -> None:
    found = told(replace(gold, procedure=theirs), RIGHT, ours)
    assert found.procedure_label_accuracy == label
    assert found.procedure_code_accuracy == code


def test_the_surest_mistake_comes_first_with_its_rule(gold: Gold) -> None:
    found = told(
        gold,
        [
            read("Symptom", "pale spot", "guess", 0.6),
            read("Condition", "sore skin", "item", 0.9),
            read("Complication", "- blisters\n- a pale spot", "line", 0.8),
        ],
    )
    assert [(each.kind, each.rule) for each in found.mistakes] == [
        (Kind.TYPE, "item"),
        (Kind.PLACE, "line"),
        (Kind.UNMARKED, "guess"),
    ]
    assert found.mistakes[0].marked == "Symptom: sore skin"
    assert found.mistakes[0].line == 5
    # What was misread is not told twice.
    assert [(each.type, each.quote) for each in found.missed] == [
        ("Symptom", "itching")
    ]


def test_confidence_is_held_against_how_often_it_is_right(gold: Gold) -> None:
    found = told(
        gold,
        [
            read("Symptom", "itching", "item", 0.95),
            read("Complication", "blisters", "item", 0.9),
            read("Symptom", "pale spot", "guess", 0.7),
        ],
    ).calibration
    assert [(t.name, t.read, t.right) for t in found.rules] == [
        ("item", 2, 2),
        ("guess", 1, 0),
    ]
    assert [(t.name, t.precision) for t in found.bins] == [
        ("0.7-0.8", 0.0),
        ("0.9-1.0", 1.0),
    ]
    assert found.error == pytest.approx((0.05 + 0.1 + 0.7) / 3)


def test_where_there_is_nothing_no_number_flatters(gold: Gold) -> None:
    empty = replace(gold, sections=(), mentions=(), procedure=None)
    found = told(empty, [], None)
    assert found.macro is None
    assert found.span_exactness is None
    assert found.sections.type_accuracy is None
    assert found.calibration.error is None
    assert found.micro.f1 == 1.0


def test_what_is_right_is_counted_by_rule_and_type(gold: Gold) -> None:
    mentions = (
        read("Complication", "blisters"),
        read("Symptom", "blisters", "other"),
    )
    extraction = Extraction(
        gold.document, SECTIONS, Reading(NAMED, mentions, ()), (), (), ()
    )
    held = judge(gold, extraction, types([gold], RULES), RULES)
    assert counted([held, held]) == {
        "item": {"Complication": (2, 2)},
        "other": {"Symptom": (2, 0)},
    }
