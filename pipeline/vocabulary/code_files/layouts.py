"""The layouts that a file on codes may have: ``ontology/code-files.yaml``."""

from functools import lru_cache
from typing import Final

import msgspec

from pipeline import knowledge
from pipeline.errors import VocabularyError
from pipeline.vocabulary.patterns import compiled

_FILE: Final = "code-files.yaml"


class OwnLayout(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The columns and words of a table of one's own."""

    system: str
    code: str
    facets: tuple[str, ...]
    add_on: str
    sides: str
    sources: str
    yes: frozenset[str]
    no: frozenset[str]
    version: str

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of all columns."""
        rest = (self.add_on, self.sides, self.sources)
        return (self.system, self.code, *self.facets, *rest)


class Sign(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Whether modifiers for one side, and for both, make sense; None is not known."""

    side: bool | None = None
    both: bool | None = None


class ScheduleLayout(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The columns, by words of their heads, and the signs of a fee schedule."""

    code: frozenset[str]
    modifier: frozenset[str]
    period: frozenset[str]
    bilateral: frozenset[str]
    systems: tuple[str, ...]
    add_on: frozenset[str]
    signs: dict[str, Sign]
    version: str


class LayoutsFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The shape of the file."""

    own: OwnLayout
    fee_schedule: ScheduleLayout


@lru_cache(maxsize=1)
def load() -> LayoutsFile:
    """Read the layouts; raise VocabularyError where they are wrong."""
    read = knowledge.records(_FILE, LayoutsFile)
    for name, layout in (("own", read.own), ("fee_schedule", read.fee_schedule)):
        if not compiled(_FILE, name, layout.version, any_case=True).groups:
            place = knowledge.place(_FILE, name)
            raise VocabularyError(place, "the pattern of a version has no group")
    return read
