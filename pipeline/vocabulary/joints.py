"""Where one act of a clause ends and the next begins: ``joints.yaml``."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import msgspec

from pipeline.vocabulary import examples
from pipeline.vocabulary.gates import Gated
from pipeline.vocabulary.patterns import compiled

_FILE: Final = "vocabulary/joints.yaml"


class JointsFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The shape of the file."""

    weak: str
    pending: str
    governing: frozenset[str]
    nouns_too: frozenset[str]
    of_noun: frozenset[str]
    forbidding: frozenset[str]
    object: str
    actor: str
    being: str
    led: str
    predicate: str
    suffered: str
    dropped: str
    passive: str
    clause: str
    no_subject: str


@dataclass(frozen=True, slots=True, eq=False)
class JointVocabulary:
    """The compiled file; see its head for what the fields mean."""

    weak: re.Pattern[str]
    pending: Gated
    governing: frozenset[str]
    nouns_too: frozenset[str]
    of_noun: frozenset[str]
    forbidding: frozenset[str]
    object: re.Pattern[str]
    actor: Gated
    being: Gated
    led: Gated
    predicate: Gated
    suffered: Gated
    dropped: re.Pattern[str]
    passive: Gated
    clause: re.Pattern[str]
    no_subject: Gated


@lru_cache(maxsize=1)
def load() -> JointVocabulary:
    """Read and compile the file; raise VocabularyError where it is wrong."""
    read = examples.records(_FILE, JointsFile)

    def one(name: str) -> re.Pattern[str]:
        return compiled(_FILE, name, getattr(read, name))

    return JointVocabulary(
        weak=one("weak"),
        pending=Gated(one("pending")),
        governing=read.governing,
        nouns_too=read.nouns_too,
        of_noun=read.of_noun,
        forbidding=read.forbidding,
        object=one("object"),
        actor=Gated(one("actor")),
        being=Gated(one("being")),
        led=Gated(one("led")),
        predicate=Gated(one("predicate")),
        dropped=one("dropped"),
        suffered=Gated(one("suffered")),
        passive=Gated(one("passive")),
        clause=one("clause"),
        no_subject=Gated(one("no_subject")),
    )
