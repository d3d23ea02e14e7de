"""Pieces of words and signs, by which it is told what a text must hold.

A *piece* is part of one word or sign of the text, in lower case, all digits alike:
``|knee|`` is the whole word, ``|kn`` its beginning, ``ee|`` its end, ``ne`` stands
anywhere in it, ``|%|`` is a sign. A *need* is a set of pieces of which the text must
have at least one.
"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Final, TypeAlias

Need: TypeAlias = frozenset[str]

EDGE: Final = "|"
DIGIT: Final = "0"
NOWHERE: Final = frozenset({""})
# Letters that are the same as one of a to z where case does not count.
_ODD: Final = str.maketrans("\u017f\u0131\u0130\u212a", "siik")
_DIGIT: Final = re.compile(r"\d")
_WORD: Final = re.compile(r"\w")
_COMMON: Final = 3  # how much rarer a piece is than one that is a letter shorter
_LONGEST: Final = 16


def edged(word: str) -> str:
    """Return *word*, or a sign, as pieces are parts of it.

    >>> edged("Kneel"), edged("T12"), edged("%")
    ('|kneel|', '|t00|', '|%|')
    """
    low = word if word.isascii() else word.translate(_ODD)
    return f"{EDGE}{_DIGIT.sub(DIGIT, low.lower())}{EDGE}"


@cache
def sign_of(sign: str) -> str | None:
    """Return *sign* as it stands in pieces, None of a letter that has no such form."""
    if sign.isspace():
        return EDGE
    if _DIGIT.match(sign):
        return DIGIT
    if not _WORD.match(sign):
        return f"{EDGE}{sign}{EDGE}"
    return sign.lower() if sign.isascii() else None


def product(ahead: frozenset[str], behind: frozenset[str]) -> frozenset[str]:
    """Return each of *ahead* with each of *behind* behind it."""
    if ahead == NOWHERE:
        return behind
    opened = [(each, each[:1] == EDGE) for each in behind]
    return frozenset(
        [
            each + (more[1:] if is_edge and each[-1:] == EDGE else more)
            for each in ahead
            for more, is_edge in opened
        ]
    )


def words_in(strings: frozenset[str]) -> Iterator[Need]:
    """Yield the needs that one of *strings* must be there: of each, every word."""
    columns: list[list[str]] = []
    for string in strings:
        pieces = _pieces(string)
        if not pieces:
            return
        columns.append(pieces)
    found = [frozenset([_strongest(pieces) for pieces in columns])]
    if max(map(len, columns)) > 1:
        for at in range(min(map(len, columns))):
            found.append(frozenset([pieces[at] for pieces in columns]))
            found.append(frozenset([pieces[-1 - at] for pieces in columns]))
    for need in dict.fromkeys(found):
        if all(len(piece) > 1 or piece == DIGIT for piece in need):
            yield need


def _pieces(string: str) -> list[str]:
    """Return the words in *string*, each with the edges that are known of it."""
    if string and EDGE not in string[1:-1]:
        return [string] if string != EDGE else []
    words = string.split(EDGE)
    last = len(words) - 1
    return [
        f"{EDGE * (at > 0)}{word}{EDGE * (at < last)}"
        for at, word in enumerate(words)
        if word
    ]


def _strongest(pieces: list[str]) -> str:
    return pieces[0] if len(pieces) == 1 else max(pieces, key=_strength)


@lru_cache(maxsize=8_192)
def _strength(piece: str) -> tuple[bool, int, str]:
    return piece.strip(EDGE).isalnum(), len(piece), piece


def often(need: Need) -> tuple[int, str]:
    """Tell how often texts may be expected to meet *need*: short words are common."""
    often = sum(_COMMON ** max(_LONGEST - len(piece), 0) for piece in need)
    return often, min(need)
