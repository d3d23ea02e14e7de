"""A view is one plain line, and each of its characters leads back to the document."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.folding import flatten, fold
from pipeline.mentions.view import View, view
from pipeline.model import Span

MARKED = st.lists(
    st.sampled_from(
        (
            *("knee", "pain", "a_b", "x-ray", "\u0130", "\u00e9", "\u2019s", "7", "~~"),
            *(" ", "  ", "\n", "\n> ", "\t", "\r\n", "\u00a0", "\\\n", "<br>", "<br/>"),
            *(
                "*",
                "**",
                "_",
                "__",
                "`",
                "[",
                "](",
                "](a.org)",
                "![",
                ")",
                "<",
                "\u2013",
            ),
        )
    ),
    max_size=14,
).map("".join)
TEXTS = MARKED | st.text(max_size=30)
BLANK = " "


def whole(text: str) -> View:
    return view(text, 0, len(text))


def strays(text: str, seen: View) -> list[tuple[int, str]]:
    """Return the characters of *seen* that stand elsewhere than they say."""
    return [
        (place, char)
        for place, char in zip(seen.places, seen.text, strict=True)
        if char not in (BLANK, flatten(text[place]))
    ]


@given(TEXTS)
def test_every_character_of_a_view_leads_back_to_the_document(text: str) -> None:
    assert strays(text, whole(text)) == []


@given(TEXTS)
def test_the_places_of_a_view_only_ascend(text: str) -> None:
    places = list(whole(text).places)
    assert places == sorted(set(places))


@given(TEXTS)
def test_a_view_is_one_line_and_its_lower_case_is_as_long(text: str) -> None:
    seen = whole(text)
    assert len(seen.text) == len(seen.low) == len(seen.places)
    assert fold(seen.text) == seen.low
    assert "\n" not in seen.text


@given(TEXTS, st.integers(0, 20), st.integers(0, 20))
def test_a_view_of_a_stretch_stays_within_it(text: str, start: int, size: int) -> None:
    end = min(len(text), start + size)
    start = min(start, end)
    assert all(start <= place < end for place in view(text, start, end).places)


@given(TEXTS, st.integers(0, 20), st.integers(0, 20))
def test_a_part_leads_back_and_has_no_blanks_at_its_ends(
    text: str, start: int, end: int
) -> None:
    seen = whole(text)
    part = seen.part(start, end)
    assert strays(text, part) == []
    assert part.text == part.text.strip() == seen.text[start:end].strip()


@given(TEXTS)
def test_what_is_trimmed_leads_back(text: str) -> None:
    trimmed = whole(text).trimmed()
    assert strays(text, trimmed) == []
    assert trimmed.text == trimmed.text.strip(" .,;:-")


@given(TEXTS, st.integers(0, 20), st.integers(0, 20))
def test_what_is_left_when_a_stretch_is_taken_out_leads_back(
    text: str, start: int, size: int
) -> None:
    seen = whole(text)
    left = seen.without(start, start + size)
    assert strays(text, left) == []
    assert len(left.text) == len(left.low) == len(left.places)


@given(TEXTS, TEXTS)
def test_views_that_are_joined_lead_back_with_one_blank_between(
    one: str, other: str
) -> None:
    text = one + other
    left, right = view(text, 0, len(one)), view(text, len(one), len(text))
    joined = left.joined(right)
    assert strays(text, joined) == []
    assert joined.text == BLANK.join(each for each in (left.text, right.text) if each)
    assert len(joined.text) == len(joined.low) == len(joined.places)


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        pytest.param(
            "Keep the **left** knee _dry_.",
            "Keep the left knee dry.",
            id="marks of emphasis are left out",
        ),
        pytest.param(
            "See [the clinic](https://clinic.example/a) first.",
            "See the clinic first.",
            id="the address of a link is left out and its words stay",
        ),
        pytest.param(
            "rest\n   for two\n> days",
            "rest for two days",
            id="line breaks with indentation or quoting are one blank",
        ),
        pytest.param(
            "ice,\\\nthen heat", "ice, then heat", id="a hard break is a blank"
        ),
        pytest.param(
            "snake_case stays", "snake_case stays", id="a word keeps the mark inside it"
        ),
        pytest.param(
            "the patient\u2019s 2\u20133 visits",
            "the patient's 2-3 visits",
            id="quotes and dashes are plain",
        ),
        pytest.param("~~Old~~ new", "Old new", id="marks of striking out are left out"),
        pytest.param("a (b) [c] d", "a (b) [c] d", id="brackets that are no link stay"),
        pytest.param("1 < 2", "1 < 2", id="a sign that is no markup stays"),
    ],
)
def test_markup_is_no_part_of_what_is_read(text: str, seen: str) -> None:
    assert whole(text).text == seen


def test_a_span_runs_from_the_first_to_the_last_character() -> None:
    text = "Use **a thin\n  needle** here."
    seen = whole(text)
    part = seen.part(seen.text.index("thin"), seen.text.index(" here"))
    assert part.span() == Span(text.index("thin"), text.index("**", 9))
