"""Write times and money as typed values that sort, compare and load.

A time is told three ways: as written (``P2W``), as a duration that XML Schema allows
(``P14D``, it knows no weeks), and as a number of days. A text that is no ISO 8601
duration gives no value.
"""

import re
from collections.abc import Sequence
from fractions import Fraction
from functools import lru_cache
from typing import Final

from pipeline.model import Literal, MoneyValue, ShareValue, TimeValue, Value
from pipeline.vocabulary.predicates import TimeUnit, TimeUnits

Values = tuple[tuple[str, Literal], ...]
Links = tuple[tuple[str, str], ...]

_DIGITS: Final = r"[0-9]+(?:\.[0-9]+)?"
_ISO: Final = re.compile(rf"P((?:{_DIGITS}[YMWD])*)(?:T((?:{_DIGITS}[HMS])+))?")
_AMOUNT: Final = re.compile(rf"({_DIGITS})([A-Z])")
_DECIMAL: Final = "xsd:decimal"
_PLACES: Final = 4
_MOST_TIMES: Final = 4_096  # remembered: what pages tell of is days and weeks
# What a fraction of a unit, and weeks as a whole, become in the unit below.
_BELOW: Final = {"Y": ("M", 12), "W": ("D", 7), "D": ("TH", 24)} | {
    "TH": ("TM", 60),
    "TM": ("TS", 60),
}
_SPLIT: Final = ("W",)
# With these relations a single time bounds from above only.
_BOUNDS: Final = frozenset({"within"})


@lru_cache(maxsize=_MOST_TIMES)
def offset(value: TimeValue, units: TimeUnits, anchor: str) -> tuple[Values, Links]:
    """Return the values and links that tell the time *value*, counted from *anchor*.

    Of a range, its beginning is the time that sorts; both ends stand beside it.
    """
    low, high = value.low or value.high, value.high or value.low
    first = _parts(low)
    if not first:
        return (), ()
    numbers, links = _numbers(low, high, units)
    values = (
        ("pg:isoDuration", Literal(low)),
        ("pg:offsetDuration", Literal(legal(low, units), "xsd:duration")),
        ("pg:offsetDays", Literal(days(low, units), _DECIMAL)),
        *numbers,
        *((("pg:repeatDuration", Literal(value.repeat)),) if value.repeat else ()),
    )
    relation = (("pg:offsetRelation", f"relation:{value.relation}"),)
    return values, (
        *links,
        *(relation if value.relation else ()),
        ("pg:anchor", anchor),
    )


@lru_cache(maxsize=_MOST_TIMES)
def quantity(value: TimeValue, units: TimeUnits) -> tuple[Values, Links]:
    """Return the values and links of a duration with a least and a greatest end."""
    low, high = value.low or value.high, value.high or value.low
    if not (_parts(low) and _parts(high)):
        return (), ()
    least, greatest, unit = _measured(low, high, units)
    is_bound = low == high and value.relation in _BOUNDS
    values = (
        *((("schema:minValue", _number(least)),) if not is_bound else ()),
        ("schema:maxValue", _number(greatest)),
        ("schema:unitCode", Literal(unit.code)),
    )
    return values, (("qudt:hasUnit", unit.unit),)


def money(value: MoneyValue) -> Values:
    """Return the values of an amount of money with its ends.

    >>> [literal.value for _, literal in money(MoneyValue("4000", "9000", "USD"))]
    ['4000', '9000', 'USD']
    """
    return (
        *((("schema:minValue", Literal(value.low, _DECIMAL)),) if value.low else ()),
        *((("schema:maxValue", Literal(value.high, _DECIMAL)),) if value.high else ()),
        ("schema:currency", Literal(value.currency)),
    )


def shares(told: Sequence[Value]) -> Values:
    """Return the values of the shares among what is *told* of a thing.

    >>> [(key, each.value) for key, each in shares([ShareValue("", "0.001")])]
    [('pg:frequencyHigh', '0.001')]
    """
    return tuple(
        (key, Literal(end, _DECIMAL))
        for value in told
        if isinstance(value, ShareValue)
        for key, end in (
            ("pg:frequencyLow", value.low),
            ("pg:frequencyHigh", value.high),
        )
        if end
    )


