"""Follow documents that have another name and another text at once.

A page that moved to another folder and was corrected on the way is the same document as
long as most of what it says stayed.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from pipeline.comparing.contents import Contents, Key
from pipeline.comparing.pairing import Pair
from pipeline.comparing.records import Fate

_ENOUGH: Final = 0.5  # the share of facts that both have, as git has it for lines


def follow(pairs: Iterable[Pair], old: Contents, new: Contents) -> tuple[Pair, ...]:
    """Return *pairs*, each document that came put to the one that it was.

    Each is put to the one with the largest share of facts that both have, of several to
    the first by name. Documents of one text are left as they are.
    """
    found = tuple(pairs)
    gone = [each for each in found if _is_alone(each, Fate.REMOVED)]
    come = [each for each in found if _is_alone(each, Fate.ADDED)]
    if not (gone and come):
        return found
    said = {each.names[0]: _said(each.old, old) for each in gone}
    saying = {each.names[0]: _said(each.new, new) for each in come}
    before = {each.names[0]: each for each in gone}
    followed: dict[str, Pair] = {}
    for _, name, other in sorted(_alike(said, saying)):
        if name in before and other not in followed:
            followed[other] = before.pop(name)
    lost = {id(each) for each in followed.values()}
    kept = (
        _followed(each, followed) if each.fate is Fate.ADDED else each
        for each in found
        if id(each) not in lost
    )
    return tuple(sorted(kept, key=lambda each: (each.names, each.fate)))


def _is_alone(each: Pair, fate: Fate) -> bool:
    return each.fate is fate and len(each.names) == 1 and not each.same_text_as


def _said(text: str | None, contents: Contents) -> Counter[Key]:
    facts = contents.build.facts.get(text or "", ())
    return Counter(contents.statement(iri).key for iri in facts)


def _alike(
    old: Mapping[str, Counter[Key]], new: Mapping[str, Counter[Key]]
) -> Iterable[tuple[float, str, str]]:
    """Yield pairs of documents that are much alike, with how little they are."""
    having: dict[Key, list[str]] = {}
    for name, facts in old.items():
        for key in facts:
            having.setdefault(key, []).append(name)
    for other, facts in new.items():
        shared: Counter[str] = Counter()
        for key, count in facts.items():
            for name in having.get(key, ()):
                shared[name] += min(count, old[name][key])
        for name, count in shared.items():
            share = count / max(old[name].total(), facts.total())
            if share >= _ENOUGH:
                yield -share, name, other


def _followed(each: Pair, followed: Mapping[str, Pair]) -> Pair:
    other = followed.get(each.names[0])
    if other is None:
        return each
    return replace(
        each,
        old=other.old,
        fate=Fate.RENAMED,
        renamed=[(other.names[0], each.names[0])],
    )
