"""Behind a gate the same is found as without one, in any text, by any pattern."""

import re
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.vocabulary.gates import Gated, Rules, settle
from pipeline.vocabulary.needed import needs
from pipeline.vocabulary.pieces import edged

_LETTERS = ("a", "b", "k", "s", "i", "ab", "A")
_SIGNS = (" ", "-", "%", ",", "|", "_", "7", "12")
_ODD = ("\u017f", "\u0131", "\u0130", "\u212a", "\u00e9", "\u0662", "\u00b2", "\u2013")
_PLACES = (r"\b", "^", "$", r"\B")
_CLASSES = (
    "[ab]",
    "[- ]",
    r"\d",
    r"\s",
    r"\w",
    r"\W",
    "[^a]",
    r"[^\W_]",
    r"[\W_]",
    ".",
)

_SIMPLE = st.sampled_from(
    (*_LETTERS, *map(re.escape, (*_SIGNS, *_ODD)), *_PLACES, *_CLASSES)
)


def _grown(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(
        st.lists(inner, min_size=1, max_size=4).map("".join),
        st.lists(inner, min_size=1, max_size=3).map(lambda s: f"(?:{'|'.join(s)})"),
        st.tuples(
            inner, st.sampled_from(("?", "*", "+?", "{2}", "{2,3}", "{0,2}", "??"))
        ).map(lambda pair: f"(?:{pair[0]}){pair[1]}"),
        inner.map(lambda s: f"(?={s})"),
        inner.map(lambda s: f"(?!{s})"),
        st.sampled_from((r"(?<=[ab])", r"(?<!\w)", r"(?<![\w-])", "(?<= )", "(?<!a)")),
        inner.map(lambda s: f"({s})"),
    )


PATTERNS = st.recursive(_SIMPLE, _grown, max_leaves=12)
TEXTS = st.lists(st.sampled_from((*_LETTERS, *_SIGNS, *_ODD)), max_size=12).map("".join)


def _places(found: re.Match[str] | None) -> tuple[int, int] | None:
    return None if found is None else found.span()


@given(PATTERNS, st.lists(TEXTS, min_size=1, max_size=5), st.booleans())
def test_a_gate_changes_nothing(source: str, texts: list[str], ignores: bool) -> None:  # noqa: FBT001
    pattern = re.compile(source, re.IGNORECASE if ignores else 0)
    gated = Gated(pattern)
    rules = Rules([(pattern, "found")])
    for text in texts:
        for start, end in ((0, len(text) + 1), (1, len(text)), (0, len(text) // 2)):
            limits = (start,) if end > len(text) else (start, end)
            assert _places(gated.search(text, *limits)) == _places(
                pattern.search(text, *limits)
            )
            assert _places(gated.match(text, *limits)) == _places(
                pattern.match(text, *limits)
            )
            assert [each.span() for each in gated.finditer(text, *limits)] == [
                each.span() for each in pattern.finditer(text, *limits)
            ]
        assert (rules.find(text) is None) == (pattern.search(text) is None)
        assert rules.fits(text) == (pattern.search(text) is not None)
        if pattern.search(text):
            assert gated.may_be_in(text)


@given(PATTERNS, TEXTS, TEXTS)
def test_a_gate_is_asked_by_the_whole_of_which_a_part_is(
    source: str, part: str, rest: str
) -> None:
    pattern = re.compile(source)
    found = Gated(pattern).match_in(part, f"{part} {rest}")
    assert _places(found) == _places(pattern.match(part))


def test_no_other_letter_is_one_of_a_to_z_where_case_does_not_count() -> None:
    ascii_letter = re.compile("[a-z]", re.IGNORECASE)
    for code in range(sys.maxunicode + 1):
        letter = chr(code)
        if ascii_letter.match(letter):
            assert edged(letter).strip("|").isascii(), hex(code)


def test_an_order_of_rules_is_kept() -> None:
    settle()
    rules = Rules([(re.compile(word), word) for word in ("toe", "knee", "toe|knee")])
    assert [name for _, name in rules.of("knee and toe")] == ["toe", "knee", "toe|knee"]
    assert [name for _, name in rules.of("knee")] == ["knee", "toe|knee"]
    assert rules.find("no joint") is None
    assert len(rules) == len(list(rules))


def test_a_pattern_that_is_read_later_is_found_in_a_text_seen_before() -> None:
    assert Gated(re.compile("never before")).search("a splendid zither") is None
    assert Gated(re.compile("zither")).search("a splendid zither") is not None


@pytest.mark.parametrize(
    ("source", "needed"),
    [
        (r"\bfollow[- ]?up\b", [{"|follow|", "|followup|"}]),
        (r"(?:leg|arm)s? pain", [{"leg|", "legs|", "arm|", "arms|"}, {"|pain"}]),
        (r"\d{1,3}(?:\.\d+)? ?%", [{"|%|"}]),
        (r"(?i:[a-z]+)", []),
        (r"(?a:\bknee\b)", []),
    ],
)
def test_what_a_pattern_needs(source: str, needed: list[set[str]]) -> None:
    told = [set(need) for need in needs(re.compile(source))]
    assert all(need in told for need in needed) if needed else not told
