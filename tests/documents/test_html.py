"""The text layer of web pages: what is seen, line by line, and how it is marked."""

from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.documents.html import Layer, declared_encoding, layer
from pipeline.documents.limits import Limits
from pipeline.errors import SourceError
from pipeline.model import MarkKind
from pipeline.vocabulary.html import load

VOCABULARY = load()


def read(page: str, limits: Limits | None = None) -> Layer:
    return layer("page.html", page, limits or Limits(), VOCABULARY)


def lines(page: str) -> list[str]:
    return read(page).text.split("\n")


def marked(page: str) -> list[tuple[str, str]]:
    found = read(page)
    return [
        (mark.kind.value, found.text[mark.start : mark.end]) for mark in found.marks
    ]


# ---------------------------------------------------------------- lines


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        pytest.param("<p>a</p><p>b</p>", ["a", "b"], id="a block element is a line"),
        pytest.param("a<span>b</span><i>c</i>", ["abc"], id="other elements join"),
        pytest.param("<div>a<p>b</div>c", ["a", "b", "c"], id="also where blocks nest"),
        pytest.param("<p>a<p>b", ["a", "b"], id="a paragraph ends where one begins"),
        pytest.param("<div>a</p>b</div>", ["a", "b"], id="a lone end of paragraph"),
        pytest.param("a<br>b<BR/>c</br>d", ["a", "b", "c", "d"], id="line breaks"),
        pytest.param("a<hr>b", ["a", "b"], id="a rule divides"),
        pytest.param("<p>a\n  b\tc\n</p>", ["a b c"], id="blanks are one blank"),
        pytest.param("<p>a</p>\n \n<p>b", ["a", "b"], id="no empty lines"),
        pytest.param("<pre>a\n  b\n\nc</pre>", ["a", "  b", "", "c"], id="kept lines"),
        pytest.param("a\r\nb<pre>c\r\nd</pre>", ["a b", "c", "d"], id="line ends"),
        pytest.param(
            "<p>5 &lt; 6 &amp; &eacute;&nbsp;&#8217;",
            ["5 < 6 & \u00e9\u00a0\u2019"],
            id="references",
        ),
        pytest.param("H<sub>2</sub>O 1<sup>st</sup>", ["H2O 1st"], id="small letters"),
        pytest.param("<b><p>a</b>b</p>c", ["ab", "c"], id="crossed elements"),
        pytest.param("", [""], id="an empty page"),
    ],
)
def test_text_is_laid_out_in_lines(page: str, expected: list[str]) -> None:
    assert lines(page) == expected


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        pytest.param("<ul><li>a<li>b</ul>", ["- a", "- b"], id="bullets"),
        pytest.param("<ol><li>a<li>b</ol>", ["1. a", "2. b"], id="numbers"),
        pytest.param(
            "<ol start=3><li>a<li value=7>b<li>c</ol>",
            ["3. a", "7. b", "8. c"],
            id="numbers that the page sets",
        ),
        pytest.param(
            "<ol><li>a<ul><li>b</ul><li>c</ol>",
            ["1. a", "  - b", "2. c"],
            id="a list in a list is indented and counts for itself",
        ),
        pytest.param("<ul><li><p>a</p><p>b</p></ul>", ["- a", "b"], id="paragraphs"),
        pytest.param("<ul><li> <li>a</ul>b", ["- a", "b"], id="an empty item"),
        pytest.param("<li>a", ["- a"], id="an item without a list"),
        pytest.param("<ul><li><h3>a</h3>b</ul>", ["a", "b"], id="a heading is no item"),
    ],
)
def test_list_items_begin_with_their_mark(page: str, expected: list[str]) -> None:
    assert lines(page) == expected


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        pytest.param(
            "<table><thead><tr><th>A<th>B<tbody><tr><td>1<td>2</table>",
            [("header-row", "A | B"), ("row", "1 | 2")],
            id="rows without end tags",
        ),
        pytest.param(
            "<table><tr><th>A</th><th>B</th></tr></table>",
            [("header-row", "A | B")],
            id="a row of header cells is a header",
        ),
        pytest.param(
            "<table><tr><th>A</th><td>1</td></tr></table>",
            [("row", "A | 1")],
            id="a row with one header cell is none",
        ),
        pytest.param(
            "<table><tr><td>a<br>b<td><p>c</p></table>",
            [("row", "a b | c")],
            id="a break or a paragraph is no end of a row",
        ),
        pytest.param(
            "<table><td>1<td>2</table>", [("row", "1 | 2")], id="cells without a row"
        ),
        pytest.param(
            "<table><tr><td><h2>T</h2>a<td><ul><li>b</ul></table>",
            [("heading", "T")],
            id="a table that only arranges the page has no rows",
        ),
        pytest.param("<td>1<td>2", [], id="cells without a table are no cells"),
        pytest.param(
            "<table><tr><td>a<td hidden>b<td>c</table>",
            [("row", "a | c")],
            id="a hidden cell is none",
        ),
    ],
)
def test_table_rows_are_marked_lines(
    page: str, expected: list[tuple[str, str]]
) -> None:
    assert marked(page) == expected


