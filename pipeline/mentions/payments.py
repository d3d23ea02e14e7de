"""Read prices, payments and statements on coverage: one mention a finite clause."""

import re
from collections.abc import Iterator
from typing import Final

from msgspec.structs import replace

from pipeline.mentions import clauses
from pipeline.mentions.draft import Draft, Role
from pipeline.mentions.view import View
from pipeline.model import Span
from pipeline.vocabulary.payments import PaymentVocabulary
from pipeline.vocabulary.reading import ReadingVocabulary

TYPE: Final = "Cost"
_ASIDE: Final = re.compile(r"\([^()]*\)")
_SIGNS: Final = frozenset("\u2605\u2606\u2022\u00b7|")
_BANNER: Final = re.compile("\\s*[\u2605\u2606\u2022\u00b7|]+\\s*")
_RULE: Final = "sentence.payment"
_FEWEST_WORDS: Final = 2
_FEWEST_BARE: Final = 4  # blanks of a line without a verb that is a statement


def read(
    view: View, role: Role, evidence: Span, vocabulary: ReadingVocabulary
) -> list[Draft]:
    """Return what the line *view* says of payment in a section of that of *role*."""
    told = [each for each in _pieces(view) if _is_payment(each, role, vocabulary)]
    if not told:
        return []
    paying = replace(
        role,
        type=TYPE,
        prefix="",
        action="",
        is_trigger=False,
        rule=_RULE,
        confidence=vocabulary.roles.confidence["clause"],
    )
    return [one for each in told for one in _drafts(each, paying, evidence, vocabulary)]


def listed(
    view: View, role: Role, evidence: Span, vocabulary: ReadingVocabulary
) -> list[Draft]:
    """Return what an item of a list of prices says, if it says more than a name."""
    words, low = vocabulary.payments, view.low
    is_told = _sum(view, vocabulary) or not (
        _is_asked(low, words) or low.endswith("?") or _is_bare(low, words)
    )
    return _drafts(view, role, evidence, vocabulary) if is_told else []


def _pieces(view: View) -> Iterator[View]:
    """Yield what the signs of a banner set apart in a line: "Laser * from $90"."""
    start = 0
    signs = () if _SIGNS.isdisjoint(view.text) else _BANNER.finditer(view.text)
    for sign in signs:
        if sign.start() > start:
            yield view.part(start, sign.start())
        start = sign.end()
    if start < len(view.text):
        yield view.part(start)


def _drafts(
    view: View, role: Role, evidence: Span, vocabulary: ReadingVocabulary
) -> list[Draft]:
    found = []
    for clause in _statements(view, vocabulary):
        opening = vocabulary.payments.leading.match(clause.low)
        body = clause.part(opening.end()) if opening else clause
        one = clauses.read(body, role, evidence, vocabulary)
        if one is not None:
            found.append(one)
    return found


def _is_payment(view: View, role: Role, vocabulary: ReadingVocabulary) -> bool:
    words = vocabulary.payments
    is_priced = role.section in words.priced or role.type == TYPE
    low = view.low
    if low.endswith("?"):
        return False
    if _sum(view, vocabulary):
        return is_priced or not (
            words.not_sums.search(low) or _is_aside(view, vocabulary)
        )
    if is_priced:
        telling = words.words
    elif role.section in words.billed:
        telling = words.stating
    else:
        telling = words.plain
    return telling.search(low) is not None and not (
        words.unless.search(low) or _is_asked(low, words) or _is_bare(low, words)
    )


def _is_bare(low: str, words: PaymentVocabulary) -> bool:
    """Tell whether a line has no verb, no figure and few words: a name, a title."""
    return (
        low.count(" ") < _FEWEST_BARE
        and not any(map(str.isdigit, low))
        and not words.acting.match(low)
        and not words.terse.search(low)
        and not words.plain.search(low)
    )


def _sum(view: View, vocabulary: ReadingVocabulary) -> bool:
    return vocabulary.times.money.search(view.low) is not None


def _is_aside(view: View, vocabulary: ReadingVocabulary) -> bool:
    """Tell whether all amounts stand in brackets, beside the topic."""
    asides = [aside.span() for aside in _ASIDE.finditer(view.text)]
    return all(
        any(start < found.start() < end for start, end in asides)
        for found in vocabulary.times.money.finditer(view.low)
    )


def _is_asked(low: str, words: PaymentVocabulary) -> bool:
    """Tell whether a line only sends the reader to somebody who knows."""
    order = words.asking.match(low)
    return order is not None and not words.asked_for.search(low, order.end())


def _statements(view: View, vocabulary: ReadingVocabulary) -> Iterator[View]:
    """Yield the clauses of *view*; one that says nothing of money stays with another.

    What follows a joint stands alone if it has a verb, and so has what is before it.
    """
    words = vocabulary.payments
    start = 0
    for joint in words.joints.finditer(view.low):
        left = view.part(start, joint.start())
        right = view.part(joint.end())
        is_end = words.ends.match(joint[0]) is not None
        if is_end and _sum(left, vocabulary) and _sum(right, vocabulary):
            yield left  # prices beside one another
            start = joint.end()
            continue
        if not _stands(right, vocabulary):
            continue
        if _stands(left, vocabulary):
            yield left
            start = joint.end()
        elif is_end and not _speaks(left, vocabulary):
            start = joint.end()
    yield view.part(start)


def _stands(clause: View, vocabulary: ReadingVocabulary) -> bool:
    words = vocabulary.payments
    if clause.low.count(" ") < _FEWEST_WORDS - 1 or not words.acting.match(clause.low):
        return False
    return _speaks(clause, vocabulary)


def _speaks(clause: View, vocabulary: ReadingVocabulary) -> bool:
    is_told = vocabulary.payments.words.search(clause.low) is not None
    return is_told or _sum(clause, vocabulary)
