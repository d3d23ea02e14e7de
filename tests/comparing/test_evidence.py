"""What a graph says of a fact beside its triple, changed by hand in the file."""

import re
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib

import pipeline
from pipeline.comparing import ChangedFact, Fate
from pipeline.errors import OutputError
from tests.comparing.conftest import BIOPSY, EAR, PAGES, make


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(PAGES, tmp_path_factory.mktemp("evidence") / "out") / "graph.ttl"


def paragraph(turtle: str, words: str) -> str:
    """Return the paragraph of the statement with the quote *words*."""
    quote = f'pg:quote "{words}"'
    (found,) = (
        each
        for each in turtle.split("\n\n")
        if quote in each and "hasComplication" in each
    )
    return found


def changed(build: Path, folder: Path, old: str, new: str) -> ChangedFact:
    """Return what is told where *old* becomes *new* in one statement."""
    turtle = build.read_text()
    statement = paragraph(turtle, "Drainage")
    assert old in statement
    other = folder / "new.ttl"
    other.write_text(turtle.replace(statement, statement.replace(old, new)))
    (document,) = pipeline.compare(build, other).documents
    assert (document.document, document.fate) == ("ear.txt", Fate.KEPT)
    assert document.facts_added == document.facts_removed == ()
    (fact,) = document.facts_changed
    return fact


@pytest.mark.parametrize(
    ("old", "new", "name", "values"),
    [
        ('"Drainage"', '"Drainage of pus"', "quote", ("Drainage", "Drainage of pus")),
        ("certainty:possible", "certainty:stated", "certainty", ("possible", "stated")),
        ("pg:confidence 0", "pg:confidence 1", "confidence", None),
        (
            "pg:polarity",
            'pg:timeText "soon" ;\n  pg:polarity',
            "timeText",
            ("", "soon"),
        ),
        ("pg:extractorRule ", 'pg:extractorRule "new", ', "extractorRule", None),
    ],
)
def test_a_fact_on_other_evidence_is_told_with_both(  # noqa: PLR0913
    old: str,
    new: str,
    name: str,
    values: tuple[str, str] | None,
    build: Path,
    tmp_path: Path,
) -> None:
    fact = changed(build, tmp_path, old, new)
    (change,) = fact.changes
    assert change.name == name
    if values:
        assert ("; ".join(change.old), "; ".join(change.new)) == values
    assert fact.old.id == fact.new.id


def test_a_denied_fact_is_a_fact(build: Path, tmp_path: Path) -> None:
    turtle = build.read_text()
    statement = paragraph(turtle, "Drainage")
    denied = tmp_path / "denied.ttl"
    negated = statement.replace("polarity:affirmed", "polarity:negated")
    denied.write_text(turtle.replace(statement, negated))
    without = tmp_path / "without.ttl"
    without.write_text(turtle.replace(f"{statement}\n\n", ""))
    (document,) = pipeline.compare(without, denied).documents
    assert [each.polarity for each in document.facts_added] == ["negated"]


def test_a_fact_that_is_denied_now_is_told_as_that(build: Path, tmp_path: Path) -> None:
    turtle = build.read_text()
    statement = paragraph(turtle, "Drainage")
    negated = statement.replace("polarity:affirmed", "polarity:negated")
    other = tmp_path / "denied.ttl"
    other.write_text(turtle.replace(statement, negated))
    (document,) = pipeline.compare(build, other).documents
    (fact,) = document.facts_denied
    assert (fact.old.polarity, fact.new.polarity) == ("affirmed", "negated")
    assert [each.name for each in fact.changes] == ["polarity"]
    assert document.facts_affirmed == document.facts_changed == ()
    (back,) = pipeline.compare(other, build).documents
    assert [each.new for each in back.facts_affirmed] == [fact.old]
    assert back.facts_denied == back.facts_changed == ()


