"""Count what a graph holds, in one pass over its triples.

The counts are what VoID defines (https://www.w3.org/TR/void/, "Providing statistics
about datasets"), and what SPARQL counts on ``graph.ttl``.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from pipeline.exports.terms import Term
from pipeline.exports.triples import Subject

_TYPE: Final = "a"
_DIGITS: Final = 16


@dataclass(slots=True)
class Counts:
    """How many triples and subjects there are: in all, by class, by property.

    *classes* has the instances of each class, *triples_of* and *subjects_of* the
    triples and the subjects of each property, and *digest* names all that was counted.
    """

    triples: int = 0
    subjects: int = 0
    classes: Counter[Term] = field(default_factory=Counter)
    triples_of: Counter[Term] = field(default_factory=Counter)
    subjects_of: Counter[Term] = field(default_factory=Counter)
    digest: str = ""


def count(subjects: Iterable[Subject]) -> Counts:
    """Return the counts of *subjects*, each of which comes once."""
    found = Counts()
    digest = hashlib.sha256()
    for name, told in subjects:
        pairs = dict.fromkeys(told)
        found.subjects += 1
        found.triples += len(pairs)
        properties = [key for key, _ in pairs]
        found.triples_of.update(properties)
        found.subjects_of.update(set(properties))
        found.classes.update(target for key, target in pairs if key == _TYPE)
        digest.update(repr((name, *pairs)).encode("utf-8", "surrogatepass"))
    found.digest = digest.hexdigest()[:_DIGITS]
    return found
