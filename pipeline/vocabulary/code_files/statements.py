"""What a file says of codes."""

from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.vocabulary.code_facts import ReferenceFile

Row = tuple[int, list[str]]  # the number of its last line, and its cells


@dataclass(frozen=True, slots=True)
class Statement:
    """What a file says of one code; what it leaves open is None or empty.

    *side* tells whether a modifier for one side makes sense, *both* one for both sides.
    """

    system: str
    value: str
    facets: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    is_add_on: bool | None = None
    side: bool | None = None
    both: bool | None = None


@dataclass(frozen=True, slots=True, eq=False)
class CodeFile:
    """What a *file* says, code by code; it lists all codes of the systems *listed*."""

    file: ReferenceFile
    statements: Mapping[tuple[str, str], Statement]
    listed: frozenset[str] = frozenset()
