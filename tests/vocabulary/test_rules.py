"""Every rule of the vocabularies shows by its example what it does, and does it.

An example that a rule before it takes, or that comes out otherwise, means that the rule
or the example is wrong. Those known to be so stand in ``KNOWN``, each with its reason.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

import pytest

from pipeline import codes, knowledge, procedure
from pipeline.folding import fold
from pipeline.mentions import inner, values
from pipeline.mentions import triggered as by_trigger
from pipeline.mentions.draft import Draft, Role
from pipeline.mentions.phrases import peel, told_around
from pipeline.mentions.view import View, view
from pipeline.model import (
    Block,
    BlockKind,
    Certainty,
    Document,
    Polarity,
    Section,
    Unit,
)
from pipeline.vocabulary import reading
from pipeline.vocabulary.codes import CodesFile, CodeSystem
from pipeline.vocabulary.instructions import InstructionsFile, MoodRule
from pipeline.vocabulary.leadins import LeadInRule, LeadInsFile
from pipeline.vocabulary.names import NamesFile, NoName
from pipeline.vocabulary.procedures import ProceduresFile, WrapperRule
from pipeline.vocabulary.qualifiers import CueRule, CutRule, LeadRule, QualifiersFile
from pipeline.vocabulary.roles import ColumnRule, InnerRule, RolesFile
from pipeline.vocabulary.times import Relation, Spoken, TimesFile
from pipeline.vocabulary.triggers import TriggerRule, TriggersFile

# Rule and what of its example fails -> why. To be emptied, not lengthened.
KNOWN: Mapping[tuple[str, str], str] = {}

VOCABULARY = reading.load()
LEADINS = knowledge.records("vocabulary/leadins.yaml", LeadInsFile)
TRIGGERS = knowledge.records("vocabulary/triggers.yaml", TriggersFile)
QUALIFIERS = knowledge.records("vocabulary/qualifiers.yaml", QualifiersFile)
INSTRUCTIONS = knowledge.records("vocabulary/instructions.yaml", InstructionsFile)
PROCEDURES = knowledge.records("vocabulary/procedures.yaml", ProceduresFile)
CODES = knowledge.records("vocabulary/codes.yaml", CodesFile)
TIMES = knowledge.records("vocabulary/times.yaml", TimesFile)
ROLES = knowledge.records("vocabulary/roles.yaml", RolesFile)
NAMES = knowledge.records("vocabulary/names.yaml", NamesFile)
PLACED: Sequence[LeadInRule | TriggerRule] = (*LEADINS.rules, *TRIGGERS.triggers)
MOODS = {
    "directives": (INSTRUCTIONS.directives, VOCABULARY.instructions.directives),
    "not_instructions": (
        INSTRUCTIONS.not_instructions,
        VOCABULARY.instructions.not_instructions,
    ),
    "context": (INSTRUCTIONS.context, VOCABULARY.instructions.context),
}
IDS: Mapping[str, Sequence[str]] = {
    "leadins.yaml": [rule.id for rule in LEADINS.rules],
    "triggers.yaml": [rule.id for rule in TRIGGERS.triggers],
    "qualifiers.yaml": [
        *(rule.id for rule in QUALIFIERS.cuts),
        *(rule.id for rule in QUALIFIERS.leads),
        *(rule.id for rule in (*QUALIFIERS.negations, *QUALIFIERS.hedges)),
        *(rule.id for rule in QUALIFIERS.sometimes),
    ],
    "instructions.yaml": [rule.id for rules, _ in MOODS.values() for rule in rules],
    "procedures.yaml": [rule.id for rule in PROCEDURES.wrappers],
    "codes.yaml": [rule.system for rule in CODES.systems],
    "times.yaml": [
        *(rule.id for rule in TIMES.relations),
        *(rule.id for rule in TIMES.spoken),
    ],
    "roles.yaml": [
        *(rule.id for rule in ROLES.columns),
        *(rule.id for rule in ROLES.inner),
    ],
    "names.yaml": [rule.id for rule in NAMES.rules],
}


def whole(text: str) -> View:
    return view(text, 0, len(text))


def sections(rule: LeadInRule | TriggerRule) -> list[str]:
    """Return the types of sections in which *rule* may fire, one where any will do."""
    if isinstance(rule, LeadInRule):
        return sorted(rule.sections) or ["other"]
    return sorted(rule.sections or set(ROLES.sections) - rule.not_in)


# ---------------------------------------------------------------- what all promise


@pytest.mark.parametrize("name", sorted(IDS))
def test_no_two_rules_of_a_file_have_one_id(name: str) -> None:
    assert [id_ for id_, times in Counter(IDS[name]).items() if times > 1] == []
    assert all(IDS[name])


@pytest.mark.parametrize(("rule", "where"), sorted(KNOWN))
def test_what_is_known_to_fail_is_still_a_rule(rule: str, where: str) -> None:
    assert rule in {id_ for ids in IDS.values() for id_ in ids}
    assert where in {*ROLES.sections, "test", "short", "first", "gate", "denied"}


@pytest.mark.parametrize(
    "rule",
    [pytest.param(rule, id=rule.id) for rule in PLACED],
)
def test_a_rule_stands_in_sections_that_there_are(
    rule: LeadInRule | TriggerRule,
) -> None:
    known = set(ROLES.sections)
    assert rule.sections <= known
    assert not isinstance(rule, TriggerRule) or rule.not_in <= known


# ---------------------------------------------------------------- lead-ins


@pytest.mark.parametrize("rule", LEADINS.rules, ids=lambda rule: f"{rule.id} fits")
def test_a_lead_in_fits_its_example_in_each_of_its_sections(rule: LeadInRule) -> None:
    (compiled,) = (each for each in VOCABULARY.leadins.rules if each.id == rule.id)
    assert all(compiled.fits(fold(rule.example), kind) for kind in sections(rule))


@pytest.mark.parametrize(
    ("rule", "section"),
    [
        pytest.param(rule, section, id=f"{rule.id} in {section}")
        for rule in LEADINS.rules
        for section in sections(rule)
        if (rule.id, "first") not in KNOWN
    ],
)
def test_no_lead_in_before_it_takes_its_example(rule: LeadInRule, section: str) -> None:
    words = fold(rule.example)
    first = next(each for each in VOCABULARY.leadins.rules if each.fits(words, section))
    assert first.id == rule.id


@pytest.mark.parametrize("rule", LEADINS.rules, ids=lambda rule: rule.id)
def test_only_a_lead_in_for_labels_gives_them_its_words(rule: LeadInRule) -> None:
    (compiled,) = (each for each in VOCABULARY.leadins.rules if each.id == rule.id)
    assert bool(compiled.prefix(fold(rule.example))) is rule.label


# ---------------------------------------------------------------- triggers


def triggered(text: str, section: str, *, about: bool = True) -> list[Draft]:
    seen = whole(text)
    role = Role(ROLES.sections[section].items, section, has_procedure=about)
    return list(by_trigger.read(seen, role, seen.span(), VOCABULARY))


@pytest.mark.parametrize(
    ("rule", "section"),
    [
        pytest.param(rule, section, id=f"{rule.id} in {section}")
        for rule in TRIGGERS.triggers
        for section in sections(rule)
        if (rule.id, section) not in KNOWN
    ],
)
def test_a_trigger_reads_its_example_and_nothing_else_does(
    rule: TriggerRule, section: str
) -> None:
    found = triggered(rule.example.text, section, about=rule.page != "none")
    assert [(each.label, each.type, each.rule) for each in found] == [
        (label, rule.type, rule.id) for label in rule.example.labels
    ]


@pytest.mark.parametrize(
    "rule",
    [
        pytest.param(rule, id=rule.id)
        for rule in TRIGGERS.triggers
        if (rule.id, "denied") not in KNOWN
    ],
)
def test_what_an_example_names_is_not_denied(rule: TriggerRule) -> None:
    section = sections(rule)[0]
    found = triggered(rule.example.text, section)
    assert found
    assert not any(each.is_denied for each in found)


@pytest.mark.parametrize(
    "rule",
    [
        pytest.param(rule, id=rule.id)
        for rule in TRIGGERS.triggers
        if (rule.id, "gate") not in KNOWN
    ],
)
def test_a_gate_stands_in_the_example_that_it_guards(rule: TriggerRule) -> None:
    assert any(word in fold(rule.example.text) for word in rule.gate)


# ---------------------------------------------------------------- qualifiers


@pytest.mark.parametrize(
    ("rule", "kind"),
    [
        pytest.param(rule, kind, id=f"{rule.id} in a {kind} phrase")
        for rule in QUALIFIERS.cuts
        for kind in sorted(rule.types)
        if (rule.id, kind) not in KNOWN
    ],
)
def test_a_cut_leaves_the_core_and_gives_the_value(rule: CutRule, kind: str) -> None:
    text = whole(rule.example.text)
    qualifiers, lexicon = VOCABULARY.qualifiers, VOCABULARY.lexicon
    peeled = (
        told_around(text, qualifiers, lexicon)
        if kind == "instruction"
        else peel(
            text,
            "DiagnosticTest" if kind == "test" else "Complication",
            is_test=kind == "test",
            vocabulary=qualifiers,
            lexicon=lexicon,
        )
    )
    value = peeled.texts.get(rule.qualifier, "")
    if rule.qualifier == "examples":
        value = ", ".join(peeled.examples)
    assert (peeled.core.text, value) == (rule.example.core, rule.example.value)


@pytest.mark.parametrize("rule", QUALIFIERS.leads, ids=lambda rule: rule.id)
def test_what_leads_to_a_core_is_taken_off(rule: LeadRule) -> None:
    (pattern,) = (p for p, each in VOCABULARY.qualifiers.leads if each.id == rule.id)
    found = pattern.match(rule.example.text)
    assert found is not None
    assert rule.example.text[found.end() :] == rule.example.core


@pytest.mark.parametrize("rule", QUALIFIERS.leads, ids=lambda rule: rule.id)
def test_a_phrase_is_peeled_to_the_core_of_the_example(rule: LeadRule) -> None:
    peeled = [
        peel(
            whole(rule.example.text),
            type_,
            is_test=False,
            vocabulary=VOCABULARY.qualifiers,
            lexicon=VOCABULARY.lexicon,
        )
        for type_ in sorted(rule.types) or ["Complication"]
    ]
    assert rule.example.core in {each.core.text for each in peeled}
    assert {each.certainty for each in peeled} == {rule.certainty or Certainty.STATED}
    assert {each.polarity for each in peeled} == {Polarity.AFFIRMED}


@pytest.mark.parametrize(
    ("pattern", "rule"),
    [
        pytest.param(pattern, rule, id=f"{rule.id} hears {rule.example!r}")
        for pattern, rule in (
            *VOCABULARY.qualifiers.negations,
            *VOCABULARY.qualifiers.hedges,
            *VOCABULARY.qualifiers.sometimes,
        )
    ],
)
def test_a_cue_is_heard_in_its_example(pattern: re.Pattern[str], rule: CueRule) -> None:
    assert pattern.search(rule.example)


def test_a_cue_of_doubt_says_how_certain_things_are_and_one_of_denial_does_not() -> (
    None
):
    assert all(rule.certainty for rule in QUALIFIERS.hedges)
    assert not any(rule.certainty for rule in QUALIFIERS.negations)


# ---------------------------------------------------------------- inside a mention


@pytest.mark.parametrize(
    ("rule", "type_"),
    [
        pytest.param(rule, type_, id=f"{rule.id} in a {type_}")
        for rule in ROLES.inner
        for type_ in sorted(rule.within)
    ],
)
def test_what_stands_in_the_example_is_found(rule: InnerRule, type_: str) -> None:
    seen = whole(rule.example.text)
    found = inner.find(seen, type_, seen.span(), VOCABULARY)
    assert {each.label: each.type for each in found} == rule.example.found
    assert {each.rule for each in found} == {rule.id}


def test_each_type_has_one_rule_for_what_is_in_it() -> None:
    within = [type_ for rule in ROLES.inner for type_ in rule.within]
    assert len(within) == len(set(within))


# ---------------------------------------------------------------- columns


def columns(head: str, section: str) -> list[str]:
    """Return the rules that know *head* in a section of type *section*, in order."""
    return [
        rule.id
        for pattern, rule in VOCABULARY.roles.columns
        if section not in rule.not_in and pattern.search(fold(head))
    ]


@pytest.mark.parametrize("rule", ROLES.columns, ids=lambda rule: rule.id)
def test_a_column_is_known_by_its_head(rule: ColumnRule) -> None:
    held = [section for section in ROLES.sections if section not in rule.not_in]
    found = {section: columns(rule.example, section) for section in held}
    assert held
    assert all(rule.id in ids for ids in found.values())
    assert any(ids[0] == rule.id for ids in found.values())


# ---------------------------------------------------------------- moods


def moods() -> Iterator[object]:
    for name, (rules, compiled) in MOODS.items():
        for rule, (pattern, id_) in zip(rules, compiled, strict=True):
            assert rule.id == id_
            case = f"{name}: {rule.id} hears {rule.example!r}"
            yield pytest.param(pattern, rule.example, id=case)


@pytest.mark.parametrize(("pattern", "example"), list(moods()))
def test_a_mood_is_heard_in_its_example(pattern: re.Pattern[str], example: str) -> None:
    assert pattern.search(example)


@pytest.mark.parametrize("rule", INSTRUCTIONS.directives, ids=lambda rule: rule.id)
def test_what_tells_to_do_something_is_no_description(rule: MoodRule) -> None:
    described = VOCABULARY.instructions.not_instructions
    assert [id_ for p, id_ in described if p.search(rule.example)] == []


# ---------------------------------------------------------------- titles


@pytest.mark.parametrize("rule", PROCEDURES.wrappers, ids=lambda rule: rule.id)
def test_what_stands_around_a_name_in_a_title_is_taken_off(rule: WrapperRule) -> None:
    (pattern,) = (p for p, id_ in VOCABULARY.procedures.wrappers if id_ == rule.id)
    found = pattern.match(rule.example.text)
    assert found is not None
    assert found["name"].strip() == rule.example.name


@pytest.mark.parametrize("rule", PROCEDURES.wrappers, ids=lambda rule: rule.id)
def test_a_title_like_the_example_names_the_procedure(rule: WrapperRule) -> None:
    # The examples name a thing that is no procedure's; here one takes its place.
    title = rule.example.text.replace("knee wash", "knee arthroscopy")
    name = rule.example.name.replace("knee wash", "knee arthroscopy")
    document, section, units = page(title.replace("arthroscopying", "arthroscopy"))
    found = procedure.find(document, [section], units, (), VOCABULARY)
    assert found is not None
    assert found.label == name.replace("arthroscopying", "arthroscopy")


def page(line: str) -> tuple[Document, Section, tuple[Unit, ...]]:
    """Return a document that is one line, in one section without a heading."""
    document = Document("d", line, "", "", "text/plain", "utf-8")
    block = Block(BlockKind.PARAGRAPH, 0, len(line), 0)
    section = Section(0, "", "overview", 0, len(line), 0, (block,))
    return document, section, (Unit(0, len(line), 0, 0, block),)


# ---------------------------------------------------------------- codes, times


@pytest.mark.parametrize("system", CODES.systems, ids=lambda system: system.system)
def test_a_code_is_found_in_the_example_of_its_system(system: CodeSystem) -> None:
    document, section, units = page(system.example.text)
    found = codes.find(document, [section], units, VOCABULARY.codes)
    assert [(each.system, each.value) for each in found] == [
        (system.system, system.example.value)
    ]


@pytest.mark.parametrize("relation", TIMES.relations, ids=lambda relation: relation.id)
def test_the_example_of_a_relation_is_read_so(relation: Relation) -> None:
    found = values.times(relation.example, VOCABULARY.times)
    assert [each.relation for each in found] == [relation.relation]


@pytest.mark.parametrize("rule", TIMES.spoken, ids=lambda rule: rule.id)
def test_a_time_without_a_number_is_told_as_it_stands(rule: Spoken) -> None:
    found = VOCABULARY.times.spoken.search(rule.example)
    assert found is not None
    assert re.fullmatch(rule.pattern, found[0])
    assert rule.example[values.first(rule.example, VOCABULARY.times)] == found[0]


def test_no_wording_of_two_relations_is_the_same() -> None:
    said = [words for each in TIMES.relations for words in each.before]
    assert [words for words, times in Counter(said).items() if times > 1] == []


# ---------------------------------------------------------------- names of things


@pytest.mark.parametrize(
    "known", [pytest.param(known, id=known.rule.id) for known in VOCABULARY.names.rules]
)
def test_a_rule_on_names_refuses_its_example_and_not_its_counter(known: NoName) -> None:
    types = known.rule.types or {"Condition"}
    for type_ in types:
        assert known.fits(known.rule.example, type_, VOCABULARY.lexicon)
        assert not known.fits(known.rule.counter, type_, VOCABULARY.lexicon)
    assert set(types) <= {*ROLES.types.things, *ROLES.types.facts, "Anatomy", "Cause"}
