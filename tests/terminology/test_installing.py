"""Bringing a terminology of one's own."""

from pathlib import Path

import pytest

from pipeline import terminology
from pipeline.errors import OutputError, VocabularyError
from pipeline.terminology import installing, manifest, sources
from tests.terminology.files import OBO


def test_a_release_is_copied_under_one_name_and_noted(
    obo: Path, tmp_path: Path
) -> None:
    taken = installing.install(obo, tmp_path / "own")
    assert (taken.prefix, taken.terms, taken.path.name) == ("HP", 5, "hp.obo")
    assert taken.path.read_bytes() == obo.read_bytes()
    noted = manifest.read(tmp_path / "own")["HP"]
    assert (noted.version, noted.name) == ("2031-02-03", "Human Phenotype Ontology")
    assert noted.sha256 == sources.digest(obo)
    assert noted.licence


@pytest.mark.parametrize(
    ("file", "prefix", "kept"),
    [
        ("obo", "HP", "hp.obo"),
        ("icd", "ICD10CM", "icd10cm-tabular.xml"),
        ("mesh", "MESH", "mesh-descriptors.xml"),
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
        pytest.param("hello\n", "is not OBO", id="no OBO"),
        pytest.param("<a/>", "is of no terminology that is known", id="other XML"),
        pytest.param(
            "format-version: 1.2\n\n[Term]\nid: XY:1\nname: a\n",
            "is of XY. There are: HP",
            id="an unknown ontology",
        ),
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
