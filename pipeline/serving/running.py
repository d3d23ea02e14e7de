"""Listen, and serve until told to end."""

import asyncio
import logging
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import uvicorn
from starlette.types import ASGIApp

from pipeline.errors import ServingError
from pipeline.serving import app
from pipeline.serving.bounds import Bounds, Crowd
from pipeline.serving.connecting import Patient
from pipeline.serving.guarding import Doors
from pipeline.serving.pool import Pool

_CONNECTIONS: Final = 1000  # at once; each takes an open file
_BACKLOG: Final = 512
_HEADER_BYTES: Final = (
    256_000  # of a request's first lines, a question in them included
)
_KEEP_ALIVE: Final = 5  # seconds
_SHUTDOWN: Final = 2  # seconds for what is being answered when told to end
_ENDING: Final = (signal.SIGINT, signal.SIGTERM)


@dataclass(frozen=True, slots=True)
class Service:
    """What is served, to whom, and how much of it.

    *out* is the folder of a build. It is served at the host that *doors* name and at
    *port*; with 0 the system chooses one that is free.
    """

    out: Path
    doors: Doors
    port: int
    bounds: Bounds
    crowd: Crowd


Told = Callable[[str], None]


def serve(service: Service, begun: Told, told: Told) -> None:
    """Serve until the process is told to end.

    *begun* gets the address when the first question can be asked, *told* a line about
    what happens later. A signal to end does what it would do elsewhere, when all
    processes have ended that were started here. Raise PipelineError where the address
    cannot be had or there is no build to serve.
    """
    _hush()
    handlers = {each: signal.getsignal(each) for each in _ENDING}
    with _listen(service.doors.host, service.port) as listening:
        ended_by = asyncio.run(_run(listening, service, begun, told))
    for each, handler in handlers.items():
        signal.signal(each, handler)
    if ended_by:
        signal.raise_signal(ended_by)


async def _run(
    listening: socket.socket, service: Service, begun: Told, told: Told
) -> signal.Signals | None:
    """Serve; return the signal that ended it."""
    pool = Pool(service.out, service.bounds, service.crowd, told)
    server = _Server(_config(app.create(pool, service.doors)))
    loop = asyncio.get_running_loop()
    ending: asyncio.Future[signal.Signals] = loop.create_future()

    def end(by: signal.Signals) -> None:
        if not ending.done():
            ending.set_result(by)

    async def serve() -> None:
        await pool.start()
        begun(_url(service.doors.host, listening.getsockname()[1]))
        await server.serve(sockets=[listening])

    for each in _ENDING:
        loop.add_signal_handler(each, end, each)
    serving = asyncio.create_task(serve())
    both: set[asyncio.Future[Any]] = {serving, ending}
    await asyncio.wait(both, return_when="FIRST_COMPLETED")
    # Who waits for an answer is told that there comes none.
    await pool.stop()
    if not serving.done() and not server.started:
        serving.cancel()
    server.should_exit = True
    with suppress(asyncio.CancelledError):
        await serving
    return ending.result() if ending.done() else None


def _hush() -> None:
    """Let the server log its faults alone, and not that a client took nothing."""
    log = logging.getLogger("uvicorn.error")
    log.setLevel(logging.ERROR)
    log.addFilter(
        lambda told: not (told.exc_info and isinstance(told.exc_info[1], TimeoutError))
    )


class _Server(uvicorn.Server):
    """A server that leaves signals to others."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Capture nothing."""
        yield


def _config(application: ASGIApp) -> uvicorn.Config:
    return uvicorn.Config(
        application,
        http=Patient,
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        limit_concurrency=_CONNECTIONS,
        backlog=_BACKLOG,
        h11_max_incomplete_event_size=_HEADER_BYTES,
        timeout_keep_alive=_KEEP_ALIVE,
        timeout_graceful_shutdown=_SHUTDOWN,
    )


def _listen(host: str, port: int) -> socket.socket:
    try:
        found = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )
        family, kind, number, _, where = found[0]
        listening = socket.socket(family, kind, number)
    except OSError as fault:
        raise ServingError(f"cannot listen at {host}: {fault.strerror}") from None
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(where)
        listening.listen(_BACKLOG)
    except OSError as fault:
        listening.close()
        raise ServingError(
            f"cannot listen at {_url(host, port)}: {fault.strerror}. "
            "Another port: --port, with 0 for one that is free"
        ) from None
    return listening


def _url(host: str, port: int) -> str:
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
