"""The figures of a report, counted by hand and counted again from other files."""

import json
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import pipeline
from pipeline import namespaces
from pipeline.exports import Account, Evidence, Manner
from pipeline.exports.account import Listed, Refused
from pipeline.exports.report import figures
from pipeline.exports.report.found import SHOWN, cut
from pipeline.exports.report.linking import with_matches
from pipeline.exports.report.records import Report
from pipeline.model import Finding, Graph, LineStatus, Polarity, Severity

ROOT = Path(__file__).parents[3]
IRI = namespaces.BASE + namespaces.IDENTIFIERS


@pytest.fixture
def told(graph: Graph, manner: Manner) -> Report:
    """Return the report of the small graph."""
    return figures.gather(graph, manner)


# ---------------------------------------------------------------- by hand


def test_documents_of_one_text_are_two_and_their_facts_are_counted_once(
    told: Report,
) -> None:
    counts = told.counts
    assert (counts.documents, counts.texts, counts.procedures) == (2, 1, 1)
    assert (counts.facts, counts.denied, counts.things) == (4, 1, 6)
    assert (counts.sections, counts.mentions, counts.without_facts) == (6, 4, 0)
    assert counts.lines == dict.fromkeys(map(str, LineStatus), 0) | {"heading": 2}
    assert counts.characters["heading"] == 2 * len("Ear Tube Placement")
    assert counts.findings == {"violation": 0, "warning": 1, "info": 1}


def test_each_document_has_its_counts(told: Report) -> None:
    first, second = told.documents.shown
    assert (first.document, second.document) == ("a.txt", "b/c.txt")
    assert (first.facts, first.denied, first.mentions) == (4, 1, 2)
    assert (first.procedure, first.label) == (
        f"{IRI}procedure/ear-tube-placement",
        "ear tube placement",
    )
    assert first.findings == {"violation": 0, "warning": 1, "info": 1}
    assert second.findings == {"violation": 0, "warning": 1, "info": 0}


def test_facts_are_counted_by_predicate(told: Report) -> None:
    assert [
        (each.predicate, each.label, each.facts, each.denied, each.texts)
        for each in told.relations
    ] == [
        ("hasStep", "has step", 2, 0, 1),
        ("claimsCode", "is given code", 1, 0, 1),
        ("hasComplication", "has complication", 1, 1, 1),
    ]


def test_what_is_affirmed_is_counted_between_classes(told: Report) -> None:
    assert [(it.subject, it.predicate, it.object, it.facts) for it in told.schema] == [
        ("pg:Procedure", "hasStep", "pg:ProcedureStep", 2),
        ("pg:Procedure", "claimsCode", "pg:MedicalCode", 1),
        ("pg:Procedure", "hasComplication", "pg:Symptom", 1),
    ]


def test_things_mentions_and_sections_are_counted_by_type(told: Report) -> None:
    assert {each.type: each.count for each in told.things} == {
        "pg:Complication": 1,
        "pg:Condition": 1,
        "pg:MedicalCode": 1,
        "pg:Procedure": 1,
        "pg:ProcedureStep": 2,
        "pg:Symptom": 1,
    }
    assert [(each.type, each.count) for each in told.mentions] == [("Complication", 4)]
    assert {each.type: (each.sections, each.mentions) for each in told.sections} == {
        "overview": (2, 0),
        "complications": (2, 4),
        "procedure_steps": (2, 0),
    }


def test_a_finding_has_its_words_and_what_it_is_about(told: Report) -> None:
    like, unchecked = told.checks
    assert (like.check, like.severity) == ("LIKE", "warning")
    (one,) = like.findings.shown
    assert (one.documents, one.start, one.quote, one.about) == (2, None, "", "")
    (claim,) = unchecked.findings.shown
    assert claim.quote == "Ear Tube Placement"
    assert claim.about.startswith(f"{IRI}assertion/")
    assert claim.key == told.documents.shown[0].key


def test_the_least_trusted_facts_come_first(told: Report) -> None:
    first, *others = told.doubtful.shown
    assert (first.confidence, first.polarity) == (0.8, "negated")
    assert first.quote.startswith("No hearing loss")
    assert (first.subject, first.predicate, first.object) == (
        "ear tube placement",
        "has complication",
        "hearing loss",
    )
    assert {each.confidence for each in others} == {0.9}
    assert told.doubtful.total == 5


def test_without_terminologies_nothing_is_said_of_links(told: Report) -> None:
    assert told.linking is None


