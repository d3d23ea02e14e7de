"""What the page calls things: labels of the ontology, and how a procedure is told."""

from functools import lru_cache
from typing import Final

import msgspec
import pyoxigraph as ox

from pipeline import knowledge, namespaces
from pipeline.vocabulary import pathway

Json = dict[str, object]

_ONTOLOGY: Final = "procedure-graph.ttl"
_LABELS: Final = tuple(
    ox.NamedNode(namespaces.expand(name)) for name in ("rdfs:label", "skos:prefLabel")
)
_OWN: Final = namespaces.PREFIXES["pg"]


@lru_cache(maxsize=1)
def labels() -> dict[str, str]:
    """Return the label of each term of our ontology and of each closed value.

    >>> labels()["hasComplication"], labels()["phase/recovery"]
    ('has complication', 'recovery')
    """
    triples = ox.parse(knowledge.text(_ONTOLOGY), ox.RdfFormat.TURTLE)
    found = {
        triple.subject.value.removeprefix(_OWN).removeprefix(
            namespaces.PREFIXES["pgv"]
        ): triple.object.value
        for triple in triples
        if triple.predicate in _LABELS
        and isinstance(triple.subject, ox.NamedNode)
        and isinstance(triple.object, ox.Literal)
    }
    return dict(sorted(found.items()))


def words() -> Json:
    """Return all that the page needs to tell of things in words."""
    told = msgspec.to_builtins(pathway.load())
    return {"labels": labels(), "pathway": told}
