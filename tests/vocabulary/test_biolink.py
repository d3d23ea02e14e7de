"""What stands in ``exports/biolink.yaml`` is so in the Biolink Model."""

from functools import cache
from itertools import product
from pathlib import Path

import msgspec
import pytest
from rdflib import OWL, RDF, RDFS, Graph, URIRef

from pipeline import knowledge
from pipeline.errors import VocabularyError
from pipeline.namespaces import PREFIXES, iri
from pipeline.vocabulary import biolink
from tests.exports import biolink as model

BIOLINK = biolink.load()
ONTOLOGY = Path(__file__).parents[2] / "ontology" / "procedure-graph.ttl"
EVIDENCED = URIRef(iri("pg:evidenced"))


@cache
def ontology() -> Graph:
    return Graph().parse(ONTOLOGY)


def curie(name: URIRef) -> str:
    return f"pg:{name.removeprefix(PREFIXES['pg'])}"


def classes(link: str, end: URIRef) -> list[str]:
    """Return the classes of ours that may stand at *end* of *link*.

    Where the ontology leaves it open, or names a role, it may be any.
    """
    named = [
        curie(value)
        for value in ontology().objects(URIRef(iri(link)), end)
        if isinstance(value, URIRef) and value.startswith(PREFIXES["pg"])
    ]
    found = [each for each in named if each in BIOLINK.categories]
    return found or list(BIOLINK.categories)


def links() -> list[str]:
    return [
        curie(link)
        for link in ontology().subjects(EVIDENCED)
        if isinstance(link, URIRef)
    ]


def test_every_link_with_evidence_is_told() -> None:
    assert len(links()) > 20
    assert set(links()) <= BIOLINK.predicates.keys()


def test_every_link_that_is_told_is_one_of_the_ontology() -> None:
    for link in BIOLINK.predicates:
        if link.startswith("pg:"):
            assert (URIRef(iri(link)), RDF.type, OWL.ObjectProperty) in ontology()


def test_every_class_is_told_or_a_role() -> None:
    told = BIOLINK.categories.keys() | BIOLINK.roles
    # Made of statements, and so no nodes of the export.
    elsewhere = {"pg:Assertion", "pg:CodeClaim", "pg:Section"}
    elsewhere |= {"pg:TermMapping", "pg:TermCandidate"}
    ours = {
        curie(name)
        for name in ontology().subjects(RDF.type, OWL.Class)
        if isinstance(name, URIRef) and name.startswith(PREFIXES["pg"])
    }
    assert ours <= told | elsewhere
    assert {each for each in told if each.startswith("pg:")} <= ours


@pytest.mark.parametrize("link", BIOLINK.predicates)
def test_a_predicate_admits_every_pair_that_its_link_can_have(link: str) -> None:
    subjects = classes(link, RDFS.domain)
    objects = classes(link, RDFS.range)
    for subject, target in product(subjects, objects):
        one, other = BIOLINK.categories[subject], BIOLINK.categories[target]
        predicate = BIOLINK.predicate_of(link, [one])
        assert model.admits(one, predicate, other), (one, predicate, other)


def test_what_is_not_told_is_admitted_for_all() -> None:
    every = [*BIOLINK.categories.values(), BIOLINK.other_category]
    for one, other in product(every, every):
        assert model.admits(one, BIOLINK.other_predicate, other)


def test_a_procedure_treats_nothing_in_biolink() -> None:
    assert not model.admits(
        "biolink:Procedure", "biolink:treats", "biolink:DiseaseOrPhenotypicFeature"
    )


def used() -> set[str]:
    links = BIOLINK.predicates.values()
    narrow = {name for link in links for name in link.by_subject.values()}
    return narrow | {link.predicate for link in links} | {BIOLINK.other_predicate}


@pytest.mark.parametrize("predicate", sorted(used()))
def test_a_predicate_is_one_that_edges_may_have(predicate: str) -> None:
    entry = model.entries("slots")[model.predicates()[predicate]]
    assert not {"abstract", "mixin", "deprecated"} & entry.keys()


@pytest.mark.parametrize(
    "category", sorted({*BIOLINK.categories.values(), BIOLINK.other_category})
)
def test_a_category_is_one_that_nodes_may_have(category: str) -> None:
    entry = model.classes()[category]
    assert not {"abstract", "mixin", "deprecated"} & entry.keys()
    assert model.ROOT in model.ancestors("classes", model.name_of(category))


def test_the_release_is_that_of_the_package() -> None:
    assert model.schema()["version"] == BIOLINK.release


def test_level_and_agents_are_values_of_biolink() -> None:
    assert BIOLINK.knowledge_level in model.values("KnowledgeLevelEnum")
    agents = {BIOLINK.agents.statement, BIOLINK.agents.structure}
    assert agents <= model.values("AgentTypeEnum")
    assert BIOLINK.association in model.classes()


@pytest.mark.parametrize(
    ("types", "categories"),
    [
        pytest.param(["pg:RiskFactor"], ("biolink:NamedThing",), id="a role alone"),
        pytest.param(
            ["pg:Complication", "pg:Symptom"],
            ("biolink:PhenotypicFeature",),
            id="a role beside a kind",
        ),
        pytest.param(
            ["pg:Device", "pg:Substance"],
            ("biolink:Device", "biolink:ChemicalEntity"),
            id="two kinds",
        ),
    ],
)
def test_categories_follow_from_kinds(
    types: list[str], categories: tuple[str, ...]
) -> None:
    assert BIOLINK.categories_of(types) == categories


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        pytest.param("biolink:Device", "Device", "regex", id="no name of Biolink"),
        pytest.param("roles:", "parts:", "field", id="a field too many"),
    ],
)
def test_a_fault_names_file_and_line(before: str, after: str, words: str) -> None:
    source = knowledge.text(biolink.FILE).replace(before, after, 1)
    with pytest.raises(VocabularyError, match=rf"biolink\.yaml:\d+: .*{words}"):
        knowledge.parse(biolink.FILE, source, biolink.BiolinkVocabulary)


def test_an_unknown_prefix_is_refused() -> None:
    wrong = msgspec.structs.replace(
        BIOLINK, categories={**BIOLINK.categories, "px:Device": "biolink:Device"}
    )
    with pytest.raises(VocabularyError, match="prefix of 'px:Device'"):
        biolink.checked(wrong)
