"""Gather the lines that were not understood, the same ones together.

There may be more of them than memory holds, so that they are sorted where the graph
has its room.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import Final

from pipeline.exports.account import Listed
from pipeline.exports.report.foremost import Foremost
from pipeline.exports.report.records import Place, UnreadLine
from pipeline.model import Room
from pipeline.sorting import Sorter

SHOWN: Final = 500
"""How many different lines are shown."""
_PLACES: Final = 3
_AROUND: Final = re.compile(r"^[\W_]+|[\W_]+$")
_BULLET: Final = re.compile(r"^[-*•·▪◦–—+]+ ")  # noqa: RUF001 - what lists have
_DIGITS: Final = 12  # of an offset, so that texts sort as numbers

# Form, document, start, end, key of the text, type of the section, text.
_Row = tuple[str, str, str, str, str, str, str]
_COLUMNS: Final = 7


@lru_cache(maxsize=4096)
def form(line: str) -> str:
    r"""Return what of *line* tells it from others.

    >>> form("- Call  us!"), form("3. call\nus"), form("***")
    ('call us', '3. call us', '***')
    """
    words = " ".join(line.split())
    return _AROUND.sub("", words).casefold() or words


class Unread:
    """Takes the lines that were not understood, in any order."""

    def __init__(self, room: Room | None) -> None:
        """Keep what is too much for memory in *room*."""
        self._rows: Sorter[_Row] = Sorter(_COLUMNS, room)

    def add(self, text: str, place: Place, section: str) -> None:
        """Take the line *text*, which stands at *place*."""
        self._rows.add(
            (
                form(text),
                place.document,
                f"{place.start:0{_DIGITS}}",
                f"{place.end:0{_DIGITS}}",
                place.key,
                section,
                _BULLET.sub("", " ".join(text.split())) or text,
            )
        )

    def listed(self) -> Listed[UnreadLine]:
        """Return the different lines, those that most documents have first."""
        first: Foremost[tuple[UnreadLine, str]] = Foremost(_order, SHOWN)
        for key, rows in groupby(self._rows.rows(), key=itemgetter(0)):
            first.add((_line(rows), key))
        found = first.listed()
        return Listed(found.total, tuple(line for line, _ in found.shown))


def _order(entry: tuple[UnreadLine, str]) -> tuple[object, ...]:
    """Order lines of one frequency as the documents have them."""
    line, key = entry
    first = line.places[0]
    return -line.documents, -line.lines, first.document, first.start, key


def _line(rows: Iterable[_Row]) -> UnreadLine:
    places: list[Place] = []
    documents = lines = 0
    first: _Row | None = None
    for name, same in groupby(rows, key=itemgetter(1)):
        documents += 1
        for row in same:
            first = first or row
            lines += 1
            if len(places) < _PLACES:
                places.append(Place(name, row[4], int(row[2]), int(row[3])))
    section, text = (first[5], first[6]) if first else ("", "")
    return UnreadLine(text, lines, documents, section, tuple(places))


def rows(lines: Sequence[UnreadLine]) -> Iterator[tuple[str, ...]]:
    """Yield a row of a table for each of *lines*, its places last."""
    for each in lines:
        places = "; ".join(f"{it.document} {it.start}:{it.end}" for it in each.places)
        yield str(each.lines), str(each.documents), each.section, each.text, places
