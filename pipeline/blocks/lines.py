"""The lines of a text layer and what each looks like by itself."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from enum import Enum, auto
from itertools import pairwise
from typing import Final, NamedTuple

from pipeline.folding import flatten
from pipeline.model import Document, Mark, MarkKind


class Look(Enum):
    """What a line looks like before its neighbours are known."""

    HEADING = auto()  # by markup
    BOLD = auto()  # bold as a whole
    BULLET = auto()
    NUMBERED = auto()
    ROW = auto()
    RULE = auto()
    NAVIGATION = auto()
    META = auto()  # front matter and code: its lines are never headings
    TEXT = auto()


class Line(NamedTuple):
    """A line from its first to its last non-blank character.

    *body* is where the *words* begin behind marker or markup; a line break written out
    at the end is left out of them, and *goes_on* tells of one that a backslash made,
    *nested* of a number of several parts ("1.1").
    *level* is the rank of a heading or the indentation of other lines, *header* tells a
    table's head row, *apart* that a blank line, or nothing, stands before it.
    """

    start: int
    end: int
    body: int
    look: Look
    level: int
    words: str
    apart: bool
    header: bool = False
    goes_on: bool = False
    nested: bool = False


ITEMS: Final = (Look.BULLET, Look.NUMBERED)
_MARKDOWN_HEADING: Final = re.compile(r"(#{1,6})[ \t]+(?=\S)")
_BULLET: Final = re.compile(
    r"(?:[-*+•‣\u2043▪▫■□▸►▶●○◦∙·\u2013\u2014✓✔✗✘☐☑➢➤➔»\uf0b7\u2010\u2212]|o(?=[ \t]))"
    r"(?:[ \t]+\[[ xX]\])?"
    r"(?:[ \t\xa0]+|(?<=[•‣\u2043▪▫■□▸►▶●○◦∙·✓✔✗✘☐☑➢➤➔\uf0b7])(?=\S))"
    r"|\[[ xX\u2713\u2714]\][ \t\xa0]+(?=\S)"
)
_NUMBERED: Final = re.compile(
    r"(?:\(?\d{1,2}[.)]|\(?[a-hA-H]\)|[a-h]\.|\(?[ivx]{1,4}[.)])[ \t\xa0]+(?=\S)"
    r"|\d{1,2}(?:\.\d{1,2}){1,3}[.)]?[ \t\xa0]+(?=[A-Z])"
    r"|(?:[Ss]tep|STEP) \d{1,2}[.:)]?[ \t]+(?=[A-Z(])"
)
_NUMBER_SIGNS: Final = "0123456789(abcdefghABCDEFGHivxSs"
_RULE: Final = re.compile(r"[-=_*~#`|:+.<>\s]{2,}|`{3,}[\w-]*|~{3,}[\w-]*|<br ?/?>|\\")
_RULE_SIGNS: Final = "|-=_*~#`<\\:+."
_BOLD: Final = re.compile(r"(\*\*|__)(?=\S)[^*_\n]{1,120}(?<=\S)\1[ \t]*:?")
_QUOTE: Final = re.compile(r"(?:>[ \t]?)+(?![\d=])")  # ">5 mm" is no quote
_HARD_BREAK: Final = re.compile(r"(?<![ \t])[ \t]*+(?:\\|<br ?/?>)$")
_FENCE: Final = re.compile(r"(`{3,}|~{3,})")
_FRONT_MATTER: Final = "---"
_FRONT_MATTER_LINES: Final = 100
_TAB: Final = 4


def lines(document: Document) -> Iterator[Line]:
    """Yield the lines of *document* that hold anything, in order."""
    found = _lines(document.text)
    return _with_marks(found, document.marks) if document.marks else found


def _lines(text: str) -> Iterator[Line]:
    newline = "\n" if "\n" in text else "\r"
    front = _front_matter_end(text, newline)
    fence, apart, start = "", True, 0
    for raw in text.split(newline):
        words = raw.strip()
        if words:
            line = _line(raw, words, start, apart=apart)
            mark = _FENCE.match(words)
            if mark and (not fence or words.startswith(fence)):
                fence = "" if fence else mark[1]
                line = line._replace(look=Look.RULE, body=line.start)
            elif (fence or start < front) and line.look is not Look.RULE:
                look = line.look if not fence and line.look in ITEMS else Look.META
                line = line._replace(look=look)
            yield line
        apart = not words
        start += len(raw) + 1


def _front_matter_end(text: str, newline: str) -> int:
    """Return where the front matter of a page ends, 0 if it has none."""
    if not text.startswith(_FRONT_MATTER + newline):
        return 0
    end = text.find(newline + _FRONT_MATTER + newline, len(_FRONT_MATTER))
    if end < 0 or text.count(newline, 0, end) > _FRONT_MATTER_LINES:
        return 0
    return end + 1


def _line(raw: str, words: str, start: int, *, apart: bool) -> Line:
    left = len(raw) - len(raw.lstrip())
    indent = len(raw[:left].expandtabs(_TAB)) if left else 0
    first = start + left
    last = first + len(words)
    skip = 0
    if words[0] == ">" and (quote := _QUOTE.match(words)):
        inner = words[quote.end() :].lstrip()
        if not inner:
            return Line(first, last, last, Look.RULE, 0, "", apart)
        skip = len(words) - len(inner)
        words, indent = inner, 0
    goes_on = False
    if words[-1] in "\\>" and (cut := _HARD_BREAK.search(words)) and cut.start():
        goes_on = words[-1] == "\\"
        words = words[: cut.start()]
    look, marker, level = _look(words, indent)
    body = first + skip + marker
    return Line(
        *(first, last, body, look, level, words[marker:], apart),
        goes_on=goes_on,
        nested=look is Look.NUMBERED and "." in words[:marker].rstrip(" \t\xa0.)"),
    )


def look_again(line: Line, column: int) -> Line:
    """Return what stands in the words of *line* from *column* on, as a line there."""
    words = line.words[column:]
    look, marker, level = _look(words, column)
    start = line.body + column
    return line._replace(
        start=start,
        body=start + marker,
        look=look,
        level=level,
        words=words[marker:],
        apart=False,
    )


def _look(  # noqa: PLR0911 - one question after the other
    words: str, indent: int
) -> tuple[Look, int, int]:
    """Return what *words* look like, how long their marker is, and the level."""
    char = words[0]
    if char in _RULE_SIGNS and _RULE.fullmatch(words):
        return Look.RULE, 0, indent
    if len(words) == 1 and not char.isalnum():
        return Look.RULE, 0, indent
    if char == "#" and (heading := _MARKDOWN_HEADING.match(words)):
        return Look.HEADING, heading.end(), len(heading[1])
    if char == "|" and words.count("|") > 1:
        return Look.ROW, 0, indent
    if char in "*_" and _BOLD.fullmatch(flatten(words)):
        return Look.BOLD, 0, indent
    if (not char.isalnum() or char == "o") and (mark := _BULLET.match(words)):
        look = Look.BULLET if mark.end() < len(words) else Look.RULE
        return look, mark.end(), indent
    if char in _NUMBER_SIGNS and (number := _NUMBERED.match(words)):
        return Look.NUMBERED, number.end(), indent
    return Look.TEXT, 0, indent


def _with_marks(found: Iterator[Line], marks: tuple[Mark, ...]) -> Iterator[Line]:
    """Yield the lines as the markup of their page shows them."""
    ordered = sorted(marks, key=lambda mark: mark.start)
    starts = [mark.start for mark in ordered]
    for line in found:
        at = bisect_right(starts, line.start) - 1
        if at >= 0 and ordered[at].end >= line.end:
            yield _marked(line, ordered[at])
        else:
            yield line


def _marked(line: Line, mark: Mark) -> Line:
    match mark.kind:
        case MarkKind.HEADING:
            return line._replace(look=Look.HEADING, level=mark.level)
        case MarkKind.NAVIGATION:
            return line._replace(look=Look.NAVIGATION)
        case MarkKind.EMPHASIS:
            look = Look.BOLD if line.look is Look.TEXT else line.look
            return line._replace(look=look)
        case MarkKind.ROW | MarkKind.HEADER_ROW:
            header = mark.kind is MarkKind.HEADER_ROW
            return line._replace(look=Look.ROW, body=line.start, header=header)


def runs(found: list[Line]) -> Iterator[range]:
    """Yield the places of the lines between blank lines or headings, in order."""
    cuts = [
        at
        for at, line in enumerate(found)
        if line.apart or not at or line.look is Look.HEADING
    ]
    for first, after in pairwise([*cuts, len(found)]):
        yield range(first, after)
