"""Codes against references: disputed, confirmed, unchecked, shared, with sides."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.checks import codes
from pipeline.checks.claims import gather
from pipeline.checks.comparing import is_same
from pipeline.checks.references import refer
from pipeline.model import Finding, Graph, Literal, Polarity, Room, Severity
from pipeline.vocabulary import checks as check_vocabulary
from pipeline.vocabulary import code_facts
from tests.checks.graphs import graph, page

FACTS = code_facts.load()
WORDS = check_vocabulary.load()


def check(made: Graph) -> tuple[tuple[Finding, ...], frozenset[str]]:
    found, confirmed = codes.check(gather(made, FACTS), FACTS, WORDS)
    return tuple(found), confirmed


def referred(made: Graph) -> Graph:
    return refer(made, gather(made, FACTS).claims, FACTS)


def names(made: Graph) -> list[str]:
    return [finding.check for finding in check(made)[0]]


def test_a_name_that_references_exclude_is_a_violation_with_both_sides() -> None:
    made = graph(page("a.txt", "Fusion of the neck from behind", "22864"))
    ((found,), confirmed) = check(made)
    assert confirmed == frozenset()
    assert (found.check, found.severity) == ("CODE_FACET_CONFLICT", Severity.VIOLATION)
    assert (found.document, found.about) == ("a.txt", next(made.assertions).id)
    assert found.conflicts_with == ("code-fact/cpt-22864",)
    text = made.extractions[0].document.text
    for words in ("Fusion", "from behind"):
        start = text.index(words)
        assert f'("{words}" [{start}:{start + len(words)}])' in found.message
    assert "removal of an implant, from the front" in found.message
    assert "https://rvuedge.com/cpt-codes/surgery/22864/" in found.message


def test_what_may_be_looked_at_instead_does_what_the_name_says() -> None:
    ((found,), _) = check(graph(page("a.txt", "Interbody fusion from behind", "22864")))
    assert found.suggested == ("code/cpt-22630", "code/cpt-22633")
    assert "worth a look: CPT 22630, CPT 22633." in found.message


def test_where_nothing_fits_nothing_is_suggested() -> None:
    ((found,), _) = check(graph(page("a.txt", "MRI of the shoulder", "27447")))
    assert found.suggested == ()
    assert found.message.endswith("worth a look: -.")


def test_one_publisher_alone_makes_a_warning() -> None:
    made = graph(page("a.txt", "Fusion of the lumbar spine", "22865"))
    ((found,), _) = check(made)
    assert (found.check, found.severity) == ("CODE_FACET_DOUBTFUL", Severity.WARNING)


@pytest.mark.parametrize(
    ("title", "code", "is_confirmed"),
    [
        pytest.param("Total knee replacement", "27447", True, id="action and region"),
        pytest.param("Lumbar fusion from behind", "22630", True, id="approach too"),
        pytest.param("Spinal fusion", "22551", True, id="a wider region fits"),
        pytest.param("Replacement", "27447", True, id="no region, none wrong"),
        pytest.param("Surgery on the knee", "27447", False, id="no action said"),
        pytest.param("Colonoscopy with biopsy", "45378", False, id="a case of it"),
        pytest.param("Colonoscopy", "45380", False, id="more general than it"),
        pytest.param("Colonoscopy", "45378", True, id="the very same"),
        pytest.param("Anterior disc removal", "22630", False, id="excluded"),
        pytest.param("Tooth cleaning", "27447", False, id="nothing known is shown"),
        pytest.param(
            "Lumbar laminectomy and fusion", "22612", False, id="more is done"
        ),
        pytest.param(
            "Fusion with hardware removal", "22612", False, id="and taken out"
        ),
        pytest.param("Excision of a knee lesion", "29881", False, id="of other things"),
        pytest.param("Sigmoidoscopy", "45378", False, id="of a part only"),
        pytest.param("Colonoscopy with dilation", "45378", False, id="and treated"),
        pytest.param("Colonoscopy without biopsy", "45378", True, id="nothing more"),
        pytest.param("Upper endoscopy with a biopsy", "43239", True, id="two words"),
        pytest.param(
            "Anterior cervical discectomy and fusion", "22551", True, id="all"
        ),
        pytest.param(
            "Removal of a cervical artificial disc", "22864", True, id="of it"
        ),
        pytest.param(
            "Removal of a cervical artificial disc, anterior approach",
            "22864",
            True,
            id="of it and from where",
        ),
        pytest.param(
            "Removal of artificial cervical disc", "22864", True, id="between"
        ),
        pytest.param("Cervical artificial disc removal", "22864", True, id="behind it"),
        pytest.param(
            "Revision of a cervical artificial disc", "22861", True, id="redo"
        ),
        pytest.param("Diagnostic colonoscopy", "45378", True, id="said to be so"),
        pytest.param(
            "Physical therapy after total knee replacement",
            "27447",
            False,
            id="something for it",
        ),
        pytest.param("Colonoscopy with band ligation", "45378", False, id="unknown"),
        pytest.param("Anesthesia for knee replacement", "27447", False, id="beside it"),
        pytest.param("Sacroiliac joint fusion", "22630", False, id="elsewhere"),
        pytest.param(
            "Total knee replacement and hip replacement", "27447", False, id="two"
        ),
    ],
)
def test_a_claim_is_confirmed_by_what_its_name_shows(
    title: str, code: str, *, is_confirmed: bool
) -> None:
    made = graph(page("a.txt", title, code))
    expected = {next(made.assertions).id} if is_confirmed else set()
    assert check(made)[1] == expected


@pytest.mark.parametrize(
    ("title", "code", "is_disputed"),
    [
        pytest.param("Hip replacement", "27447", True, id="another joint"),
        pytest.param(
            "Posterior fusion of the cervical spine", "22630", True, id="of the neck"
        ),
        pytest.param("Leg operation", "27447", False, id="a wider region"),
        pytest.param("Fusion and decompression", "63047", False, id="one of two fits"),
        pytest.param("Open gallbladder removal", "47562", True, id="another way in"),
        pytest.param("Anterior lumbar fusion", "22630", True, id="the other side"),
        pytest.param("An operation", "22630", False, id="what is not said"),
        pytest.param(
            "Colonoscopy with removal of polyps", "45378", True, id="not only"
        ),
        pytest.param("Colonoscopy with a biopsy", "45378", True, id="a sample as well"),
        pytest.param("Knee replacement revision", "27447", True, id="done again"),
        pytest.param("Revision knee arthroplasty", "27447", True, id="again, before"),
        pytest.param("Removal of a knee replacement", "27447", True, id="taken out"),
        pytest.param("Removal of pedicle screws", "22842", True, id="screws taken out"),
        pytest.param("Partial knee replacement", "27447", True, id="a part, not all"),
        pytest.param("Cervical disc arthroplasty", "22861", True, id="not done again"),
        pytest.param("Removal of artificial neck disc", "22856", True, id="opposite"),
        pytest.param("Knee replacement or revision", "27447", False, id="one of them"),
    ],
)
def test_only_what_is_said_can_be_in_conflict(
    title: str, code: str, *, is_disputed: bool
) -> None:
    found = names(graph(page("a.txt", title, code)))
    assert found == (["CODE_FACET_CONFLICT"] if is_disputed else [])


def test_the_same_claim_said_twice_is_one_finding() -> None:
    made = graph(page("a.txt", "Hip replacement", "27447", "27447"))
    assert names(made) == ["CODE_FACET_CONFLICT"]


def test_the_claimed_label_counts_where_it_stands_in_the_quote() -> None:
    made = graph(page("a.txt", "Hip replacement", "27447", label="CPT"))
    assert names(made) == []


def test_a_denied_claim_is_not_held_against_anybody() -> None:
    made = graph(page("a.txt", "Hip replacement", "27447", polarity=Polarity.NEGATED))
    assert check(made) == ((), frozenset())


@pytest.mark.parametrize(
    ("system", "code", "told", "severity"),
    [
        ("CPT", "99990", "CODE_UNCHECKED", Severity.INFO),
        ("CPT", "2286", "CODE_MALFORMED", Severity.WARNING),
        ("HCPCS", "A1234", "CODE_UNCHECKED", Severity.INFO),
        ("HCPCS", "1234A", "CODE_MALFORMED", Severity.WARNING),
        ("OPS", "5-820.0", "CODE_UNCHECKED", Severity.INFO),
    ],
)
def test_silence_is_told(system: str, code: str, told: str, severity: Severity) -> None:
    ((found,), confirmed) = check(
        graph(page("a.txt", "Hip replacement", code, code, system=system))
    )
    assert (found.check, found.severity) == (told, severity)
    assert confirmed == frozenset()


def test_one_code_for_two_procedures_is_one_warning() -> None:
    made = graph(
        page("b.txt", "Total knee replacement", "27447"),
        page("a.txt", "Tooth cleaning", "27447"),
        page("c.txt", "Whole knee arthroplasty", "27447"),
    )
    (found,) = (each for each in check(made)[0] if each.check == "CODE_SHARED")
    assert found.document == "a.txt"
    assert found.documents == ("a.txt", "b.txt", "c.txt")
    assert found.about == "code/cpt-27447"
    assert '"tooth cleaning"' in found.message


@pytest.mark.parametrize(
    "other",
    [
        pytest.param("Total knee replacement", id="the same name"),
        pytest.param("Knee arthroplasty, total", id="a name that shows the same"),
        pytest.param("Knee replacement surgery", id="a name that shows less"),
    ],
)
def test_two_pages_on_one_procedure_may_share_a_code(other: str) -> None:
    made = graph(
        page("a.txt", "Total knee replacement", "27447"), page("b.txt", other, "27447")
    )
    assert names(made) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("Knee replacement", "Hip replacement", id="another region"),
        pytest.param("Knee replacement", "Knee replacement revision", id="done again"),
        pytest.param("Knee replacement", "Knee care", id="nothing done"),
        pytest.param("Tooth cleaning", "Tooth filling", id="nothing known"),
    ],
)
def test_names_that_show_different_things_share_a_code(one: str, other: str) -> None:
    made = graph(page("a.txt", one, "27447"), page("b.txt", other, "27447"))
    assert names(made).count("CODE_SHARED") == 1


@pytest.mark.parametrize(
    ("code", "modifiers", "doubted"),
    [
        pytest.param("22630", ("LT", "50"), ["LT", "50"], id="the spine has no sides"),
        pytest.param("22630", ("LT", "LT"), ["LT"], id="each is told once"),
        pytest.param("22630", ("59", "62"), [], id="others name no side"),
        pytest.param("27447", ("LT", "RT"), [], id="a knee has sides"),
        pytest.param("62380", ("LT",), [], id="nobody knows"),
        pytest.param("99990", ("LT",), [], id="no facts at all"),
    ],
)
def test_a_side_is_doubted_where_there_is_none(
    code: str, modifiers: tuple[str, ...], doubted: list[str]
) -> None:
    made = graph(page("a.txt", "An operation", code, modifiers=modifiers))
    found = [each for each in check(made)[0] if each.check == "MODIFIER_DOUBTFUL"]
    assert [each.message.split()[1] for each in found] == doubted
    assert all(each.conflicts_with == (f"code-fact/cpt-{code}",) for each in found)


def test_one_code_with_sides_is_enough_for_a_side() -> None:
    made = graph(page("a.txt", "An operation", "22630", "63030", modifiers=("LT",)))
    assert names(made) == []


def test_findings_do_not_depend_on_the_order_of_documents() -> None:
    first = page("a.txt", "Hip replacement", "27447", modifiers=("LT",))
    second = page("b.txt", "Spinal fusion", "27447", "22864")
    one, other = check(graph(first, second)), check(graph(second, first))
    assert one == other


# ---------------------------------------------------------------- references


def test_a_graph_gets_the_facts_on_its_codes_and_no_others() -> None:
    made = referred(graph(page("a.txt", "Fusion from behind", "22864")))
    (fact,) = (node for node in made.nodes if "pg:CodeFact" in node.types)
    assert fact.id == "code-fact/cpt-22864"
    assert ("pg:aboutCode", "code/cpt-22864") in fact.links
    assert ("pg:facet", "facet/action-removal") in fact.links
    assert (
        "dcterms:source",
        "https://mirahealth.care/reference/cpt/22864",
    ) in fact.links
    assert ("pg:sourceCount", Literal("3", "xsd:nonNegativeInteger")) in fact.values


def test_claims_get_the_facets_that_their_words_show() -> None:
    made = referred(graph(page("a.txt", "Fusion from behind", "22864")))
    assert next(made.assertions).links == (
        ("pg:claimedFacet", "facet/action-fusion"),
        ("pg:claimedFacet", "facet/approach-posterior"),
    )


def test_every_link_of_what_is_added_leads_to_a_node() -> None:
    base = graph(page("a.txt", "Interbody fusion from behind", "22864"))
    found, _ = check(base)
    made = referred(replace(base, findings=found))
    known = {node.id for node in made.nodes}
    linked = {
        target
        for node in made.nodes
        for _, target in node.links
        if "://" not in target and ":" not in target
    }
    assert linked | set(found[0].suggested) | set(found[0].conflicts_with) <= known


def test_a_graph_without_codes_stays_as_it_is() -> None:
    made = graph(page("a.txt", "Hip replacement"))
    assert referred(made) is made


def test_modifiers_of_pages_without_codes_are_passed_over() -> None:
    pages = [page(f"{name}.txt", "Skin graft", modifiers=("LT",)) for name in "abc"]
    made = graph(*pages, page("d.txt", "Colonoscopy", "45378", modifiers=("LT",)))
    assert [(f.document, f.check) for f in check(made)[0]] == [
        ("d.txt", "MODIFIER_DOUBTFUL")
    ]


def test_a_code_of_one_document_is_shared_with_nobody() -> None:
    one = page("a.txt", "Total knee replacement", "27447")
    other = page("a.txt", "Colonoscopy", "27447")
    found = check(graph(one, other))[0]
    assert "CODE_SHARED" not in {each.check for each in found}


TITLES = (
    "Fusion of the neck from behind",
    "Fusion of the lumbar spine",
    "Interbody fusion from behind",
    "Total knee replacement",
    "Knee surgery",
    "Hip replacement",
    "Colonoscopy",
    "Colonoscopy with biopsy",
    "Tooth cleaning",
)
PAGES = st.lists(
    st.tuples(st.sampled_from(TITLES), st.sampled_from(["22630", "27447"])),
    max_size=7,
)


@given(PAGES)
def test_a_shared_code_is_one_of_two_procedures_that_are_not_the_same(
    told: list[tuple[str, str]],
) -> None:
    made = graph(*(page(f"{n}.txt", *each) for n, each in enumerate(told)))
    claims = gather(made, FACTS).claims
    found = {f.about: f.message for f in check(made)[0] if f.check == "CODE_SHARED"}
    expected: dict[str, set[str]] = {}
    for one in claims:
        for other in claims:
            is_one_code = one.assertion.object == other.assertion.object
            if is_one_code and not is_same(one, other, FACTS):
                expected.setdefault(one.assertion.object, set()).update(
                    (one.procedure, other.procedure)
                )
    assert found.keys() == expected.keys()
    for code, labels in expected.items():
        assert all(f'"{label}"' in found[code] for label in labels)
        assert found[code].count('"') == 2 * len(labels)


@given(PAGES)
def test_claims_in_a_file_are_checked_as_those_in_memory(
    told: list[tuple[str, str]],
) -> None:
    made = graph(
        *(
            page(f"{n}.txt", *each, modifiers=("LT", "50"))
            for n, each in enumerate(told)
        )
    )
    far = replace(made, room=Room(Path(), 0))
    found, confirmed = check(made)
    there, sure = codes.check(gather(far, FACTS), FACTS, WORDS, far.room)
    assert list(there) == list(found)
    assert sure == confirmed
    assert refer(far, gather(far, FACTS).claims, FACTS).shown == referred(made).shown
