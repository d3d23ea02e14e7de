"""What is read of each format."""

from pathlib import Path

import pytest

from pipeline.errors import VocabularyError
from pipeline.terminology import Name, Scope, icd10cm
from pipeline.terminology import mesh as headings
from pipeline.terminology import obo as ontologies
from pipeline.terminology.records import Entry
from pipeline.terminology.sources import READERS


def by_curie(entries: tuple[Entry, ...]) -> dict[str, Entry]:
    assert [each.curie for each in entries] == sorted(each.curie for each in entries)
    return {each.curie: each for each in entries}


def test_an_obo_term_comes_with_its_names_and_their_scopes(obo: Path) -> None:
    gurgle = by_curie(ontologies.read(obo, "HP"))["HP:9000001"]
    assert gurgle.names == (
        Name("Venous Gurgle", Scope.LABEL),
        Name("Gurgling of the vein", Scope.EXACT, is_lay=True),
        Name("Gurgle, venous", Scope.EXACT),
        Name("VGRG", Scope.EXACT, is_abbreviation=True),
        Name("Gurgle of the great vein", Scope.NARROW),
        Name("Murmur", Scope.BROAD, is_lay=True),
        Name("Noise", Scope.RELATED),
    )


def test_references_are_spelled_one_way_and_unknown_ones_left_out(obo: Path) -> None:
    gurgle = by_curie(ontologies.read(obo, "HP"))["HP:9000001"]
    assert gurgle.xrefs == ("MESH:D900001", "SNOMEDCT:900001", "UMLS:C900001")


def test_an_obo_term_lies_below_all_its_ancestors(obo: Path) -> None:
    read = by_curie(ontologies.read(obo, "HP"))
    assert read["HP:9000002"].parents == ("HP:9000001",)
    assert read["HP:9000002"].places == {"HP:9000001", "HP:0000118", "HP:0000001"}


def test_obsolete_and_merged_terms_have_no_names_and_tell_what_replaced_them(
    obo: Path,
) -> None:
    read = by_curie(ontologies.read(obo, "HP"))
    for old in ("HP:9000003", "HP:9000091"):
        assert (read[old].is_obsolete, read[old].names) == (True, ())
        assert read[old].replaced_by == "HP:9000001"


def test_terms_of_other_terminologies_and_relations_are_left_out(obo: Path) -> None:
    prefixes = {each.curie.partition(":")[0] for each in ontologies.read(obo, "HP")}
    assert prefixes == {"HP"}
    assert ontologies.prefixes(obo) == ("HP", "UBERON")


def test_a_circle_of_parents_is_walked_once(tmp_path: Path) -> None:
    path = tmp_path / "circle.obo"
    path.write_text(
        "format-version: 1.2\n\n[Term]\nid: X:1\nname: a\nis_a: X:2\n\n"
        "[Term]\nid: X:2\nname: b\nis_a: X:1\n"
    )
    read = by_curie(ontologies.read(path, "X"))
    assert read["X:1"].places == {"X:2"}


def test_an_icd_entry_has_its_inclusion_terms_as_narrower_names(icd: Path) -> None:
    entry = by_curie(icd10cm.read(icd, "ICD10CM"))["ICD10CM:I00"]
    assert entry.names == (
        Name("Essential (primary) gurgle", Scope.LABEL),
        Name("Essential gurgle", Scope.UNTOLD),
        Name("gurgle at rest", Scope.NARROW),
    )


def test_an_icd_entry_lies_in_its_chapter_and_below_the_one_around_it(
    icd: Path,
) -> None:
    entry = by_curie(icd10cm.read(icd, "ICD10CM"))["ICD10CM:I00.9"]
    assert entry.parents == ("ICD10CM:I00",)
    assert entry.places == {"9", "I00-I02"}


def test_a_heading_has_the_terms_of_its_concepts(mesh: Path) -> None:
    heading = by_curie(headings.read(mesh, "MESH"))["MESH:D900001"]
    assert heading.names == (
        Name("Gurgles", Scope.LABEL),
        Name("Venous Gurgling", Scope.EXACT),
        Name("vgl", Scope.EXACT, is_abbreviation=True),
        Name("Night Gurgles", Scope.NARROW),
    )


def test_a_heading_lies_in_the_trees_of_its_numbers(mesh: Path) -> None:
    read = by_curie(headings.read(mesh, "MESH"))
    assert read["MESH:D900001"].places == {"C", "C14", "C23", "C23.888"}
    assert read["MESH:D900002"].parents == ("MESH:D900001",)


@pytest.mark.parametrize(
    ("form", "file", "version"),
    [
        ("obo", "obo", "2031-02-03"),
        ("icd10cm-tabular", "icd", "2031 (April-1-2031)"),
        ("mesh-descriptors", "mesh", "2031"),
    ],
)
def test_a_file_tells_its_release(
    form: str, file: str, version: str, request: pytest.FixtureRequest
) -> None:
    assert READERS[form].version(request.getfixturevalue(file)) == version


@pytest.mark.parametrize("form", READERS)
@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"no such format\n", id="another text"),
        pytest.param(b"<other/>", id="other XML"),
        pytest.param(
            b"<DescriptorRecordSet><a></DescriptorRecordSet>", id="broken XML"
        ),
        pytest.param(b"\xff\xfe\x00", id="bytes that are no text"),
        pytest.param(
            b'format-version: 1.2\n\n[Term]\nid: X:1\nsynonym: "a" EXCT []\n',
            id="a scope that is none",
        ),
    ],
)
def test_a_file_of_no_such_format_is_told_with_its_name(
    form: str, content: bytes, tmp_path: Path
) -> None:
    path = tmp_path / "broken"
    path.write_bytes(content)
    with pytest.raises(VocabularyError, match="broken"):
        READERS[form].read(path, "X")


def test_a_fault_in_an_obo_file_is_told_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "broken.obo"
    path.write_text('format-version: 1.2\n\n[Term]\nid: X:1\nsynonym: "a" EXCT []\n')
    with pytest.raises(VocabularyError, match=r"broken\.obo:5: is not OBO"):
        ontologies.read(path, "X")


@pytest.mark.parametrize(
    ("form", "root"),
    [
        ("icd10cm-tabular", "ICD10CM.tabular"),
        ("mesh-descriptors", "DescriptorRecordSet"),
    ],
)
def test_entities_that_grow_without_bound_are_refused(
    form: str, root: str, tmp_path: Path
) -> None:
    entities = "".join(
        f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "gurgle" * 10}">'
        for n in range(10)
    )
    path = tmp_path / "bomb.xml"
    path.write_text(
        f"<!DOCTYPE {root} [{entities}]><{root}><version>&e9;</version></{root}>"
    )
    with pytest.raises(VocabularyError, match=r"bomb\.xml"):
        READERS[form].read(path, "X")


@pytest.mark.parametrize("form", READERS)
def test_a_file_that_is_not_there_is_told(form: str, tmp_path: Path) -> None:
    with pytest.raises(VocabularyError, match="cannot be read"):
        READERS[form].read(tmp_path / "none", "X")
