"""The text layer of a web page: its visible text, one block element a line.

Scripts, styles, comments and hidden parts are left out, nothing else: navigation,
cookie bars and footers stay, as lines that are marked so. List items begin with their
mark, cells of a row are divided by a bar. Elements that lie too deep in each other are
refused when the first one opens, so time and memory grow with the page's length only.
"""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from pipeline.documents.layout import Look, Region, Sheet
from pipeline.documents.limits import Limits
from pipeline.documents.markup import Tag, attributes, tokens
from pipeline.errors import SourceError
from pipeline.model import Description, Mark
from pipeline.vocabulary.html import HtmlVocabulary

_CHARSET: Final = re.compile(
    rb"<meta[^>]{0,200}?charset=[\"']?([\w-]{2,20})", re.IGNORECASE
)
_HEAD_BYTES: Final = 2048
_BLANKS: Final = re.compile(r"[ \t\n\r\f]+")
_NUMBER: Final = re.compile(r"-?\d{1,5}")
_DATE: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_HIDDEN: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden")
_NAME_WORDS: Final = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")
_FOLDED: Final = "until-found"
_HEADINGS: Final = {f"h{level}": level for level in range(1, 7)}
_LEVELS: Final = range(1, 7)
_DEFAULT_LEVEL: Final = 2
_UNPLACED: Final = frozenset({"html", "head", "body"})
_FOREIGN: Final = frozenset({"svg", "math"})
_CELLS: Final = frozenset({"td", "th"})
_ROW_PARTS: Final = _CELLS | {"tr"}
_PLAIN: Final = Look(0, is_bold=False, is_kept=False, region=None)


@dataclass(frozen=True, slots=True)
class Layer:
    """A page's text, its marks, and what it says of itself."""

    text: str
    marks: tuple[Mark, ...]
    description: Description


@dataclass(slots=True)
class _Element:
    """An open element and what it does to the words within it."""

    name: str  # empty once its end tag came while blocks opened in it go on
    is_hidden: bool
    look: Look


def declared_encoding(source: bytes) -> str:
    """Return the encoding that the page's own head names, or nothing."""
    found = _CHARSET.search(source[:_HEAD_BYTES])
    return found[1].decode("ascii").lower() if found else ""


def layer(name: str, source: str, limits: Limits, vocabulary: HtmlVocabulary) -> Layer:
    """Return the text layer of the page *source*; *name* is for messages.

    Raise SourceError where elements lie too deep in each other or the text is too long.
    """
    reader = _Reader(name, limits, vocabulary)
    page = source.replace("\r\n", "\n").replace("\r", "\n")
    for token in tokens(page, vocabulary.raw):
        if isinstance(token, str):
            reader.write(token)
        elif token.is_end:
            reader.end(token.name)
        else:
            reader.start(token)
    return reader.finish()


