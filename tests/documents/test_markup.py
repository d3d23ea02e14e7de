"""Tags and text of a page, in the order and with the words of its source."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.documents.markup import Tag, attributes, decoded, tokens

RAW = frozenset({"script", "title"})


def read(page: str) -> list[str]:
    """Return the tokens of *page*, tags as ``<name>`` and ``</name>``."""
    return [
        each if isinstance(each, str) else f"<{'/' * each.is_end}{each.name}>"
        for each in tokens(page, RAW)
    ]


@pytest.mark.parametrize(
    ("page", "found"),
    [
        pytest.param("a<b>c</b>d", ["a", "<b>", "c", "</b>", "d"], id="tags in text"),
        pytest.param("<P CLASS=x >a", ["<p>", "a"], id="names in lower case"),
        pytest.param("a < b <3 c<", ["a < b <3 c<"], id="a sign that opens no tag"),
        pytest.param("<a t='x>y'>z", ["<a>", "z"], id="a quoted end of tag"),
        pytest.param('<a t="x>y', ["<a>", "y"], id="a quotation that never ends"),
        pytest.param("a<b c", ["a"], id="a tag that never ends"),
        pytest.param("a<!-- <b> -->c", ["a", "c"], id="a comment"),
        pytest.param("a<!-->c<!--->d", ["a", "c", "d"], id="a comment cut short"),
        pytest.param("a<!-- b", ["a"], id="a comment that never ends"),
        pytest.param("<!DOCTYPE html><?x?>a</>b", ["a", "b"], id="what has no name"),
        pytest.param(
            "<script>if (a<b) '<p>'</script>c",
            ["<script>", "if (a<b) '<p>'", "</script>", "c"],
            id="raw text up to its own end tag",
        ),
        pytest.param(
            "<title>a</titles>b</TITLE >c",
            ["<title>", "a</titles>b", "</title>", "c"],
            id="a longer name is no end tag",
        ),
        pytest.param("&lt;b&gt;", ["<b>"], id="a reference makes no tag"),
    ],
)
def test_a_page_is_divided_into_tags_and_text(page: str, found: list[str]) -> None:
    assert read(page) == found


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("&amp;lt;", "&lt;"),
        ("&nbsp;", "\u00a0"),
        ("&#8217;&#x2019;", "\u2019\u2019"),
        ("&eacute &copy;", "\u00e9 \u00a9"),
        ("&#150;", "\u2013"),
        ("AT&T &unknown;", "AT&T &unknown;"),
        ("&#0;&#xD800;&#x110000;", "\ufffd\ufffd\ufffd"),
        (f"&#{'9' * 10_000};", "\ufffd"),
    ],
)
def test_references_are_replaced_by_what_they_stand_for(
    written: str, words: str
) -> None:
    assert decoded(written) == words


@pytest.mark.parametrize(
    ("source", "found"),
    [
        (" a=1 B='2' c=\"3\" d", {"a": "1", "b": "2", "c": "3", "d": ""}),
        (" a=1 a=2", {"a": "1"}),
        ("\n a = 1 /", {"a": "1"}),
        (" t='a &amp; b'", {"t": "a & b"}),
        ("", {}),
    ],
)
def test_attributes_are_read_by_name(source: str, found: dict[str, str]) -> None:
    assert attributes(Tag("p", is_end=False, source=source)) == found


@given(st.text(st.sampled_from("<>/!-?&;= \"'abp"), max_size=60))
def test_any_page_is_divided_and_no_text_is_empty(page: str) -> None:
    assert "" not in list(tokens(page, RAW))


@given(st.text(st.characters(exclude_characters="<&")))
def test_text_without_markup_is_one_token(text: str) -> None:
    assert list(tokens(text, RAW)) == ([text] if text else [])


@pytest.mark.parametrize(
    "piece", ["<", "<!--", "<a b='", '<a b="', "<p a=", "<script>", "&#1", "</", "<a "]
)
def test_time_grows_with_the_length_of_the_page_only(piece: str) -> None:
    begun = time.perf_counter()
    for _ in tokens(piece * 200_000, RAW):
        pass
    assert time.perf_counter() - begun < 10
