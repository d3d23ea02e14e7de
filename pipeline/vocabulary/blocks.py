"""How boilerplate is told from text: ``ontology/vocabulary/boilerplate.yaml``."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache, reduce
from operator import or_
from typing import Final

import msgspec

from pipeline import knowledge
from pipeline.errors import VocabularyError
from pipeline.folding import flatten
from pipeline.vocabulary import headings
from pipeline.vocabulary.headings import HeadingVocabulary
from pipeline.vocabulary.patterns import compiled

_FILE: Final = "vocabulary/boilerplate.yaml"
_TOKEN: Final = re.compile(r"[^\W_]+|[^\w\s]")
# A longer line is judged by its beginning; this also bounds the work on hostile text.
_LONGEST: Final = 400
_MOST_STRETCHES: Final = 65_536


class NoiseRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One wording of text that is not on the page's subject."""

    id: str
    generalises: str
    cues: frozenset[str]
    pattern: str
    examples: tuple[str, ...]
    counters: tuple[str, ...]
    requires: frozenset[str] = frozenset()
    weak: bool = False
    cased: bool = False
    within: bool = False
    foot: bool = False


class NoiseFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The shape of the file."""

    block_lines: int
    rules: tuple[NoiseRule, ...]


class Called(dict[str, int]):
    """The places of the rules that a stretch without a blank calls for, as bits.

    *cues* are the places by word or sign; a stretch is looked at once.
    """

    def __init__(self, cues: Mapping[str, tuple[int, ...]]) -> None:
        """Know no stretch yet."""
        super().__init__()
        self.cues = cues
        self._places: dict[int, tuple[int, ...]] = {0: ()}

    def __missing__(self, stretch: str) -> int:
        """Return the places that *stretch* calls for, and keep them."""
        places = {
            at for word in _TOKEN.findall(stretch) for at in self.cues.get(word, ())
        }
        if len(self) >= _MOST_STRETCHES:
            self.clear()
        self[stretch] = found = sum(1 << at for at in places)
        return found

    def by(self, wording: str) -> tuple[int, ...]:
        """Return the places that the stretches of *wording* call for, in order."""
        called = reduce(or_, map(self.__getitem__, wording.split()), 0)
        places = self._places.get(called)
        if places is None:
            places = tuple(at for at in range(called.bit_length()) if called >> at & 1)
            if len(self._places) < _MOST_STRETCHES:
                self._places[called] = places
        return places


@dataclass(frozen=True, slots=True, eq=False)
class BlockVocabulary:
    """What the split into blocks has to know.

    *called* are the places in *rules* that the words or signs of a stretch call for;
    *within* finds those of rules that may fit one sentence of a line.
    """

    headings: HeadingVocabulary
    rules: tuple[tuple[re.Pattern[str], NoiseRule], ...]
    called: Called
    within: re.Pattern[str]
    block_lines: int

    def noise(self, line: str, low: str) -> NoiseRule | None:
        """Return the first rule that knows *line*, in lower case *low*, as boilerplate.

        >>> load().noise("Back to top", "back to top").id
        'noise.page-tools'
        """
        wording = low[:_LONGEST]
        for at in self.called.by(wording):
            pattern, rule = self.rules[at]
            if rule.requires and rule.requires.isdisjoint(_TOKEN.findall(wording)):
                continue
            if pattern.search(flatten(line[:_LONGEST]) if rule.cased else wording):
                return rule
        return None


@lru_cache(maxsize=1)
def load() -> BlockVocabulary:
    """Read and compile the rules; raise VocabularyError where a file is wrong."""
    read = knowledge.records(_FILE, NoiseFile)
    cues: dict[str, tuple[int, ...]] = {}
    for at, rule in enumerate(read.rules):
        if not rule.cues:
            raise VocabularyError(f"ontology/{_FILE}", f"'{rule.id}' has no cues")
        for cue in sorted(rule.cues):
            cues[cue] = (*cues.get(cue, ()), at)
    return BlockVocabulary(
        headings=headings.load(),
        rules=tuple(
            (compiled(_FILE, rule.id, rule.pattern, cased=rule.cased), rule)
            for rule in read.rules
        ),
        called=Called(cues),
        within=re.compile(
            _any(cue for rule in read.rules if rule.within for cue in rule.cues)
        ),
        block_lines=read.block_lines,
    )


def _any(cues: Iterable[str]) -> str:
    return rf"\b(?:{'|'.join(map(re.escape, sorted(set(cues))))})\b"
