"""Headings that a page sets in a series of their own: numbered, asked, or in bold.

"1. INDICATIONS" over "1.1 Pain" is a heading where most of the page's numbers stand
before known headings; "Why is it done? It eases pain. How? A cut is made." has its
headings in the running line where most of its questions are known ones; "**Before:**
Eat nothing." opens a section where its label is known.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from enum import Enum, auto
from typing import Final

from pipeline.blocks.lines import Line, Look
from pipeline.vocabulary.headings import HeadingVocabulary

_LEVEL: Final = 2
_FEWEST: Final = 3
_FEWEST_DIVIDED: Final = 2
_MOST_WORDS: Final = 8
_MOST_QUESTION_WORDS: Final = 12
_DEEPEST: Final = 3
_STOPS: Final = (".", ";", ",", "!")
_LABELLED: Final = re.compile(
    r"([A-Z][^\W\d_][\w /&,'\u2019()-]{1,46}?)[ \t]*:[ \t]+(?=\S)"
)
_ROMAN: Final = re.compile(r"\(?[ivx]+[.)]")
_CAPITAL: Final = re.compile(r"(?:\(?[A-H]|[IVX]{1,4})[.)][ \t]+(?=[A-Z])")
_QUESTION: Final = re.compile(
    r"(?:^|(?<=[.!?:;)%])[ \t]++|(?<![ \t])[ \t]{2,}+)"
    r"([A-Z][^.?!:;\n]{1,90}\?)[ \t]+(?=\S)"
)
_BOLD: Final = re.compile(
    r"(\*\*|__)(?=\S)([^*_]{2,60}?)(?:[:?]\1|\1[ \t]*[:\u2013\u2014])[ \t]+(?=\S)"
)


class Style(Enum):
    """How a line is numbered."""

    FIGURES = auto()
    ROMAN = auto()
    LETTERS = auto()
    CAPITALS = auto()


def tell(found: list[Line], text: str, headings: HeadingVocabulary) -> list[Line]:
    """Return the lines of *text*, those of a series of headings as such.

    Where a heading and what it governs share a line, it is cut in two.
    """
    return _embolden(_inquire(_number(found, text, headings), headings), headings)


def _number(found: list[Line], text: str, headings: HeadingVocabulary) -> list[Line]:
    """Tell the numbers of sections from those of lists.

    At least three of one style, and half of them, are known and stand over something;
    or two, and half, stand over their own divisions: "2." over "2.1".
    """
    styles = {
        at: style for at in range(len(found)) if (style := _style(found[at], text))
    }
    if len(styles) < _FEWEST_DIVIDED:
        return found
    worn = Counter(styles.values())
    known = Counter(
        style
        for at, style in styles.items()
        if _governs(found, at, styles) and _is_sure(_label(found[at]), headings)
    )
    divided = Counter(
        style for at, style in styles.items() if _is_divided(found, at, text)
    )
    told = {
        style
        for style, count in worn.items()
        if (known[style] >= _FEWEST and known[style] * 2 >= count)
        or (divided[style] >= _FEWEST_DIVIDED and divided[style] * 2 >= count)
    }
    if not told:
        return found
    return [
        piece
        for at, line in enumerate(found)
        for piece in (_opened(line) if styles.get(at) in told else (line,))
    ]


def _style(line: Line, text: str) -> Style | None:
    """Return how a short line is numbered, None if it is not or within a list."""
    if line.look is Look.TEXT:
        if not _CAPITAL.match(line.words):
            return None
        style = Style.CAPITALS
    elif line.look is not Look.NUMBERED or line.nested or line.level > _DEEPEST:
        return None
    elif text[line.start].isdigit():
        style = Style.FIGURES
    else:
        roman = _ROMAN.match(text, line.start, line.body)
        style = Style.ROMAN if roman else Style.LETTERS
    label = _label(line)
    is_short = label.count(" ") < _MOST_WORDS and not label.endswith(_STOPS)
    return style if is_short else None


def _label(line: Line) -> str:
    """Return what the line says of itself: what stands before a colon, or all of it."""
    words = _bare(line)
    label = _LABELLED.match(words)
    return label[1] if label else words.rstrip(": ")


def _bare(line: Line) -> str:
    number = _CAPITAL.match(line.words)
    return line.words[number.end() :] if number else line.words


def _governs(found: Sequence[Line], at: int, styles: Mapping[int, Style]) -> bool:
    """Tell whether line *at* stands over something else than its like."""
    is_over = at + 1 < len(found) and styles.get(at + 1) is not styles[at]
    return is_over or _LABELLED.match(_bare(found[at])) is not None


def _is_divided(found: Sequence[Line], at: int, text: str) -> bool:
    """Tell whether the line under line *at* is the first of its divisions."""
    line, under = found[at], found[at + 1 : at + 2]
    number = text[line.start : line.body].rstrip(" .)\t") + "."
    return any(each.nested and text.startswith(number, each.start) for each in under)


def _is_sure(words: str, headings: HeadingVocabulary) -> bool:
    typing = headings.classify(words)
    return typing is not None and not typing.weak


def _opened(line: Line) -> Iterator[Line]:
    """Yield a numbered heading and what it governs in its own line."""
    words = _bare(line)
    skip = len(line.words) - len(words)
    label = _LABELLED.match(words)
    if label is None:
        yield line._replace(
            look=Look.HEADING, level=_LEVEL, body=line.body + skip, words=words
        )
    else:
        end = skip + len(label[0].rstrip())
        yield from _cut(line, [(skip, end, skip + label.end())])


def _inquire(found: list[Line], headings: HeadingVocabulary) -> list[Line]:
    """Tell the questions that are answered in their own line.

    At least three of them, and half, are known headings.
    """
    asked: dict[int, list[tuple[int, int, int]]] = {}
    for at, line in enumerate(found):
        if line.look is Look.TEXT and "? " in line.words:
            places = [
                (match.start(1), match.end(1), match.end())
                for match in _QUESTION.finditer(line.words)
                if match[1].count(" ") < _MOST_QUESTION_WORDS
            ]
            if places:
                asked[at] = places
    words = [found[at].words[a:b] for at, places in asked.items() for a, b, _ in places]
    known = sum(headings.classify(each) is not None for each in words)
    if known < _FEWEST or known * 2 < len(words):
        return found
    return [
        piece
        for at, line in enumerate(found)
        for piece in (_cut(line, asked[at]) if at in asked else (line,))
    ]


def _embolden(found: list[Line], headings: HeadingVocabulary) -> list[Line]:
    """Tell the bold labels of paragraphs that are known headings.

    There are at least three headings in bold; a page that marks its headings otherwise
    means something less by such labels.
    """
    labels = {
        at: label
        for at, line in enumerate(found)
        if line.look is Look.TEXT
        and (label := _BOLD.match(line.words))
        and _is_sure(label[2], headings)
    }
    looks = Counter(line.look for line in found)
    bold = len(labels) + looks[Look.BOLD]
    if not labels or bold < _FEWEST or looks[Look.HEADING] >= _FEWEST:
        return found
    return [
        piece
        for at, line in enumerate(found)
        for piece in (_unbolded(line, labels[at]) if at in labels else (line,))
    ]


def _unbolded(line: Line, label: re.Match[str]) -> Iterator[Line]:
    end = len(line.words[: label.end()].rstrip())
    yield from _cut(line, [(0, end, label.end())])


def _cut(line: Line, places: Sequence[tuple[int, int, int]]) -> Iterator[Line]:
    """Yield the headings at *places* in the line's words and what each governs."""
    if places[0][0] and (before := line.words[: places[0][0]].rstrip()):
        yield line._replace(end=line.body + len(before), words=before)
    stops = [*(start for start, _, _ in places[1:]), len(line.words)]
    for (start, end, rest), stop in zip(places, stops, strict=True):
        words, governed = line.words[start:end], line.words[rest:stop].rstrip()
        first = line.start if start == places[0][0] == 0 else line.body + start
        at = line.body + start
        yield line._replace(
            start=first,
            end=at + len(words),
            body=at,
            look=Look.HEADING,
            level=_LEVEL,
            words=words,
        )
        last = line.end if stop == len(line.words) else line.body + rest + len(governed)
        if governed:
            yield line._replace(
                start=line.body + rest,
                end=last,
                body=line.body + rest,
                look=Look.TEXT,
                level=0,
                words=governed,
                apart=False,
            )
