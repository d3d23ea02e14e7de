"""How a clause is known to be a step, advice, a payment: ``instructions.yaml``."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import msgspec

from pipeline.vocabulary import examples
from pipeline.vocabulary.gates import Gated, Rules
from pipeline.vocabulary.patterns import compiled, gated

_FILE: Final = "vocabulary/instructions.yaml"


class MoodRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One wording that tells somebody to do something, or looks so and does not."""

    id: str
    generalises: str
    pattern: str
    example: str


class PlacedRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words that tell whether an order holds before the procedure or after it."""

    id: str
    generalises: str
    type: str
    pattern: str
    example: str


class InstructionsFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The shape of the file."""

    verbs: frozenset[str]
    participles: frozenset[str]
    states: frozenset[str]
    not_done: tuple[str, ...]
    staff: tuple[str, ...]
    patient: tuple[str, ...]
    modal: str
    passive: str
    was: str
    directives: tuple[MoodRule, ...]
    not_instructions: tuple[MoodRule, ...]
    context: tuple[MoodRule, ...]
    placed: tuple[PlacedRule, ...]
    fronted: str
    softeners: str
    clause_joints: str
    reason_joints: str
    held_by: str
    instrument_subject: str
    takes_time: str
    takes_time_not: str
    says_nothing: str
    unfinished: str
    avoiding: str
    other_stays: str
    waiving: str
    objectless: str
    hospital_stay: str
    held_condition: str
    why: str
    visit_words: str
    visit_noun: str
    awaited: str
    told_of: str
    waking: str
    looked: str
    counted: str
    regimen: str
    patient_does: str
    calls_for: str
    fronted_call: str
    call_not: str


@dataclass(frozen=True, slots=True, eq=False)
class InstructionVocabulary:
    """The compiled file; patterns look at lower-case text.

    *acts* finds staff or patient with a verb that says what is done, *done* a passive,
    *reported* one of what staff do, told as past.
    """

    verbs: frozenset[str]
    participles: frozenset[str]
    acts: Gated
    staff_acts: Gated
    instrument_acts: Gated
    done: Gated
    reported: Gated
    directives: Rules[str]
    not_instructions: Rules[str]
    context: Rules[str]
    placed: Rules[str]
    fronted: re.Pattern[str]
    softeners: re.Pattern[str]
    clause_joints: Gated
    reason_joints: re.Pattern[str]
    held_by: re.Pattern[str]
    takes_time: Gated
    takes_time_not: Gated
    says_nothing: Gated
    unfinished: Gated
    avoiding: Gated
    other_stays: Gated
    waiving: Gated
    objectless: re.Pattern[str]
    hospital_stay: Gated
    held_condition: Gated
    why: Gated
    visit_words: Gated
    visit_noun: Gated
    awaited: Gated
    told_of: Gated
    waking: Gated
    looked: Gated
    counted: Gated
    regimen: Gated
    patient_does: Gated
    calls_for: Gated
    fronted_call: Gated
    call_not: Gated


@lru_cache(maxsize=1)
def load() -> InstructionVocabulary:
    """Read and compile the file; raise VocabularyError where it is wrong."""
    read = examples.records(_FILE, InstructionsFile)
    verbs = _any(sorted(read.verbs - read.states))
    present = rf"(?:{verbs})(?:s|es|d|ed)?"
    acting = rf"{read.modal}{present}"
    known = _any(read.not_done)
    past = rf"(?:\w+ed|{_any(sorted(read.participles))})"

    def one(name: str) -> re.Pattern[str]:
        return compiled(_FILE, name, getattr(read, name))

    return InstructionVocabulary(
        verbs=read.verbs,
        participles=read.participles,
        acts=_acting((*read.staff, *read.patient), acting),
        staff_acts=_acting(read.staff, acting),
        instrument_acts=gated(
            _FILE, "instrument_subject", rf"{read.instrument_subject}{present}\b"
        ),
        done=Gated(re.compile(rf"{read.passive}(?!(?:{known})\b){past}\b")),
        reported=Gated(re.compile(rf"{read.was}(?:{verbs})\w?e?d\b")),
        directives=Rules(_moods(read.directives)),
        not_instructions=Rules(_moods(read.not_instructions)),
        context=Rules(_moods(read.context)),
        placed=Rules(
            (compiled(_FILE, each.id, each.pattern), each.type) for each in read.placed
        ),
        fronted=one("fronted"),
        softeners=one("softeners"),
        clause_joints=Gated(one("clause_joints")),
        reason_joints=one("reason_joints"),
        held_by=one("held_by"),
        takes_time=Gated(one("takes_time")),
        takes_time_not=Gated(one("takes_time_not")),
        says_nothing=Gated(one("says_nothing")),
        unfinished=Gated(one("unfinished")),
        avoiding=Gated(one("avoiding")),
        other_stays=Gated(one("other_stays")),
        waiving=Gated(one("waiving")),
        objectless=one("objectless"),
        hospital_stay=Gated(one("hospital_stay")),
        held_condition=Gated(one("held_condition")),
        why=Gated(one("why")),
        visit_words=Gated(one("visit_words")),
        visit_noun=Gated(one("visit_noun")),
        told_of=Gated(one("told_of")),
        awaited=Gated(one("awaited")),
        waking=Gated(one("waking")),
        looked=Gated(one("looked")),
        counted=Gated(one("counted")),
        regimen=Gated(one("regimen")),
        patient_does=Gated(one("patient_does")),
        calls_for=Gated(one("calls_for")),
        fronted_call=Gated(one("fronted_call")),
        call_not=Gated(one("call_not")),
    )


def _acting(people: Iterable[str], verb: str) -> Gated:
    return Gated(re.compile(rf"\b(?:{_any(people)})\b[^,.;:]{{0,25}}? {verb}\b"))


def _any(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, words))


def _moods(rules: Iterable[MoodRule]) -> Iterable[tuple[re.Pattern[str], str]]:
    for rule in rules:
        yield compiled(_FILE, rule.id, rule.pattern), rule.id
