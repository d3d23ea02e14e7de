"""One rule of search, which the page has in JavaScript (``search.js``) too.

Names and words are compared folded: without case, accents and signs. What comes first
is decided by how a name is like the words: the label itself, another name itself, the
beginning of a name, the beginnings of words of it, any part of it; and among those
alike by the order of the names. What is told in sentences comes last there, and else
the thing first of which the most is said.
"""

import re
import unicodedata
from typing import Final

LIMIT: Final = 50
"""How many hits are given where nobody says how many."""

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
