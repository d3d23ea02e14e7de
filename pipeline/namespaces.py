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
# Prefix and namespace: our own below the base, then those of others.
_OWN: Final = """
pg          ontology#
action      vocab/action/
anchor      vocab/anchor/
certainty   vocab/certainty/
obligation  vocab/obligation/
outcome     vocab/outcome/
pgv         vocab/
phase       vocab/phase/
polarity    vocab/polarity/
relation    vocab/relation/
urgency     vocab/urgency/
agent       id/agent/
checksum    id/checksum/
code        id/code/
code-fact   id/code-fact/
concept     id/concept/
cost        id/cost/
coverage    id/coverage/
criterion   id/criterion/
dataset     id/dataset/
distribution id/distribution/
doc         id/doc/
duration    id/duration/
facet       id/facet/
fact        id/assertion/
finding     id/finding/
follow-up   id/follow-up/
format      id/format/
instruction id/instruction/
match       id/match/
modifier    id/modifier/
partition   id/partition/
proc        id/procedure/
reference   id/reference/
rights      id/rights/
run         id/run/
section     id/section/
span        id/span/
stay        id/stay/
step        id/step/
terminology id/terminology/
"""
_OTHERS: Final = """
biolink     https://w3id.org/biolink/vocab/
dcat        http://www.w3.org/ns/dcat#
dcterms     http://purl.org/dc/terms/
fhir        http://hl7.org/fhir/
oa          http://www.w3.org/ns/oa#
obo         http://purl.obolibrary.org/obo/
owl         http://www.w3.org/2002/07/owl#
prov        http://www.w3.org/ns/prov#
qudt        http://qudt.org/schema/qudt/
rdf         http://www.w3.org/1999/02/22-rdf-syntax-ns#
rdfs        http://www.w3.org/2000/01/rdf-schema#
schema      https://schema.org/
semapv      https://w3id.org/semapv/vocab/
sh          http://www.w3.org/ns/shacl#
skos        http://www.w3.org/2004/02/skos/core#
spdx        http://spdx.org/rdf/terms#
sssom       https://w3id.org/sssom/
time        http://www.w3.org/2006/time#
unit        http://qudt.org/vocab/unit/
vann        http://purl.org/vocab/vann/
void        http://rdfs.org/ns/void#
xsd         http://www.w3.org/2001/XMLSchema#
"""


def _rows(table: str) -> list[tuple[str, str]]:
    return [(prefix, name) for prefix, name in map(str.split, table.split("\n")[1:-1])]


PREFIXES: Final[Mapping[str, str]] = MappingProxyType(
    dict(sorted([*((p, BASE + rest) for p, rest in _rows(_OWN)), *_rows(_OTHERS)]))
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
