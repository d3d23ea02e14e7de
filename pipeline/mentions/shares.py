"""Read how often a thing occurs: what its words say in numbers, as a share of all."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from pipeline.model import ShareValue
from pipeline.vocabulary.shares import ShareVocabulary

_WHOLE: Final = Decimal(1)
_PLACES: Final = Decimal("0.0000001")
_AROUND: Final = " (~"

Ends = tuple[Decimal | None, Decimal | None]


def read(low: str, vocabulary: ShareVocabulary) -> tuple[ShareValue, ...]:
    """Return the share that the lower-case words *low* tell, none without a figure.

    Of several figures the least and the greatest are its ends; an end that the words
    leave open is empty.
    """
    ends = list(_percents(low, vocabulary)) or list(_ratios(low, vocabulary))
    if not ends:
        return ()
    least, greatest = [end[0] for end in ends], [end[1] for end in ends]
    first = None if None in least else min(each for each in least if each is not None)
    last = None
    if None not in greatest:
        last = max(each for each in greatest if each is not None)
    if not all(_is_told(each) for each in (first, last)):
        return ()
    return (ShareValue(_shown(first), _shown(last)),)


def _percents(low: str, vocabulary: ShareVocabulary) -> Iterator[Ends]:
    for found in vocabulary.percent.finditer(low):
        whole = vocabulary.units.get(found["unit"], 100)
        first = Decimal(_plain(found["low"])) / whole
        last = Decimal(_plain(found["high"])) / whole if found["high"] else first
        yield _bounded(low, found, (first, last), vocabulary)


def _ratios(low: str, vocabulary: ShareVocabulary) -> Iterator[Ends]:
    for found in vocabulary.ratio.finditer(low):
        whole = _number(found["whole"], vocabulary)
        first = _number(found["counted"], vocabulary)
        last = (
            _number(found["counted_high"], vocabulary)
            if found["counted_high"]
            else first
        )
        if whole:
            yield _bounded(low, found, (first / whole, last / whole), vocabulary)


def _bounded(
    low: str, found: re.Match[str], ends: Ends, vocabulary: ShareVocabulary
) -> Ends:
    """Return *ends*, one of them open where the words before the figure say so."""
    before = low[: found.start()].rstrip(_AROUND)
    if before.endswith(vocabulary.below):
        return None, ends[1]
    if before.endswith(vocabulary.above):
        return ends[0], None
    return ends


def _plain(number: str) -> str:
    return number.replace(",", "")


def _number(words: str, vocabulary: ShareVocabulary) -> Decimal:
    """Return the number that *words* write, 0 where they write none."""
    words = _plain(words)
    if words.isdigit():
        return Decimal(words)
    if words in vocabulary.numbers:
        return Decimal(vocabulary.numbers[words])
    first, _, rest = words.partition(" ")
    times = vocabulary.numbers.get(rest, 0)
    if first.isdigit():
        return Decimal(first) * times
    return Decimal(times)  # "a hundred", "one thousand"


def _is_told(share: Decimal | None) -> bool:
    """Tell whether *share* is one, and not so small that only zeros would be shown."""
    return not share or (share <= _WHOLE and share.quantize(_PLACES) != 0)


def _shown(share: Decimal | None) -> str:
    if share is None:
        return ""
    return f"{share.quantize(_PLACES).normalize():f}"
