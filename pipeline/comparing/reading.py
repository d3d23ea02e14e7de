"""Read a graph file into what a comparison needs: each thing with its properties.

Selectors of spans are left out but for their quotes: where a span lies, its IRI says.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from pipeline import namespaces
from pipeline.comparing import paragraphs
from pipeline.comparing.files import Source
from pipeline.errors import OutputError

Properties = Sequence[str]
"""Names of properties and their values, by turns."""

_BASE: Final = namespaces.BASE + namespaces.IDENTIFIERS
_SPAN: Final = f"{_BASE}span/"
_TEXT: Final = f"{_BASE}doc/"
# A node that belongs to a text bears the digest of it; a span ends in its place.
_OWN: Final = re.compile(re.escape(_BASE) + r"[a-z-]+/([0-9a-f]{16})-")
_PLACE: Final = re.compile(re.escape(_SPAN) + r"([0-9a-f]{16})-(\d+)-(\d+)")
_QUOTED: Final = "-quote"
_EXACT: Final = namespaces.expand("oa:exact")
_TERMS: Final = namespaces.BASE + namespaces.TERMS
_NUMBERS: Final = frozenset(
    namespaces.expand(f"xsd:{name}")
    for name in ("decimal", "integer", "nonNegativeInteger", "positiveInteger")
)
_SPAN_OF_TIME: Final = namespaces.expand("xsd:duration")
_TYPE: Final = "rdf:type"
_FACT: Final = namespaces.expand("pg:Assertion")
_FINDING: Final = namespaces.expand("pg:Finding")
_DOCUMENT: Final = namespaces.expand("pg:SourceDocument")
_RUN: Final = namespaces.expand("prov:wasGeneratedBy")  # the same for all
NOWHERE: Final = ""
"""The key of what no document says, such as findings on decisions."""


@dataclass(frozen=True, slots=True)
class Build:
    """A graph by its parts.

    *parts* are all subjects but spans, by IRI. *texts* are the names of documents by
    the key of their text. *facts*, *findings* and *own*, nodes that belong to a text,
    are IRIs by key. *quotes* are the words of spans, where the graph has them. *kinds*
    are the IRIs of each class.
    """

    parts: Mapping[str, Properties]
    texts: Mapping[str, tuple[str, ...]]
    facts: Mapping[str, tuple[str, ...]]
    findings: Mapping[str, tuple[str, ...]]
    own: Mapping[str, tuple[str, ...]]
    quotes: Mapping[str, str]
    kinds: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class _Told:
    """What a graph tells: *parts* and *quotes* as a build has them."""

    parts: Mapping[str, Properties]
    quotes: Mapping[str, str]

    def but(self, gone: "_Told", come: "_Told") -> "_Told":
        """Return the same without what is *gone*, and with what has *come*."""
        parts, quotes = self.parts.items(), self.quotes.items()
        return _Told(
            {iri: it for iri, it in parts if iri not in gone.parts} | {**come.parts},
            {iri: it for iri, it in quotes if iri not in gone.quotes} | {**come.quotes},
        )


def read(old: Path, new: Path) -> tuple[Build, Build]:
    """Return the builds of which *old* and *new* are the graphs.

    What both share to the letter is parsed and held once, where they are so written.
    Raise :class:`OutputError` where one cannot be read, and where it holds no
    documents, so that there is nothing to compare by.
    """
    before = _told(Source(old).triples())
    rests = _rests(old, new)
    after = before.but(*rests) if rests else _told(Source(new).triples())
    return _build(old, before), _build(new, after)


def _rests(old: Path, new: Path) -> tuple[_Told, _Told] | None:
    """Return what each of both files tells alone, where that can be told."""
    rests = paragraphs.rest(old, new)
    if rests is None:
        return None
    try:
        ours, theirs = (_told(each.triples()) for each in rests)
    except SyntaxError:
        return None  # what is wrong is told with its place in the whole file
    return ours, theirs


def _build(path: Path, told: _Told) -> Build:
    parts, quotes = told.parts, told.quotes
    kinds: dict[str, list[str]] = {}
    for iri, said in parts.items():
        for kind in values(said, _TYPE):
            kinds.setdefault(kind, []).append(iri)
    documents = kinds.get(_DOCUMENT, [])
    if not documents:
        raise OutputError(
            str(path),
            "holds no documents and no statements (built with --evidence none?). "
            "Its bare triples can be compared: procgraph diff --format patch",
        )
    texts = {
        iri.removeprefix(_TEXT): tuple(
            sorted(values(parts[iri], "dcterms:identifier")) or (iri,)
        )
        for iri in documents
    }
    texts[NOWHERE] = (NOWHERE,)
    facts = ((_first(parts[iri], texts), iri) for iri in kinds.get(_FACT, ()))
    findings = ((_where(parts[iri], texts), iri) for iri in kinds.get(_FINDING, ()))
    return Build(
        parts,
        texts,
        _by_key(facts),
        _by_key(findings),
        _by_key(
            (found[1], iri)
            for iri in parts
            if (found := _OWN.match(iri)) and found[1] in texts
        ),
        quotes,
        {kind: tuple(iris) for kind, iris in kinds.items()},
    )


def _told(triples: Iterable[ox.Quad]) -> _Told:
    parts: dict[str, list[str]] = {}
    quotes: dict[str, str] = {}
    known: dict[str, str] = {}  # one copy of each IRI, however often it is named
    subject, is_span, told = "", False, list[str]()
    for triple in triples:
        name = triple.subject.value  # type: ignore[union-attr]
        if name != subject:
            subject, is_span = name, name.startswith(_SPAN)
            if not is_span:
                told = parts.setdefault(name, [])
        term = triple.predicate.value
        if is_span:
            if term == _EXACT:
                quotes[subject.removesuffix(_QUOTED)] = _worded(triple.object)
        elif term != _RUN:
            value = triple.object
            told.append(short(term))
            if isinstance(value, ox.NamedNode):
                iri = value.value
                told.append(known.setdefault(iri, iri))
            else:
                told.append(_worded(value))
    return _Told(parts, quotes)


def _worded(term: object) -> str:
    """Return the value of a literal, numbers and spans of time in one form each.

    Programs write ``0.90`` as ``0.9`` and a day as 24 hours or the other way round.
    """
    if not isinstance(term, ox.Literal):
        return str(term)
    value = term.value
    if value[:1].isdigit() or value[:1] in "+-P":
        datatype = term.datatype.value
        if datatype in _NUMBERS:
            return number(value)
        if datatype == _SPAN_OF_TIME:
            return span_of_time(value)
    return value


@lru_cache(maxsize=4096)
def number(value: str) -> str:
    """Return a decimal number in its shortest form.

    >>> number("0.90"), number("2000"), number("2000.0"), number("many")
    ('0.9', '2000', '2000', 'many')
    """
    try:
        return f"{Decimal(value).normalize():f}"
    except InvalidOperation:
        return value


_SPANNED: Final = re.compile(
    r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?"
)
_MONTHS: Final = (12, 1, 0, 0, 0, 0)  # in a year, a month, a day ...
_SECONDS: Final = (0, 0, 86400, 3600, 60, 1)


@lru_cache(maxsize=4096)
def span_of_time(value: str) -> str:
    """Return a duration as months and seconds, in which equal ones are equal.

    The rule is that of XML Schema 1.1, https://www.w3.org/TR/xmlschema11-2/#duration.

    >>> span_of_time("PT24H"), span_of_time("P1D"), span_of_time("P1Y6M")
    ('P0MT86400S', 'P0MT86400S', 'P18MT0S')
    """
    found = _SPANNED.fullmatch(value)
    if not found:
        return value
    given = [int(part or 0) for part in found.groups()]
    months, seconds = (
        sum(count * size for count, size in zip(given, sizes, strict=True))
        for sizes in (_MONTHS, _SECONDS)
    )
    return f"P{months}MT{seconds}S"


@lru_cache(maxsize=65536)
def short(iri: str) -> str:
    """Return a name for *iri*: of our own ontology bare, else with its prefix.

    >>> short(namespaces.expand("pg:quote")), short(namespaces.expand("oa:exact"))
    ('quote', 'oa:exact')
    >>> short(namespaces.expand("certainty:possible")), short("http://a.example/b")
    ('certainty:possible', 'http://a.example/b')
    """
    if iri.startswith(_TERMS):
        return iri.removeprefix(_TERMS)
    fitting = (
        (len(space), prefix, space)
        for prefix, space in namespaces.PREFIXES.items()
        if iri.startswith(space) and iri != space
    )
    _, prefix, space = max(fitting, default=(0, "", ""))
    return f"{prefix}:{iri.removeprefix(space)}" if prefix else iri


def values(told: Properties, name: str) -> tuple[str, ...]:
    """Return the values of the property *name*, in the order of the file."""
    return tuple(told[at + 1] for at in range(0, len(told), 2) if told[at] == name)


def pairs(told: Properties) -> Iterator[tuple[str, str]]:
    """Yield each property with a value."""
    return zip(told[::2], told[1::2], strict=True)


def is_same(ours: Properties, theirs: Properties) -> bool:
    """Tell whether both hold the same, in whatever order."""
    return ours == theirs or set(pairs(ours)) == set(pairs(theirs))


def key(iri: str) -> str:
    """Return the digest of the text that the node *iri* may belong to, or nothing."""
    found = _OWN.match(iri)
    return found[1] if found else ""


def place(span: str) -> tuple[int, int] | tuple[None, None]:
    """Return where *span*, an IRI, starts and ends."""
    found = _PLACE.fullmatch(span)
    return (int(found[2]), int(found[3])) if found else (None, None)


def _first(told: Properties, texts: Mapping[str, object]) -> str:
    """Return the key of the document of a fact."""
    for source in values(told, "sourceDocument"):
        if (text := source.removeprefix(_TEXT)) in texts:
            return text
    return NOWHERE


def _where(told: Properties, texts: Mapping[str, tuple[str, ...]]) -> str:
    """Return the key of a finding: where its place is, else the first by name."""
    for span in values(told, "evidence"):
        found = _PLACE.fullmatch(span)
        if found and found[1] in texts:
            return found[1]
    named = (text.removeprefix(_TEXT) for text in values(told, "sourceDocument"))
    known = [text for text in named if text in texts]
    return min(known, key=lambda text: texts[text], default=NOWHERE)


def _by_key(found: Iterator[tuple[str, str]]) -> Mapping[str, tuple[str, ...]]:
    lists: dict[str, list[str]] = {}
    for text, iri in found:
        lists.setdefault(text, []).append(iri)
    return {text: tuple(iris) for text, iris in lists.items()}
