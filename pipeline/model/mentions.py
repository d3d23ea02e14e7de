"""What a text says: mentions with their qualifiers, codes and the procedure."""

from dataclasses import dataclass
from enum import StrEnum

import msgspec

from pipeline.model.structure import Span


class Polarity(StrEnum):
    """Whether the text affirms or denies."""

    AFFIRMED = "affirmed"
    NEGATED = "negated"


class Certainty(StrEnum):
    """How the text words it."""

    STATED = "stated"
    POSSIBLE = "possible"
    CONDITIONAL = "conditional"


# Tagged structs, unlike the other records: a mention holds either, and a record that is
# sent to another process has to say which.


class TimeValue(msgspec.Struct, frozen=True, tag=True):
    """A time or a duration; *low* and *high* are ISO 8601 durations as written (P2W).

    *relation* is one of the values of the relation scheme: at, within, after, for,
    every, before. *repeat* is the ISO duration over which it repeats, where said.
    """

    low: str
    high: str
    relation: str
    repeat: str = ""


class MoneyValue(msgspec.Struct, frozen=True, tag=True):
    """An amount or a range of money: decimal digits, and the ISO 4217 currency."""

    low: str
    high: str
    currency: str


class ShareValue(msgspec.Struct, frozen=True, tag=True):
    """How often a thing occurs, as a share of all from 0 to 1, in decimal digits.

    An end that the text leaves open ("fewer than 1 in 1,000") is empty.
    """

    low: str
    high: str


Value = TimeValue | MoneyValue | ShareValue


class Qualifiers(msgspec.Struct, frozen=True, gc=False):
    """What a text says around a mention; part of the fact, never thrown away.

    The names are those of the exchange format. An empty value is not written there.
    """

    polarity: Polarity = Polarity.AFFIRMED
    certainty: Certainty = Certainty.STATED
    condition: str = ""
    purpose: str = ""
    cause: str = ""
    effect: str = ""
    time: str = ""
    action: str = ""  # do or avoid
    severity: str = ""
    side: str = ""
    site: str = ""
    frequency: str = ""
    refractory_to: str = ""
    examples: tuple[str, ...] = ()
    synonyms: tuple[str, ...] = ()
    trigger: bool = False


class Mention(msgspec.Struct, frozen=True, gc=False):
    """One thing that a text names, in the role the text gives it.

    *type* is the role (Condition, Complication, ProcedureStep, …), *label* its normal
    form, *start* and *end* its quote. *evidence* is the clause, bullet or sentence that
    states it. *parent* is the id of the mention in which this one was found, or None.
    *rule* is the id of the rule that made it, *confidence* between 0 and 1. *values*
    are the typed times, amounts of money and shares in it.
    """

    id: str
    type: str
    label: str
    start: int
    end: int
    evidence: Span
    section: int
    rule: str
    confidence: float
    qualifiers: Qualifiers = Qualifiers()
    parent: str | None = None
    values: tuple[Value, ...] = ()


@dataclass(frozen=True, slots=True)
class CodeMention:
    """A code that the text gives: *system* (CPT and others), *value*, place."""

    system: str
    value: str
    start: int
    end: int
    evidence: Span
    section: int
    rule: str


@dataclass(frozen=True, slots=True)
class ProcedureMention:
    """The one procedure a document is about, as the document names it.

    *code* is the code that the document gives it, or None; *start* and *end* are the
    name's place, *evidence* the line that names it.
    """

    label: str
    start: int
    end: int
    evidence: Span
    section: int
    rule: str
    synonyms: tuple[str, ...] = ()
    code: CodeMention | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read in one document.

    *contexts* are the positions of units that were understood and rightly give no fact.
    *procedure* is None on a page about no one procedure.
    """

    procedure: ProcedureMention | None
    mentions: tuple[Mention, ...]
    codes: tuple[CodeMention, ...]
    contexts: frozenset[int] = frozenset()
