"""Mentions become assertions and nodes; what is denied gives no role."""

import hashlib
from dataclasses import replace

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import assertions, identifiers
from pipeline.model import (
    Assertion,
    Certainty,
    CodeMention,
    Document,
    Literal,
    Mention,
    MoneyValue,
    Node,
    Polarity,
    ProcedureMention,
    Qualifiers,
    Reading,
    Span,
    TimeValue,
)
from pipeline.vocabulary import lexicon, predicates

VOCABULARY = predicates.load()
TEXT = (
    "Ear Tube Placement\n"
    + "A line of the page, one of many.\n" * 20
    + "Call us: Fever."
)
KEY = hashlib.sha256(TEXT.encode()).hexdigest()[:16]
DOCUMENT = Document(
    "ear.txt", TEXT, "", hashlib.sha256(TEXT.encode()).hexdigest(), "", ""
)
PROCEDURE = ProcedureMention(
    "ear tube placement", 0, 18, Span(0, 18), 0, "r", ("tympanostomy",)
)
ID = "procedure/ear-tube-placement"


def mention(
    kind: str,
    label: str,
    start: int = 19,
    *,
    parent: str | None = None,
    values: tuple[TimeValue | MoneyValue, ...] = (),
    **qualifiers: object,
) -> Mention:
    end = start + len(label)
    return Mention(
        id=f"{kind}-{start}-{label}",
        type=kind,
        label=label,
        start=start,
        end=end,
        evidence=Span(start, end + 2),
        section=1,
        rule="r.x",
        confidence=0.9,
        qualifiers=Qualifiers(**qualifiers),  # type: ignore[arg-type]
        parent=parent,
        values=values,
    )


class Stated:
    """What :func:`assertions.state` made, by identifier and as bare triples."""

    def __init__(self, *mentions: Mention, codes: tuple[CodeMention, ...] = ()) -> None:
        """State a page about the procedure that holds these."""
        reading = Reading(PROCEDURE, mentions, codes)
        nodes, self.assertions, self.procedure = assertions.state(
            DOCUMENT, reading, VOCABULARY, lexicon.load()
        )
        self.nodes = {node.id: node for node in nodes}

    @property
    def triples(self) -> list[tuple[str, str, str]]:
        """All that is asserted, without its evidence."""
        return [(a.subject, a.predicate, a.object) for a in self.assertions]

    @property
    def only(self) -> Assertion:
        """The one assertion there is."""
        (found,) = self.assertions
        return found

    @property
    def thing(self) -> Node:
        """The object of the one assertion there is."""
        return self.nodes[self.only.object]


# ------------------------------------------------------------ the whole


def test_a_page_of_no_procedure_states_nothing() -> None:
    reading = Reading(None, (mention("Complication", "bleeding"),), ())
    assert assertions.state(DOCUMENT, reading, VOCABULARY, lexicon.load()) == (
        (),
        (),
        "",
    )


def test_the_procedure_is_its_name_with_other_names_beside_it() -> None:
    stated = Stated()
    assert stated.procedure == ID
    node = stated.nodes[ID]
    assert (node.label, node.alt_labels) == ("ear tube placement", ("tympanostomy",))
    assert node.types == ("pg:Procedure",)


def test_an_assertion_leads_back_to_mention_place_and_rule() -> None:
    found = Stated(
        mention("Complication", "bleeding", 30, certainty=Certainty.POSSIBLE)
    ).only
    assert (found.start, found.end) == (30, 40)
    assert found.quote == TEXT[30:40]
    assert (found.document, found.section, found.rule) == ("ear.txt", 1, "r.x")
    assert (found.confidence, found.mention) == (0.9, "Complication-30-bleeding")
    assert found.certainty is Certainty.POSSIBLE
    assert found.id == identifiers.assertion(
        KEY, ID, "hasComplication", "concept/symptom-bleeding", (30, 40)
    )


def test_qualifiers_stay_on_the_assertion() -> None:
    found = Stated(mention("DiagnosticTest", "hearing test", purpose="to check")).only
    assert found.qualifiers.purpose == "to check"


MENTIONS = [
    mention("Complication", "bleeding", 30),
    mention("Complication", "bleeding", 50),
    mention("ProcedureStep", "clean the ear", 70),
    mention("ProcedureStep", "cut the ear drum", 90),
    mention("Device", "tube", 95, parent="ProcedureStep-90-cut the ear drum"),
    mention("FollowUp", "visit", 110, values=(TimeValue("P2W", "P2W", "at"),)),
    mention("Condition", "ear infection", 130, polarity=Polarity.NEGATED),
]


