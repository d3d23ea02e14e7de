"""What mentions become in the graph: ``ontology/vocabulary/predicates.yaml``.

The words of treatments that bear on it come from ``treatments.yaml``.
"""

from pipeline.vocabulary.predicates.compiling import (
    PredicateVocabulary,
    compile_files,
    load,
)
from pipeline.vocabulary.predicates.shape import (
    CONCEPT,
    CodeRule,
    FailedRule,
    Failure,
    Holds,
    IdentityPart,
    Link,
    ModifierSystem,
    NameExample,
    NodeRule,
    Parts,
    PredicatesFile,
    Surgical,
    TimeUnit,
    TimeUnits,
    TreatmentsFile,
    ValueKind,
)

__all__ = [
    "CONCEPT",
    "CodeRule",
    "FailedRule",
    "Failure",
    "Holds",
    "IdentityPart",
    "Link",
    "ModifierSystem",
    "NameExample",
    "NodeRule",
    "Parts",
    "PredicateVocabulary",
    "PredicatesFile",
    "Surgical",
    "TimeUnit",
    "TimeUnits",
    "TreatmentsFile",
    "ValueKind",
    "compile_files",
    "load",
]
