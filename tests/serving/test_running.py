"""A server from its start to its end: builds that come and go, and what is told."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

import pipeline
from tests.serving.conftest import PATIENCE, QUESTIONS, Served, below, eventually

PAGE = "# Ear Tube Placement\n\n## Risks\n\n- Infection\n"
MORE = f"{PAGE}- Bleeding\n"
IS_INFECTION = "ASK { ?s pg:hasComplication/rdfs:label 'infection'@en }"
IS_BLEEDING = "ASK { ?s pg:hasComplication/rdfs:label 'bleeding'@en }"
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


def build(folder: Path, page: str, *formats: str) -> Path:
    """Build a *page* into the folder ``out`` of *folder*."""
    (folder / "ear.md").write_text(page)
    pipeline.build(
        folder / "ear.md", folder / "out", formats=formats or ("ttl",), jobs=1
    )
    return folder / "out"


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    """Yield a server of a build of one page."""
    found = Served.start(build(tmp_path, PAGE))
    yield found
    found.end()


def alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


# ---------------------------------------------------------------- builds come and go


def test_a_new_build_is_served_and_no_question_is_lost(
    served: Served, tmp_path: Path
) -> None:
    faults: list[str] = []
    done = threading.Event()

    def ask() -> None:
        while not done.is_set():
            found = served.ask(IS_INFECTION)
            if not (found.status == 200 and found.truth):
                faults.append(found.text)

    clients = [threading.Thread(target=ask) for _ in range(3)]
    for client in clients:
        client.start()
    (before,) = served.children()[:1]
    assert not served.ask(IS_BLEEDING).truth
    build(tmp_path, MORE)
    told = served.next()
    assert told.startswith("serve     serving a new build: ")
    assert served.ask(IS_BLEEDING).truth
    done.set()
    for client in clients:
        client.join()
    assert faults == []
    eventually(lambda: before not in served.children())


def test_a_running_question_ends_on_the_build_it_began_on(tmp_path: Path) -> None:
    out = build(tmp_path, PAGE)
    served = Served.start(out, "--timeout", "4")
    try:
        found = []
        asked = threading.Thread(target=lambda: found.append(served.ask(ENDLESS)))
        asked.start()
        build(tmp_path, MORE)
        assert "a new build" in served.next()
        assert served.ask(IS_BLEEDING).truth
        asked.join()
        assert "longer than 4 s" in found[0].text
    finally:
        served.end()


def test_where_a_new_build_cannot_be_served_the_old_one_stays(
    served: Served, tmp_path: Path
) -> None:
    build(tmp_path, MORE, "json")
    told = served.next()
    assert told.startswith(
        "serve     the build cannot be served, the one before stays: "
    )
    assert "has no graph.nq, graph.trig, graph.nt or graph.ttl" in told
    assert served.ask(IS_INFECTION).truth
    build(tmp_path, MORE, "nt")
    assert "serving a new build" in served.next()
    assert served.ask(IS_BLEEDING).truth


def test_a_build_that_is_half_in_place_is_not_looked_at(
    served: Served, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    stage = out / ".building-x"
    stage.mkdir()
    (stage / "journal.json").write_text("{}")
    (out / "build.json").rename(stage / "build.json")
    (out / "graph.ttl").write_text("half a build")
    assert served.ask(IS_INFECTION).truth
    with pytest.raises(AssertionError, match="holds half a build"):
        Served.start(out)


def test_whoever_holds_the_graph_may_die(served: Served) -> None:
    (holder,) = served.children()
    os.kill(holder, signal.SIGKILL)
    assert served.ask(IS_INFECTION).truth
    assert "serving again" in served.next()
    assert holder not in served.children()


def test_a_question_is_answered_even_if_the_holder_dies_meanwhile(
    tmp_path: Path,
) -> None:
    served = Served.start(build(tmp_path, PAGE), "--timeout", "3")
    try:
        (holder,) = served.children()
        found = []
        asked = threading.Thread(target=lambda: found.append(served.ask(ENDLESS)))
        asked.start()
        while not below(holder):
            pass
        os.kill(holder, signal.SIGKILL)
        asked.join()
        assert (found[0].status, served.ask(IS_INFECTION).truth) == (503, True)
    finally:
        served.end()


ALL = "SELECT * { ?s ?p ?o } ORDER BY ?s ?p ?o"


@pytest.fixture(scope="module")
def plainly(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return all triples of a build, as they are served from Turtle."""
    served = Served.start(build(tmp_path_factory.mktemp("plain"), PAGE))
    found = served.ask(ALL, "text/csv").text
    served.end()
    assert len(found.splitlines()) > 50
    return found


@pytest.mark.parametrize(
    ("formats", "gzip"),
    [("nt", False), ("nt", True), ("nq,ttl", False), ("nq", True), ("trig", False)],
)
def test_each_form_of_rdf_answers_alike(
    tmp_path: Path, plainly: str, formats: str, *, gzip: bool
) -> None:
    (tmp_path / "ear.md").write_text(PAGE)
    out = tmp_path / "out"
    pipeline.build(
        tmp_path / "ear.md", out, formats=formats.split(","), gzip=gzip, jobs=1
    )
    served = Served.start(out)
    try:
        assert served.ask(ALL, "text/csv").text == plainly
        is_named = served.ask("ASK { GRAPH ?document { ?s ?p ?o } }").truth
        assert is_named == ("nt" not in formats)
    finally:
        served.end()


