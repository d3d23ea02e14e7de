"""What is made of it: nodes, assertions and findings, a document's and all."""

from dataclasses import dataclass
from enum import StrEnum

import msgspec

from pipeline.model.documents import Document
from pipeline.model.mentions import Certainty, Polarity, Qualifiers, Reading
from pipeline.model.structure import Line, Section


class Literal(msgspec.Struct, frozen=True, gc=False, order=True):
    """A typed value of the graph; *datatype* a CURIE, *language* a tag or empty."""

    value: str
    datatype: str = "xsd:string"
    language: str = ""


class Node(msgspec.Struct, frozen=True, gc=False):
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


class Assertion(msgspec.Struct, frozen=True, gc=False):
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


class Part(StrEnum):
    """What of a thing was compared with the names of a concept."""

    LABEL = "label"
    SYNONYM = "synonym"
    HEAD = "head"


@dataclass(frozen=True, slots=True)
class Match:
    """A concept of a terminology that a node is, is near or is under, with the reason.

    *predicate* is a mapping of SKOS, from the node to the concept *curie*, which is
    called *label* in release *version* of *source*. *wording* is what was looked up,
    some *part* of the node. It equals the concept's *name*, by *method*; *scope* is how
    the terminology has that name. *rank* is 0 for what is asserted. A candidate beside
    others that fit as well has its place among them instead, from 1, and nothing is
    claimed of it. *author*, *date* and *reason* are those of a decision that made it.
    """

    node: str
    predicate: str
    curie: str
    iri: str
    label: str
    wording: str
    part: Part
    name: str
    scope: str
    method: str
    confidence: float
    source: str
    version: str
    rank: int = 0
    is_curated: bool = False
    author: str = ""
    date: str = ""
    reason: str = ""

    @property
    def is_asserted(self) -> bool:
        """Whether the link is claimed, and is no mere candidate."""
        return self.rank == 0
