"""Which documents came, went, or have another name."""

import pytest

from pipeline.comparing import Differences, DocumentDifference, Fate
from tests.comparing.conftest import BIOPSY, EAR, KNEE, PAGES, Compared


def alone(found: Differences, name: str) -> DocumentDifference:
    """Return what is told of *name*."""
    (document,) = (each for each in found.documents if each.document == name)
    return document


def test_a_document_that_came_is_told_with_its_facts(compared: Compared) -> None:
    found = compared(PAGES, PAGES | {"a.txt": EAR.replace("Ear", "Nose")})
    document = alone(found, "a.txt")
    assert document.fate is Fate.ADDED
    assert [each.quote for each in document.facts_added] == ["Drainage", "Hearing loss"]
    assert not any(each.facts_added for each in found.documents if each is not document)


def test_a_document_that_went_is_told_with_its_facts(compared: Compared) -> None:
    found = compared(PAGES, {name: PAGES[name] for name in PAGES if name != "ear.txt"})
    (document,) = found.documents
    assert (document.document, document.fate) == ("ear.txt", Fate.REMOVED)
    assert [each.quote for each in document.facts_removed] == [
        "Drainage",
        "Hearing loss",
    ]
    assert document.findings_solved != ()


def test_a_document_with_another_name_only_is_told_as_renamed(
    compared: Compared,
) -> None:
    other = {name: PAGES[name] for name in PAGES if name != "ear.txt"}
    found = compared(PAGES, other | {"moved/ears.txt": EAR})
    (document,) = found.documents
    assert document.fate is Fate.RENAMED
    assert document.renamed == (("ear.txt", "moved/ears.txt"),)
    assert document.documents == ("moved/ears.txt",)
    assert not document.text_changed
    assert document == DocumentDifference(
        "moved/ears.txt", ("moved/ears.txt",), Fate.RENAMED, renamed=document.renamed
    )


def test_a_document_that_moved_and_was_corrected_is_followed(
    compared: Compared,
) -> None:
    other = {name: PAGES[name] for name in PAGES if name != "knee.txt"}
    corrected = KNEE.replace("- Infection", "- Fracture")
    found = compared(PAGES, other | {"joints/knee.txt": corrected})
    (document,) = found.documents
    assert (document.fate, document.text_changed) == (Fate.RENAMED, True)
    assert document.renamed == (("knee.txt", "joints/knee.txt"),)
    assert [each.quote for each in document.facts_removed] == ["Infection"]
    assert [each.quote for each in document.facts_added] == ["Fracture"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(EAR, EAR.replace("Drainage", "Pain"), id="one of two is another"),
        pytest.param(EAR, f"{EAR}- Pain\n- Fever\n", id="as many came"),
        pytest.param(f"{EAR}- Pain\n- Fever\n", EAR, id="as many went"),
    ],
)
def test_a_document_that_kept_just_half_of_its_facts_is_followed(
    before: str, after: str, compared: Compared
) -> None:
    (document,) = compared({"a.txt": before}, {"b.txt": after}).documents
    assert document.renamed == (("a.txt", "b.txt"),)


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(BIOPSY, id="of other facts"),
        pytest.param(
            EAR.replace("Drainage", "Pain\n- Fever\n- Noise"),
            id="with one fact in common",
        ),
        pytest.param(f"{EAR}- Pain\n- Fever\n- Noise\n", id="that holds much more"),
    ],
)
def test_a_document_of_another_name_is_another_one(
    other: str, compared: Compared
) -> None:
    found = compared({"a.txt": EAR}, {"b.txt": other})
    assert [each.fate for each in found.documents] == [Fate.REMOVED, Fate.ADDED]


def test_a_copy_brings_no_fact(compared: Compared) -> None:
    found = compared(PAGES, PAGES | {"copy.txt": EAR})
    document = alone(found, "copy.txt")
    assert (document.fate, document.same_text_as) == (Fate.ADDED, ("ear.txt",))
    assert not document.facts_added
    assert not document.findings_new
    new = [each.check for each in alone(found, "ear.txt").findings_new]
    assert new == ["DUPLICATE_DOCUMENT"]


