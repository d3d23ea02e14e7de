"""Link the things of a graph to concepts of terminologies, each link with its reason.

A thing is linked where one of its names is the name of a concept that it may be by its
kind; nothing is fuzzy. What fits several concepts as well is told, not tossed for.
Things that are surely the same concept become one thing::

    matches = grounding.match(graph.nodes, graph.extractions, terms)
    renamed = grounding.merges(matches, graph.nodes, graph.extractions)

``graph.ground`` does all of it.
"""

from pipeline.grounding.hierarchy import broader
from pipeline.grounding.matching import ambiguous, link, match, settled
from pipeline.grounding.merging import merges
from pipeline.grounding.renaming import rename
from pipeline.grounding.telling import findings

__all__ = [
    "ambiguous",
    "broader",
    "findings",
    "link",
    "match",
    "merges",
    "rename",
    "settled",
]
