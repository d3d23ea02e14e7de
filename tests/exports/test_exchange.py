"""The exchange files: keys and their order are a contract."""

import io
import json

from pipeline.exports import write_extractions, write_findings
from pipeline.exports.exchange import qualifiers
from pipeline.model import Certainty, Graph, Nodes, Polarity, Qualifiers


def lines(graph: Graph) -> list[dict[str, object]]:
    stream = io.BytesIO()
    write_extractions(graph, stream)
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def keys(record: object) -> list[str]:
    assert isinstance(record, list)
    return list(record[0])


def test_a_document_is_a_line_with_these_keys(graph: Graph) -> None:
    first, second = lines(graph)
    assert (first["document"], second["document"]) == ("a.txt", "b/c.txt")
    assert list(first) == [
        "document",
        "sha256",
        "text_sha256",
        "media_type",
        "procedure",
        "sections",
        "mentions",
        "assertions",
        "lines",
        "schema_version",
    ]
    assert first["procedure"] == {
        "label": "ear tube placement",
        "code_system": "CPT",
        "code": "99999",
    }
    assert keys(first["sections"]) == ["heading", "type", "start", "end"]
    assert keys(first["lines"]) == ["start", "end", "status"]
    assert keys(first["assertions"]) == [
        "id",
        "subject",
        "predicate",
        "object",
        "start",
        "end",
        "quote",
        "polarity",
        "certainty",
        "rule",
    ]
    assert keys(first["mentions"]) == [
        "id",
        "type",
        "label",
        "quote",
        "start",
        "end",
        "section",
        "parent",
        "predicate",
        "concept",
        "qualifiers",
        "rule",
        "confidence",
    ]


def test_a_mention_names_its_link_and_its_node(graph: Graph) -> None:
    mentions = lines(graph)[0]["mentions"]
    assert isinstance(mentions, list)
    assert mentions[0]["predicate"] == "hasComplication"
    assert mentions[0]["concept"] == (
        "https://w3id.org/procedure-graph/id/concept/symptom-drainage"
    )
    assert mentions[1]["qualifiers"] == {"polarity": "negated"}


def test_a_page_without_a_procedure_says_null(graph: Graph) -> None:
    stream = io.BytesIO()
    bare = graph.extractions[0]
    reading = type(bare.reading)(None, bare.reading.mentions, ())
    page = type(bare)(bare.document, (), reading, (), (), ())
    write_extractions(Graph((page,), Nodes(), ()), stream)
    told = json.loads(stream.getvalue())
    assert told["procedure"] is None
    assert [(m["predicate"], m["concept"]) for m in told["mentions"]] == [
        (None, None)
    ] * 2


def test_only_what_the_text_says_is_a_qualifier() -> None:
    assert qualifiers(Qualifiers()) == {}
    full = Qualifiers(
        polarity=Polarity.NEGATED,
        certainty=Certainty.CONDITIONAL,
        refractory_to="rest",
        examples=("a",),
        trigger=True,
    )
    assert qualifiers(full) == {
        "polarity": "negated",
        "certainty": "conditional",
        "refractoryTo": "rest",
        "examples": ("a",),
        "trigger": True,
    }


def test_a_finding_is_a_line_with_these_keys(graph: Graph) -> None:
    stream = io.BytesIO()
    write_findings(graph, stream)
    first, second = map(json.loads, stream.getvalue().splitlines())
    assert list(first) == [
        "check",
        "severity",
        "document",
        "documents",
        "message",
        "start",
        "end",
        "about",
        "schema_version",
    ]
    assert (first["severity"], first["documents"]) == ("info", ["a.txt"])
    assert first["about"].startswith("https://w3id.org/procedure-graph/id/assertion/")
    assert (second["start"], second["about"]) == (None, "")
    assert second["documents"] == ["a.txt", "b/c.txt"]
