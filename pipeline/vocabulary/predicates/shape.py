"""The shape of ``predicates.yaml`` and of ``treatments.yaml``."""

from collections.abc import Iterable
from fractions import Fraction
from typing import Final, Literal

import msgspec

CONCEPT: Final = "concept"
_ANY: Final = "any"

Holds = Literal[
    "label-only",
    "step-order",
    "advised-action",
    "time-offset",
    "time-span",
    "money-range",
    "code-value",
]
ValueKind = Literal["", "times", "money"]


class Parts(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a phrase is whose head is a part of the body, in a role no part plays."""

    kind: str
    state: str
    roles: tuple[str, ...] = msgspec.field(name="for")


class NameExample(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A qualifier's value, and the name that it makes."""

    value: str
    name: str


class IdentityPart(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a qualifier adds to the label of a concept."""

    id: str
    generalises: str
    qualifier: str
    form: str
    example: NameExample
    with_preposition: str = ""


class Surgical(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words by which a treatment is known to cut, or not to."""

    kind: str
    no: frozenset[str]
    yes: frozenset[str]
    suffixes: tuple[str, ...]


class FailedRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One wording of a treatment that failed; *examples* give its name by label."""

    id: str
    generalises: str
    pattern: str
    examples: dict[str, str]


class TreatmentsFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The shape of the file on treatments."""

    surgical: Surgical
    failed: tuple[FailedRule, ...]


class NodeRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The classes of a document's own node, and what it holds."""

    types: tuple[str, ...]
    holds: Holds


class Link(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One link and the mentions that make it; see the head of the list in the file."""

    id: str
    generalises: str
    mention: str
    predicate: str
    node: str
    example: str
    under: frozenset[str] | Literal["any"] | None = None
    trigger: bool | None = None
    failed: bool = False
    valued: ValueKind = ""
    each: ValueKind = ""
    subject: Literal["procedure", "parent"] = "procedure"
    kind: str = ""
    named: Literal["label", "quote"] = "label"
    fixed: bool = False
    admits: frozenset[str] = frozenset()
    role: str = ""
    phase: str = ""
    inherits: bool = False

    def is_found_in(self, parent: str | None) -> bool:
        """Tell whether a mention found in one of type *parent*, or in none, fits."""
        if parent is None or self.under is None:
            return parent is None and self.under is None
        return self.under == _ANY or parent in self.under


class Failure(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is told of a criterion that names an earlier treatment."""

    node: str
    kind: str
    therapy: str
    outcome: dict[str, str]


class CodeRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a code on the page becomes."""

    predicate: str
    assertion: tuple[str, ...]
    types: tuple[str, ...]
    confidence: float


class ModifierSystem(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The system of the billing modifiers of one form."""

    id: str
    generalises: str
    system: str
    pattern: str
    example: str


class TimeUnit(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A unit of time in ISO 8601, UN/CEFACT and QUDT; *days* is an exact number."""

    designator: str
    days: str
    code: str
    unit: str
    whole: bool = False

    @property
    def length(self) -> Fraction:
        """The unit in days."""
        return Fraction(self.days)


class TimeUnits(dict[str, TimeUnit]):
    """Units by their designator, in the order of the file; never changed.

    They are told apart as objects, so that what was worked out with them can be kept.
    """

    __hash__ = object.__hash__  # type: ignore[assignment]

    def __init__(self, units: Iterable[TimeUnit]) -> None:
        """Hold *units*."""
        super().__init__((each.designator, each) for each in units)


class PredicatesFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The shape of the file."""

    kinds: dict[str, str]
    parts: Parts
    identity: tuple[IdentityPart, ...]
    nodes: dict[str, NodeRule]
    links: tuple[Link, ...]
    failure: Failure
    reasons: tuple[str, ...]
    code: CodeRule
    modifiers: tuple[ModifierSystem, ...]
    units: tuple[TimeUnit, ...]
    anchor: str
