"""A change of some lines tells the facts of these lines, and nothing else."""

from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import pipeline
from pipeline.comparing import DocumentDifference, Fate
from tests.comparing.conftest import BIOPSY, EAR, KNEE, PAGES, Compared, make, said

POOL = (
    *("Infection", "Blood clots in the leg", "Nerve injury", "Stiffness", "Bleeding"),
    *("Swelling", "Pain", "Wound infection", "Fracture", "Loosening of the implant"),
)


def only(compared: Compared, old: str, new: str) -> DocumentDifference:
    """Return what changed in the page on the knee, the one that is told."""
    assert old in KNEE
    found = compared(PAGES, PAGES | {"knee.txt": KNEE.replace(old, new)})
    (document,) = found.documents
    assert document.document == "knee.txt"
    assert document.fate is Fate.CHANGED
    return document


def is_quiet(document: DocumentDifference) -> bool:
    """Tell whether nothing is told of facts and findings."""
    return not (
        document.facts_added
        or document.facts_denied
        or document.facts_affirmed
        or document.facts_removed
        or document.facts_changed
        or document.steps_moved
        or document.findings_new
        or document.findings_solved
        or document.findings_changed
    )


def is_quiet_but(document: DocumentDifference, *names: str) -> bool:
    """Tell whether facts are told under *names* only."""
    told = {
        name
        for name in ("facts_added", "facts_removed", "facts_changed", "steps_moved")
        if getattr(document, name)
    }
    return told == set(names)


def test_the_same_build_has_no_differences(compared: Compared) -> None:
    assert compared(PAGES, PAGES).is_empty


def test_another_line_tells_the_facts_of_that_line_alone(compared: Compared) -> None:
    found = only(compared, "- Nerve injury", "- Heavy bleeding")
    assert {said(each)[1] for each in found.facts_removed} == {"Nerve injury"}
    assert [said(each) for each in found.facts_added] == [
        ("knee replacement hasComplication heavy bleeding", "Heavy bleeding")
    ]
    assert (found.facts_changed, found.steps_moved) == ((), ())


def test_a_line_on_top_that_moves_all_offsets_changes_no_fact(
    compared: Compared,
) -> None:
    found = only(compared, "\n\nRisks", "\n\nAll of our wards are open.\n\nRisks")
    assert is_quiet(found)


def test_a_step_in_front_is_one_fact_more_though_all_are_counted_anew(
    compared: Compared,
) -> None:
    found = only(compared, "Steps\n", "Steps\n1. The patient is put to sleep.\n")
    assert [said(each)[1] for each in found.facts_added] == [
        "The patient is put to sleep."
    ]
    assert is_quiet_but(found, "facts_added")


def test_steps_in_another_order_are_told_as_moved(compared: Compared) -> None:
    found = only(
        compared,
        "1. The skin is cleaned.\n2. The knee is opened.\n",
        "1. The knee is opened.\n2. The skin is cleaned.\n",
    )
    assert is_quiet_but(found, "steps_moved")
    (step,) = found.steps_moved
    assert (step.fact.quote, step.old, step.new) == ("The knee is opened.", 2, 1)


def test_a_section_in_front_changes_no_other(compared: Compared) -> None:
    found = only(compared, "Steps\n", "Benefits\n- Less pain\n\nSteps\n")
    assert {said(each)[1] for each in found.facts_added} == {"Less pain"}
    assert is_quiet_but(found, "facts_added")


def test_other_words_for_the_same_fact_are_other_evidence(compared: Compared) -> None:
    found = only(compared, "- Infection", "- Infection (rare)")
    assert is_quiet_but(found, "facts_changed")
    (changed,) = found.facts_changed
    assert said(changed.old)[0] == "knee replacement hasComplication infection"
    quotes = {each.name: (each.old, each.new) for each in changed.changes}["quote"]
    assert quotes == (("Infection",), ("Infection (rare)",))


def test_another_heading_is_other_evidence_of_what_stands_under_it(
    compared: Compared,
) -> None:
    found = only(compared, "Recovery", "Going home")
    assert is_quiet_but(found, "facts_changed")
    assert {each.new.quote for each in found.facts_changed} == {
        "Do not drive for six weeks.",
        "Walk every day.",
    }
    names = [[it.name for it in each.changes] for each in found.facts_changed]
    assert all("section" in each for each in names)


def test_a_heading_that_reads_otherwise_is_told_once(compared: Compared) -> None:
    found = only(compared, "Recovery", "Going home")
    (section,) = found.sections_renamed
    assert section.facts == len(found.facts_changed) == 2
    (change,) = section.changes
    assert (change.name, change.old, change.new) == (
        "section",
        ("Recovery",),
        ("Going home",),
    )


