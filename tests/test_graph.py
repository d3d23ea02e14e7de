"""The graph depends on the set of documents alone."""

import hashlib
from collections.abc import Iterable
from dataclasses import replace

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from pipeline import assertions, graph
from pipeline.model import (
    Document,
    Extraction,
    Finding,
    Graph,
    Literal,
    Mention,
    Polarity,
    ProcedureMention,
    Qualifiers,
    Reading,
    Severity,
    Span,
)
from pipeline.vocabulary import lexicon, predicates

VOCABULARY = predicates.load()


def extraction(
    name: str,
    *things: str,
    denied: tuple[str, ...] = (),
    procedure: str = "skin graft",
    text: str | None = None,
    findings: tuple[str, ...] = (),
) -> Extraction:
    """Return what a page *name* gives that lists *things* under its complications."""
    text = text or f"{procedure}\n" + "\n".join((*things, *denied))
    digest = hashlib.sha256(text.encode()).hexdigest()
    document = Document(name, text, digest, digest, "text/plain", "utf-8")
    mentions = []
    for label in (*things, *denied):
        start = text.index(label)
        place = Span(start, start + len(label))
        polarity = Polarity.NEGATED if label in denied else Polarity.AFFIRMED
        mentions.append(
            Mention(
                label,
                "ProcedureStep" if " the " in label else "Complication",
                label.lower(),
                place.start,
                place.end,
                place,
                0,
                "r",
                1.0,
                Qualifiers(polarity=polarity),
            )
        )
    named = ProcedureMention(procedure, 0, len(procedure), Span(0, 1), 0, "r")
    reading = Reading(named, tuple(mentions), ())
    nodes, stated, subject = assertions.state(
        document, reading, VOCABULARY, lexicon.load()
    )
    found = tuple(
        Finding(check, Severity.INFO, name, "words", documents=(name,))
        for check in findings
    )
    return Extraction(document, (), reading, nodes, stated, (), found, subject)


PAGES = (
    extraction("a.txt", "Bleeding", "clean the skin", findings=("X", "W")),
    extraction("b/c.txt", "bleeding", "X-ray burn", denied=("infection",)),
    extraction("b/d.txt", "infection", "x ray burn", procedure="Skin Graft"),
    extraction("e.txt", "x ray burn", procedure="skin peel", findings=("X",)),
    extraction("copy of a.txt", "Bleeding", "clean the skin", findings=("X",)),
)
WHOLE = graph.merge(PAGES)


@given(st.permutations(PAGES))
def test_any_order_gives_the_same_graph(order: list[Extraction]) -> None:
    assert graph.merge(order) == WHOLE


def joined(graphs: Iterable[Graph]) -> Graph:
    return graph.merge(page for each in graphs for page in each.extractions)


@given(st.permutations(PAGES), st.lists(st.integers(0, 3), min_size=5, max_size=5))
def test_any_partition_gives_the_same_graph(
    order: list[Extraction], parts: list[int]
) -> None:
    graphs = [
        graph.merge(page for page, at in zip(order, parts, strict=True) if at == part)
        for part in range(4)
    ]
    assert joined(graphs) == WHOLE
    first, *others = graphs
    for each in others:
        first = joined((first, each))
    assert first == WHOLE


def test_the_same_document_twice_counts_once() -> None:
    assert graph.merge((*PAGES, *PAGES[:2])) == WHOLE


def test_no_document_gives_an_empty_graph() -> None:
    nothing = graph.merge(())
    assert (len(nothing.extractions), len(nothing.nodes), nothing.findings) == (
        0,
        0,
        (),
    )


def test_everything_is_sorted_and_stands_once() -> None:
    names = [each.document.name for each in WHOLE.extractions]
    assert names == ["a.txt", "copy of a.txt", "b/c.txt", "b/d.txt", "e.txt"]
    nodes = [node.id for node in WHOLE.nodes]
    assert nodes == sorted(set(nodes))
    stated = [
        (said.document, said.start, said.end, said.id) for said in WHOLE.assertions
    ]
    assert stated == sorted(set(stated))
    assert len({assertion.id for assertion in WHOLE.assertions}) == len(stated)
    places = [(finding.document, finding.check) for finding in WHOLE.findings]
    assert places == sorted(places)


def test_documents_that_name_one_procedure_share_its_node() -> None:
    subjects = {each.procedure for each in WHOLE.extractions}
    assert subjects == {"procedure/skin-graft", "procedure/skin-peel"}


