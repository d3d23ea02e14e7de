"""The pieces that the explorer is made of, each a JSON object with a name.

Pieces come sorted by name, so that a program finds one in the file without reading all.
What is too long for one piece goes on in those that ``next`` names.
"""

import tempfile
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import ExitStack
from functools import cached_property
from itertools import groupby, islice
from typing import IO, Final, TypeVar

import orjson

from pipeline.exports.explorer import names, overview
from pipeline.exports.explorer.overview import Shared
from pipeline.exports.explorer.places import in_utf16
from pipeline.exports.explorer.records import Records, place_of
from pipeline.exports.manner import Evidence, Manner
from pipeline.findings import by_document
from pipeline.graph import direct
from pipeline.model import Finding, Graph, Polarity, Text
from pipeline.sorting import Sorter

Json = dict[str, object]
Piece = tuple[str, bytes]
Row = TypeVar("Row", bound=tuple[str | bytes, ...])

FACTS: Final = 200
"""How many facts one piece of a thing holds; its findings are no more, the gravest."""
LISTED: Final = 500
"""How many findings, documents or procedures one piece of a list holds."""

_BROADER: Final = "skos:broader"
_SPOOLED: Final = 1 << 24  # bytes of documents in memory, before they go to a file
_BUCKET: Final = 1000  # facts of one piece that tells where facts are, about
_SEVERITIES: Final = ("violation", "warning", "info")
_DIGITS: Final = 12
# The part that a thing has in a fact, in the order of its page.
_SUBJECT, _CONTEXT, _OBJECT = "1", "2", "3"


