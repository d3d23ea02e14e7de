"""What of a built graph is linked to nothing, and what a curator might link it to."""

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from pipeline import namespaces
from pipeline.grounding import rules
from pipeline.terminology import Terminology
from pipeline.terminology.suggesting import Embedding, Suggested, suggest

_COLUMNS: Final = (
    "subject_id",
    "subject_label",
    "predicate_id",
    "object_id",
    "object_label",
    "mapping_justification",
    "similarity_score",
    "similarity_measure",
    "match_string",
    "reviewer_label",
)
_ABOUT: Final = (
    "#mapping_set_title: Suggestions for a curator",
    "#mapping_set_description: Nothing here is claimed. A person reads each row.",
)
_NEAR: Final = "skos:relatedMatch"
_JUSTIFIED: Final = "semapv:SemanticSimilarityThresholdMatching"
_MEASURE: Final = "cosine"
_IDENTIFIERS: Final = namespaces.BASE + namespaces.IDENTIFIERS


@dataclass(frozen=True, slots=True)
class Unlinked:
    """A thing that is linked to nothing: IRI, label, and the kinds that it may be."""

    iri: str
    label: str
    kinds: frozenset[str]


def find(nodes: Iterable[Mapping[str, object]]) -> tuple[Unlinked, ...]:
    """Return the things among *nodes*, records of ``graph.json``, without a link."""
    known = rules.load()
    found = []
    for node in nodes:
        iri, label = str(node["id"]), str(node.get("label", ""))
        kinds = known.admitted(iri.removeprefix(_IDENTIFIERS))
        if kinds and label and not node.get("mappings"):
            found.append(Unlinked(iri, label, kinds))
    return tuple(found)


def table(
    things: Sequence[Unlinked],
    terms: Terminology,
    embed: Embedding,
    count: int,
    least: float,
) -> str:
    """Return suggestions for *things* as a table of SSSOM, the surest of a thing first.

    *count* a thing at most, and none of a similarity below *least*.
    """
    made: dict[str, tuple[Suggested, ...]] = {}
    groups: dict[frozenset[str], list[Unlinked]] = defaultdict(list)
    for thing in things:
        groups[thing.kinds].append(thing)
    for kinds, group in groups.items():
        labels = [thing.label for thing in group]
        near = suggest(labels, terms, kinds, embed, count)
        made |= {thing.iri: it for thing, it in zip(group, near, strict=True)}
    rows = io.StringIO(newline="")
    rows.writelines(f"{line}\n" for line in _ABOUT)
    writer = csv.writer(rows, delimiter="\t", lineterminator="\n")
    writer.writerow(_COLUMNS)
    for thing in things:
        for each in made[thing.iri]:
            if each.similarity >= least:
                writer.writerow(_row(thing, each, terms))
    return rows.getvalue()


def _row(thing: Unlinked, near: Suggested, terms: Terminology) -> tuple[str, ...]:
    term = terms.term(near.curie)
    return (
        thing.iri,
        " ".join(thing.label.split()),
        _NEAR,
        near.curie,
        term.label if term else "",
        _JUSTIFIED,
        f"{near.similarity:.3f}",
        _MEASURE,
        near.name,
        "",
    )
