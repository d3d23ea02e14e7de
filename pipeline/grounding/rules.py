"""The rules of grounding, as data: ``ontology/grounding.yaml``."""

from collections.abc import Mapping
from functools import cache
from typing import Final

import msgspec

from pipeline import knowledge
from pipeline.errors import VocabularyError
from pipeline.terminology import Method

FILE: Final = "grounding.yaml"
_CONCEPT: Final = "concept/"
_CLOSE_HEAD: Final = "close_head"
_PROCEDURE: Final = "procedure/"
DECIDED: Final = "decided"
"""The method of a link that people decided, whatever the names are."""


class Confidence(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The factors of confidence, by what was claimed, by method and by part.

    *close_head* is for a concept that what is left of a label is only near to.
    """

    predicates: dict[str, float]
    methods: dict[str, float]
    parts: dict[str, float]
    close_head: float


class Broader(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What may be left out of a label so that the rest is broader."""

    dropped: int
    tails: frozenset[str]
    wrappers: frozenset[str]
    of: str
    after: frozenset[str]
    never: frozenset[str]
    never_head: frozenset[str]


class Rules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The shape of the file."""

    kinds: dict[str, frozenset[str]]
    confidence: Confidence
    candidates: int
    broader: Broader
    apart: frozenset[str]

    def admitted(self, node: str) -> frozenset[str]:
        """Return the kinds of concepts that the node *node* may be linked to."""
        return self.kinds.get(kind(node), frozenset())


@cache
def load() -> Rules:
    """Read the rules; raise VocabularyError where they are wrong."""
    read = knowledge.records(FILE, Rules)
    methods = {DECIDED, *(spoken(each) for each in Method)}
    missing = sorted(methods - read.confidence.methods.keys())
    if missing:
        place = knowledge.place(FILE, "confidence")
        raise VocabularyError(place, f"says nothing of {', '.join(missing)}")
    for factors in _factors(read.confidence):
        if not all(0 < factor <= 1 for factor in factors.values()):
            place = knowledge.place(FILE, "confidence")
            raise VocabularyError(place, "a factor is above 0 and at most 1")
    return read


def _factors(told: Confidence) -> tuple[Mapping[str, float], ...]:
    return told.predicates, told.methods, told.parts, {_CLOSE_HEAD: told.close_head}


def spoken(method: Method) -> str:
    """Return the name of *method* as data and exports write it.

    >>> spoken(Method.AS_WRITTEN)
    'as-written'
    """
    return method.name.lower().replace("_", "-")


def is_linkable(node: str) -> bool:
    """Tell whether the node *node* is of a kind that may be a concept.

    >>> is_linkable("concept/condition-hay-fever"), is_linkable("step/a-1")
    (True, False)
    """
    return kind(node) != ""


def kind(node: str) -> str:
    """Return the kind in the identifier *node*, or nothing where it is no such thing.

    >>> kind("concept/condition-hay-fever"), kind("procedure/biopsy"), kind("step/a-1")
    ('condition', 'procedure', '')
    """
    if node.startswith(_CONCEPT):
        return node.removeprefix(_CONCEPT).partition("-")[0]
    return _PROCEDURE.rstrip("/") if node.startswith(_PROCEDURE) else ""
