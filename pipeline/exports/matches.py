"""Links to terminologies: as triples, as records of JSON, and as a table of SSSOM.

In RDF a mapping is a link of SKOS with a node beside it that gives the reason, in the
terms that SSSOM has for that. In JSON it is a record of its node, with the CURIE. The
table holds what is claimed, and no candidates.
"""

import csv
import hashlib
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import BinaryIO, Final

import yaml

from pipeline import namespaces
from pipeline.cells import defuse
from pipeline.exports.manner import Manner
from pipeline.exports.terms import Term, name, text, typed
from pipeline.model import Graph, Match, Part
from pipeline.terminology import Scope

Pair = tuple[Term, Term]
Json = dict[str, object]

FILE: Final = "mappings.sssom.tsv"
_MANUAL: Final = "semapv:ManualMappingCuration"
_LEXICAL: Final = "semapv:LexicalMatching"
_RDFS_LABEL: Final = "rdfs:label"
# Where the name that matched stands with the concept, by its scope.
_FIELDS: Final = {
    Scope.LABEL: _RDFS_LABEL,
    Scope.EXACT: "oboInOwl:hasExactSynonym",
    Scope.UNTOLD: "oboInOwl:hasSynonym",
    Scope.NARROW: "oboInOwl:hasNarrowSynonym",
    Scope.BROAD: "oboInOwl:hasBroadSynonym",
    Scope.RELATED: "oboInOwl:hasRelatedSynonym",
}
_OWN_FIELDS: Final = {
    Part.LABEL: _RDFS_LABEL,
    Part.SYNONYM: "skos:altLabel",
    Part.HEAD: _RDFS_LABEL,
}
_COLUMNS: Final = (
    "subject_id",
    "subject_label",
    "predicate_id",
    "object_id",
    "object_label",
    "mapping_justification",
    "author_label",
    "mapping_date",
    "confidence",
    "subject_source",
    "object_source",
    "object_source_version",
    "mapping_tool",
    "mapping_tool_version",
    "subject_match_field",
    "object_match_field",
    "match_string",
    "comment",
)
_DIGITS: Final = 16
_TOOL: Final = "procedure-graph"
_SOURCE: Final = "procgraph:id"
_REGISTRY: Final = "bioregistry"
_CURIES: Final = {
    _REGISTRY: "https://bioregistry.io/",
    "oboInOwl": "http://www.geneontology.org/formats/oboInOwl#",
    "procgraph": namespaces.BASE,
}
_PREFIXES: Final = ("concept", "proc", "rdfs", "semapv", "skos")
# The names are those of terminologies, each under a licence of its own; a set has one.
# What SSSOM has for that is what its tools write where none is given
# (https://github.com/mapping-commons/sssom-py, "DEFAULT_LICENSE").
_LICENCE: Final = "https://w3id.org/sssom/license/unspecified"
_DESCRIPTION: Final = (
    "What documents on medical procedures call things, and the concepts of "
    "terminologies that these are (exactMatch), are near or are under (broadMatch). "
    "Names of concepts are those of the terminologies, under their licences: see "
    "build.json."
)


# ---------------------------------------------------------------- triples


def subjects(matches: Iterable[Match]) -> Iterator[tuple[Term, Sequence[Pair]]]:
    """Yield a node for each of *matches* with its reason, by name."""
    told = {_identifier(each): each for each in matches}
    for identifier, each in sorted(told.items()):
        yield name(identifier), tuple(_pairs(each))


def _identifier(match: Match) -> str:
    said = match.node, match.predicate, match.curie, match.wording, match.rank
    parts = json.dumps(said, separators=(",", ":"), ensure_ascii=False)
    return f"match/{hashlib.sha256(parts.encode()).hexdigest()[:_DIGITS]}"


def _pairs(match: Match) -> Iterator[Pair]:
    if match.is_asserted:
        yield "a", "pg:TermMapping"
        yield "owl:annotatedSource", name(match.node)
        yield "owl:annotatedProperty", match.predicate
        yield "owl:annotatedTarget", name(match.iri)
        yield "sssom:mapping_justification", _justification(match)
        yield from _decided(match)
    else:
        yield "a", "pg:TermCandidate"
        yield "pg:candidateOf", name(match.node)
        yield "pg:candidateTerm", name(match.iri)
        yield "pg:candidateRank", typed(str(match.rank), "xsd:positiveInteger")
    yield "sssom:object_label", text(match.label)
    yield "sssom:match_string", text(match.wording)
    yield "pg:matchedName", text(match.name)
    yield "pg:matchMethod", text(match.method)
    yield "pg:matchPart", text(match.part)
    yield "sssom:confidence", f"{match.confidence:.2f}"
    yield "sssom:object_source", text(match.source)
    yield "sssom:object_source_version", text(match.version)


