"""The application: which address answers what."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Final, TypeVar

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp

from pipeline.serving import asking, description, exploring, negotiation, protocol
from pipeline.serving.guarding import TEXT, Doors, Guard
from pipeline.serving.pages import NAMES, PageFile
from pipeline.serving.pool import BusyError, Pool
from pipeline.serving.protocol import Question, RefusalError
from pipeline.serving.sending import Outbox, Sent
from pipeline.serving.wire import Job, Outcome

ENDPOINTS: Final = ("/sparql", "/sparql/")
REQUEST_BYTES: Final = 1_000_000
"""Of a request at most; a question of so many is none."""

_DRAINED: Final = 32 * REQUEST_BYTES
_SECONDS: Final = 30.0  # within which a request is to arrive
_SENT_AT_ONCE: Final = 10  # answers of the largest size
_SOON: Final = 5  # seconds until one of them may be gone
_GONE: Final = 499  # nobody is there to see it
_HTML: Final = "text/html; charset=utf-8"
_ADDRESSES: Final = (
    "Nothing is here. There is a page for questions at /, and the endpoint at /sparql\n"
)

Found = TypeVar("Found")


def create(pool: Pool, doors: Doors) -> ASGIApp:
    """Return the application that serves *pool* behind *doors*."""
    routes = [
        Route("/", _questions(pool), methods=["GET"]),
        *(
            Route(path, _endpoint(pool), methods=["GET", "POST", "OPTIONS"])
            for path in ENDPOINTS
        ),
    ]
    routes += [
        Route(path, _page(pool, name), methods=["GET"])
        for name in NAMES
        for path in (f"/{name}", f"/{name}.html")
    ]
    routes += exploring.routes(lambda: pool.build.desk)
    app = Starlette(routes=routes, exception_handlers={HTTPException: _refused})
    app.router.redirect_slashes = False
    return Guard(app, doors, ENDPOINTS)


async def _refused(_: Request, fault: Exception) -> Response:
    """Tell in plain words what Starlette refuses: no such address, no such method."""
    assert isinstance(fault, HTTPException)  # noqa: S101 - as it was registered
    words = _ADDRESSES if fault.status_code == 404 else f"{fault.detail}\n"  # noqa: PLR2004
    return Response(words, fault.status_code, fault.headers, TEXT)


# ---------------------------------------------------------------- the endpoint


def _endpoint(pool: Pool) -> Callable[[Request], Awaitable[Response]]:
    outbox = Outbox(_SENT_AT_ONCE * pool.bounds.bytes)

    async def answer(request: Request) -> Response:
        try:
            body = await _body(request)
            question = protocol.read(
                "POST" if request.method == "POST" else "GET",
                request.scope["query_string"],
                _one_type(request),
                body,
            )
            if question is None:
                return _description(pool, request)
            job = _job(question, request, pool)
            outcome, found = await _while_there(request, pool.answer(job))
            return _answer(outcome, found, outbox)
        except RefusalError as refusal:
            return Response(f"{refusal.fault}\n", refusal.status, media_type=TEXT)
        except BusyError as busy:
            later = {"Retry-After": str(busy.seconds)}
            return Response(str(busy), 503, later, TEXT)
        except ClientDisconnect:
            return Response(status_code=_GONE)

    return answer


def _one_type(request: Request) -> str | None:
    types = request.headers.getlist("content-type")
    if len(types) > 1:
        raise RefusalError(400, "There is more than one header Content-Type")
    return types[0] if types else None


def _accept(request: Request) -> str:
    return ",".join(request.headers.getlist("accept"))


def _job(question: Question, request: Request, pool: Pool) -> Job:
    accept = _accept(request)
    rows, truth, triples = (
        negotiation.choose(accept, forms, question.form)
        for forms in (negotiation.ROWS, negotiation.TRUTH, negotiation.TRIPLES)
    )
    return Job(
        question.text,
        _address(request),
        question.default_graphs,
        question.named_graphs,
        rows,
        truth,
        triples,
        pool.bounds,
    )


def _address(request: Request) -> str:
    return str(request.url.replace(query="", fragment=""))


def _answer(outcome: Outcome, body: bytes, outbox: Outbox) -> Response:
    if not outbox.has_room(len(body)):
        raise BusyError(_SOON)
    headers = {"Content-Type": _typed(outcome.media), "Vary": "Accept"}
    if outcome.seconds:
        headers["Server-Timing"] = f"query;dur={outcome.seconds * 1000:.1f}"
    return Sent(outbox, body, outcome.status, headers)


def _typed(media: str) -> str:
    is_bare = media.startswith("text/") and "charset" not in media
    return f"{media}; charset=utf-8" if is_bare else media


def _description(pool: Pool, request: Request) -> Response:
    choice = negotiation.choose(
        _accept(request), negotiation.TRIPLES, request.query_params.get("format", "")
    )
    if choice is None:
        told = ", ".join(form.media for form in negotiation.TRIPLES)
        raise RefusalError(406, f"What the endpoint tells of itself is {told}")
    body = description.describe(_address(request), pool.build.holder, choice)
    return Response(body, 200, {"Content-Type": _typed(choice.media), "Vary": "Accept"})


async def _body(request: Request) -> bytes:
    """Return the body of *request*; raise RefusalError for a large or slow one."""
    data = bytearray()
    length = 0
    try:
        async with asyncio.timeout(_SECONDS):
            async for part in request.stream():
                length += len(part)
                if length <= REQUEST_BYTES:
                    data += part
                elif length > _DRAINED:
                    break  # else the client sends on, and sees why it is refused
    except TimeoutError:
        raise RefusalError(408, f"The request took over {_SECONDS:g} s") from None
    if length > REQUEST_BYTES:
        raise RefusalError(413, f"A request has at most {REQUEST_BYTES:,} bytes")
    return bytes(data)


async def _while_there(request: Request, answer: Awaitable[Found]) -> Found:
    """Return the *answer*; end what makes it when the client goes away."""
    answering = asyncio.ensure_future(answer)
    leaving = asyncio.ensure_future(request.receive())
    try:
        await asyncio.wait({answering, leaving}, return_when="FIRST_COMPLETED")
        if not answering.done():
            raise ClientDisconnect
        return answering.result()
    finally:
        for each in (answering, leaving):
            each.cancel()
        with suppress(asyncio.CancelledError, Exception):
            await answering


# ---------------------------------------------------------------- the pages


def _questions(pool: Pool) -> Callable[[Request], Awaitable[Response]]:
    async def answer(request: Request) -> Response:
        return _file(request, asking.page(frozenset(pool.build.pages)))

    return answer


def _page(pool: Pool, name: str) -> Callable[[Request], Awaitable[Response]]:
    async def answer(request: Request) -> Response:
        found = pool.build.pages.get(name)
        if found is None:
            words = f"This build has no {name}. Try: procgraph build --formats {name}\n"
            return Response(words, 404, media_type=TEXT)
        return _file(request, found)

    return answer


def _file(request: Request, page: PageFile) -> Response:
    headers = {"Content-Security-Policy": page.policy, "ETag": page.tag}
    if request.headers.get("if-none-match") == page.tag:
        return Response(status_code=304, headers=headers)
    headers["Content-Type"] = _HTML
    return Response(page.content, 200, headers)
