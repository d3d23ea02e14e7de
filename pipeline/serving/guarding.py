"""What holds for every request, whatever it asks for.

A page somewhere on the web can make a browser send requests to the machine that it runs
on. Such a page gets nothing here: a request must name this server as people name it
(against a name that is made to lead here, "DNS rebinding"), a page of another origin
may ask only where it was allowed to, and every answer tells the browser to take it for
what it is, not to frame it and not to run it.
"""

import ipaddress
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pipeline.serving.protocol import RefusalError

TEXT: Final = "text/plain; charset=utf-8"
ALL: Final = "*"
_LOCAL: Final = frozenset({"localhost", "localhost.localdomain"})
_HOST: Final = re.compile(r"(\[[0-9a-fA-F:.]+\]|[^:\[\]]+)(?::[0-9]{1,5})?")
_SHUT: Final = "default-src 'none'; frame-ancestors 'none'; sandbox"
_HEADERS: Final = (
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
    ("X-Frame-Options", "DENY"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
)
_METHODS: Final = "GET, HEAD, POST, OPTIONS"
_DAY: Final = "86400"  # seconds


@dataclass(frozen=True, slots=True)
class Doors:
    """Who may ask: the *host* that is listened at, further *names* of it, *origins*.

    *origins* are those of pages elsewhere that may ask, or ``*`` for all.
    """

    host: str
    names: tuple[str, ...] = ()
    origins: tuple[str, ...] = ()

    def knows(self, asked: str) -> bool:
        """Tell whether the header Host, *asked*, names this server.

        >>> Doors("127.0.0.1").knows("localhost:7878")
        True
        >>> Doors("127.0.0.1").knows("example.org")
        False
        """
        found = _HOST.fullmatch(asked)
        if not found:
            return False
        name = found[1].strip("[]").lower().rstrip(".")
        if name in _LOCAL or name in {
            each.lower() for each in (self.host, *self.names)
        }:
            return True
        try:
            address = ipaddress.ip_address(name)
        except ValueError:
            return False
        # No name leads anywhere but where the address says.
        return address.is_loopback or not is_loopback(self.host)

    def lets(self, origin: str) -> bool:
        """Tell whether a page of *origin* may ask."""
        return origin in self.origins or ALL in self.origins


def is_loopback(host: str) -> bool:
    """Tell whether only this machine reaches what listens at *host*."""
    if host.lower() in _LOCAL:
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


class Guard:
    """The application *inner* behind its doors."""

    def __init__(
        self, inner: ASGIApp, doors: Doors, open_to_pages: Iterable[str]
    ) -> None:
        """Let pages of other origins ask at the paths *open_to_pages* only."""
        self._inner = inner
        self._doors = doors
        self._open = frozenset(open_to_pages)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer the request, or refuse it."""
        if scope["type"] != "http":
            await self._inner(scope, receive, send)
            return
        headers = Headers(scope=scope)
        origin = headers.get("origin", "")
        is_open = scope["path"] in self._open
        is_let = is_open and bool(origin) and self._doors.lets(origin)

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._sign(MutableHeaders(scope=message), origin if is_let else "")
            await send(message)

        try:
            self._check(scope, headers, is_let=is_let)
        except RefusalError as refusal:
            answer = Response(f"{refusal.fault}\n", refusal.status, media_type=TEXT)
            await answer(scope, receive, guarded)
            return
        if is_open and scope["method"] == "OPTIONS":
            await _options(headers, is_let=is_let)(scope, receive, guarded)
            return
        await self._inner(scope, receive, guarded)

    def _check(self, scope: Scope, headers: Headers, *, is_let: bool) -> None:
        hosts = headers.getlist("host")
        if len(hosts) != 1:
            raise RefusalError(400, "Exactly one header Host is needed")
        if not self._doors.knows(hosts[0]):
            raise RefusalError(
                421,
                f"This server is not called {hosts[0][:80]!r}. If it is: --allow-host",
            )
        is_elsewhere = headers.get("sec-fetch-site") in {"cross-site", "same-site"}
        is_link = (
            headers.get("sec-fetch-mode") == "navigate" and scope["method"] == "GET"
        )
        if is_elsewhere and not is_link and not is_let:
            raise RefusalError(
                403, "Pages elsewhere may not ask. If this one may: --cors ORIGIN"
            )

    def _sign(self, headers: MutableHeaders, origin: str) -> None:
        for name, value in _HEADERS:
            headers[name] = value
        headers.setdefault("Content-Security-Policy", _SHUT)
        headers.setdefault("Cache-Control", "no-cache")
        headers["Cross-Origin-Resource-Policy"] = (
            "cross-origin" if origin else "same-origin"
        )
        if self._doors.origins:
            headers.add_vary_header("Origin")
        if origin:
            headers["Access-Control-Allow-Origin"] = origin
            headers["Access-Control-Expose-Headers"] = "Retry-After, Server-Timing"


def _options(headers: Headers, *, is_let: bool) -> Response:
    """Return what may be done, and to a page that may ask, how."""
    told = {"Allow": _METHODS}
    if is_let and "access-control-request-method" in headers:
        told["Access-Control-Allow-Methods"] = _METHODS
        told["Access-Control-Allow-Headers"] = "Accept, Content-Type"
        told["Access-Control-Max-Age"] = _DAY
        if headers.get("access-control-request-private-network") == "true":
            told["Access-Control-Allow-Private-Network"] = "true"
    return Response(status_code=204, headers=told)
