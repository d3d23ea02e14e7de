"""Tell which things of a graph are cases of which, as the terminologies have it.

Of the concepts above a thing's own, only those count that some thing of the graph is,
and of these only the nearest. No circle can arise: a thing goes up in one terminology
only, the first in which it is a concept, and whatever is reached there goes up in the
same one or in one before it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Final

from pipeline.model import Match
from pipeline.terminology import Terminology

_EXACT: Final = "skos:exactMatch"
_BROAD: Final = "skos:broadMatch"


def broader(
    matches: Iterable[Match], terms: Terminology
) -> tuple[tuple[str, str], ...]:
    """Return pairs of nodes, the narrower before the broader, sorted."""
    things: dict[str, set[str]] = defaultdict(set)
    own: dict[str, str] = {}
    under: dict[str, str] = {}
    for each in matches:
        if not each.is_asserted:
            continue
        if each.predicate == _EXACT:
            things[each.curie].add(each.node)
            own.setdefault(each.node, each.curie)
        elif each.predicate == _BROAD:
            under.setdefault(each.node, each.curie)
    above = {node: _above(curie, terms) for node, curie in own.items()}
    above |= {
        node: terms.ancestors(curie) | {curie}
        for node, curie in under.items()
        if node not in own
    }
    return tuple(
        sorted(
            {
                (node, other)
                for node, curies in above.items()
                for other in _nearest(curies & things.keys(), things, terms)
            }
        )
    )


def _above(curie: str, terms: Terminology) -> frozenset[str]:
    """Return the concepts above *curie*; one that it is above of as well is none."""
    return frozenset(
        each for each in terms.ancestors(curie) if curie not in terms.ancestors(each)
    )


def _nearest(
    above: Iterable[str], things: dict[str, set[str]], terms: Terminology
) -> Iterator[str]:
    """Yield the nodes of the concepts among *above* that have no other below them."""
    concepts = set(above)
    farther = {far for each in concepts for far in terms.ancestors(each)}
    for curie in concepts - farther:
        yield from things[curie]
