"""Read clauses: steps, instructions, visits and payments, one mention an action."""

import re
from typing import Final

from msgspec.structs import replace

from pipeline.mentions import inner, labels, values
from pipeline.mentions.draft import Draft, Role, draft
from pipeline.mentions.phrases import told_around
from pipeline.mentions.view import View
from pipeline.model import Certainty, Polarity, Qualifiers, Span
from pipeline.vocabulary.instructions import InstructionVocabulary
from pipeline.vocabulary.lexicon import Lexicon
from pipeline.vocabulary.reading import ReadingVocabulary

_WORD: Final = re.compile(r"[^\W_][\w'/-]*")
_LABEL: Final = re.compile(r"(?:(?<=[\w)\]]):| -) +(?=\S)")
_MOST_LABEL_WORDS: Final = 6
_FEWEST_WORDS: Final = 2
_STEP: Final = "ProcedureStep"
_RECOVERY: Final = "RecoveryInstruction"
_STAY: Final = "LengthOfStay"
_COST: Final = "Cost"


def acts(low: str, vocabulary: InstructionVocabulary) -> bool:
    """Tell whether the clause *low* tells an act: an order, or what is done."""
    return is_told(low, vocabulary) or is_done(low, vocabulary)


def is_imperative(low: str, vocabulary: InstructionVocabulary) -> bool:
    """Tell whether *low* opens with a verb that tells what to do."""
    if fronted := vocabulary.fronted.match(low):
        low = low[fronted.end() :]
    if softened := vocabulary.softeners.match(low):
        low = low[softened.end() :]
    first = _WORD.match(low)
    return first is not None and first[0] in vocabulary.verbs


def is_told(low: str, vocabulary: InstructionVocabulary) -> bool:
    """Tell whether the clause *low* says what somebody is to do or what is done."""
    is_ordered = is_imperative(low, vocabulary)
    if is_refused(low, vocabulary, is_ordered=is_ordered):
        return False
    return is_ordered or vocabulary.directives.fits(low)


def is_order(low: str, vocabulary: InstructionVocabulary) -> bool:
    """Tell whether the clause *low* opens with a verb, and is told to somebody."""
    return is_imperative(low, vocabulary) and not is_refused(
        low, vocabulary, is_ordered=True
    )


def is_refused(
    low: str, vocabulary: InstructionVocabulary, *, is_ordered: bool = False
) -> bool:
    """Tell whether the clause *low* looks like an instruction and is none.

    Of one that opens with a verb (*is_ordered*), only its beginning can tell that.
    """
    if not is_ordered:
        return vocabulary.not_instructions.fits(low)
    return any(pattern.match(low) for pattern, _ in vocabulary.not_instructions.of(low))


def is_done(low: str, vocabulary: InstructionVocabulary) -> bool:
    """Tell whether the clause *low* says what staff or patient do, or what is done."""
    if vocabulary.not_instructions.fits(low):
        return False
    return (
        vocabulary.acts.search(low) is not None
        or vocabulary.done.search(low) is not None
        or vocabulary.instrument_acts.search(low) is not None
    )


def may_be_item(
    low: str, vocabulary: ReadingVocabulary, *, is_timed: bool = False
) -> bool:
    """Tell whether an item of a list of instructions is one: an act or a bare phrase.

    A clause with a finite verb that says what something is or feels like is none,
    unless it says by when (*is_timed*).
    """
    words = vocabulary.instructions
    if is_refused(low, words, is_ordered=is_imperative(low, words)):
        return False
    if (
        vocabulary.payments.stating.search(low)
        or is_timed
        or not _has_verb(low, vocabulary.lexicon)
    ):
        return True
    return is_told(low, words) or is_done(low, words)


def _has_verb(low: str, lexicon: Lexicon) -> bool:
    """Tell whether the main clause of *low* has a finite verb that tells a state."""
    for at, word in enumerate(low.split(" ")):
        if word in lexicon.words.auxiliaries:
            return True
        if at and (word in lexicon.words.subordinators or word.endswith(",")):
            return False
    return False


def without_label(view: View, vocabulary: ReadingVocabulary) -> View:
    """Return *view* without the label before its text ("Anesthesia - ...")."""
    found = _LABEL.search(view.low)
    if found is None:
        return view
    head = view.part(0, found.start())
    if len(head.low.split()) > _MOST_LABEL_WORDS or "," in head.low or "(" in head.low:
        return view
    if is_imperative(head.low, vocabulary.instructions):
        return view
    return view.part(found.end())


def is_objectless(view: View, vocabulary: ReadingVocabulary) -> bool:
    """Tell whether an order does not say what it is about ("do not stop")."""
    low = view.low.rstrip(" .;!")
    return vocabulary.instructions.objectless.match(low) is not None


def label_of(view: View) -> View:
    """Return the label of *view* where it has one before an explanation, else all."""
    found = _LABEL.search(view.low)
    if found is None or ":" not in found[0]:
        return view
    head = view.part(0, found.start())
    return head if len(head.low.split()) <= _MOST_LABEL_WORDS else view


