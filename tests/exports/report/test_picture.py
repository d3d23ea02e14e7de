"""The picture of the schema: what it holds, and that nothing in it runs into another."""

from itertools import pairwise

from pipeline.exports.report.picture import Box, Picture, draw
from pipeline.exports.report.records import Relation


def relation(subject: str, predicate: str, target: str, facts: int) -> Relation:
    labels = (f"a {subject}", f"to {predicate}", f"a {target}")
    return Relation(f"pg:{subject}", predicate, f"pg:{target}", labels, facts)


RELATIONS = (
    relation("Procedure", "hasStep", "Step", 100),
    relation("Step", "atSite", "Part", 50),
    relation("Procedure", "shows", "Thing", 40),
    relation("Procedure", "hasRisk", "Thing", 8),
    relation("Procedure", "rarely", "Thing", 2),
    relation("Odd", "rarely", "Part", 1),
)
THINGS = {"pg:Procedure": 3, "pg:Step": 90, "pg:Thing": 5}


def drawn() -> Picture:
    return draw(RELATIONS, THINGS)


def named(picture: Picture) -> dict[str, Box]:
    return {box.label: box for box in picture.boxes}


def test_it_has_the_relations_that_make_up_nearly_all_facts() -> None:
    picture = drawn()
    assert (picture.shown, picture.facts) == (198, 201)
    assert [box.label for box in picture.boxes] == ["a Step", "a Thing"]


def test_classes_have_what_comes_to_them_and_what_goes_from_them() -> None:
    boxes = named(drawn())
    step, thing = boxes["a Step"], boxes["a Thing"]
    assert [(it.label, it.facts) for it in step.coming] == [("to hasStep", 100)]
    assert [(it.label, it.target) for it in step.going] == [("to atSite", "a Part")]
    assert [it.facts for it in thing.coming] == [40, 8]
    assert (drawn().root, drawn().things, step.things) == ("a Procedure", 3, 90)


def test_more_facts_are_a_thicker_line() -> None:
    weights = [line.weight for box in drawn().boxes for line in box.coming]
    assert weights == sorted(weights, reverse=True)
    assert weights[0] == 6


def test_boxes_and_lines_have_room() -> None:
    picture = drawn()
    end = 0
    for box in picture.boxes:
        assert box.y >= end
        end = box.y + box.height
        for lines in (box.coming, box.going):
            heights = [line.y for line in lines]
            assert heights == sorted(set(heights))
            assert all(box.y < height < end for height in heights)
            assert all(b - a >= 20 for a, b in pairwise(heights))
    assert end <= picture.height


def test_what_is_linked_to_itself_is_no_box() -> None:
    both = relation("Procedure", "hasAlternative", "Procedure", 90)
    picture = draw((both, *RELATIONS), THINGS)
    assert "a Procedure" not in named(picture)
    assert (picture.shown, picture.facts) == (198, 291)


def test_without_facts_there_is_none() -> None:
    assert draw((), {}) == Picture("", 0, 0, (), 0, 0)
