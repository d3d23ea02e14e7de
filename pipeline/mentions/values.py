"""Read times and money: what a phrase says in numbers, as typed values.

A number that not all formats can hold as it is written is no value. JSON, GraphML and
Parquet have doubles of IEEE 754, which keep 15 digits of any number
(https://en.cppreference.com/w/c/types/limits, DBL_DIG), and programs refuse durations
of more than some hundred million days.
"""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Final

from pipeline.model import MoneyValue, TimeValue
from pipeline.vocabulary.times import TimeVocabulary

_WINDOW: Final = 24
_WEAKEST: Final = "at"
_POINTED: Final = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d\d)?$")
_BETWEEN_FIGURES: Final = re.compile(r"[, \u00a0]")
_REPEATED: Final = "every"
_CENTS: Final = Decimal("0.01")
_DIGITS: Final = 15  # that a double keeps
_TOO_LONG: Final = re.compile(r"\d(?:,?\d){6}")  # a number of a time
_PLACES: Final = 6  # of a third of an hour


def times(low: str, vocabulary: TimeVocabulary) -> tuple[TimeValue, ...]:
    """Return the times that the lower-case phrase *low* names, in order.

    A list gives one value an entry, a range one value with two ends. What stands
    before the first time of a list says the relation of all. Behind how often something
    is repeated, a duration tells how long that goes on.
    """
    found: list[TimeValue] = []
    last_end, relation, begun = -1, "", 0
    for match in vocabulary.time.finditer(low):
        if _TOO_LONG.search(match["numbers"]):
            continue
        if relation == _REPEATED and vocabulary.repeats_over.fullmatch(
            low, last_end, match.start()
        ):
            over = _iso(match["numbers"], vocabulary.units[match["unit"]], vocabulary)
            found[-1] = TimeValue(found[-1].low, found[-1].high, _REPEATED, over)
            last_end, relation = match.end(), ""
            continue
        carried = (
            relation if _is_continued(low, last_end, match.start(), vocabulary) else ""
        )
        own = _relation(low, match, vocabulary)
        if carried == _WEAKEST and own:
            # "6 weeks, 3 and 6 months after it": what follows the list is said of all.
            found = found[:begun] + [
                TimeValue(each.low, each.high, own) for each in found[begun:]
            ]
        if not carried:
            begun = len(found)
        relation = own or carried or _WEAKEST
        last_end = match.end()
        unit = vocabulary.units[match["unit"]]
        between = vocabulary.range_opens.search(low[: match.start()]) is not None
        for first, second in _numbers(match["numbers"], vocabulary, between=between):
            low_unit = unit
            if inner := vocabulary.inner_unit.fullmatch(first):
                first, low_unit = inner[1], vocabulary.units[inner[2]]  # noqa: PLW2901
            found.append(
                TimeValue(
                    _iso(first, low_unit, vocabulary),
                    _iso(second, unit, vocabulary),
                    relation,
                )
            )
    return tuple(dict.fromkeys(found))


def first(low: str, vocabulary: TimeVocabulary) -> slice:
    """Return where *low* first tells a time, with those that go on a list with it.

    A time without a number counts where there is none with one.
    """
    start = end = -1
    for match in vocabulary.time.finditer(low):
        if start < 0:
            start = match.start()
        elif not _is_continued(low, end, match.start(), vocabulary):
            break
        end = match.end()
    if start < 0 and (spoken := vocabulary.spoken.search(low)):
        start, end = spoken.span()
    return slice(max(start, 0), max(end, 0))


def _is_continued(
    low: str, last_end: int, start: int, vocabulary: TimeVocabulary
) -> bool:
    between = vocabulary.list_goes_on
    return last_end >= 0 and between.fullmatch(low, last_end, start) is not None


def _relation(low: str, match: re.Match[str], vocabulary: TimeVocabulary) -> str:
    """Return what the words beside a time say; a bare "at" gives way to others."""
    before = low[max(0, match.start() - _WINDOW) : match.start()].rstrip(" -(")
    ahead = ""
    for words, relation in vocabulary.before:
        if before.endswith(words) and not before[: -len(words)][-1:].isalpha():
            ahead = relation
            break
    if ahead not in ("", _WEAKEST):
        return ahead
    after = low[match.end() : match.end() + _WINDOW].lstrip(" -")
    for words, relation in vocabulary.after:
        if after.startswith(words):
            return relation
    return ahead


def _numbers(
    numbers: str, vocabulary: TimeVocabulary, *, between: bool
) -> Iterator[tuple[str, str]]:
    if between:
        parts = vocabulary.pair_joint.split(numbers)
        yield parts[0], parts[-1]
        return
    for entry in vocabulary.list_joint.split(numbers):
        entry = entry.strip()  # noqa: PLW2901 - the same entry without blanks
        is_one = entry in vocabulary.numbers
        ends = [entry] if is_one else vocabulary.range_joint.split(entry)
        yield ends[0], ends[-1]


def _iso(number: str, unit: str, vocabulary: TimeVocabulary) -> str:
    number = number.strip()
    known = vocabulary.numbers.get(number)
    amount = _amount(number) if known is None else Decimal(str(known))
    shown = f"{round(amount, _PLACES).normalize():f}"
    return f"PT{shown}{unit[-1]}" if unit.startswith("T") else f"P{shown}{unit[-1]}"


def _amount(number: str) -> Decimal:
    whole, _, divisor = number.replace(",", "").partition("/")
    try:
        return Decimal(whole) / Decimal(divisor or 1)
    except ArithmeticError:
        return Decimal(0)


def money(text: str, vocabulary: TimeVocabulary) -> tuple[MoneyValue, ...]:
    """Return the amounts of money that *text*, with plain dashes, names, in order.

    One of more digits than a double keeps is none, and takes its range with it.
    """
    found = _amounts(vocabulary.money.finditer(text.lower()), vocabulary)
    return tuple(dict.fromkeys(each for each in found if each.low and each.high))


def _amounts(
    matches: Iterable[re.Match[str]], vocabulary: TimeVocabulary
) -> Iterator[MoneyValue]:
    for match in matches:
        if match["bare_low"]:
            low, high = match["bare_low"], match["bare_high"] or match["bare_low"]
            yield MoneyValue(
                _plain(low, "", vocabulary),
                _plain(high, "", vocabulary),
                vocabulary.currencies[(match["word"] or match["sign"]).casefold()],
            )
            continue
        high = match["high"] or match["low"]
        high_times = match["high_times"] if match["high"] else match["times"]
        times_ = match["times"] or (high_times if match["high"] else "")
        yield MoneyValue(
            _plain(match["low"], times_ or "", vocabulary),
            _plain(high, high_times or "", vocabulary),
            vocabulary.currencies[match["mark"].strip().casefold()],
        )


def _plain(amount: str, times_: str, vocabulary: TimeVocabulary) -> str:
    """Return the exact amount in decimal digits, or nothing where it has too many."""
    if _POINTED.match(amount):
        amount = amount.replace(".", "").replace(",", ".")
    number = Decimal(_BETWEEN_FIGURES.sub("", amount).rstrip("."))
    number *= vocabulary.multipliers.get(times_.strip().casefold(), 1)
    number = number.normalize()
    if number.adjusted() >= _DIGITS or len(number.as_tuple().digits) > _DIGITS:
        return ""
    is_finer = number % _CENTS
    return f"{number:f}" if is_finer else f"{number:.2f}".removesuffix(".00")