def test_links_are_counted_by_the_best_of_each_thing(
    golden: Graph, golden_manner: Manner
) -> None:
    linking = figures.gather(golden, golden_manner).linking
    assert linking is not None
    shares = {each.prefix: (each.things, each.links) for each in linking.terminologies}
    # Two things may be a condition or a symptom: one exact, one with candidates.
    things, hp = shares["HP"]
    assert (things, hp.exact, hp.candidates, hp.none) == (2, 1, 1, 0)
    things, icd = shares["ICD10CM"]
    assert (things, icd.exact, icd.wider, icd.none) == (2, 0, 1, 1)
    kinds = {each.kind: each for each in linking.kinds}
    assert kinds["condition"].links.exact == kinds["symptom"].links.wider == 1
    assert kinds["condition"].terminologies == ("ICD10CM", "HP")
    assert (kinds["procedure"].terminologies, kinds["procedure"].links.none) == ((), 1)
    assert linking.unlinked == Listed()


def test_a_thing_with_candidates_alone_is_without_a_link(
    golden: Graph, golden_manner: Manner
) -> None:
    candidates = tuple(each for each in golden.matches if each.rank)
    linking = figures.gather(replace(golden, matches=candidates), golden_manner).linking
    assert linking is not None
    (one,) = linking.unlinked.shown  # no fact affirms the other
    assert (one.label, one.kind, one.facts) == ("drainage", "symptom", 1)
    assert [each.id for each in one.candidates] == ["HP:1", "HP:2"]


def test_lines_are_counted_in_the_section_where_they_stand(told: Report) -> None:
    headings = {each.type: each.lines["heading"] for each in told.sections}
    assert headings == {"overview": 2, "complications": 0, "procedure_steps": 0}


def test_a_document_that_denies_something_gives_a_fact(
    graph: Graph, manner: Manner
) -> None:
    denied = tuple(
        replace(
            page,
            assertions=tuple(
                it for it in page.assertions if it.polarity is Polarity.NEGATED
            ),
        )
        for page in graph.extractions
    )
    told = figures.gather(replace(graph, extractions=denied), manner)
    assert (told.counts.facts, told.counts.denied) == (0, 1)
    assert told.counts.without_facts == 0


def test_a_document_without_facts_is_named(graph: Graph, manner: Manner) -> None:
    bare = tuple(replace(each, assertions=()) for each in graph.extractions)
    told = figures.gather(replace(graph, extractions=bare), manner)
    assert told.counts.without_facts == told.without_facts.total == 2
    assert [it.document for it in told.without_facts.shown] == ["a.txt", "b/c.txt"]


def test_of_very_many_findings_the_first_are_shown(
    graph: Graph, manner: Manner
) -> None:
    many = tuple(
        Finding("MANY", Severity.INFO, f"{number:03}.txt", "told")
        for number in range(SHOWN + 5)
    )
    (check,) = figures.gather(replace(graph, findings=many), manner).checks
    assert (check.findings.total, len(check.findings.shown)) == (SHOWN + 5, SHOWN)
    assert check.findings.shown[-1].document == f"{SHOWN - 1:03}.txt"


def test_a_very_long_quote_is_cut() -> None:
    assert cut("a" * 400) == "a" * 400
    assert cut("a" * 401) == "a" * 400 + "\u2026"


def test_the_account_of_the_build_is_told(graph: Graph, manner: Manner) -> None:
    refused = Listed(1, (Refused("x", "binary", "is binary"),))
    account = Account(versions={"a": "1"}, refused=refused)
    told = figures.gather(
        graph, replace(manner, account=account, evidence=Evidence.COMPACT)
    )
    assert told.quarantine == refused
    assert told.made.versions == {"a": "1"}
    assert told.made.evidence == "compact"
    assert told.changes.since == "none"