@lru_cache(maxsize=_MOST_TIMES)
def _parts(iso: str) -> tuple[tuple[str, Fraction], ...]:
    """Return designators and amounts of *iso*, empty where it is no duration."""
    match = _ISO.fullmatch(iso)
    if not match:
        return ()
    dates, times = match.groups(default="")
    return tuple(
        (mark + designator, Fraction(amount))
        for mark, stretch in (("", dates), ("T", times))
        for amount, designator in _AMOUNT.findall(stretch)
    )


def days(iso: str, units: TimeUnits) -> str:
    """Return the duration *iso* in days, as decimal digits.

    Months and years are only near, so they give whole days; shorter units are exact to
    four places.

    >>> from pipeline.vocabulary import predicates
    >>> [days(iso, predicates.load().units) for iso in ("P2W", "P3M", "PT36H", "P1Y")]
    ['14', '91', '1.5', '365']
    """
    return _digits(_days(iso, units))


def _days(iso: str, units: TimeUnits) -> Fraction:
    parts = _parts(iso)
    total = sum((amount * units[name].length for name, amount in parts), Fraction())
    if any(units[name].whole for name, _ in parts):
        return Fraction(_half_up(total))
    return total


def legal(iso: str, units: TimeUnits) -> str:
    """Return the duration *iso* as XML Schema allows it.

    >>> from pipeline.vocabulary import predicates
    >>> [legal(iso, predicates.load().units) for iso in ("P2W", "P3M", "P1.5Y")]
    ['P14D', 'P3M', 'P1Y6M']
    """
    left = dict.fromkeys(units, Fraction()) | dict(_parts(iso))
    for name, (below, times) in _BELOW.items():
        if name == "D":
            _month_fraction_to_days(left, units)
        whole = 0 if name in _SPLIT else int(left[name])
        left[below] += (left[name] - whole) * times
        left[name] = Fraction(whole)
    date = "".join(f"{int(left[n])}{n}" for n in ("Y", "M", "D") if left[n])
    clock = "".join(f"{_digits(left[n])}{n[1]}" for n in ("TH", "TM", "TS") if left[n])
    if clock:
        return f"P{date}T{clock}"
    return f"P{date}" if date else "P0D"


def _month_fraction_to_days(left: dict[str, Fraction], units: TimeUnits) -> None:
    fraction = left["M"] - int(left["M"])
    left["D"] += _half_up(fraction * units["M"].length)
    left["M"] -= fraction


def _numbers(low: str, high: str, units: TimeUnits) -> tuple[Values, Links]:
    """Return number and unit of a time, with two ends where it has them."""
    if not _parts(high):
        high = low
    least, greatest, unit = _measured(low, high, units)
    ends: Sequence[tuple[str, Literal]] = (
        (("schema:value", _number(least)),)
        if low == high
        else (
            ("schema:minValue", _number(least)),
            ("schema:maxValue", _number(greatest)),
        )
    )
    code = ("schema:unitCode", Literal(unit.code))
    return (*ends, code), (("qudt:hasUnit", unit.unit),)


def _measured(
    low: str, high: str, units: TimeUnits
) -> tuple[Fraction, Fraction, TimeUnit]:
    """Return both ends in the unit they share, or else in days."""
    first, second = _parts(low), _parts(high)
    names = {name for name, _ in (*first, *second)}
    if len(names) == 1 and len(first) == len(second) == 1:
        return first[0][1], second[0][1], units[names.pop()]
    return _days(low, units), _days(high, units), units["D"]


def _number(amount: Fraction) -> Literal:
    return Literal(_digits(amount), _DECIMAL)


def _half_up(amount: Fraction) -> int:
    return int(amount + Fraction(1, 2))


def _digits(amount: Fraction) -> str:
    """Return *amount*, not negative, in decimal digits without needless zeros."""
    scaled = _half_up(amount * 10**_PLACES)
    whole, rest = divmod(scaled, 10**_PLACES)
    return f"{whole}.{rest:0{_PLACES}}".rstrip("0").rstrip(".")