@given(st.permutations(MENTIONS))
def test_the_order_of_mentions_does_not_count(order: list[Mention]) -> None:
    one, other = Stated(*MENTIONS), Stated(*order)
    assert (one.nodes, one.assertions) == (other.nodes, other.assertions)


def test_nodes_and_assertions_are_sorted_and_each_once() -> None:
    stated = Stated(*MENTIONS, *MENTIONS[:1])
    places = [(a.start, a.end, a.id) for a in stated.assertions]
    assert places == sorted(set(places))
    assert list(stated.nodes) == sorted(stated.nodes)


def test_every_subject_and_object_is_a_node() -> None:
    stated = Stated(*MENTIONS)
    ends = {end for a in stated.assertions for end in (a.subject, a.object)}
    assert ends <= stated.nodes.keys()


# ------------------------------------------------------------ concepts and roles


@pytest.mark.parametrize(
    ("kind", "predicate", "types"),
    [
        ("Condition", "indicatedFor", {"pg:Condition"}),
        ("Symptom", "indicatedBySymptom", {"pg:Condition"}),
        ("RiskFactor", "hasRiskFactor", {"pg:Condition", "pg:RiskFactor"}),
        ("Complication", "hasComplication", {"pg:Condition", "pg:Complication"}),
        (
            "Contraindication",
            "contraindicatedBy",
            {"pg:Condition", "pg:Contraindication"},
        ),
    ],
)
def test_one_thing_is_one_node_in_every_role(
    kind: str, predicate: str, types: set[str]
) -> None:
    stated = Stated(mention(kind, "obesity"))
    assert stated.triples == [(ID, predicate, "concept/condition-obesity")]
    assert set(stated.thing.types) == types


@pytest.mark.parametrize(
    ("kind", "label", "predicate", "object_"),
    [
        ("DiagnosticTest", "hearing test", "hasDiagnosticTest", "test-hearing-test"),
        ("AlternativeTreatment", "nasal spray", "hasAlternative", None),
        ("Benefit", "better hearing", "hasBenefit", "benefit-better-hearing"),
        ("Setting", "day clinic", "performedIn", "setting-day-clinic"),
        ("Personnel", "surgeon", "performedBy", "personnel-surgeon"),
        ("Anesthesia", "sedation", "usesAnesthesia", "anesthesia-sedation"),
    ],
)
def test_each_type_has_its_link(
    kind: str, label: str, predicate: str, object_: str | None
) -> None:
    found = Stated(mention(kind, label)).only
    assert (found.subject, found.predicate) == (ID, predicate)
    if object_:
        assert found.object == f"concept/{object_}"


def test_what_is_denied_is_asserted_as_denied_and_plays_no_role() -> None:
    stated = Stated(mention("Complication", "infection", polarity=Polarity.NEGATED))
    assert stated.only.polarity is Polarity.NEGATED
    assert stated.thing.types == ("pg:Condition",)


def test_denied_in_one_place_and_affirmed_in_another_it_plays_the_role() -> None:
    stated = Stated(
        mention("Complication", "infection", 30, polarity=Polarity.NEGATED),
        mention("Complication", "infection", 60),
    )
    assert {a.polarity for a in stated.assertions} == set(Polarity)
    assert "pg:Complication" in stated.nodes["concept/condition-infection"].types


def test_of_one_sentence_that_affirms_and_denies_the_affirmed_counts() -> None:
    denied = mention("Complication", "infection", polarity=Polarity.NEGATED)
    affirmed = msgspec.structs.replace(denied, id="other", qualifiers=Qualifiers())
    for order in ((denied, affirmed), (affirmed, denied)):
        assert Stated(*order).only.polarity is Polarity.AFFIRMED


def test_side_and_severity_make_another_concept() -> None:
    stated = Stated(mention("Condition", "hernia", side="left", severity="large"))
    assert stated.only.object == "concept/condition-large-left-hernia"


def test_synonyms_become_further_labels() -> None:
    stated = Stated(mention("DiagnosticTest", "hearing test", synonyms=("audiometry",)))
    assert stated.thing.alt_labels == ("audiometry",)


