"""Read what a sentence tells somebody to do, or says is done, clause by clause."""

import re
from collections.abc import Iterator
from typing import Final

from msgspec.structs import replace

from pipeline.mentions import clauses, joints
from pipeline.mentions.draft import Draft, Role
from pipeline.mentions.view import View
from pipeline.model import Span
from pipeline.vocabulary.instructions import InstructionVocabulary
from pipeline.vocabulary.reading import ReadingVocabulary

_STEP: Final = "ProcedureStep"
_VISIT: Final = "FollowUp"
_COST: Final = "Cost"
_RECOVERY: Final = "RecoveryInstruction"
_AT_HOME: Final = frozenset({"do.people", "do.recovery-time", "do.limits"})
_LOOSE_SECTIONS: Final = frozenset({"overview", "other", "benefits", "indications"})
_UNNAMED: Final = frozenset({"overview", "other"})
_OTHER: Final = "other"
_WORD: Final = re.compile(r"[^\W_][\w'-]*")
_SUBJECT_WORDS: Final = 3


def read(
    view: View, role: Role, evidence: Span, vocabulary: ReadingVocabulary
) -> Iterator[Draft]:
    """Yield the steps, instructions and visits that the sentence *view* tells."""
    type_ = ""
    for clause in joints.split(view, vocabulary):
        # What goes on without a subject is told as what stands before it.
        is_same = bool(type_) and joints.goes_on(clause.low, vocabulary)
        type_ = _told_as(clause, role, vocabulary) or (type_ if is_same else "")
        if not type_:
            continue
        told = replace(
            role,
            type=type_,
            rule="sentence.told",
            confidence=vocabulary.roles.confidence["clause"],
        )
        one = clauses.read(clause, told, evidence, vocabulary)
        if one is not None:
            yield one


def of_item(low: str, role: Role, vocabulary: ReadingVocabulary) -> Role:
    """Return *role*; another for a visit in after-care and for after-care in steps."""
    if role.prefix or role.action:
        return role
    if role.type == _RECOVERY and _is_visit(low, vocabulary):
        return replace(role, type=_VISIT, rule="item.visit")
    if role.type == _STEP and vocabulary.instructions.waking.search(low):
        return replace(role, type=_RECOVERY, rule="item.waking")
    return role


def _told_as(  # noqa: PLR0911 - one question after the other
    clause: View, role: Role, vocabulary: ReadingVocabulary
) -> str:
    """Return as what a clause is read, empty where it tells nothing."""
    words = vocabulary.instructions
    low = clause.low
    if low.endswith("?"):
        return ""
    if role.type == _STEP:
        return _step(low, words)
    if role.type == _VISIT:
        told = vocabulary.times.time.search(low) is not None or (
            words.visit_words.search(low) is not None
            and (
                clauses.is_told(low, words)
                or clauses.is_done(low, words)
                or words.visit_noun.search(low) is not None
            )
        )
        return _VISIT if told else ""
    if role.type in vocabulary.roles.types.instructions and role.type != _COST:
        if role.type == _RECOVERY and _is_visit(low, vocabulary):
            return _VISIT
        told = clauses.is_told(low, words)
        if not told and role.type == _RECOVERY:
            told = clauses.is_done(low, words) or (
                _is_timed(low, vocabulary)
                and clauses.may_be_item(low, vocabulary, is_timed=True)
            )
        return role.type if told else ""
    if role.section in _LOOSE_SECTIONS or role.section in ("complications", "duration"):
        rule = next((name for p, name in words.directives.of(low) if p.search(low)), "")
        if rule in _AT_HOME and not words.not_instructions.fits(low):
            return _RECOVERY
        if role.section == "overview" and (
            (words.staff_acts.search(low) and not clauses.is_refused(low, words))
            or words.patient_does.search(low)
        ):
            return _STEP
    return _placed(low, role, vocabulary) if role.section in _UNNAMED else ""


def _step(low: str, words: InstructionVocabulary) -> str:
    """Return as what is read what is told among steps: the last words tell of after."""
    if words.waking.search(low):
        return _RECOVERY
    is_step = (
        clauses.is_done(low, words)
        or clauses.is_order(low, words)
        or words.counted.search(low) is not None
        or words.looked.search(low) is not None
    )
    return _STEP if is_step else ""


def _is_visit(low: str, vocabulary: ReadingVocabulary) -> bool:
    """Tell whether *low* opens with a visit and says when it is."""
    words = vocabulary.instructions
    if words.awaited.search(low) is not None:
        return True
    named = words.visit_noun.search(low) is not None
    return named and vocabulary.times.time.search(low) is not None


def _is_timed(low: str, vocabulary: ReadingVocabulary) -> bool:
    """Tell whether *low* says when, or how often, something is to be done."""
    return (
        vocabulary.times.time.search(low) is not None
        or vocabulary.instructions.regimen.search(low) is not None
    )


def _placed(low: str, role: Role, vocabulary: ReadingVocabulary) -> str:
    """Return as what an order or act under no heading of its own is read."""
    words = vocabulary.instructions
    if role.section == _OTHER and words.reported.search(low):
        return "" if clauses.is_refused(low, words) else _STEP
    if clauses.is_told(low, words):
        for pattern, type_ in words.placed.of(low):
            if pattern.search(low):
                return type_
    if clauses.is_done(low, words) and _acts_with_device(low, vocabulary):
        return _STEP
    return ""


def _acts_with_device(low: str, vocabulary: ReadingVocabulary) -> bool:
    """Tell whether what stands before the verb of *low* is a thing that staff use."""
    subject: list[str] = []
    for word in _WORD.findall(low):
        if subject and word in vocabulary.lexicon.words.auxiliaries:
            break
        subject.append(word)
    held = vocabulary.lexicon.phrase_kinds(tuple(subject[-_SUBJECT_WORDS:]))
    return bool(held & vocabulary.roles.types.used)
