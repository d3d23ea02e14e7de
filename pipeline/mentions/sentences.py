"""Read sentences of running text: their wording says which role a thing has."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from pipeline.mentions import clauses, coordination, labels, telling, things
from pipeline.mentions.draft import Draft, Role, draft, hedged
from pipeline.mentions.view import View
from pipeline.model import Polarity, Span
from pipeline.vocabulary.reading import ReadingVocabulary
from pipeline.vocabulary.triggers import Trigger

_VISIT: Final = "FollowUp"
_COST: Final = "Cost"
_GENERAL: Final = "context.general"
_SUBJECT: Final = re.compile(r"[^,;:.]*$")
_LONGEST_LIST: Final = 400
_MOST_LISTED_WORDS: Final = 24
_SEMICOLON: Final = re.compile(";")
_DURATION: Final = "Duration"
_CLAUSE_SIGNS: Final = (",", ";", ".", ":")
_PRICED: Final = frozenset({"cost", "billing"})
_LASTING: Final = frozenset({"overview", "procedure_steps", "duration", "other"})


def read(
    view: View, role: Role, evidence: Span, vocabulary: ReadingVocabulary
) -> list[Draft]:
    """Return what the sentence *view* says in a section of the type of *role*.

    Reasons to call come first, then payments, then things by their trigger, then what
    somebody is to do. The first that is found is what the sentence is about.
    """
    if role.is_trigger and (own := _own_call(view, role, evidence, vocabulary)):
        return own
    if role.is_trigger and (found := _reasons(view, role, evidence, vocabulary)):
        return found
    if warned := _warnings(view, role, evidence, vocabulary):
        return warned
    if paid := _payment(view, role, evidence, vocabulary):
        return paid
    found = list(triggered(view, role, evidence, vocabulary))
    found = found or _duration(view, role, evidence, vocabulary)
    found = found or list(telling.read(view, role, evidence, vocabulary))
    return found or _listed(view, role, evidence, vocabulary)


def special(
    view: View, role: Role, evidence: Span, vocabulary: ReadingVocabulary
) -> list[Draft]:
    """Return reasons to call and payments, which are such in any list."""
    return _warnings(view, role, evidence, vocabulary) or (
        _payment(view, role, evidence, vocabulary) if role.type != _COST else []
    )


def _warnings(
    view: View, role: Role, evidence: Span, vocabulary: ReadingVocabulary
) -> list[Draft]:
    words = vocabulary.instructions
    call = words.calls_for.search(view.low)
    if call is None or call.end() >= len(view.low) or role.section == "preparation":
        return []
    if words.call_not.search(view.low):
        return []
    prefix = _bare(labels.clause(view.part(call.start(), call.end())), vocabulary)
    warning = replace(
        role,
        type=_VISIT,
        is_trigger=True,
        prefix=prefix,
        rule="sentence.call",
        confidence=vocabulary.roles.confidence["clause"],
    )
    return _reasons(view.part(call.end()), warning, evidence, vocabulary)


def _bare(prefix: str, vocabulary: ReadingVocabulary) -> str:
    """Return *prefix* without the articles at its end."""
    words = prefix.split(" ")
    while len(words) > 1 and words[-1] in vocabulary.lexicon.words.articles:
        words.pop()
    return " ".join(words)


def _reasons(
    view: View, role: Role, evidence: Span, vocabulary: ReadingVocabulary
) -> list[Draft]:
    """Return the reasons to call for help that *view* lists."""
    found = []
    reasons = (
        reason
        for part in things.apart(view)
        for reason in _each_reason(part, vocabulary)
    )
    for conjunct in reasons:
        if not conjunct.text:
            continue
        if role.prefix and (own := _own_call(conjunct, role, evidence, vocabulary)):
            found += own
            continue
        one = clauses.read(conjunct, role, evidence, vocabulary)
        if one is not None:
            found.append(one)
        elif len(conjunct.text) > 2:  # noqa: PLR2004 - a lone word ("fever")
            label = f"{role.prefix} {labels.clause(conjunct)}".strip()
            each = draft(role, label, conjunct, evidence)
            each.qualifiers = replace(each.qualifiers, trigger=True)
            found.append(each)
    return found


def _own_call(
    view: View, role: Role, evidence: Span, vocabulary: ReadingVocabulary
) -> list[Draft]:
    """Return the reasons of *view* where it opens with a call of its own."""
    if vocabulary.instructions.calls_for.match(view.low) is None:
        return []
    return _warnings(view, replace(role, prefix=""), evidence, vocabulary)


def _each_reason(view: View, vocabulary: ReadingVocabulary) -> Iterator[View]:
    """Yield the reasons of *view*: whole clauses where it has a verb, else things."""
    if not _is_clause(view, vocabulary):
        yield from coordination.split(view, vocabulary.lexicon)
        return
    at = 0
    for joint in vocabulary.instructions.reason_joints.finditer(view.low):
        yield view.part(at, joint.start()).trimmed()
        at = joint.end()
    yield view.part(at).trimmed()


def _is_clause(view: View, vocabulary: ReadingVocabulary) -> bool:
    """Tell whether *view* has a verb of its own, not only in a relative clause."""
    words = vocabulary.lexicon.words
    heard = view.low.split(" ")
    for at, word in enumerate(heard):
        if at and word in words.relatives:
            return False
        if word in words.auxiliaries or (not at and word in words.pronouns):
            return True
    return False


def _payment(
    view: View, role: Role, evidence: Span, vocabulary: ReadingVocabulary
) -> list[Draft]:
    words = vocabulary.instructions
    if not words.payment_words.search(view.low) or words.payment_not.search(view.low):
        is_priced = vocabulary.times.money.search(view.text) is not None
        if not is_priced or not (role.type == _COST or role.section in _PRICED):
            return []
    elif role.section not in _PRICED and not (
        vocabulary.times.money.search(view.text) or words.covered.search(view.low)
    ):
        return []
    paying = replace(
        role,
        type=_COST,
        prefix="",
        rule="sentence.payment",
        confidence=vocabulary.roles.confidence["clause"],
    )
    found = clauses.read(view, paying, evidence, vocabulary)
    return [found] if found else []


def _duration(
    view: View, role: Role, evidence: Span, vocabulary: ReadingVocabulary
) -> list[Draft]:
    """Return how long the procedure takes, where the sentence says that."""
    words = vocabulary.instructions
    time = vocabulary.times.time.search(view.low)
    if time is None or role.section not in _LASTING:
        return []
    takes = words.takes_time.search(view.low, 0, time.start())
    if takes is None or words.takes_time_not.search(view.low):
        return []
    lasting = replace(
        role,
        type=_DURATION,
        rule="sentence.takes",
        confidence=vocabulary.roles.confidence["clause"],
    )
    found = clauses.read(view.part(*time.span()), lasting, evidence, vocabulary)
    return [found] if found else []


def _listed(
    view: View, role: Role, evidence: Span, vocabulary: ReadingVocabulary
) -> list[Draft]:
    """Return the things that a line without a verb names, if the lexicon knows them."""
    if role.type not in vocabulary.roles.types.things:
        return []
    auxiliaries = vocabulary.lexicon.words.auxiliaries
    if any(word in auxiliaries for word in view.low.split(" ")):
        return []
    read_as = replace(
        role,
        rule="sentence.phrase",
        confidence=vocabulary.roles.confidence["trigger"],
        is_strict=True,
    )
    parts = _SEMICOLON.split(view.low)
    found: list[Draft] = []
    at = 0
    for part in parts:
        piece = view.part(at, at + len(part)).trimmed()
        at += len(part) + 1
        if piece.text and piece.low.count(" ") < _MOST_LISTED_WORDS:
            found += things.read(piece, read_as, evidence, vocabulary)
    return found


def triggered(
    view: View, role: Role, evidence: Span, vocabulary: ReadingVocabulary
) -> Iterator[Draft]:
    """Yield the things that triggers find, each stretch read once."""
    taken: list[tuple[int, int]] = []
    low = view.low
    is_needless = vocabulary.qualifiers.needless.search(low) is not None
    for trigger in vocabulary.triggers.of(role.section):
        if not any(word in low for word in trigger.rule.gate):
            continue
        if trigger.unless is not None and trigger.unless.search(low):
            continue
        if trigger.rule.type in vocabulary.roles.types.reasons and is_needless:
            continue
        for found in trigger.pattern.finditer(low):
            start, end = _slot(found, trigger, low, vocabulary)
            if end - start < 3 or any(a < end and start < b for a, b in taken):  # noqa: PLR2004
                continue
            part = view.part(start, end).trimmed()
            said = replace(role, is_strict=_is_weak(found, trigger, vocabulary))
            drafts = list(_of_slot(part, trigger, said, evidence, vocabulary))
            if not drafts:
                continue
            taken.append((start, end))
            denied = trigger.rule.denies and _is_denied(found, low, vocabulary)
            for each in drafts:
                yield _denied(each) if denied else each


def _is_denied(found: re.Match[str], low: str, vocabulary: ReadingVocabulary) -> bool:
    """Tell whether the trigger, or a verb before it in its clause, denies."""
    clause = max(low.rfind(sign, 0, found.start()) for sign in _CLAUSE_SIGNS) + 1
    told = low[clause : found.end()]
    return any(pattern.search(told) for pattern, _ in vocabulary.qualifiers.negations)


def _is_weak(
    found: re.Match[str], trigger: Trigger, vocabulary: ReadingVocabulary
) -> bool:
    """Tell whether the wording does not vouch for the things beside it."""
    return (
        not trigger.rule.loose
        or vocabulary.triggers.weak_verbs.search(found[0]) is not None
    )


def _slot(
    found: re.Match[str], trigger: Trigger, low: str, vocabulary: ReadingVocabulary
) -> tuple[int, int]:
    """Return the stretch in which the things stand."""
    if trigger.rule.slot == "after":
        is_label = found[0].rstrip().endswith(":")
        end = len(low)
        for stop in vocabulary.triggers.stops.finditer(low, found.end()):
            if not (is_label and stop[0] == ";"):
                end = stop.start()
                break
        return found.end(), min(end, found.end() + _LONGEST_LIST)
    begin = max(0, found.start() - _LONGEST_LIST)
    before = low[begin : found.start()]
    start = 0
    for stop in vocabulary.triggers.stops.finditer(before):
        start = stop.end()
    return begin + start, found.start()


def _of_slot(
    part: View,
    trigger: Trigger,
    role: Role,
    evidence: Span,
    vocabulary: ReadingVocabulary,
) -> Iterator[Draft]:
    rule = trigger.rule
    if not part.text:
        return
    read_as = Role(
        rule.type,
        role.section,
        rule=rule.id,
        confidence=vocabulary.roles.confidence[
            "loose_wording" if rule.loose else "trigger"
        ],
        is_strict=role.is_strict,
    )
    for each in things.read(part, read_as, evidence, vocabulary):
        yield hedged(each, rule.certainty) if rule.certainty else each


def _denied(each: Draft) -> Draft:
    each.qualifiers = replace(each.qualifiers, polarity=Polarity.NEGATED)
    return each


def is_announcement(view: View, vocabulary: ReadingVocabulary) -> bool:
    """Tell whether a sentence before a list only announces it."""
    if any(char.isdigit() for char in view.low):
        return False
    return any(
        name == _GENERAL and pattern.search(view.low)
        for pattern, name in vocabulary.instructions.context
    )


def is_context(view: View, *, before_list: bool, vocabulary: ReadingVocabulary) -> bool:
    """Tell whether a sentence without a fact was understood all the same."""
    low = view.low
    if low.endswith(("?", ":")) or vocabulary.instructions.says_nothing.search(low):
        return True
    for pattern, name in vocabulary.instructions.context:
        if pattern.search(low):
            return name != _GENERAL or before_list
    return any(
        pattern.search(low) for pattern, _ in vocabulary.instructions.not_instructions
    )
