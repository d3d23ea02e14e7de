"""Labels that try to break a format stand in it as they are, and nothing else does."""

from pathlib import Path

import pyoxigraph as ox
import pytest

import pipeline
from tests.exports.test_all_alike import READERS, Told, by_json

BREAKERS = (
    '""" . <http://x.test/p> <http://x.test/p> "a',
    "'''; DROP TABLE facts; --",
    '\\", "id": "x", "y": {"z": [',
    "</script><script>alert(1)</script>",
    "]]></data><node id='x'/>",
    "&lt;b&gt; &amp; &#x0a; <!--",
    '=HYPERLINK("http://x.test","a")',
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd",
    'a";"b";"c',
    "a;b|c;LABEL",
    "{{7*7}} ${7*7} <%= 7 %> %s %n",
    "\\u0022 \\x22 \\N{QUOTATION MARK} \\n",
    "\u202egnideelb\u202c \u2066x\u2069 \u200b\ufeff",
    "a\u2028b\u2029c\u0085d",
    "../../etc/passwd",
    "_:b0 . } GRAPH <urn:x> {",
    "\U0001f442\U000e0041\U0010ffff",
)
NAME = "a \"b\" 'c' <d> &amp; \u202ee;|\\.txt"
PAGE = "\n".join(
    (
        "Vein Stripping",
        "",
        "Risks",
        *(f"- Bleeding {each}" for each in BREAKERS),
        "",
        "Steps",
        *(f"{number}. Cut {each}" for number, each in enumerate(BREAKERS, 1)),
        "",
    )
)


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("escaping")
    (folder / NAME).write_text(PAGE, encoding="utf-8", newline="")
    pipeline.build(folder, folder / "out", formats=["all"], jobs=1)
    return folder / "out"


@pytest.fixture(scope="module")
def told(out: Path) -> Told:
    return by_json(out)


def test_every_breaker_is_quoted_as_it_is(told: Told) -> None:
    quotes = {quote for *_, quote, _ in told[0]}
    lost = [
        each
        for each in BREAKERS
        if not any(each.strip() in quote or quote in each for quote in quotes)
    ]
    assert lost == []


@pytest.mark.parametrize("form", list(READERS))
def test_each_format_tells_the_same_facts(form: str, out: Path, told: Told) -> None:
    assert READERS[form](out) == told


def test_nothing_is_stated_that_a_label_says(out: Path) -> None:
    for form in ("ttl", "nt", "nq", "trig"):
        store = ox.Store()
        store.load(path=out / f"graph.{form}")
        named = {str(term) for quad in store for term in quad}
        assert not any("x.test/p>" in each and each[0] == "<" for each in named)
        assert not any(each.startswith("<urn:x") for each in named)


@pytest.mark.parametrize("form", ["ttl", "nt", "nq", "trig"])
def test_a_name_that_tries_to_break_out_is_a_literal(form: str, out: Path) -> None:
    store = ox.Store()
    store.load(path=out / f"graph.{form}")
    literals = {quad.object for quad in store if isinstance(quad.object, ox.Literal)}
    assert NAME in {each.value for each in literals}