def _decided(match: Match) -> Iterator[Pair]:
    """Yield who decided on *match*, when and why, as far as that is said."""
    if match.author:
        yield "sssom:author_label", text(match.author)
    if match.date:
        yield "sssom:mapping_date", typed(match.date, "xsd:date")
    if match.reason:
        yield "rdfs:comment", text(match.reason)


def _justification(match: Match) -> str:
    return _MANUAL if match.is_curated and match.part is not Part.HEAD else _LEXICAL


# ---------------------------------------------------------------- records


def by_node(matches: Iterable[Match]) -> Mapping[str, Json]:
    """Return for each node what it is linked to, and what it may be, as records."""
    found: dict[str, Json] = {}
    for each in matches:
        lists = found.setdefault(each.node, {})
        listed = lists.setdefault("mappings" if each.is_asserted else "candidates", [])
        if isinstance(listed, list):
            listed.append(_record(each))
    return found


def _record(match: Match) -> Json:
    told: Json = {"id": match.curie, "label": match.label}
    told |= (
        {"predicate": match.predicate} if match.is_asserted else {"rank": match.rank}
    )
    by = {"author": match.author, "date": match.date, "reason": match.reason}
    told |= {key: said for key, said in by.items() if said}
    return told | {
        "matched": match.wording,
        "part": match.part,
        "name": match.name,
        "method": match.method,
        "confidence": match.confidence,
        "source": match.source,
        "version": match.version,
    }


# ---------------------------------------------------------------- table


def write(graph: Graph, stream: BinaryIO, manner: Manner) -> None:
    """Write the links of *graph* to *stream* as a table.

    No cell of it is a formula to a spreadsheet (see ``cells``).
    """
    claimed = [each for each in graph.matches if each.is_asserted]
    rows = io.StringIO(newline="")
    table = csv.writer(rows, delimiter="\t", lineterminator="\n")
    table.writerow(_COLUMNS)
    table.writerows(
        _row(each, graph.label(each.node), manner.run.version) for each in claimed
    )
    told = rows.getvalue().encode()
    about = _about(claimed, manner.run.id, told)
    head = yaml.safe_dump(about, sort_keys=True, allow_unicode=True, width=88)
    stream.write("".join(f"#{line}\n" for line in head.splitlines()).encode())
    stream.write(told)


def _about(claimed: Iterable[Match], run: str, rows: bytes) -> Json:
    """Return the head of the table; another run and other *rows* are another set."""
    digest = hashlib.sha256(f"{run}\n".encode() + rows).hexdigest()[:_DIGITS]
    used = {prefix: namespaces.PREFIXES[prefix] for prefix in _PREFIXES} | _CURIES
    for each in claimed:
        prefix, _, local = each.curie.partition(":")
        used[prefix] = each.iri.removesuffix(local)
    return {
        "curie_map": used,
        "license": _LICENCE,
        "mapping_set_description": _DESCRIPTION,
        "mapping_set_id": namespaces.iri(f"mapping-set/{digest}"),
        "mapping_set_title": "Things of a procedure graph in terminologies",
    }


def _row(match: Match, label: str, version: str) -> tuple[str, ...]:
    prefix = match.curie.partition(":")[0]
    return tuple(
        defuse(" ".join(cell.split()))
        for cell in (
            _subject(match.node),
            label,
            match.predicate,
            match.curie,
            match.label,
            _justification(match),
            match.author,
            match.date,
            f"{match.confidence:.2f}",
            _SOURCE,
            f"{_REGISTRY}:{prefix.lower()}",
            match.version,
            _TOOL,
            version,
            _OWN_FIELDS[match.part],
            _FIELDS[Scope(match.scope)],
            match.wording,
            match.reason
            or f"{match.part} '{match.wording}' is '{match.name}', {match.method}",
        )
    )


def _subject(node: str) -> str:
    """Return the CURIE of *node*.

    >>> _subject("concept/condition-hay-fever"), _subject("procedure/biopsy")
    ('concept:condition-hay-fever', 'proc:biopsy')
    """
    iri = namespaces.iri(node)
    for prefix in _PREFIXES:
        if iri.startswith(namespaces.PREFIXES[prefix]):
            return f"{prefix}:{iri.removeprefix(namespaces.PREFIXES[prefix])}"
    return iri
