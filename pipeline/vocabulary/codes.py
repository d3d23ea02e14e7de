"""How billing codes are written: ``ontology/vocabulary/codes.yaml``."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import msgspec

from pipeline.vocabulary import examples, modifiers
from pipeline.vocabulary.gates import Gated
from pipeline.vocabulary.modifiers import ModifierVocabulary
from pipeline.vocabulary.patterns import compiled, gated

_FILE: Final = "vocabulary/codes.yaml"


class CodeExample(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A text and the code in it."""

    text: str
    value: str


class CodeSystem(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How one system's codes are announced and written."""

    system: str
    generalises: str
    cue: str
    value: str
    example: CodeExample
    weak_cue: str = ""
    weak_needs: str = ""
    listed: str = ""
    explicit_cue: str = ""
    misspelt: str = ""


class CodesFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The shape of the file."""

    systems: tuple[CodeSystem, ...]
    between: str
    other_codes: str
    joints: str
    denied: str
    given_away: str
    denied_before: str
    not_in: frozenset[str]
    listing: frozenset[str]
    billed: str
    diagnosis: str


@dataclass(frozen=True, slots=True)
class CodePatterns:
    """How one system's codes are found; *weak* counts where *needs* is on the page.

    Behind *explicit* words a *misspelt* value was meant as a code too.
    """

    system: str
    cue: Gated
    value: re.Pattern[str]
    weak: Gated | None
    needs: Gated | None
    listed: re.Pattern[str] | None
    explicit: Gated | None
    misspelt: re.Pattern[str] | None


@dataclass(frozen=True, slots=True, eq=False)
class CodeVocabulary:
    """The compiled file, with what stands behind codes."""

    systems: tuple[CodePatterns, ...]
    between: re.Pattern[str]
    other_codes: re.Pattern[str]
    joints: re.Pattern[str]
    denied: re.Pattern[str]
    given_away: re.Pattern[str]
    denied_before: re.Pattern[str]
    not_in: frozenset[str]
    listing: frozenset[str]
    billed: Gated
    diagnosis: re.Pattern[str]
    modifiers: ModifierVocabulary


@lru_cache(maxsize=1)
def load() -> CodeVocabulary:
    """Read and compile the file; raise VocabularyError where it is wrong."""
    read = examples.records(_FILE, CodesFile)
    return CodeVocabulary(
        systems=tuple(map(_patterns, read.systems)),
        between=compiled(_FILE, "between", read.between, cased=True),
        other_codes=compiled(_FILE, "other_codes", read.other_codes, any_case=True),
        joints=compiled(_FILE, "joints", read.joints, any_case=True),
        denied=compiled(_FILE, "denied", read.denied, any_case=True),
        given_away=compiled(_FILE, "given_away", read.given_away, any_case=True),
        denied_before=compiled(_FILE, "denied_before", read.denied_before, cased=True),
        not_in=read.not_in,
        listing=read.listing,
        billed=gated(_FILE, "billed", read.billed, cased=True),
        diagnosis=compiled(_FILE, "diagnosis", read.diagnosis, cased=True),
        modifiers=modifiers.load(),
    )


def _patterns(read: CodeSystem) -> CodePatterns:
    def pattern(source: str) -> re.Pattern[str]:
        return compiled(_FILE, read.system, source, cased=True)

    return CodePatterns(
        system=read.system,
        cue=Gated(pattern(read.cue)),
        value=pattern(read.value),
        weak=Gated(pattern(read.weak_cue)) if read.weak_cue else None,
        needs=Gated(pattern(read.weak_needs)) if read.weak_needs else None,
        listed=pattern(read.listed) if read.listed else None,
        explicit=Gated(pattern(read.explicit_cue)) if read.explicit_cue else None,
        misspelt=pattern(read.misspelt) if read.misspelt else None,
    )
