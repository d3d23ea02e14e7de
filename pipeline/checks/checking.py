"""Check a whole graph: what no single document can tell.

The graph comes back with what was found, with the code claims that were confirmed, and
with the reference facts that the checks looked at, so that it stands alone.
"""

import datetime as dt
from dataclasses import replace
from itertools import chain

from pipeline.checks import across, age, claims, codes, references
from pipeline.findings import in_order
from pipeline.model import Graph
from pipeline.vocabulary.checks import CheckVocabulary
from pipeline.vocabulary.code_facts import CodeFacts


def check(
    graph: Graph,
    facts: CodeFacts,
    checks: CheckVocabulary,
    oldest: dt.date | None = None,
) -> Graph:
    """Return *graph* with its findings, confirmed claims and reference facts.

    Pages from before *oldest* are told, where that is given.
    """
    coded = claims.gather(graph, facts)
    found, confirmed = codes.check(coded, facts, checks, graph.room)
    found = chain(graph.findings, found, across.find(graph, checks))
    if oldest:
        pages = (each.document for each in graph.extractions)
        found = chain(found, age.find(pages, oldest, checks))
    checked = replace(graph, findings=in_order(found, graph.room), confirmed=confirmed)
    return references.refer(checked, coded.claims, facts)
