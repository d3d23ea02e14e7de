"""Texts that a pattern may take too long for, made from the pattern itself.

What it may repeat is repeated, behind what has to stand before it, and followed by what
makes it fail; likewise texts that it finds, whole and cut short.
"""

import random
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from re import _constants as names, _parser as parsing  # type: ignore[attr-defined]  # isort: skip

_SIGNS: Final = "a1 .,;:-Z\n\"'()$%/|\t?\u200b"
_REPEATS: Final = (names.MAX_REPEAT, names.MIN_REPEAT, names.POSSESSIVE_REPEAT)
_ANYTHING: Final = ("a", " ", "1", "a ", "1 ", "a, ", ". ", "- ", "\n", "A", " \n", "-")
_ENDS: Final = ("\0", "!x", ".")
_OFTEN: Final = 8
_CATEGORIES: Final = {
    names.CATEGORY_DIGIT: "1",
    names.CATEGORY_NOT_DIGIT: "a",
    names.CATEGORY_SPACE: " ",
    names.CATEGORY_NOT_SPACE: "a",
    names.CATEGORY_WORD: "a",
    names.CATEGORY_NOT_WORD: ".",
}

Items = Iterable[tuple[Any, Any]]


class Pump:
    """Makes texts for one *pattern*; the same *seed* makes the same."""

    def __init__(self, pattern: re.Pattern[str], seed: int) -> None:
        """Read the pattern."""
        self._tree = list(parsing.parse(pattern.pattern, pattern.flags))
        self._random = random.Random(seed)  # noqa: S311 - no secret is made

    def texts(self, length: int) -> Iterator[str]:
        """Yield texts of about *length* characters."""
        for before, piece in sorted(set(self._pieces())):
            if piece:
                run = before + piece * max(1, length // len(piece))
                yield from (run + end for end in _ENDS)

    def _pieces(self) -> Iterator[tuple[str, str]]:
        yield from (("", each) for each in _ANYTHING)
        for before, body in self._repeated(self._tree, []):
            opening, piece = self._made(before), self._made(body)
            yield from ((opening, piece), ("", opening + piece), ("", opening))
            yield from ((opening, f"{piece} "), ("", piece))
        for _ in range(4):
            whole = self._made(self._tree)
            yield from (("", whole), ("", f"{whole} "), ("", whole[:-1]))
            yield "", whole[: len(whole) // 2 + 1]

    def _repeated(self, items: Items, before: Sequence[Any]) -> Iterator[Any]:
        """Yield what may be repeated often, each with what has to stand before it."""
        passed = list(before)
        for operator, operand in items:
            if operator in _REPEATS and operand[1] >= _OFTEN:
                yield list(passed), operand[2]
            for inner in _within(operator, operand):
                yield from self._repeated(inner, passed)
            passed.append((operator, operand))

    def _made(self, items: Items) -> str:
        return "".join(self._one(operator, operand) for operator, operand in items)

    def _one(  # noqa: PLR0911 - one kind of item after the other
        self,
        operator: Any,  # noqa: ANN401 - re's own
        operand: Any,  # noqa: ANN401
    ) -> str:
        if operator is names.LITERAL:
            return chr(operand)
        if operator is names.IN:
            return self._member(operand)
        if operator is names.NOT_LITERAL:
            return "b" if operand == ord("a") else "a"
        if operator is names.ANY:
            return self._random.choice("a 1")
        if operator in _REPEATS:
            least, most, body = operand
            count = min(most, least + self._random.randrange(3))
            return "".join(self._made(body) for _ in range(count))
        if operator in {names.ASSERT, names.ASSERT_NOT}:
            return ""
        inner = list(_within(operator, operand))
        return self._made(self._random.choice(inner)) if inner else ""

    def _member(self, members: Sequence[tuple[Any, Any]]) -> str:
        if members[0][0] is names.NEGATE:
            signs = [each for each in _SIGNS if not _holds(members[1:], each)]
            return self._random.choice(signs or ["a"])
        operator, operand = self._random.choice(members)
        if operator is names.RANGE:
            return chr(self._random.randint(*operand))
        return _CATEGORIES[operand] if operator is names.CATEGORY else chr(operand)


def _within(operator: Any, operand: Any) -> Iterator[Items]:  # noqa: ANN401 - re's own
    if operator is names.BRANCH:
        yield from operand[1]
    elif operator in _REPEATS:
        yield operand[2]
    elif operator is names.SUBPATTERN:
        yield operand[3]
    elif operator is names.ATOMIC_GROUP:
        yield operand
    elif operator in {names.ASSERT, names.ASSERT_NOT}:
        yield operand[1]


def _holds(members: Sequence[tuple[Any, Any]], sign: str) -> bool:
    return any(
        (operator is names.LITERAL and operand == ord(sign))
        or (operator is names.RANGE and operand[0] <= ord(sign) <= operand[1])
        or (operator is names.CATEGORY and _is_of(operand, sign))
        for operator, operand in members
    )


def _is_of(category: Any, sign: str) -> bool:  # noqa: ANN401 - re's own
    name = str(category).removeprefix("CATEGORY_")
    word, is_not = name.removeprefix("NOT_"), name.startswith("NOT_")
    told = {"DIGIT": sign.isdigit(), "SPACE": sign.isspace()}
    return told.get(word, sign.isalnum() or sign == "_") is not is_not
