"""Disputes are found as if all statements were looked at together."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from pipeline.checks import disputes
from pipeline.model import Assertion, Graph, Nodes, Polarity, Room
from tests.checks.graphs import pages_of

TRIPLE = ("procedure/p", "hasComplication", "concept/condition-c")


def said(document: str, start: int, polarity: Polarity) -> Assertion:
    return Assertion(
        id=f"{document}{start}{polarity}",
        document=document,
        subject=TRIPLE[0],
        predicate=TRIPLE[1],
        object=TRIPLE[2],
        start=start,
        end=start + 1,
        quote="q",
        section=0,
        rule="r",
        confidence=0.9,
        polarity=polarity,
    )


ALL = st.lists(
    st.builds(
        said,
        st.sampled_from(["a.txt", "b.txt", "c.txt"]),
        st.integers(0, 20),
        st.sampled_from(Polarity),
    ),
    unique_by=lambda each: each.id,
    max_size=8,
)


@given(ALL, st.sampled_from([None, Room(Path(), 0)]))
def test_a_dispute_is_the_first_pair_of_two_documents(
    stated: list[Assertion], room: Room | None
) -> None:
    graph = Graph(pages_of(stated), Nodes(), (), room=room)
    ordered = sorted(stated, key=lambda it: (it.document, it.start, it.end, it.id))
    yes = [it for it in ordered if it.polarity is Polarity.AFFIRMED]
    no = [it for it in ordered if it.polarity is Polarity.NEGATED]
    pairs = [(y, n) for n in no for y in yes if y.document != n.document]
    found = [
        (it.affirmed, it.denied, it.documents, it.affirming)
        for it in disputes.find(graph, {hash(TRIPLE)})
    ]
    assert found == [
        (
            *pair,
            tuple(sorted({it.document for it in (*yes, *no)})),
            tuple(it.id for it in yes),
        )
        for pair in pairs[:1]
    ]


def test_what_nobody_denies_is_not_looked_at() -> None:
    stated = [said("a.txt", 1, Polarity.AFFIRMED), said("b.txt", 1, Polarity.NEGATED)]
    assert list(disputes.find(Graph(pages_of(stated), Nodes(), ()), set())) == []
