"""Lines that lead elsewhere, in the page or on its site: menus, contents, captions.

Each function takes such lines into *strong*, the reasons by place in *found*.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from pipeline.blocks.lines import ITEMS, Line, Look
from pipeline.vocabulary.blocks import BlockVocabulary

_MENU: Final = "layout.menu"
_BAR: Final = "layout.bar-of-headings"
_BARS: Final = re.compile(r"(?<!\s)\s++[|>\u00bb\u2022\u00b7/]\s++")
_BAR_SIGNS: Final = frozenset("|>\u00bb\u2022\u00b7/")
_CONTENTS: Final = "layout.contents"
_CAPTION: Final = "layout.caption"
_PICTURE: Final = "!["
_LONGEST_CAPTION: Final = 160
_SHOWN: Final = re.compile(r"\[([^\]]{0,300}+)\]\([^)]{0,1000}+\)")
_LEADER: Final = re.compile(
    r"(.{2,80}?)[ \t]*(?:\.{3,}|(?:[ ]\.){3,}|\u2026+)[ \t]*\d{1,3}"
)
_DOTS: Final = ("...", " . . .", "\u2026")
_LONGEST_LEADER: Final = 300
_FEWEST_IN_BAR: Final = 3
_MOST_IN_BAR: Final = 15
_READ: Final = (Look.TEXT, *ITEMS, Look.BOLD, Look.HEADING, Look.RULE)
_MENU_ENTRY_WORDS: Final = 4
_CONTENTS_WORDS: Final = 10
_SHORTEST_MENU: Final = 4
_STOPS: Final = (".", "!", "?", ":", ";", ",")


def take_bars(strong: dict[int, str], found: list[Line]) -> None:
    """Take the lines that put side by side what other lines say alone: the headings."""
    bars = {
        at: parts
        for at, line in enumerate(found)
        if line.look is Look.TEXT
        and not _BAR_SIGNS.isdisjoint(line.words)
        and _FEWEST_IN_BAR <= len(parts := _BARS.split(line.words)) <= _MOST_IN_BAR
    }
    if not bars:
        return
    alone = {_plain(line.words) for line in found if line.look in _READ}
    for at, parts in bars.items():
        if sum(_plain(part) in alone for part in parts) * 2 >= len(parts):
            strong.setdefault(at, _BAR)


def take_captions(strong: dict[int, str], found: list[Line]) -> None:
    """Take the one line right under a picture, which says what it shows."""
    for at in sorted(strong):
        under = found[at + 1 : at + 3]
        if (
            found[at].words.startswith(_PICTURE)
            and under
            and under[0].look is Look.TEXT
            and not under[0].apart
            and all(line.apart for line in under[1:])
            and len(under[0].words) <= _LONGEST_CAPTION
        ):
            strong.setdefault(at + 1, _CAPTION)


def take_last(
    strong: dict[int, str],
    weak: Mapping[int, str],
    found: list[Line],
    vocabulary: BlockVocabulary,
) -> None:
    """Take a line that leads to other pages where only short ones are left."""
    left = len(found)
    while left and (_is_entry(found[left - 1]) or left - 1 in strong):
        left -= 1
    for at in range(left, len(found) - 1):
        if at in weak and vocabulary.headings.closing.search(_plain(found[at].words)):
            strong.setdefault(at, weak[at])


def take_closed(
    strong: dict[int, str], found: list[Line], vocabulary: BlockVocabulary
) -> None:
    """Take the short lines right under one that leads to other pages."""
    for at in sorted(strong):
        if not vocabulary.headings.closing.search(_plain(found[at].words)):
            continue
        for below in range(at + 1, len(found)):
            line = found[below]
            if not _is_entry(line, _MENU_ENTRY_WORDS, asked=False) or (
                line.apart and below > at + 1
            ):
                break
            strong.setdefault(below, _MENU)


def take_contents(
    strong: dict[int, str], weak: dict[int, str], found: list[Line]
) -> None:
    """Take short lines that all stand again below in order: a list of contents.

    There each is a heading: no item of another list, and with something under it. Items
    behind a line of text, or behind a colon, are a list of what that says.
    """
    last = {
        _plain(line.words): at
        for at, line in enumerate(found)
        if line.look is not Look.BULLET
    }
    for run in _entries(found, _CONTENTS_WORDS, asked=True):
        before = run.start - 1
        if (
            found[run.start].look is Look.BULLET
            and before > 0
            and found[before].look is Look.TEXT
            and not {before} & {*strong, *weak}
        ):
            continue
        streak: list[int] = []
        for at in (*run, run.stop):
            below = last.get(_plain(found[at].words), -1) if at in run else -1
            if streak and below > last[_plain(found[streak[-1]].words)] + 1:
                streak.append(at)
                continue
            if (
                len(streak) >= _FEWEST_IN_BAR
                and last[_plain(found[streak[0]].words)] > streak[-1]
                and not any(
                    found[each].words.endswith(":")
                    for each in range(max(before, 0), streak[0])
                )
            ):
                strong.update(dict.fromkeys(streak, _CONTENTS))
            streak = [at] if below > at + 1 else []


def take_leaders(strong: dict[int, str], found: list[Line]) -> None:
    """Take the lines of a list of contents: a heading of below, dots, its page."""
    led = {
        at: _plain(leader[1])
        for at, line in enumerate(found)
        if line.words[-1:].isdigit()
        and any(dots in line.words for dots in _DOTS)
        and len(line.words) <= _LONGEST_LEADER
        and (leader := _LEADER.fullmatch(line.words))
    }
    if len(led) < _FEWEST_IN_BAR:
        return
    alone = {_plain(line.words) for line in found}
    if sum(words in alone for words in led.values()) * 2 >= len(led):
        for at in led:
            strong.setdefault(at, _CONTENTS)


def _plain(words: str) -> str:
    """Return *words* without marks, and of a link what is shown."""
    shown = _SHOWN.sub(r"\1", words) if "](" in words else words
    return shown.strip("*_#:?. ").casefold()


def join_menus(
    strong: dict[int, str], weak: Mapping[int, str], found: list[Line]
) -> None:
    """Take runs of short entries of which many are words of menus."""
    for run in _entries(found):
        named = [at for at in run if at in strong or at in weak]
        if len(named) < 2 or len(named) * 3 < len(run):  # noqa: PLR2004
            continue
        # What follows the last menu word may be the title of the page.
        for at in range(run.start, named[-1] + 1):
            if not _is_doubled(found, at):
                strong.setdefault(at, weak.get(at, _MENU))


def _is_doubled(found: list[Line], at: int) -> bool:
    """Tell whether line *at* says what the line before says: a path, then the title."""
    return at > 0 and found[at - 1].words == found[at].words


def _entries(
    found: list[Line], most: int = _MENU_ENTRY_WORDS, *, asked: bool = False
) -> Iterator[range]:
    """Yield the runs of lines that are as short as the entries of a menu.

    *most* is how many words an entry has; *asked* tells that it may be a question.
    """
    start = 0
    for at in range(len(found) + 1):
        if at < len(found) and _is_entry(found[at], most, asked=asked):
            continue
        if at - start >= _SHORTEST_MENU:
            yield range(start, at)
        start = at + 1


def _is_entry(
    line: Line, most: int = _MENU_ENTRY_WORDS, *, asked: bool = False
) -> bool:
    return (
        (line.look is Look.TEXT or line.look in ITEMS)
        and line.words.count(" ") < most
        and (not line.words.endswith(_STOPS) or (asked and line.words.endswith("?")))
    )
