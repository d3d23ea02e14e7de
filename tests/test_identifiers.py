"""Identifiers come from content, are safe, and are shared by nothing else."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pyoxigraph import NamedNode

from pipeline import identifiers
from pipeline.identifiers import normal, slug
from pipeline.namespaces import iri

LABELS = st.text(max_size=120)
# Few signs, so that labels differ by a little only.
NEAR = st.text("aAé -'’.,+/(\u0301ßΩß１½", max_size=6)


@given(LABELS)
@example("\u1680")
@example("\ud800")
@example("İstanbul")
@example("٪")
def test_a_slug_is_never_empty_and_safe_in_an_iri(label: str) -> None:
    found = slug(label)
    assert found
    assert not re.search(r"[\s/:#?%<>\"{}|^`\\]", found)
    assert found == found.lower()
    reference = iri(f"procedure/{found}")
    assert NamedNode(reference).value == reference


@given(NEAR, NEAR)
@example("a+", "a")
@example("é", "e")
@example("a/b", "a b")
@example("", "!")
@example("½", "1 2")
def test_labels_share_a_slug_only_where_they_have_one_normal_form(
    one: str, other: str
) -> None:
    assert (slug(one) == slug(other)) == (normal(one) == normal(other))


def test_long_labels_that_begin_alike_do_not_share_a_slug() -> None:
    begin = "take the tablets " * 10
    assert slug(begin + "before the meal") != slug(begin + "after the meal")
    assert len(slug(begin)) < 100


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("X-ray", "x ray", id="case and hyphen"),
        pytest.param("x\u2011ray", "x-ray", id="kinds of hyphen"),
        pytest.param("Baker’s cyst", "bakers cyst", id="apostrophe"),
        pytest.param("nerve  block\n", "nerve block", id="blanks"),
        pytest.param("fusion, anterior", "fusion anterior", id="comma"),
        pytest.param("cafe\u0301 spot", "café spot", id="composed accent"),
        pytest.param("bleeding.", "bleeding", id="final stop"),
    ],
)
def test_layout_does_not_tell_things_apart(one: str, other: str) -> None:
    assert slug(one) == slug(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("type a", "type b"),
        ("factor v", "factor v+"),
        ("rh-", "rh+"),
        ("1,000 ml", "1 000 ml"),
        ("0.5 mg", "5 mg"),
        (".5 mg", "5 mg"),
        ("α blocker", "β blocker"),
        ("меланома", "мелалома"),
        ("疼痛", "発熱"),
        ("resume", "resumé"),
    ],
)
def test_meaning_does(one: str, other: str) -> None:
    assert slug(one) != slug(other)


def test_letters_of_other_scripts_stay_readable() -> None:
    assert slug("Ménière") == "ménière"
    assert slug("Боль в спине") == "боль-в-спине"


def test_codes_keep_their_points() -> None:
    assert identifiers.code("CPT", "0213T") == "code/cpt-0213t"
    assert identifiers.code("ICD-10-CM", "K40.90") == "code/icd-10-cm-k40.90"


def test_a_place_of_the_document_names_what_belongs_to_it() -> None:
    assert identifiers.own("step", "k", 7) == "step/k-7"
    assert identifiers.own("step", "k", 7, 3) == "step/k-7-3"
    assert identifiers.span("k", 1, 2) == "span/k-1-2"
    assert identifiers.section("k", 0, "") == "section/k-00"
    assert identifiers.section("k", 11, "When to call") == "section/k-11-when-to-call"


PARTS = {
    "key": "0" * 16,
    "subject": "procedure/a",
    "predicate": "hasStep",
    "object_": "step/b",
}


def test_an_assertion_is_named_by_sixteen_hexadecimal_digits() -> None:
    found = identifiers.assertion(**PARTS, place=(0, 5))
    assert re.fullmatch(r"[0-9a-f]{16}", found)


@pytest.mark.parametrize("part", [*PARTS, "place"])
def test_every_part_of_an_assertion_counts(part: str) -> None:
    first = identifiers.assertion(**PARTS, place=(0, 5))
    place = (0, 6) if part == "place" else (0, 5)
    changed = {k: v + "x" if k == part else v for k, v in PARTS.items()}
    assert identifiers.assertion(**changed, place=place) != first
