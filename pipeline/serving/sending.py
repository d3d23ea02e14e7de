"""Send answers piece by piece, and hold no more of them than there is room for.

An answer that a client does not fetch stays in memory. So what is being sent has a
limit in all, and a client that takes nothing for a while loses its connection.
"""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

_PIECE: Final = 1 << 16  # bytes
_PATIENCE: Final = 30.0  # seconds in which a client takes a piece


class Outbox:
    """What is being sent: at most so many bytes, but one answer at any rate."""

    def __init__(self, most: int) -> None:
        """Begin empty."""
        self._most = most
        self._held = 0

    def has_room(self, length: int) -> bool:
        """Tell whether an answer of *length* bytes may be sent now."""
        return not self._held or self._held + length <= self._most

    @contextmanager
    def holding(self, length: int) -> Iterator[None]:
        """Count an answer of *length* bytes."""
        self._held += length
        try:
            yield
        finally:
            self._held -= length


class Sent(Response):
    """An answer that is sent from *outbox*."""

    def __init__(
        self, outbox: Outbox, content: bytes, status: int, headers: dict[str, str]
    ) -> None:
        """Keep what is to be sent."""
        super().__init__(content, status, headers)
        self._content = content
        self._outbox = outbox

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send; raise TimeoutError where the client does not take it."""
        del scope, receive
        start = {"status": self.status_code, "headers": self.raw_headers}
        length = len(self._content)
        with self._outbox.holding(length):
            await send({"type": "http.response.start", **start})
            for begin in range(0, length or 1, _PIECE):
                end = begin + _PIECE
                piece = {"body": self._content[begin:end], "more_body": end < length}
                async with asyncio.timeout(_PATIENCE):
                    await send({"type": "http.response.body", **piece})
