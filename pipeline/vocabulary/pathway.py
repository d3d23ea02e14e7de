"""How pages tell of a procedure and of things: ``pathway.yaml``."""

from functools import lru_cache
from typing import Annotated, Final, Literal

import msgspec

from pipeline import knowledge, namespaces
from pipeline.errors import VocabularyError

FILE: Final = "pathway.yaml"

Hue = Annotated[int, msgspec.Meta(ge=1, le=8)]
Shape = Literal["circle", "square", "diamond", "triangle", "hexagon", "drop", "ring"]


class Group(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What some *links* lead to; of instructions those of a *phase*."""

    title: str
    links: tuple[str, ...]
    phase: str = ""
    is_ordered: bool = False


class Phase(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A part of the way of a patient."""

    id: str
    title: str
    groups: tuple[Group, ...]


class Timeline(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The links to what stands on a timeline."""

    follow_up: str
    duration: str
    stay: str


class Kind(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A kind of things, and how it looks."""

    type: str
    plural: str
    hue: Hue
    shape: Shape
    is_sentence: bool = False
    collapses: bool = False


class PathwayVocabulary(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file; its notes say what the fields mean."""

    phases: tuple[Phase, ...]
    timeline: Timeline
    code_claim: str
    kinds: tuple[Kind, ...]
    details: tuple[str, ...]
    days: dict[str, float]
    qualifiers: dict[str, str]
    certainty: dict[str, str]
    mappings: dict[str, str]
    parts: dict[str, str]
    methods: dict[str, str]
    lines: dict[str, str]


@lru_cache(maxsize=1)
def load() -> PathwayVocabulary:
    """Read the file; raise VocabularyError where it is wrong."""
    return checked(knowledge.records(FILE, PathwayVocabulary))


def checked(read: PathwayVocabulary) -> PathwayVocabulary:
    """Return *read*; raise VocabularyError where a mapping has no known prefix."""
    for name in read.mappings:
        if name.partition(":")[0] not in namespaces.PREFIXES:
            place = knowledge.place(FILE, "mappings", name)
            raise VocabularyError(place, f"the prefix of '{name}' is not known")
    return read
