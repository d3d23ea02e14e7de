"""Connections that nobody uses are closed, and no others."""

import asyncio
import socket
import threading
from collections.abc import Iterator

import pytest
import uvicorn
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from pipeline.serving.connecting import Patient
from tests.serving.conftest import PATIENCE, eventually

HEAD = b"GET / HTTP/1.1\r\nHost: localhost\r\n"
LARGE = 50_000_000
SLOW = 3.0  # seconds; longer than a connection may be idle


class Hasty(Patient):
    """A connection that is closed soon."""

    seconds = 1.0
    every = 0.1


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    request = Request(scope, receive)
    if request.url.path == "/slow":
        await asyncio.sleep(SLOW)
    size = LARGE if request.url.path == "/large" else 2
    await Response(b"x" * size)(scope, receive, send)


@pytest.fixture(scope="module")
def hasty() -> Iterator[uvicorn.Server]:
    """Yield a server whose connections may be idle for a second, at :func:`port`."""
    config = uvicorn.Config(
        application,
        port=0,
        http=Hasty,
        ws="none",
        lifespan="off",
        log_config=None,
        timeout_keep_alive=PATIENCE,
        timeout_graceful_shutdown=1,
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    eventually(lambda: server.started)
    yield server
    server.should_exit = True
    thread.join()


@pytest.fixture
def client(hasty: uvicorn.Server) -> Iterator[socket.socket]:
    port = hasty.servers[0].sockets[0].getsockname()[1]
    with socket.create_connection(("127.0.0.1", port), PATIENCE) as connection:
        yield connection


def is_closed(client: socket.socket) -> bool:
    """Tell whether the server ends the connection, and says nothing before."""
    try:
        return client.recv(1) == b""
    except ConnectionResetError:
        return True


def answered(client: socket.socket) -> bool:
    found = b""
    while not found.endswith(b"\r\n\r\nxx"):
        if not (part := client.recv(4096)):
            return False
        found += part
    return found.startswith(b"HTTP/1.1 200")


@pytest.mark.parametrize("part", [b"", b"G", HEAD], ids=["none", "a sign", "half"])
def test_a_connection_without_a_whole_request_is_closed(
    client: socket.socket, part: bytes
) -> None:
    client.sendall(part)
    assert is_closed(client)


def test_a_head_that_comes_drop_by_drop_is_not_waited_for(
    client: socket.socket,
) -> None:
    def is_refused() -> bool:
        try:
            client.sendall(b"G")
        except OSError:
            return True
        return False

    eventually(is_refused)


def test_a_request_that_is_answered_is_waited_for(client: socket.socket) -> None:
    client.sendall(HEAD.replace(b"/ ", b"/slow ") + b"\r\n")
    assert answered(client)
    client.sendall(HEAD + b"\r\n")
    assert answered(client)
    client.sendall(HEAD)
    assert is_closed(client)


def test_who_takes_nothing_of_an_answer_is_let_go(
    hasty: uvicorn.Server, client: socket.socket
) -> None:
    client.sendall(HEAD.replace(b"/ ", b"/large ") + b"\r\n")
    eventually(lambda: bool(hasty.server_state.connections))
    eventually(lambda: not hasty.server_state.connections)
