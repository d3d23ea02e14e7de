"""What people decided on names counts before what names tell."""

from collections.abc import Callable, Iterable, Sequence
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import decisions, graph, grounding, identifiers
from pipeline.errors import VocabularyError
from pipeline.grounding import Agreement
from pipeline.model import Extraction, Graph
from pipeline.terminology import Terminology
from pipeline.vocabulary import checks
from tests.grounding.pages import PROCEDURE, Thing, claimed, concepts, page

CLOT, DVT = "blood clot in leg", "deep vein thrombosis"


Agreed = Callable[..., Agreement]


def agreed_in(folder: Path) -> Agreed:
    """Return what makes an agreement of entries as they stand in a file."""
    path = folder / decisions.NAME

    def agreed(*entries: str) -> Agreement:
        lines = "".join(f"  - {{{each}}}\n" for each in entries)
        path.write_text(f"decisions:\n{lines}")
        return grounding.agree(decisions.read(path).decisions)

    return agreed


@pytest.fixture
def agreed(tmp_path: Path) -> Agreed:
    return agreed_in(tmp_path)


def built(
    agreement: Agreement, terms: Terminology | None, *pages: Iterable[Thing | str]
) -> Graph:
    named = [page(f"{chr(97 + at)}.txt", things) for at, things in enumerate(pages)]
    return graph.ground(graph.merge(named), terms, checks.load(), agreement)


def told(made: Graph) -> list[tuple[str, str]]:
    """Return the findings on decisions, as check and message."""
    return [
        (each.check.removeprefix("DECISION_"), each.message)
        for each in made.findings
        if each.check.startswith("DECISION_")
    ]


# ---------------------------------------------------------------- this is that


def test_names_that_are_the_same_are_one_thing_without_any_terminology(
    agreed: Agreed,
) -> None:
    said = agreed("same: [oozing, weeping of the wound]")
    made = built(said, None, ["oozing"], ["weeping of wound", "oozing"])
    assert concepts(made) == {"oozing": ("weeping of wound",)}
    assert {each.object for each in made.assertions} == {
        identifiers.concept("condition", "oozing")
    }
    assert told(made) == []


def test_names_are_the_same_by_way_of_one_that_no_document_has(
    agreed: Agreed,
) -> None:
    said = agreed("same: [oozing, seeping]", "same: [seeping, weeping]")
    made = built(said, None, ["oozing", "weeping"])
    assert len(concepts(made)) == 1


def test_a_condition_and_a_symptom_may_be_one_and_a_test_is_neither(
    agreed: Agreed,
) -> None:
    said = agreed("same: [oozing, weeping]")
    things = [Thing("oozing", "symptom"), Thing("weeping"), Thing("weeping", "test")]
    made = built(said, None, things)
    assert sorted(concepts(made)) == ["oozing", "weeping"]
    kinds = {node.id.partition("-")[0] for node in made.nodes if "concept" in node.id}
    assert kinds == {"concept/symptom", "concept/test"}


def test_a_decision_of_one_kind_leaves_others(agreed: Agreed) -> None:
    said = agreed("same: [oozing, weeping], kind: test")
    made = built(said, None, ["oozing", "weeping"])
    assert len(concepts(made)) == 2
    assert [check for check, _ in told(made)] == ["UNUSED"]


def test_a_name_is_the_concept_that_a_person_says(
    shipped: Terminology, agreed: Agreed
) -> None:
    said = agreed(
        "name: bad leg, is: HP:0002625, called: Deep venous thrombosis,"
        " author: A. Coder, date: 2031-04-02, reason: we asked",
    )
    made = built(said, shipped, ["bad leg"])
    assert claimed(made) == {("bad leg", "exactMatch", "HP:0002625")}
    (link,) = made.matches
    assert (link.method, link.is_curated) == ("decided", True)
    assert (link.author, link.date, link.reason) == (
        "A. Coder",
        "2031-04-02",
        "we asked",
    )


def test_it_takes_the_place_of_what_names_tell_in_that_terminology_only(
    shipped: Terminology, agreed: Agreed
) -> None:
    free = built(agreed(), shipped, ["bleeding"])
    made = built(agreed("name: bleeding, is: HP:0002625"), shipped, ["bleeding"])
    kept = {each for each in claimed(free) if not each[2].startswith("HP:")}
    assert kept
    assert claimed(made) == kept | {("bleeding", "exactMatch", "HP:0002625")}


def test_it_is_one_with_all_that_is_that_concept(
    shipped: Terminology, agreed: Agreed
) -> None:
    made = built(agreed("name: bad leg, is: HP:0002625"), shipped, ["bad leg", DVT])
    assert len(concepts(made)) == 1


