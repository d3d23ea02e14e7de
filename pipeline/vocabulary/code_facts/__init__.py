"""What references say billing codes are about: ``ontology/code-facts.yaml``.

A facet is one answer to one question on a procedure, written ``dimension/value``
(``action/fusion``). Gives which facets a name shows, how two facets stand to each
other, and the facts on a code. Facts are claims too: each names its pages, and pages of
one publisher count once.
"""

from pipeline.vocabulary.code_facts.compiling import compile_file, load
from pipeline.vocabulary.code_facts.facts import (
    CodeFact,
    CodeFacts,
    FacetMention,
    Listing,
    ReferenceFile,
    dimension,
    identifier,
    publisher,
)
from pipeline.vocabulary.code_facts.shape import CodeFactsFile

__all__ = [
    "CodeFact",
    "CodeFacts",
    "CodeFactsFile",
    "FacetMention",
    "Listing",
    "ReferenceFile",
    "compile_file",
    "dimension",
    "identifier",
    "load",
    "publisher",
]
