"""The files compiled into what the assertions are made by."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from pipeline import knowledge
from pipeline.errors import VocabularyError
from pipeline.vocabulary import examples
from pipeline.vocabulary.patterns import compiled
from pipeline.vocabulary.predicates import faults
from pipeline.vocabulary.predicates.shape import (
    CodeRule,
    Failure,
    IdentityPart,
    Link,
    NodeRule,
    Parts,
    PredicatesFile,
    Surgical,
    TimeUnits,
    TreatmentsFile,
)

_FILE: Final = "vocabulary/predicates.yaml"
_TREATMENTS: Final = "vocabulary/treatments.yaml"


@dataclass(frozen=True, slots=True, eq=False)
class PredicateVocabulary:
    """The compiled file.

    *kinds* are the classes by kind, in the order that decides between several. *links*
    are by mention type, in their order; *units* by designator, the longest first.
    """

    kinds: Mapping[str, str]
    parts: Parts
    identity: tuple[IdentityPart, ...]
    surgical: Surgical
    nodes: Mapping[str, NodeRule]
    links: Mapping[str, tuple[Link, ...]]
    failure: Failure
    failures: tuple[re.Pattern[str], ...]
    reasons: tuple[str, ...]
    code: CodeRule
    modifiers: tuple[tuple[re.Pattern[str], str], ...]
    units: TimeUnits
    anchor: str

    @property
    def predicates(self) -> frozenset[str]:
        """The names of all links that an assertion can have."""
        made = {each.predicate for links in self.links.values() for each in links}
        return frozenset(made | {self.code.predicate})

    def modifier_system(self, value: str) -> str:
        """Return the code system of the billing modifier *value*, empty if it is none.

        >>> load().modifier_system("50"), load().modifier_system("LT")
        ('CPT', 'HCPCS')
        """
        return next(
            (name for form, name in self.modifiers if form.fullmatch(value)), ""
        )


@lru_cache(maxsize=1)
def load() -> PredicateVocabulary:
    """Read and check the file; raise VocabularyError where it is wrong."""
    return compile_files(
        knowledge.records(_FILE, PredicatesFile),
        examples.records(_TREATMENTS, TreatmentsFile),
    )


def compile_files(
    read: PredicatesFile, treatments: TreatmentsFile
) -> PredicateVocabulary:
    """Return the two files compiled; raise VocabularyError for the first fault."""
    for name, found in (
        (_FILE, faults.of_file(read)),
        (_TREATMENTS, faults.of_treatments(treatments, read)),
    ):
        for fault in found:
            raise VocabularyError(f"ontology/{name}", fault)
    links: dict[str, tuple[Link, ...]] = {}
    for link in read.links:
        links[link.mention] = (*links.get(link.mention, ()), link)
    return PredicateVocabulary(
        kinds=MappingProxyType(read.kinds),
        parts=read.parts,
        identity=read.identity,
        surgical=treatments.surgical,
        nodes=MappingProxyType(read.nodes),
        links=MappingProxyType(links),
        failure=read.failure,
        failures=tuple(
            compiled(_TREATMENTS, each.id, each.pattern, any_case=True)
            for each in treatments.failed
        ),
        reasons=read.reasons,
        code=read.code,
        modifiers=tuple(
            (compiled(_FILE, each.system, each.pattern, any_case=True), each.system)
            for each in read.modifiers
        ),
        units=TimeUnits(read.units),
        anchor=read.anchor,
    )
