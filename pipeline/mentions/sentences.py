"""Read sentences of running text: their wording says which role a thing has."""

from typing import Final

from msgspec.structs import replace

from pipeline.mentions import (
    befalling,
    calls,
    clauses,
    facts,
    known,
    payments,
    telling,
    things,
    triggered,
)
from pipeline.mentions.draft import Draft, Role
from pipeline.mentions.view import View
from pipeline.model import Span
from pipeline.vocabulary.reading import ReadingVocabulary

_MOST_LISTED_WORDS: Final = 24
_MOST_BARE_WORDS: Final = 6
_DURATION: Final = "Duration"
_ASKED: Final = "duration"
_FEW: Final = 4
_LASTING: Final = frozenset({"overview", "procedure_steps", "duration", "other"})


def read(
    view: View, role: Role, evidence: Span, vocabulary: ReadingVocabulary
) -> list[Draft]:
    """Return what the sentence *view* says in a section of the type of *role*.

    Reasons to call come first, then payments, then things by their trigger, then what
    somebody is to do. The first that is found is what the sentence is about.
    """
    if role.is_trigger and (own := calls.own_call(view, role, evidence, vocabulary)):
        return own
    if role.is_trigger and (found := calls.reasons(view, role, evidence, vocabulary)):
        return found
    if warned := calls.warnings(view, role, evidence, vocabulary):
        return warned
    if paid := payments.read(view, role, evidence, vocabulary):
        return paid
    said = facts.read(view, role, evidence, vocabulary)
    found = list(triggered.read(view, role, evidence, vocabulary))
    if not (found or said):
        found = _duration(view, role, evidence, vocabulary)
    if not found or role.type in vocabulary.roles.types.instructions:
        told = telling.read(view, role, evidence, vocabulary)
        found += [each for each in told if not _is_taken(each, found)]
    found = facts.apart_from(found, said)
    if not (found or said):
        found = befalling.read(view, role, evidence, vocabulary)
    if not (found or said):
        found = _listed(view, role, evidence, vocabulary)
    if not (found or said):
        found = known.read(view, role, evidence, vocabulary)
    return found + said


def _is_taken(told: Draft, found: list[Draft]) -> bool:
    """Tell whether the clause of *told* holds a thing that was *found*."""
    return any(
        told.span.start < each.span.end and each.span.start < told.span.end
        for each in found
    )


def special(
    view: View, role: Role, evidence: Span, vocabulary: ReadingVocabulary
) -> list[Draft]:
    """Return reasons to call and payments, which are such in any list."""
    return calls.warnings(view, role, evidence, vocabulary) or (
        payments.read(view, role, evidence, vocabulary)
        if role.type != payments.TYPE
        else []
    )


def _duration(
    view: View, role: Role, evidence: Span, vocabulary: ReadingVocabulary
) -> list[Draft]:
    """Return how long the procedure takes, where the sentence says that."""
    words = vocabulary.instructions
    time = vocabulary.times.time.search(view.low)
    if time is None or role.section not in _LASTING:
        return []
    takes = words.takes_time.search(view.low, 0, time.start())
    around = view.low[: time.start()] + view.low[time.end() :]
    is_answer = role.section == _ASKED and around.count(" ") < _FEW
    if not (takes or is_answer) or words.takes_time_not.search(view.low):
        return []
    lasting = replace(
        role,
        type=_DURATION,
        rule="sentence.takes",
        confidence=vocabulary.roles.confidence["clause"],
    )
    found = clauses.read(view.part(*time.span()), lasting, evidence, vocabulary)
    return [found] if found else []


def _is_counted(view: View, role: Role, vocabulary: ReadingVocabulary) -> bool:
    """Tell whether a figure says how often something befalls: it vouches for it."""
    is_possible = role.type in vocabulary.roles.types.possible
    return is_possible and bool(vocabulary.qualifiers.frequency_note.search(view.low))


def _listed(
    view: View, role: Role, evidence: Span, vocabulary: ReadingVocabulary
) -> list[Draft]:
    """Return the things that a line without a verb names, if the lexicon knows them."""
    if role.type not in vocabulary.roles.types.things:
        return []
    auxiliaries = vocabulary.lexicon.words.auxiliaries
    words = view.low.split(" ")
    if not auxiliaries.isdisjoint(words):
        return []
    is_known = role.type in vocabulary.roles.evidence_kinds
    if not is_known and (len(words) > _MOST_BARE_WORDS or view.low.endswith(".")):
        return []  # no kind of the lexicon can vouch for what such a sentence names
    read_as = replace(
        role,
        rule="sentence.phrase",
        confidence=vocabulary.roles.confidence["trigger"],
        is_strict=not _is_counted(view, role, vocabulary),
    )
    parts = view.low.split(";")
    if all(part.count(" ") < _MOST_LISTED_WORDS for part in parts):
        return things.read(view.trimmed(), read_as, evidence, vocabulary)
    found: list[Draft] = []
    at = 0
    for part in parts:
        piece = view.part(at, at + len(part)).trimmed()
        at += len(part) + 1
        if piece.text and piece.low.count(" ") < _MOST_LISTED_WORDS:
            found += things.read(piece, read_as, evidence, vocabulary)
    return found