def test_an_unknown_type_of_mention_states_nothing() -> None:
    assert Stated(mention("Purpose", "to drain fluid")).assertions == ()


# ------------------------------------------------------------ criteria


def test_a_failed_treatment_is_a_criterion_with_the_treatment() -> None:
    stated = Stated(mention("Condition", "failed antibiotic therapy"))
    assert stated.triples == [(ID, "requiresCriterion", f"criterion/{KEY}-19")]
    assert dict(stated.thing.links) == {
        "pg:priorTherapy": "concept/intervention-antibiotic-therapy",
        "pg:therapyOutcome": "outcome:failed",
    }
    therapy = stated.nodes["concept/intervention-antibiotic-therapy"]
    assert therapy.types == ("pg:Intervention",)


def test_a_criterion_names_the_treatment_that_did_not_help() -> None:
    stated = Stated(
        mention("Criterion", "tried for six weeks", refractory_to="the nasal sprays")
    )
    assert "concept/intervention-nasal-spray" in dict(stated.thing.links).values()


def test_a_criterion_without_treatment_has_its_label_alone() -> None:
    stated = Stated(mention("Criterion", "three infections in a year"))
    assert (stated.only.predicate, stated.thing.links) == ("requiresCriterion", ())


def test_a_complaint_that_resists_treatment_stays_a_complaint() -> None:
    found = Stated(mention("Symptom", "ear pain", refractory_to="drops")).only
    assert found.predicate == "indicatedBySymptom"
    assert found.qualifiers.refractory_to == "drops"


def test_a_failing_organ_is_no_failed_treatment() -> None:
    assert (
        Stated(mention("Condition", "failing heart")).only.predicate == "indicatedFor"
    )


# ------------------------------------------------------------ steps, instructions


def test_steps_are_numbered_in_the_order_of_the_text() -> None:
    stated = Stated(
        mention("ProcedureStep", "place the tube", 90, condition="if needed"),
        mention("ProcedureStep", "clean the ear", 40),
    )
    first, second = stated.nodes[f"step/{KEY}-40"], stated.nodes[f"step/{KEY}-90"]
    assert dict(first.values)["pg:stepIndex"] == Literal("1", "xsd:positiveInteger")
    assert dict(second.values)["pg:stepIndex"].value == "2"
    assert dict(first.links) == {
        "pg:nextStep": second.id,
        "pg:obligation": "obligation:required",
    }
    assert dict(second.links) == {"pg:obligation": "obligation:conditional"}
    assert dict(second.values)["pg:conditionText"].value == "if needed"
    assert first.label == "clean the ear"


def test_a_denied_step_follows_nothing_and_nothing_follows_it() -> None:
    stated = Stated(
        mention("ProcedureStep", "one", 40),
        mention("ProcedureStep", "two", 60, polarity=Polarity.NEGATED),
        mention("ProcedureStep", "three", 80),
    )
    links = [name for node in stated.nodes.values() for name, _ in node.links]
    assert "pg:nextStep" not in links


@pytest.mark.parametrize(
    ("kind", "phase"),
    [
        ("PreparationInstruction", "phase:preparation"),
        ("RecoveryInstruction", "phase:recovery"),
        ("HomeCareInstruction", "phase:homeCare"),
        ("PreventionAdvice", "phase:prevention"),
    ],
)
def test_an_instruction_has_phase_action_and_reason(kind: str, phase: str) -> None:
    stated = Stated(
        mention(kind, "avoid swimming", action="avoid", effect="which wets the ear")
    )
    assert stated.triples == [(ID, "hasInstruction", f"instruction/{KEY}-19")]
    assert dict(stated.thing.links) == {"pg:action": "action:avoid", "pg:phase": phase}
    assert dict(stated.thing.values) == {"pg:rationale": Literal("which wets the ear")}


def test_an_instruction_tells_its_one_time() -> None:
    time = TimeValue("P6W", "P6W", "for")
    thing = Stated(mention("RecoveryInstruction", "rest", values=(time,))).thing
    assert dict(thing.values)["pg:offsetDays"].value == "42"
    assert dict(thing.links)["pg:action"] == "action:do"


def test_the_same_instruction_in_two_places_is_two_things() -> None:
    stated = Stated(
        mention("HomeCareInstruction", "rest", 30),
        mention("HomeCareInstruction", "rest", 70),
    )
    assert len({a.object for a in stated.assertions}) == 2


