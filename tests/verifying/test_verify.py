"""A graph against its shapes and across its nodes, one fault at a time."""

from pathlib import Path

import pyoxigraph as ox
import pyshacl
import pytest
import rdflib

from pipeline import knowledge, verifying
from pipeline.errors import VocabularyError
from pipeline.model import Severity
from pipeline.verifying import shapes

FIXTURE = Path(__file__).parent.parent / "questions" / "graph.ttl"
TEXT = FIXTURE.read_text()
ONTOLOGY = rdflib.Graph().parse(data=knowledge.text("procedure-graph.ttl"))
SHAPES = rdflib.Graph().parse(data=knowledge.text("shapes.ttl"))
SHAPE_NAMES = {each.shape for each in shapes.constraints()}
SH = rdflib.SH
CODE = 'pg:MedicalCode ;\n  rdfs:label "CPT 22856"'

FACT = 'pg:CodeFact ;\n  rdfs:label "CPT 22856'

# What is replaced, by what, and the shape that tells.
BROKEN = [
    ("pg:confidence 0.80", "pg:confidence 1.5", "AssertionConfidence"),
    ("pg:confidence 0.80", 'pg:confidence "much"', "AssertionConfidence"),
    ("polarity:negated", "polarity:unsure", "AssertionPolarity"),
    (
        "certainty:possible",
        "certainty:possible , certainty:stated",
        "AssertionCertainty",
    ),
    ('pg:extractorRule "code.line"', 'pg:timeText "x"', "AssertionRule"),
    ('pg:extractorRule "code.line"', 'pg:extractorRule "By Hand!"', "AssertionRule"),
    ("pg:inSection section:", "pg:inSection doc:", "AssertionSection"),
    ('pg:isoDuration "P1W"', 'pg:isoDuration "1 week"', "FollowUpWritten"),
    ("schema:maxValue 2.0", "schema:maxValue 0.5", "QuantityMinimum"),
    ('schema:currency "USD"', 'schema:currency "$"', "MoneyCurrency"),
    ('"1"^^xsd:positiveInteger', '"0"^^xsd:positiveInteger', "StepIndex"),
    ("phase:recovery", "phase:later", "InstructionPhase"),
    ('pg:checkId "EMPTY_SECTION"', 'pg:checkId "empty"', "FindingCheck"),
    (CODE, CODE.replace("22856", "and many words of its own"), "CodeLabel"),
    (CODE, f'{CODE}@en ; skos:altLabel "other words"', "CodeOtherName"),
    (CODE, f'{CODE}@en ; skos:definition "its words"', "CodeDefinition"),
    (CODE, f'{CODE}@en ; schema:name "its words"', "CodeName"),
    (
        'schema:codeValue "22856"',
        'schema:codeValue "22856 and words of its own"',
        "CodeValue",
    ),
    (FACT, FACT.replace("22856", "and many words of its own"), "CodeLabel"),
    ('pg:claimedLabel "vein stripping"', 'pg:timeText "x"', "ClaimLabel"),
    ('"2"^^xsd:nonNegativeInteger', '"1"^^xsd:nonNegativeInteger', "FactSources"),
]


def store(text: str) -> ox.Store:
    made = ox.Store()
    made.load(text.encode(), format=ox.RdfFormat.TURTLE)
    return made


def rules(text: str) -> set[str]:
    return {fault.rule for fault in verifying.verify(store(text))}


def test_a_good_graph_has_no_fault() -> None:
    assert verifying.verify(store(TEXT)) == ()


def test_an_empty_graph_has_none_either() -> None:
    assert verifying.verify(ox.Store()) == ()


def test_the_graph_stays_as_it_was() -> None:
    made = store(TEXT)
    verifying.verify(made)
    assert len(made) == len(store(TEXT))