def test_the_label_most_documents_use_is_the_label() -> None:
    nodes = {node.id: node for node in WHOLE.nodes}
    burn = nodes["concept/condition-x-ray-burn"]
    assert (burn.label, burn.alt_labels) == ("x ray burn", ("x-ray burn",))
    assert nodes["procedure/skin-graft"].alt_labels == ("Skin Graft",)


def test_a_text_under_two_names_is_stated_once() -> None:
    one, copy = PAGES[0], PAGES[4]
    both = graph.merge((one, copy))
    assert {a.id for a in both.assertions} == {a.id for a in one.assertions}
    assert {a.document for a in both.assertions} == {"a.txt"}
    assert len(both.extractions) == 2
    assert tuple(both.nodes) == one.nodes


def test_a_text_read_in_two_ways_counts_its_steps_once() -> None:
    one = PAGES[0]
    other = replace(
        one,
        document=replace(one.document, name="z.md"),
        nodes=tuple(
            msgspec.structs.replace(node, values=(("pg:stepIndex", Literal("7")),))
            if node.id.startswith("step/")
            else node
            for node in one.nodes
        ),
    )
    assert tuple(graph.merge((other, one)).nodes) == one.nodes


def test_of_two_readings_of_a_text_the_one_that_affirms_counts() -> None:
    one = PAGES[0]
    other = replace(
        one,
        document=replace(one.document, name="0.md"),
        assertions=tuple(
            msgspec.structs.replace(each, document="0.md", polarity=Polarity.NEGATED)
            for each in one.assertions
        ),
    )
    both = graph.merge((other, one))
    assert {each.polarity for each in both.assertions} == {Polarity.AFFIRMED}
    again = graph.merge((one, replace(other, document=replace(one.document, name="z"))))
    assert {each.polarity for each in again.assertions} == {Polarity.AFFIRMED}


# ------------------------------------------------------------ direct triples


def test_a_triple_is_direct_exactly_where_an_assertion_affirms_it() -> None:
    affirmed = {
        (a.subject, a.predicate, a.object)
        for a in WHOLE.assertions
        if a.polarity is Polarity.AFFIRMED
    }
    assert graph.direct(WHOLE) == tuple(sorted(affirmed))


DENIAL = ("procedure/skin-graft", "hasComplication", "concept/condition-infection")


def test_a_denied_statement_is_no_triple_unless_another_page_affirms_it() -> None:
    assert DENIAL not in graph.direct(graph.merge(PAGES[1:2]))
    assert DENIAL in graph.direct(graph.merge(PAGES[1:3]))


def test_a_role_is_given_by_affirmed_assertions_only() -> None:
    def roles(*pages: Extraction) -> tuple[str, ...]:
        return next(
            node.types for node in graph.merge(pages).nodes if node.id == DENIAL[2]
        )

    assert roles(PAGES[1]) == ("pg:Condition",)
    assert roles(PAGES[1], PAGES[2]) == ("pg:Complication", "pg:Condition")


def test_a_code_is_the_procedure_s_own_only_where_confirmed_and_undisputed() -> None:
    page = PAGES[0]
    claim = msgspec.structs.replace(
        page.assertions[0], predicate="claimsCode", object="code/cpt-1"
    )
    claimed = graph.merge([replace(page, assertions=(claim,), findings=())])
    own = (claim.subject, "hasCode", "code/cpt-1")
    assert own not in graph.direct(claimed)
    confirmed = replace(claimed, confirmed=frozenset({claim.id}))
    assert own in graph.direct(confirmed)
    finding = Finding("X", Severity.VIOLATION, "a.txt", "words", about=claim.id)
    assert own not in graph.direct(replace(confirmed, findings=(finding,)))
    mild = replace(finding, severity=Severity.WARNING)
    assert own in graph.direct(replace(confirmed, findings=(mild,)))


def test_what_two_readings_of_one_text_call_a_thing_are_both_its_names() -> None:
    """Only what belongs to the text comes from the first of them alone."""
    page = extraction("a.txt", "Bleeding", "clean the skin")
    other = replace(
        extraction("b.txt", "Bleeding", "clean the skin"),
        nodes=tuple(
            msgspec.structs.replace(node, alt_labels=("x",)) for node in page.nodes
        ),
    )
    key = page.document.key
    names = {node.id: node.alt_labels for node in graph.merge([page, other]).nodes}
    own = {node for node in names if f"/{key}-" in node}
    assert {node for node, told in names.items() if "x" in told} == set(names) - own
    assert own