# ------------------------------------------------------------ times, money


def test_each_time_of_a_follow_up_is_a_thing_with_the_same_evidence() -> None:
    times = tuple(TimeValue(iso, iso, "at") for iso in ("P6W", "P3M", "P6M"))
    stated = Stated(mention("FollowUp", "visits", values=times))
    place = f"follow-up/{KEY}-19"
    assert {a.object for a in stated.assertions} == {
        place,
        f"{place}-2",
        f"{place}-3",
    }
    assert len({(a.start, a.end, a.quote) for a in stated.assertions}) == 1
    days = [
        dict(stated.nodes[node].values)["pg:offsetDays"].value
        for node in (place, f"{place}-2", f"{place}-3")
    ]
    assert days == ["42", "91", "183"]


def test_a_follow_up_without_a_time_is_one_thing() -> None:
    thing = Stated(mention("FollowUp", "check of the ear")).thing
    assert (thing.types, thing.values) == (("pg:FollowUpEvent",), ())


@pytest.mark.parametrize(
    ("kind", "trigger"), [("FollowUp", True), ("WarningSign", False)]
)
def test_a_reason_to_call_is_a_warning_sign(kind: str, *, trigger: bool) -> None:
    sign = mention(kind, "fever", TEXT.index("Fever"), trigger=trigger)
    stated = Stated(
        msgspec.structs.replace(sign, label="call your doctor if you have a fever")
    )
    assert stated.triples == [(ID, "hasWarningSign", "concept/symptom-fever")]
    assert stated.thing.types == ("pg:Symptom", "pg:WarningSign")


def test_a_price_is_an_amount_and_a_statement_without_one_is_on_coverage() -> None:
    priced = mention(
        "Cost", "about $4,000", values=(MoneyValue("4000", "4000", "USD"),)
    )
    amount = Stated(priced)
    assert amount.triples == [(ID, "costEstimate", f"cost/{KEY}-19")]
    assert amount.thing.types == ("schema:MonetaryAmount",)
    covered = Stated(mention("Cost", "most plans pay"))
    assert covered.triples == [(ID, "hasCoverageStatement", f"coverage/{KEY}-19")]


def test_how_long_it_takes_is_a_quantity() -> None:
    time = TimeValue("PT15M", "PT30M", "for")
    stated = Stated(mention("Duration", "15 to 30 minutes", values=(time,)))
    assert stated.only.predicate == "procedureDuration"
    assert dict(stated.thing.values)["schema:unitCode"].value == "MIN"


# ------------------------------------------------------------ what is found inside


def test_what_a_step_uses_hangs_on_the_step() -> None:
    step = mention("ProcedureStep", "place the tube in the ear drum", 40)
    stated = Stated(
        step,
        mention("Device", "tube", 50, parent=step.id),
        mention("Substance", "saline", 52, parent=step.id),
        mention("Anatomy", "ear drum", 60, parent=step.id),
    )
    uses = [a for a in stated.assertions if a.subject == f"step/{KEY}-40"]
    assert {(a.predicate, a.object) for a in uses} == {
        ("usesDevice", "concept/device-tube"),
        ("usesSubstance", "concept/substance-saline"),
        ("atSite", "concept/anatomy-ear-drum"),
    }
    assert {a.context for a in uses} == {ID}


def test_what_a_denied_step_uses_is_denied_too() -> None:
    step = mention("ProcedureStep", "no drain is left", polarity=Polarity.NEGATED)
    stated = Stated(step, mention("Device", "drain", 22, parent=step.id))
    assert {a.polarity for a in stated.assertions} == {Polarity.NEGATED}
    assert {a.qualifiers.polarity for a in stated.assertions} == {Polarity.NEGATED}


def test_an_effect_is_said_of_the_complication_in_the_context_of_the_procedure() -> (
    None
):
    harm = mention("Complication", "nerve injury leading to weakness", 40)
    harm = msgspec.structs.replace(harm, label="nerve injury")
    stated = Stated(harm, mention("Symptom", "weakness", 64, parent=harm.id))
    effect = next(a for a in stated.assertions if a.predicate == "mayLeadTo")
    assert effect.subject == "concept/condition-nerve-injury"
    assert effect.object == "concept/symptom-weakness"
    assert effect.context == ID
    assert stated.nodes[effect.object].types == ("pg:Symptom",)


