"""Places in a text as a browser counts them, in units of UTF-16."""

from bisect import bisect_left
from collections.abc import Callable
from typing import Final

_LAST_OF_ONE_UNIT: Final = "\uffff"


def in_utf16(text: str) -> Callable[[int], int]:
    """Return what turns a place in *text* into one that JavaScript counts.

    >>> place = in_utf16("an 👂 ear")
    >>> place(3), place(5)
    (3, 6)
    """
    pairs = [at for at, sign in enumerate(text) if sign > _LAST_OF_ONE_UNIT]
    if not pairs:
        return lambda at: at
    return lambda at: at + bisect_left(pairs, at)
