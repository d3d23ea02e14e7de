"""Split coordinations: "stones in the bladder or kidney" names two things.

Conjuncts share a tail ("cramps or spasms in the calf"), a beginning ("clots in the
legs or lungs") or a last word ("nerve or vessel injury") only where their kinds say so.
Nothing is split inside a name.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from pipeline.mentions.conjuncts import Conjuncts
from pipeline.mentions.view import View
from pipeline.vocabulary.lexicon import Lexicon

_WORD: Final = re.compile(r"[^\W_][\w'-]*-?")
_PAIR: Final = 2
_OUTER: Final = ",;"


def split(view: View, lexicon: Lexicon) -> tuple[View, ...]:
    """Return the things that *view* names, each with the words it shares.

    In a list with commas, what is joined without one belongs together: "pain, cuts or
    bruises in the leg, and fever" lists three things, of which the second is two.
    """
    joints = list(_joints(view.low, lexicon))
    outer = [joint for joint in joints if view.low[joint[0]] in _OUTER]
    if len(outer) >= _PAIR and len(outer) < len(joints):
        groups = [split(part, lexicon) for _, part in _parts(view, outer)]
        if all(len(group) > 1 or _is_plain(group[0], lexicon) for group in groups):
            return tuple(thing for group in groups for thing in group)
    parts = _parts(view, joints)
    if len(parts) < _PAIR:
        return tuple(part for _, part in parts) or (view,)
    return tuple(Conjuncts(parts, lexicon).shared())


def _is_plain(view: View, lexicon: Lexicon) -> bool:
    """Tell whether *view* stands by itself: it is no bare modifier of what follows."""
    words = tuple(_WORD.findall(view.low))
    return bool(lexicon.phrase_kinds(words)) or len(words) > 1


def _parts(view: View, joints: Sequence[tuple[int, int]]) -> list[tuple[str, View]]:
    """Return the parts between the *joints*, each behind the words that join it."""
    ends = [start for start, _ in joints] + [len(view.text)]
    starts = [0] + [end for _, end in joints]
    links = [""] + [view.low[start:end] for start, end in joints]
    parts = [view.part(a, b) for a, b in zip(starts, ends, strict=True)]
    return [(link, part) for link, part in zip(links, parts, strict=True) if part.text]


def _joints(low: str, lexicon: Lexicon) -> Iterator[tuple[int, int]]:
    """Yield the places that divide the list, none of them in brackets or in a name."""
    words = lexicon.words
    joints = list(lexicon.joint.finditer(low))
    closed = [
        (at, at + len(name))
        for name in (words.bound if joints else ())
        if (at := low.find(name)) >= 0
    ]
    depth_at = depth = 0
    for found in joints:
        depth += low.count("(", depth_at, found.start())
        depth -= low.count(")", depth_at, found.start())
        depth_at = found.start()
        if depth > 0 or any(a <= found.start() + 1 < b for a, b in closed):
            continue
        before = low[: found.start()].rpartition(" ")[2]
        if before in words.locative:
            continue  # "during or after": what is joined are prepositions
        if _goes_on_telling(low, found, lexicon):
            continue
        if found[0].strip(" ,").isalpha() and _is_predicate(low[:depth_at], lexicon):
            continue
        yield found.span()


def _goes_on_telling(low: str, joint: re.Match[str], lexicon: Lexicon) -> bool:
    """Tell whether a relative clause has a further verb behind *joint*.

    "Pain that limits walking and does not get better" is one thing.
    """
    following = _WORD.match(low, joint.end())
    if following is None or following[0] not in lexicon.words.auxiliaries:
        return False
    before = _WORD.findall(low[: joint.start()])
    return not lexicon.words.relatives.isdisjoint(before)


def _is_predicate(before: str, lexicon: Lexicon) -> bool:
    """Tell whether *before* ends in what a relative clause says: "that are black"."""
    words = _WORD.findall(before.rpartition(",")[2])
    for relative, verb in pairwise(words):
        if relative in lexicon.words.relatives and verb in lexicon.words.copulas:
            return True
    return False
