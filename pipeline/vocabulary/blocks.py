"""How boilerplate is told from text: ``ontology/vocabulary/boilerplate.yaml``."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
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


class NoiseFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The shape of the file."""

    block_lines: int
    rules: tuple[NoiseRule, ...]


@dataclass(frozen=True, slots=True, eq=False)
class BlockVocabulary:
    """What the split into blocks has to know.

    *cues* are the places in *rules* that a word or sign calls for; *within* finds those
    of rules that may fit one sentence of a line.
    """

    headings: HeadingVocabulary
    rules: tuple[tuple[re.Pattern[str], NoiseRule], ...]
    cues: Mapping[str, tuple[int, ...]]
    within: re.Pattern[str]
    block_lines: int

    def noise(self, line: str, low: str) -> NoiseRule | None:
        """Return the first rule that knows *line*, in lower case *low*, as boilerplate.

        >>> load().noise("Back to top", "back to top").id
        'noise.page-tools'
        """
        words = set(_TOKEN.findall(low[:_LONGEST]))
        called = words & self.cues.keys()
        if not called:
            return None
        for at in sorted({at for cue in called for at in self.cues[cue]}):
            pattern, rule = self.rules[at]
            if rule.requires and words.isdisjoint(rule.requires):
                continue
            wording = flatten(line[:_LONGEST]) if rule.cased else low[:_LONGEST]
            if pattern.search(wording):
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
        cues=MappingProxyType(cues),
        within=re.compile(
            _any(cue for rule in read.rules if rule.within for cue in rule.cues)
        ),
        block_lines=read.block_lines,
    )


def _any(cues: Iterable[str]) -> str:
    return rf"\b(?:{'|'.join(map(re.escape, sorted(set(cues))))})\b"
