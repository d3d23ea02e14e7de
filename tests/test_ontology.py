"""The ontology is complete, closed, and says where its neighbours' terms come from."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pyshacl
import pytest
import rdflib
import yaml
from rdflib import OWL, RDF, RDFS, SKOS, Literal, URIRef

from pipeline.namespaces import BASE, PREFIXES
from pipeline.vocabulary import code_facts
from scripts import describe

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "ontology"
PG = rdflib.Namespace(PREFIXES["pg"])
ONTOLOGY = rdflib.Graph().parse(FOLDER / "procedure-graph.ttl")
SHAPES = rdflib.Graph().parse(FOLDER / "shapes.ttl")
FIXTURE = ROOT / "tests" / "questions" / "graph.ttl"
QUERIES = sorted(FOLDER.rglob("*.rq"))
DATA = sorted(FOLDER.rglob("*.yaml"))
MODULES = sorted((ROOT / "pipeline").rglob("*.py"))
CURIE = re.compile(r"(?<![\w/:.<-])([a-z][a-z-]*):([A-Za-z_][\w.-]*\w|[A-Za-z])")
COMMENT = re.compile(r"^\s*#.*$", re.MULTILINE)
MAPPINGS = (
    SKOS.closeMatch,
    SKOS.broadMatch,
    SKOS.narrowMatch,
    SKOS.relatedMatch,
    SKOS.exactMatch,
)


def terms_of(kind: URIRef) -> list[URIRef]:
    return sorted(URIRef(str(term)) for term in ONTOLOGY.subjects(RDF.type, kind))


CLASSES = terms_of(OWL.Class)
LINKS = terms_of(OWL.ObjectProperty)
DETAILS = terms_of(OWL.DatatypeProperty)
NOTES = terms_of(OWL.AnnotationProperty)
TERMS = [*CLASSES, *LINKS, *DETAILS, *NOTES]
VALUES = terms_of(SKOS.Concept)
OWN_VALUES = {
    prefix for prefix, iri in PREFIXES.items() if iri.startswith(f"{BASE}vocab/")
}


def name(term: object) -> str:
    return str(term).removeprefix(BASE)


def in_text(text: str) -> set[str]:
    """Return the prefixed names of our own vocabulary in *text*."""
    return {
        f"{prefix}:{local}"
        for prefix, local in CURIE.findall(COMMENT.sub("", text))
        if prefix == "pg" or prefix in OWN_VALUES - {"pgv"}
    }


def in_python(module: Path) -> set[str]:
    """Return those in texts of *module*; text after an f-string's brace is not known."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(module.read_text())):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            found |= {c for c in in_text(node.value) if not c.endswith((":", "…"))}
    return found


def predicates() -> Iterator[str]:
    """Yield the links that the table of predicates names without a prefix."""
    table = yaml.safe_load((FOLDER / "vocabulary" / "predicates.yaml").read_text())
    for link in (*table["links"], table["code"]):
        yield f"pg:{link['predicate']}"


def used() -> dict[str, str]:
    """Return each of our own terms that is used, with one place that uses it."""
    found: dict[str, str] = {}
    for path in [*QUERIES, *DATA]:
        found |= dict.fromkeys(in_text(path.read_text()), path.name)
    for path in MODULES:
        found |= dict.fromkeys(in_python(path), path.name)
    found |= dict.fromkeys(predicates(), "predicates.yaml")
    for triple in SHAPES:
        for term in triple:
            if str(term).startswith(str(PG)):
                found[f"pg:{str(term).removeprefix(str(PG))}"] = "shapes.ttl"
    return found


def declared() -> set[str]:
    own = {f"pg:{str(term).removeprefix(str(PG))}" for term in TERMS}
    values = {str(value).removeprefix(f"{BASE}vocab/") for value in VALUES}
    return own | {value.replace("/", ":", 1) for value in values}


def offered() -> set[URIRef]:
    return {URIRef(str(s)) for s in ONTOLOGY.subjects(PG.status, Literal("offered"))}


