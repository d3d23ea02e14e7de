"""What is broader in a terminology is broader in the graph, the nearest in use only."""

from pathlib import Path

from pipeline.grounding import hierarchy
from pipeline.model import Graph, Room
from pipeline.terminology import Terminology
from tests.grounding.pages import Thing, grounded


def broader(made: Graph) -> set[tuple[str, str]]:
    labels = {node.id: node.label for node in made.nodes}
    return {
        (node.label, labels[other])
        for node in made.nodes
        for key, other in node.links
        if key == "skos:broader"
    }


def test_the_nearest_in_use_is_broader(small: Terminology) -> None:
    made = grounded(small, ["venous gurgle", "ankle gurgle", "deep ankle gurgle"])
    assert broader(made) == {
        ("deep ankle gurgle", "ankle gurgle"),
        ("ankle gurgle", "venous gurgle"),
    }


def test_what_is_not_in_use_is_passed_over(small: Terminology) -> None:
    made = grounded(small, ["venous gurgle"], ["deep ankle gurgle"])
    assert broader(made) == {("deep ankle gurgle", "venous gurgle")}


def test_what_has_a_broader_match_is_under_it(shipped: Terminology) -> None:
    made = grounded(shipped, ["left pneumothorax"], ["pneumothorax", "pain"])
    assert broader(made) == {("left pneumothorax", "pneumothorax")}


def test_no_circle_of_a_terminology_becomes_one_of_the_graph(
    small: Terminology,
) -> None:
    assert broader(grounded(small, ["round one", "round two"])) == set()


def test_the_graph_has_no_circle(shipped: Terminology) -> None:
    made = grounded(
        shipped,
        ["pain", "back pain", "low back pain", "severe back pain", "sciatica"],
        ["anemia", "iron deficiency anemia", "headache", "chest pain", "heart block"],
    )
    pairs = broader(made)
    assert len(pairs) > 3
    above = {low: {high for each, high in pairs if each == low} for low, _ in pairs}
    for start in above:
        front, seen = [start], set()
        while front:
            for high in above.get(front.pop(), ()):
                assert high != start
                if high not in seen:
                    seen.add(high)
                    front.append(high)


def test_a_thing_called_as_a_group_is_above_what_is_in_it(shipped: Terminology) -> None:
    made = grounded(shipped, ["infection"], ["sepsis", "pneumonia", "nausea"])
    assert broader(made) == {("sepsis", "infection"), ("pneumonia", "infection")}


def test_what_is_near_a_concept_of_a_group_is_in_it(shipped: Terminology) -> None:
    made = grounded(shipped, ["haemorrhage"], ["haematuria"], ["a made up thing"])
    assert broader(made) == {("haematuria", "haemorrhage")}


def test_only_the_topmost_of_a_group_are_right_under_it(shipped: Terminology) -> None:
    made = grounded(shipped, ["bleeding", "hematuria", "severe hematuria"])
    assert broader(made) == {
        ("hematuria", "bleeding"),
        ("severe hematuria", "hematuria"),
    }


def test_a_name_that_narrows_another_is_under_it(shipped: Terminology) -> None:
    made = grounded(
        shipped,
        ["gurgle", "wound gurgle", "superficial wound gurgle at night"],
    )
    assert broader(made) == {
        ("wound gurgle", "gurgle"),
        ("superficial wound gurgle at night", "wound gurgle"),
    }


def test_names_narrow_only_things_of_the_same_kinds(shipped: Terminology) -> None:
    made = grounded(
        shipped, [Thing("scan", kind="test"), Thing("failed scan", kind="condition")]
    )
    assert broader(made) == set()


def test_what_a_word_takes_back_is_no_case(shipped: Terminology) -> None:
    made = grounded(shipped, ["infection", "previous infection", "no infection"])
    assert broader(made) == set()


def test_another_name_of_a_thing_puts_nothing_under_it(shipped: Terminology) -> None:
    womb = Thing("hole in womb", synonyms=("perforation",))
    made = grounded(shipped, [womb, "perforation of lid"])
    assert broader(made) == set()


def test_what_is_too_much_for_memory_is_placed_alike(small: Terminology) -> None:
    made = grounded(small, ["deep venous clot", "venous clot", "clot", "left clot"])
    things = [node for node in made.nodes if node.id.startswith("concept/")]
    near = hierarchy.broader(made.matches, things, small)
    assert near
    assert hierarchy.broader(made.matches, things, small, Room(Path(), 0)) == near
