"""A server as people start it, and a way to ask it."""

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from queue import Empty, Queue
from urllib.parse import urlencode

import pytest

QUESTIONS = Path(__file__).parents[1] / "questions" / "graph.ttl"
DIRECT = {"Content-Type": "application/sparql-query"}
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
PATIENCE = 60  # seconds: a busy machine is no failure


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode()

    @property
    def media(self) -> str:
        """The media type, without parameters."""
        return self.headers.get("content-type", "").partition(";")[0]

    @property
    def truth(self) -> bool:
        """Yes or no; fail where the answer is neither."""
        assert (self.status, self.media) == (200, "application/sparql-results+json"), (
            self.text
        )
        return bool(json.loads(self.body)["boolean"])


@dataclass(slots=True)
class Served:
    """A running server."""

    process: subprocess.Popen[str]
    port: int = 0
    told: "Queue[str]" = field(default_factory=Queue)
    listener: threading.Thread | None = None

    @classmethod
    def start(cls, out: Path, *flags: str, **variables: str) -> "Served":
        """Return a server of *out* at a free port that answers already."""
        process = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "pipeline",
                "serve",
                str(out),
                "--port",
                "0",
                *flags,
            ],
            env={**os.environ, "PYTHONPATH": str(Path.cwd()), **variables},
            stderr=subprocess.PIPE,
            text=True,
        )
        served = cls(process)
        served.listener = threading.Thread(target=served._listen, daemon=True)
        served.listener.start()
        line = served.next()
        if not line.startswith("SPARQL"):
            served.end()
            raise AssertionError(line)
        served.port = int(line.split("/sparql")[0].rpartition(":")[2])
        return served

    def _listen(self) -> None:
        assert self.process.stderr
        for line in self.process.stderr:
            self.told.put(line.rstrip("\n"))
        self.told.put("")

    def next(self) -> str:
        """Return the next line that the server tells on stderr; empty at the end."""
        try:
            return self.told.get(timeout=PATIENCE)
        except Empty:
            self.process.kill()
            raise AssertionError("the server says nothing") from None

    @property
    def url(self) -> str:
        """The address of the server."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def endpoint(self) -> str:
        """The address of the endpoint."""
        return f"{self.url}/sparql"

    def request(
        self,
        method: str = "GET",
        path: str = "/sparql",
        body: bytes | str | None = None,
        headers: dict[str, str] | None = None,
    ) -> Answer:
        """Return the answer to one request, over a connection of its own."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            data = body.encode() if isinstance(body, str) else body
            connection.request(method, path, data, headers or {})
            got = connection.getresponse()
            told = {name.lower(): value for name, value in got.getheaders()}
            return Answer(got.status, told, got.read())
        finally:
            connection.close()

    def ask(self, text: str, accept: str = "*/*", **graphs: list[str]) -> Answer:
        """Return the answer to *text*, sent as it is."""
        listed = {name.replace("_", "-"): value for name, value in graphs.items()}
        search = f"?{urlencode(listed, doseq=True)}" if listed else ""
        return self.request(
            "POST", f"/sparql{search}", text, {**DIRECT, "Accept": accept}
        )

    def children(self) -> list[int]:
        """Return the processes that hold a graph or answer from it."""
        return below(self.process.pid)

    def end(self, by: signal.Signals = signal.SIGTERM) -> int:
        """End the server by a signal, if it has not ended; return its status."""
        if self.process.poll() is None:
            self.process.send_signal(by)
        status = self.process.wait(PATIENCE)
        assert self.listener
        assert self.process.stderr
        self.listener.join(PATIENCE)
        self.process.stderr.close()
        return status


def below(process: int) -> list[int]:
    """Return the processes that *process* started, and those that they started."""
    parents: dict[int, list[int]] = {}
    for each in Path("/proc").glob("[0-9]*/stat"):
        try:
            words = each.read_text().rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        parents.setdefault(int(words[1]), []).append(int(each.parent.name))
    found = list(parents.get(process, []))
    for child in found:
        found += parents.get(child, [])
    return found


def eventually(holds: Callable[[], bool]) -> None:
    """Fail where it does not come to hold, in a long time."""
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.02)


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the graph that tests of questions have."""
    out = tmp_path_factory.mktemp("small")
    shutil.copy(QUESTIONS, out / "graph.ttl")
    return out


@pytest.fixture(scope="session")
def server(small: Path) -> Iterator[Served]:
    """Yield a server of the small graph."""
    served = Served.start(small)
    yield served
    served.end()
