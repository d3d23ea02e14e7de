"""Prefixes have one source, and a reference of any form becomes one IRI."""

import re

import pytest
from pyoxigraph import NamedNode

from pipeline import knowledge
from pipeline.errors import VocabularyError
from pipeline.namespaces import BASE, PREFIXES, expand, iri

PREFIX = re.compile(r"[a-z](?:[a-z0-9-]*[a-z0-9])?")
DECLARED = re.compile(r"^@prefix ([a-z-]+):\s+<([^>]+)>", re.MULTILINE)


@pytest.mark.parametrize("prefix", PREFIXES)
def test_a_prefix_is_legal_and_its_namespace_an_iri(prefix: str) -> None:
    assert PREFIX.fullmatch(prefix)
    assert PREFIXES[prefix][-1] in "/#"
    assert NamedNode(PREFIXES[prefix]).value == PREFIXES[prefix]


def test_no_two_prefixes_have_one_namespace() -> None:
    assert len(set(PREFIXES.values())) == len(PREFIXES)


def test_prefixes_are_in_alphabetical_order() -> None:
    assert list(PREFIXES) == sorted(PREFIXES)


def test_the_ontology_declares_the_same_namespaces() -> None:
    declared = dict(DECLARED.findall(knowledge.text("procedure-graph.ttl")))
    assert declared
    assert declared.items() <= PREFIXES.items()


@pytest.mark.parametrize(
    ("reference", "expected"),
    [
        pytest.param("procedure/a-b", f"{BASE}id/procedure/a-b", id="an identifier"),
        pytest.param("code/cpt-1.2", f"{BASE}id/code/cpt-1.2", id="a code"),
        pytest.param("hasStep", f"{BASE}ontology#hasStep", id="a name of ours"),
        pytest.param("phase:recovery", f"{BASE}vocab/phase/recovery", id="a CURIE"),
        pytest.param("unit:WK", "http://qudt.org/vocab/unit/WK", id="another's CURIE"),
        pytest.param("https://a.example/b:c", "https://a.example/b:c", id="a full IRI"),
    ],
)
def test_a_reference_is_told_by_its_form(reference: str, expected: str) -> None:
    assert iri(reference) == expected


@pytest.mark.parametrize("curie", ["nobody:x", "noprefix", ":x"])
def test_a_prefix_outside_the_closed_set_is_a_fault(curie: str) -> None:
    with pytest.raises(VocabularyError, match="is not known"):
        expand(curie)
