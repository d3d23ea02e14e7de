"""Find out which headings of a document only read otherwise.

The promise: a heading was renamed where all facts under it that stayed have the same
other one now, which the old text did not have, and the new text has the old no more.
"""

from collections.abc import Iterable

from pipeline.comparing import describing
from pipeline.comparing.contents import Statement
from pipeline.comparing.matching import Matched
from pipeline.comparing.records import RenamedSection

_Kept = tuple[Statement, Statement]
_NAMES = ("section", "sectionType")


def renamed(facts: Matched[Statement]) -> tuple[RenamedSection, ...]:
    """Return the headings that read otherwise, in the order of the new text."""
    kept = (*facts.same, *facts.changed)
    before = {ours.section for ours, _ in kept} | _sections(facts.removed)
    after = {theirs.section for _, theirs in kept} | _sections(facts.added)
    under: dict[tuple[str, ...], list[_Kept]] = {}
    for ours, theirs in sorted(kept, key=lambda it: it[1].start):
        if any(ours.section) and any(theirs.section):
            under.setdefault(ours.section, []).append((ours, theirs))
    return tuple(
        _told(pairs)
        for old, pairs in under.items()
        if old not in after
        and len(new := _sections(theirs for _, theirs in pairs)) == 1
        and not new & before
    )


def _sections(facts: Iterable[Statement]) -> set[tuple[str, ...]]:
    return {each.section for each in facts}


def _told(pairs: list[_Kept]) -> RenamedSection:
    ours, theirs = (dict(each.details) for each in pairs[0])
    changes = describing.altered(
        {name: ours.get(name, ()) for name in _NAMES},
        {name: theirs.get(name, ()) for name in _NAMES},
    )
    return RenamedSection(changes, len(pairs))
