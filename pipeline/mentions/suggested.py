"""Take what plug-ins suggest, where it stands in the text; refuse the rest.

A suggestion becomes a mention like any other, with a label made of its own words and
the line or sentence around it as evidence. The promise: a quote is the text at its
place, and what is not taken is told with its reason.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from pipeline.mentions import labels
from pipeline.mentions.view import view
from pipeline.model import (
    BlockKind,
    Document,
    Mention,
    Polarity,
    Qualifiers,
    Refused,
    Span,
    Suggestion,
    Unit,
)
from pipeline.vocabulary.extractors import ExtractorVocabulary, Reason
from pipeline.vocabulary.lexicon import Lexicon

_RULE: Final = "extractor."


@dataclass(frozen=True, slots=True)
class Page:
    """What suggestions are held against: a document, its units and what was read.

    *types* are the types of mentions that there are for such a page, *needing* those
    that want a procedure.
    """

    document: Document
    units: Sequence[Unit]
    mentions: Sequence[Mention]
    types: frozenset[str]
    needing: frozenset[str]


def take(
    suggested: Iterable[tuple[str, Suggestion]],
    page: Page,
    lexicon: Lexicon,
    rules: ExtractorVocabulary,
) -> tuple[tuple[Mention, ...], tuple[Refused, ...]]:
    """Return the mentions that *suggested* gives on *page*, and what is refused.

    Both are in an order that does not depend on that of the suggestions.
    """
    taken: dict[tuple[int, int, str], Mention] = {}
    refused: list[Refused] = []
    for extractor, each in sorted(suggested, key=_order):
        told = _judge(each, page)
        if isinstance(told, Reason):
            refused.append(Refused(extractor, rules.refusals[told], each))
            continue
        start, unit = told
        mention = _mention(extractor, each, start, unit, page, lexicon, rules)
        place = mention.start, mention.end, mention.type
        if not mention.label:
            refused.append(Refused(extractor, rules.refusals[Reason.NO_WORD], each))
        elif place in taken:
            refused.append(Refused(extractor, rules.refusals[Reason.NOT_NEW], each))
        else:
            taken[place] = mention
    return tuple(taken.values()), tuple(refused)


def _order(suggested: tuple[str, Suggestion]) -> tuple[object, ...]:
    extractor, each = suggested
    start = -1 if each.start is None else each.start
    return start, each.quote, each.type, -each.confidence, extractor, each.polarity


def _judge(each: Suggestion, page: Page) -> Reason | tuple[int, Unit]:
    """Return where *each* stands, or by which rule it is refused."""
    if each.type not in page.types:
        return Reason.NO_PROCEDURE if each.type in page.needing else Reason.NO_TYPE
    start = _found(each, page.document.text)
    if isinstance(start, Reason):
        return start
    end = start + len(each.quote)
    if _cuts(page.document.text, start) or _cuts(page.document.text, end):
        return Reason.NO_WHOLE
    at = bisect_right(page.units, start, key=lambda unit: unit.start) - 1
    if at < 0 or page.units[at].end < end:
        return Reason.NO_LINE
    unit = page.units[at]
    if unit.block.kind in {BlockKind.BOILERPLATE, BlockKind.RULE}:
        return Reason.NO_CONTENT
    is_known = any(it.type == each.type for it in _met(page, start, end))
    return Reason.NOT_NEW if is_known else (start, unit)


def _found(each: Suggestion, text: str) -> int | Reason:
    """Return where the quote of *each* stands, or why that cannot be told."""
    if not each.quote.strip():
        return Reason.NO_WORD
    start = text.find(each.quote) if each.start is None else each.start
    if start < 0 or text[start : start + len(each.quote)] != each.quote:
        return Reason.NOT_THERE
    if each.start is None and text.find(each.quote, start + 1) >= 0:
        return Reason.NOT_ONCE
    return start


def _cuts(text: str, at: int) -> bool:
    """Tell whether *at* is within a word of *text*."""
    return 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum()


def _met(page: Page, start: int, end: int) -> Iterator[Mention]:
    """Yield what was read anywhere from *start* to *end*."""
    for read in page.mentions:
        if read.start < end and start < read.end:
            yield read


def _mention(  # noqa: PLR0913 - all that a mention is made of
    extractor: str,
    each: Suggestion,
    start: int,
    unit: Unit,
    page: Page,
    lexicon: Lexicon,
    rules: ExtractorVocabulary,
) -> Mention:
    end = start + len(each.quote)
    label, side, severity = labels.thing(
        view(page.document.text, start, end).trimmed(), lexicon
    )
    denied = any(
        read.qualifiers.polarity is Polarity.NEGATED for read in _met(page, start, end)
    )
    return Mention(
        id=f"{start}-{end}-{each.type}-{extractor}",
        type=each.type,
        label=label,
        start=start,
        end=end,
        evidence=Span(unit.body, unit.end),
        section=unit.section,
        rule=f"{_RULE}{extractor}",
        confidence=round(min(max(each.confidence, 0.0), rules.confidence), 2),
        qualifiers=Qualifiers(
            polarity=Polarity.NEGATED if denied else each.polarity,
            certainty=each.certainty,
            side=side,
            severity=severity,
        ),
    )
