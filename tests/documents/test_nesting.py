"""What is open where: left-out end tags, the reach of an end tag, crossed elements."""

import pytest

from pipeline.documents.layout import Look
from pipeline.documents.nesting import Element, Nesting
from pipeline.vocabulary.html import load

VOCABULARY = load()
PLAIN = Look(0, is_bold=False, is_kept=False, region=None)
BOLD = Look(0, is_bold=True, is_kept=False, region=None)


def opened(*names: str) -> Nesting:
    nesting = Nesting(VOCABULARY)
    for name in names:
        nesting.open(Element(name, is_hidden=False, look=PLAIN))
    return nesting


@pytest.mark.parametrize(
    ("path", "name", "closed"),
    [
        pytest.param("p", "p", "p", id="a paragraph ends a paragraph"),
        pytest.param("p b", "div", "b p", id="a block ends a paragraph"),
        pytest.param("p", "span", "", id="words do not"),
        pytest.param("p table tr td", "p", "", id="none beyond a cell"),
        pytest.param("ul li b", "li", "b li", id="an item ends an item"),
        pytest.param("ul li ul", "li", "", id="none of the list around"),
        pytest.param("dl dt", "dd", "dt", id="a term"),
        pytest.param("table tr td b", "td", "b td", id="a cell"),
        pytest.param("table tr td", "tr", "td tr", id="a row"),
        pytest.param("table thead tr th", "tbody", "th tr thead", id="a table's head"),
        pytest.param("table tr td table tr", "td", "", id="no cell of a table around"),
        pytest.param("h2", "h3", "h2", id="a heading right within a heading"),
        pytest.param("a b", "a", "b a", id="a link"),
        pytest.param("select optgroup option", "option", "option", id="a choice"),
    ],
)
def test_a_start_tag_ends_what_cannot_hold_it(
    path: str, name: str, closed: str
) -> None:
    nesting = opened(*path.split())
    assert [each.name for each in nesting.make_room(name)] == closed.split()


@pytest.mark.parametrize(
    ("path", "name", "closed"),
    [
        pytest.param("div p b", "div", "b p div", id="all that is within"),
        pytest.param("div", "p", "", id="nothing where it is not open"),
        pytest.param("div table td", "div", "", id="nothing beyond a cell"),
        pytest.param("div table tr td b", "table", "b td tr table", id="but a table"),
        pytest.param("h2 b", "h3", "b h2", id="a heading of another level"),
        pytest.param("span p", "span", "", id="no words round a block"),
        pytest.param("b i", "b", "i b", id="crossed formatting without a block"),
    ],
)
def test_an_end_tag_closes_what_it_reaches(path: str, name: str, closed: str) -> None:
    nesting = opened(*path.split())
    assert [each.name for each in nesting.end(name)] == closed.split()


def test_bold_ends_with_its_tag_though_a_block_within_goes_on() -> None:
    nesting = Nesting(VOCABULARY)
    for name, look in (("b", BOLD), ("p", BOLD)):
        nesting.open(Element(name, is_hidden=False, look=look))
    assert list(nesting.end("b")) == []
    assert (nesting.innermost, nesting.look.is_bold) == ("p", False)
    assert [each.name for each in nesting.end("p")] == ["p"]
    assert nesting.depth == 0
