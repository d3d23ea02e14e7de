"""Tell what things, facts and findings of a build are by what they hold.

A node that belongs to a text has the digest of that text and a place in its IRI, which
a change of another line changes. It counts by its classes and its label.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Final, Self

from pipeline import namespaces
from pipeline.comparing import reading
from pipeline.comparing.reading import Build, Properties, short, values
from pipeline.comparing.records import NEGATED, Fact, Finding, Thing

Identity = str | tuple[tuple[str, ...], ...]
Key = tuple[Identity, str, Identity]
Details = tuple[tuple[str, tuple[str, ...]], ...]

_TYPE: Final = "rdf:type"
_LABEL: Final = "rdfs:label"
_SUBJECT: Final = "rdf:subject"
_PREDICATE: Final = "rdf:predicate"
_OBJECT: Final = "rdf:object"
_QUOTE: Final = "quote"
_SECTION: Final = "section"
_POLARITY: Final = "polarity"
_CERTAINTY: Final = "certainty"
# What tells where a fact is, and no more.
_PLACES: Final = frozenset(
    {_TYPE, _SUBJECT, _PREDICATE, _OBJECT, "sourceDocument", "evidence", "inSection"}
)
# What a node of a text says of its neighbours, which come and go with other lines.
_AROUND: Final = frozenset({_TYPE, _LABEL, "skos:altLabel", "stepIndex", "nextStep"})
_SHOWN: Final = frozenset({_QUOTE, _SECTION, _POLARITY, _CERTAINTY})
_UNSAID: Final = ("",)
_OF_OBJECT: Final = "object."
_CLOSED: Final = namespaces.PREFIXES["pgv"]  # values of closed lists
# Words with the place where they stand, as messages on names of procedures have them.
_PLACED: Final = re.compile(r'"(?P<words>[^"]*)" \[(?P<start>\d+):(?P<end>\d+)\]')


@dataclass(frozen=True, slots=True)
class Statement:
    """A fact as it is compared: *key* is what it says, *details* are its evidence."""

    id: str
    key: Key
    details: Details
    quote: tuple[str, ...]
    section: tuple[str, ...]
    start: int
    predicate: str
    is_denied: bool


@dataclass(frozen=True, slots=True)
class Note:
    """A finding as it is compared.

    *aim* is what it is about, *place* the IRI of its span, or empty. *documents* are
    those that it is told of.
    """

    id: str
    check: str
    severity: str
    message: str
    quote: str
    aim: object
    place: str
    start: int
    documents: tuple[str, ...]


class Contents:
    """What a build holds, under the names that the other build has for it.

    *things* are new IRIs by old ones, *names* new names of documents by old ones.
    """

    def __init__(
        self,
        build: Build,
        things: Mapping[str, str] | None = None,
        names: Mapping[str, str] | None = None,
    ) -> None:
        """Keep *build* and what it is to be read as."""
        self.build = build
        self._things = self._common = things or {}
        self._names = names or {}
        self._identities: dict[str, Identity] = {}
        # Links of nodes that are stated are facts themselves.
        stated = set(
            chain.from_iterable(
                values(build.parts[iri], _PREDICATE)
                for iri in chain.from_iterable(build.facts.values())
            )
        )
        self._around = _AROUND | {short(predicate) for predicate in stated}

    def read_as(self, old: str, new: str) -> Self:
        """Return the same contents, *old* being the node *new* in facts as well."""
        other = type(self).__new__(type(self))
        other.build = self.build
        other._things = {**self._things, old: new}  # noqa: SLF001 - of the same class
        other._common = self._common  # noqa: SLF001
        other._names = self._names  # noqa: SLF001
        other._identities = {}  # noqa: SLF001
        other._around = self._around  # noqa: SLF001
        return other

    # ------------------------------------------------------------ things

    def identity(self, iri: str) -> Identity:
        """Return what the node *iri* is told apart by."""
        known = self._identities.get(iri)
        if known is None:
            known = self._identities[iri] = self._identity(iri)
        return known

    def _identity(self, iri: str) -> Identity:
        if not self._is_own(iri):
            return self._things.get(iri, iri)
        told = self.build.parts[iri]
        return _several(values(told, _TYPE)), _several(values(told, _LABEL))

    def _is_own(self, iri: str) -> bool:
        text = reading.key(iri)
        return bool(text) and text in self.build.texts and iri in self.build.parts

    def thing(self, iri: str) -> Thing:
        """Return the node *iri* with its label, or its short name where it has none."""
        labels = values(self.build.parts.get(iri, ()), _LABEL)
        return Thing(iri, min(labels, default=short(iri)))

    def shown(self, value: str) -> str:
        """Return a value of a property as people and programs read it."""
        if "://" not in value:
            return value
        if self._is_own(value):
            return self.thing(value).label
        if value.startswith(_CLOSED):
            return value.rpartition("/")[2]
        return short(self._things.get(value, value))

    def step(self, iri: str) -> int | None:
        """Return the place of the step that the fact *iri* is about, if it is one."""
        for target in values(self.build.parts[iri], _OBJECT):
            for index in values(self.build.parts.get(target, ()), "stepIndex"):
                return int(index) if index.isdigit() else None
        return None

    # ------------------------------------------------------------ facts

    def statement(self, iri: str) -> Statement:
        """Return the fact *iri* as it is compared."""
        said: dict[str, list[str]] = {}
        for name, value in reading.pairs(self.build.parts[iri]):
            said.setdefault(name, []).append(value)
        subject, predicate, target, span = (
            said.get(name, _UNSAID)[0]
            for name in (_SUBJECT, _PREDICATE, _OBJECT, "evidence")
        )
        found = {
            name: tuple(map(self.shown, each))
            for name, each in said.items()
            if name not in _PLACES
        }
        found |= self._section(said.get("inSection", ()))
        if self._is_own(target):
            found |= self._object(target)
        start, _ = reading.place(span)
        return Statement(
            iri,
            (self.identity(subject), predicate, self.identity(target)),
            tuple(sorted((name, _several(each)) for name, each in found.items())),
            found.get(_QUOTE, ()),
            found.get(_SECTION, ()),
            -1 if start is None else start,
            predicate,
            NEGATED in found.get(_POLARITY, ()),
        )

    def _section(self, sections: Sequence[str]) -> dict[str, tuple[str, ...]]:
        parts = [self.build.parts.get(iri, ()) for iri in sections]
        return {
            key: tuple(chain.from_iterable(values(part, name) for part in parts))
            for key, name in ((_SECTION, _LABEL), ("sectionType", "dcterms:type"))
        }

    def _object(self, iri: str) -> dict[str, tuple[str, ...]]:
        """Return what a node of a text holds beside its label and its neighbours."""
        told = self.build.parts[iri]
        names = {name for name in told[::2] if name not in self._around}
        return {
            f"{_OF_OBJECT}{name}": tuple(map(self.shown, values(told, name)))
            for name in names
        }

    def _place(self, told: Properties) -> tuple[int, int] | tuple[None, None]:
        for span in values(told, "evidence"):
            return reading.place(span)
        return None, None

    def fact(self, statement: Statement) -> Fact:
        """Return *statement* as it is told."""
        told = self.build.parts[statement.id]
        details = dict(statement.details)
        subject, target = (
            self.thing(next(iter(values(told, name)), ""))
            for name in (_SUBJECT, _OBJECT)
        )
        start, end = self._place(told)
        return Fact(
            statement.id,
            subject,
            short(statement.predicate),
            target,
            _joined(details.get(_POLARITY)),
            _joined(details.get(_CERTAINTY)),
            _joined(statement.quote),
            _joined(statement.section),
            start,
            end,
            {name: each for name, each in statement.details if name not in _SHOWN},
        )

    # ------------------------------------------------------------ findings

    def note(self, iri: str) -> Note:
        """Return the finding *iri* as it is compared."""
        told = self.build.parts[iri]
        found = self.finding(iri)
        message = _PLACED.sub(_without_place, found.message)
        for name in found.documents:
            if name in self._names:
                message = message.replace(name, self._names[name])
        return Note(
            iri,
            found.check,
            found.severity,
            message,
            found.quote,
            self._aim(told),
            next(iter(values(told, "evidence")), ""),
            -1 if found.start is None else found.start,
            found.documents,
        )

    def noted(self, note: Note) -> Finding:
        """Return *note* as it is told."""
        return replace(self.finding(note.id), documents=note.documents)

    def _aim(self, told: Properties) -> object:
        for iri in values(told, "aboutAssertion"):
            if iri in self.build.parts:
                return self.statement(iri).key
            return iri
        for iri in values(told, "aboutNode"):
            own = self._is_own(iri)
            return self.identity(iri) if own else self._common.get(iri, iri)
        return ""

    def finding(self, iri: str) -> Finding:
        """Return the finding *iri* as it is told."""
        told = self.build.parts[iri]
        start, end = self._place(told)
        about = (*values(told, "aboutAssertion"), *values(told, "aboutNode"))
        quotes = (self.build.quotes.get(span) for span in values(told, "evidence"))
        return Finding(
            iri,
            _joined(values(told, "checkId")),
            _joined(values(told, "severity")).rpartition("#")[2].lower(),
            _joined(values(told, "message")),
            tuple(sorted(self._documents(told))),
            start,
            end,
            next((quote for quote in quotes if quote), ""),
            next(iter(about), ""),
        )

    def _documents(self, told: Properties) -> Iterator[str]:
        for source in values(told, "sourceDocument"):
            yield from values(self.build.parts.get(source, ()), "dcterms:identifier")


def _without_place(found: re.Match[str]) -> str:
    """Leave out a place, where it is as long as the words before it are."""
    is_place = int(found["end"]) - int(found["start"]) == len(found["words"])
    return f'"{found["words"]}"' if is_place else found[0]


def _several(told: tuple[str, ...]) -> tuple[str, ...]:
    return told if len(told) == 1 else tuple(sorted(set(told)))


def _joined(told: tuple[str, ...] | None) -> str:
    return "; ".join(told or ())
