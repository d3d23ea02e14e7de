"""Which lines are boilerplate, and why.

A line is boilerplate by its own words, by the page's markup, or because it stands in
one short block or menu with lines that are. Weak wording (a word of a menu) counts only
beside other boilerplate.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from pipeline.blocks.lines import ITEMS, Line, Look, runs
from pipeline.vocabulary.blocks import BlockVocabulary

_NAVIGATION: Final = "layout.navigation"
_BLOCK: Final = "layout.advert-block"
_MENU: Final = "layout.menu"
_READ: Final = frozenset({Look.TEXT, Look.BULLET, Look.BOLD, Look.HEADING, Look.RULE})
_MENU_ENTRY_WORDS: Final = 4
_SHORTEST_MENU: Final = 4
_HALF: Final = 0.5
_STOPS: Final = (".", "!", "?", ":", ";", ",")


def reasons(
    found: list[Line], low: str, vocabulary: BlockVocabulary
) -> Mapping[int, str]:
    """Return, by place in *found*, the id of the rule that calls the line boilerplate.

    *low* is the whole text in lower case.
    """
    strong: dict[int, str] = {}
    weak: dict[int, str] = {}
    for at, line in enumerate(found):
        if line.look is Look.NAVIGATION:
            strong[at] = _NAVIGATION
        elif line.look in _READ:
            rule = vocabulary.noise(line.words, low[line.body : line.end])
            if rule is not None:
                (weak if rule.weak else strong)[at] = rule.id
    if strong or weak:
        _join_blocks(strong, found, vocabulary.block_lines)
        _join_menus(strong, weak, found)
        _join_weak(strong, weak, found)
    return strong


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
            # Half is enough to take a slogan along, not to take a sentence.
            if share > _HALF or not found[at].words.endswith(_STOPS):
                strong.setdefault(at, _BLOCK)


def _join_menus(
    strong: dict[int, str], weak: Mapping[int, str], found: list[Line]
) -> None:
    """Take runs of short entries of which many are words of menus."""
    for run in _entries(found):
        named = [at for at in run if at in strong or at in weak]
        if len(named) < 2 or len(named) * 3 < len(run):  # noqa: PLR2004
            continue
        # What follows the last menu word may be the title of the page.
        for at in range(run.start, named[-1] + 1):
            strong.setdefault(at, weak.get(at, _MENU))


def _entries(found: list[Line]) -> Iterator[range]:
    """Yield the runs of lines that are as short as the entries of a menu."""
    start = 0
    for at in range(len(found) + 1):
        if at < len(found) and _is_entry(found[at]):
            continue
        if at - start >= _SHORTEST_MENU:
            yield range(start, at)
        start = at + 1


def _is_entry(line: Line) -> bool:
    return (
        (line.look is Look.TEXT or line.look in ITEMS)
        and line.words.count(" ") < _MENU_ENTRY_WORDS
        and not line.words.endswith(_STOPS)
    )
