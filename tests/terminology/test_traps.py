"""Traps of terminologies: what a plain comparison of names gets wrong."""

import pytest

from pipeline.terminology import Terminology, curated, rows, sources


def test_our_own_tables_fit_the_releases_of_the_packages(shipped: Terminology) -> None:
    assert shipped.faults() == ()


def test_there_are_lay_wordings_enough_to_matter() -> None:
    assert len(curated.lay_synonyms()) > 2000


OWN = tuple(each.prefix for each in sources.shipped())


@pytest.mark.parametrize(
    "row",
    [row for row in curated.lay_synonyms() if row.curie.startswith(OWN)],
    ids=lambda row: f"{row.wording} is {row.label}",
)
def test_a_lay_wording_leads_to_its_concept_first(
    row: curated.LaySynonym, shipped: Terminology
) -> None:
    source = row.curie.partition(":")[0]
    best, *_ = (
        each
        for each in shipped.lookup(row.wording)
        if each.curie.partition(":")[0] == source
    )
    assert (best.curie, best.predicate) == (row.curie, row.predicate)
    assert best.is_curated


@pytest.mark.parametrize(
    "row", curated.denied(), ids=lambda row: f"{row.wording} is not {row.object}"
)
def test_a_refused_link_is_not_made_and_its_reason_is_told(
    row: curated.Denied, shipped: Terminology
) -> None:
    for text in (row.wording, row.wording.upper(), f"{row.wording}s"):
        found = shipped.lookup(text)
        assert [each.curie for each in found if row.covers(each.curie)] == []
    assert row.reason in {each.reason for each in shipped.denied(row.wording)}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("all", id="the root of HPO"),
        pytest.param("left", id="a side of HPO"),
        pytest.param("severe", id="a degree of HPO"),
        pytest.param("X-ray", id="a ray is not a picture"),
        pytest.param("smoking", id="a habit"),
        pytest.param("scar", id="an acronym of a disease"),
        pytest.param("non-union", id="a word of several meanings"),
        pytest.param("spinal deformities", id="a rare disease of the nerves"),
    ],
)
def test_a_plain_word_is_not_linked_to_a_finding(
    text: str, shipped: Terminology
) -> None:
    assert shipped.lookup(text) == ()


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        pytest.param("infection", "HP:0002719", id="infections that come again"),
        pytest.param("urinary tract infection", "HP:0000010", id="of the bladder"),
        pytest.param("skin infection", "HP:0001581", id="of the skin"),
        pytest.param("broken wrist", "HP:0041248", id="one of the small bones only"),
        pytest.param("blood in stool", "HP:0025085", id="a loose stool with blood"),
        pytest.param("epidural hematoma", "HP:0100310", id="that of the skull"),
    ],
)
def test_a_wider_word_is_not_the_narrower_finding(
    text: str, finding: str, shipped: Terminology
) -> None:
    assert finding not in {each.curie for each in shipped.lookup(text)}


def test_weakness_is_no_asthenia(shipped: Terminology) -> None:
    assert "HP:0025406" not in {each.curie for each in shipped.lookup("weakness")}


def test_an_unspecified_code_is_a_classification(shipped: Terminology) -> None:
    best, *_ = shipped.lookup("Pneumonia, unspecified organism", {"condition"})
    assert (best.is_residual, best.predicate) == (True, "skos:closeMatch")


def test_stroke_is_found_as_stroke_alone(shipped: Terminology) -> None:
    assert [each.label for each in shipped.lookup("stroke")] == ["Stroke"]


@pytest.mark.parametrize("text", ["dvt", "mi", "add", "sids"])
def test_letters_in_lower_case_are_no_abbreviation(
    text: str, shipped: Terminology
) -> None:
    assert [each for each in shipped.lookup(text) if each.is_abbreviation] == []


def test_two_wordings_of_one_thing_lead_to_one_concept(shipped: Terminology) -> None:
    wordings = (
        "deep vein thrombosis",
        "Deep venous thromboses",
        "blood clots in the leg",
        "blood clot in a deep vein",
    )
    assert {shipped.lookup(each)[0].curie for each in wordings} == {"HP:0002625"}


def test_the_packages_carry_what_is_said_to_install_by_default() -> None:
    assert [source.prefix for source in sources.shipped()] == ["HP", "ICD10CM"]


def test_the_digest_that_pip_noted_is_that_of_the_file() -> None:
    for source in sources.shipped():
        assert source.sha256 == rows.digest(source.path)