def test_what_is_said_of_one_name_holds_for_all_names_of_the_thing(
    shipped: Terminology, agreed: Agreed
) -> None:
    said = agreed("same: [bad leg, ill leg]", "name: ill leg, is: HP:0002625")
    made = built(said, shipped, ["bad leg"])
    assert claimed(made) == {("bad leg", "exactMatch", "HP:0002625")}


@pytest.mark.parametrize(
    ("concept", "why"),
    [
        ("HP:0999999", "HP:0999999 is not in the release that is loaded"),
        ("MONDO:0005594", "no terminology MONDO is loaded"),
        (
            "HP:9000003",
            "HP:9000003 is obsolete in the release that is loaded; it names HP:9000001",
        ),
        ("HP:9000001, called: Hum", "HP:9000001 is called 'Venous Gurgle', not 'Hum'"),
        ("HP:9000001, kind: test", "HP:9000001 (Venous Gurgle) is no test"),
    ],
)
def test_a_concept_that_cannot_be_is_refused_and_told(
    small: Terminology, agreed: Agreed, concept: str, why: str
) -> None:
    said = agreed(f"name: oozing, is: {concept}")
    made = built(said, small, ["oozing", Thing("oozing", "test")])
    assert claimed(made) == set()
    ((check, message),) = told(made)
    assert (check, why in message) == ("REFUSED", True)
    assert "decisions.yaml:2" in message


def test_without_terminologies_a_concept_is_told_as_not_looked_up(
    agreed: Agreed,
) -> None:
    made = built(agreed("name: oozing, is: HP:0002625"), None, ["oozing"])
    ((check, message),) = told(made)
    assert check == "REFUSED"
    assert "links nothing to terminologies" in message


def test_names_of_two_concepts_that_are_one_thing_leave_it_open_which(
    shipped: Terminology, agreed: Agreed
) -> None:
    made = built(agreed("same: [itching, nausea]"), shipped, ["itching", "nausea"])
    assert len(concepts(made)) == 1
    both = {"HP:0000989", "HP:0002018"}
    assert both.isdisjoint(curie for _, _, curie in claimed(made))
    assert {each.curie for each in made.matches if each.rank} == both
    assert "TERM_AMBIGUOUS" in {each.check for each in made.findings}
    said = agreed("same: [itching, nausea], is: HP:0002018")
    made = built(said, shipped, ["itching", "nausea"])
    assert {curie for _, _, curie in claimed(made) if "HP" in curie} == {"HP:0002018"}


# ---------------------------------------------------------------- these are not the same


def test_what_is_apart_stays_apart_and_only_one_is_the_concept(
    shipped: Terminology, agreed: Agreed
) -> None:
    made = built(agreed(f"apart: [{CLOT}, {DVT}]"), shipped, [CLOT], [DVT])
    assert set(concepts(made)) == {CLOT, DVT}
    assert {each for each in claimed(made) if each[2] == "HP:0002625"} == {
        (DVT, "exactMatch", "HP:0002625"),
        (CLOT, "closeMatch", "HP:0002625"),
    }


def test_it_is_the_concept_of_which_a_person_said_so(
    shipped: Terminology, agreed: Agreed
) -> None:
    said = agreed(f"apart: [{CLOT}, {DVT}]", f"name: {CLOT}, is: HP:0002625")
    made = built(said, shipped, [CLOT], [DVT], [DVT])
    assert (CLOT, "exactMatch", "HP:0002625") in claimed(made)
    assert (DVT, "closeMatch", "HP:0002625") in claimed(made)


def test_a_third_name_joins_one_of_them_and_never_both(
    shipped: Terminology, agreed: Agreed
) -> None:
    said = agreed(f"apart: [{CLOT}, {DVT}]")
    made = built(said, shipped, [CLOT], [DVT, "deep venous thrombosis"])
    assert concepts(made) == {CLOT: (), DVT: ("deep venous thrombosis",)}


def test_a_name_is_not_linked_to_what_it_is_not(
    shipped: Terminology, agreed: Agreed
) -> None:
    made = built(agreed(f"name: {CLOT}, not: HP:0002625"), shipped, [CLOT], [DVT])
    assert set(concepts(made)) == {CLOT, DVT}
    assert "HP:0002625" not in {c for name, _, c in claimed(made) if name == CLOT}
    made = built(agreed(f"name: {CLOT}, not: any"), shipped, [CLOT])
    assert made.matches == ()
    made = built(agreed(f"name: {CLOT}, not: 'HP:*'"), shipped, [CLOT])
    assert {each.source for each in made.matches} == {"ICD-10-CM"}


