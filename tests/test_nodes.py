"""Nodes that share an identifier become one, whatever their order."""

from hypothesis import given
from hypothesis import strategies as st

from pipeline import nodes
from pipeline.model import Literal, Node

LABELS = st.sampled_from(["", "ct", "CT", "ct scan", "scan"])
NODES = st.builds(
    nodes.make,
    st.sampled_from(["a", "b"]),
    st.sets(st.sampled_from(["pg:A", "pg:B"])),
    LABELS,
    alt_labels=st.sets(LABELS),
    values=st.sets(st.tuples(st.just("pg:v"), st.builds(Literal, LABELS))),
)


@given(
    st.lists(NODES).flatmap(
        lambda all_: st.tuples(st.just(all_), st.permutations(all_))
    )
)
def test_order_does_not_count(lists: tuple[list[Node], list[Node]]) -> None:
    one, other = lists
    assert nodes.merge(one) == nodes.merge(other)


@given(st.lists(NODES))
def test_merged_nodes_are_sorted_and_each_once(all_: list[Node]) -> None:
    merged = nodes.merge(all_)
    assert [node.id for node in merged] == sorted({node.id for node in all_})
    for node in merged:
        assert node.label not in node.alt_labels
        assert list(node.alt_labels) == sorted(set(node.alt_labels))


def labelled(*labels: str) -> Node:
    return nodes.merge([nodes.make("a", (), label) for label in labels])[0]


def test_the_label_is_the_most_frequent_then_the_shortest_then_the_first() -> None:
    assert labelled("scan", "ct scan", "ct scan").label == "ct scan"
    assert labelled("scan", "ct scan").label == "scan"
    assert labelled("b", "a").label == "a"


def test_other_wordings_are_kept_as_further_labels() -> None:
    node = labelled("scan", "ct scan", "ct scan", "")
    assert node.alt_labels == ("scan",)
