"""A link is made where a name is the same, and says which, how, and from where."""

import pytest

from pipeline import extract, graph
from pipeline.model import Document, Part
from pipeline.terminology import Terminology
from pipeline.vocabulary import checks
from tests.grounding.pages import Thing, claimed, grounded


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        pytest.param("Nausea", {("exactMatch", "HP:0002018")}, id="as written"),
        pytest.param("headaches", {("exactMatch", "HP:0002315")}, id="a plural"),
        pytest.param(
            "blood clots in the leg", {("exactMatch", "HP:0002625")}, id="our table"
        ),
        pytest.param("stroke", {("exactMatch", "HP:0001297")}, id="a word of its own"),
        pytest.param(
            "eczema", {("closeMatch", "HP:0000964")}, id="a word of lay people"
        ),
        pytest.param("left pneumothorax", {("broadMatch", "HP:0002107")}, id="a side"),
        pytest.param("severe scoliosis", {("broadMatch", "HP:0002650")}, id="a degree"),
        pytest.param("angry bowel disease", set(), id="a code for what is left over"),
        pytest.param(
            "ankle pain at night", {("broadMatch", "HP:0030840")}, id="a time"
        ),
    ],
)
def test_a_thing_is_linked_as_far_as_its_name_goes(
    written: str, expected: set[tuple[str, str]], shipped: Terminology
) -> None:
    found = claimed(grounded(shipped, [written]))
    assert {each[1:] for each in found if each[2].startswith("HP:")} == expected


@pytest.mark.parametrize(
    "written",
    [
        pytest.param("all", id="the root of a terminology"),
        pytest.param("left", id="a side"),
        pytest.param("severe", id="a degree"),
        pytest.param("smoking", id="a habit"),
        pytest.param("scar", id="a word that is an abbreviation in capitals"),
        pytest.param("non-union", id="a word of several meanings"),
        pytest.param("spinal deformities", id="a rare disease has that name"),
        pytest.param("previous pneumothorax", id="what was"),
        pytest.param("pneumothorax in past", id="what was, told behind"),
        pytest.param("electric shock", id="a head that says too little alone"),
        pytest.param("no nausea", id="what is not"),
        pytest.param("suspected pneumothorax", id="what may be"),
        pytest.param("family history of stroke", id="what others have"),
        pytest.param("fever or chills", id="one of two"),
        pytest.param("bulla mistaken for pneumothorax", id="what is taken for it"),
        pytest.param("you feel nausea", id="a sentence"),
        pytest.param("nausia", id="nearly the same letters"),
    ],
)
def test_a_wrong_link_is_not_made(written: str, shipped: Terminology) -> None:
    assert grounded(shipped, [written]).matches == ()


def test_weakness_is_a_sign_and_no_disease(shipped: Terminology) -> None:
    found = claimed(grounded(shipped, [Thing("weakness", "symptom")]))
    assert {curie for _, _, curie in found} == {"ICD10CM:R53.1"}


@pytest.mark.parametrize(
    "thing",
    [
        pytest.param(Thing("X-ray", "test"), id="a picture is not a ray"),
        pytest.param(Thing("pneumothorax", "test"), id="a test is not a disease"),
        pytest.param(Thing("nausea", "benefit"), id="a good is nothing of these"),
    ],
)
def test_the_kind_decides_what_may_be_linked(
    thing: Thing, shipped: Terminology
) -> None:
    assert grounded(shipped, [thing]).matches == ()


def test_a_link_says_why(shipped: Terminology) -> None:
    hp, icd = grounded(shipped, ["headaches"]).matches
    assert (hp.label, hp.wording, hp.name) == ("Headache", "headaches", "headache")
    assert (hp.method, hp.scope, hp.part) == ("normalised", "exact", Part.LABEL)
    assert (hp.source, hp.version) == ("Human Phenotype Ontology", "2025-01-16")
    assert hp.iri == "http://purl.obolibrary.org/obo/HP_0002315"
    assert icd.iri == "http://purl.bioontology.org/ontology/ICD10CM/R51"
    assert 0.9 < hp.confidence < 0.98


def test_less_of_a_name_is_trusted_less(shipped: Terminology) -> None:
    names = ("nausea", "eczema", "severe scoliosis")
    sure, near, broad = (grounded(shipped, [n]).matches[0].confidence for n in names)
    assert sure > near > broad


