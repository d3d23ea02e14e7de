"""Terms stand in Turtle as they are, whatever they were made of."""

import pyoxigraph
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st

from pipeline.exports import terms
from pipeline.model import Literal
from pipeline.namespaces import PREFIXES

HEAD = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())
TEXTS = st.text(st.characters(exclude_categories=["Cs"]))


def read(term: str) -> pyoxigraph.NamedNode | pyoxigraph.Literal:
    """Return what *term* is as an object, by pyoxigraph."""
    source = f"{HEAD}<http://a/> <http://b/> {term} ."
    (triple,) = pyoxigraph.parse(source, format=pyoxigraph.RdfFormat.TURTLE)
    found = triple.object
    assert isinstance(found, pyoxigraph.NamedNode | pyoxigraph.Literal)
    return found


@given(TEXTS)
def test_any_text_is_read_back_as_it_was(text: str) -> None:
    term = terms.text(text)
    assert read(term).value == text
    assert "\n" not in term


@pytest.mark.parametrize("sign", ["\u2028", "\u2029", "\x85", "\x0b", "\x0c", "\x1c"])
def test_what_some_program_takes_for_the_end_of_a_line_is_escaped(sign: str) -> None:
    assert terms.text(f"a{sign}b") == f'"a\\u{ord(sign):04X}b"'


@given(TEXTS)
def test_any_text_is_read_back_by_rdflib(text: str) -> None:
    source = f"<http://a/> <http://b/> {terms.worded(text)} ."
    (found,) = rdflib.Graph().parse(data=source, format="turtle").objects()
    assert found == rdflib.Literal(text, lang="en")


@given(TEXTS)
def test_any_address_is_an_iri_or_none(text: str) -> None:
    term = terms.address(f"https://example.org/{text}")
    assert term is None or isinstance(read(term), pyoxigraph.NamedNode)


@given(TEXTS)
def test_any_identifier_is_an_iri(text: str) -> None:
    assert isinstance(read(terms.name(f"concept/{text}")), pyoxigraph.NamedNode)


@pytest.mark.parametrize(
    ("reference", "term"),
    [
        pytest.param("procedure/x-y", "proc:x-y", id="an identifier has a prefix"),
        pytest.param("code/icd-m51.16", "code:icd-m51.16", id="a stop inside stays"),
        pytest.param("hasStep", "pg:hasStep", id="a name of ours has a prefix"),
        pytest.param("phase:recovery", "phase:recovery", id="a prefixed name stays"),
        pytest.param(
            "concept/condition-m\u00e9ni\u00e8re",
            "<https://w3id.org/procedure-graph/id/concept/condition-m\u00e9ni\u00e8re>",
            id="other letters are written in full",
        ),
        pytest.param("https://x.org/a", "<https://x.org/a>", id="others' IRIs in full"),
    ],
)
def test_a_reference_is_written(reference: str, term: str) -> None:
    assert terms.name(reference) == term


@pytest.mark.parametrize(
    ("literal", "term"),
    [
        pytest.param(Literal("a"), '"a"', id="a plain text"),
        pytest.param(Literal("a", language="en-GB"), '"a"@en-gb', id="a language"),
        pytest.param(Literal("a", language="odd tag!"), '"a"@en', id="no language"),
        pytest.param(Literal("14", "xsd:integer"), "14", id="an integer"),
        pytest.param(Literal("1.50", "xsd:decimal"), "1.50", id="a decimal"),
        pytest.param(
            Literal("14", "xsd:decimal"),
            '"14"^^xsd:decimal',
            id="a decimal without stop",
        ),
        pytest.param(
            Literal("P14D", "xsd:duration"), '"P14D"^^xsd:duration', id="a duration"
        ),
        pytest.param(
            Literal("true", "xsd:boolean"), '"true"^^xsd:boolean', id="a truth value"
        ),
    ],
)
def test_a_literal_keeps_its_form_and_type(literal: Literal, term: str) -> None:
    assert terms.literal(literal) == term
    assert read(term).value == literal.value


@pytest.mark.parametrize(
    "address",
    [
        pytest.param("see the shelf", id="words"),
        pytest.param("javascript:alert(1)", id="another scheme"),
        pytest.param("https://", id="no host"),
        pytest.param("http://[bad/", id="a broken host"),
    ],
)
def test_what_is_no_web_address_is_none(address: str) -> None:
    assert terms.address(address) is None


@pytest.mark.parametrize(
    ("language", "tag"),
    [("pt_BR", "pt-br"), ("de-1996", "de-1996"), ("x-foo", "x-foo")]
    + [(odd, "en") for odd in ("x", "i", "en-a", "en-us-us", "en-1", "", "a b", '"')],
)
def test_what_is_no_tag_of_a_language_is_english(language: str, tag: str) -> None:
    found = read(terms.worded("a", language))
    assert isinstance(found, pyoxigraph.Literal)
    assert found.language == tag


@given(st.text(st.sampled_from("abxi-_1 "), max_size=12))
def test_any_language_gives_a_term(language: str) -> None:
    assert read(terms.worded("a", language)).value == "a"


@pytest.mark.parametrize("rest", ["[::1]/a", "h:x/", "h:%5B/", "[x/y", ":", "a b:c"])
def test_an_address_whose_host_is_none_is_a_term_all_the_same(rest: str) -> None:
    assert read(terms.name(f"https://{rest}")).value.startswith("https://")
    found = terms.address(f"https://{rest}")
    assert found is None or read(found).value.startswith("https://")
