"""What classes and predicates are called: the labels of ``procedure-graph.ttl``."""

import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Final

import pyoxigraph as ox

from pipeline import knowledge, namespaces

_FILE: Final = "procedure-graph.ttl"
_LABEL: Final = ox.NamedNode(namespaces.expand("rdfs:label"))
_HUMP: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")


def label(term: str) -> str:
    """Return the label of *term*, a CURIE or a name of our ontology.

    What has none there is called by its own name, taken apart.

    >>> label("hasComplication"), label("pg:Device"), label("schema:MonetaryAmount")
    ('has complication', 'device or material', 'monetary amount')
    """
    iri = namespaces.expand(term if ":" in term else f"pg:{term}")
    return _labels().get(iri) or spoken(term.rpartition(":")[2])


def spoken(name: str) -> str:
    """Return *name* as words.

    >>> spoken("ProcedureStep"), spoken("risk_factors")
    ('procedure step', 'risk factors')
    """
    return _HUMP.sub(" ", name).replace("_", " ").lower()


@cache
def _labels() -> Mapping[str, str]:
    source = knowledge.text(_FILE).encode()
    return MappingProxyType(
        {
            each.subject.value: each.object.value
            for each in ox.parse(source, format=ox.RdfFormat.TURTLE)
            if each.predicate == _LABEL
            and isinstance(each.subject, ox.NamedNode)
            and isinstance(each.object, ox.Literal)
        }
    )
