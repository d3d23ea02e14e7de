"""Find billing modifiers: two-character codes where the vocabulary says they are ones.

They stand beside their cue, behind a procedure code, at the head of an item or of a
cell; one that the text denies is told as denied.
"""

import re
from collections.abc import Iterator
from functools import cached_property
from typing import Final

import msgspec
from msgspec.structs import replace

from pipeline.folding import fold
from pipeline.mentions.draft import Draft, Role, draft
from pipeline.mentions.view import View
from pipeline.model import Polarity, Span
from pipeline.vocabulary.modifiers import ModifierPlace
from pipeline.vocabulary.reading import ReadingVocabulary

TYPE: Final = "BillingModifier"
_CODE: Final = re.compile(r"(?<![\w.$])([0-9A-Z]{2})(?![\w%]|[.,]\d)")
_OPENING: Final = re.compile(r"[-\s(\"']*")
_NEXT: Final = re.compile(r"[.;]")
_WITHIN: Final = "within"
_AFTER: Final = "after"
_ITEM: Final = "modifier.item"


class Cue:
    """Whether a page speaks of modifiers at all, found out where that is asked."""

    def __init__(self, text: str, vocabulary: ReadingVocabulary) -> None:
        """Take the *text* of the page."""
        self._text = text
        self._cue = vocabulary.codes.modifiers.cue

    @cached_property
    def is_there(self) -> bool:
        """Whether the word for them stands on the page, or one of them does."""
        return self._cue.fits(fold(self._text))


class Place(msgspec.Struct, frozen=True, gc=False):
    """Where a stretch stands: in a section of some type, on a page with the cue or not.

    *is_head* tells that it opens an item or a line.
    """

    section: str
    cue: Cue
    is_head: bool = False


def read(
    view: View, role: Role, place: Place, evidence: Span, vocabulary: ReadingVocabulary
) -> list[Draft]:
    """Return the modifiers of *view*: those at its head, then those by its words."""
    named = by_words(view, place, evidence, vocabulary)
    if not place.is_head:
        return named
    opening = _heading(view, role, place, evidence, vocabulary)
    taken = {each.label for each in opening}
    return opening + [each for each in named if each.label not in taken]


def _heading(
    view: View, role: Role, place: Place, evidence: Span, vocabulary: ReadingVocabulary
) -> list[Draft]:
    if role.type == TYPE:
        return at_head(view, role, evidence, vocabulary)
    words = vocabulary.codes.modifiers
    if not words.head.match(view.text) or not any(
        each.rule.letters and each.is_read_in(place.section) for each in words.places
    ):
        return []
    if view.text[:1].isalnum() and not place.cue.is_there:
        return []
    return at_head(view, replace(role, type=TYPE), evidence, vocabulary)


def at_head(
    view: View, role: Role, evidence: Span, vocabulary: ReadingVocabulary
) -> list[Draft]:
    """Return the modifiers that open *view*, an item of a list of modifiers."""
    if role.type != TYPE:
        return []
    opening = _OPENING.match(view.text)
    at = opening.end() if opening else 0
    codes = list(_run(view, at, vocabulary))
    return _drafts(view, codes, evidence, _ITEM, vocabulary)


def by_words(
    view: View, place: Place, evidence: Span, vocabulary: ReadingVocabulary
) -> list[Draft]:
    """Return the modifiers that *view* names, in order, each once."""
    found: dict[int, Draft] = {}
    for _, each in vocabulary.codes.modifiers.gates.of(view.low):
        if not each.is_read_in(place.section):
            continue
        if each.rule.on_page and not place.cue.is_there:
            continue
        codes = list(_beside(view, each, vocabulary))
        for one in _drafts(view, codes, evidence, each.rule.id, vocabulary):
            found.setdefault(one.span.start, one)
    return [found[start] for start in sorted(found)]


def is_denied(view: View, vocabulary: ReadingVocabulary) -> bool:
    """Tell whether what stands beside a modifier says that it is not for this."""
    words = vocabulary.codes.modifiers
    return bool(
        words.denied_after.match(view.low) and not words.conditional.search(view.low)
    )


def _beside(
    view: View, place: ModifierPlace, vocabulary: ReadingVocabulary
) -> Iterator[re.Match[str]]:
    """Yield the modifiers beside each match of the pattern of *place*."""
    wordlike = vocabulary.codes.modifiers.wordlike if place.rule.wary else ()
    for code in _found(view, place, vocabulary):
        is_left_out = place.rule.letters and not code[1][0].isalpha()
        if not is_left_out and code[1] not in wordlike:
            yield code


def _found(
    view: View, place: ModifierPlace, vocabulary: ReadingVocabulary
) -> Iterator[re.Match[str]]:
    if place.rule.side == _WITHIN:
        for match in place.pattern.finditer(view.text):
            code = _CODE.search(view.text, match.start())
            if code and _is_one(code, vocabulary):
                yield code
        return
    for match in place.pattern.finditer(view.low):
        if place.rule.side == _AFTER:
            yield from _run(view, match.end(), vocabulary)
        else:
            yield from _run_before(view, match.start(), vocabulary)


def _run(view: View, at: int, vocabulary: ReadingVocabulary) -> Iterator[re.Match[str]]:
    """Yield the modifiers of the list that begins at *at*."""
    between = vocabulary.codes.modifiers.between
    while (code := _CODE.match(view.text, at)) and _is_one(code, vocabulary):
        yield code
        gap = between.match(view.low, code.end())
        at = gap.end() if gap else code.end()


def _run_before(
    view: View, at: int, vocabulary: ReadingVocabulary
) -> Iterator[re.Match[str]]:
    """Yield the modifiers of the list that ends at *at*, the last first."""
    between = vocabulary.codes.modifiers.between
    for code in reversed(list(_CODE.finditer(view.text, 0, at))):
        joined = code.end() == at or between.fullmatch(view.low, code.end(), at)
        if not joined or not _is_one(code, vocabulary):
            return
        yield code
        at = code.start()


def _is_one(code: re.Match[str], vocabulary: ReadingVocabulary) -> bool:
    return code[1] in vocabulary.codes.modifiers.codes


def _drafts(
    view: View,
    codes: list[re.Match[str]],
    evidence: Span,
    rule: str,
    vocabulary: ReadingVocabulary,
) -> list[Draft]:
    confidence = vocabulary.roles.confidence["item"]
    role = Role(TYPE, "", rule=rule, confidence=confidence)
    found = []
    for code in codes:
        part = view.part(code.start(1), code.end(1))
        one = draft(role, part.text, part, evidence)
        if _is_refused(view, code, vocabulary):
            one.qualifiers = replace(one.qualifiers, polarity=Polarity.NEGATED)
        found.append(one)
    return found


def _is_refused(view: View, code: re.Match[str], vocabulary: ReadingVocabulary) -> bool:
    """Tell whether a sentence denies the modifier; under a condition it does not."""
    words = vocabulary.codes.modifiers
    before = view.low[: code.start()].rstrip(" -(\"'")
    end = _NEXT.search(view.low, code.end())
    after = view.low[code.end() : end.start() if end else len(view.low)]
    if words.conditional.search(after):
        return False
    return bool(words.denied_before.search(before) or words.denied_after.match(after))
