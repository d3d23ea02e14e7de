"""Work out what a report says of a graph: one pass over texts, one over things.

What is kept meanwhile does not grow with the documents, but for a small number a thing
and for lines that were not understood, which go to files where the graph does.
"""

from pipeline.exports.account import Account
from pipeline.exports.manner import Manner
from pipeline.exports.report.facts import Facts
from pipeline.exports.report.found import Found
from pipeline.exports.report.linking import Links, with_matches
from pipeline.exports.report.pages import Pages, typed
from pipeline.exports.report.records import Counts, Made, Report
from pipeline.exports.report.unread import Unread
from pipeline.exports.schema import SCHEMA_VERSION
from pipeline.model import Graph, Polarity


def gather(graph: Graph, manner: Manner) -> Report:
    """Return what there is to tell of *graph*, and of the build that *manner* is of."""
    account = manner.account or Account()
    found, unread, facts = Found(graph.findings), Unread(graph.room), Facts()
    pages = Pages(found, unread)
    for text in graph.texts:
        pages.look(text)
        facts.look(text)
    links = Links(manner.run)
    for node, matches in with_matches(graph):
        facts.meet(node)
        links.look(node, matches, facts.named[node.id])
    without = pages.without_facts()
    return Report(
        SCHEMA_VERSION,
        counts=Counts(
            documents=pages.documents,
            texts=pages.texts,
            without_facts=without.total,
            sections=pages.sections,
            mentions=pages.mentions,
            things=len(graph.nodes),
            procedures=len(pages.procedures),
            facts=facts.stances[Polarity.AFFIRMED],
            denied=facts.stances[Polarity.NEGATED],
            lines=pages.ended(),
            characters=pages.signs(),
            findings=found.severe(),
        ),
        mentions=pages.types(),
        things=typed(facts.classes),
        relations=facts.relations(),
        sections=pages.by_section(),
        documents=pages.by_document(graph.findings),
        not_understood=unread.listed(),
        checks=found.counts(),
        quarantine=account.refused,
        without_facts=without,
        linking=links.told(),
        doubtful=facts.doubtful(graph),
        schema=facts.schema(),
        changes=account.changes,
        made=_made(manner, account),
    )


def _made(manner: Manner, account: Account) -> Made:
    return Made(
        run=manner.run.id,
        version=manner.run.version,
        knowledge_sha256=manner.run.knowledge,
        evidence=manner.evidence,
        versions=account.versions,
        settings=account.settings,
        decisions=account.decisions,
        inputs=account.inputs,
    )