def test_the_header_names_version_and_licence() -> None:
    header = URIRef(f"{BASE}ontology")
    version = ONTOLOGY.value(header, OWL.versionInfo)
    assert (header, RDF.type, OWL.Ontology) in ONTOLOGY
    assert ONTOLOGY.value(header, OWL.versionIRI) == URIRef(f"{BASE}ontology/{version}")
    assert ONTOLOGY.value(header, rdflib.DCTERMS.license) is not None


@pytest.mark.parametrize("term", TERMS, ids=name)
def test_a_term_has_label_definition_and_example(term: URIRef) -> None:
    for told in (RDFS.label, SKOS.definition, SKOS.example):
        (text,) = ONTOLOGY.objects(term, told)
        assert isinstance(text, Literal)
        assert text.language == "en"
        assert str(text).strip() == str(text) != ""


@pytest.mark.parametrize("value", VALUES, ids=name)
def test_a_value_has_label_definition_and_list(value: URIRef) -> None:
    for told in (SKOS.prefLabel, SKOS.definition, SKOS.inScheme):
        assert len(set(ONTOLOGY.objects(value, told))) == 1
    scheme = ONTOLOGY.value(value, SKOS.inScheme)
    assert (scheme, RDF.type, SKOS.ConceptScheme) in ONTOLOGY
    assert str(value).startswith(f"{scheme}/")


def test_labels_tell_terms_apart() -> None:
    labels = [str(ONTOLOGY.value(term, RDFS.label)) for term in (*CLASSES, *LINKS)]
    assert len(labels) == len(set(labels))


def test_every_term_that_is_used_is_declared() -> None:
    known = declared()
    assert {t: place for t, place in used().items() if t not in known} == {}


def test_every_term_that_is_declared_is_used_or_offered() -> None:
    mine = used().keys() | {"pg:status", "pg:exchangeKey"}
    idle = {
        term for term in TERMS if f"pg:{str(term).removeprefix(str(PG))}" not in mine
    }
    assert idle == {term for term in offered() if term in TERMS}


def test_classes_and_properties_are_told_by_their_first_letter() -> None:
    for term in TERMS:
        first = str(term).removeprefix(str(PG))[0]
        assert first.isupper() == (term in CLASSES)


def test_domains_and_ranges_are_classes() -> None:
    for end in (RDFS.domain, RDFS.range):
        for term, kind in ONTOLOGY.subject_objects(end):
            if str(kind).startswith(str(PG)):
                assert kind in CLASSES, term


def test_links_with_evidence_are_those_that_documents_make() -> None:
    evidenced = {name(s).removeprefix("ontology#") for s in _evidenced()}
    assert {each.removeprefix("pg:") for each in predicates()} <= evidenced
    assert evidenced.isdisjoint({"hasCode", "nextStep", "evidence", "polarity"})


def _evidenced() -> set[URIRef]:
    return {URIRef(str(s)) for s in ONTOLOGY.subjects(PG.evidenced)}


def test_nothing_is_made_a_case_of_a_predicate_of_biolink() -> None:
    for _, other in ONTOLOGY.subject_objects(RDFS.subPropertyOf):
        assert not str(other).startswith(PREFIXES["biolink"])


@pytest.mark.parametrize("prefix", ["biolink", "schema", "fhir", "obo"])
def test_the_neighbours_are_aligned_with(prefix: str) -> None:
    aligned = {
        other
        for mapping in (*MAPPINGS, RDFS.subClassOf)
        for other in ONTOLOGY.objects(None, mapping)
    }
    assert len([o for o in aligned if str(o).startswith(PREFIXES[prefix])]) >= 5


def external() -> set[str]:
    """Return every IRI of another vocabulary in the ontology and the shapes."""
    found = {
        str(term)
        for graph in (ONTOLOGY, SHAPES)
        for triple in graph
        for term in triple
        if isinstance(term, URIRef)
    }
    found |= {
        str(o.datatype)
        for graph in (ONTOLOGY, SHAPES)
        for o in graph.objects()
        if isinstance(o, Literal) and o.datatype
    }
    return {iri for iri in found if not iri.startswith(BASE)}


