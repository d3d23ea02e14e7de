"""Write the description of a dataset as Turtle."""

from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Final

from pipeline import namespaces
from pipeline.exports import terminologies, turtle
from pipeline.exports.dataset import files, origins, wording
from pipeline.exports.dataset.counts import Counts, count
from pipeline.exports.dataset.origins import Origins
from pipeline.exports.dataset.wording import Wording
from pipeline.exports.manner import Manner
from pipeline.exports.terms import Term, name, text, typed, worded
from pipeline.exports.triples import Pair, Subject, subjects
from pipeline.model import Graph

FILE: Final = "dataset.ttl"
# Files that are no part of what is described: this one, what holds times, and texts.
_LEFT_OUT: Final = frozenset({FILE, "build.json", "documents"})
_NOTICE: Final = (
    "# A procedure graph as a dataset: what is in it, in which files, from what.\n"
    "# Names of files are relative to the base: where you publish them, change it.\n"
)
_PLACE: Final = f"{namespaces.BASE}data/"
_INTEGER: Final = "xsd:integer"
_TYPE: Final = "a"
_PROCEDURE: Final = "pg:Procedure"
_EXAMPLES: Final = 3
_OURS: Final = "pg"


def write(graph: Graph, folder: Path, manner: Manner) -> None:
    """Write the description of *graph* and of all files that lie in *folder*."""
    said = wording.load()
    counts = count(subjects(graph, manner))
    found = files.find(folder, _LEFT_OUT, said)
    origin = Origins(graph, said)
    used = (*sorted(origin.sources), *origins.brought(manner.run))
    whole = f"dataset/{counts.digest}"
    parts: list[Subject] = [
        (
            name(whole),
            (
                *_description(said, manner, whole),
                *(("dcterms:language", each) for each in sorted(origin.languages)),
                *_counted(counts),
                *_examples(graph),
                *files.dumps(found),
                *(
                    ("dcat:distribution", name(f"distribution/{local}"))
                    for local in (files.identifier(f, counts.digest) for f in found)
                ),
                *(("prov:wasDerivedFrom", each) for each in used),
            ),
        ),
        origins.rights(f"rights/{counts.digest}", said.about.rights),
        *_partitions(counts),
        *files.subjects(found, counts.digest),
        *origins.making(manner, used),
        *terminologies.subjects(manner.run),
        *origin.subjects(),
    ]
    base = f"{_NOTICE}@base <{_PLACE}{counts.digest}/> .\n"
    (folder / FILE).write_bytes(base.encode() + turtle.render(parts))


def _description(said: Wording, manner: Manner, whole: str) -> Iterator[Pair]:
    digest = whole.rpartition("/")[2]
    yield _TYPE, "dcat:Dataset"
    yield _TYPE, "void:Dataset"
    yield "dcterms:title", worded(said.about.title)
    yield "dcterms:description", worded(said.about.description)
    yield "dcterms:identifier", text(digest)
    # As in semantic versions, what stands behind the plus sign tells builds apart.
    yield "dcat:version", text(f"{manner.run.version}+{digest}")
    for keyword in said.about.keywords:
        yield "dcat:keyword", worded(keyword)
    yield "dcterms:rights", name(f"rights/{digest}")
    yield "dcterms:conformsTo", f"<{_ontology()}>"
    yield "prov:wasGeneratedBy", name(manner.run.id)


def _ontology() -> str:
    return namespaces.PREFIXES[_OURS].removesuffix("#")


def _counted(counts: Counts) -> Iterator[Pair]:
    yield "void:triples", _number(counts.triples)
    yield "void:entities", _number(counts.subjects)
    yield "void:distinctSubjects", _number(counts.subjects)
    yield "void:classes", _number(len(counts.classes))
    yield "void:properties", _number(len(counts.triples_of))
    yield "void:uriSpace", text(namespaces.BASE + namespaces.IDENTIFIERS)
    for prefix in _prefixes(counts):
        iri = _ontology() if prefix == _OURS else namespaces.PREFIXES[prefix]
        yield "void:vocabulary", f"<{iri}>"
    for kind in sorted(counts.classes):
        yield "void:classPartition", _partition(counts, "class", kind)
    for key in sorted(counts.triples_of):
        yield "void:propertyPartition", _partition(counts, "property", key)


def _number(amount: int) -> Term:
    return typed(str(amount), _INTEGER)


def _prefixes(counts: Counts) -> Sequence[str]:
    """Return the prefixes of all classes and properties that are in use."""
    used = {term.partition(":")[0] for term in (*counts.classes, *counts.triples_of)}
    return sorted(used - {_TYPE} | {"rdf"})


def _examples(graph: Graph) -> Iterator[Pair]:
    procedures = (node.id for node in graph.nodes if _PROCEDURE in node.types)
    for each in islice(procedures, _EXAMPLES):
        yield "void:exampleResource", name(each)


# ---------------------------------------------------------------- partitions


def _partition(counts: Counts, sort: str, term: Term) -> Term:
    local = "rdf-type" if term == _TYPE else term.replace(":", "-")
    return name(f"partition/{counts.digest}-{sort}-{local}")


def _partitions(counts: Counts) -> Iterator[Subject]:
    """Yield the part of the graph that each class and each property makes."""
    for kind, entities in sorted(counts.classes.items()):
        yield (
            _partition(counts, "class", kind),
            (
                (_TYPE, "void:Dataset"),
                ("void:class", kind),
                ("void:entities", _number(entities)),
            ),
        )
    for key, triples in sorted(counts.triples_of.items()):
        yield (
            _partition(counts, "property", key),
            (
                (_TYPE, "void:Dataset"),
                ("void:property", "rdf:type" if key == _TYPE else key),
                ("void:triples", _number(triples)),
                ("void:distinctSubjects", _number(counts.subjects_of[key])),
            ),
        )
