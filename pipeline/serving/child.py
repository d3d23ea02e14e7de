"""Answer one question in a process that is made for it, and that can do nothing else.

The process is a copy of the one that holds the graph. Before it looks at the question
it gives up the right to open anything, file or socket, so that a question reaches
nothing but the graph, whatever it says. It lets the system end it when its time is up,
and gets no more memory than it may take. Nothing of that needs the rights of root.
"""

import csv
import io
import math
import os
import resource
import signal
import socket
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import IO, Final, cast

import orjson
import pyoxigraph as ox

from pipeline import namespaces
from pipeline.errors import QueryError
from pipeline.questions import faults
from pipeline.serving import wire
from pipeline.serving.bounds import MEGABYTE, Bounds
from pipeline.serving.wire import Choice, Job, Outcome

TEXT: Final = "text/plain; charset=utf-8"
_PREFIXES: Final = dict(namespaces.PREFIXES)
_SIZE: Final = Path("/proc/self/statm")


class _TooMuchError(Exception):
    """There is more of an answer than may be; the words say of what."""


def answer(line: socket.socket, store: ox.Store) -> None:
    """Answer from *store* what is asked at *line*, and end this process.

    Of what the system has opened, the process keeps only *line*.
    """
    status = 1
    try:
        _shut(line.fileno())
        job = wire.jobs.decode(_read(line, wire.length(_read(line, wire.LENGTH_BYTES))))
        _confine(job.bounds)
        outcome, body = respond(job, store)
        line.sendall(wire.framed(outcome))
        line.sendall(body)
        status = 0
    finally:
        # Not the way out that others wait at: no buffer is flushed a second time.
        os._exit(status)


def respond(job: Job, store: ox.Store) -> tuple[Outcome, bytes]:
    """Return how *job* ends, asked of *store*, and the answer or what is wrong."""
    began = time.perf_counter()
    try:
        media, body = _found(job, store)
        status = 200
    except QueryError as fault:
        refused = str(fault).partition("\n")[0].endswith(faults.SERVICE_FAULT)
        status, media, body = (403 if refused else 400), TEXT, _said(fault)
    except _TooMuchError as fault:
        status, media, body = 413, TEXT, _said(fault)
    except _UnacceptableError as fault:
        status, media, body = 406, TEXT, _said(fault)
    except MemoryError:
        status, media, body = 503, TEXT, memory_fault(job.bounds).encode()
    except Exception as fault:  # noqa: BLE001 - whatever the engine raises is told
        status, media, body = 400, TEXT, _said(fault)
    seconds = time.perf_counter() - began
    return Outcome(status, media, len(body), seconds), body


def memory_fault(bounds: Bounds) -> str:
    """Return what is told where a question wants more memory than *bounds* have."""
    return (
        f"The question takes more than {bounds.memory} MB of memory. Ask for less at a "
        "time, or serve with more: --query-memory\n"
    )


def time_fault(bounds: Bounds) -> str:
    """Return what is told where a question takes longer than *bounds* have."""
    return (
        f"The question takes longer than {bounds.seconds:g} s. Ask for less at a time, "
        "or serve with more: --timeout\n"
    )


class _UnacceptableError(Exception):
    """The client takes no form that the answer has."""


def _said(fault: Exception) -> bytes:
    return f"{fault}\n".encode()


# ---------------------------------------------------------------- the walls


def _shut(kept: int) -> None:
    """Close whatever is open but *kept*; what is written to stderr is lost."""
    nothing = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(nothing, standard)
    highest, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    os.closerange(3, kept)
    os.closerange(kept + 1, min(highest, 1 << 16))


def _confine(bounds: Bounds) -> None:
    """Take from this process what it needs no more, for ever."""
    for name, most in (
        (resource.RLIMIT_NOFILE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CPU, math.ceil(bounds.seconds) + 1),
        *_memory(bounds.memory * MEGABYTE),
    ):
        resource.setrlimit(name, (most, most))
    # No handler: the system ends the process, whatever it is at.
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, bounds.seconds)


def _memory(more: int) -> list[tuple[int, int]]:
    """Return the limits that let this process grow by *more* bytes."""
    if not _SIZE.exists():  # not on macOS, which heeds no such limit either
        return []
    whole, *_, data, _ = (
        int(pages) * resource.getpagesize() for pages in _SIZE.read_text().split()
    )
    return [(resource.RLIMIT_AS, whole + more), (resource.RLIMIT_DATA, data + more)]