def test_nor_does_what_narrows_it_come_under_that(
    small: Terminology, agreed: Agreed
) -> None:
    assert built(agreed(), small, ["raised venous gurgle"]).matches != ()
    assert (
        built(
            agreed("name: venous gurgle, not: any"), small, ["raised venous gurgle"]
        ).matches
        == ()
    )


def test_what_a_name_is_not_decides_between_candidates(
    small: Terminology, agreed: Agreed
) -> None:
    assert claimed(built(agreed(), small, ["hum"])) == set()
    made = built(agreed("name: hum, not: HP:9000013"), small, ["hum"])
    assert claimed(made) == {("hum", "exactMatch", "HP:9000014")}
    assert made.findings == ()


# ---------------------------------------------------------------- call it so


def test_a_label_is_what_the_thing_is_called_and_named_by(agreed: Agreed) -> None:
    said = agreed("same: [oozing, weeping], label: Weeping Wound")
    made = built(said, None, ["oozing"], ["weeping"])
    assert concepts(made) == {"Weeping Wound": ("oozing", "weeping")}
    pinned = identifiers.concept("condition", "weeping wound")
    assert {each.object for each in made.assertions} == {pinned}


def test_more_documents_do_not_change_the_identifier_of_what_has_a_label(
    shipped: Terminology, agreed: Agreed
) -> None:
    free = [
        next(built(agreed(), shipped, *pages).assertions).object
        for pages in ([[CLOT], [CLOT], [DVT]], [[CLOT], [DVT], [DVT]])
    ]
    assert len(set(free)) == 2
    said = agreed(f"name: {DVT}, label: {DVT}")
    for pages in ([[CLOT], [CLOT], [DVT]], [[CLOT], [DVT], [DVT]], [[DVT]]):
        made = built(said, shipped, *pages)
        assert {each.object for each in made.assertions} == {
            identifiers.concept("condition", DVT)
        }
        assert list(concepts(made)) == [DVT]


def test_a_label_that_other_things_have_makes_them_one(agreed: Agreed) -> None:
    made = built(agreed("name: oozing, label: weeping"), None, ["oozing", "weeping"])
    assert concepts(made) == {"weeping": ("oozing",)}


def test_a_label_in_another_case_is_no_further_name(agreed: Agreed) -> None:
    made = built(agreed("name: oozing, label: Oozing"), None, ["oozing"])
    assert concepts(made) == {"Oozing": ()}


def test_a_kind_with_the_label_is_the_kind_of_the_thing(agreed: Agreed) -> None:
    said = agreed(
        "same: [oozing, weeping]", "name: oozing, label: oozing, kind: condition"
    )
    made = built(
        said, None, [Thing("weeping", "symptom")], [Thing("oozing", "symptom")]
    )
    (node,) = (each for each in made.nodes if each.id.startswith("concept/"))
    assert node.id == "concept/condition-oozing"
    assert node.types == ("pg:Complication", "pg:Condition")


def test_a_procedure_is_called_so_too(agreed: Agreed) -> None:
    made = built(
        agreed("name: foot surgery, label: Operation on the foot"), None, ["a"]
    )
    named = identifiers.procedure("Operation on the foot")
    assert named != PROCEDURE
    assert {each.procedure for each in made.extractions} == {named}
    assert {each.subject for each in made.assertions} == {named}


def test_of_two_labels_of_what_a_terminology_has_as_one_the_commoner_counts(
    shipped: Terminology, agreed: Agreed
) -> None:
    said = agreed(f"name: {CLOT}, label: Clot", f"name: {DVT}, label: DVT")
    made = built(said, shipped, [CLOT], [DVT], [DVT])
    assert list(concepts(made)) == ["DVT"]
    ((check, message),) = told(made)
    assert check == "REFUSED"
    assert "called 'DVT' by decisions.yaml:3" in message


# ---------------------------------------------------------------- told


@pytest.mark.parametrize(
    ("entry", "check", "why"),
    [
        ("name: dizzy spell, not: any", "UNUSED", "nothing is called so"),
        ("same: [oozing, seeping]", "UNUSED", 'nothing is called "seeping"'),
        ("apart: [oozing, seeping]", "UNUSED", 'nothing is called "seeping"'),
        ("same: [oozing, stirring]", "UNUSED", "of different kinds"),
        ("same: [oozing, weeping, seeping]", "NAME_UNKNOWN", 'documents: "seeping".'),
        ("name: drip, label: leak", "UNUSED", 'a page has one beside "oozing"'),
    ],
)
def test_a_decision_that_does_nothing_is_told_with_its_line(
    agreed: Agreed, entry: str, check: str, why: str
) -> None:
    things = [
        Thing("oozing", synonyms=("drip",)),
        Thing("weeping"),
        Thing("stirring", "test"),
    ]
    made = built(agreed("name: weeping, not: any", entry), None, things)
    ((found, message),) = told(made)
    assert found == check
    assert "decisions.yaml:3" in message
    assert why in message