# ---------------------------------------------------------------- the end


@pytest.mark.parametrize(
    ("by", "status", "word"),
    [(signal.SIGINT, 130, "Interrupted"), (signal.SIGTERM, 143, "Terminated")],
)
def test_told_to_end_it_leaves_nothing_behind(
    served: Served, by: signal.Signals, status: int, word: str
) -> None:
    asked = threading.Thread(target=lambda: _lost(served))
    asked.start()
    (holder,) = served.children()[:1]
    while not below(holder):
        pass
    processes = served.children()
    assert len(processes) == 2
    assert served.end(by) == status
    asked.join()
    # An interrupt begins a new line, behind the ^C that the terminal shows.
    assert word in {served.next(), served.next()}
    assert [each for each in processes if alive(each)] == []


def _lost(served: Served) -> None:
    with suppress(OSError):
        assert served.ask(ENDLESS).status == 503


def test_killed_it_leaves_nothing_behind(served: Served) -> None:
    (holder,) = served.children()
    served.end(signal.SIGKILL)
    eventually(lambda: not alive(holder))


# ---------------------------------------------------------------- the command


def run(*arguments: str, **variables: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "pipeline", "serve", *arguments],
        env={**os.environ, "PYTHONPATH": str(Path.cwd()), **variables},
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )


def test_it_tells_where_it_is(small: Path) -> None:
    served = Served.start(small, "--timeout", "2.5")
    assert served.request("GET", "/").status == 200
    served.end()
    taken = socket.create_server(("127.0.0.1", 0))
    port = str(taken.getsockname()[1])
    done = run(str(small), "--port", port)
    taken.close()
    assert done.returncode == 3
    assert done.stderr == (
        f"Error: cannot listen at http://127.0.0.1:{port}: Address already in use. "
        "Another port: --port, with 0 for one that is free\n"
    )


@pytest.mark.parametrize(
    ("out", "words"),
    [
        ("none", "none: is not there. Try: procgraph build DOCUMENTS --out "),
        ("empty", "empty: has no graph.nq, graph.trig, graph.nt or graph.ttl to serve"),
        ("broken", "graph.ttl: is not Turtle ("),
        ("cut", "graph.nt.gz: cannot be read ("),
    ],
)
def test_where_there_is_no_build_it_says_so(
    tmp_path: Path, out: str, words: str
) -> None:
    for name in ("empty", "broken", "cut"):
        (tmp_path / name).mkdir()
    (tmp_path / "broken" / "graph.ttl").write_text("no Turtle")
    (tmp_path / "cut" / "graph.nt.gz").write_bytes(b"\x1f\x8b\x08\0\0\0")
    done = run(str(tmp_path / out), "--port", "0")
    assert done.returncode == 3
    assert words in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (["--host", "no host"], 3, "cannot listen at no host"),
        (["--host", "192.0.2.1"], 3, "cannot listen at http://192.0.2.1:0"),
        (["--timeout", "0"], 2, "--timeout"),
        (["--max-rows", "0"], 2, "--max-rows"),
        (["--port", "70000"], 4, "port is from 0 to 65535"),
        (["--timeout", "1e9"], 4, "timeout is more than 0"),
    ],
)
def test_what_is_wrong_with_the_command_is_told_in_a_line(
    small: Path, arguments: list[str], status: int, words: str
) -> None:
    done = run(str(small), "--port", "0", *arguments)
    assert done.returncode == status
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_settings_come_from_variables_and_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copy(QUESTIONS, tmp_path / "graph.ttl")
    (tmp_path / "procgraph.toml").write_text(
        f'out = "{tmp_path}"\nport = 0\nmax-rows = 3\n'
    )
    monkeypatch.setenv("PYTHONPATH", str(Path.cwd()))
    process = subprocess.Popen(
        [sys.executable, "-m", "pipeline", "serve"],
        cwd=tmp_path,
        env={**os.environ, "PROCGRAPH_TIMEOUT": "7"},
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stderr
    line = process.stderr.readline()
    assert "(read-only, 7 s a question; Ctrl-C stops)" in line
    served = Served(process, int(line.split("/sparql")[0].rpartition(":")[2]))
    found = served.ask("SELECT * { ?s ?p ?o }")
    process.terminate()
    process.communicate(timeout=PATIENCE)
    assert (found.status, "more than 3 rows" in found.text) == (413, True)


def test_without_what_serves_it_says_what_to_install(
    small: Path, tmp_path: Path
) -> None:
    for name in ("starlette", "uvicorn"):
        folder = tmp_path / name
        folder.mkdir()
        (folder / f"{name}.py").write_text(
            f"raise ModuleNotFoundError('no', name={name!r})"
        )
        paths = f"{folder}{os.pathsep}{Path.cwd()}"
        done = subprocess.run(
            [sys.executable, "-m", "pipeline", "serve", str(small)],
            env={**os.environ, "PYTHONPATH": paths},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 3
        assert done.stderr == (
            f"Error: {name} is not installed. Try: pip install 'procedure-graph[serve]'\n"
        )
