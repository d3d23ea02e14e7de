"""How a page says what it is about: ``ontology/vocabulary/procedures.yaml``."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import msgspec

from pipeline.vocabulary import examples
from pipeline.vocabulary.gates import Gated, Rules
from pipeline.vocabulary.patterns import compiled, gated

_FILE: Final = "vocabulary/procedures.yaml"


class WrapperExample(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A title and the name in it."""

    text: str
    name: str


class WrapperRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One wording around the name in a title."""

    id: str
    generalises: str
    pattern: str
    example: WrapperExample


class ProceduresFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The shape of the file."""

    wrappers: tuple[WrapperRule, ...]
    parts: str
    organisations: frozenset[str]
    gathering: frozenset[str]
    asking: frozenset[str]
    generic: frozenset[str]
    acting: frozenset[str]
    complements: frozenset[str]
    not_acts: frozenset[str]
    specific: frozenset[str]
    acts: frozenset[str]
    named_in: str
    salutation: str
    announces: str
    other_names: str
    defines: str
    is_disease: str
    also_called: str
    kinds: frozenset[str]
    other_kinds: frozenset[str]
    diseases: frozenset[str]
    heads: frozenset[str]
    of_disease: frozenset[str]
    of_procedure: frozenset[str]
    telling: frozenset[str]
    fewest_telling: int
    weak_rules: frozenset[str]
    medical_share: float
    titled_share: float
    everyday: frozenset[str]
    medical_kinds: frozenset[str]
    foreign: str
    unmistakable: str


@dataclass(frozen=True, slots=True, eq=False)
class ProcedureVocabulary:
    """The compiled file."""

    wrappers: Rules[str]
    parts: re.Pattern[str]
    organisations: frozenset[str]
    gathering: frozenset[str]
    asking: frozenset[str]
    generic: frozenset[str]
    acting: frozenset[str]
    complements: frozenset[str]
    not_acts: frozenset[str]
    specific: frozenset[str]
    acts: frozenset[str]
    named_in: re.Pattern[str]
    salutation: re.Pattern[str]
    announces: re.Pattern[str]
    other_names: re.Pattern[str]
    defines: re.Pattern[str]
    is_disease: re.Pattern[str]
    also_called: re.Pattern[str]
    kinds: frozenset[str]
    other_kinds: frozenset[str]
    diseases: frozenset[str]
    heads: frozenset[str]
    of_disease: frozenset[str]
    of_procedure: frozenset[str]
    telling: frozenset[str]
    fewest_telling: int
    weak_rules: frozenset[str]
    medical_share: float
    titled_share: float
    everyday: frozenset[str]
    medical_kinds: frozenset[str]
    foreign: re.Pattern[str]
    unmistakable: Gated


@lru_cache(maxsize=1)
def load() -> ProcedureVocabulary:
    """Read and compile the file; raise VocabularyError where it is wrong."""
    read = examples.records(_FILE, ProceduresFile)
    return ProcedureVocabulary(
        wrappers=Rules(
            (compiled(_FILE, rule.id, rule.pattern), rule.id) for rule in read.wrappers
        ),
        parts=compiled(_FILE, "parts", read.parts, any_case=True),
        organisations=read.organisations,
        gathering=read.gathering,
        asking=read.asking,
        generic=read.generic,
        acting=read.acting,
        complements=read.complements,
        not_acts=read.not_acts,
        specific=read.specific,
        acts=read.acts,
        salutation=compiled(_FILE, "salutation", read.salutation),
        announces=compiled(_FILE, "announces", read.announces),
        other_names=compiled(_FILE, "other_names", read.other_names),
        named_in=compiled(_FILE, "named_in", read.named_in),
        defines=compiled(_FILE, "defines", read.defines),
        is_disease=compiled(_FILE, "is_disease", read.is_disease),
        also_called=compiled(_FILE, "also_called", read.also_called),
        kinds=read.kinds,
        other_kinds=read.other_kinds,
        diseases=read.diseases,
        heads=read.heads,
        of_disease=read.of_disease,
        of_procedure=read.of_procedure,
        telling=read.telling,
        fewest_telling=read.fewest_telling,
        weak_rules=read.weak_rules,
        medical_share=read.medical_share,
        titled_share=read.titled_share,
        everyday=read.everyday,
        medical_kinds=read.medical_kinds,
        foreign=compiled(_FILE, "foreign", read.foreign),
        unmistakable=gated(_FILE, "unmistakable", read.unmistakable),
    )