def test_terms_of_others_are_those_that_were_looked_up() -> None:
    listed = yaml.safe_load((FOLDER / "external-terms.yaml").read_text())
    known = {
        f"{PREFIXES[prefix]}{term}"
        for prefix, entry in listed.items()
        for term in entry["terms"]
    }
    assert external() - {"https://www.apache.org/licenses/LICENSE-2.0"} == known
    assert all(entry["release"] and entry["checked"] for entry in listed.values())


@pytest.mark.parametrize("path", describe.FILES, ids=lambda path: Path(path).name)
def test_what_is_made_from_the_ontology_is_current(path: Path) -> None:
    assert path.read_text() == describe.FILES[path](ONTOLOGY), (
        "out of date: run python scripts/describe.py"
    )


def test_the_context_expands_to_our_terms() -> None:
    context = (FOLDER / "context.jsonld").read_text()
    data = f'{{"@context": {context[context.index(":") + 1 : context.rindex("}")]},'
    data += '"id": "urn:x", "label": "bleeding", "mayLeadTo": "urn:y", "stepIndex": 3}'
    quads = ox.parse(data, format=ox.RdfFormat.JSON_LD)
    assert {str(quad.triple) for quad in quads} == {
        f"<urn:x> <{PG.mayLeadTo}> <urn:y>",
        f'<urn:x> <{RDFS.label}> "bleeding"@en',
        f'<urn:x> <{PG.stepIndex}> "3"^^<{rdflib.XSD.positiveInteger}>',
    }


# ---------------------------------------------------------------- shapes


def conforms(graph: rdflib.Graph) -> bool:
    return bool(pyshacl.validate(graph, shacl_graph=SHAPES, ont_graph=ONTOLOGY)[0])


def test_the_shapes_hold_core_constraints_only() -> None:
    assert not set(SHAPES.objects(None, rdflib.SH.sparql))
    assert not [
        t
        for triple in SHAPES
        for t in triple
        if isinstance(t, rdflib.BNode) and (t, RDF.first, None) not in SHAPES
    ]


def test_a_good_graph_conforms() -> None:
    assert conforms(rdflib.Graph().parse(FIXTURE))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("pg:confidence 0.80", "pg:confidence 1.5", id="confidence over 1"),
        pytest.param("polarity:negated", "polarity:unsure", id="an unknown polarity"),
        pytest.param("certainty:possible", "certainty:sure", id="an unknown certainty"),
        pytest.param('pg:extractorRule "code.line"', 'pg:message "x"', id="no rule"),
        pytest.param('pg:isoDuration "P1W"', 'pg:isoDuration "1 week"', id="no time"),
        pytest.param('"P7D"^^xsd:duration', '"P1W"', id="weeks as a duration"),
        pytest.param(
            "schema:maxValue 2.0", "schema:maxValue 0.5", id="a range reversed"
        ),
        pytest.param('schema:currency "USD"', 'schema:currency "$"', id="a currency"),
        pytest.param('"1"^^xsd:positiveInteger', '"0"^^xsd:integer', id="a step zero"),
        pytest.param("phase:recovery", "phase:later", id="an unknown phase"),
        pytest.param('pg:checkId "EMPTY_SECTION"', 'pg:checkId "empty"', id="a check"),
        pytest.param(
            'pg:MedicalCode ;\n  rdfs:label "CPT 22856"',
            'pg:MedicalCode ;\n  rdfs:label "some words of a code set"',
            id="wording on a code",
        ),
        pytest.param('pg:claimedLabel "vein stripping"', 'pg:quote "x"', id="no label"),
        pytest.param(
            'rdfs:label "vein stripping"@en ;', "", id="a thing without label"
        ),
    ],
)
def test_one_fault_breaks_a_good_graph(old: str, new: str) -> None:
    text = FIXTURE.read_text()
    assert old in text
    assert not conforms(rdflib.Graph().parse(data=text.replace(old, new, 1)))


def test_facets_of_the_facts_are_named_as_the_shapes_expect() -> None:
    pattern = str(SHAPES.value(URIRef(f"{BASE}shapes#FactFacet"), rdflib.SH.pattern))
    for facet in code_facts.load().labels:
        assert re.search(pattern, f"/{code_facts.identifier(facet)}")
