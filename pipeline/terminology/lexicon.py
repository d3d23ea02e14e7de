"""The loose forms of all names of an index, in memory: which words make a name.

A form is a set of words with their repeats, whatever their order: so each word has a
number, and a form is the sum of those of its words. A run of words is held against all
names by adding one number a word, and no word that is in no name costs more than a
look. Two forms may have one sum, though hardly ever: a sum only says that it is worth
asking the index. The promise: what names there are depends on the index alone.
"""

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from pipeline.terminology import catalogue
from pipeline.terminology.index import Terminology

_BYTES: Final = 7  # of the number of a word


@dataclass(frozen=True, slots=True)
class Lexicon:
    """*words* have their numbers, *names* are the sums of those of their words."""

    words: dict[str, int]
    names: frozenset[int]


@lru_cache(maxsize=8)
def read(path: Path) -> Lexicon:
    """Return the lexicon of the index at *path*; read once in a process."""
    words: dict[str, int] = {}
    names: set[int] = set()
    longest = catalogue.load().recognition.words
    for form in Terminology(path).loose_forms():
        parts = form.split()
        if len(parts) <= longest:
            for part in parts:
                if part not in words:
                    words[part] = _number(part)
            names.add(sum(map(words.__getitem__, parts)))
    return Lexicon(words, frozenset(names))


def _number(word: str) -> int:
    digest = hashlib.blake2b(word.encode(), digest_size=_BYTES).digest()
    return int.from_bytes(digest) + 1  # none is 0, which stands for no word