def read(
    view: View, role: Role, evidence: Span, vocabulary: ReadingVocabulary
) -> Draft | None:
    """Return the mention of the instruction that *view* gives, or None."""
    view, why = _without_why(view.trimmed(" \t.;,"), role, vocabulary)
    words = view.low.split()
    facts = vocabulary.roles.types.facts
    is_told_alone = role.type == _STEP or bool(role.prefix) or role.type in facts
    if not words or (len(words) < _FEWEST_WORDS and not is_told_alone):
        return None
    label = labels.clause(view)
    if role.prefix:
        label = f"{role.prefix} {label}"
    found = draft(role, label, view, evidence)
    found.qualifiers = _qualifiers(view, role, vocabulary)
    if why:
        found.qualifiers = replace(found.qualifiers, cause=why)
    if role.type == _COST:
        found.values = values.money(view.low, vocabulary.times)
        if not found.values and vocabulary.times.money.search(view.low):
            return None  # with its sum not understood, it would be on who pays
    else:
        found.values = values.times(view.low, vocabulary.times)
    found.inner = inner.find(view, role.type, evidence, vocabulary)
    if role.type == _RECOVERY and (stay := _stay(view, found, evidence, vocabulary)):
        found.inner.append(stay)
    return found


def _without_why(
    view: View, role: Role, vocabulary: ReadingVocabulary
) -> tuple[View, str]:
    """Return an instruction, and what the clause behind it says of why."""
    if role.type == _COST or role.is_trigger:
        return view, ""
    found = vocabulary.instructions.why.search(view.low)
    if found is None or view.low.count(" ", 0, found.start()) + 1 < _FEWEST_WORDS:
        return view, ""
    because = found["cause"] is not None
    return view.part(0, found.start()), view.text[found.end() :].strip() * because


def _qualifiers(view: View, role: Role, vocabulary: ReadingVocabulary) -> Qualifiers:
    low = view.low
    action = role.action
    polarity = Polarity.AFFIRMED
    if role.type == _STEP:
        denied = vocabulary.qualifiers.negations[0][0].match(low)
        polarity = Polarity.NEGATED if denied else polarity
    elif (
        not action
        and role.type in vocabulary.roles.types.advice
        and not role.is_trigger
    ):
        action = _action(low, vocabulary.instructions)
    condition = vocabulary.instructions.held_condition.search(low)
    certainty = Certainty.STATED
    for pattern, rule in vocabulary.qualifiers.hedges.of(low):
        if rule.certainty is Certainty.CONDITIONAL and pattern.search(low):
            certainty = Certainty.CONDITIONAL
    if certainty is Certainty.STATED and role.type in vocabulary.roles.types.events:
        for pattern, rule in vocabulary.qualifiers.sometimes.of(low):
            if rule.certainty and pattern.search(low):
                certainty = rule.certainty
    time = values.first(low, vocabulary.times)
    text = view.text
    around = told_around(
        view.part(0, condition.start("value")) if condition else view,
        vocabulary.qualifiers,
        vocabulary.lexicon,
    )
    return Qualifiers(
        polarity=polarity,
        certainty=certainty,
        condition=text[slice(*condition.span("value"))].strip() if condition else "",
        purpose=_without_time(around.texts.get("purpose", ""), vocabulary),
        effect=around.texts.get("effect", ""),
        action=action,
        time=text[time],
        examples=tuple(around.examples),
        trigger=role.is_trigger,
    )


def _without_time(purpose: str, vocabulary: ReadingVocabulary) -> str:
    """Return *purpose* up to a time that a preposition adds to it."""
    if not purpose:
        return ""
    time = vocabulary.times.time.search(purpose.casefold())
    before, _, last = (
        purpose[: time.start()].strip().rpartition(" ") if time else ("",) * 3
    )
    return before if last in vocabulary.lexicon.words.prepositions else purpose


def _action(low: str, vocabulary: InstructionVocabulary) -> str:
    """Return whether *low* tells to do or to avoid; empty where it lifts a duty."""
    if vocabulary.waiving.search(low):
        return ""
    return "avoid" if vocabulary.avoiding.search(low) else "do"


def _stay(
    view: View, found: Draft, evidence: Span, vocabulary: ReadingVocabulary
) -> Draft | None:
    """Return the length of stay in hospital that an instruction names."""
    time = vocabulary.times.time.search(view.low)
    words = vocabulary.instructions
    is_stay = words.hospital_stay.search(view.low) and not (
        words.other_stays.search(view.low)
    )
    if time is None or not is_stay:
        return None
    part = view.part(*time.span())
    confidence = vocabulary.roles.confidence["inside_mention"]
    role = Role(_STAY, "", rule="inner.stay", confidence=confidence)
    stay = draft(role, part.low, part, evidence)
    stay.values = tuple(found.values[:1])
    return stay
