"""What the page calls things: labels of the ontology, and how a procedure is told."""

from functools import lru_cache
from typing import Final

import msgspec

from pipeline import namespaces
from pipeline.exports import labels as ontology
from pipeline.vocabulary import pathway

Json = dict[str, object]

_OWN: Final = namespaces.PREFIXES["pg"]
_VALUES: Final = namespaces.PREFIXES["pgv"]


@lru_cache(maxsize=1)
def labels() -> dict[str, str]:
    """Return the label of each term of our ontology and of each closed value.

    >>> labels()["hasComplication"], labels()["phase/recovery"]
    ('has complication', 'recovery')
    """
    found = {
        iri.removeprefix(_OWN).removeprefix(_VALUES): label
        for iri, label in ontology.labels().items()
    }
    return dict(sorted(found.items()))


def words() -> Json:
    """Return all that the page needs to tell of things in words."""
    told = msgspec.to_builtins(pathway.load())
    return {"labels": labels(), "pathway": told}
