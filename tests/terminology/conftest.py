"""Files of terminologies in our own words, and an index of those that packages carry."""

from pathlib import Path

import pytest

from pipeline import terminology
from pipeline.terminology import Terminology, sources
from tests.terminology.files import ICD, MESH, OBO, kept, source


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
def terms(tmp_path: Path, obo: Path, icd: Path, mesh: Path) -> Terminology:
    """Return an index of the three files."""
    files = (source("HP", obo), source("ICD10CM", icd), source("MESH", mesh))
    return terminology.open(files, cache=tmp_path / "cache")


@pytest.fixture(scope="session")
def shipped(request: pytest.FixtureRequest) -> Terminology:
    """Return the index of what packages carry, kept from run to run."""
    return terminology.open(sources.shipped(), cache=kept(request.config))
