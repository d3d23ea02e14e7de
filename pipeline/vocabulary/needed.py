"""What a text must hold for a pattern to be found in it, told from the pattern alone.

A pattern can be found only in texts that meet all its needs
(:mod:`pipeline.vocabulary.pieces`). What is not understood of a pattern makes no need,
so that the answer is never wrong, only weaker.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any, Final

from pipeline.vocabulary.pieces import (
    DIGIT,
    EDGE,
    NOWHERE,
    Need,
    often,
    product,
    sign_of,
    words_in,
)

_WORD: Final = re.compile(r"\w")
_LITERAL: Final = "LITERAL"
_MOST_STRINGS: Final = 256
_MOST_REPEATED: Final = 64
_MOST_LETTERS: Final = 8  # members of a class of characters that are told one by one
_MOST_NEEDS: Final = 3
_WIDEST: Final = 16
_LIKE: Final = {
    "CATEGORY_SPACE": " ",
    "CATEGORY_DIGIT": DIGIT,
    "CATEGORY_NOT_WORD": " ",
}
_OTHER_WORDS: Final = re.ASCII | re.LOCALE
_AT_EDGE: Final = frozenset({EDGE})
# The parser of the standard library is not public: without it nothing is needed.
_PARSER: Final = import_module("re._parser")


def needs(pattern: re.Pattern[str]) -> tuple[Need, ...]:
    r"""Return the needs of *pattern* that are most seldom met.

    >>> pattern = re.compile(r"\bcalls? [^.]*(?:us|nurse)\b")
    >>> [sorted(need, key=len) for need in needs(pattern)]
    [['|call|', '|calls|'], ['us|', 'nurse|']]
    >>> needs(re.compile(r"\w+ [a-z]"))
    ()
    """
    if pattern.flags & _OTHER_WORDS:
        return ()  # what a word is, is something else there
    try:
        parsed = _PARSER.parse(pattern.pattern, pattern.flags & re.VERBOSE)
        told = _sequence(parsed)
    except (AttributeError, TypeError, ValueError, LookupError):
        return ()  # an interpreter whose parser speaks another language
    return tuple(sorted(set(told.all_needs()), key=often)[:_MOST_NEEDS])


@dataclass(frozen=True, slots=True)
class _Told:
    """What is known of a part of a pattern.

    *strings* are all that it can match, with an edge for each place where no word goes
    on; None where these cannot be listed. *needs* are then what it cannot do without.
    """

    strings: frozenset[str] | None
    needs: tuple[Need, ...] = ()

    def all_needs(self) -> tuple[Need, ...]:
        if self.strings is None:
            return self.needs
        return (*self.needs, *words_in(self.strings))


_UNKNOWN: Final = _Told(None)


def _sequence(
    items: Iterable[tuple[Any, Any]], before: str = "", behind: str = ""
) -> _Told:
    """Return what is known of *items* one after the other.

    *before* and *behind* are the edges, or nothing, that are known to be beside them.
    """
    steps = list(_steps(items))
    strings, found = frozenset({before}), list[Need]()
    is_listed = True
    for at, (operator, operand) in enumerate(steps):
        if (branches := _branches(operator, operand)) is None:
            told = _item(operator, operand)
        else:
            told = _branch(
                branches,
                EDGE if _all_end(strings) else "",
                behind if at + 1 == len(steps) else _opening(steps[at + 1]),
            )
        found += told.needs
        if told.strings is None:
            found += words_in(strings)
            strings, is_listed = NOWHERE, False
        elif len(strings) * len(told.strings) <= _MOST_STRINGS:
            strings = product(strings, told.strings)
        else:
            found += words_in(strings)
            strings, is_listed = told.strings, False
    if behind:
        strings = product(strings, _AT_EDGE)
    if is_listed:
        return _Told(strings, tuple(found))
    return _Told(None, (*found, *words_in(strings)))


def _steps(items: Iterable[tuple[Any, Any]]) -> Iterator[tuple[str, Any]]:
    """Yield *items*, letters and signs one after the other as one text."""
    run: list[str] = []
    for operator, operand in items:
        name = str(operator)
        if name == _LITERAL:
            run.append(chr(operand))
            continue
        if run:
            yield _LITERAL, "".join(run)
            run = []
        yield name, operand
    if run:
        yield _LITERAL, "".join(run)


def _all_end(strings: frozenset[str]) -> bool:
    return all(each.endswith(EDGE) for each in strings)


def _opening(step: tuple[str, Any]) -> str:
    """Return the edge with which *step* begins, or nothing where it may have none."""
    if _branches(*step) is not None:
        return ""
    strings = _item(*step).strings or NOWHERE
    return EDGE if all(each.startswith(EDGE) for each in strings) else ""


def _branches(operator: str, operand: Any) -> Sequence[Any] | None:  # noqa: ANN401
    """Return the alternatives where a step is nothing but several of them."""
    while operator == "SUBPATTERN" and not operand[1] & _OTHER_WORDS:
        inner = list(operand[-1])
        if len(inner) != 1:
            return None
        operator, operand = str(inner[0][0]), inner[0][1]
    return operand[1] if operator == "BRANCH" else None


def _item(operator: str, operand: Any) -> _Told:  # noqa: ANN401 - as it is parsed
    read = _READERS.get(operator)
    return _UNKNOWN if read is None else read(operand)


def _literal(text: str) -> _Told:
    """Return what is known of *text*, letters and signs as they are."""
    signs = [sign_of(each) for each in text]
    if None not in signs:
        known = "".join(filter(None, signs))
        return _Told(frozenset({known.replace(EDGE + EDGE, EDGE)}))
    if all(sign is None for sign in signs):
        return _UNKNOWN
    runs = [""]
    for sign in signs:
        if sign is None:
            runs.append("")
        else:
            runs[-1] += sign
    told = [frozenset({run.replace(EDGE + EDGE, EDGE)}) for run in runs]
    if len(told) == 1:
        return _Told(told[0])
    return _Told(None, tuple(need for run in told for need in words_in(run)))


def _characters(members: set[str]) -> _Told:
    """Return what is known of one character of *members*."""
    signs = {sign_of(member) for member in members}
    return _Told(None if None in signs else frozenset(filter(None, signs)))


def _class(members: Sequence[tuple[Any, Any]]) -> _Told:
    """Return what is known of a character that is one of *members*."""
    told = [(str(kind), value) for kind, value in members]
    if told[0][0] == "NEGATE":
        is_no_word = ("CATEGORY", "CATEGORY_WORD") in _named(told)
        return _Told(_AT_EDGE) if is_no_word else _UNKNOWN
    found = set[str]()
    for kind, value in told:
        if kind == _LITERAL:
            found.add(chr(value))
        elif kind == "RANGE" and value[1] - value[0] < _WIDEST:
            found.update(map(chr, range(value[0], value[1] + 1)))
        elif kind == "CATEGORY" and str(value) in _LIKE:
            found.add(_LIKE[str(value)])
        else:
            return _UNKNOWN
    # Many signs are all told as the edge that each of them is.
    is_sign = not any(map(_WORD.match, found))
    if is_sign and (
        len(found) > _MOST_LETTERS or ("CATEGORY", "CATEGORY_NOT_WORD") in _named(told)
    ):
        return _Told(_AT_EDGE)
    known = _characters(found)
    many = known.strings is None or len(known.strings) > _MOST_LETTERS
    return _UNKNOWN if many else known


def _named(members: Iterable[tuple[str, Any]]) -> list[tuple[str, str]]:
    return [(kind, str(value)) for kind, value in members]


def _branch(branches: Sequence[Any], before: str, behind: str) -> _Told:
    """Return what is known where one of several is there.

    Each has its needs, the best first: the text meets the first of one of them, the
    second of one of them, and so on.
    """
    told = [_sequence(each, before, behind) for each in branches]
    listed = [each.strings for each in told if each.strings is not None]
    is_listed = len(listed) == len(told) and not any(each.needs for each in told)
    if is_listed and sum(map(len, listed)) <= _MOST_STRINGS:
        return _Told(frozenset().union(*listed))
    ranked = [sorted(each.all_needs(), key=often)[:_MOST_NEEDS] for each in told]
    if not all(ranked):
        return _UNKNOWN
    return _Told(
        None,
        tuple(
            frozenset().union(*(needs[min(at, len(needs) - 1)] for needs in ranked))
            for at in range(max(map(len, ranked)))
        ),
    )


def _group(operand: tuple[Any, int, int, Any]) -> _Told:
    _, added, _, part = operand
    return _UNKNOWN if added & _OTHER_WORDS else _sequence(part)


def _repeat(operand: tuple[int, Any, Any]) -> _Told:
    least, most, part = operand
    told = _sequence(part)
    if told.strings == _AT_EDGE and not told.needs:
        return _Told(_AT_EDGE | (frozenset() if least else NOWHERE))
    if not least:
        if str(most) == "1" and told.strings is not None:
            return _Told(told.strings | NOWHERE)
        return _UNKNOWN
    if told.strings is None or len(told.strings) ** least > _MOST_REPEATED:
        return told if str(most) == "1" else _Told(None, told.all_needs())
    strings = NOWHERE
    for _ in range(least):
        strings = product(strings, told.strings)
    repeated = _Told(strings, told.needs)
    return repeated if most == least else _Told(None, repeated.all_needs())


def _ahead_or_behind(operand: tuple[int, Any]) -> _Told:
    """Return what is known of a place beside which something stands."""
    direction, part = operand
    told = _sequence(part)
    strings = told.strings or NOWHERE
    beside = [each[:1] if direction > 0 else each[-1:] for each in strings]
    is_edge = all(sign == EDGE for sign in beside)
    return _Told(_AT_EDGE if is_edge else NOWHERE, told.all_needs())


def _not_beside(operand: tuple[int, Any]) -> _Told:
    """Return what is known of a place beside which something does not stand."""
    part = list(operand[1])
    if len(part) == 1 and str(part[0][0]) == "IN":
        members = _named((str(kind), value) for kind, value in part[0][1])
        if ("CATEGORY", "CATEGORY_WORD") in members and members[0][0] != "NEGATE":
            return _Told(_AT_EDGE)
    return _Told(NOWHERE)


def _place(where: object) -> _Told:
    return _Told(NOWHERE if str(where) == "AT_NON_BOUNDARY" else _AT_EDGE)


_READERS: Final[dict[str, Callable[[Any], _Told]]] = {
    _LITERAL: _literal,
    "IN": _class,
    "SUBPATTERN": _group,
    "ATOMIC_GROUP": _sequence,
    "MAX_REPEAT": _repeat,
    "MIN_REPEAT": _repeat,
    "POSSESSIVE_REPEAT": _repeat,
    "ASSERT": _ahead_or_behind,
    "ASSERT_NOT": _not_beside,
    "AT": _place,
}
