"""Facts of a procedure as a whole: anaesthesia, place, who does it and how long."""

import re
from collections.abc import Iterator
from typing import Final

from pipeline.mentions import clauses, coordination, labels
from pipeline.mentions.draft import Draft, Role, draft
from pipeline.mentions.view import View
from pipeline.model import Span
from pipeline.vocabulary.reading import ReadingVocabulary

_VALUE: Final = "value"


def read(
    view: View, role: Role, evidence: Span, vocabulary: ReadingVocabulary
) -> list[Draft]:
    """Return what the sentence *view* says of the procedure as a whole."""
    found: list[Draft] = []
    for pattern, fact in vocabulary.facts.of(view.low):
        if role.section in fact.rule.not_in:
            continue
        if not fact.holds(view.low):
            continue
        said = pattern.search(view.low)
        if said is None or _is_denied(said, view.low, vocabulary):
            continue
        told = Role(
            fact.rule.type,
            role.section,
            rule=fact.rule.id,
            confidence=vocabulary.roles.confidence["clause"],
        )
        found += _drafts(said, view, told, evidence, vocabulary)
    return found


def apart_from(found: list[Draft], facts: list[Draft]) -> list[Draft]:
    """Return what of *found* says more than one of *facts* in other words."""
    spans = [each.span for each in facts if each.values]
    return [
        each
        for each in found
        if not any(
            each.span.start <= span.start and span.end <= each.span.end
            for span in spans
        )
    ]


def _drafts(
    said: re.Match[str],
    view: View,
    role: Role,
    evidence: Span,
    vocabulary: ReadingVocabulary,
) -> Iterator[Draft]:
    if _VALUE in said.re.groupindex:
        part = view.part(*said.span(_VALUE))
        for each in coordination.split(part, vocabulary.lexicon):
            label = labels.thing(each, vocabulary.lexicon)[0]
            if label:
                yield draft(role, label, each, evidence)
        return
    time = vocabulary.times.time.search(view.low, said.end())
    if time is not None:
        one = clauses.read(view.part(*time.span()), role, evidence, vocabulary)
        if one is not None:
            yield one


def _is_denied(said: re.Match[str], low: str, vocabulary: ReadingVocabulary) -> bool:
    """Tell whether the words of a fact deny it."""
    begin = low.rfind(",", 0, said.start()) + 1
    told = low[begin : said.end()]
    return vocabulary.qualifiers.negations.fits(told)