def test_a_decision_that_is_carried_out_is_not_told(agreed: Agreed) -> None:
    said = agreed("same: [oozing, seeping], label: oozing", "apart: [oozing, weeping]")
    made = built(said, None, ["oozing", "weeping"])
    assert [check for check, _ in told(made)] == ["NAME_UNKNOWN"]


# ---------------------------------------------------------------- agreement


@pytest.mark.parametrize(
    ("entries", "line", "words"),
    [
        pytest.param(
            ("same: [a, b]", "same: [b, c]", "apart: [c, a]"),
            4,
            "'c' and 'a' are apart here, and the same by {0}:2, {0}:3",
            id="the same and apart",
        ),
        pytest.param(
            ("apart: [a, b]", "name: a, label: b"),
            2,
            "'a' and 'b' are apart here, and the same by {0}:3",
            id="called as what it is not",
        ),
        pytest.param(
            ("name: a, label: x", "same: [a, b]", "name: b, label: y"),
            4,
            "'b' is called 'y' here, and is called 'x' by {0}:2",
            id="two labels",
        ),
        pytest.param(
            ("name: a, is: HP:1", "name: a, is: HP:2"),
            3,
            "'a' is HP:2 here, and is HP:1 by {0}:2",
            id="two concepts",
        ),
        pytest.param(
            ("name: a, is: HP:1", "same: [a, b], not: 'HP:*'"),
            3,
            "'a' is not HP:1 here, and is it by {0}:2",
            id="the concept that it is not",
        ),
    ],
)
def test_decisions_that_cannot_all_hold_are_a_fault_with_both_lines(
    agreed: Agreed, tmp_path: Path, entries: Sequence[str], line: int, words: str
) -> None:
    path = tmp_path / decisions.NAME
    with pytest.raises(VocabularyError) as fault:
        agreed(*entries)
    assert str(fault.value) == f"{path}:{line}: {words.format(path)}"


def test_decisions_on_things_of_different_kinds_may_differ(agreed: Agreed) -> None:
    agreed("name: a, label: x, kind: test", "name: a, label: y, kind: condition")


ENTRIES = (
    f"apart: [{CLOT}, {DVT}]",
    "same: [hum, itching], label: the Hum",
    "name: pneumothorax, is: HP:0002018",
    "name: nausea, not: HP:0002018",
)
PAGES = (
    page("a.txt", [CLOT, "nausea", "hum"]),
    page("b.txt", [DVT, "left pneumothorax"]),
    page("c.txt", ["deep venous thrombosis", "itching", "pruritus"]),
    page("d.txt", ["pneumothorax", Thing("itching", denied=True)]),
)


@given(order=st.permutations(PAGES))
def test_any_order_of_documents_gives_the_same_graph(
    order: Sequence[Extraction],
    shipped: Terminology,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    said = agreed_in(tmp_path_factory.mktemp("decided"))(*ENTRIES)
    whole = graph.ground(graph.merge(PAGES), shipped, checks.load(), said)
    made = graph.ground(graph.merge(order), shipped, checks.load(), said)
    assert made == whole


def test_any_order_of_decisions_gives_the_same_things(
    shipped: Terminology, agreed: Agreed
) -> None:
    made = [
        built(agreed(*order), shipped, [CLOT, "nausea", "hum"], [DVT, "itching"])
        for order in permutations(ENTRIES)
    ]
    assert (
        len({(each.nodes, tuple(each.assertions), each.matches) for each in made}) == 1
    )


def test_deciding_again_changes_nothing(shipped: Terminology, agreed: Agreed) -> None:
    said = agreed(*ENTRIES)
    whole = graph.ground(graph.merge(PAGES), shipped, checks.load(), said)
    again = graph.ground(graph.merge(whole.extractions), shipped, checks.load(), said)
    assert (again.nodes, tuple(again.assertions)) == (
        whole.nodes,
        tuple(whole.assertions),
    )


def test_a_finding_is_on_the_file_of_decisions(agreed: Agreed) -> None:
    made = built(agreed("name: drip, not: any"), None, ["oozing"])
    (found,) = made.findings
    assert (found.document, found.start) == (decisions.NAME, None)
