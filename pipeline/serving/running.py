"""Listen, and serve until told to end."""

import asyncio
import socket
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import uvicorn

from pipeline.errors import ServingError
from pipeline.serving import app
from pipeline.serving.bounds import Bounds, Crowd
from pipeline.serving.guarding import Doors
from pipeline.serving.pool import Pool

_CONNECTIONS = 1000  # at once; each takes an open file
_BACKLOG = 512
_HEADER_BYTES = 256_000  # of a request's first lines, a question in them included
_KEEP_ALIVE = 5  # seconds
_SHUTDOWN = 2  # seconds for what is being answered when told to end


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
    what happens later. Raise PipelineError where the address cannot be had or there is
    no build to serve.
    """
    with _listen(service.doors.host, service.port) as listening:
        asyncio.run(_run(listening, service, begun, told))


async def _run(
    listening: socket.socket, service: Service, begun: Told, told: Told
) -> None:
    pool = Pool(service.out, service.bounds, service.crowd, told)
    try:
        await pool.start()
        config = uvicorn.Config(
            app.create(pool, service.doors),
            http="h11",
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
        server = uvicorn.Server(config)
        begun(_url(service.doors.host, listening.getsockname()[1]))
        await server.serve(sockets=[listening])
    finally:
        await pool.stop()


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
