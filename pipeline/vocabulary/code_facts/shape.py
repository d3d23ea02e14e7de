"""The shape of ``ontology/code-facts.yaml``."""

from typing import Literal

import msgspec

from pipeline.vocabulary.facet_phrases import JoinedRules


class FacetValue(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One value of a dimension, as it stands in the file."""

    label: str
    words: tuple[str, ...] = ()
    within: tuple[str, ...] = ()
    excludes: tuple[str, ...] = ()
    made_of: tuple[str, ...] = ()


class Dimension(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The values of one dimension; *disjoint* ones exclude each other."""

    values: dict[str, FacetValue]
    disjoint: bool = False


class Laterality(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Whether a side makes sense with a code, and on what ground that is said."""

    applies: bool | None
    basis: Literal["page", "inferred", "unknown"]


class CodeEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is said of one code, as it stands in the file."""

    sources: tuple[str, ...]
    laterality: Laterality
    add_on: bool
    level: str
    action: tuple[str, ...] = ()
    approach: tuple[str, ...] = ()
    region: tuple[str, ...] = ()
    technique: tuple[str, ...] = ()
    note: str = ""


class CodeFactsFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The shape of the file."""

    version: str
    retrieved: str
    dimensions: dict[Literal["action", "approach", "region", "technique"], Dimension]
    ignored: tuple[str, ...]
    forms: dict[str, str]
    sides: frozenset[str]
    codes: dict[str, dict[str, CodeEntry]]
    both: frozenset[str] = frozenset()
    plain: frozenset[str] = frozenset()
    joined: JoinedRules = JoinedRules()
