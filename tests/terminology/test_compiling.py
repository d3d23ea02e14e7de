"""How an index is made and where it is kept."""

import os
import sqlite3
import tempfile
from pathlib import Path

import pytest

from pipeline import terminology
from pipeline.errors import OutputError, VocabularyError
from pipeline.terminology import Terminology, catalogue, compiling, folders
from pipeline.vocabulary import lexicon
from tests.terminology.files import OBO, source


def dump(terms: Terminology) -> list[str]:
    with sqlite3.connect(terms.path) as index:
        return list(index.iterdump())


def test_the_same_files_give_the_same_bytes(
    terms: Terminology, obo: Path, icd: Path, mesh: Path, tmp_path: Path
) -> None:
    files = (source("HP", obo), source("ICD10CM", icd), source("MESH", mesh))
    again = terminology.open(files, cache=tmp_path / "other")
    assert again.path != terms.path
    assert again.path.name == terms.path.name
    assert again.path.read_bytes() == terms.path.read_bytes()


def test_an_index_that_is_there_is_not_made_again(obo: Path, tmp_path: Path) -> None:
    first = terminology.open([source("HP", obo)], cache=tmp_path)
    made = first.path.stat().st_mtime_ns
    assert terminology.open([source("HP", obo)], cache=tmp_path) == first
    assert first.path.stat().st_mtime_ns == made
    assert list(first.path.parent.iterdir()) == [first.path]


def test_another_file_is_another_index(obo: Path, tmp_path: Path) -> None:
    first = terminology.open([source("HP", obo)], cache=tmp_path)
    obo.write_text(OBO.replace("Great Venous Gurgle", "Grand Gurgle"))
    second = terminology.open([source("HP", obo)], cache=tmp_path)
    assert first.path != second.path
    assert (len(first.lookup("grand gurgle")), len(second.lookup("grand gurgle"))) == (
        0,
        1,
    )


def test_an_index_that_cannot_be_read_is_made_again(obo: Path, tmp_path: Path) -> None:
    terms = terminology.open([source("HP", obo)], cache=tmp_path)
    name = terms.path
    whole = name.read_bytes()
    other = tmp_path / "elsewhere" / "terminologies" / name.name
    other.parent.mkdir(parents=True)
    other.write_bytes(b"half of an index")
    again = terminology.open([source("HP", obo)], cache=tmp_path / "elsewhere")
    assert again.path == other
    assert other.read_bytes() == whole
    assert again.lookup("venous gurgle")


def test_an_index_that_was_taken_away_is_told(obo: Path, tmp_path: Path) -> None:
    terms = terminology.open([source("HP", obo)], cache=tmp_path)
    terms.path.unlink()
    with pytest.raises(OutputError, match="cannot be read"):
        terms.lookup("venous gurgle")


def test_a_file_that_changed_since_it_was_noted_is_refused(
    obo: Path, tmp_path: Path
) -> None:
    noted = source("HP", obo)
    obo.write_text(OBO + "\n! changed\n")
    with pytest.raises(VocabularyError, match="is not the file that was recorded"):
        terminology.open([noted], cache=tmp_path)
    assert list((tmp_path / "terminologies").iterdir()) == []


def test_a_folder_that_cannot_be_written_is_passed_over(
    obo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "tmp"))
    (tmp_path / "taken").write_text("a file where a folder should be")
    terms = terminology.open([source("HP", obo)], cache=tmp_path / "taken")
    assert tmp_path / "tmp" in terms.path.parents
    assert terms.lookup("venous gurgle")


def test_where_nothing_can_be_written_it_is_told(
    obo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folders, "caches", lambda _: iter([tmp_path / "none"]))
    with pytest.raises(OutputError, match="cannot be written"):
        terminology.open([source("HP", obo)], cache=tmp_path)


def test_a_variable_moves_the_cache(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(folders.CACHE, str(tmp_path / "mine"))
    assert next(folders.caches()) == tmp_path / "mine" / "terminologies"
    monkeypatch.setenv(folders.BROUGHT, str(tmp_path / "own"))
    assert folders.brought() == tmp_path / "own"


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="needs owners of files")
def test_a_folder_of_somebody_else_is_not_trusted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "shared" / "terminologies").mkdir(parents=True)
    owner = (tmp_path / "shared").stat().st_uid
    if owner == 0:
        os.chown(tmp_path / "shared", 12345, -1)
    else:
        monkeypatch.setattr(os, "getuid", lambda: owner + 1)
    assert next(folders.caches(tmp_path / "shared")) != (
        tmp_path / "shared" / "terminologies"
    )


def test_every_kind_of_a_branch_is_one_of_the_lexicon() -> None:
    known = {kind for kinds in lexicon.load().heads.values() for kind in kinds}
    for terminology_ in catalogue.load().terminologies.values():
        for branch in terminology_.kinds:
            assert set(branch.kinds) <= known


def test_the_first_branch_that_fits_tells_the_kinds() -> None:
    mesh = catalogue.load().terminologies["MESH"]
    assert mesh.kinds_of(frozenset({"C", "C23", "C23.888"})) == ("symptom", "condition")
    assert mesh.kinds_of(frozenset({"C", "C22"})) == ()
    assert mesh.kinds_of(frozenset({"G", "G01"})) == ()


def test_a_fingerprint_depends_on_the_files(obo: Path) -> None:
    one = compiling.fingerprint([source("HP", obo)])
    assert one == compiling.fingerprint([source("HP", obo)])
    assert one != compiling.fingerprint([])


@pytest.mark.parametrize(
    ("written", "also"),
    [
        pytest.param("gurglography procedure", True, id="a noun that names one"),
        pytest.param("knee gurgle procedure", True, id="a noun of several words"),
        pytest.param("surgical procedure", False, id="an adjective"),
        pytest.param("eye procedure", False, id="a part of the body"),
    ],
)
def test_a_name_is_known_without_its_tail(
    written: str,
    also: bool,  # noqa: FBT001 - a case of a table
    tmp_path: Path,
) -> None:
    path = tmp_path / "actions.obo"
    path.write_text(
        "format-version: 1.2\n\n[Term]\nid: MAXO:0000001\nname: act\n\n"
        f"[Term]\nid: MAXO:9\nname: {written}\nis_a: MAXO:0000001\n"
    )
    terms = terminology.open([source("MAXO", path)], cache=tmp_path)
    assert bool(terms.lookup(written.removesuffix(" procedure"))) == also
    assert terms.lookup(written)
