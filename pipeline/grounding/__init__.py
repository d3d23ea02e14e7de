"""Link the things of a graph to concepts of terminologies, each link with its reason.

A thing is linked where one of its names is the name of a concept that it may be by its
kind; nothing is fuzzy. What fits several concepts as well is told, not tossed for.
Things that are surely the same concept become one thing. What people decided counts
before what names tell::

    agreement = grounding.agree(decisions)
    matches = grounding.match(graph.nodes, graph.extractions, terms, agreement)
    joined = grounding.join(matches, graph.nodes, graph.extractions, agreement)

``graph.ground`` does all of it.
"""

from pipeline.grounding.agreement import NOTHING_DECIDED, Agreement, agree
from pipeline.grounding.deciding import decide, doubt, told, weaken
from pipeline.grounding.hierarchy import broader
from pipeline.grounding.joining import join
from pipeline.grounding.matching import ambiguous, link, match, settled
from pipeline.grounding.renaming import rename
from pipeline.grounding.rules import is_linkable
from pipeline.grounding.telling import findings

__all__ = [
    "NOTHING_DECIDED",
    "Agreement",
    "agree",
    "ambiguous",
    "broader",
    "decide",
    "doubt",
    "findings",
    "is_linkable",
    "join",
    "link",
    "match",
    "rename",
    "settled",
    "told",
    "weaken",
]