def test_what_is_affirmed_and_denied_in_one_text_stays_apart(
    build: Path, tmp_path: Path
) -> None:
    """Also where the words of the one are those that the other had."""
    turtle = build.read_text()
    statement = paragraph(turtle, "Drainage")
    graphs = []
    for name, affirmed, denied in (("old", "Leaks", "None"), ("new", "None", "Leaks")):
        both = [
            statement.replace('"Drainage"', f'"{affirmed}"'),
            statement.replace("fact:", "fact:0")
            .replace('"Drainage"', f'"{denied}"')
            .replace("polarity:affirmed", "polarity:negated"),
        ]
        graphs.append(tmp_path / f"{name}.ttl")
        graphs[-1].write_text(turtle.replace(statement, "\n\n".join(both)))
    (document,) = pipeline.compare(*graphs).documents
    assert document.facts_denied == document.facts_affirmed == ()
    assert {each.new.quote for each in document.facts_changed} == {"None", "Leaks"}


@pytest.mark.parametrize("gone", ["Drainage", "Drainage, rarely"])
def test_of_a_fact_that_is_stated_twice_the_words_that_went_are_told(
    gone: str, build: Path, tmp_path: Path
) -> None:
    turtle = build.read_text()
    statement = paragraph(turtle, "Drainage")
    again = statement.replace("fact:", "fact:0").replace(
        '"Drainage"', '"Drainage, rarely"'
    )
    both, one = tmp_path / "both.ttl", tmp_path / "one.ttl"
    both.write_text(turtle.replace(statement, f"{again}\n\n{statement}"))
    kept = statement if "," in gone else again
    one.write_text(turtle.replace(statement, kept))
    (document,) = pipeline.compare(both, one).documents
    assert [each.quote for each in document.facts_removed] == [gone]
    assert not document.facts_changed
    assert not document.facts_added


def test_of_two_facts_on_other_evidence_those_with_one_quote_go_together(
    build: Path, tmp_path: Path
) -> None:
    turtle = build.read_text()
    statement = paragraph(turtle, "Drainage")
    again = statement.replace("fact:", "fact:0").replace('"Drainage"', '"Leaks"')
    (place,) = re.findall(r"span:\S+", statement)
    before = re.sub(r"\d+-\d+$", "1-2", place)
    old, new = tmp_path / "old.ttl", tmp_path / "new.ttl"
    old.write_text(turtle.replace(statement, f"{again}\n\n{statement}"))
    turned = (
        each.replace("certainty:possible", "certainty:stated").replace(place, span)
        for each, span in ((again, place), (statement, before))
    )
    new.write_text(turtle.replace(statement, "\n\n".join(turned)))
    (document,) = pipeline.compare(old, new).documents
    assert [[it.name for it in each.changes] for each in document.facts_changed] == [
        ["certainty"],
        ["certainty"],
    ]


def test_the_order_of_values_makes_no_difference(build: Path, tmp_path: Path) -> None:
    turtle = build.read_text()
    statement = paragraph(turtle, "Drainage")
    paths = []
    for values, certainty in (
        ('"pus", "blood"', "possible"),
        ('"blood", "pus"', "stated"),
    ):
        told = statement.replace(
            "pg:polarity", f"pg:exampleText {values} ;\n  pg:polarity"
        )
        told = told.replace("certainty:possible", f"certainty:{certainty}")
        paths.append(tmp_path / f"{certainty}.ttl")
        paths[-1].write_text(turtle.replace(statement, told))
    (document,) = pipeline.compare(*paths).documents
    (fact,) = document.facts_changed
    assert [each.name for each in fact.changes] == ["certainty"]
    assert fact.new.details["exampleText"] == ("blood", "pus")


def test_what_is_stated_of_a_step_is_a_fact_of_its_own(
    build: Path, tmp_path: Path
) -> None:
    turtle = build.read_text()
    (statement,) = (
        each
        for each in turtle.split("\n\n")
        if "pg:atSite ;" in each and "The knee is opened" in each
    )
    (link,) = re.findall(r" ;\n  pg:atSite concept:anatomy-knee(?= \.)", turtle)
    other = tmp_path / "new.ttl"
    other.write_text(turtle.replace(f"{statement}\n\n", "").replace(link, ""))
    (document,) = pipeline.compare(build, other).documents
    assert [each.predicate for each in document.facts_removed] == ["atSite"]
    assert not document.facts_changed


@pytest.mark.parametrize("form", ["turtle", "nt"])
def test_what_rdflib_wrote_of_the_same_graph_is_the_same(
    form: str, build: Path, tmp_path: Path
) -> None:
    graph = rdflib.Graph().parse(build)
    name = tmp_path / f"graph.{'ttl' if form == 'turtle' else form}"
    graph.serialize(name, format=form, encoding="utf-8")
    assert name.read_bytes() != build.read_bytes()
    assert pipeline.compare(build, name).is_empty
    assert pipeline.compare(name, build).is_empty