# ---------------------------------------------------------------- hidden


@pytest.mark.parametrize(
    "hidden",
    [
        pytest.param("<script>if (a<b) x</script>", id="a script"),
        pytest.param("<style>p {}</style>", id="a style"),
        pytest.param("<!-- x <p> -->", id="a comment"),
        pytest.param("<noscript><p>x</noscript>", id="what is for other browsers"),
        pytest.param("<template><p>x</template>", id="a template"),
        pytest.param("<p hidden>x</p>", id="the attribute hidden"),
        pytest.param("<div aria-hidden=true><p>x</p></div>", id="aria-hidden"),
        pytest.param("<div style='Display : NONE'><p>x</p></div>", id="no display"),
        pytest.param("<p style='visibility:hidden'>x</p>", id="no visibility"),
        pytest.param("<p hidden><b>x</p>", id="elements within that do not end"),
        pytest.param("<ol hidden><li>x</ol>", id="a list"),
        pytest.param(
            "<table><b hidden><tr></b><td>x</table>",
            id="a row opened in a hidden element that ends before it",
        ),
        pytest.param("<svg><title>x</title></svg>", id="the title of a picture"),
        pytest.param("<img alt=x>", id="words for a picture"),
    ],
)
def test_what_is_not_seen_is_not_in_the_text(hidden: str) -> None:
    assert lines(f"<p>before</p>{hidden}<p>after</p>") == ["before", "after"]


@pytest.mark.parametrize(
    "shown",
    [
        pytest.param("<div aria-hidden=false>x</div>", id="aria-hidden is false"),
        pytest.param("<div hidden=until-found>x</div>", id="a search opens it"),
        pytest.param("<details><p>x</details>", id="the reader opens it"),
        pytest.param("<p class=hidden>x</p>", id="a class only sounds so"),
        pytest.param("<textarea>x</textarea>", id="a field with words"),
    ],
)
def test_what_can_be_seen_is_in_the_text(shown: str) -> None:
    assert lines(f"<p>before</p>{shown}<p>after</p>") == ["before", "x", "after"]


# ---------------------------------------------------------------- marks


@pytest.mark.parametrize("level", range(1, 7))
def test_headings_are_marked_with_their_level(level: int) -> None:
    found = read(f"<p>a</p><h{level}>One<br><i>two</i></h{level}>b")
    assert found.text == "a\nOne two\nb"
    (mark,) = found.marks
    assert (mark.kind, mark.start, mark.end, mark.level) == ("heading", 2, 9, level)


