"""What a report holds, as records: the shape of ``report.json``.

Lists that grow with the documents hold their first entries, and how many there are.
Identifiers of things, facts and findings are full IRIs, as in all JSON of a build.
"""

import msgspec

from pipeline.exports.account import (
    Changes,
    DecisionsFile,
    Inputs,
    Listed,
    Refused,
)

Lines = dict[str, int]
"""How many lines or sentences ended with each status, zero included."""


class Counts(msgspec.Struct, frozen=True):
    """How much there is of what.

    *documents* were read, *texts* are different ones, *without_facts* gave none.
    *characters* are those of the lines of each status. *facts* are affirmed statements.
    """

    documents: int
    texts: int
    without_facts: int
    sections: int
    mentions: int
    things: int
    procedures: int
    facts: int
    denied: int
    lines: Lines
    characters: Lines
    findings: dict[str, int]


class TypeCount(msgspec.Struct, frozen=True):
    """How many mentions there are of a type, or things of a class."""

    type: str
    label: str
    count: int


class RelationCount(msgspec.Struct, frozen=True):
    """How many facts have a predicate, how many texts deny one, in how many texts."""

    predicate: str
    label: str
    facts: int
    denied: int
    texts: int


class SectionCount(msgspec.Struct, frozen=True):
    """How many sections there are of a type, with how many mentions."""

    type: str
    sections: int
    mentions: int
    lines: Lines


class DocumentCount(msgspec.Struct, frozen=True):
    """What came out of a document; those of one text share its facts.

    *key* are the digits by which identifiers name its text. *procedure* is the IRI of
    what the page is about, or empty.
    """

    document: str
    key: str
    procedure: str
    label: str
    mentions: int
    facts: int
    denied: int
    lines: Lines
    findings: dict[str, int]


class Place(msgspec.Struct, frozen=True):
    """A stretch of a document."""

    document: str
    key: str
    start: int
    end: int


class UnreadLine(msgspec.Struct, frozen=True):
    """A line or sentence that was not understood, as often as it stands somewhere.

    Lines that differ in case, blanks and signs around the words are one; *text* is the
    first of them, on one line. *section* is the type of its section.
    """

    text: str
    lines: int
    documents: int
    section: str
    places: tuple[Place, ...]


class FoundOne(msgspec.Struct, frozen=True):
    """A finding with its *quote*; *about* is an IRI, or empty."""

    id: str
    document: str
    documents: int
    key: str
    message: str
    start: int | None
    end: int | None
    quote: str
    about: str


class CheckCount(msgspec.Struct, frozen=True):
    """What a check found; *looks_for* says what it is for."""

    check: str
    severity: str
    looks_for: str
    findings: Listed[FoundOne]


class WithoutFacts(msgspec.Struct, frozen=True):
    """A document that gave no fact, with how its lines ended."""

    document: str
    key: str
    lines: Lines


class Share(msgspec.Struct, frozen=True):
    """How many things are linked how, by the best link that each has.

    *exact* ones are a concept, *near* ones are close to one; *wider* ones have only a
    concept that is broader, narrower or related; of *candidates*, none is claimed.
    """

    exact: int
    near: int
    wider: int
    candidates: int
    none: int


class TerminologyShare(msgspec.Struct, frozen=True):
    """How the things that a terminology could hold by their kind are linked to it."""

    prefix: str
    name: str
    version: str
    licence: str
    sha256: str
    things: int
    links: Share


class KindShare(msgspec.Struct, frozen=True):
    """How the things of a kind are linked to any terminology.

    *terminologies* are the prefixes of those that hold such things.
    """

    kind: str
    label: str
    terminologies: tuple[str, ...]
    things: int
    links: Share


class Candidate(msgspec.Struct, frozen=True):
    """A concept that a thing may be."""

    id: str
    label: str


class Unlinked(msgspec.Struct, frozen=True):
    """A thing without a link though some terminology could hold it.

    So many *facts* name it.
    """

    id: str
    label: str
    kind: str
    facts: int
    candidates: tuple[Candidate, ...]


class Linking(msgspec.Struct, frozen=True):
    """How far things are linked to terminologies."""

    terminologies: tuple[TerminologyShare, ...]
    kinds: tuple[KindShare, ...]
    unlinked: Listed[Unlinked]


class Doubt(msgspec.Struct, frozen=True):
    """A fact of little confidence, in words and with its evidence."""

    id: str
    subject: str
    predicate: str
    object: str
    polarity: str
    certainty: str
    confidence: float
    rule: str
    quote: str
    place: Place


class Relation(msgspec.Struct, frozen=True):
    """How many facts go from a class by a predicate to a class, with their labels."""

    subject: str
    predicate: str
    object: str
    labels: tuple[str, str, str]
    facts: int


class Made(msgspec.Struct, frozen=True):
    """What the report is of: run, inputs, versions and settings."""

    run: str
    version: str
    knowledge_sha256: str
    evidence: str
    versions: dict[str, str]
    settings: dict[str, str]
    decisions: tuple[DecisionsFile, ...]
    inputs: Inputs


class Report(msgspec.Struct, frozen=True):
    """The whole report, as ``report.json`` has it."""

    schema_version: str
    counts: Counts
    mentions: tuple[TypeCount, ...]
    things: tuple[TypeCount, ...]
    relations: tuple[RelationCount, ...]
    sections: tuple[SectionCount, ...]
    documents: Listed[DocumentCount]
    not_understood: Listed[UnreadLine]
    checks: tuple[CheckCount, ...]
    quarantine: Listed[Refused]
    without_facts: Listed[WithoutFacts]
    linking: Linking | None
    doubtful: Listed[Doubt]
    schema: tuple[Relation, ...]
    changes: Changes
    made: Made
