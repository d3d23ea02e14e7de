"""Links of the small graph to terminologies: claimed, decided on, and candidates."""

from dataclasses import replace

from pipeline.model import Match, Part
from pipeline.terminology import SourceInfo

NODE = "concept/condition-hearing-loss"
OTHER = "concept/symptom-drainage"
EXACT = Match(
    node=NODE,
    predicate="skos:exactMatch",
    curie="HP:0000365",
    iri="http://purl.obolibrary.org/obo/HP_0000365",
    label="Hearing impairment",
    wording="hearing loss",
    part=Part.LABEL,
    name="Hearing loss",
    scope="exact",
    method="as-written",
    confidence=0.98,
    source="Human Phenotype Ontology",
    version="2025-01-16",
)
BROAD = replace(
    EXACT,
    node=OTHER,
    predicate="skos:broadMatch",
    curie="ICD10CM:R69",
    iri="http://purl.bioontology.org/ontology/ICD10CM/R69",
    label='A "tab"\tin it',
    part=Part.HEAD,
    confidence=0.6,
)
TABLED = replace(EXACT, wording="loss of hearing", is_curated=True)
FIRST = replace(EXACT, node=OTHER, curie="HP:1", iri="https://x.example/1", rank=1)
SECOND = replace(FIRST, curie="HP:2", iri="https://x.example/2", rank=2)

LINKS = (EXACT, TABLED, BROAD, FIRST, SECOND)
"""In the order of nodes, and of what is claimed before what may be."""

# They count in an order that is not that of their prefixes.
TERMINOLOGIES = (
    SourceInfo(
        "ICD10CM",
        "ICD-10-CM",
        "2031",
        "public domain",
        "1" * 64,
        "icd10cm.tsv",
        "the user",
    ),
    SourceInfo(
        "HP",
        "Human Phenotype Ontology",
        "2025-01-16",
        'free, if "cited"',
        "2" * 64,
        "hp.obo",
        "shipped",
    ),
)
