"""The records that the stages hand on, in the order in which they arise.

Every record is immutable, and every record that came from a text leads back to it:
offsets count Unicode code points of ``Document.text``, from 0, end exclusive, so that
``text[start:end]`` is the quote.
"""

from dataclasses import dataclass, field
from enum import StrEnum

import msgspec

# ---------------------------------------------------------------- documents


@dataclass(frozen=True, slots=True)
class Description:
    """What a manifest or the page says of a document; unknown fields are None."""

    title: str | None = None
    url: str | None = None
    licence: str | None = None
    language: str | None = None
    date: str | None = None
    origin: str | None = None
    references: tuple[str, ...] = ()


class MarkKind(StrEnum):
    """What the markup of a page says of a stretch of its text layer."""

    HEADING = "heading"
    EMPHASIS = "emphasis"  # a line that is bold as a whole
    NAVIGATION = "navigation"  # nav, footer, aside, cookie bar
    ROW = "row"  # a table row; its cells are divided by " | "
    HEADER_ROW = "header-row"


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch that markup tells something of; *level* is a heading's, from 1."""

    kind: MarkKind
    start: int
    end: int
    level: int = 0


@dataclass(frozen=True, slots=True)
class Personal:
    """A stretch that looks like data of a person, of a *sort* that the checks name."""

    sort: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Document:
    """One source document as its text layer.

    *name* is the POSIX path below the input folder (for a packed record, the file's
    path, ``#`` and the record's id). *sha256* is of the file's bytes, *text_sha256* of
    the text in UTF-8; the first 16 digits of the latter stand in identifiers.
    *personal* are the stretches that look like data of a person; whether they are
    masked in *text* is for a build to say.
    """

    name: str
    text: str
    sha256: str
    text_sha256: str
    media_type: str
    encoding: str
    description: Description = Description()
    marks: tuple[Mark, ...] = ()
    personal: tuple[Personal, ...] = ()

    @property
    def key(self) -> str:
        """The sixteen digits by which identifiers name this text."""
        return self.text_sha256[:16]


@dataclass(frozen=True, slots=True)
class Quarantined:
    """A document that was not read: *reason* is a short stable name, *fault* words."""

    document: str
    reason: str
    fault: str
    sha256: str | None = None


# ---------------------------------------------------------------- structure


class BlockKind(StrEnum):
    """What a block is in the layout of its page."""

    HEADING = "heading"
    BULLET = "bullet"
    NUMBERED = "numbered"
    PARAGRAPH = "paragraph"
    KEY_VALUE = "key-value"
    ROW = "row"
    HEADER_ROW = "header-row"
    RULE = "rule"  # markup without words: ---, ```, |---|
    BOILERPLATE = "boilerplate"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of one layout kind, from its first to its last non-blank character.

    *body* is where the content begins, after list marker, number, ``#`` or ``>``.
    *level* is a heading's rank (1 is the highest) or a list item's depth (0 outermost).
    *cells* are a table row's, *header* the header cells of its table, by position.
    *reason* is the id of the rule that called the block boilerplate.
    """

    kind: BlockKind
    start: int
    end: int
    body: int
    level: int = 0
    cells: tuple[Span, ...] = ()
    header: tuple[Span, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with all that stands under it, to the next heading.

    The sections of a document tile it: each begins where the one before ends, the first
    at 0, the last ends with the text. *heading* is the heading's words without markup,
    empty for what stands before the first one; *blocks* has the heading's own first.
    *rule* is the id of the rule that gave the type.
    """

    index: int
    heading: str
    type: str
    start: int
    end: int
    level: int
    blocks: tuple[Block, ...]
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Unit:
    """One line or sentence to be read, the unit of the account of lines.

    *start* and *end* include the list marker where the unit opens its block; *body* is
    where its words begin. A paragraph and a long list item hold one unit a sentence.
    *first* is true for the unit that opens its block.
    """

    start: int
    end: int
    body: int
    section: int
    block: Block
    first: bool = True


