"""Prefixes and IRIs are those that the registry of prefixes knows."""

import pytest

from pipeline.terminology import catalogue

PREFERRED = {
    "HP": "HP",
    "ICD10CM": "icd10cm",
    "MONDO": "MONDO",
    "DOID": "DOID",
    "MAXO": "MAXO",
    "UBERON": "UBERON",
    "MESH": "mesh",
    "RXNORM": "rxnorm",
    "LOINC": "loinc",
    "NCIT": "NCIT",
    "UMLS": "umls",
    "SNOMEDCT": "snomedct",
}
"""What bioregistry 0.15.6 calls each; a small letter where it prefers no other form."""


def test_each_prefix_is_one_that_the_registry_has() -> None:
    known = catalogue.load()
    assert {*known.terminologies, *known.xrefs.values()} == set(PREFERRED)
    for ours, theirs in PREFERRED.items():
        assert ours == (theirs if theirs.isupper() else theirs.upper())


def test_the_registry_still_says_so() -> None:
    registry = pytest.importorskip("bioregistry")
    for ours, theirs in PREFERRED.items():
        standard = registry.normalize_prefix(ours)
        assert standard == ours.lower()
        assert (registry.get_preferred_prefix(standard) or standard) == theirs
    known = catalogue.load()
    for written, ours in known.xrefs.items():
        assert registry.normalize_prefix(written) == ours.lower()
    for prefix, terminology in known.terminologies.items():
        resource = registry.get_resource(prefix.lower())
        assert terminology.iri in resource.get_uri_prefixes()
