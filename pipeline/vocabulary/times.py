"""Times, durations and money in words: ``ontology/vocabulary/times.yaml``."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Final

import msgspec

from pipeline.vocabulary import examples
from pipeline.vocabulary.gates import Gated
from pipeline.vocabulary.patterns import compiled

_FILE: Final = "vocabulary/times.yaml"


class Unit(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A unit of time: its designator in ISO 8601 (``1W``), and its words."""

    iso: str
    words: tuple[str, ...]


class Relation(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the words before or after a time say of it."""

    id: str
    generalises: str
    relation: str
    before: tuple[str, ...]
    example: str
    after: tuple[str, ...] = ()


class Spoken(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A wording of a time without a number."""

    id: str
    generalises: str
    pattern: str
    example: str


class Currency(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The signs and words of an ISO 4217 currency."""

    signs: tuple[str, ...]
    words: tuple[str, ...]


class TimesFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The shape of the file."""

    units: dict[str, Unit]
    numbers: dict[str, float]
    not_times: tuple[str, ...]
    relations: tuple[Relation, ...]
    currencies: dict[str, Currency]
    multipliers: dict[str, int]
    list_joint: str
    range_joint: str
    pair_joint: str
    range_opens: str
    vague: tuple[str, ...]
    list_goes_on: str
    repeats_over: str
    spoken: tuple[Spoken, ...]


@dataclass(frozen=True, slots=True, eq=False)
class TimeVocabulary:
    """The compiled file.

    *time* matches one duration or a list of numbers with one unit (groups ``numbers``
    and ``unit``), *money* an amount or a range of them (groups ``mark``, ``low``,
    ``times``, ``high``, ``high_times``, ``word``, ``sign``). *before* and *after* are
    the relations by the words beside a time, the longest first. *inner_unit* finds
    the unit of the lower end of a range that has one of its own. The joints divide the
    numbers of a list, a range and a pair; *range_opens* is found before a range, and
    *list_goes_on* fills what stands between two times of a list, *repeats_over* between
    how often something is repeated and how long that goes on. *spoken* finds a time
    without a number.
    """

    time: Gated
    money: Gated
    inner_unit: re.Pattern[str]
    units: Mapping[str, str]
    numbers: Mapping[str, float]
    before: tuple[tuple[str, str], ...]
    after: tuple[tuple[str, str], ...]
    currencies: Mapping[str, str]
    multipliers: Mapping[str, int]
    list_joint: re.Pattern[str]
    range_joint: re.Pattern[str]
    pair_joint: re.Pattern[str]
    range_opens: re.Pattern[str]
    list_goes_on: re.Pattern[str]
    repeats_over: re.Pattern[str]
    spoken: Gated


@lru_cache(maxsize=1)
def load() -> TimeVocabulary:
    """Read and compile the file; raise VocabularyError where it is wrong."""
    read = examples.records(_FILE, TimesFile)
    units = {word: unit.iso for unit in read.units.values() for word in unit.words}
    currencies = {
        spelling.casefold(): name
        for name, currency in read.currencies.items()
        for spelling in (*currency.signs, *currency.words)
    }
    number = (
        r"(?:\d{1,3}(?:,\d{3})+|\d+/\d+|\d+(?:\.\d+)?"
        rf"|(?:{_any(read.numbers)})(?![\w-]))"
    )
    return TimeVocabulary(
        time=Gated(
            re.compile(
                rf"(?<![\w.$-])(?!(?:{_any(read.not_times)})\b)"
                rf"(?P<numbers>{number}(?:(?:, | ?- ?|, (?:and|or) | to "
                rf"| and | or | (?:{_any(units)}) to ){number})*)"
                rf"(?: |-)?(?:(?:{_any(read.vague)}) )?(?P<unit>{_any(units)})(?![\w/])"
            )
        ),
        money=Gated(_money(read)),
        inner_unit=re.compile(rf"(.+?) ({_any(units)})"),
        units=MappingProxyType(units),
        numbers=MappingProxyType(read.numbers),
        before=_sorted(
            (words, each.relation) for each in read.relations for words in each.before
        ),
        after=_sorted(
            (words, each.relation) for each in read.relations for words in each.after
        ),
        currencies=MappingProxyType(currencies),
        multipliers=MappingProxyType(read.multipliers),
        list_joint=compiled(_FILE, "list_joint", read.list_joint),
        range_joint=compiled(_FILE, "range_joint", read.range_joint),
        pair_joint=compiled(_FILE, "pair_joint", read.pair_joint),
        range_opens=compiled(_FILE, "range_opens", read.range_opens),
        list_goes_on=compiled(_FILE, "list_goes_on", read.list_goes_on),
        repeats_over=compiled(_FILE, "repeats_over", read.repeats_over),
        spoken=Gated(
            re.compile(
                "|".join(
                    rf"\b(?:{compiled(_FILE, each.id, each.pattern).pattern})\b"
                    for each in read.spoken
                )
            )
        ),
    )


def _money(read: TimesFile) -> re.Pattern[str]:
    """Return the pattern of an amount in lower case.

    Points and blanks may set its thousands apart.

    Letters are a sign only before a number of three figures: CAD and INR are no money
    everywhere.
    """
    signs = [sign.lower() for each in read.currencies.values() for sign in each.signs]
    letters = [sign for sign in signs if sign.rstrip(".").isalpha()]
    symbols = [sign for sign in signs if sign not in letters]
    words = [word.lower() for each in read.currencies.values() for word in each.words]
    behind = [sign for sign in symbols if len(sign) == 1]
    amount = (
        r"(?:\d{1,3}(?:\.\d{3})+(?!\d)(?:,\d\d(?!\d))?"
        r"|\d{1,3}(?:[ \u00a0]\d{3})+(?!\d)|\d[\d,]*(?:\.\d+)?)"
    )
    times = rf"(?: ?(?:{_any(read.multipliers)})\b)"
    sign = (
        rf"(?:(?:{_any(symbols)}) ?"
        rf"|(?<![^\W\d_])(?:{_any(letters)}) ?(?=\d{{3}}|\d{{1,3}}[,. ]\d{{2,3}}))"
    )
    return re.compile(
        rf"(?:(?P<mark>{sign})(?P<low>{amount})(?P<times>{times})?"
        rf"(?:(?: ?(?:-|to) ?(?:{sign})?| and {sign})"
        rf"(?P<high>{amount})(?P<high_times>{times})?)?"
        rf"|(?<![\w.,])(?P<bare_low>{amount})"
        rf"(?: ?(?:-|to|and) ?(?P<bare_high>{amount}))?"
        rf"(?: (?P<word>{_any(words)})\b| ?(?P<sign>{_any(behind)})(?! ?\d)))"
    )


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=_longest_first))


def _longest_first(words: str) -> tuple[int, str]:
    return -len(words), words


def _sorted(pairs: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(pairs, key=lambda pair: _longest_first(pair[0])))
