"""How pages tell of a procedure: all that a graph can hold has its place and its words."""

import pytest
import rdflib
from rdflib.namespace import OWL, RDF

from pipeline import knowledge, namespaces
from pipeline.errors import VocabularyError
from pipeline.exports import exchange
from pipeline.grounding import rules
from pipeline.model import Certainty, LineStatus, Part
from pipeline.terminology.records import Method
from pipeline.vocabulary import biolink, pathway

ONTOLOGY = rdflib.Graph().parse(data=knowledge.text("procedure-graph.ttl"))
PG = rdflib.Namespace(namespaces.PREFIXES["pg"])
TOLD = pathway.load()


def local(term: object) -> str:
    return str(term).removeprefix(str(PG))


def test_every_link_with_evidence_has_a_place_on_the_way() -> None:
    placed = {
        link for phase in TOLD.phases for group in phase.groups for link in group.links
    }
    links = {local(term) for term in ONTOLOGY.subjects(PG.evidenced, None)}
    assert placed == links


def test_every_phase_of_care_has_one_group_of_instructions() -> None:
    scheme = rdflib.URIRef(f"{namespaces.PREFIXES['pgv']}phase")
    values = {
        str(term).rpartition("/")[2]
        for term in ONTOLOGY.subjects(rdflib.SKOS.inScheme, scheme)
    }
    groups = [group.phase for phase in TOLD.phases for group in phase.groups]
    assert sorted(filter(None, groups)) == sorted(values)


def test_every_class_of_things_is_a_kind_with_a_look_of_its_own() -> None:
    classes = {name.partition(":")[2] for name in biolink.load().categories}
    kinds = [kind.type for kind in TOLD.kinds]
    assert classes - {"Finding", "ReferenceFile"} == set(kinds)
    assert len(set(kinds)) == len(kinds)
    looks = [(kind.hue, kind.shape) for kind in TOLD.kinds]
    assert len(set(looks)) == len(looks)


def test_names_are_those_of_the_ontology() -> None:
    terms = {local(term) for term in ONTOLOGY.subjects(RDF.type, OWL.ObjectProperty)}
    terms |= {local(term) for term in ONTOLOGY.subjects(RDF.type, OWL.DatatypeProperty)}
    timeline = TOLD.timeline
    assert {timeline.follow_up, timeline.duration, timeline.stay} <= terms
    assert TOLD.code_claim in terms
    foreign = {"value", "minValue", "maxValue", "unitCode", "currency"}  # schema.org
    foreign |= {"codeValue", "codingSystem"}
    assert set(TOLD.details) - foreign <= terms


def test_closed_lists_are_those_of_the_code() -> None:
    assert set(TOLD.qualifiers) == {name for _, name in exchange.NAMES} - {"trigger"}
    assert set(TOLD.certainty) == set(Certainty) - {Certainty.STATED}
    assert set(TOLD.parts) == set(Part)
    methods = {rules.spoken(method) for method in Method} | {rules.DECIDED}
    assert set(TOLD.methods) == methods
    assert set(TOLD.lines) == set(LineStatus)


def test_an_unknown_prefix_is_told_with_its_line() -> None:
    source = knowledge.text(pathway.FILE).replace("skos:exactMatch:", "odd:match:")
    read = knowledge.parse("pathway.yaml", source, pathway.PathwayVocabulary)
    with pytest.raises(VocabularyError, match="the prefix of 'odd:match' is not known"):
        pathway.checked(read)


def test_a_fault_is_told_with_its_line() -> None:
    source = knowledge.text(pathway.FILE).replace("hue: 1,", "hue: 9,", 1)
    with pytest.raises(VocabularyError, match=r"pathway\.yaml:\d+: "):
        knowledge.parse("pathway.yaml", source, pathway.PathwayVocabulary)