@pytest.mark.parametrize(
    ("tag", "level"),
    [("aria-level=4", 4), ("aria-level=9", 2), ("aria-level=x", 2), ("", 2)],
)
def test_an_element_may_say_that_it_is_a_heading(tag: str, level: int) -> None:
    (mark,) = read(f"<div role=heading {tag}>One</div>").marks
    assert (mark.kind, mark.level) == (MarkKind.HEADING, level)


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        pytest.param("<p><b>Risks</b></p>", ["Risks"], id="all bold"),
        pytest.param("<p><strong>Risks</strong>:</p>", ["Risks:"], id="but for signs"),
        pytest.param("<p><b>Risks</b> are</p>", [], id="not all bold"),
        pytest.param("<ul><li><b>Risks</b></ul>", [], id="no list item"),
        pytest.param("<dl><dt>Term<dd>What</dl>", ["Term"], id="a term"),
    ],
)
def test_a_line_that_is_set_apart_is_emphasis(page: str, expected: list[str]) -> None:
    assert marked(page) == [("emphasis", line) for line in expected]


@pytest.mark.parametrize(
    "page",
    [
        pytest.param("<details><summary>Q?</summary>A", id="a summary"),
        pytest.param("<button aria-expanded=false>Q?</button><p>A", id="a button"),
        pytest.param("<h3><button aria-expanded=false>Q?</button></h3>A", id="in one"),
        pytest.param(
            "<div class='my-accordion'><button>Q?</button><p>A</div>",
            id="a button of an accordion",
        ),
        pytest.param("<div class=faq-question>Q?</div><p>A", id="a class of questions"),
        pytest.param("<p class=SectionTitle>Q?</p><p>A", id="a class of titles"),
    ],
)
def test_what_unfolds_a_part_or_is_called_a_title_is_a_heading(page: str) -> None:
    assert marked(page) == [("heading", "Q?")]


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(
            "<summary>It is long and ends as sentences do.</summary>", id="prose"
        ),
        pytest.param("<div class=titles>x</div>", id="a part of a word"),
        pytest.param("<div class=accordion><p>x</div>", id="what is unfolded"),
    ],
)
def test_what_is_no_title_is_no_heading(page: str) -> None:
    assert "heading" not in [kind for kind, _ in marked(page)]


@pytest.mark.parametrize(
    "page",
    [
        pytest.param("<nav>x</nav>", id="nav"),
        pytest.param("<footer>x</footer>", id="footer"),
        pytest.param("<nav><h1>x</h1></nav>", id="nav, whatever it holds"),
        pytest.param("<aside>x</aside>", id="aside"),
        pytest.param("<div role=navigation>x</div>", id="a role"),
        pytest.param("<div class='box cookie-banner'>x</div>", id="a class"),
        pytest.param("<div id=siteFooter>x</div>", id="an id"),
        pytest.param("<div class=related-posts>x</div>", id="two words of a class"),
        pytest.param("<div class=sidebar><p><b>x</b></div>", id="all that is within"),
        pytest.param("<button>x</button>", id="a button"),
    ],
)
def test_what_leads_elsewhere_stays_and_is_marked(page: str) -> None:
    found = marked(f"<main><h1>Title</h1><p>a</p></main>{page}<p>b</p>")
    assert found == [("heading", "Title"), ("navigation", "x")]


@pytest.mark.parametrize(
    "page",
    [
        pytest.param("<form><main><p>x</main></form>", id="a form round the content"),
        pytest.param(
            "<div class=banner><h1>T</h1></div><p>x", id="a banner with the title"
        ),
        pytest.param("<div class=has-sidebar><p>x</div>", id="a state of the page"),
        pytest.param("<section id=related-codes>x</section>", id="words of the text"),
        pytest.param("<h2 id=sharing>x</h2>", id="the id of a heading"),
        pytest.param("<div class=shareholder>x</div>", id="a part of a word"),
        pytest.param("<button aria-expanded=false>x</button>", id="it opens a part"),
    ],
)
def test_what_only_sounds_so_is_not_marked(page: str) -> None:
    assert "navigation" not in [kind for kind, _ in marked(page)]


# ---------------------------------------------------------------- description


