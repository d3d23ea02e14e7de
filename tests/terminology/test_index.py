"""What a lookup gives, and why."""

import pickle
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import pytest

from pipeline.terminology import Method, Scope, Terminology


def curies(terms: Terminology, text: str, *kinds: str) -> list[str]:
    return [found.curie for found in terms.lookup(text, kinds or None)]


def test_a_label_is_the_same_thing(terms: Terminology) -> None:
    best, *_ = terms.lookup("venous gurgles")
    assert (best.curie, best.name, best.scope) == (
        "HP:9000001",
        "Venous Gurgle",
        Scope.LABEL,
    )
    assert (best.method, best.predicate, best.rivals) == (
        Method.NORMALISED,
        "skos:exactMatch",
        0,
    )
    assert (best.source, best.version) == ("Human Phenotype Ontology", "2031-02-03")


@pytest.mark.parametrize(
    ("text", "predicate"),
    [
        pytest.param("gurgle, venous", "skos:exactMatch", id="an exact synonym"),
        pytest.param(
            "gurgle of the great vein", "skos:broadMatch", id="a narrower one"
        ),
        pytest.param("noise", "skos:relatedMatch", id="a related one"),
        pytest.param("gurgling of the vein", "skos:closeMatch", id="one of lay people"),
        pytest.param(
            "vein, gurgling", "skos:closeMatch", id="of lay people, reordered"
        ),
        pytest.param("VGRG", "skos:closeMatch", id="an abbreviation"),
    ],
)
def test_the_scope_of_a_name_bounds_what_is_claimed(
    text: str, predicate: str, terms: Terminology
) -> None:
    found = {each.curie: each.predicate for each in terms.lookup(text)}
    assert found["HP:9000001"] == predicate


def test_a_name_of_several_concepts_is_the_same_as_none_of_them(
    terms: Terminology,
) -> None:
    near, far = terms.lookup("murmur")
    assert (near.curie, near.rivals) == ("HP:9000002", 0)
    assert (far.curie, far.predicate, far.rivals) == (
        "HP:9000001",
        "skos:relatedMatch",
        1,
    )


@pytest.mark.parametrize("text", ["vgrg", "Vgrg", "VGRGX"])
def test_an_abbreviation_is_compared_as_it_is_written(
    text: str, terms: Terminology
) -> None:
    assert terms.lookup(text) == ()
    assert curies(terms, "VGRGs") == ["HP:9000001"]


def test_only_what_may_be_of_the_kind_is_found(terms: Terminology) -> None:
    assert curies(terms, "gurgles") == ["MESH:D900001"]
    assert curies(terms, "gurgles", "symptom", "device") == ["MESH:D900001"]
    assert curies(terms, "gurgles", "device") == []


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("severe", id="outside the branch of findings"),
        pytest.param("all", id="the root"),
        pytest.param("phenotypic abnormality", id="the top of the branch"),
        pytest.param("gurgling, physics of", id="a heading of a discipline"),
        pytest.param("fall from a cloud", id="a chapter of causes"),
        pytest.param("obsolete gurgling", id="an obsolete term"),
        pytest.param("old gurgle", id="a discarded synonym"),
        pytest.param("vein of another file", id="a term of another terminology"),
        pytest.param("", id="nothing"),
        pytest.param("venous gurg", id="part of a name"),
    ],
)
def test_what_is_no_link_is_not_found(text: str, terms: Terminology) -> None:
    assert terms.lookup(text) == ()


def test_an_entry_for_what_is_left_over_is_never_the_same(terms: Terminology) -> None:
    (found,) = terms.lookup("gurgle of the sea, unspecified")
    assert (found.is_residual, found.predicate) == (True, "skos:closeMatch")


def test_brackets_of_a_classification_may_be_left_out(terms: Terminology) -> None:
    assert curies(terms, "essential gurgle") == ["ICD10CM:I00"]


def test_a_term_tells_all_that_is_known_of_it(terms: Terminology) -> None:
    term = terms.term("HP:9000001")
    assert term is not None
    assert (term.label, term.kinds) == ("Venous Gurgle", ("condition", "symptom"))
    assert (term.parents, term.xrefs[0]) == (("HP:0000118",), "MESH:D900001")
    assert [name.scope for name in term.names] == sorted(
        (name.scope for name in term.names), key=lambda scope: scope.rank
    )


def test_an_obsolete_term_tells_what_replaced_it(terms: Terminology) -> None:
    term = terms.term("HP:9000003")
    assert term is not None
    assert (term.is_obsolete, term.replaced_by) == (True, "HP:9000001")
    assert terms.term("HP:1234567") is None


def test_ancestors_lead_to_the_root(terms: Terminology) -> None:
    assert terms.ancestors("HP:9000002") == {"HP:9000001", "HP:0000118", "HP:0000001"}
    assert terms.ancestors("MESH:D900002") == {"MESH:D900001"}
    assert terms.ancestors("HP:1234567") == frozenset()


def test_what_a_name_leaves_open_may_be_left_out(terms: Terminology) -> None:
    (found,) = terms.lookup("gurgle of the sea")
    assert (found.curie, found.is_residual) == ("ICD10CM:I00.9", True)
    assert found.predicate == "skos:closeMatch"


def test_a_section_of_a_classification_is_a_concept(terms: Terminology) -> None:
    (found,) = terms.lookup("sounds of the sea")
    assert (found.curie, found.predicate) == ("ICD10CM:I00-I02", "skos:closeMatch")
    assert "ICD10CM:I00-I02" in terms.ancestors("ICD10CM:I00.9")


@pytest.mark.parametrize(
    ("text", "curie"),
    [
        pytest.param("renal stone", "HP:0000787", id="the adjective of a part"),
        pytest.param("ruptured spleen", "HP:0012223", id="a state for what is in it"),
        pytest.param("loss of eyesight", "HP:0000505", id="its own name goes first"),
    ],
)
def test_words_that_say_the_same_are_alike(
    text: str, curie: str, shipped: Terminology
) -> None:
    assert shipped.lookup(text)[0].curie == curie


def test_sources_tell_release_licence_digest_and_counts(terms: Terminology) -> None:
    hp, icd, mesh = terms.sources()
    assert [each.prefix for each in (hp, icd, mesh)] == ["HP", "ICD10CM", "MESH"]
    assert (hp.version, hp.file, hp.origin) == ("2031-02-03", "gurgles.obo", "a test")
    assert hp.licence
    assert len(hp.sha256) == 64
    assert (hp.terms, icd.terms, mesh.terms) == (5, 5, 3)


def test_an_index_goes_to_other_threads_and_processes(terms: Terminology) -> None:
    again = pickle.loads(pickle.dumps(terms))  # noqa: S301 - our own
    assert again == terms
    with ThreadPoolExecutor(4) as pool:
        asked = [f"venous gurgle{'s' * (n % 2)}" for n in range(40)]
        answers = set(pool.map(again.lookup, asked))
    assert {found[0].curie for found in answers} == {"HP:9000001"}


def test_candidates_of_one_likeness_come_in_order_of_their_reasons(
    shipped: Terminology,
) -> None:
    for text in ("pain", "headaches", "kidney stones", "pneumonia", "hypertension"):
        found = shipped.lookup(text)
        assert found
        assert len({each.curie for each in found}) == len(found)
        ranks = [max(each.method, Method.NORMALISED) for each in found]
        assert all(a <= b for a, b in pairwise(ranks))