class Pieces:
    """The pieces of *graph*, written as *manner* says."""

    def __init__(self, graph: Graph, manner: Manner) -> None:
        """Take the graph; nothing is read yet."""
        self.graph: Final = graph
        self.manner: Final = manner
        self.records: Final = Records(graph)
        self._has_evidence: Final = manner.evidence is not Evidence.NONE
        room = graph.room
        # Thing, order on its page, fact.
        self._facts: Final[Sorter[tuple[str, str, bytes]]] = Sorter(3, room)
        # Thing, order on its page, finding.
        self._found: Final[Sorter[tuple[str, str, bytes]]] = Sorter(3, room)
        # Thing, what is under it, nothing.
        self._narrower: Final[Sorter[tuple[str, str, bytes]]] = Sorter(3, room)
        # Order in the list, finding.
        self._findings: Final[Sorter[tuple[str, bytes]]] = Sorter(2, room)
        # Fact, document.
        self._index: Final[Sorter[tuple[str, str]]] = Sorter(2, room)
        self._shared: Final = Shared(self.records, room)
        self._concerned: Final = {
            each
            for found in graph.findings
            for each in (found.about, *found.conflicts_with)
            if "/" not in each
        }
        # Of those facts, the record and the things that it is of.
        self._told: Final[dict[str, bytes]] = {}
        self._ends: Final[dict[str, frozenset[str]]] = {}
        self._keys: Final[dict[str, str]] = {}
        # Number, document.
        self._documents: Final[Sorter[tuple[str, bytes]]] = Sorter(2, room)
        self._places: Final[list[tuple[str, int, int]]] = []

    def all(self) -> Iterator[Piece]:
        """Yield each piece with its name, in order of the names."""
        room = self.graph.room
        with ExitStack() as open_files:
            spool: IO[bytes] = open_files.enter_context(
                tempfile.SpooledTemporaryFile(
                    _SPOOLED, dir=str(room.folder) if room else None
                )
            )
            if self._has_evidence:
                for text in self.graph.texts:
                    self._read(text, spool)
                self._find()
            else:
                self._link()
            for node in self.graph.nodes:
                for key, target in node.links:
                    if key == _BROADER:
                        self._narrower.add((target, node.id, b""))
            facts, found = self._facts.rows(), self._found.rows()
            documents = self._documents.rows()
            told = names.gather(
                self.records,
                facts,
                found,
                (orjson.loads(row[-1]) for row in documents),
            )
            for key, start, length in sorted(self._places):
                spool.seek(start)
                yield f"document/{key}", spool.read(length)
            yield from _listed("documents", map(_loaded, documents))
            yield from self._where()
            yield from _listed("findings", map(_loaded, self._findings.rows()))
            yield "graph", _piece("graph", self._shared.picture(told.procedures))
            yield from told.pieces()
            about = overview.tell(
                self.graph, self.manner, told, self._shared, len(documents)
            )
            about["digits"] = self._digits()
            yield "overview", _piece("overview", about)
            yield from _listed("procedures", told.procedures)
            yield from self._things(facts, found)

    # ---------------------------------------------------------------- reading

    def _read(self, text: Text, spool: IO[bytes]) -> None:
        """Take what *text* says, and write its piece to *spool*."""
        facts = list(self.records.facts(text))
        for fact in facts:
            self._take(fact)
            self._index.add((str(fact["id"]), text.key))
        told = self.records.document(text, facts)
        place = in_utf16(text.document.text)
        of = self._findings_of
        found = {
            finding for each in text.extractions for finding in of(each.document.name)
        }
        told["findings"] = [place_of(each, place) for each in sorted(found, key=_order)]
        line = _piece(f"document/{text.key}", told)
        start = spool.tell()
        spool.write(line)
        self._places.append((text.key, start, len(line)))
        for each in text.extractions:
            self._keys[each.document.name] = text.key
        listed = {
            "key": text.key,
            "title": told["title"],
            "names": [each.document.name for each in text.extractions],
            "procedure": told["procedure"],
            "facts": len(facts),
            "findings": _counted(str(each.severity) for each in found),
            "lines": _counted(str(each.status) for each in text.extractions[0].lines),
        }
        number = f"{len(self._places):0{_DIGITS}}"
        self._documents.add((number, orjson.dumps(listed)))

    @cached_property
    def _findings_of(self) -> Callable[[str], Iterable[Finding]]:
        return by_document(self.graph.findings)

    def _link(self) -> None:
        """Take the direct links, of which no evidence is to be told."""
        for subject, predicate, target in direct(self.graph):
            self._take(self.records.link(subject, predicate, target))

    def _take(self, fact: Json) -> None:
        """Take *fact* for the page of each thing that has a part in it."""
        packed = orjson.dumps(fact)
        ends = {part: _id(fact[part]) for part in ("subject", "object")}
        context = _id(fact["context"]) if "context" in fact else ""
        order = (
            f"{fact.get('page', '')}\t{fact.get('start', 0):0{_DIGITS}}\t{fact['id']}"
        )
        for part, other, role in (
            ("subject", "object", _SUBJECT),
            ("object", "subject", _OBJECT),
        ):
            place = f"{role}{fact['predicate']}\t{ends[other]}\t{order}"
            self._facts.add((ends[part], place, packed))
        if context and context not in ends.values():
            place = f"{_CONTEXT}{fact['predicate']}\t{ends['object']}\t{order}"
            self._facts.add((context, place, packed))
        if str(fact["id"]) in self._concerned:
            self._told[str(fact["id"])] = packed
            self._ends[str(fact["id"])] = frozenset(
                filter(None, (*ends.values(), context))
            )
        if fact.get("polarity") != Polarity.NEGATED:
            self._shared.add(
                ends["subject"], str(fact["predicate"]), ends["object"], context
            )

    def _find(self) -> None:
        """Take the findings, for their list and for the things that they concern."""
        for found in self.graph.findings:
            record = self.records.finding(found, self._told, self._keys)
            packed = orjson.dumps(record)
            order = (
                f"{_SEVERITIES.index(found.severity)}{found.document}\t"
                f"{found.start or 0:0{_DIGITS}}\t{record['id']}"
            )
            self._findings.add((order, packed))
            for thing in self._things_of(found):
                self._found.add((thing, order, packed))

    def _things_of(self, found: Finding) -> set[str]:
        things: set[str] = set()
        for named in (found.about, *found.conflicts_with):
            if named in self._ends:
                things |= self._ends[named]
            elif "/" in named:
                things.add(named)
        return things

    # ---------------------------------------------------------------- writing

    @cached_property
    def _indexed(self) -> Collection[tuple[str, str]]:
        return self._index.rows()

    def _digits(self) -> int:
        """Return by how many digits of its id the piece of a fact is found."""
        facts, digits = len(self._indexed), 1
        while facts > _BUCKET * 16**digits:
            digits += 1
        return digits

    def _where(self) -> Iterator[Piece]:
        """Yield pieces that tell in which document each fact is."""
        digits = self._digits()
        for start, rows in groupby(self._indexed, key=lambda row: row[0][:digits]):
            name = f"fact/{start}"
            yield name, _piece(name, {"facts": dict(rows)})

    def _things(
        self,
        facts: Iterable[tuple[str, str, bytes]],
        found: Iterable[tuple[str, str, bytes]],
    ) -> Iterator[Piece]:
        for node, (of_facts, of_findings, under) in names.joined(
            self.graph.nodes, facts, found, self._narrower.rows()
        ):
            first = f"thing/{node.id}"
            gravest = islice(of_findings, FACTS)
            packed = [orjson.Fragment(row[-1]) for row in gravest]
            rest = iter(of_facts)
            page, name = 1, first
            listed = list(islice(rest, FACTS + 1))
            told: Json = {**self.records.thing(node), "findings": packed}
            if narrower := [self.records.named(row[1]) for row in islice(under, FACTS)]:
                told["narrower"] = narrower
            while True:
                more = listed[FACTS:]
                told["facts"] = [orjson.Fragment(row[-1]) for row in listed[:FACTS]]
                following = f"{first} {page + 1:04}"
                if more:
                    told["next"] = following
                yield name, _piece(name, told)
                if not more:
                    break
                page, name, told = page + 1, following, {"id": node.id}
                listed = [*more, *islice(rest, FACTS)]


def _listed(name: str, records: Iterable[object]) -> Iterator[Piece]:
    """Yield the list *name* of *records* in pieces; the first has the plain name."""
    rest, page, piece = iter(records), 1, name
    listed = list(islice(rest, LISTED + 1))
    while True:
        told: Json = {"listed": listed[:LISTED]}
        following = f"{name} {page + 1:04}"
        if more := listed[LISTED:]:
            told["next"] = following
        yield piece, _piece(piece, told)
        if not more:
            return
        page, piece = page + 1, following
        listed = [*more, *islice(rest, LISTED)]


def _loaded(row: tuple[str, bytes]) -> orjson.Fragment:
    return orjson.Fragment(row[-1])


def _piece(name: str, told: Json) -> bytes:
    return orjson.dumps({"name": name, **told})


def _counted(words: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(words).items()))


def _order(found: Finding) -> tuple[int, int, str]:
    return _SEVERITIES.index(found.severity), found.start or 0, found.message


def _id(named: object) -> str:
    return str(named["id"]) if isinstance(named, dict) else ""
