"""Which findings are new, and which are solved."""

from collections.abc import Iterable

import pytest

from pipeline.comparing import Differences, Finding
from tests.comparing.conftest import EAR, KNEE, PAGES, Compared

CODED = """Spinal fusion from behind

CPT Code: 22864

Risks
- Infection

Recovery
- Rest.
"""


def checks(found: Iterable[Finding]) -> list[str]:
    return [each.check for each in found]


def counts(found: Differences) -> tuple[int, int, int]:
    return (
        sum(len(each.findings_new) for each in found.documents),
        sum(len(each.findings_solved) for each in found.documents),
        sum(len(each.findings_changed) for each in found.documents),
    )


def test_a_finding_that_came_is_new_and_one_that_went_is_solved(
    compared: Compared,
) -> None:
    empty = {"knee.txt": f"{KNEE}\nInsurance\n"}
    (document,) = compared({"knee.txt": KNEE}, empty).documents
    assert checks(document.findings_new) == ["EMPTY_SECTION"]
    assert document.findings_new[0].quote == "Insurance"
    assert document.findings_solved == ()
    (document,) = compared(empty, {"knee.txt": KNEE}).documents
    assert checks(document.findings_solved) == ["EMPTY_SECTION"]
    assert document.findings_new == ()


def test_a_finding_that_moved_is_the_same(compared: Compared) -> None:
    empty = f"{KNEE}\nInsurance\n"
    moved = empty.replace("Risks", "Risks\n- Stiffness", 1)
    assert counts(compared({"a.txt": empty}, {"a.txt": moved})) == (0, 0, 0)


def test_another_empty_heading_is_another_finding(compared: Compared) -> None:
    before = f"{KNEE}\nInsurance\n"
    (document,) = compared(
        {"a.txt": before}, {"a.txt": before.replace("Insurance", "Alternatives")}
    ).documents
    assert [each.quote for each in document.findings_new] == ["Alternatives"]
    assert [each.quote for each in document.findings_solved] == ["Insurance"]
    assert document.findings_changed == ()


def test_a_message_that_names_places_is_the_same_where_only_they_moved(
    compared: Compared,
) -> None:
    moved = f"Of our wards\n\n{CODED}"
    found = compared({"a.txt": CODED}, {"a.txt": CODED.replace("Spinal", "\n\nSpinal")})
    assert counts(found) == (0, 0, 0)
    (document,) = compared({"b.txt": moved}, {"a.txt": CODED, "b.txt": moved}).documents
    conflict = next(
        each for each in document.findings_new if each.check == "CODE_FACET_CONFLICT"
    )
    assert " [" in conflict.message


def test_a_page_that_says_more_or_less_has_its_finding_otherwise(
    compared: Compared,
) -> None:
    before = EAR
    after = EAR.replace("Risks\n- Drainage\n- Hearing loss", "Drainage\n- Ears")
    (document,) = compared({"a.txt": before}, {"a.txt": after}).documents
    (pair,) = document.findings_changed
    assert pair.old.check == pair.new.check == "MISSING_SECTIONS"
    assert pair.old.message != pair.new.message


def test_a_finding_on_several_documents_is_told_of_the_first_by_name(
    compared: Compared,
) -> None:
    other = KNEE.replace("Nerve injury", "Stiffness")
    before = {"a.txt": KNEE, "b.txt": other.replace("Knee", "Hip")}
    found = compared(before, before | {"b.txt": other})
    told = {
        each.check: it.document for it in found.documents for each in it.findings_new
    }
    assert told["ONE_SOURCE"] == "a.txt"


def test_a_finding_on_several_documents_is_the_same_where_one_came(
    compared: Compared,
) -> None:
    """It is told of the first by name, which may be another one then."""
    other = KNEE.replace("Nerve injury", "Stiffness")
    before = {"m.txt": KNEE, "n.txt": other}
    found = compared(before, before | {"a.txt": other.replace("Infection", "Pain")})
    told = [each for it in found.documents for each in it.findings_changed]
    assert [each.new.check for each in told] == ["ONE_SOURCE"]
    solved = [each.check for it in found.documents for each in it.findings_solved]
    assert "ONE_SOURCE" not in solved


def test_nothing_is_told_of_the_pages_that_stayed(compared: Compared) -> None:
    found = compared(PAGES, PAGES | {"knee.txt": f"{KNEE}\nInsurance\n"})
    assert [each.document for each in found.documents] == ["knee.txt"]