def test_a_heading_of_another_kind_is_told_with_its_kinds(compared: Compared) -> None:
    """What is under it is said otherwise then, but for what is said of itself."""
    found = only(compared, "Risks\n", "Alternatives\n")
    (section,) = found.sections_renamed
    assert [(each.name, each.old, each.new) for each in section.changes] == [
        ("section", ("Risks",), ("Alternatives",)),
        ("sectionType", ("complications",), ("alternatives",)),
    ]
    (kept,) = found.facts_changed
    assert (kept.new.predicate, section.facts) == ("atSite", 1)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param(
            "- Walk every day.\n",
            "\nGoing home\n- Walk every day.\n",
            id="some lines got a heading of their own",
        ),
        pytest.param(
            "Recovery\n- Do not drive for six weeks.\n",
            "At home\n- Do not drive for six weeks.\n\nGoing home\n",
            id="one heading became two",
        ),
        pytest.param(
            "Recovery\n- Do not drive for six weeks.\n- Walk every day.\n",
            "At home\n- Do not drive for six weeks.\n- Walk every day.\n\n"
            "Recovery\n- Take a rest.\n",
            id="other lines are under the heading now",
        ),
    ],
)
def test_lines_that_stand_under_another_heading_are_told_one_by_one(
    old: str, new: str, compared: Compared
) -> None:
    found = only(compared, old, new)
    assert found.sections_renamed == ()
    assert found.facts_changed != ()


def test_lines_that_went_under_a_heading_that_was_there_are_told_one_by_one(
    compared: Compared,
) -> None:
    two = "Knee Surgery\n\nRisks\n- Infection\n\nComplications\n- Nerve injury\n"
    one = two.replace(
        "Risks\n- Infection\n\nComplications\n", "Complications\n- Infection\n"
    )
    for found in (
        compared({"a.txt": two}, {"a.txt": one}),
        compared({"a.txt": one}, {"a.txt": two}),
    ):
        (document,) = found.documents
        assert document.sections_renamed == ()
        assert [each.new.quote for each in document.facts_changed] == ["Infection"]


def test_a_fact_that_the_page_denies_now_is_told_as_denied(compared: Compared) -> None:
    found = only(compared, "- Infection", "- No infection")
    (fact,) = found.facts_denied
    assert (fact.old.quote, fact.new.quote) == ("Infection", "No infection")
    assert is_quiet_but(found)
    back = compared(
        {"knee.txt": KNEE.replace("- Infection", "- No infection")}, {"knee.txt": KNEE}
    )
    assert [len(each.facts_affirmed) for each in back.documents] == [1]


def test_another_amount_is_another_fact(compared: Compared) -> None:
    found = only(compared, "$33,000", "$35,000")
    assert is_quiet_but(found, "facts_added", "facts_removed")
    (added,) = found.facts_added
    assert added.details["object.schema:maxValue"] == ("35000",)


def test_another_name_of_the_procedure_is_told_once(compared: Compared) -> None:
    found = only(compared, "Knee Replacement", "Total Knee Replacement")
    assert is_quiet(found)
    (change,) = (each for each in found.changes if each.name == "procedure")
    assert (change.old, change.new) == (
        ("knee replacement",),
        ("total knee replacement",),
    )
    assert found.carried == 9


def test_a_page_on_something_else_under_the_same_name_shares_no_fact(
    compared: Compared,
) -> None:
    """One word in common does not make it the same page."""
    found = compared({"a.txt": BIOPSY}, {"a.txt": f"{EAR}- Infection\n"})
    (document,) = found.documents
    assert document.carried == 0
    assert document.facts_changed == ()
    assert {each.subject.label for each in document.facts_removed} == {"kidney biopsy"}
    assert {each.subject.label for each in document.facts_added} == {
        "ear tube placement"
    }


def page(lines: list[str]) -> dict[str, str]:
    bullets = "".join(f"- {line}\n" for line in lines)
    return {"a.txt": f"Knee Replacement\n\nRisks\n{bullets}\n", "b.txt": BIOPSY}


@settings(max_examples=25)
@given(
    st.lists(st.sampled_from(POOL), min_size=1, unique=True),
    st.lists(st.sampled_from(POOL), min_size=1, unique=True),
)
def test_facts_that_came_or_went_are_of_lines_that_did(
    before: list[str], after: list[str]
) -> None:
    with TemporaryDirectory() as folder:
        old, new = (
            make(page(lines), Path(folder) / name)
            for name, lines in (("old", before), ("new", after))
        )
        found = pipeline.compare(old, new)
    documents = {each.document: each for each in found.documents}
    told = documents.pop("a.txt", DocumentDifference("a.txt", (), Fate.KEPT))
    assert documents == {}
    assert told.facts_changed == ()
    assert {each.quote for each in told.facts_added} == {*after} - {*before}
    assert {each.quote for each in told.facts_removed} == {*before} - {*after}


@pytest.mark.parametrize("name", ["ear.txt", "knee.txt"])
def test_two_comparisons_tell_the_same(compared: Compared, name: str) -> None:
    changed = PAGES | {name: PAGES[name].replace("- ", "- Slight ")}
    once, again = (compared(PAGES, changed) for _ in range(2))
    assert once == again
    counts = Counter(len(each.facts_added) for each in once.documents)
    assert counts.total() == 1
