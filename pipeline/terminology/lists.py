"""What the parts of a list share: "otic and renal anomalies", "pain in knee or hip".

The promise: what is made has the words of one part and of what it shares, no others,
and is only given where a name has just these words.
"""

from collections.abc import Container, Iterator, Sequence
from functools import lru_cache
from typing import Final

from pipeline.terminology import catalogue, normal
from pipeline.terminology.lexicon import Lexicon
from pipeline.terminology.runs import (
    COMMA,
    HYPHEN,
    Run,
    Unit,
    Window,
    goes_on,
    is_edge,
    is_said,
    is_thing,
    may_end,
)

_PART: Final = 2  # words of a part of a list, and of what parts share, at most
_PARTS: Final = 4  # of a list, at most


def made(run: Run, lexicon: Lexicon) -> Iterator[Window]:
    """Yield the names that parts of the lists in *run* make with what they share."""
    rules = catalogue.load().recognition
    if not any(unit.form in rules.joints for unit in run):
        return
    segments = _segments(run, rules.joints)
    for at, (other, is_joined) in enumerate(segments):
        if at and is_joined and rules.articles.isdisjoint(other[0].gap.split()):
            parts = [part for part, _ in segments[max(0, at + 1 - _PARTS) : at]]
            yield from _with_tail(parts, other, lexicon)
            yield from _with_head([*parts, other], rules.behind, lexicon)
            yield from _ahead(parts[-1], other, lexicon)


def _with_tail(parts: Sequence[Run], other: Run, lexicon: Lexicon) -> Iterator[Window]:
    """Yield what *parts* make with the end of *other*, back to one that makes none."""
    for part in reversed(parts):
        named = list(_before(part, other, lexicon))
        yield from named
        if not named or not _is_short(part):
            break


def _with_head(
    parts: Sequence[Run], behind: frozenset[str], lexicon: Lexicon
) -> Iterator[Window]:
    """Yield what the head of one of *parts* makes with those behind it."""
    articles = catalogue.load().recognition.articles
    for at, part in enumerate(parts[:-1]):
        for other in parts[at + 1 :]:
            if not articles.isdisjoint(other[0].gap.split()):
                break
            yield from _behind(part, other, behind, lexicon)
            if not _is_short(other):
                break


def is_name(units: Run, lexicon: Lexicon) -> bool:
    """Tell whether *units* are all words of names, and together are a name."""
    total = 0
    for unit in units:
        if not unit.number:
            return False
        total += unit.number
    return total in lexicon.names


@lru_cache(maxsize=65536)
def head(name: str) -> str:
    """Return the loose form of the word of *name* that says what it is, if one does.

    >>> head("Abnormality of the kidney"), head("basal cell nevi")
    ('abnormality', 'nevus')
    >>> head("Abnormal kidney morphology")
    ''
    """
    rules = catalogue.load().recognition
    words = normal.normalised(name).split()
    ends = [at for at, word in enumerate(words) if at and word in rules.behind]
    words = words[: ends[0]] if ends else words
    if not words or words[-1] in rules.tails:
        return ""
    return next(reversed([form for _, _, form in normal.units(words)]), "")


Segment = tuple[Run, bool]


def _segments(run: Run, joints: Container[str]) -> list[Segment]:
    """Return the parts of *run* between commas and joints, and if a joint is before."""
    found: list[Segment] = []
    part: list[Unit] = []
    is_joined = False
    for unit in run:
        if unit.form in joints:
            if part:
                found.append((part, is_joined))
            part, is_joined = [], True
            continue
        if COMMA in unit.gap and part:
            found.append((part, is_joined))
            part, is_joined = [], False
        part.append(unit)
    return [*found, (part, is_joined)] if part else found


def _before(part: Run, other: Run, lexicon: Lexicon) -> Iterator[Window]:
    """Yield "otic anomalies" of "otic and renal anomalies".

    What is shared ends the phrase, or the other part is a name with it: a list of
    "nevi and basal cell carcinoma" has no basal cell nevi.
    """
    if is_thing(part[-1]):
        return
    for cut in range(1, min(_PART, len(other) - 1) + 1):
        for end in range(cut + 1, min(cut + _PART, len(other)) + 1):
            shared = other[cut:end]
            if not _is_phrase(other[:end]):
                break
            for first in range(max(0, len(part) - _PART), len(part)):
                units = (*part[first:], *shared)
                if is_name(units, lexicon) and _is_whole(other, cut, end, lexicon):
                    yield Window(units, _heads(shared))


def _behind(
    part: Run, other: Run, behind: frozenset[str], lexicon: Lexicon
) -> Iterator[Window]:
    """Yield "pain in the hip" of "pain in the knee or hip"."""
    for at in range(1, len(part)):
        if len(part) - at > _PART or behind.isdisjoint(part[at].gap.split()):
            continue
        for first in range(max(0, at - _PART), at):
            if is_edge(part[first]):
                continue
            for end in range(1, min(_PART, len(other)) + 1):
                units = (*part[first:at], *other[:end])
                if is_name(units, lexicon) and not _is_begun(other, end, lexicon):
                    yield Window(units, frozenset())


def _ahead(part: Run, other: Run, lexicon: Lexicon) -> Iterator[Window]:
    """Yield "short toes" of "short fingers and toes".

    What stands there is a name with the word before it, and none without.
    """
    first, after = part[-2:], other[:1]
    if (
        len(first) > 1
        and _is_phrase(first)
        and is_name((*first[:1], *after), lexicon)
        and is_name(first, lexicon)
        and not is_name(after, lexicon)
        and not is_thing(after[0])
        and COMMA not in after[0].gap
        and not goes_on(other, 1)
    ):
        yield Window((*first[:1], *after), _heads(after))


def _is_whole(other: Run, cut: int, end: int, lexicon: Lexicon) -> bool:
    if is_said(other[end - 1]) or not may_end(other, end - 1, is_phrase=True):
        return False
    return not goes_on(other, end) or any(
        is_name(other[first:end], lexicon) for first in range(cut)
    )


def _is_begun(other: Run, end: int, lexicon: Lexicon) -> bool:
    """Tell whether the words up to *end* only begin another name: "chest pain"."""
    return any(
        is_name(other[:longer], lexicon)
        for longer in range(end + 1, min(end + _PART, len(other)) + 1)
    )


def _heads(shared: Run) -> frozenset[str]:
    return frozenset({"", *(unit.form for unit in shared)})


def _is_short(part: Run) -> bool:
    """Tell whether *part* stands between others, and does not lead away from them."""
    return len(part) <= _PART and _is_phrase(part)


def _is_phrase(units: Run) -> bool:
    """Tell whether nothing stands between *units*."""
    return all(unit.gap.isspace() or unit.gap == HYPHEN for unit in units[1:])
