"""Connections that nobody uses are closed, so that they keep nobody else out.

Uvicorn waits without end for the rest of a request's head, and for a client that takes
nothing of an answer that is written already.
"""

import asyncio
from typing import Any, ClassVar

from uvicorn.config import Config
from uvicorn.protocols.http.h11_impl import H11Protocol, RequestResponseCycle
from uvicorn.server import ServerState


class Patient(H11Protocol):
    """A connection that is closed when it has been idle for *seconds*.

    It is idle while no request is being answered and nothing is taken of an answer:
    parts of a request's head do not count. That is looked at *every* so many seconds.
    """

    seconds: ClassVar[float] = 30.0
    every: ClassVar[float] = 5.0

    def __init__(
        self,
        config: Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
    ) -> None:
        """Begin; nothing is looked at before the connection is made."""
        super().__init__(config, server_state, app_state, _loop)
        self._since = self.loop.time()
        self._left = 0
        self._looking: asyncio.TimerHandle | None = None

    def connection_made(  # type: ignore[override] # as in Uvicorn
        self, transport: asyncio.Transport
    ) -> None:
        """Begin to look."""
        super().connection_made(transport)
        self._look()

    def connection_lost(self, exc: Exception | None) -> None:
        """Look no more."""
        if self._looking:
            self._looking.cancel()
        super().connection_lost(exc)

    def on_response_complete(self) -> None:
        """Begin to wait for the next request."""
        self._since = self.loop.time()
        super().on_response_complete()

    @property
    def _is_answering(self) -> bool:
        cycle: RequestResponseCycle | None = self.cycle  # none before a request
        if cycle is None or self.transport.is_closing():
            return False
        return not cycle.response_complete

    def _look(self) -> None:
        """Close the connection if it is idle for too long."""
        now = self.loop.time()
        left = self.transport.get_write_buffer_size()
        if self._is_answering or left != self._left:
            self._since, self._left = now, left
        if now - self._since >= self.seconds:
            self.transport.abort()
            return
        self._looking = self.loop.call_later(self.every, self._look)