def test_a_finding_on_a_procedure_is_of_no_other_one(compared: Compared) -> None:
    """Also where a page of the first one is about the second one now."""
    other = KNEE.replace("Nerve injury", "Stiffness")
    before = {"a.txt": KNEE, "b.txt": other}
    found = compared(before, {name: f"Hip{text[4:]}" for name, text in before.items()})
    assert {it.carried for it in found.documents} == {9}
    told = [each for it in found.documents for each in it.findings_changed]
    assert told == []
    new = [each.check for it in found.documents for each in it.findings_new]
    assert new == ["ONE_SOURCE"]


def test_a_finding_that_names_a_document_is_the_same_under_its_other_name(
    compared: Compared,
) -> None:
    dear = KNEE.replace("$16,500 to $33,000", "$50,000 to $60,000")
    found = compared({"a.txt": KNEE, "b.txt": dear}, {"a.txt": KNEE, "c.txt": dear})
    assert [each.document for each in found.documents] == ["c.txt"]
    assert counts(found) == (0, 0, 0)
    both = compared({"a.txt": KNEE}, {"a.txt": KNEE, "c.txt": dear})
    new = [each.check for it in both.documents for each in it.findings_new]
    assert "CONTRADICTION" in new


# ---------------------------------------------------------------- copies of a text

EMPTY = f"{KNEE}\nInsurance\n"
COPIES = {"a.txt": EMPTY, "b.txt": EMPTY}


def told(found: Differences) -> dict[str, list[str]]:
    """Return what is told of findings, by document."""
    return {
        each.document: [
            *(f"-{it.check} {' '.join(it.documents)}" for it in each.findings_solved),
            *(f"+{it.check} {' '.join(it.documents)}" for it in each.findings_new),
            *(f"~{it.new.check}" for it in each.findings_changed),
        ]
        for each in found.documents
    }


BOTH = "DUPLICATE_DOCUMENT a.txt b.txt"


@pytest.mark.parametrize(
    ("after", "gone"),
    [
        pytest.param(
            COPIES | {"b.txt": KNEE},
            {"a.txt": [f"-{BOTH}"], "b.txt": ["-EMPTY_SECTION b.txt"]},
            id="one copy was mended, and the other one still has its finding",
        ),
        pytest.param(
            COPIES | {"a.txt": KNEE},
            {"a.txt": ["-EMPTY_SECTION a.txt"], "b.txt": [f"-{BOTH}"]},
            id="the first copy was mended",
        ),
        pytest.param(
            COPIES | {"b.txt": EMPTY.replace("Steps", "Our wards are open.\n\nSteps")},
            {"a.txt": [f"-{BOTH}"]},
            id="one copy was changed elsewhere",
        ),
        pytest.param(
            {"a.txt": EMPTY},
            {"a.txt": [f"-{BOTH}"]},
            id="a copy went, and nothing that it alone had",
        ),
        pytest.param(
            COPIES | {"c.txt": EMPTY},
            {"a.txt": ["~DUPLICATE_DOCUMENT"]},
            id="another copy came",
        ),
        pytest.param(
            {"a.txt": KNEE, "b.txt": KNEE},
            {"a.txt": ["-EMPTY_SECTION a.txt b.txt"]},
            id="both copies were mended",
        ),
    ],
)
def test_of_copies_a_finding_is_told_once_of_those_that_lost_it(
    after: dict[str, str], gone: dict[str, list[str]], compared: Compared
) -> None:
    come = {
        name: [each.replace("-", "+") for each in found] for name, found in gone.items()
    }
    for found, expected in (
        (compared(COPIES, after), gone),
        (compared(after, COPIES), come),
    ):
        assert {name: each for name, each in told(found).items() if each} == expected


def test_of_three_copies_two_stay_copies(compared: Compared) -> None:
    three = COPIES | {"c.txt": EMPTY}
    for name in three:
        found = told(compared(three, three | {name: KNEE}))
        assert found.pop(name) == [f"-EMPTY_SECTION {name}"]
        assert list(found.values()) == [["~DUPLICATE_DOCUMENT"]]


def test_a_finding_that_went_over_to_a_copy_stands_as_before(
    compared: Compared,
) -> None:
    """The page of before was put aside under another name, and then mended."""
    before, after = {"a.txt": EMPTY}, {"a.txt": KNEE, "old.txt": EMPTY}
    for found in (compared(before, after), compared(after, before)):
        assert len(found.documents) == 2
        assert counts(found) == (0, 0, 0)


def test_what_was_found_of_copies_is_told_of_one_that_has_more_to_tell(
    compared: Compared,
) -> None:
    """Of one that went, and of which the text is that of another now, nothing is."""
    before = {"a.txt": EMPTY, "m.txt": EAR, "z.txt": EMPTY}
    found = told(compared(before, {"m.txt": EMPTY, "z.txt": KNEE}))
    assert found["a.txt"] == []
    assert "-DUPLICATE_DOCUMENT a.txt z.txt" in found["z.txt"]
