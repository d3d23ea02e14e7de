"""Write the explorer: a page to search, read and look at a graph, and its pieces.

``explorer.jsonl`` holds the pieces, ``explorer.html`` the page, with all pieces in it
where they are few enough for a page. What is in a piece stands in docs/explorer.md.
"""

from pathlib import Path
from typing import Final

from pipeline.exports.explorer import page
from pipeline.exports.explorer.page import served
from pipeline.exports.explorer.pieces import Pieces
from pipeline.exports.explorer.shelf import Shelf
from pipeline.exports.manner import Manner
from pipeline.model import Graph

__all__ = ["FILES", "LARGEST", "PAGE", "PIECES", "Shelf", "served", "write"]

PAGE: Final = "explorer.html"
PIECES: Final = "explorer.jsonl"
FILES: Final = (PAGE, PIECES)
LARGEST: Final = 20_000_000
"""Bytes of pieces that a page holds; where there are more, it holds none of them."""

_ALONE: Final = frozenset({"overview"})
_BUFFER: Final = 1 << 20


def write(graph: Graph, folder: Path, manner: Manner, largest: int = LARGEST) -> None:
    """Write the page and the pieces of *graph* into *folder*."""
    held: list[tuple[str, bytes]] = []
    size = 0
    with (folder / PIECES).open("wb", buffering=_BUFFER) as stream:
        for name, piece in Pieces(graph, manner).all():
            stream.write(piece)
            stream.write(b"\n")
            size += len(piece)
            if size > largest:
                held = [each for each in held if each[0] in _ALONE]
            if size <= largest or name in _ALONE:
                held.append((name, piece))
    told = page.inline(held) if size <= largest else page.alone(held)
    (folder / PAGE).write_bytes(told)
