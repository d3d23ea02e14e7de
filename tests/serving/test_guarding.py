"""Who may ask: by which name, from which page, and what every answer says."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.serving.guarding import Doors, is_loopback
from tests.serving.conftest import DIRECT, Served

ORIGIN = "https://example.org"


@pytest.fixture(scope="module")
def open_to(small: Path) -> Iterator[Served]:
    """Yield a server that pages of one origin may ask, and that has a further name."""
    served = Served.start(small, "--cors", ORIGIN, "--allow-host", "graph.example.org")
    yield served
    served.end()


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("localhost", 200),
        ("LOCALHOST:1", 200),
        ("127.0.0.1:80", 200),
        ("[::1]:7878", 200),
        ("evil.example", 421),
        ("localhost.evil.example", 421),
        ("127.0.0.1.evil.example", 421),
        ("192.0.2.7", 421),
        ("localhost@evil.example", 421),
        ("a b", 421),
        ("", 421),
    ],
)
@pytest.mark.parametrize("path", ["/sparql", "/"])
def test_only_who_names_this_machine_is_answered(
    server: Served, host: str, status: int, path: str
) -> None:
    assert server.request("GET", path, headers={"Host": host}).status == status


def test_a_further_name_can_be_allowed(open_to: Served) -> None:
    for name in ("graph.example.org", "Graph.Example.org:443", "localhost"):
        assert open_to.request(headers={"Host": name}).status == 200
    assert open_to.request(headers={"Host": "example.org"}).status == 421


@pytest.mark.parametrize(
    ("host", "asked", "is_known"),
    [
        ("::", "192.0.2.7:7878", True),
        ("::", "[2001:db8::1]", True),
        ("::", "evil.example", False),
        ("box.example", "box.example", True),
        ("192.0.2.7", "localhost", True),
        ("127.0.0.1", "127.5.5.5", True),
    ],
)
def test_addresses_name_what_is_open_to_the_net(
    host: str, asked: str, is_known: object
) -> None:
    assert Doors(host).knows(asked) is is_known


@pytest.mark.parametrize(
    ("host", "is_local"),
    [
        ("localhost", True),
        ("::1", True),
        ("127.0.0.9", True),
        ("192.0.2.7", False),
        ("example.org", False),
    ],
)
def test_a_loopback_is_told(host: str, is_local: object) -> None:
    assert is_loopback(host) is is_local


@pytest.mark.parametrize("path", ["/sparql", "/", "/nowhere", "/report"])
def test_every_answer_says_how_to_take_it(server: Served, path: str) -> None:
    told = server.request("GET", path).headers
    assert told["x-content-type-options"] == "nosniff"
    assert told["referrer-policy"] == "no-referrer"
    assert told["x-frame-options"] == "DENY"
    assert told["cross-origin-resource-policy"] == "same-origin"
    assert "default-src 'none'" in told["content-security-policy"]
    assert "frame-ancestors 'none'" in told["content-security-policy"]
    assert "access-control-allow-origin" not in told
    assert "server" not in told


@pytest.mark.parametrize(
    ("text", "status"), [("ASK {}", 200), ("SELCT", 400), ("CLEAR ALL", 403)]
)
def test_a_page_of_an_allowed_origin_can_read_answers_and_faults(
    open_to: Served, text: str, status: int
) -> None:
    sent = {**DIRECT, "Origin": ORIGIN, "Sec-Fetch-Site": "cross-site"}
    found = open_to.request("POST", body=text, headers=sent)
    assert found.status == status
    assert found.headers["access-control-allow-origin"] == ORIGIN
    assert found.headers["cross-origin-resource-policy"] == "cross-origin"
    assert "Origin" in found.headers["vary"]


def test_it_may_ask_beforehand(open_to: Served) -> None:
    asked = {"Origin": ORIGIN, "Access-Control-Request-Method": "POST"}
    found = open_to.request("OPTIONS", headers=asked)
    assert found.status == 204
    assert found.headers["access-control-allow-origin"] == ORIGIN
    assert "POST" in found.headers["access-control-allow-methods"]
    assert "Content-Type" in found.headers["access-control-allow-headers"]


@pytest.mark.parametrize("origin", ["https://evil.example", "null", f"{ORIGIN}.evil"])
def test_a_page_of_another_origin_may_not(open_to: Served, origin: str) -> None:
    sent = {**DIRECT, "Origin": origin, "Sec-Fetch-Site": "cross-site"}
    found = open_to.request("POST", body="ASK {}", headers=sent)
    assert found.status == 403
    assert "access-control-allow-origin" not in found.headers
    asked = {"Origin": origin, "Access-Control-Request-Method": "POST"}
    assert "access-control-allow-methods" not in open_to.request(
        "OPTIONS", headers=asked
    ).headers  # fmt: skip


def test_pages_are_never_open_to_other_origins(open_to: Served) -> None:
    found = open_to.request("GET", "/", headers={"Origin": ORIGIN})
    assert "access-control-allow-origin" not in found.headers


def test_a_link_from_elsewhere_may_be_followed(server: Served) -> None:
    sent = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}
    assert server.request("GET", "/", headers=sent).status == 200
    assert (
        server.request("POST", body="ASK {}", headers={**DIRECT, **sent}).status == 403
    )
    sent["Sec-Fetch-Mode"] = "no-cors"  # as an image or a script would
    assert server.request("GET", "/sparql?query=ASK%7B%7D", headers=sent).status == 403