class LineStatus(StrEnum):
    """How a unit ended; where several would fit, the first of this order counts."""

    BOILERPLATE = "boilerplate"
    HEADING = "heading"
    ASSERTED = "asserted"
    CONTEXT = "context"
    NOT_UNDERSTOOD = "not-understood"


@dataclass(frozen=True, slots=True)
class Line:
    """A unit's place and how it ended."""

    start: int
    end: int
    status: LineStatus


# ---------------------------------------------------------------- mentions


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


@dataclass(frozen=True, slots=True)
class Qualifiers:
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


@dataclass(frozen=True, slots=True)
class Mention:
    """One thing that a text names, in the role the text gives it.

    *type* is the role (Condition, Complication, ProcedureStep, …), *label* its normal
    form, *start* and *end* its quote. *evidence* is the clause, bullet or sentence that
    states it. *parent* is the id of the mention in which this one was found, or None.
    *rule* is the id of the rule that made it, *confidence* between 0 and 1. *values*
    are the typed times and amounts of money in it.
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
    values: tuple[TimeValue | MoneyValue, ...] = ()


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


# ---------------------------------------------------------------- graph


@dataclass(frozen=True, slots=True, order=True)
class Literal:
    """A typed value of the graph; *datatype* a CURIE, *language* a tag or empty."""

    value: str
    datatype: str = "xsd:string"
    language: str = ""


@dataclass(frozen=True, slots=True)
class Node:
    """A node of the graph, by its identifier (``procedure/spinal-fusion``).

    *types* are CURIEs of classes, *values* literals by property CURIE, *links* other
    nodes (identifiers below the base, full IRIs, or for a value of a closed list its
    CURIE) by property CURIE. Links that a document states between clinical things are
    never here: they are assertions.
    """

    id: str
    types: tuple[str, ...]
    label: str
    alt_labels: tuple[str, ...] = ()
    values: tuple[tuple[str, Literal], ...] = ()
    links: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Assertion:
    """One statement from one span of one document.

    *subject* and *object* are identifiers below the base, *predicate* a name of our own
    ontology (``hasComplication``). *mention* is the id of the mention it rests on, or
    empty. *context* is the procedure in whose context a statement between two other
    things holds, or empty. *values* and *links* are more qualifiers by property CURIE
    (a code claim's label and facets).
    """

    id: str
    document: str
    subject: str
    predicate: str
    object: str
    start: int
    end: int
    quote: str
    section: int
    rule: str
    confidence: float
    polarity: Polarity = Polarity.AFFIRMED
    certainty: Certainty = Certainty.STATED
    qualifiers: Qualifiers = Qualifiers()
    mention: str = ""
    context: str = ""
    types: tuple[str, ...] = ("pg:Assertion",)
    values: tuple[tuple[str, Literal], ...] = ()
    links: tuple[tuple[str, str], ...] = ()


class Severity(StrEnum):
    """How grave a finding is."""

    VIOLATION = "violation"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found: *document* is the first by name where several are concerned.

    *start* and *end* are the place in *document*, or None. *about* is the identifier of
    the assertion or node concerned, or empty; *conflicts_with* the identifiers of the
    other side; *suggested* identifiers of codes worth a look.
    """

    check: str
    severity: Severity
    document: str
    message: str
    start: int | None = None
    end: int | None = None
    about: str = ""
    documents: tuple[str, ...] = ()
    conflicts_with: tuple[str, ...] = ()
    suggested: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that one document gives, a pure function of it and the vocabularies."""

    document: Document
    sections: tuple[Section, ...]
    reading: Reading
    nodes: tuple[Node, ...]
    assertions: tuple[Assertion, ...]
    lines: tuple[Line, ...]
    findings: tuple[Finding, ...] = ()
    procedure: str = ""  # identifier of the procedure's node, empty where there is none


@dataclass(frozen=True, slots=True)
class Graph:
    """All documents' statements, sorted by identifier, each node once.

    *confirmed* are the code claims, by assertion id, that a check confirmed.
    """

    extractions: tuple[Extraction, ...]
    nodes: tuple[Node, ...]
    assertions: tuple[Assertion, ...]
    findings: tuple[Finding, ...]
    confirmed: frozenset[str] = field(default_factory=frozenset)