class _Reader:
    """Follows the tags of one page with a stack of open elements; used once."""

    def __init__(self, name: str, limits: Limits, vocabulary: HtmlVocabulary) -> None:
        self.name = name
        self.limits = limits
        self.vocabulary = vocabulary
        self.sheet = Sheet()
        self.open: list[_Element] = []
        self.places: dict[str, list[int]] = defaultdict(list)  # in *open*, by name
        self.blocks: list[int] = []
        self.walls: list[int] = []
        self.numbers: list[int | None] = []  # the next one of each open list
        self.look = _PLAIN
        self.hidden = 0
        self.title = ""
        self.language = ""
        self.meta: dict[str, str] = {}

    # -------------------------------------------------------------- tokens

    def write(self, words: str) -> None:
        """Add *words* where they are visible."""
        if not self.hidden:
            self.sheet.put(words, self.look)
            if self.sheet.characters > self.limits.characters:
                raise SourceError(
                    self.name,
                    f"has a text of more than {self.limits.characters} characters",
                    "too-large",
                )
        elif self.open[-1].name == "title" and not self._is_within(_FOREIGN):
            self.title = self.title or _BLANKS.sub(" ", words).strip()

    def start(self, tag: Tag) -> None:
        """Open the element of *tag*, after those that it ends are closed."""
        name, words = tag.name, self.vocabulary
        found = attributes(tag)
        if name in _UNPLACED:
            self.language = self.language or found.get("lang", "")
        elif name in words.void:
            self._void(name, found)
        elif not (tag.is_closed and self._is_within(_FOREIGN)):
            self._close_for(name)
            if name not in _ROW_PARTS or self._has_table_for(name):
                self._push(name, found)

    def end(self, name: str) -> None:
        """Close the element *name* where it is open and its end tag reaches it."""
        if name == "br":
            self._void(name, {})
            return
        if self.open and self.open[-1].name == name:
            self._close_to(len(self.open) - 1)
            return
        names = _HEADINGS if name in _HEADINGS else (name,)
        place = max((self._last(each) for each in names), default=-1)
        if place < 0 or place < self._wall(name):
            if name == "p" and not self.hidden:  # it stands for an empty one
                self.sheet.end_line()
            return
        words = self.vocabulary
        holds_block = bool(self.blocks) and self.blocks[-1] > place
        if not holds_block or name in words.blocks | words.walls | words.skipped:
            self._close_to(place)
        elif name in words.formatting:
            self._forget(place)

    def finish(self) -> Layer:
        """Return the layer of the whole page."""
        self._close_to(0)
        text, marks = self.sheet.finish()
        dates = (self.meta.get(name, "") for name in self.vocabulary.dates)
        date = next(filter(None, map(_DATE.match, dates)), None)
        language = self.language or self.meta.get("content-language", "")
        return Layer(
            text,
            marks,
            Description(
                title=self.title or None,
                language=language.strip() or None,
                date=date[0] if date else None,
            ),
        )

    # -------------------------------------------------------------- opening

    def _void(self, name: str, found: Mapping[str, str]) -> None:
        if name in {"br", "hr"} and not self.hidden:
            self._break(name)
        elif name == "meta":
            for key in ("name", "property", "http-equiv"):
                if key in found:
                    self.meta.setdefault(found[key].lower(), found.get("content", ""))

    def _break(self, name: str) -> None:
        if name == "br" and self.look.level:  # a heading is one line, however it is set
            self.sheet.put(" ", self.look)
        else:
            self.sheet.end_line(within=name == "br")

    def _close_for(self, name: str) -> None:
        """Close what the start of *name* ends, though no end tag says so."""
        words = self.vocabulary
        if (
            self.places["p"]
            and name in words.blocks
            and self._last("p") > self._wall("p")
        ):
            self._close_to(self._last("p"))
        if name in _HEADINGS and self.open and self.open[-1].name in _HEADINGS:
            self._close_to(len(self.open) - 1)
        if name == "a" and self.places[name]:
            self.end(name)
        ends = words.ends.get(name)
        if ends is None or not any(self.places[each] for each in ends.closed):
            return
        wall = self._wall(name)
        later = (
            places[bisect_right(places, wall)]
            for each in ends.closed
            if (places := self.places[each]) and places[-1] > wall
        )
        if (place := min(later, default=-1)) >= 0:
            self._close_to(place)

    def _has_table_for(self, name: str) -> bool:
        """Tell whether *name* may stand here; make the row that a cell needs."""
        if self._last("table") < 0:
            return False
        if name in _CELLS and self._last("tr") < self._last("table"):
            self._push("tr", {})
        return True

    def _push(self, name: str, found: Mapping[str, str]) -> None:
        words, place = self.vocabulary, len(self.open)
        if place >= self.limits.html_depth:
            raise SourceError(
                self.name,
                f"has elements more than {self.limits.html_depth} deep",
                "deep-html",
            )
        is_hidden = name in words.skipped or _is_hidden(found)
        if self.look.region and {name, found.get("role")} & words.content:
            self.look.region.hold_content()
        region = self._region(name, found)
        level = _level(name, found)
        is_bold, is_kept = name in words.bold, name in words.preformatted
        look = self.look
        if level or is_bold or is_kept or region:
            look = Look(
                level or look.level,
                is_bold=is_bold or look.is_bold,
                is_kept=is_kept or look.is_kept,
                region=region or look.region,
            )
        self.hidden += is_hidden
        if not self.hidden:
            self._lay_out(name, found)
        self.open.append(_Element(name, is_hidden, look))
        self.places[name].append(place)
        if name in words.blocks or name in _CELLS:
            self.blocks.append(place)
        if name in words.walls:
            self.walls.append(place)
        if name in words.lists:
            self.numbers.append(
                _number(found.get("start"), 1) if name == "ol" else None
            )
        self._look_again()

    def _lay_out(self, name: str, found: Mapping[str, str]) -> None:
        if name in self.vocabulary.blocks or found.get("role") == "heading":
            self.sheet.end_line()
        if name == "tr":
            self.sheet.open_row(is_head=self._last("thead") > self._last("table"))
        elif name in _CELLS:
            self.sheet.open_cell(is_head=name == "th")
        elif name == "li":
            number = self.numbers[-1] if self.numbers else None
            if number is not None:
                number = _number(found.get("value"), number)
                self.numbers[-1] = number + 1
            mark = "-" if number is None else f"{number}."
            self.sheet.mark_item(mark, max(len(self.numbers) - 1, 0))

    def _region(self, name: str, found: Mapping[str, str]) -> Region | None:
        words = self.vocabulary
        if name in words.navigation:
            return Region(self.look.region, is_firm=True)
        if name == "button" and (self.look.level or "aria-expanded" in found):
            return None  # opens a part of the text
        if name in words.regions or found.get("role", "").lower() in words.roles:
            return Region(self.look.region)
        if name not in _HEADINGS:  # whose ids are often made of their words
            for names in (found.get("class"), found.get("id")):
                if names and any(map(self._is_apart, names.split())):
                    return Region(self.look.region)
        return None

    def _is_apart(self, name: str) -> bool:
        """Tell whether *name*, of a class or an id, says what is not of the text."""
        parts = [part.lower() for part in _NAME_WORDS.findall(name)]
        pairs = map("-".join, pairwise(parts))
        words = self.vocabulary
        return (
            not words.tokens.isdisjoint((*parts, *pairs))
            and parts[0] not in words.states
        )

    # -------------------------------------------------------------- closing

    def _close_to(self, place: int) -> None:
        """Close the elements from the innermost to the one at *place*."""
        while len(self.open) > place:
            element = self.open.pop()
            name = element.name
            if not name:
                continue
            self.places[name].pop()
            if self.blocks and self.blocks[-1] == len(self.open):
                self.blocks.pop()
            if self.walls and self.walls[-1] == len(self.open):
                self.walls.pop()
            if name in self.vocabulary.lists:
                self.numbers.pop()
            if not self.hidden:
                self._end_layout(name)
            self.hidden -= element.is_hidden
        self._look_again()

    def _end_layout(self, name: str) -> None:
        if name in self.vocabulary.blocks or name in _CELLS:
            self.sheet.end_line()
        if name == "li":
            self.sheet.end_item()
        elif name == "tr":
            self.sheet.close_row()

    def _forget(self, place: int) -> None:
        """End the formatting element at *place*, but not the blocks opened in it."""
        ended = self.open[place]
        self.places[ended.name].remove(place)
        self.hidden -= ended.is_hidden
        ended.name = ""
        is_bold = self.open[place - 1].look.is_bold if place else False
        for element in self.open[place + 1 :]:
            if element.name in self.vocabulary.bold:
                break
            element.look = replace(element.look, is_bold=is_bold)
        self._look_again()

    # -------------------------------------------------------------- places

    def _look_again(self) -> None:
        while self.open and not self.open[-1].name:
            self.open.pop()
        self.look = self.open[-1].look if self.open else _PLAIN

    def _last(self, name: str) -> int:
        places = self.places.get(name)
        return places[-1] if places else -1

    def _is_within(self, names: frozenset[str]) -> bool:
        return any(self._last(name) >= 0 for name in names)

    def _wall(self, name: str) -> int:
        """Return the place beyond which neither start nor end of *name* reaches."""
        words = self.vocabulary
        if (ends := words.ends.get(name)) is not None:
            walls = ends.within | (words.walls - ends.closed)
            return max(self._last(each) for each in walls)
        if name in words.walls:
            return -1 if name == "table" else self._last("table")
        return self.walls[-1] if self.walls else -1


def _level(name: str, found: Mapping[str, str]) -> int:
    if found.get("role") == "heading":
        level = _number(found.get("aria-level"), _DEFAULT_LEVEL)
        return level if level in _LEVELS else _DEFAULT_LEVEL
    return _HEADINGS.get(name, 0)


def _number(written: str | None, default: int) -> int:
    found = _NUMBER.fullmatch((written or "").strip())
    return int(found[0]) if found else default


def _is_hidden(found: Mapping[str, str]) -> bool:
    # What a search in the page may open ("until-found") is read like any folded part.
    return (
        found.get("hidden", _FOLDED).lower() != _FOLDED
        or found.get("aria-hidden", "").lower() == "true"
        or _HIDDEN.search(found.get("style", "").lower()) is not None
    )
