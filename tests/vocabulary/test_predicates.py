"""What mentions become is data, and its names are those of the ontology."""

import re

import msgspec
import pytest

from pipeline import knowledge
from pipeline.assertions import concepts
from pipeline.errors import VocabularyError
from pipeline.vocabulary import lexicon
from pipeline.vocabulary.predicates import (
    CONCEPT,
    PredicatesFile,
    TreatmentsFile,
    compile_files,
    load,
)

FILE = knowledge.records("vocabulary/predicates.yaml", PredicatesFile)
TREATMENTS = knowledge.records("vocabulary/treatments.yaml", TreatmentsFile)
ONTOLOGY = knowledge.text("procedure-graph.ttl")
DEFINED = frozenset(re.findall(r"^([a-z]+:[A-Za-z]+) a ", ONTOLOGY, re.MULTILINE))
EVIDENCED = frozenset(
    re.findall(
        r"^pg:([A-Za-z]+) a owl:ObjectProperty .*pg:evidenced true",
        ONTOLOGY,
        re.MULTILINE,
    )
)


def test_every_link_is_one_that_the_ontology_wants_evidence_for() -> None:
    assert load().predicates <= EVIDENCED


def test_every_link_that_wants_evidence_is_made() -> None:
    assert load().predicates >= EVIDENCED


def own_names() -> list[str]:
    names = {
        *FILE.kinds.values(),
        *(name for rule in FILE.nodes.values() for name in rule.types),
        *(name for link in FILE.links for name in (link.role, link.phase)),
        *FILE.code.assertion,
        *FILE.code.types,
        *FILE.failure.outcome,
        *FILE.failure.outcome.values(),
        FILE.failure.therapy,
        FILE.anchor,
    }
    return sorted(name for name in names if name and not name.startswith("schema:"))


@pytest.mark.parametrize("name", own_names())
def test_every_class_role_and_value_stands_in_the_ontology(name: str) -> None:
    assert name in DEFINED


def test_every_kind_of_the_lexicon_has_a_class() -> None:
    known = {kind for kinds in lexicon.load().heads.values() for kind in kinds}
    assert known <= FILE.kinds.keys()


def test_a_link_that_nothing_can_reach_is_not_there() -> None:
    seen: set[tuple[object, ...]] = set()
    for link in FILE.links:
        key = (link.mention, link.under, link.trigger, link.failed, link.valued)
        assert key not in seen
        seen.add(key)


@pytest.mark.parametrize(
    ("label", "therapy"),
    [
        pytest.param(label, therapy, id=label)
        for rule in TREATMENTS.failed
        for label, therapy in rule.examples.items()
    ],
)
def test_the_examples_of_failed_treatments_hold(label: str, therapy: str) -> None:
    match = next(m for rule in load().failures if (m := rule.match(label)))
    assert concepts.plain(match["therapy"], lexicon.load()) == therapy


def test_units_run_from_the_longest_to_the_shortest() -> None:
    lengths = [unit.length for unit in FILE.units]
    assert lengths == sorted(lengths, reverse=True)


LINK = FILE.links[1]


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"kind": "colour"}, "no kind 'colour'"),
        ({"node": "drawer"}, "no node 'drawer'"),
        ({"predicate": "pg:x"}, "not the name of a property"),
        ({"subject": "parent"}, "no parent to be the subject"),
        ({"admits": frozenset({"colour"})}, "no kind 'colour'"),
        ({"admits": frozenset({"test"})}, "its own kind is not admitted"),
        ({"role": "nobody:Role"}, "the prefix 'nobody' is not known"),
        ({"phase": "later"}, "is not known"),
    ],
)
def test_a_wrong_link_is_a_fault_of_the_file(
    change: dict[str, object], fault: str
) -> None:
    assert LINK.node == CONCEPT
    wrong = msgspec.structs.replace(LINK, **change)
    read = msgspec.structs.replace(FILE, links=(*FILE.links, wrong))
    with pytest.raises(VocabularyError, match=f"predicates.yaml: .*{fault}"):
        compile_files(read, TREATMENTS)


@pytest.mark.parametrize("days", ["many", "1/0", "0", "-1"])
def test_a_unit_without_a_length_is_a_fault(days: str) -> None:
    unit = msgspec.structs.replace(FILE.units[0], days=days)
    read = msgspec.structs.replace(FILE, units=(unit, *FILE.units[1:]))
    with pytest.raises(VocabularyError, match="'Y'"):
        compile_files(read, TREATMENTS)


@pytest.mark.parametrize(
    ("pattern", "fault"), [("x", "does not name"), ("(", "name|wrong")]
)
def test_a_wrong_pattern_is_a_fault_of_its_file(pattern: str, fault: str) -> None:
    rule = msgspec.structs.replace(TREATMENTS.failed[0], pattern=pattern)
    read = msgspec.structs.replace(TREATMENTS, failed=(rule,))
    with pytest.raises(VocabularyError, match=f"treatments.yaml: .*({fault})"):
        compile_files(FILE, read)
