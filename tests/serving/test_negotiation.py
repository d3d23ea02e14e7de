"""Which form an Accept header gets (RFC 9110, section 12.5.1)."""

import pytest

from pipeline.serving.negotiation import ROWS, TRIPLES, TRUTH, Form, choose

BROWSER = (
    "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,"
    "image/webp,*/*;q=0.8"
)


def chosen(accept: str, forms: tuple[Form, ...], name: str = "") -> str:
    """Return the media type that is chosen, behind its last sign."""
    found = choose(accept, forms, name)
    return found.media if found else "none"


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        pytest.param("", "application/sparql-results+json", id="nothing"),
        pytest.param("*/*", "application/sparql-results+json", id="anything"),
        pytest.param(BROWSER, "application/sparql-results+json", id="a browser"),
        pytest.param("application/*", "application/sparql-results+json", id="a kind"),
        pytest.param("text/*", "text/csv", id="a kind in which ours is not the first"),
        pytest.param("TEXT/CSV", "text/csv", id="in capitals"),
        pytest.param("text/csv;charset=UTF-8", "text/csv", id="a charset"),
        pytest.param('text/csv; charset="utf-8"', "text/csv", id="one in quotes"),
        pytest.param("text/csv;charset=latin1", "none", id="another charset"),
        pytest.param("text/csv;header=absent", "none", id="a parameter we have not"),
        pytest.param(
            "text/csv;q=0.2, text/tab-separated-values;q=0.3",
            "text/tab-separated-values",
            id="the heavier",
        ),
        pytest.param(
            "text/csv, application/sparql-results+json",
            "application/sparql-results+json",
            id="of the same weight ours",
        ),
        pytest.param(
            "*/*, application/sparql-results+json;q=0",
            "application/sparql-results+xml",
            id="all but one",
        ),
        pytest.param(
            "text/*;q=0.5, text/csv;q=0.1, application/*;q=0.2",
            "text/tab-separated-values",
            id="the most exact range counts",
        ),
        pytest.param("text/csv;q=0", "none", id="none"),
        pytest.param("text/csv;q=high", "none", id="a weight that is none"),
        pytest.param("image/png", "none", id="no form of ours"),
        pytest.param("text/html", "none", id="a page alone"),
        pytest.param(",, text/csv ,", "text/csv", id="empty parts"),
        pytest.param(";;", "application/sparql-results+json", id="semicolons alone"),
        pytest.param("text/csv,, ;", "text/csv", id="a part that is a semicolon"),
        pytest.param(
            ' ; ,;"', "application/sparql-results+json", id="a quote that does not end"
        ),
        pytest.param(
            'x/y;a="b, text/csv;q=1", text/tab-separated-values',
            "text/tab-separated-values",
            id="a comma in quotes",
        ),
        pytest.param("application/xml", "application/xml", id="by an alias"),
    ],
)
def test_rows(accept: str, media: str) -> None:
    assert chosen(accept, ROWS) == media


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        ("text/csv", "none"),
        ("text/csv, */*;q=0.1", "application/sparql-results+json"),
        ("application/sparql-results+xml", "application/sparql-results+xml"),
    ],
)
def test_yes_and_no(accept: str, media: str) -> None:
    assert chosen(accept, TRUTH) == media


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        ("*/*", "text/turtle"),
        (BROWSER, "text/turtle"),
        ("application/json", "application/json"),
        ("application/rdf+xml, text/turtle;q=0.9", "application/rdf+xml"),
        ("application/sparql-results+json", "none"),
    ],
)
def test_triples(accept: str, media: str) -> None:
    assert chosen(accept, TRIPLES) == media


def test_a_name_goes_before_what_is_accepted() -> None:
    assert chosen("text/csv", ROWS, "xml") == "application/sparql-results+xml"
    assert chosen("text/turtle", TRIPLES, "json") == "application/ld+json"
    assert chosen("text/csv", ROWS, "n3") == "text/csv"
