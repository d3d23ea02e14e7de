"""What the explorer asks for when it is served: pieces of the build, and searches.

A page of an explorer holds a build of some thousand documents at most. The served one
holds none, and asks for what it shows, so that the size of the build does not matter.
"""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Final

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
_DIGITS: Final = 9  # of a number of hits that are read

Shelved = Callable[[], Shelf | None]


def page() -> PageFile:
    """Return the page, which holds nothing of a build."""
    made = explorer.served()
    return tagged(render(made), f"{policy(made)}; {FRAMING}")


def shelf(out: Path) -> Shelf | None:
    """Return what answers for the build in *out*, or None where it has no pieces."""
    path = out / explorer.PIECES
    return Shelf(path) if path.is_file() else None


def routes(shelved: Shelved) -> list[Route]:
    """Return the addresses that the page asks; *shelved* gives the build of now."""
    return [
        Route("/explorer/piece", _answering(_piece, shelved), methods=["GET"]),
        Route("/explorer/search", _answering(_search, shelved), methods=["GET"]),
    ]


def _answering(
    find: Callable[[Shelf, Request], bytes | None], shelved: Shelved
) -> Callable[[Request], Awaitable[Response]]:
    async def answer(request: Request) -> Response:
        held = shelved()
        # It waits for the disk, or looks through all names.
        found = await asyncio.to_thread(find, held, request) if held else None
        if found is None:
            return Response("There is no such piece\n", 404, media_type=TEXT)
        return Response(found, 200, media_type=_JSON)

    return answer


def _piece(held: Shelf, request: Request) -> bytes | None:
    return held.piece(request.query_params.get("name", ""))


def _search(held: Shelf, request: Request) -> bytes:
    asked = request.query_params.get("limit", "")[:_DIGITS]
    limit = int(asked) if asked.isascii() and asked.isdigit() else _MOST
    words = request.query_params.get("q", "")[:_LONGEST]
    return orjson.dumps(held.search(words, max(1, min(limit, _MOST))))