def _read(line: socket.socket, length: int) -> bytes:
    data = bytearray()
    while len(data) < length:
        part = line.recv(length - len(data))
        if not part:
            raise EOFError
        data += part
    return bytes(data)


# ---------------------------------------------------------------- the answer


def _found(job: Job, store: ox.Store) -> tuple[str, bytes]:
    """Return media type and bytes of what *store* answers."""
    faults.refuse_service(job.text)
    try:
        found = store.query(
            job.text,
            base_iri=job.base,
            prefixes=_PREFIXES,
            default_graph=_graphs(job.default_graphs),
            named_graphs=_graphs(job.named_graphs),  # type: ignore[arg-type]
        )
    except SyntaxError as fault:
        raise faults.explained(job.text, str(fault), job.base) from None
    capped = _Capped(job.bounds.bytes)
    if isinstance(found, ox.QueryTriples):
        choice = _chosen(job.triples, "a graph")
        _write_triples(found, capped, choice, job.bounds.rows)
    elif isinstance(found, ox.QueryBoolean):
        choice = _chosen(job.truth, "yes or no")
        found.serialize(_stream(capped), _results(choice))
    else:
        choice = _chosen(job.rows, "rows")
        found.serialize(_stream(capped), _results(choice))
        if _COUNTS[choice.extension](capped.whole()) > job.bounds.rows:
            raise _TooMuchError(_many(job.bounds.rows, "rows"))
    return choice.media, capped.whole()


def _chosen(choice: Choice | None, what: str) -> Choice:
    if choice is None:
        raise _UnacceptableError(
            f"The answer is {what}, which cannot be had in a form that Accept names"
        )
    return choice


def _graphs(
    iris: tuple[str, ...] | None,
) -> list[ox.NamedNode | ox.BlankNode | ox.DefaultGraph] | None:
    if iris is None:
        return None
    try:
        return [ox.NamedNode(iri) for iri in iris]
    except ValueError as fault:
        raise QueryError(f"a graph is named by an IRI: {fault}") from None


def _write_triples(
    found: Iterable[ox.Triple], capped: "_Capped", choice: Choice, most: int
) -> None:
    """Write each triple that was *found* once, *most* of them at most."""
    form = ox.RdfFormat.from_extension(choice.extension)
    assert form is not None  # noqa: S101 - the table of forms names those there are
    seen: set[ox.Triple] = set()

    def once() -> Iterator[ox.Triple]:
        for triple in found:
            if triple not in seen:
                if len(seen) == most:
                    raise _TooMuchError(_many(most, "triples"))
                seen.add(triple)
                yield triple

    ox.serialize(once(), _stream(capped), form, prefixes=_PREFIXES)


def _many(most: int, what: str) -> str:
    return (
        f"The answer has more than {most:,} {what}. Ask for less at a time (LIMIT), or "
        "serve with more: --max-rows"
    )


def _results(choice: Choice) -> ox.QueryResultsFormat:
    form = ox.QueryResultsFormat.from_extension(choice.extension)
    assert form is not None  # noqa: S101 - the table of forms names those there are
    return form


class _Capped:
    """A file that takes no more than so many bytes."""

    def __init__(self, most: int) -> None:
        """Begin empty."""
        self._most = most
        self._held = io.BytesIO()

    def write(self, data: bytes) -> int:
        """Take *data*; raise _TooMuchError where they are too many."""
        if self._held.tell() + len(data) > self._most:
            raise _TooMuchError(
                f"The answer has more than {self._most:,} bytes. Ask for less at a "
                "time (LIMIT), or serve with more: --max-bytes"
            )
        return self._held.write(data)

    def flush(self) -> None:
        """Do nothing: what is held is held."""

    def whole(self) -> bytes:
        """Return all that was written."""
        return self._held.getvalue()


def _stream(capped: _Capped) -> IO[bytes]:
    return cast("IO[bytes]", capped)


def _count_json(data: bytes) -> int:
    return len(orjson.loads(data)["results"]["bindings"])


def _count_csv(data: bytes) -> int:
    csv.field_size_limit(sys.maxsize)
    rows = csv.reader(io.StringIO(data.decode(), newline=""))
    return sum(1 for _ in islice(rows, 1, None))


def _count_xml(data: bytes) -> int:
    return data.count(b"<result>")  # in a value the sign is written as an entity


def _count_tsv(data: bytes) -> int:
    return data.count(b"\n") - 1  # in a value it is written with a backslash


_COUNTS: Final[Mapping[str, Callable[[bytes], int]]] = {
    "srj": _count_json,
    "srx": _count_xml,
    "csv": _count_csv,
    "tsv": _count_tsv,
}
