"""The SPARQL 1.1 Protocol, as far as it only reads.

The first two tables are the queries and the bad requests of the W3C's own tests
(https://github.com/w3c/rdf-tests, sparql/sparql11/protocol), under their names, in our
own words. An update is a bad request here, whatever is in it.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlencode

import pyoxigraph as ox
import pytest

from tests.serving.conftest import DIRECT, FORM, Answer, Served

DATA = "https://example.org/data"
A, B, C = (f"{DATA}/{letter}" for letter in "abc")
QUADS = "".join(
    f"<{each}> <{DATA}/is> <{DATA}/Page> <{each}> .\n" for each in (A, B, C)
)
BOTH = f"ASK {{ <{A}> ?p ?o . <{B}> ?p ?o }}"
NAMED = f"ASK {{ GRAPH ?g {{ <{A}> ?p ?o }} GRAPH ?h {{ <{B}> ?p ?o }} }}"
FULL = f"ASK {{ <{C}> ?p ?o GRAPH ?g {{ <{A}> ?p ?o }} GRAPH ?h {{ <{B}> ?p ?o }} }}"
OTHER = FULL.replace("ASK", f"ASK FROM <{B}>")
UPDATE = {"Content-Type": "application/sparql-update"}
CLEAR = "CLEAR ALL"


@pytest.fixture(scope="module")
def quads(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    out = tmp_path_factory.mktemp("quads")
    (out / "graph.nq").write_text(QUADS)
    served = Served.start(out)
    yield served
    served.end()


def address(**pairs: object) -> str:
    """Return the endpoint with parameters; a list gives one several times."""
    told = {name.replace("_", "-"): value for name, value in pairs.items()}
    return f"/sparql?{urlencode(told, doseq=True)}"


DEFAULTS = address(default_graph_uri=[A, B])
NAMEDS = address(named_graph_uri=[A, B])
MIXED = address(default_graph_uri=[C], named_graph_uri=[A, B])


@pytest.mark.parametrize(
    ("method", "path", "body", "headers"),
    [
        pytest.param(
            "POST",
            "/sparql",
            urlencode({"query": "ASK {}"}),
            FORM,
            id="query_post_form",
        ),
        pytest.param(
            "GET",
            address(query=BOTH, default_graph_uri=[A, B]),
            None,
            {},
            id="query_dataset_default_graphs_get",
        ),
        pytest.param(
            "POST", DEFAULTS, BOTH, DIRECT, id="query_dataset_default_graphs_post"
        ),
        pytest.param(
            "POST", NAMEDS, NAMED, DIRECT, id="query_dataset_named_graphs_post"
        ),
        pytest.param(
            "GET",
            address(query=NAMED, named_graph_uri=[A, B]),
            None,
            {},
            id="query_dataset_named_graphs_get",
        ),
        pytest.param("POST", MIXED, FULL, DIRECT, id="query_dataset_full"),
        pytest.param("POST", MIXED, OTHER, DIRECT, id="query_multiple_dataset"),
        pytest.param("GET", address(query="ASK {}"), None, {}, id="query_get"),
        pytest.param("POST", "/sparql/", "ASK {}", DIRECT, id="query_post_direct"),
    ],
)
def test_a_query_is_answered(
    quads: Served, method: str, path: str, body: str | None, headers: dict[str, str]
) -> None:
    assert quads.request(method, path, body, headers).truth


@pytest.mark.parametrize(
    ("text", "media"),
    [
        pytest.param(
            "SELECT (1 AS ?value) {}",
            "application/sparql-results+json",
            id="query_content_type_select",
        ),
        pytest.param(
            "ASK {}", "application/sparql-results+json", id="query_content_type_ask"
        ),
        pytest.param(
            f"DESCRIBE <{A}>", "text/turtle", id="query_content_type_describe"
        ),
        pytest.param(
            "CONSTRUCT { <s> <p> 1 } WHERE {}",
            "text/turtle",
            id="query_content_type_construct",
        ),
    ],
)
def test_an_answer_says_what_it_is(quads: Served, text: str, media: str) -> None:
    found = quads.ask(text)
    assert (found.status, found.media) == (200, media), found.text


@pytest.mark.parametrize(
    ("method", "path", "body", "headers", "status"),
    [
        pytest.param(
            "PUT", address(query="ASK {}"), None, {}, 405, id="bad_query_method"
        ),
        pytest.param(
            "GET",
            address(query=["ASK {}", "SELECT * {}"]),
            None,
            {},
            400,
            id="bad_multiple_queries",
        ),
        pytest.param(
            "POST",
            "/sparql",
            "ASK {}",
            {"Content-Type": "text/plain"},
            415,
            id="bad_query_wrong_media_type",
        ),
        pytest.param(
            "POST",
            "/sparql",
            urlencode({"query": "ASK {}"}),
            {},
            415,
            id="bad_query_missing_form_type",
        ),
        pytest.param(
            "POST", "/sparql", "ASK {}", {}, 415, id="bad_query_missing_direct_type"
        ),
        pytest.param(
            "POST",
            "/sparql",
            "ASK {}".encode("utf-16"),
            DIRECT,
            400,
            id="bad_query_non_utf8",
        ),
        pytest.param(
            "GET", address(query="ASK {"), None, {}, 400, id="bad_query_syntax"
        ),
        pytest.param("GET", address(update=CLEAR), None, {}, 403, id="bad_update_get"),
        pytest.param(
            "POST",
            "/sparql",
            urlencode({"update": [CLEAR, CLEAR]}, doseq=True),
            FORM,
            403,
            id="bad_multiple_updates",
        ),
        pytest.param(
            "POST",
            "/sparql",
            CLEAR,
            {"Content-Type": "text/plain"},
            415,
            id="bad_update_wrong_media_type",
        ),
        pytest.param(
            "POST",
            "/sparql",
            urlencode({"update": CLEAR}),
            {},
            415,
            id="bad_update_missing_form_type",
        ),
        pytest.param(
            "POST",
            "/sparql",
            CLEAR.encode("utf-16"),
            {"Content-Type": "application/sparql-update; charset=UTF-16"},
            403,
            id="bad_update_non_utf8",
        ),
        pytest.param("POST", "/sparql", "CLEAR", UPDATE, 403, id="bad_update_syntax"),
        pytest.param(
            "POST",
            address(using_graph_uri=A),
            urlencode({"update": f"WITH <{B}> DELETE {{}} WHERE {{}}"}),
            FORM,
            403,
            id="bad_update_dataset_conflict",
        ),
    ],
)
def test_a_bad_request_is_refused(  # noqa: PLR0913 - one row of the table
    quads: Served,
    method: str,
    path: str,
    body: bytes | str | None,
    headers: dict[str, str],
    status: int,
) -> None:
    found = quads.request(method, path, body, headers)
    assert (found.status, found.media) == (status, "text/plain")
    assert found.text.endswith("\n")


@pytest.mark.parametrize(
    ("method", "path", "body", "headers", "status"),
    [
        pytest.param(
            "POST",
            address(query="ASK {}"),
            "ASK {}",
            DIRECT,
            400,
            id="one question in the body and one in the address",
        ),
        pytest.param(
            "POST",
            address(query="ASK {}"),
            urlencode({"query": "ASK {}"}),
            FORM,
            400,
            id="one in the form and one in the address",
        ),
        pytest.param("POST", "/sparql", "", FORM, 400, id="a form without a question"),
        pytest.param(
            "GET",
            address(default_graph_uri=A),
            None,
            {},
            400,
            id="a graph but no question",
        ),
        pytest.param(
            "GET", "/sparql?query=ASK%20%7B%7D%FF", None, {}, 400, id="not UTF-8"
        ),
        pytest.param(
            "POST", "/sparql", b"query=ASK%20%7B%7D%FF", FORM, 400, id="in a form"
        ),
        pytest.param(
            "POST",
            "/sparql",
            "ASK {}",
            {"Content-Type": "application/sparql-query; charset=latin-1"},
            415,
            id="another charset",
        ),
        pytest.param(
            "GET",
            address(query="ASK {}", default_graph_uri="no IRI"),
            None,
            {},
            400,
            id="a graph that no IRI names",
        ),
        pytest.param(
            "GET", "/sparql?" + "a=b&" * 2000, None, {}, 400, id="many parameters"
        ),
        pytest.param(
            "POST",
            "/sparql",
            "# hi\nPREFIX x: <http://x/#> DROP ALL",
            DIRECT,
            403,
            id="an update that is sent as a query",
        ),
        pytest.param(
            "POST", "/sparql", "#" * 5_000_000, DIRECT, 413, id="a large request"
        ),
        pytest.param("GET", "/nowhere", None, {}, 404, id="nowhere"),
    ],
)
def test_so_is_what_else_is_wrong(  # noqa: PLR0913 - one row of the table
    quads: Served,
    method: str,
    path: str,
    body: bytes | str | None,
    headers: dict[str, str],
    status: int,
) -> None:
    found = quads.request(method, path, body, headers)
    assert (found.status, found.media) == (status, "text/plain")


def test_of_named_graphs_those_alone_are_seen_that_are_named(quads: Served) -> None:
    assert quads.ask(BOTH).truth
    assert not quads.ask(BOTH, default_graph_uri=[A]).truth
    assert not quads.ask(NAMED, named_graph_uri=[A]).truth
    assert not quads.ask(NAMED, default_graph_uri=[A, B]).truth
    assert not quads.ask(BOTH, named_graph_uri=[A, B]).truth
    assert not quads.ask(BOTH, default_graph_uri=[f"{DATA}/none"]).truth


def test_without_a_choice_a_question_sees_all(quads: Served) -> None:
    count = "SELECT (COUNT(*) AS ?n) { %s }"
    counts = [
        json.loads(quads.ask(count % where).body)["results"]["bindings"][0]["n"][
            "value"
        ]
        for where in ("?s ?p ?o", "GRAPH ?g { ?s ?p ?o }")
    ]
    assert counts == ["3", "3"]


def test_a_fault_is_shown_where_it_is(server: Served) -> None:
    found = server.ask("SELECT * {\n  ?s ?p 'ä' ?x\n}")
    assert found.status == 400
    assert found.text == "line 2, column 13: '?x' does not fit here\n" + (
        "    ?s ?p 'ä' ?x\n" + " " * 14 + "^\n"
    )


@pytest.mark.parametrize("form", ["GET", "POST"])
def test_our_prefixes_need_no_declaration(server: Served, form: str) -> None:
    text = "ASK { ?s a pg:Procedure }"
    if form == "GET":
        assert server.request("GET", f"/sparql?query={quote(text)}").truth
    else:
        assert server.ask(text).truth


def formed(answer: Answer) -> tuple[int, str]:
    return answer.status, answer.media


SELECT = "SELECT ?name { ?s rdfs:label ?name } ORDER BY ?name LIMIT 2"
MAKE = "CONSTRUCT WHERE { ?s a pg:Procedure }"


@pytest.mark.parametrize(
    ("accept", "text", "media"),
    [
        ("application/sparql-results+xml", SELECT, "application/sparql-results+xml"),
        ("text/csv", SELECT, "text/csv"),
        ("text/tab-separated-values", SELECT, "text/tab-separated-values"),
        ("text/csv;q=0.1, text/tab-separated-values", SELECT, "text/tab-separated-values"),
        ("application/json", SELECT, "application/json"),
        ("text/csv, application/sparql-results+xml;q=0.1", "ASK {}", "application/sparql-results+xml"),
        ("text/turtle, application/json;q=0.1", SELECT, "application/json"),
        ("application/n-triples", MAKE, "application/n-triples"),
        ("application/rdf+xml", MAKE, "application/rdf+xml"),
        ("application/ld+json", MAKE, "application/ld+json"),
        ("", MAKE, "text/turtle"),
    ],
)  # fmt: skip
def test_the_form_is_the_one_that_is_wanted(
    server: Served, accept: str, text: str, media: str
) -> None:
    assert formed(server.ask(text, accept)) == (200, media)


@pytest.mark.parametrize(
    ("text", "accept"),
    [("ASK {}", "text/csv"), (SELECT, "text/turtle"), (MAKE, "text/csv"), (SELECT, "*/*;q=0")],
)  # fmt: skip
def test_where_no_form_fits_none_is_sent(
    server: Served, text: str, accept: str
) -> None:
    assert formed(server.ask(text, accept)) == (406, "text/plain")


def test_a_link_can_name_the_form(server: Served) -> None:
    path = f"/sparql?{urlencode({'query': SELECT, 'format': 'csv'})}"
    assert formed(server.request("GET", path)) == (200, "text/csv")
    path = f"/sparql?{urlencode({'query': SELECT, 'format': 'of no kind'})}"
    assert formed(server.request("GET", path))[1] == "application/sparql-results+json"


@pytest.mark.parametrize("accept", ["application/n-triples", "text/turtle", "application/ld+json", "application/rdf+xml"])  # fmt: skip
def test_made_triples_are_the_same_in_each_form(server: Served, accept: str) -> None:
    found = server.ask(MAKE, accept)
    form = ox.RdfFormat.from_media_type(accept)
    plain = server.ask(MAKE, "application/n-triples")
    assert set(ox.parse(found.body, format=form)) == set(
        ox.parse(plain.body, format=ox.RdfFormat.N_TRIPLES)
    )
    assert len(plain.body.splitlines()) > 2


def test_a_triple_is_made_once(server: Served) -> None:
    text = 'CONSTRUCT { <x:a> <x:b> "c" } WHERE { ?s ?p ?o }'
    assert server.ask(text, "application/n-triples").text.count("\n") == 1


def test_the_endpoint_tells_of_itself(server: Served, small: Path) -> None:
    found = server.request("GET", "/sparql", headers={"Accept": "text/turtle"})
    assert formed(found) == (200, "text/turtle")
    store = ox.Store()
    store.load(found.body, format=ox.RdfFormat.TURTLE)
    triples = len(set(ox.parse(path=small / "graph.ttl")))
    told = store.query(
        f"""PREFIX sd: <http://www.w3.org/ns/sparql-service-description#>
        PREFIX void: <http://rdfs.org/ns/void#>
        ASK {{ ?s a sd:Service ; sd:endpoint <{server.endpoint}> ;
          sd:supportedLanguage sd:SPARQL11Query ;
          sd:resultFormat <http://www.w3.org/ns/formats/SPARQL_Results_JSON> ;
          sd:defaultDataset/sd:defaultGraph/void:triples {triples} }}"""
    )
    assert told
    page = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
    assert formed(server.request(headers={"Accept": page})) == (200, "text/turtle")
    assert formed(server.request(headers={"Accept": "application/ld+json"})) == (
        200,
        "application/ld+json",
    )
    assert server.request(headers={"Accept": "image/png"}).status == 406


def test_head_and_options_have_no_body(server: Served) -> None:
    path = f"/sparql?query={quote(SELECT)}"
    head, whole = server.request("HEAD", path), server.request("GET", path)
    assert (head.status, head.body) == (200, b"")
    assert head.headers["content-length"] == whole.headers["content-length"]
    options = server.request("OPTIONS")
    assert (options.status, options.body) == (204, b"")
    assert options.headers["allow"] == "GET, HEAD, POST, OPTIONS"


def test_a_change_changes_nothing(server: Served) -> None:
    for text in ("DELETE WHERE { ?s ?p ?o }", "CLEAR ALL"):
        assert server.ask(text).status == 403
        assert server.request("POST", body=text, headers=UPDATE).status == 403
    assert server.ask("ASK { ?s ?p ?o }").truth
