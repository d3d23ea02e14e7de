"""What terms of the ontology and closed values are called, for pages."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Final

import pyoxigraph as ox

from pipeline import knowledge, namespaces

_FILE: Final = "procedure-graph.ttl"
_LABELS: Final = tuple(
    ox.NamedNode(namespaces.expand(name)) for name in ("rdfs:label", "skos:prefLabel")
)


@cache
def labels() -> Mapping[str, str]:
    """Return the label of each term of our ontology and closed value, by IRI."""
    triples = ox.parse(knowledge.text(_FILE), ox.RdfFormat.TURTLE)
    return MappingProxyType(
        {
            triple.subject.value: triple.object.value
            for triple in triples
            if triple.predicate in _LABELS
            and isinstance(triple.subject, ox.NamedNode)
            and isinstance(triple.object, ox.Literal)
        }
    )
