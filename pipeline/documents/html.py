"""The text layer of a web page: its visible text, one block element a line.

Scripts, styles, comments and hidden parts are left out, nothing else: navigation,
cookie bars and footers stay, as lines that are marked so. List items begin with their
mark, cells of a row are divided by a bar. The page is read tag by tag: no tree is built
of it, and elements too deep in each other are refused when the first of them opens,
so time and memory grow with the page's length only.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from pipeline.documents.layout import Look, Region, Sheet
from pipeline.documents.limits import Limits
from pipeline.documents.markup import Tag, attributes, tokens
from pipeline.documents.nesting import HEADINGS, Element, Nesting
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
_LEVELS: Final = frozenset(HEADINGS.values())
_DEFAULT_LEVEL: Final = 2
_OPENER_LEVEL: Final = 4
_UNPLACED: Final = frozenset({"html", "head", "body"})
_FOREIGN: Final = frozenset({"svg", "math"})


@dataclass(frozen=True, slots=True)
class Layer:
    """A page's text, its marks, and what it says of itself."""

    text: str
    marks: tuple[Mark, ...]
    description: Description


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
    """Follows the tags of one page and lays out what they show; used once."""

    def __init__(self, name: str, limits: Limits, vocabulary: HtmlVocabulary) -> None:
        self.name = name
        self.limits = limits
        self.vocabulary = vocabulary
        self.nesting = Nesting(vocabulary)
        self.sheet = Sheet()
        self.numbers: list[int | None] = []  # the next one of each open list
        self.title = ""
        self.language = ""
        self.meta: dict[str, str] = {}

    # -------------------------------------------------------------- tokens

    def write(self, words: str) -> None:
        """Add *words* where they are visible."""
        if not self.nesting.is_hidden:
            self.sheet.put(words, self.nesting.look)
            if self.sheet.characters > self.limits.characters:
                raise SourceError(
                    self.name,
                    f"has a text of more than {self.limits.characters} characters",
                    "too-large",
                )
        elif self.nesting.innermost == "title" and not self._is_foreign():
            self.title = self.title or _BLANKS.sub(" ", words).strip()

    def start(self, tag: Tag) -> None:
        """Open the element of *tag*, after those that it ends are closed."""
        name, found = tag.name, attributes(tag)
        if name in _UNPLACED:
            self.language = self.language or found.get("lang", "")
        elif name in self.vocabulary.void:
            self._void(name, found)
        elif not (tag.is_closed and self._is_foreign()):
            self._close(self.nesting.make_room(name))
            if self._has_place(name):
                self._open(name, found)

    def end(self, name: str) -> None:
        """Close the element *name* where it is open and its end tag reaches it."""
        if name == "br":
            self._void(name, {})
        elif name == "p" and not self.nesting.is_reached(name):
            self._break("p")  # as an empty paragraph would
        else:
            self._close(self.nesting.end(name))

    def finish(self) -> Layer:
        """Return the layer of the whole page."""
        self._close(self.nesting.close_to(0))
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

    # -------------------------------------------------------------- elements

    def _is_foreign(self) -> bool:
        """Tell whether tags here are those of a picture or a formula."""
        return any(self.nesting.last(name) >= 0 for name in _FOREIGN)

    def _void(self, name: str, found: Mapping[str, str]) -> None:
        if name in {"br", "hr"}:
            self._break(name)
        elif name == "meta":
            for key in ("name", "property", "http-equiv"):
                if key in found:
                    self.meta.setdefault(found[key].lower(), found.get("content", ""))

    def _break(self, name: str) -> None:
        if self.nesting.is_hidden:
            return
        if name == "br" and self.nesting.look.level:
            # A heading is one line, however it is set.
            self.sheet.put(" ", self.nesting.look)
        else:
            self.sheet.end_line(within=name == "br")

    def _has_place(self, name: str) -> bool:
        """Tell whether *name* may stand here; make the row that a cell needs."""
        is_cell = name in self.vocabulary.cells
        if not is_cell and name != "tr":
            return True
        table = self.nesting.last("table")
        if is_cell and self.nesting.last("tr") < table:
            self._open("tr", {})
        return table >= 0

    def _open(self, name: str, found: Mapping[str, str]) -> None:
        words, nesting = self.vocabulary, self.nesting
        if nesting.depth >= self.limits.html_depth:
            raise SourceError(
                self.name,
                f"has elements more than {self.limits.html_depth} deep",
                "deep-html",
            )
        is_hidden = nesting.is_hidden or name in words.skipped or _is_hidden(found)
        look = self._look(name, found)
        if name in words.lists:
            number = _number(found.get("start"), 1) if name == "ol" else None
            self.numbers.append(number)
        if not is_hidden:
            self._lay_out(name, found)
        nesting.open(Element(name, is_hidden, look))

    def _close(self, elements: Iterable[Element]) -> None:
        """Lay out the ends of *elements*, each while those round it are open."""
        words = self.vocabulary
        for element in elements:
            name = element.name
            if name in words.lists:
                self.numbers.pop()
            if element.is_hidden:
                continue
            if name in words.blocks or name in words.cells:
                self.sheet.end_line()
            if name == "li":
                self.sheet.end_item()
            elif name == "tr":
                self.sheet.close_row()

    def _lay_out(self, name: str, found: Mapping[str, str]) -> None:
        """Lay out the start of an element."""
        if name in self.vocabulary.blocks or found.get("role") == "heading":
            self.sheet.end_line()
        if name == "tr":
            last = self.nesting.last
            self.sheet.open_row(is_head=last("thead") > last("table"))
        elif name in self.vocabulary.cells:
            self.sheet.open_cell(is_head=name == "th")
        elif name == "li":
            number = self.numbers[-1] if self.numbers else None
            if number is not None:
                number = _number(found.get("value"), number)
                self.numbers[-1] = number + 1
            mark = "-" if number is None else f"{number}."
            self.sheet.mark_item(mark, max(len(self.numbers) - 1, 0))

    # -------------------------------------------------------------- looks

    def _look(self, name: str, found: Mapping[str, str]) -> Look:
        """Return how words look in the element, as those round it and its own."""
        words, around = self.vocabulary, self.nesting.look
        if around.region and {name, found.get("role")} & words.content:
            around.region.hold_content()
        region = self._region(name, found)
        level = _level(name, found)
        is_guessed = not (level or around.level) and self._opens(name, found)
        is_bold, is_kept = name in words.bold, name in words.preformatted
        is_folded = not around.is_folded and self._is_named(found, words.folding)
        if not (level or is_bold or is_kept or region or is_guessed or is_folded):
            return around
        return Look(
            level or around.level or _OPENER_LEVEL * is_guessed,
            is_bold=is_bold or around.is_bold,
            is_kept=is_kept or around.is_kept,
            region=region or around.region,
            is_guessed=is_guessed or (around.is_guessed and not level),
            is_folded=is_folded or around.is_folded,
        )

    def _opens(self, name: str, found: Mapping[str, str]) -> bool:
        """Tell whether the element stands over a part of the text like a heading."""
        words = self.vocabulary
        if name == "button":
            return self.nesting.look.is_folded or not words.opening.isdisjoint(found)
        return name in words.openers or (
            name in words.blocks and self._is_named(found, words.titles)
        )

    def _is_named(self, found: Mapping[str, str], tokens: frozenset[str]) -> bool:
        """Tell whether the class or the id of an element says one of *tokens*."""
        for names in (found.get("class"), found.get("id")):
            for name in names.split() if names else ():
                parts = [part.lower() for part in _NAME_WORDS.findall(name)]
                if not tokens.isdisjoint((*parts, *map("-".join, pairwise(parts)))):
                    return True
        return False

    def _region(self, name: str, found: Mapping[str, str]) -> Region | None:
        """Return the region that the element begins, if it begins one."""
        words, around = self.vocabulary, self.nesting.look
        if name in words.navigation:
            return Region(around.region, is_firm=True)
        opens = name == "button" and (around.level or self._opens(name, found))
        if (name in words.regions and not opens) or found.get(
            "role", ""
        ).lower() in words.roles:
            return Region(around.region)
        if name not in HEADINGS:  # whose ids are often made of their words
            for names in (found.get("class"), found.get("id")):
                if names and any(map(self._is_apart, names.split())):
                    return Region(around.region)
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


def _level(name: str, found: Mapping[str, str]) -> int:
    if found.get("role") == "heading":
        level = _number(found.get("aria-level"), _DEFAULT_LEVEL)
        return level if level in _LEVELS else _DEFAULT_LEVEL
    return HEADINGS.get(name, 0)


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
