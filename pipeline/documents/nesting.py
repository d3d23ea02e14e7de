"""Which elements of a page are open, whether or not its tags end what they begin.

Follows the HTML standard where that decides what is shown: which end tags may be left
out, how far an end tag reaches, and what stays open when elements cross. Elements that
lie too deep in each other are refused when the first one opens, so time and memory grow
with the page's length only.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from pipeline.documents.layout import Look
from pipeline.vocabulary.html import HtmlVocabulary

HEADINGS: Final = {f"h{level}": level for level in range(1, 7)}
_PLAIN: Final = Look(0, is_bold=False, is_kept=False, region=None)


@dataclass(slots=True)
class Element:
    """An open element and what it, or one around it, does to the words within it."""

    name: str  # empty once its end tag came while blocks opened in it go on
    is_hidden: bool
    look: Look


class Nesting:
    """The stack of open elements; places in it count from the outermost, 0.

    What closes elements yields them, the innermost first, each when it is closed.
    """

    def __init__(self, vocabulary: HtmlVocabulary) -> None:
        """Begin with nothing open."""
        self._words = vocabulary
        self._open: list[Element] = []
        self._places: dict[str, list[int]] = defaultdict(list)  # by name
        self._blocks: list[int] = []
        self._walls: list[int] = []

    # -------------------------------------------------------------- questions

    @property
    def depth(self) -> int:
        """Return how many elements are open."""
        return len(self._open)

    @property
    def is_hidden(self) -> bool:
        """Tell whether words that stand here are not seen."""
        return bool(self._open) and self._open[-1].is_hidden

    @property
    def look(self) -> Look:
        """Return how words look that stand here."""
        return self._open[-1].look if self._open else _PLAIN

    @property
    def innermost(self) -> str:
        """Return the name of the element that words here stand in, or nothing."""
        return self._open[-1].name if self._open else ""

    def last(self, name: str) -> int:
        """Return the place of the innermost element *name*, or -1."""
        places = self._places.get(name)
        return places[-1] if places else -1

    def is_reached(self, name: str) -> bool:
        """Tell whether an end tag *name* has an element here that it ends."""
        return self._ended(name) >= 0

    # -------------------------------------------------------------- changes

    def open(self, element: Element) -> None:
        """Open *element* within those that are open."""
        name, place = element.name, len(self._open)
        self._open.append(element)
        self._places[name].append(place)
        if name in self._words.blocks or name in self._words.cells:
            self._blocks.append(place)
        if name in self._words.walls:
            self._walls.append(place)

    def make_room(self, name: str) -> Iterator[Element]:
        """Close what the start of an element *name* ends, though no end tag says so."""
        if name in self._words.blocks and self.last("p") > self._wall("p"):
            yield from self.close_to(self.last("p"))
        if name in HEADINGS and self.innermost in HEADINGS:
            yield from self.close_to(len(self._open) - 1)
        if name == "a":
            yield from self.end(name)
        if (place := self._outermost_ended(name)) >= 0:
            yield from self.close_to(place)

    def end(self, name: str) -> Iterator[Element]:
        """Close the element *name* where it is open and its end tag reaches it.

        A block stays open when an element round it that is none ends: of such an
        element only its formatting ends.
        """
        if self.innermost == name:
            yield from self.close_to(len(self._open) - 1)
            return
        place = self._ended(name)
        if place < 0:
            return
        words = self._words
        is_crossed = bool(self._blocks) and self._blocks[-1] > place
        is_block = name in words.blocks or name in words.walls or name in words.skipped
        if is_block or not is_crossed:
            yield from self.close_to(place)
        elif name in words.formatting:
            self._end_formatting(place)

    def close_to(self, place: int) -> Iterator[Element]:
        """Close the elements from the innermost to the one at *place*."""
        while len(self._open) > place:
            element = self._open.pop()
            if not element.name:
                continue
            self._places[element.name].pop()
            for places in (self._blocks, self._walls):
                if places and places[-1] == len(self._open):
                    places.pop()
            yield element
        while self._open and not self._open[-1].name:
            self._open.pop()

    def _end_formatting(self, place: int) -> None:
        """End the formatting element at *place*, but not the blocks opened in it."""
        ended = self._open[place]
        self._places[ended.name].remove(place)
        ended.name = ""
        is_bold = self._open[place - 1].look.is_bold if place else False
        for element in self._open[place + 1 :]:
            if element.name in self._words.bold:
                break
            if element.look.is_bold is not is_bold:
                element.look = replace(element.look, is_bold=is_bold)

    # -------------------------------------------------------------- reach

    def _ended(self, name: str) -> int:
        """Return the place of the element that an end tag *name* ends, or -1."""
        names = HEADINGS if name in HEADINGS else (name,)
        place = max(self.last(each) for each in names)
        return place if place >= 0 and place >= self._wall(name) else -1

    def _outermost_ended(self, name: str) -> int:
        """Return the place down to which a start tag *name* closes, or -1."""
        ends = self._words.ends.get(name)
        if ends is None or not any(self._places[each] for each in ends.closed):
            return -1
        wall = self._wall(name)
        later = (
            places[bisect_right(places, wall)]
            for each in ends.closed
            if (places := self._places[each]) and places[-1] > wall
        )
        return min(later, default=-1)

    def _wall(self, name: str) -> int:
        """Return the place beyond which neither start nor end of *name* reaches."""
        words = self._words
        if (ends := words.ends.get(name)) is not None:
            walls = ends.within | (words.walls - ends.closed)
            return max(self.last(each) for each in walls)
        if name in words.walls:
            return -1 if name == "table" else self.last("table")
        return self._walls[-1] if self._walls else -1
