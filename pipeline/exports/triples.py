"""Give the triples of a graph, subject by subject, in an order that is always the same.

First come the things that documents speak of, each with its direct triples; then the
terminologies that they are linked to; then each document with its sections, its
statements and the spans they rest on; then the findings, the reasons of links to
terminologies, and the run. No subject and no triple comes twice, there are no blank
nodes, and a denied statement has no direct triple. All formats of RDF write what
stands here.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Final

from pipeline.exports import matches, naming, sources, terminologies
from pipeline.exports.manner import Evidence, Manner
from pipeline.exports.schema import SCHEMA_VERSION
from pipeline.exports.sources import AROUND, Source, gather, title
from pipeline.exports.terms import (
    Term,
    address,
    licence,
    literal,
    name,
    text,
    typed,
    worded,
)
from pipeline.graph import CONFIRMED, Triple, affirmed, direct
from pipeline.model import (
    Assertion,
    Document,
    Finding,
    Graph,
    Qualifiers,
    Room,
    Section,
)
from pipeline.sorting import ordered

Pair = tuple[Term, Term]
Subject = tuple[Term, Sequence[Pair]]

_INTEGER: Final = "xsd:nonNegativeInteger"
# Texts around a fact, by the field of Qualifiers that holds them.
_TEXTS: Final = (
    ("condition", "pg:conditionText"),
    ("purpose", "pg:purpose"),
    ("cause", "pg:causeText"),
    ("effect", "pg:effectText"),
    ("time", "pg:timeText"),
    ("severity", "pg:severityText"),
    ("side", "pg:sideText"),
    ("site", "pg:siteText"),
    ("frequency", "pg:frequencyText"),
    ("refractory_to", "pg:refractoryTo"),
)
_UNQUALIFIED: Final = Qualifiers()


def subjects(graph: Graph, manner: Manner) -> Iterator[Subject]:
    """Yield each subject of *graph* with its predicates and objects."""
    yield from _things(graph, direct(graph))
    for _, subject in _behind(graph, manner):
        yield subject


def quads(graph: Graph, manner: Manner) -> Iterator[tuple[Term, Subject]]:
    """Yield the same triples by who says them: a named graph for each document.

    The graph has the name of the document; in it stands what the document states, and
    with it how it does so. What was made of all documents together (kinds and labels of
    things, confirmed codes, findings, links to terminologies) is in the default graph,
    which has no name. A triple that several documents state is in the graph of each.
    """
    made = (triple for triple in direct(graph) if triple[1] == CONFIRMED)
    yield from (("", subject) for subject in _things(graph, made))
    yield from _behind(graph, manner, _stated)


def _behind(
    graph: Graph,
    manner: Manner,
    stated: Callable[[Source], Iterable[Subject]] = lambda _: (),
) -> Iterator[tuple[Term, Subject]]:
    """Yield all but the things, each with the document that it is of or nothing.

    What is *stated* in a source comes first among what is of it.
    """
    yield from (("", subject) for subject in terminologies.subjects(manner.run))
    run = name(manner.run.id) if manner.evidence is Evidence.FULL else ""
    keys: dict[str, str] = {}
    for source in gather(graph):
        yield from ((source.term, subject) for subject in stated(source))
        if manner.evidence is not Evidence.NONE:
            yield from ((source.term, subject) for subject in _source(source, run))
        for each in source.text.extractions:
            keys[each.document.name] = source.text.key
    if manner.evidence is Evidence.NONE:
        return
    yield from (
        ("", subject) for subject in _findings(graph.findings, keys, graph.room)
    )
    yield from (("", subject) for subject in matches.subjects(graph.matches))
    if run:
        yield "", run_of(manner)


def _source(source: Source, run: Term) -> Iterator[Subject]:
    """Yield what stands behind the facts of *source*; with a *run*, its spans too."""
    yield from _documents(source)
    for assertion in source.text.assertions:
        yield _statement(assertion, source, run)
    if run:
        yield from _spans(source)


# ---------------------------------------------------------------- things


def _things(graph: Graph, stated: Iterable[Triple]) -> Iterator[Subject]:
    """Yield each node with the triples *stated* of it, which are sorted by subject.

    What is stated of no node of the graph comes last.
    """
    mapped: dict[str, list[Pair]] = {}
    for match in graph.matches:
        if match.is_asserted:
            pair = match.predicate, name(match.iri)
            mapped.setdefault(match.node, []).append(pair)
    others: list[tuple[str, list[Pair]]] = []
    links = groupby(stated, key=itemgetter(0))
    subject, told = _next(links)
    for node in graph.nodes:
        while subject and subject < node.id:
            others.append((subject, told))
            subject, told = _next(links)
        pairs = [("a", kind) for kind in sorted(node.types)]
        if node.label:
            pairs.append(("rdfs:label", worded(node.label)))
        pairs += [("skos:altLabel", worded(label)) for label in node.alt_labels]
        pairs += [(key, literal(value)) for key, value in node.values]
        pairs += [(key, name(target)) for key, target in node.links]
        pairs += sorted(mapped.get(node.id, ()))
        if subject == node.id:
            pairs += _named(told)
            subject, told = _next(links)
        yield name(node.id), tuple(dict.fromkeys(pairs))
    while subject:
        others.append((subject, told))
        subject, told = _next(links)
    for subject, told in others:
        yield name(subject), tuple(dict.fromkeys(_named(told)))


def _next(
    links: Iterator[tuple[str, Iterable[Triple]]],
) -> tuple[str, list[Pair]]:
    """Return the next subject of *links* and what is stated of it, or nothing."""
    subject, triples = next(links, ("", ()))
    return subject, [(f"pg:{predicate}", target) for _, predicate, target in triples]


def _named(links: Iterable[Pair]) -> list[Pair]:
    """Return *links* with the terms of what they lead to, sorted."""
    return sorted((predicate, name(target)) for predicate, target in links)


def _stated(source: Source) -> Iterator[Subject]:
    """Yield the direct triples that the documents of *source* affirm, by subject."""
    links: dict[str, list[Pair]] = {}
    for assertion in source.text.assertions:
        for subject, predicate, target in affirmed(assertion):
            links.setdefault(subject, []).append((f"pg:{predicate}", target))
    for subject, pairs in sorted(links.items()):
        yield name(subject), tuple(dict.fromkeys(_named(pairs)))


# ---------------------------------------------------------------- documents


def _documents(source: Source) -> Iterator[Subject]:
    """Yield the document and its sections; documents of one text are one here."""
    told: list[Pair] = [("a", "pg:SourceDocument")]
    for each in source.text.extractions:
        told += _description(each.document, title(each))
    yield source.term, _grouped(told)
    parts: dict[Term, list[Pair]] = {}
    for each in source.text.extractions:
        for section in each.sections:
            term = source.headings[each.document.name, section.index]
            parts.setdefault(term, []).extend(_section(section, source.term))
    for term, pairs in parts.items():
        yield term, _grouped(pairs)


def _description(document: Document, title: str) -> Iterator[Pair]:
    about = document.description
    yield "dcterms:identifier", text(document.name)
    yield "dcterms:title", worded(title, about.language or "en")
    if about.url:
        yield "dcterms:source", address(about.url) or text(about.url)
    if about.licence:
        if known := licence(about.licence):
            yield "dcterms:license", known
        if not address(about.licence):
            yield "dcterms:rights", text(about.licence)
    if about.language:
        yield "dcterms:language", text(about.language)
    if about.date:
        yield "dcterms:date", naming.date(about.date)
    if about.origin:
        yield "dcterms:provenance", text(about.origin)
    for reference in about.references:
        yield "dcterms:references", address(reference) or text(reference)
    yield "dcterms:format", text(document.media_type)
    yield "pg:sha256", text(document.sha256)
    yield "pg:textSha256", text(document.text_sha256)


def _section(section: Section, document: Term) -> Iterator[Pair]:
    yield "a", "pg:Section"
    yield "rdfs:label", worded(section.heading or section.type)
    yield "dcterms:isPartOf", document
    yield "dcterms:type", text(section.type)
    yield "pg:sectionIndex", typed(str(section.index), _INTEGER)


def _grouped(pairs: Iterable[Pair]) -> tuple[Pair, ...]:
    """Return *pairs* once each, those of one predicate together."""
    objects: dict[Term, dict[Term, None]] = {}
    for predicate, target in pairs:
        objects.setdefault(predicate, {})[target] = None
    return tuple(
        (key, target) for key, targets in objects.items() for target in targets
    )


# ---------------------------------------------------------------- statements


def _statement(assertion: Assertion, source: Source, run: Term) -> Subject:
    pairs = [("a", kind) for kind in assertion.types]
    pairs += (
        ("rdf:subject", name(assertion.subject)),
        ("rdf:predicate", f"pg:{assertion.predicate}"),
        ("rdf:object", name(assertion.object)),
    )
    if assertion.context:
        pairs.append(("pg:inContextOf", name(assertion.context)))
    pairs += (
        ("pg:quote", text(assertion.quote)),
        ("pg:evidence", source.span(assertion.start, assertion.end)),
        ("pg:sourceDocument", source.term),
        ("pg:inSection", source.section(assertion)),
        ("pg:extractorRule", text(assertion.rule)),
        ("pg:confidence", f"{assertion.confidence:.2f}"),
        ("pg:polarity", f"polarity:{assertion.polarity}"),
        ("pg:certainty", f"certainty:{assertion.certainty}"),
    )
    if assertion.qualifiers != _UNQUALIFIED:
        pairs += _qualifiers(assertion.qualifiers)
    if assertion.values or assertion.links:
        pairs += [(key, literal(value)) for key, value in assertion.values]
        pairs += [(key, name(target)) for key, target in assertion.links]
        pairs = list(dict.fromkeys(pairs))
    if run:
        pairs.append(("prov:wasGeneratedBy", run))
    return f"fact:{assertion.id}", pairs


def _qualifiers(around: Qualifiers) -> Iterator[Pair]:
    for field, predicate in _TEXTS:
        if value := getattr(around, field):
            yield predicate, text(value)
    if around.action:
        yield "pg:action", name(f"action:{around.action}")
    for example in around.examples:
        yield "pg:exampleText", text(example)
    for synonym in around.synonyms:
        yield "pg:synonymText", text(synonym)


def _spans(source: Source) -> Iterator[Subject]:
    """Yield each stretch of text that a statement or a finding rests on, once."""
    words, document = source.text.document.text, source.term
    for start, end in source.places:
        span = source.span(start, end)
        yield (
            span,
            (
                ("a", "oa:SpecificResource"),
                ("oa:hasSource", document),
                ("oa:hasSelector", f"{span}-position"),
                ("oa:hasSelector", f"{span}-quote"),
            ),
        )
        yield (
            f"{span}-position",
            (
                ("a", "oa:TextPositionSelector"),
                ("oa:start", f'"{start}"^^{_INTEGER}'),
                ("oa:end", f'"{end}"^^{_INTEGER}'),
            ),
        )
        yield (
            f"{span}-quote",
            (
                ("a", "oa:TextQuoteSelector"),
                ("oa:prefix", text(words[max(0, start - AROUND) : start])),
                ("oa:exact", text(words[start:end])),
                ("oa:suffix", text(words[end : end + AROUND])),
            ),
        )


# ---------------------------------------------------------------- findings, run


def _findings(
    findings: Iterable[Finding], keys: Mapping[str, str], room: Room | None
) -> Iterator[Subject]:
    """Yield *findings* by name; *keys* are those of the texts, by document."""
    named = ordered(findings, Finding, _identified, 1, room)
    for identifier, (*_, finding) in groupby(named, key=naming.finding):
        yield name(identifier), _grouped(_finding(finding, keys))


def _identified(finding: Finding) -> tuple[str]:
    return (naming.finding(finding),)


def _finding(finding: Finding, keys: Mapping[str, str]) -> Iterator[Pair]:
    yield "a", "pg:Finding"
    yield "pg:checkId", text(finding.check)
    yield "pg:severity", f"sh:{finding.severity.capitalize()}"
    yield "pg:message", text(finding.message)
    if about := naming.about(finding):
        is_statement = about.startswith(naming.STATEMENT)
        yield "pg:aboutAssertion" if is_statement else "pg:aboutNode", name(about)
    for each in finding.documents or (finding.document,):
        if each in keys:
            yield "pg:sourceDocument", sources.document(keys[each])
    if finding.start is not None and finding.end is not None:
        key = keys.get(finding.document)
        if key:
            yield "pg:evidence", sources.span(key, finding.start, finding.end)
    for target in finding.conflicts_with:
        yield "pg:conflictsWith", name(naming.reference(target))
    for target in finding.suggested:
        yield "pg:suggestedCode", name(target)


def run_of(manner: Manner) -> Subject:
    """Return the run that made a graph, with its versions."""
    run = manner.run
    return name(run.id), (
        ("a", "prov:Activity"),
        ("rdfs:label", worded(f"procedure-graph {run.version}")),
        ("pg:codeVersion", text(run.version)),
        ("pg:schemaVersion", text(SCHEMA_VERSION)),
        ("pg:knowledgeSha256", text(run.knowledge)),
    )
