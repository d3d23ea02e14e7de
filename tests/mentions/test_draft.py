"""Of what is said twice in one section, one mention stays."""

from pipeline.mentions.draft import Draft, number
from pipeline.model import Qualifiers, Span


def infection(start: int, frequency: str = "") -> Draft:
    span = Span(start, start + 9)
    told = Qualifiers(frequency=frequency)
    return Draft("Complication", "infection", span, span, "item", 0.9, told)


def test_the_first_of_two_stays() -> None:
    found = number([(0, infection(5)), (0, infection(50))])
    assert [each.start for each in found] == [5]


def test_one_with_a_figure_stays_before_one_without() -> None:
    found = number([(0, infection(5)), (0, infection(50, "2%")), (0, infection(90))])
    assert [(each.start, each.qualifiers.frequency) for each in found] == [(50, "2%")]


def test_each_section_has_its_own() -> None:
    found = number([(0, infection(5)), (1, infection(50))])
    assert [each.section for each in found] == [0, 1]
