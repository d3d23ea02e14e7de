"""The page of the explorer, with the pieces in it or without."""

from collections.abc import Iterable
from typing import Final

from pipeline.exports import pages
from pipeline.exports.pages import Page

SCRIPTS: Final = (
    "dom.js",
    "store.js",
    "search.js",
    "words.js",
    "facts.js",
    "evidence.js",
    "timeline.js",
    "codes.js",
    "procedure.js",
    "thing.js",
    "compare.js",
    "layout.js",
    "steering.js",
    "picture.js",
    "lists.js",
    "finder.js",
    "trail.js",
    "main.js",
)

_PACKAGE: Final = "pipeline.exports.explorer"
_TITLE: Final = "Procedure Graph"


def inline(pieces: Iterable[tuple[str, bytes]]) -> bytes:
    """Return the page with all *pieces* in it."""
    return pages.render(_page(pieces, "inline"))


def alone(pieces: Iterable[tuple[str, bytes]]) -> bytes:
    """Return the page that tells of a build as *pieces* do, and how to see the rest."""
    return pages.render(_page(pieces, "left-out"))


def served() -> Page:
    """Return the page that asks the server it comes from for pieces.

    It asks GET ``explorer/piece?name=…`` and GET ``explorer/search?q=…&limit=…``,
    which a ``Shelf`` answers; its policy allows no more.
    """
    return _page((), "served", asks=True)


def _page(pieces: Iterable[tuple[str, bytes]], way: str, *, asks: bool = False) -> Page:
    return Page(
        _TITLE,
        pages.asset("body.html", _PACKAGE),
        styles=(pages.asset("explorer.css", _PACKAGE),),
        scripts=tuple(pages.asset(name, _PACKAGE) for name in SCRIPTS),
        data=tuple((f"piece:{name}", data) for name, data in pieces),
        attributes=(("data-pieces", way),),
        asks=asks,
    )