def test_a_page_describes_itself() -> None:
    found = read(
        "<html lang=en-GB><head><title> Knee\n &amp; hip </title>"
        "<meta name=DCTERMS.modified content='2024-05-06T07:08'>"
        "<meta property=article:published_time content=2023-01-01></head><body>x"
    ).description
    assert (found.title, found.language, found.date) == (
        "Knee & hip",
        "en-GB",
        "2024-05-06",
    )


def test_a_page_that_says_nothing_of_itself_has_no_description() -> None:
    found = read("<meta name=date content=yesterday><svg><title>x</title></svg>y")
    assert found.description == read("z").description
    assert found.description.title is None


@pytest.mark.parametrize(
    ("source", "encoding"),
    [
        (b"<meta charset=UTF-8>", "utf-8"),
        (b"<meta http-equiv=x content='text/html; charset=koi8-r'>", "koi8-r"),
        (b"<p>charset=utf-8", ""),
        (b" " * 5000 + b"<meta charset=utf-8>", ""),
    ],
)
def test_the_encoding_is_what_the_head_names(source: bytes, encoding: str) -> None:
    assert declared_encoding(source) == encoding


# ---------------------------------------------------------------- limits


@pytest.mark.parametrize("tag", ["div", "b", "table><tr><td", "ul><li", "svg", "x-y"])
def test_a_thousand_elements_in_each_other_are_refused(tag: str) -> None:
    with pytest.raises(SourceError) as told:
        read(f"<{tag}>" * 1000 + "x")
    assert told.value.reason == "deep-html"


def test_many_elements_beside_each_other_are_not_deep() -> None:
    assert len(lines("<p>x<ul><li>y</ul>" * 2000)) == 4000


def test_a_text_longer_than_its_limit_is_refused() -> None:
    with pytest.raises(SourceError) as told:
        read("<ul>" * 100 + "<li>x" * 100, Limits(characters=1000))
    assert told.value.reason == "too-large"


# ---------------------------------------------------------------- properties

NAMES = sorted(
    VOCABULARY.blocks
    | VOCABULARY.formatting
    | VOCABULARY.walls
    | VOCABULARY.void
    | VOCABULARY.skipped
    | {"span", "math"}
)
TAGS = st.builds(
    "<{}{}{}>".format,
    st.sampled_from(["", "", "/"]),
    st.sampled_from(NAMES),
    st.sampled_from(
        ["", "", " hidden", " class=nav", " role=heading", " start=3", "/"]
    ),
)
TABLE = st.sampled_from(
    ["<table>", "<tr>", "<td>", "<th>", "<thead>", "</td>", "</table>", "<b hidden>"]
)
WORDS = st.sampled_from(
    ["one ", "two", "\n", " ", "&amp;", "\u00e9", "\u2028", "&#13;"]
)
PAGES = st.lists(TAGS | TABLE | WORDS | st.text(max_size=5), max_size=40).map("".join)


@given(PAGES)
def test_marks_are_in_order_and_each_is_a_whole_line_of_words(page: str) -> None:
    found = read(page)
    starts = [0]
    for line in found.text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    whole = {(start, end - 1) for start, end in pairwise(starts)}
    places = [(mark.start, mark.end) for mark in found.marks]
    assert set(places) <= whole
    assert places == sorted(set(places))
    assert all(found.text[start:end].strip() for start, end in places)


@given(PAGES)
def test_the_layer_of_a_page_is_always_the_same(page: str) -> None:
    assert read(page) == read(page)


@given(st.lists(TAGS | TABLE | st.sampled_from("abcde"), max_size=40))
def test_every_word_that_is_not_hidden_is_there_once_and_in_order(
    pieces: list[str],
) -> None:
    hiding = VOCABULARY.skipped | VOCABULARY.raw
    kept = [
        piece
        for piece in pieces
        if " hidden" not in piece and piece.strip("</> ").split()[0] not in hiding
    ]
    shown = [piece for piece in kept if not piece.startswith("<")]
    text = read("".join(kept)).text
    assert [char for char in text if char in "abcde"] == shown
    signs = Counter(text) - Counter(shown)
    assert set(signs) <= set("-. |\n0123456789")
