"""What changed between two builds, as records that never change themselves."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

NEGATED: Final = "negated"
"""The polarity of a fact that a document denies."""


class Fate(StrEnum):
    """What became of a document.

    *kept* is one of which the text stayed, whatever was read of it. *unreadable* is one
    that the new build has in quarantine, *readable* one that has come out of it.
    """

    ADDED = "added"
    REMOVED = "removed"
    UNREADABLE = "unreadable"
    READABLE = "readable"
    RENAMED = "renamed"
    CHANGED = "changed"
    KEPT = "kept"


@dataclass(frozen=True, slots=True)
class Thing:
    """A node of the graph: its IRI, and what it is called in that build."""

    iri: str
    label: str


@dataclass(frozen=True, slots=True)
class Fact:
    """A statement of a document, with its evidence.

    *predicate* is a name of our own ontology, *start* and *end* are places in the text
    or None where the graph does not tell. *details* are all else that is said of it, by
    name of the property: qualifiers, confidence, the type of the section, and what its
    object holds where that belongs to the text (``object.schema:minValue``).
    """

    id: str
    subject: Thing
    predicate: str
    object: Thing
    polarity: str
    certainty: str
    quote: str
    section: str
    start: int | None
    end: int | None
    details: Mapping[str, tuple[str, ...]]

    @property
    def is_denied(self) -> bool:
        """Whether its document says that it is not so."""
        return self.polarity == NEGATED


@dataclass(frozen=True, slots=True)
class Altered:
    """A property with its values in the old build and in the new one."""

    name: str
    old: tuple[str, ...]
    new: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ChangedFact:
    """A fact that both builds hold, on other evidence or denied in one of them."""

    old: Fact
    new: Fact
    changes: tuple[Altered, ...]

    @property
    def is_denied(self) -> bool:
        """Whether the new build denies what the old one affirms."""
        return self.new.is_denied and not self.old.is_denied

    @property
    def is_affirmed(self) -> bool:
        """Whether the new build affirms what the old one denies."""
        return self.old.is_denied and not self.new.is_denied


@dataclass(frozen=True, slots=True)
class RenamedSection:
    """A heading that reads otherwise in the new build, over the same *facts*.

    *changes* are those of ``section``, its words, and of ``sectionType`` where that is
    another one. Each of the facts has them as well.
    """

    changes: tuple[Altered, ...]
    facts: int


@dataclass(frozen=True, slots=True)
class MovedStep:
    """A step that stands elsewhere among the steps that both builds hold.

    The places are those of ``stepIndex``, from 1.
    """

    fact: Fact
    old: int
    new: int


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found; *about* is an IRI, or empty, *quote* its place in words."""

    id: str
    check: str
    severity: str
    message: str
    documents: tuple[str, ...]
    start: int | None
    end: int | None
    quote: str
    about: str


@dataclass(frozen=True, slots=True)
class ChangedFinding:
    """A finding on the same matter that is worded or weighed otherwise."""

    old: Finding
    new: Finding


@dataclass(frozen=True, slots=True)
class DocumentDifference:
    """What changed in one document, or in several of one text.

    *document* is the first of *documents*; *renamed* are pairs of an old name and a new
    one; a name can change together with the text, which *text_changed* tells.
    *same_text_as* are documents of the other build that have the text of one that
    came or went, so that no fact came or went with it. *carried* is how many facts only
    follow the document to another procedure, which *changes* tells as ``procedure``.
    *unreadable* are the names that the new build has in quarantine, each with the
    reason, *readable* those that the old one had there.
    *facts_denied* are those that were affirmed before, *facts_affirmed* the reverse.
    """

    document: str
    documents: tuple[str, ...]
    fate: Fate
    text_changed: bool = False
    renamed: tuple[tuple[str, str], ...] = ()
    same_text_as: tuple[str, ...] = ()
    unreadable: tuple[tuple[str, str], ...] = ()
    readable: tuple[tuple[str, str], ...] = ()
    changes: tuple[Altered, ...] = ()
    carried: int = 0
    sections_renamed: tuple[RenamedSection, ...] = ()
    facts_removed: tuple[Fact, ...] = ()
    facts_added: tuple[Fact, ...] = ()
    facts_denied: tuple[ChangedFact, ...] = ()
    facts_affirmed: tuple[ChangedFact, ...] = ()
    facts_changed: tuple[ChangedFact, ...] = ()
    steps_moved: tuple[MovedStep, ...] = ()
    findings_solved: tuple[Finding, ...] = ()
    findings_new: tuple[Finding, ...] = ()
    findings_changed: tuple[ChangedFinding, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to tell of it."""
        return self.fate is Fate.KEPT and self.is_bare

    @property
    def is_bare(self) -> bool:
        """Whether nothing is told beside what became of it."""
        return not (
            self.changes
            or self.facts_removed
            or self.facts_added
            or self.facts_denied
            or self.facts_affirmed
            or self.facts_changed
            or self.steps_moved
            or self.findings_solved
            or self.findings_new
            or self.findings_changed
        )


@dataclass(frozen=True, slots=True)
class Link:
    """A link of a thing that rests on no single statement.

    It goes to a concept of a terminology or to a broader thing (a property of SKOS), or
    to a code that a check confirmed (``hasCode``).
    """

    thing: Thing
    predicate: str
    target: Thing


@dataclass(frozen=True, slots=True)
class RenamedThing:
    """A thing that has another node now, since documents or people name it otherwise.

    Facts on it are no other facts for that.
    """

    old: Thing
    new: Thing


@dataclass(frozen=True, slots=True)
class Differences:
    """What changed from one build to another.

    *made* is what differs in what made them: the version of the program, its
    knowledge, the releases of terminologies. It alone makes no difference.
    """

    documents: tuple[DocumentDifference, ...] = ()
    things_renamed: tuple[RenamedThing, ...] = ()
    links_removed: tuple[Link, ...] = ()
    links_added: tuple[Link, ...] = ()
    made: tuple[Altered, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether both builds say the same."""
        return not (
            self.documents
            or self.things_renamed
            or self.links_removed
            or self.links_added
        )