def test_a_cause_is_said_of_what_it_brings_about() -> None:
    loss = mention("Condition", "hearing loss", 40)
    stated = Stated(loss, mention("Cause", "ear infection", 56, parent=loss.id))
    cause = next(a for a in stated.assertions if a.predicate == "hasCause")
    assert cause.subject == "concept/symptom-hearing-loss"
    assert "pg:Cause" in stated.nodes[cause.object].types


def test_the_length_of_stay_is_the_procedure_s() -> None:
    advice = mention("RecoveryInstruction", "stay for one to three days", 40)
    time = TimeValue("P1D", "P3D", "for")
    stated = Stated(
        advice,
        mention("LengthOfStay", "1-3 days", 50, parent=advice.id, values=(time,)),
    )
    stay = next(a for a in stated.assertions if a.predicate == "lengthOfStay")
    assert (stay.subject, stay.object) == (ID, f"stay/{KEY}-50")
    ends = dict(stated.nodes[stay.object].values)
    assert (ends["schema:minValue"].value, ends["schema:maxValue"].value) == ("1", "3")


def test_nothing_is_said_of_itself() -> None:
    pain = mention("Complication", "pain", 40)
    stated = Stated(pain, mention("Symptom", "pain", 50, parent=pain.id))
    assert [a.predicate for a in stated.assertions] == ["hasComplication"]


@pytest.mark.parametrize("parent", ["nobody", "Device-19-tube"])
def test_a_child_of_nobody_or_of_itself_states_nothing(parent: str) -> None:
    assert Stated(mention("Device", "tube", parent=parent)).assertions == ()


# ------------------------------------------------------------ codes


def code(value: str = "12345", start: int = 30, system: str = "CPT") -> CodeMention:
    return CodeMention(system, value, start, start + 5, Span(start, start + 9), 0, "c")


def test_a_code_is_a_claim_under_the_name_as_written() -> None:
    stated = Stated(codes=(code(),))
    assert stated.triples == [(ID, "claimsCode", "code/cpt-12345")]
    assert stated.only.types == ("pg:Assertion", "pg:CodeClaim")
    assert stated.only.values == (("pg:claimedLabel", Literal("Ear Tube Placement")),)


def test_a_code_s_node_has_value_and_system_and_no_wording() -> None:
    node = Stated(codes=(code(),)).nodes["code/cpt-12345"]
    assert (node.label, node.alt_labels, node.links) == ("12345", (), ())
    assert dict(node.values) == {
        "schema:codeValue": Literal("12345"),
        "schema:codingSystem": Literal("CPT"),
    }


def test_a_code_in_two_lines_is_two_claims_on_one_code() -> None:
    stated = Stated(codes=(code(), code(start=60), code()))
    assert len(stated.assertions) == 2
    assert {a.object for a in stated.assertions} == {"code/cpt-12345"}


def test_the_code_beside_the_name_is_claimed_once() -> None:
    reading = Reading(replace(PROCEDURE, code=code()), (), (code(),))
    found = assertions.state(DOCUMENT, reading, VOCABULARY, lexicon.load())[1]
    assert len(found) == 1


@pytest.mark.parametrize(
    ("label", "system"), [("50", "CPT"), ("lt", "HCPCS"), ("p3", "CPT")]
)
def test_a_modifier_has_its_system(label: str, system: str) -> None:
    stated = Stated(mention("BillingModifier", label))
    assert stated.triples == [(ID, "commonModifier", f"modifier/{label}")]
    assert dict(stated.thing.values)["schema:codingSystem"].value == system
    assert stated.thing.label == label.upper()


def test_what_has_not_the_form_of_a_modifier_is_none() -> None:
    assert Stated(mention("BillingModifier", "none")).assertions == ()


def test_what_is_trusted_too_little_is_not_stated_nor_what_is_in_it() -> None:
    sure = mention("Complication", "bleeding", 30)
    doubted = msgspec.structs.replace(
        mention("Complication", "infection", 60), confidence=0.5
    )
    inside = mention("Anatomy", "ear", 70, parent=doubted.id)
    reading = Reading(PROCEDURE, (sure, doubted, inside), ())
    _, stated, _ = assertions.state(
        DOCUMENT, reading, VOCABULARY, lexicon.load(), threshold=0.8
    )
    assert [each.mention for each in stated] == [sure.id]
