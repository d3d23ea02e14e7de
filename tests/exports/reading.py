"""What tests of several formats need to hold a file against the graph it is of."""

import json
from pathlib import Path

import pipeline
from pipeline.exports import naming
from pipeline.model import Assertion, Graph, Polarity
from pipeline.namespaces import iri

SOURCES = Path(__file__).parents[2] / "sources"

# What a file has to tell of a statement: its three, its evidence, how it is meant.
Fact = tuple[str, str, str, str, str, int, int, int, str, bool]


def facts(graph: Graph) -> list[Fact]:
    """Return the statements of *graph*, denied ones as well, with their evidence."""
    return sorted(fact(each) for each in graph.assertions)


def fact(each: Assertion) -> Fact:
    return (
        iri(f"assertion/{each.id}"),
        iri(each.subject),
        each.predicate,
        iri(each.object),
        each.document,
        each.section,
        each.start,
        each.end,
        each.quote,
        each.polarity is Polarity.NEGATED,
    )


# Check, severity, document, documents, message, place, what it is about.
Found = tuple[str, str, str, tuple[str, ...], str, int | None, int | None, str]


def findings(graph: Graph) -> list[tuple[str, Found]]:
    """Return the findings of *graph* with their ids."""
    return sorted(
        (
            iri(naming.finding(each)),
            (
                each.check,
                str(each.severity),
                each.document,
                each.documents or (each.document,),
                each.message,
                each.start,
                each.end,
                iri(about) if (about := naming.about(each)) else "",
            ),
        )
        for each in graph.findings
    )


def real(out: Path, *formats: str) -> Path:
    """Build two of our own documents into *out*, and return it."""
    pages = ("carotid-endarterectomy.txt", "chest-tube-insertion.md")
    pipeline.build(
        [SOURCES / page for page in pages],
        out,
        formats=["json", *formats],
        grounding=False,
        jobs=1,
    )
    return out


def counts(out: Path) -> dict[str, int]:
    """Return how many nodes, edges and findings the JSON in *out* has."""
    told = json.loads((out / "graph.json").read_bytes())
    return {
        "nodes": len(told["nodes"]),
        "edges": len(told["edges"]),
        "findings": len(told["graph"]["findings"]),
    }
