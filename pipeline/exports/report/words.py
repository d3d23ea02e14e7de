"""What classes and predicates are called: the labels of ``procedure-graph.ttl``."""

import re
from typing import Final

from pipeline import namespaces
from pipeline.exports.labels import labels

_HUMP: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")


def label(term: str) -> str:
    """Return the label of *term*, a CURIE or a name of our ontology.

    What has none there is called by its own name, taken apart.

    >>> label("hasComplication"), label("pg:Device"), label("schema:MonetaryAmount")
    ('has complication', 'device or material', 'monetary amount')
    """
    iri = namespaces.expand(term if ":" in term else f"pg:{term}")
    return labels().get(iri) or spoken(term.rpartition(":")[2])


def spoken(name: str) -> str:
    """Return *name* as words.

    >>> spoken("ProcedureStep"), spoken("risk_factors")
    ('procedure step', 'risk factors')
    """
    return _HUMP.sub(" ", name).replace("_", " ").lower()