def test_the_order_of_triples_makes_no_difference(build: Path, tmp_path: Path) -> None:
    lines = sorted(f"{triple} .\n" for triple in ox.parse(path=str(build)))
    turned = tmp_path / "turned.nt"
    turned.write_text("".join(reversed(lines)))
    assert pipeline.compare(build, turned).is_empty


def test_compact_evidence_is_compared_with_full(tmp_path: Path) -> None:
    pages = PAGES | {"wards/biopsy.txt": f"{BIOPSY}\nInsurance\n"}
    full = make(pages, tmp_path / "full")
    compact = make(pages, tmp_path / "compact", evidence="compact")
    assert pipeline.compare(full, compact).is_empty
    found = pipeline.compare(
        compact, make(pages | {"ear.txt": EAR + "- Pain\n"}, tmp_path / "new")
    )
    assert [len(each.facts_added) for each in found.documents] == [1]
    assert found.documents[0].facts_added[0].start is not None


def test_what_only_full_evidence_tells_of_a_build_makes_no_difference(
    tmp_path: Path,
) -> None:
    (tmp_path / "a.txt").write_text(EAR)
    for evidence in ("full", "compact"):
        pipeline.build(
            tmp_path / "a.txt",
            tmp_path / evidence,
            formats=["ttl"],
            evidence=evidence,
            jobs=1,
        )
    found = pipeline.compare(tmp_path / "full", tmp_path / "compact")
    assert found.is_empty
    assert found.made == ()


def test_a_graph_without_evidence_cannot_be_compared_by_document(
    build: Path, tmp_path: Path
) -> None:
    bare = make(PAGES, tmp_path / "none", evidence="none")
    with pytest.raises(OutputError, match=r"none.*--format patch"):
        pipeline.compare(build, bare)
    with pytest.raises(OutputError, match=r"none.*--format patch"):
        pipeline.compare(bare, build)


def test_a_thing_under_another_node_is_told_once(build: Path, tmp_path: Path) -> None:
    """One document more can give a thing another name, and so another node."""
    turtle = build.read_text()
    old, new = "concept:symptom-hearing-loss", "concept:symptom-deafness"
    assert old in turtle
    label = 'rdfs:label "hearing loss"@en'
    other = tmp_path / "new.ttl"
    named = 'rdfs:label "deafness"@en ;\n  skos:altLabel "hearing loss"@en'
    other.write_text(turtle.replace(old, new).replace(label, named))
    found = pipeline.compare(build, other)
    assert found.documents == ()
    (thing,) = found.things_renamed
    assert (thing.old.label, thing.new.label) == ("hearing loss", "deafness")
    assert thing.new.iri.endswith("/concept/symptom-deafness")
    (back,) = pipeline.compare(other, build).things_renamed
    assert (back.old, back.new) == (thing.new, thing.old)


def test_a_thing_of_which_two_nodes_may_be_the_new_one_is_gone(
    build: Path, tmp_path: Path
) -> None:
    turtle = build.read_text()
    named = (
        'a pg:Symptom ;\n  rdfs:label "{0}"@en ;\n  skos:altLabel "hearing loss"@en .'
    )
    more = "".join(
        f"\n\nconcept:symptom-{name} {named.format(name)}\n"
        for name in ("deafness", "numbness")
    )
    other = tmp_path / "new.ttl"
    gone = turtle.replace("concept:symptom-hearing-loss", "concept:symptom-noise")
    other.write_text(gone.replace('"hearing loss"@en', '"noise"@en') + more)
    found = pipeline.compare(build, other)
    assert found.things_renamed == ()
    (document,) = found.documents
    assert [each.object.label for each in document.facts_removed] == ["hearing loss"]
    assert [each.object.label for each in document.facts_added] == ["noise"]


def test_another_label_of_a_thing_changes_no_fact(build: Path, tmp_path: Path) -> None:
    other = tmp_path / "new.ttl"
    label = 'rdfs:label "hearing loss"@en'
    assert label in build.read_text()
    other.write_text(
        build.read_text().replace(label, 'rdfs:label "loss of hearing"@en')
    )
    assert pipeline.compare(build, other).is_empty


