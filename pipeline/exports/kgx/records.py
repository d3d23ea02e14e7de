"""The nodes and edges of a graph in the terms of Biolink.

What Biolink has a slot for stands under that slot's name, all else of ours under its
own name with ``pg_`` before it. Every statement is one edge, also a denied one, which
says so in ``negated``. Identifiers are CURIEs.
"""

import uuid
from collections.abc import Iterator
from typing import Final

from pipeline import namespaces
from pipeline.exports import naming
from pipeline.exports.columns import flat, parts
from pipeline.exports.exchange import Json
from pipeline.exports.records import FINDING, STATEMENT, Records, sources
from pipeline.vocabulary.biolink import BiolinkVocabulary

OWN: Final = "pg_"
_UUID: Final = uuid.uuid5(uuid.NAMESPACE_URL, namespaces.BASE)
# What names other things of the graph.
_REFERENCES: Final = frozenset({"about", "conflictsWith", "context", "suggested"})
_OF_NODES: Final = frozenset({"id", "label", "types", "altLabels"})
_OF_EDGES: Final = frozenset(
    {"id", "source", "target", "key", "predicate", "kind", "quote", "confidence"}
    # of the nodes that denied statements are elsewhere
    | {"label", "types", "subject", "object", "polarity"}
)


class KgxRecords:
    """The records of a graph for KGX; nothing of the assertions is kept."""

    def __init__(self, records: Records, biolink: BiolinkVocabulary) -> None:
        """Prepare what *records* hold in the terms of *biolink*."""
        self._records: Final = records
        self._biolink: Final = biolink
        self._categories: Final = {
            naming.curie(node.id): biolink.categories_of(sorted(node.types))
            for node in records.graph.nodes
        }
        documents = tuple(records.documents()) if records.has_evidence else ()
        self._documents: Final = documents
        self._ids: Final = {
            each["document"]: naming.curie(str(each["id"])) for each in documents
        }

    def nodes(self) -> Iterator[Json]:
        """Yield things, then documents, then findings."""
        for record in self._records.things():
            identifier = naming.curie(str(record["id"]))
            yield self._node(record, self._categories[identifier])
        category = self._biolink.categories_of(["pg:SourceDocument"])
        for record in sources(self._documents):
            yield {
                **self._node(record, category),
                "publication_type": [self._biolink.publication_type],
            }
        category = self._biolink.categories_of([f"pg:{FINDING}"])
        for record in self._records.findings():
            told = {**record, "label": record["check"], "types": [FINDING]}
            yield {**self._node(told, category), "description": record["message"]}

    def edges(self) -> Iterator[Json]:
        """Yield statements, then links of structure."""
        for is_denied, record in self._records.stated():
            ends = ("subject", "object") if is_denied else ("source", "target")
            edge = self._edge(record, f"pg:{record['predicate']}", *ends)
            yield {**edge, "negated": True} if is_denied else edge
        for link, record in self._records.structure():
            yield self._edge(record, link, "source", "target")

    def _node(self, record: Json, category: tuple[str, ...]) -> Json:
        iri = str(record["id"])
        told: Json = {
            "id": naming.curie(iri),
            "category": category,
            "name": record["label"],
            "iri": iri,
            "synonym": record.get("altLabels", ()),
            "xref": self._same(record.get("mappings", ())),
            f"{OWN}types": record["types"],
        }
        return {**flat(told), **_own(record, _OF_NODES)}

    def _same(self, mappings: object) -> list[object]:
        return [
            each["id"]
            for each in parts(mappings)
            if isinstance(each, dict) and each["predicate"] in self._biolink.xref
        ]

    def _edge(self, record: Json, link: str, start: str, end: str) -> Json:
        subject, target = (naming.curie(str(record[each])) for each in (start, end))
        biolink = self._biolink
        kind = str(record.get("kind", STATEMENT))
        told: Json = {
            "id": _identifier(record, subject, link, target),
            "subject": subject,
            "predicate": biolink.predicate_of(link, self._categories.get(subject, ())),
            "object": target,
            "category": (biolink.association,),
            "original_predicate": link,
            "knowledge_level": biolink.knowledge_level,
            "agent_type": (
                biolink.agents.statement
                if kind == STATEMENT
                else biolink.agents.structure
            ),
            "primary_knowledge_source": biolink.source,
            f"{OWN}kind": kind,
        }
        if document := self._ids.get(record.get("document")):
            told |= {
                "publications": (document,),
                "supporting_text": (record["quote"],),
                "has_confidence_score": record["confidence"],
            }
        return {**told, **_own(record, _OF_EDGES)}


def _identifier(record: Json, subject: str, link: str, target: str) -> str:
    """Return the id of a statement, or one made of the three that a link consists of.

    A link that is no statement has no id of its own.
    """
    if "id" in record:
        return naming.curie(str(record["id"]))
    key = str(record["key"])
    if key != record["predicate"]:
        return naming.curie(f"{naming.STATEMENT}{key}")
    return uuid.uuid5(_UUID, f"{subject}\n{link}\n{target}").urn


def _own(record: Json, left_out: frozenset[str]) -> Json:
    told: Json = {}
    for key, value in flat(record).items():
        if key not in left_out:
            told[OWN + key] = _short(value) if key in _REFERENCES and value else value
    return told


def _short(value: object) -> object:
    curies = [naming.curie(str(each)) for each in parts(value)]
    return curies if isinstance(value, list) else curies[0]
