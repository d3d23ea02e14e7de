"""The text layer of a web page: its visible text, one block element a line.

Scripts, styles, comments and hidden parts are left out, nothing else: navigation,
cookie bars and footers stay, as lines that are marked so. List items begin with their
mark, cells of a row are divided by a bar. Headings, rows, bold lines and navigation are
handed on as marks. The page is walked without recursion, in linear time.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from pipeline.errors import SourceError
from pipeline.model import Description, Mark, MarkKind
from pipeline.vocabulary.html import HtmlVocabulary

_CHARSET: Final = re.compile(rb"<meta[^>]{0,200}?charset=[\"']?([\w-]{2,20})", re.I)
_HEAD_BYTES: Final = 2048
_BLANKS: Final = re.compile(r"[ \t\n\r\f]+")
_HIDDEN_STYLE: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden")
_TOKEN: Final = re.compile(r"[\w-]+")
_HEADING: Final = re.compile(r"h([1-6])")
_CELLS: Final = frozenset({"td", "th"})
_LISTS: Final = frozenset({"ul", "ol", "menu", "dir"})
_CELL_BAR: Final = " | "
_TEXT: Final = "-text"


@dataclass(frozen=True, slots=True)
class Layer:
    """A page's text, its marks, and what it says of itself."""

    text: str
    marks: tuple[Mark, ...]
    description: Description


@dataclass(slots=True)
class _Line:
    """The line that is being written."""

    parts: list[str] = field(default_factory=list)
    prefix: str = ""
    level: int = 0
    navigation: bool = False
    cells: int = 0
    header: bool = False
    bold: int = 0
    plain: int = 0


@dataclass(slots=True)
class _Open:
    """An element that has not ended yet."""

    node: LexborNode
    navigation: bool
    bold: bool
    level: int
    pre: bool


def declared_encoding(source: bytes) -> str:
    """Return the encoding that the page's own head names, or nothing."""
    found = _CHARSET.search(source[:_HEAD_BYTES])
    return found[1].decode("ascii") if found else ""


def layer(name: str, source: str, depth: int, vocabulary: HtmlVocabulary) -> Layer:
    """Return the text layer of the page *source*.

    Raise SourceError where elements lie more than *depth* deep in each other.
    """
    tree = LexborHTMLParser(source)
    writer = _Writer(name, depth, vocabulary)
    root = tree.body or tree.root
    if root is not None:
        writer.walk(root)
    return Layer("\n".join(writer.lines), tuple(writer.marks), _described(tree))


def _described(tree: LexborHTMLParser) -> Description:
    title = tree.css_first("title")
    words = _BLANKS.sub(" ", title.text()).strip() if title else ""
    html = tree.css_first("html")
    language = html.attributes.get("lang") if html else None
    return Description(title=words or None, language=language or None)


