"""Facets: what names show, how facets stand to each other, what the file must hold."""

from urllib.parse import urlsplit

import pytest

from pipeline import knowledge
from pipeline.errors import VocabularyError
from pipeline.vocabulary import code_facts
from pipeline.vocabulary.code_facts import CodeFactsFile, compile_file
from pipeline.vocabulary.facet_phrases import JoinedRule

FACTS = code_facts.load()
SMALL = """
version: '1'
retrieved: today
dimensions:
  action:
    values:
      mend: {label: mending, words: [mending], excludes: [break]}
      break: {label: breaking, words: [breaking]}
ignored: []
forms: {TOY: '\\d{3}'}
sides: []
codes:
  TOY:
    "123":
      action: [mend]
      level: one
      add_on: false
      laterality: {applies: null, basis: unknown}
      sources: ['https://a.example.org/x']
"""


def parse(source: str) -> CodeFactsFile:
    return knowledge.parse("code-facts.yaml", source, CodeFactsFile)


@pytest.mark.parametrize(
    ("name", "facets"),
    [
        pytest.param(
            "Fusion of the neck from the front",
            ["action/fusion", "region/cervical-spine", "approach/anterior"],
            id="plain words",
        ),
        pytest.param(
            "ARTHRODESIS, lumbar",
            ["action/fusion", "region/lumbar-spine"],
            id="capitals",
        ),
        pytest.param(
            "Removal of artificial disc",
            ["action/removal", "technique/total-disc"],
            id="a longer wording counts before a shorter one within",
        ),
        pytest.param(
            "Colonoscopy with biopsy",
            ["action/endoscopy-biopsy", "region/colon"],
            id="what is within tells of other dimensions",
        ),
        pytest.param("Anterior cruciate repair", ["action/repair"], id="a ligament"),
        pytest.param("Blood transfusion", [], id="part of a word"),
        pytest.param("Discussion without fusion", [], id="what is left out"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_the_words_of_a_name_show_facets(name: str, facets: list[str]) -> None:
    assert [each.facet for each in FACTS.shown(name)] == facets


def test_the_place_of_the_words_is_kept() -> None:
    name = "Fusion of the NECK\u2019s spine from\u00a0behind"
    assert [name[each.start : each.end] for each in FACTS.shown(name)] == [
        "Fusion",
        "NECK",
        "spine",
        "from\u00a0behind",
    ]


@pytest.mark.parametrize(
    ("facet", "other", "excludes"),
    [
        ("action/fusion", "action/removal", True),
        ("action/removal", "action/fusion", True),
        ("approach/posterolateral", "approach/anterior", True),
        ("approach/posterolateral", "approach/posterior", False),
        ("region/knee", "region/hip", True),
        ("region/knee", "region/limb", False),
        ("region/spine", "region/lumbar-spine", False),
        ("region/thoracic-spine", "region/lumbosacral-spine", True),
        ("action/fusion", "action/decompression", False),
        ("action/fusion", "region/knee", False),
    ],
)
def test_facets_exclude_each_other(facet: str, other: str, *, excludes: bool) -> None:
    assert FACTS.excludes(facet, other) is excludes


def test_exclusion_counts_both_ways() -> None:
    for facet in FACTS.labels:
        assert not FACTS.excludes(facet, facet)
        for other in FACTS.labels:
            assert FACTS.excludes(facet, other) == FACTS.excludes(other, facet)


def test_the_special_case_stands_for_the_general_one() -> None:
    facets = {"region/spine", "region/lumbar-spine", "action/fusion"}
    assert FACTS.specific(facets) == {"region/lumbar-spine", "action/fusion"}


def test_pages_of_one_publisher_count_once() -> None:
    fact = FACTS.about("CPT", "22865")
    assert fact is not None
    assert len(fact.sources) == 2
    assert fact.publishers == ("codingahead.com",)


def test_a_code_that_nobody_described_has_no_facts() -> None:
    assert FACTS.about("CPT", "99990") is None
    assert FACTS.about("HCPCS", "22551") is None


def test_every_code_has_its_form_a_source_and_an_action() -> None:
    assert len(FACTS.facts) >= 40
    for fact in FACTS.facts.values():
        assert FACTS.is_formed(fact.system, fact.value)
        assert all(urlsplit(s).scheme in {"http", "https"} for s in fact.sources)
        assert any(facet.startswith("action/") for facet in fact.facets)


def test_the_facets_of_no_code_exclude_each_other() -> None:
    for fact in FACTS.facts.values():
        clashing = [
            (facet, other)
            for facet in fact.facets
            for other in fact.facets
            if FACTS.excludes(facet, other)
            and not {facet, other} <= {"region/thoracic-spine", "region/lumbar-spine"}
            and not {facet, other} <= {"region/cervical-spine", "region/lumbar-spine"}
        ]
        assert clashing == [], fact.value


def test_the_file_holds_no_wording_of_a_code() -> None:
    """No value on a code is longer than an address or a short note of ours."""
    read = knowledge.records("code-facts.yaml", CodeFactsFile)
    for codes in read.codes.values():
        for entry in codes.values():
            assert len(entry.level) <= 20
            assert len(entry.note) <= 90


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        pytest.param(
            "[mend]", "[sing]", "123: there is no facet 'action/sing'", id="f"
        ),
        pytest.param("[break]", "[sing]", "'sing' is no other action", id="excluded"),
        pytest.param("[mending]", "[Mending]", "'Mending' is not in lower", id="case"),
        pytest.param('"123"', '"12"', "12: has not the form", id="form of a code"),
        pytest.param("['https://a.example.org/x']", "[]", "needs the addre", id="none"),
        pytest.param("['https://a.example.org/x']", "[book]", "needs the a", id="book"),
        pytest.param("ignored: []", "ignored: [mending]", "is ignored", id="ignored"),
        pytest.param("'\\d{3}'", "'('", "forms.TOY", id="pattern"),
    ],
)
def test_a_fault_in_meaning_is_told(old: str, new: str, told: str) -> None:
    assert old in SMALL
    with pytest.raises(VocabularyError, match=told.replace("(", r"\(")) as fault:
        compile_file(parse(SMALL.replace(old, new)))
    assert str(fault.value).startswith("ontology/code-facts.yaml")


def test_a_fault_in_shape_names_its_line() -> None:
    broken = SMALL.replace("add_on: false", "add_on: perhaps")
    with pytest.raises(VocabularyError, match=r"code-facts\.yaml:17: Expected `bool`"):
        parse(broken)


FILE = knowledge.records("code-facts.yaml", CodeFactsFile)


@pytest.mark.parametrize(
    ("facet", "words"),
    [
        pytest.param(f"{name}/{value}", words, id=f"{name}/{value}: {words}")
        for name, dimension in FILE.dimensions.items()
        for value, entry in dimension.values.items()
        for words in entry.words
    ],
)
def test_each_wording_shows_its_facet(facet: str, words: str) -> None:
    assert facet in {each.facet for each in FACTS.shown(words)}


@pytest.mark.parametrize("rule", FILE.joined.rules, ids=lambda rule: rule.id)
def test_a_phrase_shows_facets_in_its_example(rule: JoinedRule) -> None:
    assert len(rule.generalises.split()) > 1
    assert set(rule.shows) <= {each.facet for each in FACTS.shown(rule.example)}
