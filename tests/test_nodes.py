"""Nodes that share an identifier become one, whatever their order."""

import pickle
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from pipeline import nodes
from pipeline.model import Literal, Node, Room

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


PAIRS = st.tuples(st.lists(NODES), st.lists(NODES))


@given(PAIRS)
def test_nodes_in_a_file_are_those_in_memory(
    lists: tuple[list[Node], list[Node]],
) -> None:
    first, more = lists
    stored = nodes.collect(first, Room(Path(), 0))
    assert isinstance(stored, nodes.Stored) == bool(first)
    held = nodes.merge(first)
    assert tuple(stored) == held
    assert len(stored) == len(held)
    both, whole = nodes.plus(stored, more), nodes.plus(held, more)
    assert {node.id for node in both} == {node.id for node in whole}
    assert len(both) == len(whole)
    for things in (stored, held, both, whole):
        known = {node.id: node for node in things}
        for identifier in "abc":
            assert things.get(identifier) == known.get(identifier)


@given(st.lists(NODES), st.sets(st.sampled_from("abx")))
def test_links_can_be_added_to_nodes_in_a_file(
    first: list[Node], wanted: set[str]
) -> None:
    added = [nodes.make(each, (), "", links=[("pg:l", "y")]) for each in wanted]
    held = nodes.merge(first)
    stored = nodes.collect(first, Room(Path(), 0))
    assert tuple(nodes.plus(stored, added)) == tuple(nodes.plus(held, added))


def test_few_nodes_stay_in_memory(tmp_path: Path) -> None:
    node = nodes.make("a", (), "scan")
    assert tuple(nodes.collect([node], Room(tmp_path))) == (node,)


@given(st.lists(NODES), st.lists(NODES), st.lists(NODES))
def test_nodes_added_before_stay(
    first: list[Node], second: list[Node], third: list[Node]
) -> None:
    stored = nodes.collect(first, Room(Path(), 0))
    both = nodes.plus(nodes.plus(stored, second), third)
    assert {node.id for node in both} == {node.id for node in (*first, *second, *third)}
    kinds = {
        each: {
            kind
            for node in (*first, *second, *third)
            if node.id == each
            for kind in node.types
        }
        for each in "ab"
    }
    assert {node.id: set(node.types) for node in both} == {
        each: found for each, found in kinds.items() if any(n.id == each for n in both)
    }


@given(st.permutations([("a", "x-ray"), ("b", "ct"), ("a", "x-ray")]))
def test_one_node_given_twice_counts_twice(named: list[tuple[str, str]]) -> None:
    made = {pair: nodes.make("n", (), pair[1]) for pair in set(named)}
    (node,) = nodes.merge(made[pair] for pair in named)
    assert node.label == "x-ray"


def test_nodes_that_were_added_are_read_by_other_processes(tmp_path: Path) -> None:
    stored = nodes.collect([nodes.make("a", (), "scan")], Room(tmp_path, 0))
    whole = nodes.plus(stored, [nodes.make("b", (), "ct")])
    copy = pickle.loads(pickle.dumps(whole))  # noqa: S301 - made here
    assert [node.id for node in copy] == ["a", "b"]