@pytest.mark.parametrize(("old", "new", "shape"), BROKEN, ids=lambda part: part[:40])
def test_one_fault_is_told_by_its_shape_alone(old: str, new: str, shape: str) -> None:
    assert old in TEXT
    # A number that no step may have is out of the order across nodes, too.
    assert rules(TEXT.replace(old, new, 1)) & SHAPE_NAMES == {shape}


@pytest.mark.parametrize(("old", "new", "shape"), BROKEN, ids=lambda part: part[:40])
def test_another_validator_tells_the_same(old: str, new: str, shape: str) -> None:
    text = TEXT.replace(old, new, 1)
    _, report, _ = pyshacl.validate(
        rdflib.Graph().parse(data=text), shacl_graph=SHAPES, ont_graph=ONTOLOGY
    )
    theirs = {
        (
            str(report.value(each, SH.sourceShape)).rpartition("#")[2],
            str(report.value(each, SH.focusNode)),
        )
        for each in report.subjects(rdflib.RDF.type, SH.ValidationResult)
    }
    ours = {
        (fault.rule, fault.node)
        for fault in verifying.verify(store(text))
        if fault.rule in SHAPE_NAMES
    }
    assert shape in {rule for rule, _ in theirs}
    assert ours == theirs


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        pytest.param(
            "pg:hasBenefit concept:benefit-better-looking-legs",
            "pg:hasBenefit concept:benefit-better-looking-legs , concept:anatomy-leg",
            "link-without-assertion",
            id="a link that nobody states",
        ),
        pytest.param(
            "pg:hasBenefit concept:benefit-better-looking-legs ;\n",
            "",
            "assertion-without-link",
            id="a statement without its link",
        ),
        pytest.param(
            "rdf:predicate pg:hasBenefit",
            "rdf:predicate pg:hasCharm",
            "undeclared-link",
            id="a link that the ontology has not",
        ),
        pytest.param(
            'pg:quote "Walk every day."',
            'pg:quote "Walk each day."',
            "quote-and-offsets",
            id="a quote that is not what stands there",
        ),
        pytest.param(
            "proc:front-neck-fusion a pg:Procedure ;",
            "proc:front-neck-fusion a pg:Procedure ; pg:hasCode code:cpt-22856 ;",
            "confirmed-despite-violation",
            id="a disputed code as confirmed",
        ),
        pytest.param(
            '"2"^^xsd:positiveInteger',
            '"4"^^xsd:positiveInteger',
            "order-of-steps",
            id="a step out of its order",
        ),
        pytest.param(
            'obligation:conditional ;\n  pg:conditionText "if the vein is long"',
            "obligation:conditional",
            "condition-of-step",
            id="a conditional step without condition",
        ),
        pytest.param(
            "  pg:inContextOf proc:vein-stripping ;\n",
            "",
            "statement-without-context",
            id="a statement out of its context",
        ),
    ],
)
def test_what_does_not_hold_across_nodes_is_told(old: str, new: str, rule: str) -> None:
    assert old in TEXT
    assert rule in rules(TEXT.replace(old, new, 1))


def test_a_fault_says_how_grave_it_is_and_where() -> None:
    text = TEXT.replace('"2"^^xsd:nonNegativeInteger', '"1"^^xsd:nonNegativeInteger', 1)
    (fault,) = verifying.verify(store(text))
    assert fault.severity is Severity.WARNING
    assert fault.message == "the fact rests on one publisher"
    assert fault.node.endswith("code-fact/cpt-22856")


@pytest.mark.parametrize(
    "constraint", ["sh:uniqueLang true", "sh:minCount 2", "sh:or ( )"]
)
def test_a_constraint_that_is_not_known_is_a_fault_of_the_file(constraint: str) -> None:
    source = f"""@prefix sh: <http://www.w3.org/ns/shacl#> .
    <urn:s> sh:targetClass <urn:c> ; sh:property <urn:p> .
    <urn:p> sh:path <urn:q> ; {constraint} ."""
    with pytest.raises(VocabularyError, match=r"ontology/shapes\.ttl"):
        shapes.read(source)