def test_every_concept_is_live_and_has_the_name(shipped: Terminology) -> None:
    made = grounded(shipped, ["nausea", "blood in urine", "heart attack", "weak leg"])
    curated = {each.curie for each in made.matches if each.is_curated}
    assert curated
    for each in made.matches:
        term = shipped.term(each.curie)
        assert term is not None
        assert not term.is_obsolete
        assert each.is_curated or each.name in {name.written for name in term.names}


def test_a_name_that_a_page_gives_beside_is_near(shipped: Terminology) -> None:
    thing = Thing("crackling of the skin", synonyms=("subcutaneous emphysema",))
    (found,) = (
        each for each in grounded(shipped, [thing]).matches if each.curie[:2] == "HP"
    )
    assert (found.part, found.predicate) == (Part.SYNONYM, "skos:closeMatch")
    assert found.wording == "subcutaneous emphysema"


# ---------------------------------------------------------------- abbreviations


@pytest.mark.parametrize(
    ("things", "linked"),
    [
        pytest.param(
            [Thing("VGRG", line="A {} may come.")], {"HP:9000001"}, id="in its capitals"
        ),
        pytest.param([Thing("vgrg", line="A {} may come.")], set(), id="as a word"),
        pytest.param([Thing("VGRG", line="RISK OF {}.")], set(), id="all in capitals"),
        pytest.param([Thing("VGRG")], set(), id="alone, so that case tells nothing"),
        pytest.param(
            [Thing("VGRG", line="A {} may come."), Thing("vgrg", line="The {} goes.")],
            set(),
            id="written in two ways",
        ),
    ],
)
def test_an_abbreviation_counts_in_its_own_case(
    things: list[Thing], linked: set[str], small: Terminology
) -> None:
    found = claimed(grounded(small, things))
    assert {curie for _, _, curie in found} == linked
    assert {predicate for _, predicate, _ in found} <= {"closeMatch"}


# ---------------------------------------------------------------- ambiguity


def test_of_several_concepts_none_is_taken_and_all_are_told(small: Terminology) -> None:
    made = grounded(small, ["nothing", "hum"], ["hum"])
    first, second = made.matches
    assert [(each.curie, each.rank) for each in (first, second)] == [
        ("HP:9000013", 1),
        ("HP:9000014", 2),
    ]
    assert first.confidence < 0.5
    (told,) = made.findings
    assert (told.check, told.severity) == ("TERM_AMBIGUOUS", "info")
    assert (told.document, told.documents) == ("a.txt", ("a.txt", "b.txt"))
    assert told.about == "concept/condition-hum"
    page = made.extractions[0].document.text
    assert page[told.start : told.end] == "hum"
    assert "HP:9000013 (Hum of the knee), HP:9000014 (Hum of the hip)" in told.message


def test_a_code_and_its_only_case_of_the_same_name_are_no_choice(
    shipped: Terminology,
) -> None:
    made = grounded(shipped, ["spinal instability"])
    assert ("spinal instability", "closeMatch", "ICD10CM:M53.2") in claimed(made)
    assert made.findings == ()


def test_a_label_is_broader_only_where_the_rest_is_sure(small: Terminology) -> None:
    assert grounded(small, ["loud hum"]).matches == ()


def test_an_abbreviation_alone_in_its_line_counts_among_lines_that_are_not_in_capitals(
    shipped: Terminology,
) -> None:
    text = "# Hip Replacement\n\n## Risks\n\n- DVT\n- Wound infection\n"
    digest = "0" * 64
    document = Document("a.md", text, digest, digest, "text/markdown", "utf-8")
    read = extract.extract(document, extract.load())
    made = graph.ground(graph.merge([read]), shipped, checks.load())
    assert ("dvt", "exactMatch", "HP:0002625") in claimed(made)
    loud = text.replace("Wound infection", "WOUND INFECTION")
    document = Document("a.md", loud, digest, digest, "text/markdown", "utf-8")
    read = extract.extract(document, extract.load())
    made = graph.ground(graph.merge([read]), shipped, checks.load())
    assert {label for label, _, _ in claimed(made)} == {"wound infection"}
