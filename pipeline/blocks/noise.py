"""Which lines are boilerplate, and why.

A line is boilerplate by its own words, by the page's markup, or because it stands in
one short block or menu with lines that are. Weak wording (a word of a menu) counts only
beside other boilerplate.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from pipeline.blocks import menus, pages
from pipeline.blocks.lines import ITEMS, Line, Look, runs
from pipeline.blocks.shapes import is_title
from pipeline.vocabulary.blocks import BlockVocabulary

_NAVIGATION: Final = "layout.navigation"
_BLOCK: Final = "layout.advert-block"
_TOP: Final = "layout.above-title"
_LINKS: Final = "layout.links"
_PAGE: Final = "layout.page"
_LINK: Final = re.compile(
    r"(?:[*_]{0,2}[A-Z][^*_\n\[\]]{1,30}:[*_]{0,2}[ \t]*(?=\[))?"
    r"(?:[\s|>\u00bb\u2022\u00b7/,*-]*\[[^\]\n]{1,60}\]\([^()\s]*+\)){2,}+\W*+"
)
_TOP_WORDS: Final = 6
_LONGEST_CUT: Final = 240
_BREAK: Final = re.compile(r"(?<=[.!?])[ \t]+(?=[A-Z])")
_READ: Final = (Look.TEXT, *ITEMS, Look.BOLD, Look.HEADING, Look.RULE)
_HALF: Final = 0.5
_STOPS: Final = (".", "!", "?", ":", ";", ",")


def cut_out(found: list[Line], low: str, vocabulary: BlockVocabulary) -> list[Line]:
    """Return the lines, sentences in short ones that are boilerplate as lines."""
    pieces: list[Line] = []
    for line in found:
        if (
            line.look is Look.TEXT
            and len(line.words) <= _LONGEST_CUT
            and vocabulary.within.search(low, line.body, line.end)
            and _BREAK.search(line.words)
        ):
            pieces.extend(_sentences(line, low, vocabulary))
        else:
            pieces.append(line)
    return pieces


def _sentences(line: Line, low: str, vocabulary: BlockVocabulary) -> Iterator[Line]:
    """Yield *line* in pieces: boilerplate sentences, and what stands between them."""
    ends = [found.span() for found in _BREAK.finditer(line.words)]
    starts = [0, *(after for _, after in ends)]
    stops = [*(before for before, _ in ends), len(line.words)]
    left = 0
    for start, stop in zip(starts, stops, strict=True):
        words = line.words[start:stop]
        at = line.body + start
        rule = vocabulary.noise(words, low[at : at + len(words)])
        if rule is None or not rule.within:
            continue
        if start > left:
            yield _piece(line, left, start)
        yield _piece(line, start, stop)
        left = min([after for _, after in ends if after >= stop], default=stop)
    if left < len(line.words):
        yield _piece(line, left, len(line.words))


def _piece(line: Line, start: int, end: int) -> Line:
    words = line.words[start:end].rstrip()
    at = line.body + start
    first = line.start if not start else at
    # What stands behind the words of a line (a written line break) ends it.
    last = line.end if end == len(line.words) else at + len(words)
    apart = line.apart and not start
    return line._replace(start=first, end=last, body=at, words=words, apart=apart)


def reasons(
    found: list[Line], low: str, vocabulary: BlockVocabulary, *, is_page: bool = False
) -> Mapping[int, str]:
    """Return, by place in *found*, the id of the rule that calls the line boilerplate.

    *low* is the whole text in lower case; *is_page* tells that it is of a web page.
    """
    strong: dict[int, str] = {}
    weak: dict[int, str] = {}
    feet: set[int] = set()
    for at, line in enumerate(found):
        if line.look is Look.NAVIGATION:
            strong[at] = _NAVIGATION
        elif "](" in line.words and _LINK.fullmatch(line.words):
            strong[at] = _LINKS
        elif line.look in _READ:
            rule = vocabulary.noise(line.words, low[line.body : line.end])
            if rule is not None:
                (weak if rule.weak else strong)[at] = rule.id
                feet.update((at,) if rule.foot else ())
    if is_page:
        _take_top(strong, found)
    else:
        feet.update((*pages.numbers(found), *pages.headed(found)))
        for at in (*feet, *pages.repeated(found, feet)):
            strong.setdefault(at, _PAGE)
    if strong or weak:
        _join_blocks(strong, found, vocabulary.block_lines)
        menus.join_menus(strong, weak, found)
        _join_weak(strong, weak, found)
    menus.take_captions(strong, found)
    menus.take_last(strong, weak, found, vocabulary)
    menus.take_closed(strong, found, vocabulary)
    menus.take_bars(strong, found)
    menus.take_contents(strong, weak, found)
    menus.take_leaders(strong, found)
    return strong


def _take_top(strong: dict[int, str], found: list[Line]) -> None:
    """Take the short words that stand over the title of a web page."""
    title = next((at for at, line in enumerate(found) if line.look is Look.HEADING), 0)
    if found and found[title].level == 1:
        for at in range(title):
            words = found[at].words
            if words.count(" ") < _TOP_WORDS and not words.endswith(_STOPS):
                strong.setdefault(at, _TOP)


def _join_weak(
    strong: dict[int, str], weak: Mapping[int, str], found: list[Line]
) -> None:
    """Count weak lines that stand beside boilerplate."""
    for at in sorted(weak):
        beside = at - 1 in strong or (at + 1 in strong and not found[at + 1].apart)
        if beside and found[at].look is not Look.HEADING:
            strong[at] = weak[at]


def _join_blocks(strong: dict[int, str], found: list[Line], most: int) -> None:
    """Take the other lines of a short block that strong wording shows an advert."""
    named = set(strong)
    for run in runs(found):
        if not 1 < len(run) <= most:
            continue
        share = sum(at in named for at in run) / len(run)
        if share < _HALF or any(found[at].look is not Look.TEXT for at in run):
            continue
        for at in run:
            # Half is enough to take a slogan along, not a sentence or the page's name.
            words = found[at].words
            is_name = at == run[0] and is_title(words)
            is_first = is_name and all(above in named for above in range(at))
            if not is_first and (
                share > _HALF or not (is_name or words.endswith(_STOPS))
            ):
                strong.setdefault(at, _BLOCK)