def test_a_copy_that_went_takes_no_fact(compared: Compared) -> None:
    found = compared(PAGES | {"copy.txt": EAR}, PAGES)
    document = alone(found, "copy.txt")
    assert (document.fate, document.same_text_as) == (Fate.REMOVED, ("ear.txt",))
    assert document.facts_removed == ()


def test_one_of_two_documents_of_one_text_that_changed_is_told_alone(
    compared: Compared,
) -> None:
    before = PAGES | {"copy.txt": EAR}
    found = compared(before, before | {"copy.txt": EAR.replace("Drainage", "Pain")})
    document = alone(found, "copy.txt")
    assert document.documents == ("copy.txt",)
    assert [each.quote for each in document.facts_removed] == ["Drainage"]
    assert [each.quote for each in document.facts_added] == ["Pain"]
    assert alone(found, "ear.txt").facts_removed == ()


def test_documents_of_one_text_that_changed_together_are_told_together(
    compared: Compared,
) -> None:
    corrected = EAR.replace("Drainage", "Pain")
    found = compared(
        PAGES | {"copy.txt": EAR}, PAGES | {"ear.txt": corrected, "copy.txt": corrected}
    )
    document = alone(found, "copy.txt")
    assert document.documents == ("copy.txt", "ear.txt")
    assert [each.quote for each in document.facts_added] == ["Pain"]
    assert len(found.documents) == 1


def test_documents_of_one_text_are_not_described_otherwise_when_one_goes(
    compared: Compared,
) -> None:
    page = "<html><head><title>{}</title></head><body><h1>Ear Tube Placement</h1></body></html>"
    both = {"a.html": page.format("Ears"), "b.html": page.format("Noses")}
    found = compared(both, {"a.html": both["a.html"]})
    assert alone(found, "b.html").fate is Fate.REMOVED
    assert all(each.changes == () for each in found.documents)


def test_a_page_described_otherwise_is_told_with_both(compared: Compared) -> None:
    page = "<html><head><title>{}</title></head><body><h1>Ear Tube Placement</h1><h2>Risks</h2><ul><li>Drainage</li></ul></body></html>"
    found = compared({"a.html": page.format("Ears")}, {"a.html": page.format("Noses")})
    (document,) = found.documents
    assert document.fate is Fate.KEPT
    changes = {each.name: (each.old, each.new) for each in document.changes}
    assert changes["dcterms:title"] == (("Ears",), ("Noses",))
    assert set(changes) == {"dcterms:title", "sha256"}


def test_a_document_of_which_only_the_line_ends_changed_is_told_so(
    compared: Compared,
) -> None:
    found = compared(PAGES, PAGES | {"ear.txt": EAR.replace("\n", "\r\n")})
    (document,) = found.documents
    (change,) = document.changes
    assert (change.name, change.old, change.new) == ("lineEnds", ("LF",), ("CRLF",))
    moved = {"knee.txt": KNEE, "a/ears.txt": EAR.replace("\n", "\r")}
    found = compared({"knee.txt": KNEE, "ear.txt": EAR}, moved)
    (change,) = alone(found, "a/ears.txt").changes
    assert change.new == ("CR",)


@pytest.mark.parametrize(
    "after",
    [
        pytest.param(EAR.replace("\n", "\r\n") + "Pain\r\n", id="words too"),
        pytest.param(EAR.replace("\n\n", "\n\n\n"), id="a line more"),
    ],
)
def test_a_text_with_another_change_is_not_told_by_its_line_ends(
    after: str, compared: Compared
) -> None:
    (document,) = compared({"a.txt": EAR}, {"a.txt": after}).documents
    assert document.changes == ()


def test_a_document_of_which_only_the_bytes_changed_is_told_so(
    compared: Compared,
) -> None:
    (document,) = compared(PAGES, PAGES | {"ear.txt": f"\ufeff{EAR}"}).documents
    assert (document.fate, document.text_changed) == (Fate.KEPT, False)
    assert [each.name for each in document.changes] == ["sha256"]
