"""A question that takes too much ends with an honest status, and harms nobody else."""

import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pyoxigraph as ox
import pytest

from tests.serving.conftest import PATIENCE, Answer, Served, below, eventually

SECONDS = 2
LONG = "600"  # seconds, which no question here takes on any machine
ROWS = 500
CROSS = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i"
COUNT = f"SELECT (COUNT(*) AS ?n) {{ {CROSS} . ?j ?k ?l }}"
PAGES = 3000


@pytest.fixture(scope="module")
def chain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the graph of a chain of nodes."""
    out = tmp_path_factory.mktemp("chain")
    (out / "graph.nt").write_text(
        "".join(f"<x:{n}> <x:next> <x:{n + 1}> .\n" for n in range(PAGES))
    )
    return out


@pytest.fixture(scope="module")
def hasty(chain: Path) -> Iterator[Served]:
    """Yield a server that gives a question little time, and two of them at once."""
    served = Served.start(chain, "--timeout", str(SECONDS), "--jobs", "2")
    yield served
    served.end()


@pytest.fixture(scope="module")
def strict(chain: Path) -> Iterator[Served]:
    """Yield a server that takes time and memory for small answers only."""
    served = Served.start(
        chain,
        *("--timeout", LONG, "--max-rows", str(ROWS), "--max-bytes", "1000000"),
    )
    yield served
    served.end()


@pytest.fixture(scope="module")
def tight(chain: Path) -> Iterator[Served]:
    """Yield a server that gives a question much time, but little memory."""
    served = Served.start(chain, "--timeout", LONG, "--query-memory", "64")
    yield served
    served.end()


def beside(served: Served, text: str) -> Answer:
    """Return the answer to *text*, while somebody else is answered."""
    with ThreadPoolExecutor(1) as pool:
        asked = pool.submit(served.ask, text)
        assert served.ask("ASK { ?s ?p ?o }").truth
        found = asked.result(2 * PATIENCE)
    assert served.ask("ASK { ?s ?p ?o }").truth
    return found


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(COUNT, id="a count over a cross product"),
        pytest.param(
            "SELECT (COUNT(*) AS ?n) { ?a (!<x:none>)* ?b . ?c (!<x:none>)* ?d }",
            id="a path without end",
        ),
    ],
)
def test_what_takes_too_long_is_ended(hasty: Served, text: str) -> None:
    found = beside(hasty, text)
    assert (found.status, found.media) == (503, "text/plain")
    assert "longer than 2 s" in found.text


@pytest.mark.parametrize(
    ("text", "status", "words"),
    [
        pytest.param(
            f"SELECT * {{ {CROSS} }}",
            413,
            "more than 1,000,000 bytes",
            id="a stream of a cross product",
        ),
        pytest.param(
            "CONSTRUCT { ?a ?e ?f } WHERE { ?a ?b ?c . ?d ?e ?f }",
            413,
            "more than 500 triples",
            id="a graph that is made of one",
        ),
        pytest.param(
            f"SELECT ?a {{ ?a ?b ?c }} LIMIT {ROWS + 1}",
            413,
            "more than 500 rows",
            id="one row too many",
        ),
        pytest.param(
            f"SELECT * {'{' * 20000}{'}' * 20000}", 500, "nested", id="a deep one"
        ),
    ],
)
def test_what_takes_too_much_room_is_ended(
    strict: Served, text: str, status: int, words: str
) -> None:
    found = beside(strict, text)
    assert (found.status, found.media) == (status, "text/plain"), found.text
    assert words in found.text


def test_what_takes_too_much_memory_is_ended(tight: Served) -> None:
    found = beside(tight, f"SELECT * {{ {CROSS} }} ORDER BY ?i ?a")
    assert (found.status, found.media) == (503, "text/plain"), found.text
    assert "more than 64 MB" in found.text


@pytest.mark.parametrize("accept", ["text/csv", "text/tab-separated-values", "application/sparql-results+xml", "application/sparql-results+json"])  # fmt: skip
def test_rows_are_counted_in_each_form(strict: Served, accept: str) -> None:
    tricky = 'BIND("<result>\\n\\r\\n\\",}},{\\t" AS ?x)'
    text = f"SELECT ?a ?x {{ ?a ?b ?c {tricky} }} LIMIT %d"
    assert strict.ask(text % ROWS, accept).status == 200
    assert strict.ask(text % (ROWS + 1), accept).status == 413


def test_an_answer_of_no_columns_has_rows_too(strict: Served) -> None:
    text = "SELECT * { VALUES () { %s } }"
    assert strict.ask(text % ("()" * ROWS)).status == 200
    assert strict.ask(text % ("()" * (ROWS + 1))).status == 413


def test_whoever_does_not_get_a_turn_is_told_when_to_come_back(
    hasty: Served,
) -> None:
    with ThreadPoolExecutor(8) as pool:
        asked = [pool.submit(hasty.ask, COUNT) for _ in range(8)]
        found = [each.result(PATIENCE) for each in asked]
    assert {each.status for each in found} == {503}
    busy = [each for each in found if "retry-after" in each.headers]
    assert 2 <= len(busy) <= 6
    assert all("Try in 1 s" in each.text for each in busy)


def test_a_question_ends_when_its_client_leaves(small: Path) -> None:
    served = Served.start(small, "--timeout", "600")
    try:
        (holder,) = served.children()
        with socket.create_connection(("127.0.0.1", served.port)) as client:
            client.sendall(
                b"POST /sparql HTTP/1.1\r\nHost: localhost\r\n"
                b"Content-Type: application/sparql-query\r\n"
                b"Content-Length: %d\r\n\r\n%s" % (len(COUNT), COUNT.encode())
            )
            eventually(lambda: len(below(holder)) == 1)
        eventually(lambda: below(holder) == [])
        assert served.ask("ASK {}").truth
    finally:
        served.end()


# ---------------------------------------------------------------- the walls


@pytest.fixture
def listening() -> Iterator[tuple[int, list[str]]]:
    """Yield a port at which somebody listens, and who came."""
    came: list[str] = []
    listener = socket.create_server(("127.0.0.1", 0))

    def take() -> None:
        try:
            while True:
                connection, place = listener.accept()
                came.append(str(place))
                connection.close()
        except OSError:
            return

    thread = threading.Thread(target=take)
    thread.start()
    yield listener.getsockname()[1], came
    listener.shutdown(socket.SHUT_RDWR)
    listener.close()
    thread.join()


def test_no_service_is_called(strict: Served, listening: tuple[int, list[str]]) -> None:
    port, came = listening
    for silent in ("", "SILENT"):
        text = f"ASK {{ SERVICE {silent} <http://127.0.0.1:{port}/> {{ ?s ?p ?o }} }}"
        found = strict.ask(text)
        assert (found.status, found.media) == (403, "text/plain")
        assert "may not call another service" in found.text
    for text in (f"LOAD <http://127.0.0.1:{port}/>", f"ASK FROM <http://127.0.0.1:{port}/> {{ ?s ?p ?o }}"):  # fmt: skip
        strict.ask(text)
    assert came == []


WALLED = """
import os, socket, sys
from pipeline.serving import child, wire
import pyoxigraph as ox
child.faults.refuse_service = lambda _: None
choice = wire.Choice("application/sparql-results+json", "srj")
job = wire.Job(sys.argv[1], "x:", None, None, choice, choice, None, child.Bounds())
ours, theirs = socket.socketpair()
if not os.fork():
    child.answer(theirs, ox.Store())
