"""One rule of search, which the page has in JavaScript (``search.js``) too.

Names and words are compared folded: without case, accents and signs. What comes first
is decided by how a name is like the words: the label itself, another name itself, the
beginning of a name, the beginnings of words of it, any part of it; and among those
alike by the order of the names. What is told in sentences comes last there, and else
the thing first of which the most is said. What is searched for is cut, so that no
search takes long: its beginning counts, and of its words some.
"""

import re
import unicodedata
from typing import Final

LIMIT: Final = 50
"""How many hits are given where nobody says how many."""

LONGEST: Final = 200
"""How many characters of folded words are searched for."""

MOST_WORDS: Final = 8
"""How many different words are searched for, where they stand apart."""

_SIGNS: Final = re.compile(r"[\W_]+")


def fold(words: str) -> str:
    """Return *words* as they count for a search.

    >>> fold("Ménière's  DISEASE (left)"), fold("X-Ray")
    ('meniere s disease left', 'x ray')
    """
    plain = "".join(
        sign
        for sign in unicodedata.normalize("NFKD", words)
        if not unicodedata.category(sign).startswith("M")
    )
    return _SIGNS.sub(" ", plain.lower()).strip()


def cut(folded: str) -> str:
    """Return as much of *folded* words as is searched for."""
    return folded[:LONGEST].rstrip()


def apart(wanted: str) -> list[str]:
    """Return the words of *wanted* that a name has to have, in any order.

    A word that begins another one of them is found with it.

    >>> apart("the th blood the b")
    ['the', 'blood']
    """
    words = [*dict.fromkeys(wanted.split(" "))]
    return [
        each
        for each in words
        if not any(other != each and other.startswith(each) for other in words)
    ][:MOST_WORDS]
