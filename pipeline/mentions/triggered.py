"""Things by their trigger: a wording tells which role what stands beside it has."""

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final

from msgspec.structs import replace

from pipeline.mentions import things
from pipeline.mentions.draft import Draft, Role, hedged
from pipeline.mentions.view import View
from pipeline.model import Polarity, Span
from pipeline.vocabulary.reading import ReadingVocabulary
from pipeline.vocabulary.triggers import Trigger

_LONGEST_LIST: Final = 400
_MOST_SAID: Final = 16  # places of one wording in a sentence
# Groups that patterns of the vocabulary may have.
_OFTEN: Final = "frequency"
_SLOT: Final = "slot"
_HEAD: Final = "head"
_FIGURES: Final = "0123456789.,-\u2013<>~ "
_CLAUSE_SIGNS: Final = (",", ";", ".", ":")
# A sign that ends a clause; one between two figures is part of a number.
_CLAUSE_END: Final = re.compile(r"[,;.:](?!(?<=\d.)\d)")


def read(
    view: View, role: Role, evidence: Span, vocabulary: ReadingVocabulary
) -> Iterator[Draft]:
    """Yield the things that triggers find, each stretch read once."""
    taken: list[tuple[int, int]] = []
    aside = vocabulary.qualifiers.asides.search(view.low)
    often = ""
    if aside is not None:
        often = _group(view, aside, _OFTEN)
        view = view.without(*aside.span())
    low = view.low
    is_needless = vocabulary.qualifiers.needless.search(low) is not None
    rules = vocabulary.triggers.of(role.section, has_procedure=role.has_procedure)
    for pattern, trigger in rules.of(low):
        if not _holds(low, trigger.rule.gate):
            continue
        if not trigger.holds(low):
            continue
        if trigger.rule.type in vocabulary.roles.types.reasons and is_needless:
            continue
        matches = islice(pattern.finditer(low), _MOST_SAID)
        for found, start, end in _slots(matches, trigger, low, vocabulary):
            if end - start < 3 or any(a < end and start < b for a, b in taken):  # noqa: PLR2004
                continue
            part = view.part(start, end).trimmed()
            said = replace(role, is_strict=_is_weak(found, trigger, vocabulary))
            drafts = list(_of_slot(part, trigger, said, evidence, vocabulary))
            if not drafts:
                continue
            taken.append((start, end))
            denied = trigger.rule.denies and _is_denied(found, low, vocabulary)
            figure = often or _group(view, found, _OFTEN)
            figure = figure or _figure_behind(view, found, trigger, vocabulary)
            for each in drafts:
                _tell_often(each, figure)
                yield _denied(each) if denied else each


def _holds(low: str, words: tuple[str, ...]) -> bool:
    """Tell whether *low* holds one of *words*, as ``any`` would, but at less cost."""
    for word in words:  # noqa: SIM110
        if word in low:
            return True
    return False


def _group(view: View, found: re.Match[str], name: str) -> str:
    """Return the words of *view* in the group *name*, none where it has no such."""
    if name not in found.re.groupindex or not found[name]:
        return ""
    return view.part(*found.span(name)).text


def _figure_behind(
    view: View, found: re.Match[str], trigger: Trigger, vocabulary: ReadingVocabulary
) -> str:
    """Return how often what stands before *found* befalls, told in or behind it."""
    is_possible = trigger.rule.type in vocabulary.roles.types.possible
    if trigger.rule.slot != "before" or not is_possible:
        return ""
    ending = _CLAUSE_END.search(view.low, found.end())
    end = ending.start() if ending else len(view.low)
    figure = vocabulary.qualifiers.frequency_note.search(view.low, found.start(), end)
    if figure is None:
        return ""
    begin = len(view.low[: figure.start()].rstrip(_FIGURES))
    return view.part(begin, figure.end()).text


def _tell_often(each: Draft, often: str) -> None:
    """Let *each* say how often it occurs, where it does not say that by itself."""
    if often and not each.qualifiers.frequency:
        each.qualifiers = replace(each.qualifiers, frequency=often)


def _is_denied(found: re.Match[str], low: str, vocabulary: ReadingVocabulary) -> bool:
    """Tell whether the trigger, or a verb before it in its clause, denies."""
    clause = max(low.rfind(sign, 0, found.start()) for sign in _CLAUSE_SIGNS) + 1
    told = low[clause : found.end()]
    return vocabulary.qualifiers.negations.fits(told)


def _is_weak(
    found: re.Match[str], trigger: Trigger, vocabulary: ReadingVocabulary
) -> bool:
    """Tell whether the wording does not vouch for the things beside it."""
    return (
        not trigger.rule.loose
        or vocabulary.triggers.weak_verbs.search(found[0]) is not None
    )


def _slots(
    matches: Iterable[re.Match[str]],
    trigger: Trigger,
    low: str,
    vocabulary: ReadingVocabulary,
) -> Iterator[tuple[re.Match[str], int, int]]:
    """Yield the places of a rule's words, each with the stretch of its things."""
    said_until = 0
    for found in matches:
        start, end = _slot(found, trigger, low, vocabulary)
        if end <= found.start():  # of what a first verb is said, a second is not
            start = max(start, said_until)
        said_until = found.end()
        yield found, start, end


def _slot(
    found: re.Match[str], trigger: Trigger, low: str, vocabulary: ReadingVocabulary
) -> tuple[int, int]:
    """Return the stretch in which the things stand."""
    if _SLOT in found.re.groupindex:
        return found.span(_SLOT)
    if trigger.rule.slot == "after":
        is_label = found[0].rstrip().endswith(":")
        end = len(low)
        reach = min(end, found.end() + _LONGEST_LIST)
        for stop in vocabulary.triggers.stops.finditer(low, found.end(), reach):
            if not (is_label and stop[0] == ";"):
                end = stop.start()
                break
        return found.end(), min(end, found.end() + _LONGEST_LIST)
    begin = max(0, found.start() - _LONGEST_LIST)
    before = low[begin : found.start()]
    head = vocabulary.triggers.head_of.search(before)
    general = vocabulary.lexicon.words.general
    if head is not None and head[_HEAD].rpartition(" ")[2] not in general:
        return begin + head.start(_HEAD), begin + head.end(_HEAD)
    start = 0
    timing = vocabulary.lexicon.words.sharing.timing
    for stop in vocabulary.triggers.stops.finditer(before):
        if stop[0] not in timing:  # "bleeding after the operation may occur"
            start = stop.end()
    opened = before.rfind("(", start)
    if opened > before.rfind(")"):  # what stands in brackets is said in brackets
        start = opened + 1
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