theirs.close()
ours.sendall(wire.framed(job))
length = wire.length(ours.recv(wire.LENGTH_BYTES))
print(wire.outcomes.decode(ours.recv(length)).status, ours.recv(4096))
"""


def test_the_walls_hold_even_where_a_call_is_not_seen(
    listening: tuple[int, list[str]],
) -> None:
    """Without the look at the words, the process still cannot open a connection."""
    port, came = listening
    text = f"ASK {{ SERVICE <http://127.0.0.1:{port}/> {{ ?s ?p ?o }} }}"
    with pytest.raises((OSError, ValueError)):
        bool(ox.Store().query(text))  # here it does: the test can see it
    assert len(came) == 1
    done = subprocess.run(
        [sys.executable, "-c", WALLED, text],
        env={**os.environ, "PYTHONPATH": str(Path.cwd())},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.startswith("400 ")
    assert len(came) == 1


OPENING = """
import os, socket
from pipeline.serving import child
child._confine(child.Bounds())
for reach in (lambda: open("/etc/hostname"), socket.socket, os.pipe):
    try:
        reach()
    except OSError:
        continue
    os._exit(1)
os._exit(0)
"""


def test_within_the_walls_nothing_can_be_opened() -> None:
    done = subprocess.run(
        [sys.executable, "-c", OPENING],
        env={**os.environ, "PYTHONPATH": str(Path.cwd())},
        check=False,
    )
    assert done.returncode == 0
