"""Terminologies to link to: those that packages carry, and small ones of our own."""

from pathlib import Path

import pytest

from pipeline import terminology
from pipeline.terminology import Terminology, sources
from tests.terminology.files import ICD, OBO, kept, source


@pytest.fixture(scope="session")
def shipped(request: pytest.FixtureRequest) -> Terminology:
    """Return the index of what packages carry, kept from run to run."""
    return terminology.open(sources.shipped(), cache=kept(request.config))


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Terminology:
    """Return an index of two small files in our own words."""
    folder: Path = tmp_path_factory.mktemp("small")
    obo, icd = folder / "gurgles.obo", folder / "icd10c-tabular-April-1-2031.xml"
    obo.write_text(OBO + MORE, encoding="utf-8")
    icd.write_text(ICD, encoding="utf-8")
    files = (source("HP", obo), source("ICD10CM", icd))
    return terminology.open(files, cache=folder / "cache")


MORE = """
[Term]
id: HP:9000010
name: Left gurgle
is_a: HP:9000001

[Term]
id: HP:9000011
name: Ankle gurgle
synonym: "Gurgle at rest" EXACT []
synonym: "Severe ankle gurgle" EXACT []
is_a: HP:9000001

[Term]
id: HP:9000012
name: Deep ankle gurgle
is_a: HP:9000011

[Term]
id: HP:9000013
name: Hum of the knee
synonym: "Hum" EXACT []
is_a: HP:0000118

[Term]
id: HP:9000014
name: Hum of the hip
synonym: "Hum" EXACT []
is_a: HP:0000118

[Term]
id: HP:9000015
name: Round one
is_a: HP:9000016

[Term]
id: HP:9000016
name: Round two
is_a: HP:9000015
is_a: HP:0000118
"""