def test_links_to_terminologies_and_codes_are_told(build: Path, tmp_path: Path) -> None:
    turtle = build.read_text()
    node = "proc:ear-tube-placement a pg:Procedure ;"
    assert node in turtle
    link = "\n  skos:exactMatch obo:MAXO_0000001 ;\n  pg:hasCode code:cpt-69436 ;"
    other = tmp_path / "new.ttl"
    other.write_text(turtle.replace(node, node + link))
    found = pipeline.compare(build, other)
    assert found.documents == ()
    assert [
        (each.thing.label, each.predicate, each.target.label)
        for each in found.links_added
    ] == [
        ("ear tube placement", "hasCode", "code:cpt-69436"),
        ("ear tube placement", "skos:exactMatch", "obo:MAXO_0000001"),
    ]
    assert pipeline.compare(other, build).links_removed == found.links_added


def test_what_made_a_build_is_told_and_makes_no_difference(
    build: Path, tmp_path: Path
) -> None:
    turtle = build.read_text()
    other = tmp_path / "new.ttl"
    other.write_text(turtle.replace('pg:codeVersion "', 'pg:codeVersion "9'))
    found = pipeline.compare(build, other)
    assert [each.name for each in found.made] == ["codeVersion"]
    assert found.is_empty


def test_a_fact_of_another_page_is_told_there(tmp_path: Path) -> None:
    old = make(PAGES, tmp_path / "old")
    changed = PAGES | {
        "wards/biopsy.txt": BIOPSY.replace("Infection", "Pain"),
        "ear.txt": EAR.replace("Drainage", "Pain"),
    }
    found = pipeline.compare(old, make(changed, tmp_path / "new"))
    told = {
        each.document: [fact.quote for fact in each.facts_removed]
        for each in found.documents
    }
    assert told == {"ear.txt": ["Drainage"], "wards/biopsy.txt": ["Infection"]}


def test_a_finding_is_told_of_the_document_where_its_place_is(
    build: Path, tmp_path: Path
) -> None:
    turtle = build.read_text()
    (place,) = re.findall(r"span:\S+", paragraph(turtle, "Drainage"))
    texts = re.findall(r"^(doc:\S+) a ", turtle, re.MULTILINE)
    finding = (
        'finding:0000000000000000 a pg:Finding ;\n  pg:checkId "ODD" ;\n'
        '  pg:severity sh:Warning ;\n  pg:message "odd" ;\n'
        f"  pg:sourceDocument {', '.join(texts)} ;\n  pg:evidence {place} .\n"
    )
    other = tmp_path / "new.ttl"
    other.write_text(f"{turtle}\n{finding}")
    # The last by name is told of in front where it has the place.
    renamed = tmp_path / "old.ttl"
    renamed.write_text(turtle.replace('"ear.txt"', '"z.txt"'))
    other.write_text(other.read_text().replace('"ear.txt"', '"z.txt"'))
    (document,) = pipeline.compare(renamed, other).documents
    assert document.document == "z.txt"
    assert document.findings_new[0].documents == (
        "knee.txt",
        "wards/biopsy.txt",
        "z.txt",
    )


def test_a_message_with_a_range_that_is_no_place_is_another_one(
    build: Path, tmp_path: Path
) -> None:
    """Words and their place are as long as each other."""
    turtle = build.read_text()
    graphs = []
    for name, message in (
        ("old", '\\"mg\\" [2:4], \\"mg\\" [2:10]'),
        ("moved", '\\"mg\\" [7:9], \\"mg\\" [2:10]'),
        ("new", '\\"mg\\" [2:4], \\"mg\\" [2:90]'),
    ):
        graphs.append(tmp_path / f"{name}.ttl")
        finding = (
            'finding:0000000000000000 a pg:Finding ;\n  pg:checkId "ODD" ;\n'
            f'  pg:severity sh:Warning ;\n  pg:message "{message}" .\n'
        )
        graphs[-1].write_text(f"{turtle}\n{finding}")
    old, moved, new = graphs
    assert pipeline.compare(old, moved).is_empty
    (document,) = pipeline.compare(old, new).documents
    assert len(document.findings_changed) == 1
