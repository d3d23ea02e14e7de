"""The closed set of namespaces, and how a reference becomes an IRI.

This is the one source of prefixes: every export and query takes them from here. A
reference in the records is one of four things, told apart by its form: an identifier
below the base (``procedure/spinal-fusion``), a prefixed name (``phase:recovery``), a
name of our own ontology (``hasComplication``), or a full IRI.
"""

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from pipeline.errors import VocabularyError

BASE: Final = "https://w3id.org/procedure-graph/"
"""What all our own IRIs begin with; changed here, it is changed everywhere."""

TERMS: Final = "ontology#"
IDENTIFIERS: Final = "id/"
_VALUES: Final = "vocab/"

_OWN_VALUES: Final = (
    "action",
    "anchor",
    "certainty",
    "obligation",
    "outcome",
    "phase",
    "polarity",
    "relation",
    "urgency",
)
# Kinds of node whose prefix is another word, after the design's examples.
_SHORT: Final = {
    "procedure": "proc",
    "assertion": "fact",
}
_KINDS: Final = (
    "assertion",
    "code",
    "code-fact",
    "concept",
    "cost",
    "coverage",
    "criterion",
    "doc",
    "duration",
    "facet",
    "finding",
    "follow-up",
    "instruction",
    "modifier",
    "procedure",
    "run",
    "section",
    "span",
    "stay",
    "step",
)
_OTHERS: Final = {
    "biolink": "https://w3id.org/biolink/vocab/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "fhir": "http://hl7.org/fhir/",
    "oa": "http://www.w3.org/ns/oa#",
    "obo": "http://purl.obolibrary.org/obo/",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "qudt": "http://qudt.org/schema/qudt/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "sssom": "https://w3id.org/sssom/",
    "time": "http://www.w3.org/2006/time#",
    "unit": "http://qudt.org/vocab/unit/",
    "vann": "http://purl.org/vocab/vann/",
    "void": "http://rdfs.org/ns/void#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}

PREFIXES: Final[Mapping[str, str]] = MappingProxyType(
    dict(
        sorted(
            {
                "pg": f"{BASE}{TERMS}",
                "pgv": f"{BASE}{_VALUES}",
                **{name: f"{BASE}{_VALUES}{name}/" for name in _OWN_VALUES},
                **{
                    _SHORT.get(kind, kind): f"{BASE}{IDENTIFIERS}{kind}/"
                    for kind in _KINDS
                },
                **_OTHERS,
            }.items()
        )
    )
)
"""Each prefix with its namespace, in alphabetical order."""


def expand(curie: str) -> str:
    """Return the IRI of the prefixed name *curie*.

    Raise :class:`VocabularyError` where the prefix is not one of the closed set.

    >>> expand("pg:hasStep")
    'https://w3id.org/procedure-graph/ontology#hasStep'
    >>> expand("proc:spinal-fusion")
    'https://w3id.org/procedure-graph/id/procedure/spinal-fusion'
    """
    prefix, colon, local = curie.partition(":")
    if not colon or prefix not in PREFIXES:
        raise VocabularyError(curie, f"the prefix '{prefix}' is not known")
    return PREFIXES[prefix] + local


@lru_cache(maxsize=65536)
def iri(reference: str) -> str:
    """Return the IRI that *reference* stands for, whatever its form.

    >>> iri("procedure/spinal-fusion")
    'https://w3id.org/procedure-graph/id/procedure/spinal-fusion'
    >>> iri("phase:recovery"), iri("hasStep") == expand("pg:hasStep")
    ('https://w3id.org/procedure-graph/vocab/phase/recovery', True)
    >>> iri("https://example.org/a")
    'https://example.org/a'
    """
    if "://" in reference:
        return reference
    if "/" in reference:
        return f"{BASE}{IDENTIFIERS}{reference}"
    if ":" in reference:
        return expand(reference)
    return f"{BASE}{TERMS}{reference}"