class _Writer:
    """Walks a page and writes its lines and marks; used once."""

    def __init__(self, name: str, depth: int, vocabulary: HtmlVocabulary) -> None:
        self.name = name
        self.depth = depth
        self.vocabulary = vocabulary
        self.lines: list[str] = []
        self.marks: list[Mark] = []
        self.offset = 0
        self.line = _Line()
        self.open: list[_Open] = []
        self.lists: list[int] = []  # the next number of each open list, 0 for a bullet

    def walk(self, root: LexborNode) -> None:
        """Write everything below *root*, children before siblings."""
        node: LexborNode | None = root
        while node is not None:
            child = self._enter(node)
            if child is not None:
                node = child
                continue
            node = self._next(node, root)
        self._break()

    def _next(self, node: LexborNode, root: LexborNode) -> LexborNode | None:
        """Leave *node* and all that end with it; return what comes after."""
        current = node
        while True:
            if self.open and self.open[-1].node == current:
                self._leave()
            if current == root:
                return None
            if (following := current.next) is not None:
                return following
            parent = current.parent
            if parent is None:
                return None
            current = parent

    def _enter(self, node: LexborNode) -> LexborNode | None:
        """Write what *node* opens with; return its first child if it has to be read."""
        tag = node.tag or ""
        if tag == _TEXT:
            self._write(node.text_content or "")
            return None
        words = self.vocabulary
        if tag.startswith(("-", "!")) or tag in words.skipped or _is_hidden(node):
            return None
        if len(self.open) >= self.depth:
            raise SourceError(
                self.name, f"has elements more than {self.depth} deep", "deep-html"
            )
        if tag == "br":
            self._break()
            return None
        if tag in words.blocks and not self._is_in_row():
            self._break()
        self._open(node, tag)
        return node.child

    def _is_in_row(self) -> bool:
        return any(each.node.tag in _CELLS for each in self.open[-4:])

    def _open(self, node: LexborNode, tag: str) -> None:
        above = self.open[-1] if self.open else None
        heading = _HEADING.fullmatch(tag)
        self.open.append(
            _Open(
                node,
                navigation=(above is not None and above.navigation)
                or self._is_navigation(node, tag),
                bold=(above is not None and above.bold) or tag in self.vocabulary.bold,
                level=int(heading[1]) if heading else (above.level if above else 0),
                pre=(above is not None and above.pre) or tag == "pre",
            )
        )
        if tag in _LISTS:
            start = node.attributes.get("start") or ""
            number = int(start) if start.isdecimal() and len(start) < 6 else 1  # noqa: PLR2004
            self.lists.append(number if tag == "ol" else 0)
        elif tag == "li":
            self._open_item()
        elif tag in _CELLS:
            self._open_cell(tag)

    def _open_item(self) -> None:
        number = self.lists[-1] if self.lists else 0
        if number:
            self.lists[-1] = number + 1
        indent = "  " * max(len(self.lists) - 1, 0)
        self.line.prefix = f"{indent}{number}. " if number else f"{indent}- "

    def _open_cell(self, tag: str) -> None:
        if self.line.cells:
            self.line.parts.append(_CELL_BAR)
        self.line.cells += 1
        self.line.header = tag == "th" and (self.line.header or self.line.cells == 1)

    def _leave(self) -> None:
        tag = self.open[-1].node.tag or ""
        if tag in self.vocabulary.blocks and tag not in _CELLS and not self._is_in_row():
            self._break()
        if tag in _LISTS and self.lists:
            self.lists.pop()
        self.open.pop()

    def _write(self, words: str) -> None:
        top = self.open[-1] if self.open else None
        if top is not None and top.pre and "\n" in words:
            first, *rest = words.split("\n")
            self._put(first, top)
            for each in rest:
                self._break()
                self._put(each, top)
            return
        self._put(_BLANKS.sub(" ", words), top)

    def _put(self, words: str, top: _Open | None) -> None:
        if not words:
            return
        line = self.line
        if words.strip():
            line.level = top.level if top else 0
            line.navigation = line.navigation or (top is not None and top.navigation)
            if top is not None and top.bold:
                line.bold += 1
            else:
                line.plain += 1
        line.parts.append(words)

    def _break(self) -> None:
        """End the line, if it has words; its marks follow from what it holds."""
        line, prefix = self.line, self.line.prefix
        words = _BLANKS.sub(" ", "".join(line.parts)).strip()
        if not words.strip(" |"):
            self.line = _Line(prefix=prefix)
            return
        self.line = _Line()
        text = prefix + words
        start, end = self.offset, self.offset + len(text)
        self.marks.extend(_marks(line, start, end))
        self.lines.append(text)
        self.offset = end + 1

    def _is_navigation(self, node: LexborNode, tag: str) -> bool:
        words = self.vocabulary
        if tag in words.navigation or tag == "body":
            return tag != "body"
        attributes = node.attributes
        if (attributes.get("role") or "").lower() in words.roles:
            return True
        names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}".lower()
        return any(
            token in words.tokens or any(part in words.tokens for part in token.split("-"))
            for token in _TOKEN.findall(names.replace("_", "-"))
        )


def _marks(line: _Line, start: int, end: int) -> Iterator[Mark]:
    if line.navigation:
        yield Mark(MarkKind.NAVIGATION, start, end)
    elif line.level:
        yield Mark(MarkKind.HEADING, start, end, line.level)
    elif line.cells > 1:
        yield Mark(MarkKind.HEADER_ROW if line.header else MarkKind.ROW, start, end)
    elif line.bold and not line.plain and not line.prefix:
        yield Mark(MarkKind.EMPHASIS, start, end)


def _is_hidden(node: LexborNode) -> bool:
    attributes = node.attributes
    if not attributes:
        return False
    if "hidden" in attributes or (attributes.get("aria-hidden") or "") == "true":
        return True
    return bool(_HIDDEN_STYLE.search((attributes.get("style") or "").lower()))