# ---------------------------------------------------------------- counted again


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a build of all sources, one page twice, and one that gives nothing."""
    folder = tmp_path_factory.mktemp("pages")
    (folder / "soup.md").write_text("# Soup\n\nBoil water.\n")
    (folder / "bad.txt").write_bytes(b"a\0b")
    copy = (ROOT / "sources" / "tonsillectomy.md").read_bytes()
    (folder / "copy.md").write_bytes(copy)
    out = tmp_path_factory.mktemp("out")
    pipeline.build([ROOT / "sources", folder], out, formats=["report", "json"], jobs=1)
    return out


@pytest.fixture(scope="module")
def report(out: Path) -> dict[str, Any]:
    found = json.loads((out / "report.json").read_bytes())
    assert isinstance(found, dict)
    return found


@pytest.fixture(scope="module")
def pages(out: Path) -> list[dict[str, Any]]:
    lines = (out / "extractions.jsonl").read_text().splitlines()
    return [json.loads(line) for line in lines]


def test_counts_are_those_of_the_receipt(out: Path, report: dict[str, Any]) -> None:
    receipt = json.loads((out / "build.json").read_bytes())["counts"]
    counts = report["counts"]
    shared = receipt.keys() & counts.keys()
    assert shared >= {"documents", "facts", "denied", "lines", "findings", "mentions"}
    assert {key: counts[key] for key in shared} == {key: receipt[key] for key in shared}
    assert report["quarantine"]["total"] == receipt["quarantined"] == 1
    assert counts["things"] == receipt["nodes"]


def test_lines_of_each_document_are_those_of_its_extraction(
    report: dict[str, Any], pages: list[dict[str, Any]]
) -> None:
    assert report["documents"]["total"] == len(pages)
    told = {each["document"]: each for each in report["documents"]["shown"]}
    for page in pages:
        lines = Counter(line["status"] for line in page["lines"])
        one = told[page["document"]]
        assert {key: n for key, n in one["lines"].items() if n} == lines
        assert one["mentions"] == len(page["mentions"])
        stances = Counter(
            {it["id"]: it["polarity"] for it in page["assertions"]}.values()
        )
        assert (one["facts"], one["denied"]) == (
            stances["affirmed"],
            stances["negated"],
        )


def test_every_line_that_was_not_understood_is_told_where_it_stands(
    out: Path, report: dict[str, Any], pages: list[dict[str, Any]]
) -> None:
    missed = {
        (page["document"], line["start"], line["end"])
        for page in pages
        for line in page["lines"]
        if line["status"] == "not-understood"
    }
    shown = report["not_understood"]["shown"]
    places = {
        (place["document"], place["start"], place["end"])
        for each in shown
        for place in each["places"]
    }
    assert sum(each["lines"] for each in shown) == len(missed)
    assert places == missed  # none stands in more places than are named
    for each in shown:
        place = each["places"][0]
        text = (out / "documents" / f"{place['document']}.txt").read_text()
        words = " ".join(text[place["start"] : place["end"]].split())
        assert words.endswith(each["text"])


def test_quotes_are_what_stands_there(out: Path, report: dict[str, Any]) -> None:
    found = [one for each in report["checks"] for one in each["findings"]["shown"]]
    doubts = [each | each["place"] for each in report["doubtful"]["shown"]]
    placed = [each for each in (*found, *doubts) if each["start"] is not None]
    assert len(placed) > 50
    for each in placed:
        text = (out / "documents" / f"{each['document']}.txt").read_text()
        quote = text[each["start"] : each["end"]]
        assert each["quote"].removesuffix("\u2026") in quote


def test_what_gave_nothing_and_what_was_refused_is_named(
    report: dict[str, Any],
) -> None:
    assert [it["document"] for it in report["without_facts"]["shown"]] == ["soup.md"]
    (refused,) = report["quarantine"]["shown"]
    assert (refused["document"], refused["reason"]) == ("bad.txt", "binary")


def test_facts_by_predicate_and_between_classes_are_all_facts(
    report: dict[str, Any],
) -> None:
    facts = report["counts"]["facts"]
    assert sum(each["facts"] for each in report["relations"]) == facts
    assert sum(each["facts"] for each in report["schema"]) == facts


def test_nothing_in_it_tells_a_time_or_a_place_of_this_machine(
    out: Path, report: dict[str, Any]
) -> None:
    started = json.loads((out / "build.json").read_bytes())["started"]
    for name in ("report.html", "report.json"):
        content = (out / name).read_text()
        assert started[:10] not in content
        assert str(out) not in content
    assert report["made"]["inputs"]["total"] == 21


# ---------------------------------------------------------------- things with links


def test_each_thing_comes_with_its_own_links(golden: Graph) -> None:
    found = {node.id: matches for node, matches in with_matches(golden)}
    assert found.keys() == {node.id for node in golden.nodes}
    for node, matches in found.items():
        assert matches == tuple(it for it in golden.matches if it.node == node)


def test_links_of_what_is_no_thing_disturb_none(golden: Graph) -> None:
    one = golden.matches[0]
    odd = tuple(replace(one, node=name) for name in ("a", "concept/d", "zz"))
    there = dict(with_matches(replace(golden, matches=(*odd, *golden.matches))))
    assert there == dict(with_matches(golden))
