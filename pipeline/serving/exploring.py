"""What the explorer asks for when it is served: pieces of the build, and searches.

A page of an explorer holds a build of some thousand documents at most. The served one
holds none, and asks for what it shows, so that the size of the build does not matter.
"""

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final, TypeVar

import orjson
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from pipeline.exports import explorer
from pipeline.exports.explorer import Shelf
from pipeline.exports.pages.page import policy, render
from pipeline.serving.guarding import TEXT
from pipeline.serving.pages import FRAMING, PageFile, tagged

_JSON: Final = "application/json"
_MOST: Final = 200  # hits of a search
_LONGEST: Final = 1000  # characters that are searched for
_FETCHING: Final = 4  # threads
_SEARCHING: Final = 2
_DIGITS: Final = 9  # of a number of hits that are read

Found = TypeVar("Found")


class ClosedError(Exception):
    """No more is answered."""


class Desk:
    """What answers the explorer of one build, in threads of its own.

    So neither does a search wait for what else the server does, nor a piece for a
    search.
    """

    def __init__(self, shelf: Shelf) -> None:
        """Answer from *shelf*."""
        self._shelf = shelf
        self._fetching = ThreadPoolExecutor(_FETCHING, "piece")
        self._searching = ThreadPoolExecutor(_SEARCHING, "search")
        self._stopped = False

    async def piece(self, name: str) -> bytes | None:
        """Return the piece called *name*, or None where there is none."""
        return await self._answer(self._fetching, lambda: self._shelf.piece(name))

    async def search(self, words: str, limit: int) -> bytes:
        """Return at most *limit* hits of *words*, as JSON."""
        return await self._answer(
            self._searching, lambda: orjson.dumps(self._shelf.search(words, limit))
        )

    def stop(self) -> None:
        """Answer no more of what waits for its turn, nor of what is asked later."""
        self._stopped = True

    async def close(self) -> None:
        """Close the file when the last answer is there; nobody may ask any more."""
        try:
            for threads in (self._fetching, self._searching):
                await asyncio.to_thread(threads.shutdown)
        finally:
            self.stop()
        self._shelf.close()

    async def _answer(
        self, threads: ThreadPoolExecutor, find: Callable[[], Found]
    ) -> Found:
        def found() -> Found:
            if self._stopped:
                raise ClosedError
            return find()

        return await asyncio.get_running_loop().run_in_executor(threads, found)


Desked = Callable[[], Desk | None]


def page() -> PageFile:
    """Return the page, which holds nothing of a build."""
    made = explorer.served()
    return tagged(render(made), f"{policy(made)}; {FRAMING}")


def desk(out: Path) -> Desk | None:
    """Return what answers for the build in *out*, or None where it has no pieces.

    Raise OutputError where they cannot be read.
    """
    path = out / explorer.PIECES
    if not path.is_file():
        return None
    shelf = Shelf(path)
    shelf.prepare()
    return Desk(shelf)


def routes(desked: Desked) -> list[Route]:
    """Return the addresses that the page asks; *desked* gives the build of now."""
    return [
        Route("/explorer/piece", _answering(_piece, desked), methods=["GET"]),
        Route("/explorer/search", _answering(_search, desked), methods=["GET"]),
    ]


def _answering(
    ask: Callable[[Desk, Request], Awaitable[bytes | None]], desked: Desked
) -> Callable[[Request], Awaitable[Response]]:
    async def answer(request: Request) -> Response:
        held = desked()
        try:
            found = await ask(held, request) if held else None
        except ClosedError:
            return Response("The server ends\n", 503, media_type=TEXT)
        if found is None:
            return Response("There is no such piece\n", 404, media_type=TEXT)
        return Response(found, 200, media_type=_JSON)

    return answer


async def _piece(held: Desk, request: Request) -> bytes | None:
    return await held.piece(request.query_params.get("name", ""))


async def _search(held: Desk, request: Request) -> bytes:
    asked = request.query_params.get("limit", "")[:_DIGITS]
    limit = int(asked) if asked.isascii() and asked.isdigit() else _MOST
    words = request.query_params.get("q", "")[:_LONGEST]
    return await held.search(words, max(1, min(limit, _MOST)))
