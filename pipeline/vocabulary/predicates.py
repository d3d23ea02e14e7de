"""What mentions become in the graph: ``ontology/vocabulary/predicates.yaml``.

The words of treatments that bear on it come from ``treatments.yaml``.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from types import MappingProxyType
from typing import Final, Literal

import msgspec

from pipeline import knowledge
from pipeline.errors import VocabularyError
from pipeline.model import Qualifiers
from pipeline.namespaces import expand
from pipeline.vocabulary import examples
from pipeline.vocabulary.patterns import compiled

_FILE: Final = "vocabulary/predicates.yaml"
_TREATMENTS: Final = "vocabulary/treatments.yaml"
CONCEPT: Final = "concept"
_ANY: Final = "any"
_NAME: Final = re.compile(r"[a-z][A-Za-z]*")

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


@dataclass(frozen=True, slots=True, eq=False)
class PredicateVocabulary:
    """The compiled file.

    *kinds* are the classes by kind, in the order that decides between several. *links*
    are by mention type, in their order; *units* by designator, the longest first.
    """

    kinds: Mapping[str, str]
    parts: Parts
    identity: tuple[IdentityPart, ...]
    surgical: Surgical
    nodes: Mapping[str, NodeRule]
    links: Mapping[str, tuple[Link, ...]]
    failure: Failure
    failures: tuple[re.Pattern[str], ...]
    reasons: tuple[str, ...]
    code: CodeRule
    modifiers: tuple[tuple[re.Pattern[str], str], ...]
    units: Mapping[str, TimeUnit]
    anchor: str

    @property
    def predicates(self) -> frozenset[str]:
        """The names of all links that an assertion can have."""
        made = {each.predicate for links in self.links.values() for each in links}
        return frozenset(made | {self.code.predicate})

    def modifier_system(self, value: str) -> str:
        """Return the code system of the billing modifier *value*, empty if it is none.

        >>> load().modifier_system("50"), load().modifier_system("LT")
        ('CPT', 'HCPCS')
        """
        return next(
            (name for form, name in self.modifiers if form.fullmatch(value)), ""
        )


@lru_cache(maxsize=1)
def load() -> PredicateVocabulary:
    """Read and check the file; raise VocabularyError where it is wrong."""
    return compile_files(
        knowledge.records(_FILE, PredicatesFile),
        examples.records(_TREATMENTS, TreatmentsFile),
    )


def compile_files(
    read: PredicatesFile, treatments: TreatmentsFile
) -> PredicateVocabulary:
    """Return the two files compiled; raise VocabularyError for the first fault."""
    for name, faults in (
        (_FILE, _faults(read)),
        (_TREATMENTS, _treatment_faults(treatments, read)),
    ):
        for fault in faults:
            raise VocabularyError(f"ontology/{name}", fault)
    links: dict[str, tuple[Link, ...]] = {}
    for link in read.links:
        links[link.mention] = (*links.get(link.mention, ()), link)
    return PredicateVocabulary(
        kinds=MappingProxyType(read.kinds),
        parts=read.parts,
        identity=read.identity,
        surgical=treatments.surgical,
        nodes=MappingProxyType(read.nodes),
        links=MappingProxyType(links),
        failure=read.failure,
        failures=tuple(
            compiled(_TREATMENTS, each.id, each.pattern) for each in treatments.failed
        ),
        reasons=read.reasons,
        code=read.code,
        modifiers=tuple(
            (compiled(_FILE, each.system, each.pattern), each.system)
            for each in read.modifiers
        ),
        units=MappingProxyType({each.designator: each for each in read.units}),
        anchor=read.anchor,
    )


def _faults(read: PredicatesFile) -> Iterator[str]:
    """Yield what is wrong between the parts of the file."""
    for link in read.links:
        where = f"'{link.mention}' as {link.predicate}"
        if not _NAME.fullmatch(link.predicate):
            yield f"{where}: not the name of a property of ours"
        if link.node == CONCEPT and link.kind not in read.kinds:
            yield f"{where}: no kind '{link.kind}'"
        if link.node != CONCEPT and link.node not in read.nodes:
            yield f"{where}: no node '{link.node}'"
        if strange := link.admits - read.kinds.keys():
            yield f"{where}: no kind '{min(strange)}'"
        if link.admits and link.kind not in link.admits:
            yield f"{where}: its own kind is not admitted"
        if link.subject == "parent" and link.under is None:
            yield f"{where}: has no parent to be the subject"
    kinds = (
        read.parts.kind,
        read.parts.state,
        *read.parts.roles,
        read.failure.kind,
    )
    yield from (f"no kind '{kind}'" for kind in kinds if kind not in read.kinds)
    if read.failure.node not in read.nodes:
        yield f"no node '{read.failure.node}'"
    named = (*read.reasons, *(each.qualifier for each in read.identity))
    known = Qualifiers.__dataclass_fields__
    yield from (f"no qualifier '{name}'" for name in named if name not in known)
    yield from _prefix_faults(read)
    yield from _unit_faults(read.units)


def _treatment_faults(
    treatments: TreatmentsFile, read: PredicatesFile
) -> Iterator[str]:
    if treatments.surgical.kind not in read.kinds:
        yield f"no kind '{treatments.surgical.kind}'"
    for each in treatments.failed:
        if "(?P<therapy>" not in each.pattern:
            yield f"the pattern of '{each.id}' does not name the therapy"


def _prefix_faults(read: PredicatesFile) -> Iterator[str]:
    names = {
        *read.kinds.values(),
        *(name for rule in read.nodes.values() for name in rule.types),
        *(link.role for link in read.links if link.role),
        *(link.phase for link in read.links if link.phase),
        *read.code.assertion,
        *read.code.types,
        *(each.unit for each in read.units),
        read.anchor,
        read.failure.therapy,
        *read.failure.outcome,
        *read.failure.outcome.values(),
    }
    for name in sorted(names):
        try:
            expand(name)
        except VocabularyError as fault:
            yield str(fault)


def _unit_faults(units: tuple[TimeUnit, ...]) -> Iterator[str]:
    for each in units:
        try:
            length = each.length
        except (ValueError, ZeroDivisionError):
            yield f"'{each.designator}': not a number of days: {each.days}"
            continue
        if length <= 0:
            yield f"'{each.designator}': a unit has a length"
