"""What is the same for all ways to write one name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.terminology import Method, catalogue, normal

TEXTS = st.one_of(
    st.text(max_size=40),
    st.lists(
        st.sampled_from(
            [
                *catalogue.load().names.irregular,
                *catalogue.load().names.invariant,
                *(part.strip("-") for part in catalogue.load().names.spelling),
                *catalogue.load().names.plurals,
                "Crohn's",
                "x-ray",
                "and/or",
                "Ménière's",
                "the",
                "of",
                "haemorrhoids",
            ]
        ),
        max_size=5,
    ).map(" ".join),
)


@given(TEXTS)
def test_a_normal_form_is_its_own(text: str) -> None:
    for form in (normal.as_written, normal.normalised):
        assert form(form(text)) == form(text)


@given(TEXTS)
def test_the_key_of_a_key_of_the_same_method_is_itself(text: str) -> None:
    for key, method in normal.keys(text):
        again = dict(normal.keys(key))
        assert key in again
        assert again[key] <= method


@given(TEXTS)
def test_keys_come_from_strict_to_lax_and_each_once(text: str) -> None:
    keys = normal.keys(text)
    methods = [method for _, method in keys]
    assert methods == sorted(set(methods))
    assert all(key and key == key.strip() for key, _ in keys)


@given(TEXTS)
def test_case_and_blanks_make_no_difference(text: str) -> None:
    ascii_text = text.encode("ascii", "ignore").decode()
    assert normal.keys(ascii_text.upper()) == normal.keys(f"  {ascii_text.lower()} ")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("Oesophageal haemorrhage", "esophageal hemorrhage", id="British"),
        pytest.param("anaemias", "Anemia", id="British and plural"),
        pytest.param("diarrhoea", "Diarrhea", id="British in the middle"),
        pytest.param("metastases", "metastasis", id="a Greek plural"),
        pytest.param("thromboses", "thrombosis", id="the same in a longer word"),
        pytest.param("vertebrae", "vertebra", id="a Latin plural"),
        pytest.param("haematomata", "hematoma", id="a Greek plural in -ata"),
        pytest.param("headaches", "headache", id="a plural of -ache"),
        pytest.param("biopsies", "biopsy", id="a plural in -ies"),
        pytest.param("sinuses", "sinus", id="a plural of -us"),
        pytest.param("Crohn’s disease", "Crohn disease", id="a curly possessive"),
        pytest.param("X-ray", "x ray", id="a hyphen"),
        pytest.param("pre-eclampsia", "preeclampsia", id="a beginning with a hyphen"),
        pytest.param("non union", "nonunion", id="a beginning that stands apart"),
        pytest.param("nausea/vomiting", "nausea vomiting", id="a slash"),
        pytest.param("Ménière disease", "meniere disease", id="an accent"),
        pytest.param("ﬁbroid", "fibroid", id="a ligature"),
    ],
)
def test_ways_to_write_a_name_are_one(one: str, other: str) -> None:
    assert normal.normalised(one) == normal.normalised(other)


@pytest.mark.parametrize(
    "word",
    [
        "diabetes",
        "pancreas",
        "herpes",
        "arthritis",
        "pelvis",
        "abscess",
        "virus",
        "lens",
    ],
)
def test_what_only_ends_like_a_plural_stays(word: str) -> None:
    assert normal.normalised(word) == word


def test_the_order_of_words_is_a_weaker_likeness() -> None:
    keys = dict(normal.keys("Hernia, inguinal"))
    assert dict(normal.keys("inguinal hernia")).keys() & keys.keys() == {
        "hernia inguinal"
    }
    assert dict(normal.keys("inguinal hernia"))["hernia inguinal"] is Method.REORDERED


def test_where_the_order_tells_something_it_counts() -> None:
    one = {key for key, _ in normal.keys("pain without swelling")}
    other = {key for key, _ in normal.keys("swelling without pain")}
    assert one.isdisjoint(other)


def test_what_has_no_word_has_no_normal_form() -> None:
    assert normal.keys(" ... ") == ()
    assert normal.normalised("/-/") == ""
