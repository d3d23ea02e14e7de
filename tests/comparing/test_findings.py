"""Which findings are new, and which are solved."""

from collections.abc import Iterable

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
